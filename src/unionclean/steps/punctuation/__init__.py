r"""Step `punctuation`: halfwidth marks between Chinese, and marks that stand twice."""

from __future__ import annotations

from heapq import merge
from typing import TYPE_CHECKING

from unionclean.chars import STOPS, regex
from unionclean.edits import without_overlaps
from unionclean.prose import Lines
from unionclean.steps.punctuation.brackets import find_brackets
from unionclean.steps.punctuation.doubled import DOUBLED, find_doubled
from unionclean.steps.punctuation.habits import lists_values
from unionclean.steps.punctuation.stops import find_full_stops, find_stops
from unionclean.steps.spacing import is_under_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context


def find_punctuation(text: str, context: Context) -> Iterator[Edit | Note]:
    r"""Give Chinese sentences their fullwidth , ; : ? ! ( ) back, and single what was doubled.

    Pages that folded fullwidth characters to ASCII lost the difference between the comma of a
    sentence and the comma of a number. The neighbours tell it: a mark with Chinese on one side,
    and on the other Chinese, a line end, or a word inside a Chinese sentence, was Chinese.
    Brackets change in pairs, never one alone. A blank beside a mark goes with it, because the
    fullwidth mark brings its own.

    Nothing is changed inside numbers, times, ratios, addresses, code, tables with commas,
    foreign sentences and emoticons. The full stop ``.`` stays: in Chinese text it may be a
    decimal point or a numbering, and a wrong 。 costs more than it gives; it is reported.

    Damaged: 2024年,各级工会认真学习(含基层);成效如何?很好!
    Fixed: 2024年，各级工会认真学习（含基层）；成效如何？很好！
    Damaged: 新华社北京1月2日电 (记者张三 李四)今天,会议召开
    Fixed: 新华社北京1月2日电（记者张三 李四）今天，会议召开
    Damaged: 使用Python,然后提交，，并说明原因。。
    Fixed: 使用Python，然后提交，并说明原因。
    Kept: 会议9:30开始，比分3:2，约1,000人参加，详见 http://a.cn/x?y=1,2 和 f(x)。
    Kept: 栈(stack)是一种数据结构，常用操作有push, pop和top。
    Kept: 好的:) 太好了！！真的吗？！他说……——然后走了。
    Kept: print("你好,世界")
    """
    if not context.evidence.has_han or (context.end is not None and lists_values(text)):
        return
    finders: list[Iterator[Edit | Note]] = []
    if any(mark in text for mark in "()"):
        finders.append(find_brackets(text, context.evidence))
    if any(mark in text for mark in ",;:?!"):
        finders.append(find_stops(text, context.evidence))
    if "." in text:
        finders.append(find_full_stops(text))
    if regex(DOUBLED).search(text):
        finders.append(find_doubled(text, context.evidence))
    listed: frozenset[int] | None = None
    lines = Lines(text)
    for found in without_overlaps(merge(*finders)):
        listed = _find_listed(text) if listed is None else listed
        first, last = lines.at(found.start)
        if first not in listed and not is_under_reading(text, first, last):
            yield found


_ROW = f"[{STOPS}“”,;:?!]{{4,}}"
_FEWEST_LISTED = 4  # different marks in a row; emphasis repeats one or two


def _find_listed(text: str) -> frozenset[int]:
    """Return where the lines begin that list marks (。！、？；), as pages about marks do."""
    lines = Lines(text)
    rows = (row for row in regex(_ROW).finditer(text) if len(set(row[0])) >= _FEWEST_LISTED)
    return frozenset(lines.at(row.start())[0] for row in rows)
