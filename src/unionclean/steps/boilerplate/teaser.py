"""Lines that only repeat: teasers, page titles, the name of the site over and over."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.layout import SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# A list page cuts its teasers at 50 to 200 characters. Twenty equal characters in a row are a
# quotation or a repetition on purpose only when they end a sentence, and a teaser does not.
MIN_TEASER = 20
# Lines that may be a teaser or a page's title.
LOOK_AT = 5
# Lines that may stand between a teaser and the text it repeats: title, author, date, source.
LOOK_AHEAD = 8
LOOK_FAR = 15


def letters(text: str) -> str:
    """Return the letters and digits of a text: what survives re-formatting.

    >>> letters("一是：加强……领导, OK。")
    '一是加强领导OK'
    """
    return text if text.isalnum() else "".join(filter(str.isalnum, text))


def _begins(text: str, wanted: str) -> bool:
    """Tell whether the letters of a text begin with those wanted, reading no more than needed."""
    if next(filter(str.isalnum, text), "") != wanted[0]:
        return False
    return "".join(islice(filter(str.isalnum, text), len(wanted))) == wanted


def is_cut(text: str) -> bool:
    """Tell whether a line ends the way a list page cuts its teasers."""
    return text.endswith(("...", "…", "。。。", "..", "[详细]", "[详情]", "[全文]", "阅读全文"))


# A lead cut by the program that counted its letters.
MIN_LEAD = 40


def lead_label(text: str) -> int:
    """Return the size of the label that a lead begins with, 0 for none."""
    found = regex(r"^[\[【]?(?:导读|導讀|核心提示|内容提要|內容提要|摘要)[\]】]? ?[:：]? *").match(
        text
    )
    return found.end() if found else 0


def is_cut_off(text: str) -> bool:
    """Tell whether a line is as long as a lead and stops without a mark."""
    return len(text) >= MIN_LEAD and text[-1] not in SENTENCE_ENDS


def teaser(lines: Sequence[Line], text: str) -> tuple[Line, str] | None:
    """Return the teaser line among the first lines, with the reason."""
    for number, line in enumerate(lines[:LOOK_AT]):
        if not is_cut(line.text):
            continue
        body = regex(
            r"(?:[\[【(]?(?:详细|详情|全文|查看全文|阅读全文|点击阅读|更多)[\]】)]?)?[>». ]*$"
        ).sub("", line.text)
        wanted = letters(
            regex(r"^(?:摘要|导读|核心提示|内容提要|内容摘要|简介)[:：]").sub("", body)
        )
        if len(wanted) < MIN_TEASER:
            continue
        below = lines[number + 1 : number + 1 + LOOK_AHEAD]
        if _joins(wanted, lines[number + 1 : number + 1 + LOOK_FAR]):
            return line, "teaser: repeats the text that follows"
        for after in below:
            follows = text[after.start : after.start + 4 * len(line.text) + 200]
            if _begins(follows, wanted):
                return line, "teaser: repeats the text that follows"
    return None


def _joins(wanted: str, below: Sequence[Line]) -> bool:
    """Tell whether a teaser joins the title to a paragraph, whatever stands between both."""
    names = [letters(line.text) for line in below]
    rests = {wanted[len(name) :] for name in names if name and wanted.startswith(name)}
    return any(
        len(rest) >= MIN_JOINED and any(name.startswith(rest) for name in names) for rest in rests
    )


MIN_JOINED = 6

# What stands between a page's title and the names of its site in <title>, folded.
_BEFORE = r"^(?:[^。!?,;]{1,20} ?(?:[_|–—·]|-{1,2}|_{2}) ?)?$"
_BEHIND = r"^ ?(?:[_|–—·]|-{1,2}|_{2}) ?[^。!?,;]{2,40}$"
# How the name of a site ends: 标题 - 副题 is a title of its own.
_SITES = (
    r"(?:网|网站|热线|之窗|之家|论坛|社区|博客|频道|首页|在线|新闻|资讯|[日晚早时]报|文库|门户|官网|政府|大学|贴吧|百科|知道|平台|台"
    r"|公司|网站建设|网页设计|知乎|豆瓣|百度|搜狐|新浪|腾讯|网易|凤凰|简书|CSDN"
    r"|[A-Za-z0-9.-]{2,}\.(?:com|cn|net|org)) ?$"
)
# Keywords of the page behind its title: 标题,甲,乙,丙.
_KEYWORDS = r"^(?:[,_|][^,。!?;]{2,20}){2,}$"


LONGEST_TITLE = 120
LOOK_TITLE = 3
MIN_TITLE = 5
# One of these stands behind the title, folded: see the patterns above.
TITLE_MARKS = frozenset("_|–—·-,")


def page_title(lines: Sequence[Line]) -> tuple[Line, str] | None:
    """Return a first line that is the later title plus the names of the site."""
    for number, line in enumerate(lines[:LOOK_TITLE]):
        below = lines[number + 1 : number + LOOK_AT]
        if len(line.text) <= LONGEST_TITLE and _is_page_title(line.folded, below):
            return line, "page title: repeats the title with the name of the site"
    return None


def _is_page_title(first: str, below: Sequence[Line]) -> bool:
    for title in below:
        shortest = 2 if title is below[0] else MIN_TITLE
        if not shortest <= len(title.text) < len(first):
            continue
        before, found, behind = first.partition(title.folded)
        if not found or not regex(_BEFORE).match(before) or (before and len(title.text) < 8):
            continue
        named = regex(_BEHIND).match(behind) and regex(_SITES).search(behind)
        if named or regex(_KEYWORDS).match(behind):
            return True
    return False


def repeated_name(line: Line) -> str:
    """Return the reason to drop a line that says one name over and over, or ""."""
    folded = line.folded
    bare = folded.replace(" ", "")
    # A mark between the names stands behind all but the last.
    bare += next((mark for mark in "|-_·" if mark in bare and bare[-1] != mark), "")
    size = _period(bare)
    if not size:
        return ""
    name = bare[:size].strip("-|_")
    times = len(bare) // size
    ends = (*lexicon.CHANNEL_ENDS, *_NAME_ENDS)
    if times >= 3 and len(name) >= 3 and len(set(name)) >= 3 and name.endswith(ends):
        return f"site name repeated {times} times"
    return ""


_NAME_ENDS = (
    "网", "首页", "报", "电视台", "网站", "中心", "门户", "平台", "热线", "在线", "之窗", "之家",
    "之声", "信息港", "论坛", "社区", "工会", "政府", "大学", "学院", "医院",
)  # fmt: skip


def _period(text: str) -> int:
    """Return the length of the shortest unit that the text repeats, 0 when it repeats none."""
    if len(text) < 6:
        return 0
    at = (text + text).find(text, 1, len(text) * 2 - 1)
    return at if 0 < at < len(text) else 0
