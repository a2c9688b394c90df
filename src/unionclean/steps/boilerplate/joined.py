"""Pages whose line ends became blanks: 首页 新闻 体育 当前位置：首页 > 正文 题目 第一段。 上一篇：….

Crawlers write a page into one line of a table or a field. Its lines are still there, between the
blanks, and so is all that the rules know of them; only, a blank also stands inside a line: in a
path, a date, a byline, behind a label, between words of another language. The blanks that ended
lines are told from these here, and the rules then read the text as if they were line ends. All
offsets stay what they were.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.fold import fold
from unionclean.steps.boilerplate.labels import DATE, kind_of
from unionclean.steps.boilerplate.layout import LONGEST_LINE, WINDOW
from unionclean.steps.boilerplate.lexicon import CHANNELS, TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page keeps at most this many line ends when the rest became blanks: a title, a cell.
MAX_LINES = 2
# The byline, the path and the foot of the shortest composed page have more blanks between them.
MIN_BLANKS = 6
# What only pages say, in several different ways, before a blank is read as a line end.
MIN_WITNESSES = 2

_WITNESS = (
    r"[上下]一[篇条页章]|位置 ?[:>]|首页|[Cc]opyright|版权所有|ICP[备证]|编辑 ?[:/]|来源 ?:"
    r"|(?:浏览|点击|阅读|访问)(?:次数|[数量])? ?:|(?:打印|关闭|收藏|分享)(?=[ |】\])]|本|到|窗)"
    r"|字[号体] ?:|相关(?:文章|阅读|新闻|推荐)|联系我们|关于我们|友情链接|登录|发布(?:时间|日期)"
)


def part_lines(text: str) -> str:
    """Return a text of the same length with line ends for the blanks that were some.

    The text itself where it has lines of its own, or shows too little of a page.
    """
    if text.count("\n", 0, len(text) - 1) > MAX_LINES or _count_blanks(text) < MIN_BLANKS:
        return text
    folded = fold(text)
    found = {match[0][:2] for match in regex(_WITNESS).finditer(_ends(folded))}
    if len(found) < MIN_WITNESSES:
        return text
    chars = list(text)
    for at in _line_ends(folded):
        chars[at] = "\n"
    return "".join(chars)


def _count_blanks(text: str) -> int:
    return text.count(" ") + text.count("\u3000") + text.count("\u00a0")


def _ends(text: str) -> str:
    """Return the two ends of a text, where frames stand."""
    return text if len(text) <= 2 * WINDOW else f"{text[:WINDOW]}\n{text[-WINDOW:]}"


class _Word(NamedTuple):
    """What stands between two blanks."""

    text: str
    start: int
    end: int


def _line_ends(folded: str) -> Iterator[int]:
    """Yield where the blanks stand that ended a line."""
    line: list[_Word] = []
    for match in regex(r"[^ \n]+").finditer(folded):
        word = _Word(match[0], match.start(), match.end())
        if line and not _goes_on(line, word):
            if folded[line[-1].end] == " ":
                yield line[-1].end
            line = []
        line.append(word)


# What begins a line of its own, whatever stands before it.
_OPENS = (
    r"^[\[【(|]*(?:[上下]一[篇条页章个]|相关|责任?编辑?|版权|[Cc]opyright|©|分享到|友情链接"
    r"|(?:[您你])?(?:现在)?(?:的)?(?:当前)?位置|热门|推荐阅读|关于我们|本文|免责|声明|主办|地址)"
)
_LABEL = rf"^[\[【(]?(?P<label>[{HAN}A-Za-z/]{{1,8}}) ?:"
_MARKS = "<>|/·•-–—_:»›+"
_COPYRIGHT = r"^(?:[Cc]opyright|©|\([Cc]\)|版权所有)"
# 第十二章 不速之客, 发表于 2019-06-02: never the end of a line.
_HALF = r"^第[0-9一二三四五六七八九十百千零〇]{1,7}[章节回条卷集期]$|(?:^于|[表布辑新建改贴]于|发表在)$"
_STOPS = "。!?;…"
_LATIN = r"^[^\u3400-\u9fff]+$"


def _goes_on(line: list[_Word], word: _Word) -> bool:
    """Tell whether a word belongs to the line before it."""
    last = line[-1]
    if regex(_HALF).search(last.text):
        return True
    if _is_spoken_on(line) and word.text not in TOOLS and not regex(_OPENS).match(word.text):
        # 直接 readlines() 内存就爆了。
        return _is_latin(word) != _is_latin(last)
    if _is_said(word) or _is_said(last):
        return False
    if word.text[0] in _MARKS or last.text[-1] in _MARKS:
        # 上一篇： 秋收 and 首页 > 正文, but not 分享到： 上一篇：秋收, nor a title behind its path
        opens = last.text[-1] == ":" and regex(_OPENS).match(word.text)
        return not opens and not (last.text[-1] == ">" and len(word.text) >= MIN_TITLE)
    if regex(_OPENS).match(word.text):
        return False
    if regex(_COPYRIGHT).match(line[0].text):
        return True
    if _is_field(line[0]) or _is_field(last):
        return _is_field(word) or word.text in TOOLS
    # Nginx 日志按天切割, but not: English 首页
    names = (_is_latin(last), _is_latin(word))
    return all(names) or (any(names) and not (_is_entry(last) or _is_entry(word)))


def _is_entry(word: _Word) -> bool:
    known = word.text in TOOLS or word.text in CHANNELS or ":" in word.text
    return known or (len(word.text) < MIN_NAMING and not _is_latin(word))


MIN_NAMING = 4

# A step of a path is shorter.
MIN_TITLE = 8


def _is_latin(word: _Word) -> bool:
    return regex(_LATIN).match(word.text) is not None and not _is_field(word)


def _is_said(word: _Word) -> bool:
    """Tell whether a word is a sentence, or the end or the beginning of one."""
    return word.text[-1] in _STOPS or ("," in word.text and len(word.text) > MIN_SAID)


MIN_SAID = 12


def _is_spoken_on(line: list[_Word]) -> bool:
    """Tell whether a line holds the beginning of a sentence and not its end."""
    return line[-1].text[-1] not in _STOPS + "”」』" and any(map(_is_said, line))


def _is_field(word: _Word) -> bool:
    """Tell whether a word is a field of a byline: a label with its value, a date, an hour."""
    match = regex(_LABEL).match(word.text)
    if match:
        return match["label"] in kind_of()
    hour = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    return regex(rf"^[\[(]?(?:{DATE}|{hour})").match(word.text) is not None
