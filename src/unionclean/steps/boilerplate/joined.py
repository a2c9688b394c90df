"""Pages whose line ends became blanks: 首页 新闻 当前位置：首页 > 正文 题目 第一段。 上一篇：….

Crawlers write a page into one line of a table or a field. Its lines are still there, between the
blanks, and so is all that the rules know of them; only, a blank also stands inside a line: in a
path, a date, a byline, behind a label, between words of another language. The blanks that ended
lines are told from these here, and the rules then read the text as if they were line ends. All
offsets stay what they were.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.fold import fold
from unionclean.steps.boilerplate.labels import DATE, kind_of
from unionclean.steps.boilerplate.layout import WINDOW
from unionclean.steps.boilerplate.lexicon import CHANNELS, TOOLS, word_tuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# A page keeps at most this many line ends when the rest became blanks: a title, a cell.
MAX_LINES = 2
# The shortest composed page has more blanks between its lines, and more characters.
MIN_BLANKS = 6
SHORTEST = 80
# So many of them stand this near to one end: a menu, or the links below.
NEAR = 400
# Different words of pages, before a blank is read as a line end at all; the lines then have to
# show a page by themselves.
MIN_WITNESSES = 4

# In both scripts. One of the first is asked for before the others are looked for.
_SURE = word_tuple(
    "首页 首頁 一篇 一页 一頁 一章 一条 位置 opyright 版权 版權 ICP 打印 列印 登录 登入"
)
_OTHERS = word_tuple(
    """
    关闭 關閉 收藏 分享 评论 評論 浏览 瀏覽 阅读 閱讀 点击 點擊 来源： 來源： 编辑 編輯 字号 字體
    字体 相关 相關 推荐 推薦 热门 熱門 回复 回覆 联系我们 聯絡我們 关于我们 關於我們 举报 檢舉 注册
    註冊 友情 发布 發布 發佈 标签 標籤 关注 搜索 搜尋 排行
    """
)


def part_lines(text: str) -> str:
    """Return a text of the same length with line ends for the blanks that were some.

    The text itself where it has lines of its own, or shows too little of a page.
    """
    if len(text) < SHORTEST or text.count(" ") < MIN_BLANKS:
        return text
    if max(text.count(" ", 0, NEAR), text.count(" ", -NEAR)) < MIN_BLANKS:
        return text
    if text.count("\n", 0, len(text) - 1) > MAX_LINES or not _shows_page(text):
        return text
    chars = list(text)
    for at in _line_ends(fold(text)):
        chars[at] = "\n"
    return "".join(chars)


def _shows_page(text: str) -> bool:
    ends = text if len(text) <= 2 * WINDOW else f"{text[:WINDOW]}\n{text[-WINDOW:]}"
    sure = sum(map(ends.__contains__, _SURE))
    return sure > 0 and sure + sum(map(ends.__contains__, _OTHERS)) >= MIN_WITNESSES


class _Begun(NamedTuple):
    """What a line holds so far."""

    first: str
    last: str
    said: bool  # whether a sentence has begun in it


def _line_ends(folded: str) -> Iterator[int]:
    """Yield where the blanks stand that ended a line."""
    line = _Begun("", "", said=False)
    end = -1
    for match in regex(r"[^ \n]+").finditer(folded):
        word = match[0]
        parted = end < 0 or folded[end] == "\n"
        if parted or not (_goes_on(line, word) or _is_within(folded, line, end, match.start())):
            if not parted:
                yield end
            line = _Begun(word, word, _is_said(word))
        else:
            line = _Begun(line.first, word, line.said or _is_said(word))
        end = match.end()


# A name that stands between blanks inside a sentence, as pages show a link: 新一轮 成品油 调价窗口
# 将于今晚打开。 So many words are looked at until the sentence goes on.
MAX_LINKED = 3
LONGEST_LINKED = 8
AHEAD = 60
_PAIRS = {"(": ")", "《": "》", "【": "】", "「": "」", "“": "”"}


def _is_within(folded: str, line: _Begun, end: int, start: int) -> bool:
    """Tell whether a blank stands inside brackets or inside a sentence that goes on behind it."""
    before = folded[max(end - AHEAD, 0) : end].rpartition("\n")[2]
    ahead = folded[start : start + AHEAD].partition("\n")[0]
    for opens, closes in _PAIRS.items():
        if before.rfind(opens) > before.rfind(closes) and closes in ahead[:LONGEST_INSIDE]:
            return True
    if not line.said or line.last[-1] in _ENDS:
        return False
    for word in ahead.split(" ")[: MAX_LINKED + 1]:
        if _is_said(word):
            return word[0] not in _OPENING and regex(_OPENS).match(word) is None
        if len(word) > LONGEST_LINKED or regex(_OPENS).match(word) or ":" in word:
            return False
    return False


LONGEST_INSIDE = 24
_OPENING = frozenset("(【“「《[")


# What begins a line of its own, whatever stands before it.
_OPENS = (
    r"^[\[【(|]*(?:[上下]一[篇条页章个]|相关|责任?编辑?|版权|[Cc]opyright|©|分享到|友情链接"
    r"|(?:[您你])?(?:现在)?(?:的)?(?:当前)?位置|热门|推荐阅读|关于我们|本文|免责|声明|主办|地址)"
)
_LABEL = rf"^[\[【(]?(?P<label>[{HAN}A-Za-z/]{{1,8}}) ?:"
_MARKS = frozenset("<>|/·•-–—_:+")
_COPYRIGHT = r"^(?:[Cc]opyright|©|\([Cc]\)|版权所有)"
# 第十二章 不速之客, 发表于 2019-06-02: never the end of a line.
_HALF = (
    r"^第[0-9一二三四五六七八九十百千零〇]{1,7}[章节回条卷集期]$"
    r"|(?:^于|[表布辑新建改贴]于|发表在)$"
)
_STOPS = frozenset("。!?;…")
_ENDS = _STOPS | frozenset("”」』")
# Brackets whose button stands apart: [ 打印本文 ].
_BEGINNING = frozenset("[【(（")
_ENDING = frozenset("]】)）")
_LATIN = rf"^[^{HAN}]+$"
_DATED = rf"^[\[(]?(?:{DATE}|[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)"


def _goes_on(line: _Begun, word: str) -> bool:
    """Tell whether a word belongs to the line before it."""
    last = line.last
    if regex(_HALF).search(last) or last in _BEGINNING or word in _ENDING:
        return True
    opens = word in TOOLS or regex(_OPENS).match(word) is not None
    if line.said and last[-1] not in _ENDS and not opens:
        # 直接 readlines() 内存就爆了。
        return _is_latin(word) != _is_latin(last)
    if _is_said(word) or _is_said(last):
        return False
    opens = opens and word not in TOOLS
    if word[0] in _MARKS or last[-1] in _MARKS:
        # 上一篇： 秋收 and 首页 > 正文, but not 分享到： 上一篇：秋收, nor a title behind its path
        return not (last[-1] == ":" and opens) and not (last[-1] == ">" and len(word) >= MIN_TITLE)
    if opens:
        return False
    if regex(_COPYRIGHT).match(line.first):
        return True
    if _is_field(line.first) or _is_field(last):
        return _is_field(word) or word in TOOLS
    # Nginx 日志按天切割, but not: English 首页
    names = (_is_latin(last), _is_latin(word))
    return all(names) or (any(names) and not (_is_entry(last) or _is_entry(word)))


# A step of a path is shorter.
MIN_TITLE = 8
# A sentence is longer, or has its end.
MIN_SAID = 12
# What may be part of a title beside a word of another language.
MIN_NAMING = 4


def _is_entry(word: str) -> bool:
    """Tell whether a word may be an entry of a menu."""
    known = word in TOOLS or word in CHANNELS or ":" in word
    return known or (len(word) < MIN_NAMING and not _is_latin(word))


def _is_latin(word: str) -> bool:
    """Tell whether a word has no Han, and is no date."""
    return regex(_LATIN).match(word) is not None and not _is_field(word)


def _is_said(word: str) -> bool:
    """Tell whether a word is a sentence, or the end or the beginning of one."""
    return word[-1] in _STOPS or ("," in word and len(word) > MIN_SAID)


@lru_cache(maxsize=1024)  # asked of a word as the last and as the next one
def _is_field(word: str) -> bool:
    """Tell whether a word is a field of a byline: a label with its value, a date, an hour."""
    match = regex(_LABEL).match(word)
    if match:
        return match["label"] in kind_of()
    return regex(_DATED).match(word) is not None
