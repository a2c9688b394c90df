r"""Step `spaces`: blanks inside and between words, and at line edges."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from unionclean.chars import BLANKS, CJK_MARKS, CLOSING, HAN, OPENING, STOPS, is_han, regex
from unionclean.edits import Edit
from unionclean.prose import Lines
from unionclean.steps.spaces.between import find_between, is_patterned, is_strange, joins
from unionclean.steps.spaces.edges import Edges
from unionclean.steps.spaces.layout import Gap

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
    rf"|(?:(?<=[\r\n]{_BLANK})|(?<![\s\S]{_BLANK}))(?=[A-Za-z0-9]))"
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
    edges = Edges(text)
    lines = Lines(text)
    edits: list[Edit] = []
    gaps: list[Gap] = []
    org = text.startswith("#+") or "\n#+" in text
    asked, mentioned = -1, False
    strange: list[str] = []  # blanks that no author writes, by their place and kind
    for match in regex(_RUN).finditer(text):
        start, end = match.span()
        left, right = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
        if right in "\r\n":
            if edges.is_stray_end(start, end):
                edits.append(Edit(start, end, "", "blank at the end of a line"))
                strange.append(f"end {match[0]}")
        elif left in "\r\n":
            new = edges.indent(start, end)
            if new != match[0]:
                edits.append(Edit(start, end, new, "blank at the beginning of a line"))
                strange.append(f"beginning {match[0]}")
        elif end - start <= _WIDEST and "\t" not in match[0] and not lines.is_protected(start):
            if not lines.is_chinese(start):
                continue
            gap = Gap(start, end, *lines.at(start))
            if gap.first != asked:
                asked = gap.first
                mentioned = regex(_MENTIONED).search(text, asked, gap.last) is not None
            if _is_beside_mark(text, gap, left, right, mentioned=mentioned, org=org):
                edits.append(Edit(start, end, "", "blank beside a Chinese mark"))
            elif (
                regex(_BEFORE).match(left)
                and regex(_JOINABLE).match(right)
                and (
                    left not in STOPS or match[0] in (" ", "  ", "\u3000")
                )  # 。　　 is a lost paragraph
            ):
                gaps.append(gap)
    for char in _honored(text, gaps, edits):
        gaps = [gap for gap in gaps if text[gap.end] != char]
        edits = [edit for edit in edits if edit.new or text[edit.end : edit.end + 1] != char]
    if gaps:
        edged = len(strange)
        strange += [text[gap.start : gap.end] for gap in gaps if is_strange(text, gap)]
        torn = (
            edged >= _FEWEST_EDGES
            and len(strange) >= _FEWEST_STRANGE
            and len(set(strange)) >= _FEWEST_KINDS
            and "____" not in text
        )
        edits.extend(find_between(text, gaps, torn=torn))
    # A row with digits also meets the rule for marks: one edit for each place.
    yield from (edit for _, edit in sorted({edit.start: edit for edit in edits}.items()))


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
_MENTIONED = r" [,;:?!()\[\]=] (?=[^ ])"  # a mark that is spoken of, see `punctuation`
_BEFORE = f"[{HAN}{OPENING}{CLOSING}{STOPS}]"


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
    if left in OPENING:
        return right not in CLOSING  # （  ） is to be filled in
    if right in CLOSING or right in STOPS:
        return True
    if right == "…":  # with a blank behind it too, it parts what stands beside it
        return regex(f"…{{1,2}}[{BLANKS}]").match(text, gap.end) is None
    if left in "，；" and _parts_verses(text, gap):
        return False
    if left in "，、；":  # after 。 or ： some authors write one: see `find_between`
        return right != "|" and not is_patterned(text, gap)  # | is the border of a table cell
    blank = regex(f"[{BLANKS}][^{BLANKS}]")
    if right in OPENING:
        return not left.isascii() and blank.match(text, gap.end + 1) is not None
    if left in CLOSING:
        return not right.isascii() and blank.match(text, gap.start - 2) is not None
    return False
