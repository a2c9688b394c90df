"""What a converter leaves of a page: its tags, a path one step a line, boxes with nothing in them.

None of it is a sentence and all of it is printed by a program, so that the form tells enough: a
path that ends in the title below it, a lead that is cut in the middle of what follows, 暂无内容.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.beside import is_headline
from unionclean.steps.boilerplate.core import find_core
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.teaser import MIN_LEAD, is_cut_off, lead_label, letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

_REASON = "leftover of the page"
# Tags without a text between them, whose names a program drew: <sup id="x8k2q"></sup>; a picture.
_TAGS = (
    r"^[-•*· ]*(?:[0-9]{1,2}\. )?"
    r"(?:<image>data:image/[^ ]{4,400}(?: alt=\"[^\"]{0,120}\")?>?(?:</image>)?"
    r"|(?:</?[a-z]{1,10}(?: id=\"[a-z0-9]{4,8}\")?>){2,8})$"
)
# No more steps lead to a page.
MAX_STEPS = 5
LONGEST_STEP = 40
_STEP = r"^(?:>+|»|›) ?[^ >].{0,38}$"
# 暂无内容, with the heading of the box above.
_EMPTY = r"^暂[无無](?:内容|简介|介绍|资料|数据|描述|图片|评价|信息|相关)$"
MIN_EMPTY = 2
LONGEST_HEADING = 6
HEAD = 12


def leftover_lines(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the lines that are left of a page around an article of sentences."""
    found = {**_tags(lines), **_path(lines), **_boxes(lines), **_lead(lines)}
    found |= _titles(lines, reasons)
    if not found:
        return {}
    core = find_core(lines, reasons)
    if core is None or not core.prose:
        return {}
    return {index: why for index, why in found.items() if index not in reasons}


def _tags(lines: Sequence[Line]) -> dict[int, str]:
    """Return lines of nothing but tags, where no other line has any: the cells of a table stay."""
    found = [index for index, line in enumerate(lines) if _is_tags(line)]
    others = any("</" in line.text for line in lines if not _is_tags(line))
    return {} if others else dict.fromkeys(found, _REASON)


@per_line
def _is_tags(line: Line) -> bool:
    return line.text[-1] == ">" and regex(_TAGS).match(line.text) is not None


def _path(lines: Sequence[Line]) -> dict[int, str]:
    """Return a path of one step a line, the last of which is the title right below."""
    for first, line in enumerate(lines[:HEAD]):
        if not regex(_STEP).match(line.folded):
            continue
        end = first
        while end < len(lines) and regex(_STEP).match(lines[end].folded):
            end += 1
        last = lines[end - 1].folded.lstrip(">»› ")
        titled = end < len(lines) and lines[end].folded == last
        if not titled or not 0 < first <= 1 or not MIN_EMPTY <= end - first <= MAX_STEPS:
            return {}
        return dict.fromkeys(range(first - 1, end), "breadcrumb: one step a line")
    return {}


@per_line
def is_empty_box(line: Line) -> bool:
    """Tell whether a line says that a box of the page holds nothing."""
    return regex(_EMPTY).match(line.folded) is not None


def _boxes(lines: Sequence[Line]) -> dict[int, str]:
    """Return what several boxes say that hold nothing, with the headings above."""
    empty = [index for index, line in enumerate(lines) if is_empty_box(line)]
    if len(empty) < MIN_EMPTY:
        return {}
    above = (index - 1 for index in empty if index)
    heads = [index for index in above if len(lines[index].text) <= LONGEST_HEADING]
    return dict.fromkeys((*empty, *heads), "interface: box without a text")


# Titles of other pages, one of which is that of the article: all with one mark before them, or
# below a line that went; so many besides it, none of which the document holds again.
MIN_OTHERS = 4
LOOK_AT = 40
_MARKED = "◆◇■□●○▪▲△►★☆※·•"
# What stands on the title page of a book.
_BOOK = r"出版|[著编译撰]$|主编|印[刷张次]|ISBN|[0-9〇一二三四五六七八九]{4}年"
MIN_LETTERS = 6
NEAR = 3


def _titles(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the titles of other articles in the head, among which the article's own stands."""
    names = [letters(line.folded) for line in lines[: LOOK_AT + 1]]
    for first, line in enumerate(lines[:LOOK_AT]):
        if first in reasons or not _is_name(line):
            continue
        begin = end = first
        while begin and begin - 1 not in reasons and _is_name(lines[begin - 1]):
            begin -= 1
        while (
            end < len(names) - 1
            and _is_name(lines[end])
            and (end == first or names[end] != names[first])
        ):
            end += 1
        again = next((at for at in range(end, len(names)) if names[at] == names[first]), -1)
        row = [at for at in range(begin, end) if at not in reasons]
        marked = len({lines[at].text[0] for at in row}) == 1 and lines[begin].text[0] in _MARKED
        told = any(at.is_paragraph for at in lines[again + 1 : again + 1 + NEAR])
        if again < 0 or not told or not (marked or begin - 1 in reasons):
            continue
        rest = letters("\n".join(line.folded for line in lines[end:]))
        others = [at for at in row if names[at] != names[first]]
        if len(others) >= MIN_OTHERS and not any(names[at] in rest for at in others):
            return dict.fromkeys(row, "menu: titles of other pages")
    return {}


@per_line
def _is_name(line: Line) -> bool:
    return (
        len(letters(line.text)) >= MIN_LETTERS
        and is_headline(line)
        and not line.is_paragraph
        and line.text[-1] not in "：:，,。；"
        and regex(_BOOK).search(line.folded) is None
    )


def _lead(lines: Sequence[Line]) -> dict[int, str]:
    """Return a lead behind its label that stops within a sentence of the text that it repeats."""
    for index, line in enumerate(lines[:HEAD]):
        label = lead_label(line.text)
        if label == len(line.text):  # the label has a line of its own
            lead = index + 1
        elif label:
            lead = index
        else:
            continue
        text = lines[lead].text[label if lead == index else 0 :] if lead < len(lines) else ""
        if not is_cut_off(text):
            continue
        wanted = letters(text)
        told = ""
        for below in lines[lead + 1 :]:
            told += letters(below.text)
            if len(told) > len(wanted) or not wanted.startswith(told):
                break
        if len(wanted) >= MIN_LEAD and len(told) > len(wanted) and told.startswith(wanted):
            return dict.fromkeys((index, lead), "teaser: repeats the text that follows")
    return {}
