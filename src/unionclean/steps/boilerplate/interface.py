"""Lines in the language of web pages: what to click, to scan, to follow, and what was counted.

The other rules know the form of a line. This one knows none: it asks how much of a short line is
made of words for what a reader does with a page (关注问题 写回答, 打开APP阅读全文), and whether the
article itself uses these words. An article about such things speaks of them, so its own lines stay.
A line alone proves nothing: several must stand together outside the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.beside import is_related_heading
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.layout import EDGE_LINES, per_line
from unionclean.steps.boilerplate.page_words import (
    ENTRIES,
    SPOKEN,
    STRONG,
    WORDS,
    is_about_pages,
    is_english,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Sequence

    from unionclean.steps.boilerplate.layout import Line

# A line of the interface is short; its sentences are calls, hints and notices.
MAX_LENGTH = 80
# Shares of a line's letters that are words of the interface. An article's line about a page holds
# one such word among others: 会员可以在网站上报名
# has a half, but then the article has more of them.
MIN_SHARE = 0.5
MIN_SENTENCE_SHARE = 0.3
MIN_WORD_SHARE = 0.6
# Lines that must agree before any goes on this evidence, and the different words in them.
MIN_LINES = 3
# Without a line whose form shows the frame, more must agree, in as many different words.
MIN_ALONE = 5
MIN_WORDS = 8

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
    r"|赞同|喜欢|转发|订阅|点赞|粉丝|已服务|回答|感谢|[人位]?网友|弹幕).{0,10}"
    r"|(?:阅读|浏览|播放|观看|关注者|被浏览|粉丝|获赞|总访问|收藏|查看|人气|热度|赞同|顶|赞|播放量|弹幕)"
    r" ?:?[(]? ?[0-9][0-9.,]*[万wWkK+]*.{0,30}"
    r"|[0-9]{2}:[0-9]{2} ?/ ?[0-9]{2}:[0-9]{2})$"
)
# Keywords that a page files itself under.
_LABELLED = (
    r"^(?:热搜|热门|热词|标签|[^ :,。]{0,4}(?:标签|热词|热搜|关键词)|分类|收录于.{0,6}|隐藏分类)"
    r" ?[:] ?[^。!?;:]{0,60}$|^收录于(?:合集|专辑|话题).{0,20}$"
)
_ADDRESS = r"[(]?(?:https?://)?[A-Za-z0-9_-]+(?:[.@][A-Za-z0-9_-]+)+[/A-Za-z0-9_.?=&-]*[)]?"
_DATED = r"(?:19|20)[0-9]{2} ?[-年/.] ?[0-9]"
# The article has begun with its first numbered heading, whatever stands below it.
_NUMBERED = (
    r"^(?:[一二三四五六七八九十]{1,3}、|[(][一二三四五六七八九十]+[)]|[0-9]{1,2}[、.]"
    r"|第[一二三四五六七八九十0-9]+[章节条])"
)


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
    if regex(_NUMBERED).match(folded):
        return []
    if not counter:
        formed = regex(_LABELLED).match(folded) or regex(_HEADING).match(folded)
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
    return bool(words_of(line.folded)) and regex(_HEADING).match(line.folded) is not None


def interface_lines(
    lines: Sequence[Line], leaving: Collection[int], fenced: Container[int]
) -> list[int]:
    """Return the lines above and below the article that speak the language of the page.

    Where no other line goes, ask `may_frame` first.
    """
    found = {
        index: words
        for index, line in enumerate(lines)
        if index not in leaving
        and index not in fenced
        and len(line.text) <= MAX_LENGTH
        and min(index, len(lines) - index) <= EDGE_LINES
        and (words := speaks_interface(line))
    }
    if not found:
        return []
    paragraphs = [
        index
        for index, line in enumerate(lines)
        if index not in leaving and index not in found and line.is_paragraph
    ]
    while len(paragraphs) > 1 and _is_call(lines, paragraphs, leaving, found):
        found[paragraphs.pop()] = ["call"]
    if not paragraphs:
        return []
    outer = (*range(paragraphs[0]), *range(paragraphs[-1] + 1, len(lines)))
    for index in outer:
        if index not in leaving and index not in fenced and index not in found:
            words = speaks_interface(lines[index])
            if words:
                found[index] = words
    if found.keys().isdisjoint(outer):
        return []
    # What stands between the paragraphs is the article too: handbooks of programs quote buttons.
    inside = range(paragraphs[0], paragraphs[-1])
    own = [index for index in range(len(lines)) if index not in leaving]
    own = [index for index in own if index in inside or index not in found]
    article = "\n".join(
        lines[index].folded for index in own if index in inside or lines[index].is_prose
    )
    everything = "\n".join(lines[index].folded for index in own)
    if is_about_pages(article, MAX_USED) or is_about_pages(everything, MAX_USED_BESIDE):
        return []
    used = {word for word in set().union(*found.values()) if word in article}
    if used:
        found = {
            index: w
            for index, words in found.items()
            if (
                w := words
                if words == ["call"] or used.isdisjoint(words)
                else speaks_interface(lines[index], used)
            )
        }
    head = _head(lines, leaving, found, paragraphs[0])
    tail = range(paragraphs[-1] + 1, len(lines))
    if _begins_unknown(tail, leaving, found):
        tail = range(0)
    outside = (*head, *tail)
    mine = [index for index in outside if index in found]
    known = sum(index in leaving for index in outside)
    different = {word for index in mine for word in found[index]}
    if known:
        return mine if len(mine) + known >= MIN_LINES else _beside(mine, leaving)
    # A page frames its article on both sides; a list of messages speaks so throughout.
    framed = mine and mine[0] < paragraphs[0] and mine[-1] > paragraphs[-1]
    quoted = any(index in found for index in inside)
    enough = len(mine) >= MIN_ALONE and len(different) >= MIN_WORDS
    return mine if enough and framed and not quoted else []


# Share of an article's Han that are words of the interface, over two words of it by chance. Of the
# clean documents of bench/boilerplate.py 95 % have less than 0.03 when they are news, 0.045 when
# they are book reviews; handbooks of programs have 0.06 to 0.25.
MAX_USED = 0.04
# In the lines beside the article unknown words of the page's frame count too.
MAX_USED_BESIDE = 0.12

# A page's last call stands behind this many lines of the page.
MIN_BEFORE_CALL = 3


def _is_call(
    lines: Sequence[Line],
    paragraphs: Sequence[int],
    leaving: Container[int],
    found: Container[int],
) -> bool:
    """Tell whether the last paragraph is a call of the page: short, behind its other lines."""
    before, last = paragraphs[-2:]
    line = lines[last]
    shown = sum(index in leaving or index in found for index in range(before + 1, last))
    return shown >= MIN_BEFORE_CALL and may_call(line)


@per_line
def may_call(line: Line) -> bool:
    """Tell whether a paragraph is short and holds a word that only pages have."""
    return len(line.text) <= MAX_LENGTH and not STRONG.isdisjoint(words_of(line.folded))


def _beside(mine: Sequence[int], leaving: Container[int]) -> list[int]:
    return [index for index in mine if index - 1 in leaving or index + 1 in leaving]


# Lines that may stand between the article's last paragraph and the frame: a caption, a signature.
MAX_UNKNOWN = 3


def _begins_unknown(tail: range, leaving: Container[int], found: Container[int]) -> bool:
    """Tell whether the article goes on behind its last paragraph in short lines of its own."""
    shown = (index for index in tail if index in leaving or index in found)
    return bool(tail) and next(shown, tail[-1]) - tail[0] > MAX_UNKNOWN


def _head(
    lines: Sequence[Line], leaving: Container[int], found: Container[int], first: int
) -> range:
    """Return the lines above the article, none when no line is left that can be its title."""
    numbered = (index for index in range(first) if regex(_NUMBERED).match(lines[index].folded))
    head = range(next(numbered, first))
    titles = (
        index
        for index in head
        if index not in leaving
        and index not in found
        and len(lines[index].text) >= 4
        and not is_byline(lines[index])
    )
    return head if next(titles, None) is not None else range(0)
