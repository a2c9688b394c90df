r"""Step `controls`: invisible and compatibility characters that carry no content."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import normalize

from unionclean.chars import CJK_MARKS, HAN, PRIVATE_USE, regex
from unionclean.edits import Edit, Note
from unionclean.prose import Lines
from unionclean.steps.spacing import is_in_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionclean.steps.base import Context

    Rule = Callable[[int, int], Edit | Note | None]

# Line ends of other systems. Vertical tab is Word's line break, form feed its page break.
_LINE_ENDS = "\v\f\x85\u2028\u2029"

# C0 without tab, line feed, carriage return (the step `lines` decides on that one) and the above.
_C0 = "\x00-\x08\x0e-\x1f\x7f"
# Those that part fields in exports of Hive (^A, ^B, ^C), in MARC and in lists of names (NUL).
_SEPARATORS = "\x00\x01\x02\x03\x1c\x1d\x1e\x1f"
_ROWS = 0.9
_C1 = "\x80-\x84\x86-\x9f"

# Characters without width. A joiner (U+200C, U+200D) shapes Arabic and Indic words and glues
# emoji, ZWSP parts words in Thai and Khmer: they are junk only beside Chinese. Tags spell the
# names of flags behind a black one; behind Chinese they are a message that nobody sees.
_TAGS = "\U000e0001\U000e0020-\U000e007f"
_INVISIBLE = (
    "\u200b-\u200d\u2060-\u2064\u206a-\u206f\u180e\u00ad\u034f\u115f\u1160\ufe0e\ufe0f\u3164\uffa0"
    f"{_TAGS}"
)
_BOM = "\ufeff"
_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"
_RIGHT_TO_LEFT = "[\u0590-\u05ff\u0600-\u060b\u060d-\u061b\u061d-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"

_KANGXI = "\u2f00-\u2fd5"
_COMPATIBILITY = "\uf900-\ufad9\U0002f800-\U0002fa1d"

# Simplified and other forms of the block CJK Radicals Supplement that look exactly like the
# character they stand for, so that text taken from a PDF holds them inside words. From Unicode's
# EquivalentUnifiedIdeograph.txt, without the forms that are no characters of their own (⺡ ⻊ ⻖).
_RADICALS = dict(
    zip(
        "⺒⺟⺠⺬⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "巳母民示虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_SUPPLEMENT = "".join(_RADICALS)

# A text that speaks of radicals writes them on purpose.
_ABOUT_RADICALS = "部首|偏旁|康熙|笔画|筆畫|[Rr]adical|Unicode"

# Marks of vertical lines, as text of books set that way has them. Those of sentences stand in no
# other text; brackets are also faces (︶︿︶) and quotation marks of people who like them.
_VERTICAL_MARKS = "︐︑︒︓︔︕︖"
_VERTICAL_BRACKETS = "︵︶︹︺︻︼︽︾︿﹀﹁﹂﹃﹄"
_UPRIGHT = str.maketrans(
    _VERTICAL_MARKS + _VERTICAL_BRACKETS, "，、。：；！？（）〔〕【】《》〈〉「」『』"
)
_QUOTES = ("“”", "‘’", "「」", "『』")
_CODE_POINT = r" ?[(（]U\+[0-9A-Fa-f]{4}"  # behind the character that it names
_FEWEST_VERTICAL = 2  # marks of sentences

_SUSPECT = (
    f"[{_LINE_ENDS}{_C0}{_C1}{_INVISIBLE}{_DIRECTION}{_BOM}\u00a0{_KANGXI}{_SUPPLEMENT}"
    f"{_COMPATIBILITY}{PRIVATE_USE}\ufff9-\ufffc{_VERTICAL_MARKS}]"
)
# One group for each rule of `_Judge`, named like its method.
_ANY = (
    f"(?P<line_end>[{_LINE_ENDS}])"
    f"|(?P<control>\\x1b\\[[0-9;]{{0,12}}[A-Za-z]|[{_C0}]+)"
    f"|(?P<c1>[{_C1}]+)"
    f"|(?P<invisible>[{_INVISIBLE}{_DIRECTION}{_BOM}]+)"
    f"|(?P<no_break>\u00a0+)"
    f"|(?P<radical>[{_KANGXI}{_SUPPLEMENT}]+)"
    f"|(?P<compatibility>[{_COMPATIBILITY}]+)"
    f"|(?P<vertical>[{_VERTICAL_MARKS}{_VERTICAL_BRACKETS}]+)"
    f"|(?P<unknown>[{PRIVATE_USE}\ufff9-\ufffc]+)"
)
_SPACED_BEFORE = rf"[{HAN}] [{HAN}] \Z"  # letter by letter: 查 方 ⽅ 法
_CHINESE = f"[{HAN}{CJK_MARKS}{_COMPATIBILITY}{_KANGXI}{_SUPPLEMENT}]"


# Scripts that part words with ZWSP: Thai, Lao, Myanmar, Khmer.
_SPACED_BY_ZWSP = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff]"

# Beside these, a C1 code is a byte of a character that was decoded as Latin.
_ACCENTED = "[\u00a1-\u024f]"


def find_controls(text: str, context: Context) -> Iterator[Edit | Note]:
    """Remove characters that nobody sees, and write look-alikes as the characters they stand for.

    Editors, PDF readers and web pages leave marks of their own: byte order marks inside the text,
    zero-width blanks, soft hyphens, direction marks, terminal colours, line ends of other systems.
    They break searching and counting without showing. The same holds for Kangxi radicals (\u2f2f
    for 工) and compatibility ideographs from PDF fonts, which look right and compare wrong, and for
    the marks of vertical lines (︒ for 。) in text of books that were set so.

    Normalization forms are not used: NFKC would also change ， ① ㎡ and ｶﾅ, which are content.
    Only documents with Chinese are touched, and joiners only beside Chinese, because Arabic,
    Indic scripts and emoji need them. Private-use characters and C1 codes beside accented letters
    may hold bytes of a lost character: they are reported and stay, as codes do that part the fields
    of rows.

    Damaged: 工\u200b会\ufeff工\u00ad作\u200e，\u2f2f作
    Fixed: 工会工作，工作
    Damaged: 第一段\u2028第二段\u00a0甲
    Fixed: 第一段\\n第二段 甲
    Damaged: 他說︓﹁不去︒﹂我笑了︒
    Fixed: 他說：「不去。」我笑了。
    Kept: 她笑了︶︿︶ 我也笑了﹁﹂
    Kept: 👨\u200d👩\u200d👧 می\u200cخواهم ｶﾅ ① ㎡ Ａ１ 〇 × 𠮷䶮 葛\U000e0100城
    Kept: 部首\u2f2f和\u2f54的写法
    """  # noqa: D301 - the escapes must become the invisible characters that the tests read
    if not context.evidence.has_han or not context.evidence.holds(_SUSPECT):
        return
    judge = _Judge(text)
    for match in regex(_ANY).finditer(text):
        rule: Rule = getattr(judge, str(match.lastgroup))
        found = rule(*match.span())
        if found:
            yield found


class _Judge:
    """One rule for each kind of character: what becomes of the run ``text[start:end]``."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = Lines(text)
        self._right_to_left = regex(_RIGHT_TO_LEFT).search(text) is not None

    def line_end(self, start: int, end: int) -> Edit | Note | None:
        left, right = self._neighbours(start, end)
        if regex(_ACCENTED).match(left) and self._text[start] == "\x85":
            return self.c1(start, end)
        if is_in_list(self._text, start, end):
            return Note(start, end, "line end that a list of characters holds")
        new = "" if left in "\r\n" or right in "\r\n" else "\n"
        return Edit(start, end, new, "line end of another system")

    def control(self, start: int, end: int) -> Edit | Note | None:
        left, right = self._neighbours(start, end)
        in_cell = left == "\t" and (right or "\n") in "\t\r\n"
        if in_cell or self._is_quoted(start, end) or is_in_list(self._text, start, end):
            return Note(start, end, "control code that stands for itself")
        kept = "".join(filter(self._separators.__contains__, self._text[start:end]))
        if kept and kept == self._text[start:end]:
            return Note(start, end, "control code that parts fields")
        return Edit(start, end, kept, "control character")

    def c1(self, start: int, end: int) -> Edit | Note | None:
        left, right = self._neighbours(start, end)
        if regex(_ACCENTED).match(left) or regex(_ACCENTED).match(right):
            return Note(start, end, "control code that may be part of a lost character")
        return Edit(start, end, "", "control character")

    def invisible(self, start: int, end: int) -> Edit | Note | None:
        run = self._text[start:end]
        if self._is_quoted(start, end):
            return None
        left, right = self._neighbours(start, end)
        kept = "".join(char for char in run if self._is_needed(char, left, right))
        if kept == run:
            return None
        return Edit(start, end, kept, "invisible character")

    def no_break(self, start: int, end: int) -> Edit | Note | None:
        left, right = self._neighbours(start, end)
        if left > " " and right > " " and not _is_chinese(left) and not _is_chinese(right):
            return None  # 10 km, « oui »: where Latin typography asks for it
        if self._lines.has_foreign and not self._lines.is_chinese(start):
            return None
        return Edit(start, end, " " * (end - start), "no-break blank")

    def radical(self, start: int, end: int) -> Edit | Note | None:
        run = self._text[start:end]
        left, right = self._neighbours(start, end)
        in_order = all(ord(b) - ord(a) == 1 for a, b in pairwise(run)) and len(run) > 2
        beside = any(char.isdigit() or _is_chinese(char) for char in (left, right))
        spaced = regex(_SPACED_BEFORE).search(self._text, max(0, start - 4), start)
        if in_order or not (len(run) > 1 or beside or spaced):
            return None
        if self._is_about_radicals:
            return None
        new = "".join(_RADICALS.get(char) or normalize("NFKC", char) for char in run)
        return Edit(start, end, new, "radical in place of the character")

    def compatibility(self, start: int, end: int) -> Edit | Note | None:
        run = self._text[start:end]
        if self._lines.has_foreign and not self._lines.is_chinese(start):
            return None  # Korean and Japanese charsets hold them on purpose
        left, right = self._neighbours(start, end)
        beside = any(char.isalnum() or _is_chinese(char) for char in (left, right))
        if len(run) == 1 and not beside:
            return None  # in a table of characters it stands for itself
        new = normalize("NFC", run)
        if new == run or self._is_listed(start, end, new):
            return None
        return Edit(start, end, new, "compatibility ideograph")

    def _is_listed(self, start: int, end: int, new: str) -> bool:
        """Tell whether the run bounds a range ([豈-龎]), or stands in a list beside ``new``."""
        return not {"-", new}.isdisjoint(self._neighbours(start, end))

    def vertical(self, start: int, end: int) -> Edit | Note | None:
        if not self._is_vertical:
            return None
        new = self._text[start:end].translate(_UPRIGHT)
        return Edit(start, end, new, "mark of a vertical line")

    def unknown(self, start: int, end: int) -> Edit | Note | None:
        return Note(start, end, "character without a public meaning")

    def _neighbours(self, start: int, end: int) -> tuple[str, str]:
        """Return the characters beside a run; "" at either end of the text."""
        return self._text[max(0, start - 1) : start], self._text[end : end + 1]

    def _is_quoted(self, start: int, end: int) -> bool:
        """Tell whether the run is all that stands in quotation marks, or is named by its number."""
        left, right = self._neighbours(start, end)
        if left + right in _QUOTES or regex(_CODE_POINT).match(self._text, end):
            return True
        return left == right != "" and left in "\"'`"

    def _is_needed(self, char: str, left: str, right: str) -> bool:
        if char == _BOM:
            return False
        if char in "\u200b\u2060":
            return bool(regex(_SPACED_BY_ZWSP).match(left) or regex(_SPACED_BY_ZWSP).match(right))
        if char in "\ufe0e\ufe0f" or char >= _TAGS[0]:  # they belong to the emoji before them
            return not (_is_chinese(left) or left in " \n")
        if regex(f"[{_DIRECTION}]").match(char):
            return self._right_to_left
        return not (_is_chinese(left) or _is_chinese(right))

    @cached_property
    def _separators(self) -> frozenset[str]:
        """The control codes that part the fields of rows, as many in nearly all, or end names."""
        lines = [line for line in self._text.split("\n") if line.strip()]
        return frozenset(code for code in _SEPARATORS if code in self._text and _parts(code, lines))

    @cached_property
    def _is_vertical(self) -> bool:
        marks = regex(f"[{HAN}][{_VERTICAL_MARKS}]").findall(self._text)
        return len(marks) >= _FEWEST_VERTICAL

    @cached_property
    def _is_about_radicals(self) -> bool:
        return regex(_ABOUT_RADICALS).search(self._text) is not None


def _parts(code: str, lines: list[str]) -> bool:
    if len(lines) == 1:
        return lines[0].count(code) > 1 and lines[0].endswith(code)
    usual, rows = Counter(line.count(code) for line in lines).most_common(1)[0]
    return usual > 0 and rows >= _ROWS * len(lines)


def _is_chinese(char: str) -> bool:
    return regex(_CHINESE).match(char) is not None
