"""How much of a short line is made of words for what a reader does with a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.beside import is_related_heading
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.page_words import (
    ENTRIES,
    SPOKEN,
    STRONG,
    WORDS,
    is_english,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from unionclean.steps.boilerplate.layout import Line

# A line of the interface is short; its sentences are calls, hints and notices.
MAX_LENGTH = 80
# Shares of a line's letters that are words of the interface. An article's line about a page holds
# one such word among others: 会员可以在网站上报名
# has a half, but then the article has more of them.
MIN_SHARE = 0.5
MIN_SENTENCE_SHARE = 0.3
MIN_WORD_SHARE = 0.6
# The article has begun with its first numbered heading, whatever stands below it.
NUMBERED = (
    r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]+[)]|[0-9]{1,2}[、.]"
    r"|第[一二三四五六七八九十0-9]+[章节条])"
)

# Headings over other pages, and counters, by their form.
_HEADING = (
    rf"^[▼▲●◆■#|>* ]*(?:(?:相关|热门|最热|随机|精彩|更多|其[他它]|"
    rf"往期|近期|今日|本周|同类|类似|相似|特别)"
    rf"[{HAN}]{{2,5}}|[{HAN}]{{2,4}}(?:推荐|排行|排行榜|回顾|导读|精选|速递)"
    rf"|.{{0,8}}(?:[还也](?:看|买)了?|都在看|[还也]喜欢|可能.{{0,3}}喜欢|可能还想看|可能感兴趣)|猜[你您].{{2,4}}|同场加映|相关系列)"
    r"[▼▲:>… ]*$"
)
_COUNTER = (
    r"^(?:(?:已有|共|查看全部)? ?[0-9][0-9.,]* ?[万wWkK+]* ?(?:次|人|条|个|位)?"
    r"(?:[赞踩顶阅](?!书)|评论|回复|收藏|浏览|播放|观看|参与|关注|阅读|下载|做过|看过|学过|想学|在看"
    r"|赞同|喜欢|转发|订阅|点赞|粉丝|已服务|回答|感谢|追踪|[人位]?网友|弹幕).{0,10}"
    r"|(?:阅读|浏览|播放|观看|关注者|被浏览|粉丝|获赞|总访问|收藏|查看|人气|热度|赞同|顶|赞|播放量|弹幕)"
    r" ?:?[(]? ?[0-9][0-9.,]*[万wWkK+]*.{0,30}"
    r"|[0-9]{2}:[0-9]{2} ?/ ?[0-9]{2}:[0-9]{2})$"
)
# Keywords that a page files itself under.
_LABELLED = (
    r"^(?:热搜|热门|热词|标签|(?!中文|英文|外文|论文)[^ :,。]{0,4}(?:标签|热词|热搜|关键词)"
    r"|分类|收录于.{0,6}|隐藏分类)"
    r" ?[:] ?[^。!?;:]{0,60}$|^收录于(?:合集|专辑|话题).{0,20}$"
)
_ADDRESS = r"[(]?(?:https?://)?[A-Za-z0-9_-]+(?:[.@][A-Za-z0-9_-]+)+[/A-Za-z0-9_.?=&-]*[)]?"
_DATED = r"(?:19|20)[0-9]{2} ?[-年/.] ?[0-9]"


def speaks_interface(line: Line, used: Collection[str] = ()) -> list[str]:
    """Return the words that make the line one of the interface, [] when it is not.

    Words in ``used``, those of the article, do not count.
    """
    return _speaks_without(line, used) if used else _speaks(line)


@per_line
def _speaks(line: Line) -> list[str]:
    return [] if len(line.text) > MAX_LENGTH else _speaks_without(line, ())


def _speaks_without(line: Line, used: Collection[str]) -> list[str]:
    folded = line.folded
    words = [word for word in words_of(folded) if word not in used]
    # Every counter has a digit.
    counter = regex("[0-9]").search(folded) and regex(_COUNTER).match(folded)
    if not words and not counter:
        return []
    if regex(NUMBERED).match(folded):
        return []
    if not counter:
        formed = _has_heading_form(line) or regex(_LABELLED).match(folded)
        if not formed and not is_related_heading(line) and not _has_share(line, words):
            return []
    return [] if is_byline(line) else words or ["counter"]


def _has_share(line: Line, words: Sequence[str]) -> bool:
    """Tell whether enough of a line without a known form is words of the interface."""
    folded = line.folded
    if regex(_DATED).search(folded):
        return False
    if folded.endswith((":", ",")) and len(folded) > 12:
        return False
    strong = not STRONG.isdisjoint(words)
    different = len(set(words))
    # Without a word that only pages have, entries must stand side by side.
    if not strong and (different < 2 or not regex("[ |/]").search(folded)):
        return False
    if different == 1 and regex(rf"^[{HAN}]{{2,6}} ?: ?[0-9]").match(folded):
        return False  # 账号：0000 1111 stands in an author's form
    sentence = regex("[。!?;,]").search(folded) is not None
    if folded.endswith(("。", ";")) and SPOKEN.isdisjoint(words):
        return False
    if sentence and different < (3 if line.is_paragraph else 2):
        return False
    letters = len("".join(regex(f"[{HAN}A-Za-z]+").findall(regex(_ADDRESS).sub("", folded))))
    # Nothing but an address (www.APP.com) says nothing.
    share = sum(map(len, words)) / letters if letters else 0.0
    least = MIN_WORD_SHARE if different == 1 else MIN_SHARE
    return share >= (MIN_SENTENCE_SHARE if sentence else least)


# What a converter sets before the entries of a list.
BULLETS = "-•*· "
# Names of the author's fields; what stands below such a line is the value.
_OWN_LABELS = lexicon.word_set(
    "作者 来源 出处 时间 日期 文章来源 信息来源 发布时间 发布日期 更新时间"
)


@per_line
def words_share(line: Line) -> bool:
    """Tell whether the whole line is a word of the interface, or a channel of sites."""
    word = line.folded.lstrip(BULLETS).replace(" ", "").strip(":>")
    if word in _OWN_LABELS:
        return False
    return word in WORDS or word in ENTRIES or is_english(line.folded)


@per_line
def is_page_heading(line: Line) -> bool:
    """Tell whether the line has the form of a heading over other pages (其他类似问题)."""
    return bool(words_of(line.folded)) and _has_heading_form(line)


@per_line
def _has_heading_form(line: Line) -> bool:
    return regex(_HEADING).match(line.folded) is not None


@per_line
def heads(line: Line) -> bool:
    """Tell whether a line stands over links to other pages."""
    return is_related_heading(line) or is_page_heading(line)
