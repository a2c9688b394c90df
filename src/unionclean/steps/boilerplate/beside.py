"""What a line can be when only its neighbours tell: a button, a headline, an author's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon, phrases
from unionclean.steps.boilerplate.credits import is_byline, lone_counter, lone_credit
from unionclean.steps.boilerplate.invitations import lone_widget
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment
from unionclean.steps.boilerplate.notices import is_contact, is_operator

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from unionclean.steps.boilerplate.layout import Line

MAX_CHANNEL = 10
MAX_HEADLINE = 45


@per_line
def is_channel(line: Line) -> bool:
    """Tell whether a line could be the name of a channel: Han only, short, no mark."""
    return regex(rf"^[{HAN}·]{{2,{MAX_CHANNEL}}}$").match(line.folded) is not None


@per_line
def is_known_channel(line: Line) -> bool:
    """Tell whether the name also reads like one: a word of the menu lexicon, or …要闻, …频道."""
    word = line.folded.rstrip(">: ")
    return word in lexicon.CHANNELS or (
        word.endswith(lexicon.CHANNEL_ENDS) and len(word) <= MAX_CHANNEL
    )


# Entries in a row that says nothing else; three names of people stand in a byline.
MIN_ROW = 4


@per_line
def is_row(line: Line) -> bool:
    """Tell whether the line is short entries side by side, and no names of people."""
    items = [item for item in regex(r"[ |/·•>]+").split(line.folded) if item]
    if len(items) < MIN_ROW or not all(regex(_ENTRY).match(item) for item in items):
        return False
    if len(set(items)) < len(items):
        return False  # an account names itself twice: 原创 某号 某号 今天
    if len({len(item) for item in items}) == 1 and len(items[0]) >= 5:
        return False  # verses have one length
    people = sum(len(item) <= 3 and item[0] in lexicon.SURNAMES for item in items)
    return people * 2 < len(items)


@per_line
def is_link_row(line: Line) -> bool:
    """Tell whether a line is short items between bars, such as the sites of a ministry."""
    items = [item.strip() for item in line.folded.split("|")]
    items = [item for item in items if item]
    short = len(items) >= 3 and max(map(len, items)) <= 12
    return short and regex(r"[0-9。!?;:,=]").search(line.folded) is None


def continues_table(lines: Sequence[Line], index: int, leaving: Container[int]) -> bool:
    """Tell whether a line beside this one stays and has as many bars: a row of the same table."""
    bars = lines[index].folded.count("|")
    beside = (at for at in (index - 1, index + 1) if 0 <= at < len(lines) and at not in leaving)
    return bars > 0 and any(lines[at].folded.count("|") == bars for at in beside)


_ENTRY = rf"^[{HAN}]{{2,6}}$|^[A-Za-z]{{1,10}}[{HAN}]{{0,4}}$|^[{HAN}]{{2,4}}[A-Za-z]{{2,10}}$"


@per_line
def is_related_heading(line: Line) -> bool:
    """Tell whether the line announces links to other pages."""
    last = line.folded.rstrip(_BEHIND_HEADING)[-1:]
    if last not in _HEADING_ENDS:
        return False
    named = regex(r"^(?:【[^】]{2,40}】|《[^》]{2,40}》|与.{2,40}的?)(?=相关)").sub("", line.folded)
    if regex(r"^(?:更多|看更多|查看更多).{0,12}(?:文章|新闻|报[道导]|内容|资讯)$").match(named):
        return True
    word = regex(r"^[\[【(|■●◆▶>*# ]+|[\])】|>:. ]+$|(?:更多)?[>+]*$").sub("", named)
    word = word.removesuffix("更多").strip(" :|>")
    return word in lexicon.RELATED or regex(phrases.RELATED_TO).match(word) is not None


_BEHIND_HEADING = "])】|>:. +"
_HEADING_ENDS = frozenset(
    word[-1] for word in (*lexicon.RELATED, *phrases.OTHERS.split("|"), *phrases.CLOSES)
)


@per_line
def is_headline(line: Line) -> bool:
    """Tell whether the line can be the headline of another page: no sentence, not long."""
    return (
        len(line.folded) <= MAX_HEADLINE
        and regex(r"[。;]|[:,]$").search(line.folded) is None
        and not regex(r"^(?:附件|附[:录]|联系|电话|地址|署名|日期)").match(line.folded)
        and not is_byline(line)
    )


@per_line
def is_junk(line: Line) -> bool:
    """Tell whether the line holds marks only, or the size of an HTTP chunk."""
    return regex(_JUNK).match(line.folded) is not None


_MARKS = r"[?|\-_=*·•.,:;/\\<>+~—─━…\ufffd▲▼■◆●★☆ ]+"
_JUNK = (
    rf"^(?:{_MARKS}(?:分隔线{_MARKS})?|[0-9a-f]{{1,4}}|[0-9]{{20,}}|[\[【(] ?[0-9]{{1,3}} ?[\])】]"
    rf"|(?:{_MARKS})?(?:THE )?END(?:{_MARKS})?)$"
)


@per_line
def is_signature(line: Line) -> bool:
    """Tell whether the line signs a document: a date, or an office."""
    return regex(_SIGNATURE).search(line.folded) is not None


_SIGNATURE = (
    r"^[0-9〇○零一二三四五六七八九十]{2,4} ?[年./-].{0,12}$"
    r"|(?:委员会|办公室|工会|党委|协会|学会|学校|公司|[局厅部处科委院社])$"
)


_AUTHORS = (
    r"^(?:附[件录表图:]|注[:释]|说明|参考文献|作者|联系人|[《\[(]"
    r"|[一二三四五六七八九十0-9]{1,3}[、.)]|第[一二三四五六七八九十]|全文完|未完待续|完$|本章完|谢谢)"
)


def is_authors(line: Line, *, inside: bool = False) -> bool:
    """Tell whether a line below the frame may still be the author's: signed, noted, numbered.

    Addresses ``inside`` the foot, with lines of the page above and below, are the page's.
    """
    return (
        len(line.folded) > MAX_FOOT_LINE
        or is_signature(line)
        or (is_contact(line) and not inside)
        or is_byline(line)
        or regex(_AUTHORS).match(line.folded) is not None
    )


MAX_FOOT_LINE = 60


def why_in_byline(line: Line) -> str:
    """Return why a line beside date, source or author goes: a counter or tags."""
    if regex(_TAGS).match(line.folded):
        return "tags beside the byline"
    return "counter beside the byline" if lone_counter(line) else ""


def why_beside(line: Line, beside: tuple[str, str], *, tail: bool) -> str:
    """Return why a line goes whose neighbours above or below are frame lines, or ""."""
    if is_junk(line):
        return "leftover of the page"
    word = line.folded.strip(_AROUND)
    if (word in lexicon.TOOLS and len(word) > 1) or len(segment(line.folded, lexicon.TOOLS)) > 1:
        return "button beside the page's frame"
    # Above an article the same word may be its title: 公告, 招聘.
    if word in lexicon.CHANNELS and (tail or all(beside)) and word in lexicon.SITE_WORDS:
        return "menu entry beside the page's frame"
    if regex(_TAGS).match(line.folded):
        return "tags beside the page's frame"
    if lone_credit(line):
        return "credit or counter beside the page's frame"
    if is_link_row(line):
        return "links beside the page's frame"
    if not tail:
        return ""
    if lone_widget(line):
        return "comment box"
    if word in lexicon.RELATED:
        return "related pages"
    # Behind the site's footer nothing is the author's; before it his own address may stand, and
    # the organisers of the event that he announces.
    above, below = beside
    if above.startswith(_FOOTER) and (is_operator(line) or is_contact(line)):
        return _ADDRESS
    between = above or "网" in line.folded or "技术支持" in line.folded
    return _ADDRESS if below.startswith(_FOOTER) and between and is_operator(line) else ""


_AROUND = "".join(set("[]【】()|<> :>+▲*#"))
_ADDRESS = "address in the site's footer"
_FOOTER = ("copyright", "site licence", _ADDRESS, "menu")
_TAGS = (
    r"^(?:(?:TAG|Tag|tag)s?|(?:文章|本文|热门|相关|博客|词条)(?:标签|关键[词字])|标签|(?:全站|个人|文章|博客|系统|网站|本站)?分类|归档|分类专栏)"
    r"(?:标签|目录)? ?[:]|^(?:#[^ #]{1,12} ?)+$"
    # 收录于话题 #节气 24个
    r"|^[0-9]{1,3} ?个$"
)
