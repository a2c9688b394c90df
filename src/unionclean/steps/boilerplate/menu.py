"""Where the menu above an article ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.alike import MAX_ENTRY, is_entry
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.navigation import MIN_STEPS
from unionclean.steps.boilerplate.page_words import ONLY_CHANNELS
from unionclean.steps.boilerplate.witness import is_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line


# What stands above a title and hardly below it.
_MENUS = ("menu", "breadcrumb", "search box", "site name", "keyword", "name of the site")


# What stands below a title, and not among the entries of a menu.
_BUTTONS = ("comment box", "counter")


def menu_end(reasons: Mapping[int, str], first: int) -> int:
    """Return the last breadcrumb above the article, or the last entry of its menu, -1 for none.

    A menu opens the page. Rows of buttons below the title look alike.
    """
    paths = [i for i in range(first) if reasons.get(i, "").startswith("breadcrumb")]
    if paths:
        return paths[-1]
    edge = unknown = -1
    for index in range(first):
        if unknown and reasons.get(index, "").startswith(_BUTTONS):
            break  # a title stands above its buttons, and what looks like a menu below them
        if reasons.get(index, "").startswith(_MENUS):
            edge, unknown = index, 0
        elif index not in reasons:
            unknown += 1
            if unknown > MAX_NAMES:
                break
    return edge


# Words of pages, one a line, that make a menu at the top without any other sign of one.
MIN_ENTRIES = 3

# Lines in a row that a menu may hold between its known entries.
MAX_NAMES = 5


def entries_end(lines: Sequence[Line], reasons: Mapping[int, str], first: int) -> int:
    """Return the last line of a block at the top that holds several words of pages, -1 for none."""
    edge = unknown = -1
    known = 0
    for index in range(first):
        if index in reasons and not reasons[index].startswith(("interface", *_MENUS)):
            break
        if index in reasons or is_entry(lines[index]):
            # Behind a title stand buttons; behind an unknown entry of a menu, channels.
            channel = lines[index].folded in ONLY_CHANNELS
            if unknown and not (channel or reasons.get(index, "").startswith(_MENUS)):
                break
            edge, unknown, known = index, 0, known + 1
        elif is_byline(lines[index]) or len(lines[index].text) > MAX_ENTRY:
            break
        else:
            unknown += 1
            if unknown > MAX_NAMES:
                break
    return edge if known >= MIN_ENTRIES else -1


def path_lines(lines: Sequence[Line], reasons: Mapping[int, str], first: int) -> dict[int, str]:
    """Return the paths above the article that begin and end in words of the site's own."""
    return {
        index: "breadcrumb"
        for index in range(first)
        if index not in reasons
        and is_path(lines[index], "")
        and len(lines[index].folded.strip("> ").split(">")) >= MIN_STEPS
    }
