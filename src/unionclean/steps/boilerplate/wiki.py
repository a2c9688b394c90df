"""Pages that everybody may edit: the buttons behind headings, and the contents made of these.

A heading of an encyclopedia has its button behind it (構造[編輯]) or below it (播报, 编辑). Two of
them show the kind, and name the headings that its table of contents repeats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Headings with a button, lines of a page that rules took, and entries of its contents.
MIN_HEADINGS = 2
MIN_LINES = 3
MIN_ENTRIES = 2

# No heading is longer.
MAX_HEADING = 24
_BEHIND = r"^(?P<heading>[^\[\]。]{1,24}?) ?\[ ?编辑(?: ?(?:源代码|\| ?编辑源代码))? ?\]$"
_BELOW = frozenset(("播报", "编辑", "播报 编辑", "编辑 播报", "播报编辑", "编辑播报", "语音"))
_CONTENTS = r"^(?:目录|目次|快速导航)(?: ?\[?(?:隐藏|显示|收起|展开)\]?)?$"
_NUMBERING = r"^(?:[0-9]{1,2}(?:[.][0-9]{1,2}){0,2}[.]? ?|[▪•·◦-] ?)"
_UNNUMBERED = frozenset(("序言", "图集", "隐藏", "显示"))
# A table of contents is no longer.
MAX_ENTRIES = 60


def button_size(line: Line) -> int:
    """Return how many characters at a heading's end are its button: 構造[編輯] has 4."""
    heading = regex(_BEHIND).match(line.folded)
    return len(line.folded) - heading.end("heading") if heading else 0


def edit_buttons(lines: Sequence[Line], reasons: Mapping[int, str]) -> set[int]:
    """Return the lines that are a heading with its button, where several are."""
    if len(reasons) < MIN_LINES:
        return set()
    closed = (at for at, line in enumerate(lines) if line.folded[-1] == "]" and at not in reasons)
    found = {at for at in closed if button_size(lines[at])}
    return found if len(found) >= MIN_HEADINGS else set()


def wiki_lines(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the buttons below headings and the contents above the first one."""
    if len(reasons) < MIN_LINES:
        return {}
    headings = {lines[at].folded[: -button_size(lines[at])] for at in edit_buttons(lines, reasons)}
    buttons: dict[int, str] = {}
    below: list[int] = []
    for index, line in enumerate(lines[1:], 1):
        if line.folded not in _BELOW:
            continue
        if index - 1 in buttons:
            buttons[index] = "button of a wiki"
        elif _may_head(lines[index - 1]):
            buttons[index] = "button of a wiki"
            below.append(index - 1)
    if len(below) < MIN_HEADINGS:
        buttons = {}
    headings |= {lines[at].folded for at in below if buttons}
    if len(headings) < MIN_HEADINGS:
        return {}
    buttons |= _contents(lines, {heading.strip() for heading in headings})
    return {index: why for index, why in buttons.items() if index not in reasons}


def _may_head(line: Line) -> bool:
    return (
        len(line.text) <= MAX_HEADING
        and line.text[-1] not in "。！？；：…”」"
        and line.folded not in _BELOW
    )


def _contents(lines: Sequence[Line], headings: set[str]) -> dict[int, str]:
    """Return the table of contents: what stands below its name, down to the last numbered entry."""
    for index, line in enumerate(lines):
        if not regex(_CONTENTS).match(line.folded):
            continue
        last = index
        named = 0
        for at in range(index + 1, min(index + 1 + MAX_ENTRIES, len(lines))):
            folded = lines[at].folded
            entry = regex(_NUMBERING).sub("", folded)
            if entry == folded and folded not in _UNNUMBERED and not regex(_CONTENTS).match(folded):
                break
            if entry != folded:
                last = at
            named += entry in headings
        if named >= MIN_ENTRIES:
            return dict.fromkeys(range(index, last + 1), "contents of a wiki")
    return {}
