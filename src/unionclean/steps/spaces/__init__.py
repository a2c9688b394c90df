r"""Step `spaces`: blanks inside and between words, and at line edges."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, CJK_MARKS, CLOSING, HAN, OPENING, STOPS, is_han, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.spaces.between import find_between, is_patterned, is_strange
from unionclean.steps.spaces.edges import Edges
from unionclean.steps.spaces.layout import LONGEST_CUE, Gap
from unionclean.steps.spaces.words import joins
from unionclean.steps.spacing import is_under_reading, spaces_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Note
    from unionclean.steps.base import Context

# A run of blanks that a rule may want: at a line edge, beside a Chinese mark, or with no ASCII on
# either side. It begins with the one class that is searched fast; the look-behind makes each run
# be tried only once, so a megabyte of blanks costs one look.
_BLANK = f"[{BLANKS}]"
_RUN = (
    rf"{_BLANK}(?<!{_BLANK}{_BLANK})(?:(?<=[{CJK_MARKS}]{_BLANK}){_BLANK}*+"
    rf"|{_BLANK}*+(?=[\r\n{CJK_MARKS}]|\Z)"
    rf"|(?:(?<=[^!-~]{_BLANK})|(?<![\s\S]{_BLANK})){_BLANK}*+(?=[^!-~])"
    rf"|(?:(?<=[\r\n]{_BLANK})|(?<![\s\S]{_BLANK}))(?=[!-~]))"
)


def find_spaces(text: str, context: Context) -> Iterator[Edit | Note]:
    r"""Take out blanks that nobody wrote: inside words, beside Chinese marks, at line edges.

    Chinese is written without blanks, but not without exceptions: between the names of a list,
    between the two halves of a title, in the columns of a table or a poem, before a paragraph,
    and, as the author likes, between Chinese and Latin. What decides is the evidence of the
    document: blanks that fall inside words again and again were put there by a machine; blanks
    between complete units were put there by somebody.

    Damaged: 工 会 工 作 报 告
    Fixed: 工会工作报告
    Damaged: 认真 学习党的 二十 大精神 ，推动“ 学习 ”活动深入开 展。
    Fixed: 认真学习党的二十大精神，推动“学习”活动深入开展。
    Damaged:  在会议上的讲话 \n同志们： \n
    Fixed: 在会议上的讲话\n同志们：\n
    Kept: 记者郑丽 郝明 朱新报道，《中共中央 国务院关于某事的意见》已经发布。
    Kept: 使用 Python 编写，共 3 项；使用Python编写，共3项。
    Kept: 　　段落的缩进。\n　　下一段的缩进。
    Kept: 白日依山尽 黄河入海流\n欲穷千里目 更上一层楼
    Kept: 姓名　　年龄　　籍贯\n张三　　三十　　北京
    """
    if not context.evidence.has_han:
        return
    blanks = _Blanks(text)
    for match in regex(_RUN).finditer(text):
        blanks.judge(*match.span())
    yield from blanks.edits()


class _Blanks:
    """The blanks of one document: those that go at once, and the gaps that need its evidence."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._edges = Edges(text)
        self._lines = Lines(text)
        self._edits: list[Edit] = []
        self._gaps: list[Gap] = []
        self._strange: list[str] = []  # blanks that no author writes, by their place and kind
        self._org = text.startswith("#+") or "\n#+" in text
        self._asked, self._mentioned, self._aligned = -1, False, False
        self._spaces_marks: bool | None = None

    def judge(self, start: int, end: int) -> None:
        """Take note of the blanks between ``start`` and ``end``, in rising order."""
        text = self._text
        run = text[start:end]
        left, right = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if right in "\r\n":
            if self._edges.is_stray_end(start, end):
                self._edits.append(Edit(start, end, "", "blank at the end of a line"))
                self._strange.append(f"end {run}")
        elif left in "\r\n":
            new = self._edges.indent(start, end)
            if new != run:
                self._edits.append(Edit(start, end, new, "blank at the beginning of a line"))
                self._strange.append(f"beginning {run}")
        elif (
            len(run) <= _WIDEST
            and "\t" not in run
            and not self._lines.is_protected(start)
            and self._lines.is_chinese(start)
        ):
            self._judge_inside(Gap(start, end, *self._lines.at(start)), left, right)

    def _judge_inside(self, gap: Gap, left: str, right: str) -> None:
        """Take note of the blanks ``gap`` inside a line, between ``left`` and ``right``."""
        text = self._text
        run = text[gap.start : gap.end]
        if gap.first != self._asked:
            self._asked = gap.first
            self._mentioned = self._is_mentioned(gap)
            self._aligned = is_under_reading(text, gap.first, gap.last)
        if self._aligned:
            return
        if _is_beside_mark(text, gap, left, right, mentioned=self._mentioned, org=self._org):
            self._edits.append(Edit(gap.start, gap.end, "", "blank beside a Chinese mark"))
        elif (
            regex(_BEFORE).match(left)
            and regex(_JOINABLE).match(right)
            and (left not in STOPS or run in (" ", "  ", "\u3000"))  # 。　　 is a lost paragraph
        ):
            self._gaps.append(gap)

    def _is_mentioned(self, gap: Gap) -> bool:
        """Tell whether the line of ``gap`` speaks of a mark."""
        if regex(_MENTIONED).search(self._text, gap.first, gap.last) is None:
            return False
        if self._spaces_marks is None:
            self._spaces_marks = spaces_marks(self._text)
        return not self._spaces_marks

    def edits(self) -> Iterator[Edit]:
        """Yield the edits of the document, in rising order and one for each place."""
        text, gaps, edits = self._text, self._gaps, self._edits
        for char in _honored(text, gaps, edits):
            gaps = [gap for gap in gaps if text[gap.end] != char]
            edits = [edit for edit in edits if edit.new or text[edit.end : edit.end + 1] != char]
        found = {edit.start: edit for edit in edits}
        if gaps:  # rows with digits may meet the rule for marks too
            torn = self._is_torn(gaps)
            found |= {edit.start: edit for edit in find_between(text, gaps, torn=torn)}
        yield from (edit for _, edit in sorted(found.items()))

    def _is_torn(self, gaps: list[Gap]) -> bool:
        """Tell whether machines put blanks into the document, of several kinds."""
        text = self._text
        strange = [text[gap.start : gap.end] for gap in gaps if is_strange(text, gap)]
        strange += self._strange
        return (
            len(self._strange) >= _FEWEST_EDGES
            and len(strange) >= _FEWEST_STRANGE
            and len(set(strange)) >= _FEWEST_KINDS
            and "____" not in text
        )


# Wider runs are columns, or blanks for the reader to fill in.
_WIDEST = 2

# Blanks in odd places and of several kinds are the work of machines (bench/results/layout.md: of
# undamaged documents with a blank between Han none to speak of has as many).
_FEWEST_STRANGE = 4
_FEWEST_KINDS = 3
_FEWEST_EDGES = 2  # at line edges: wide blanks inside lines alone may set options apart

_FEWEST_HONORED = 3
_SHARE_HONORED = 0.8  # of its occurrences; nearly all of them are so


def _honored(text: str, gaps: list[Gap], edits: list[Edit]) -> list[str]:
    """Return the character before which the author writes a blank out of respect: 於是 神就說.

    It has one nearly everywhere, also after Han that it forms no word with, and no other character
    has as many.
    """
    found = Counter(
        text[place : place + 1] for place in [edit.end for edit in edits if not edit.new]
    )
    found.update(text[gap.end] for gap in gaps)
    return [
        char
        for char, number in found.most_common(1)
        if number >= _FEWEST_HONORED
        and 2 * number >= found.total()
        and is_han(char)
        and number >= _SHARE_HONORED * text.count(char)
        and not any(joins(text[gap.start - 1], char) for gap in gaps if text[gap.end] == char)
    ]


_JOINABLE = f"[{HAN}{OPENING}{CLOSING}]"
_MARKS = ",;:?!()[]="
# A mark that is spoken of, see `punctuation`: beside Chinese, and no empty pair as in f( ).
_MENTIONED = (
    r"(?:(?<=[^\x00-\x7f]) [,;:?!()\[\]=] (?=[^ ])|(?<!\() [,;:?!()\[\]=] (?=[^\x00-\x7f]))"
)
_BEFORE = f"[{HAN}{OPENING}{CLOSING}{STOPS}]"
_TO_FILL_IN = rf"[（(【\[][{BLANKS}]+[）)】\]]\Z"  # 请（  ） 清（  ）
_LONGEST_PLACE = 40


_VERSES = rf"[，。；：？！「“ ](([{HAN}]{{4,7}})[，；])\Z"


def _parts_verses(text: str, gap: Gap) -> bool:
    """Tell whether a wide blank parts two verses of one length, as sutras do in a paragraph."""
    if gap.end - gap.start != _WIDEST:
        return False
    before = regex(_VERSES).search(text[max(gap.first, gap.start - 9) : gap.start])
    if before is None:
        return False
    verse = regex(rf"[{HAN}]{{{len(before[2])}}}[，。；？！]")
    return verse.match(text, gap.end) is not None


def _is_beside_mark(
    text: str, gap: Gap, left: str, right: str, *, mentioned: bool, org: bool
) -> bool:
    """Tell whether the blanks of ``gap`` stand beside a mark that has its own blank."""
    if mentioned and (left in _MARKS or right in STOPS):
        return False  # 预期 ) 或 ] ，
    if org and not {left, right}.isdisjoint("~*/=_+"):
        return False  # these signs of emphasis need blanks around them
    if "|" in (left, right):
        return False  # the border of a table cell
    if left in OPENING:
        return right not in CLOSING  # （  ） is to be filled in
    if right in CLOSING or right in STOPS:
        return True
    if right == "…":  # with a blank behind it too, it parts what stands beside it
        if text[gap.start] == "\u3000" and gap.start - gap.first <= LONGEST_CUE:
            return False  # 母　亲　……
        return regex(f"…++[{BLANKS}]").match(text, gap.end) is None
    if left in "，；" and _parts_verses(text, gap):
        return False
    if gap.end - gap.start > 1 and text[gap.start - 3 : gap.start - 1].isspace():
        return False  # the mark is a cell of a table
    if left in "，、；":  # after 。 or ： some authors write one: see `find_between`
        return not is_patterned(text, gap)
    if left in "。：" and text[gap.start - 2] == " " and is_han(text[gap.start - 3]):
        return is_han(right) and not is_patterned(text, gap)  # 以行为单位的 。 在内部
    blank = regex(f"[{BLANKS}][^{BLANKS}]")
    if right in OPENING:
        return not left.isascii() and blank.match(text, gap.end + 1) is not None
    if left in CLOSING:
        if regex(_TO_FILL_IN).search(text, max(gap.first, gap.start - _LONGEST_PLACE), gap.start):
            return False
        return not right.isascii() and blank.match(text, gap.start - 2) is not None
    return False
