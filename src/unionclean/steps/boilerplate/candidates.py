"""Lines that the place makes a title, or the name of who owns the page, whatever they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.core import overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.entries import is_counted
from unionclean.steps.boilerplate.lexicon import TOOLS
from unionclean.steps.boilerplate.names import is_today
from unionclean.steps.boilerplate.witness import MIN_MATCHED, is_path, matched, may_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line
    from unionclean.steps.boilerplate.witness import Page

# A line that is no word of pages as a whole, and shares so much with the article, may name it.
LOOSE = 0.2

# Below so many lines of the page a line needs to name less of the article to be its title: no
# title of the composed pages and of the articles of every shape goes for it.
MIN_ABOVE = 12
MIN_LENGTH = 7
MAX_LENGTH = 40


def crowned(page: Page, own: Sequence[int]) -> int:
    """Return the last line that names the article below a crowd of the page's, -1 for none."""
    seen = 0
    found = -1
    for index in range(page.core.first):
        line = page.lines[index]
        if index not in own:
            seen += 1
        elif (
            seen >= MIN_ABOVE
            and len(line.text) >= MIN_LENGTH
            and may_name(line)
            and line.folded[0] not in "-—"
            and matched(line, page.core) > MIN_MATCHED
            and overlap(line, page.core) >= LOOSE
        ):
            found = index
    return found


def is_below_title(line: Line) -> bool:
    """Tell whether a line is a counter or a button, which stand below titles."""
    return is_counted(line) or line.folded in TOOLS


def titled_path(page: Page, begin: int) -> int:
    """Return where the last breadcrumb stands that a line long enough for a title follows, or 0."""
    paths = [at for at in range(begin) if is_path(page.lines[at], page.reasons.get(at, ""))]
    below = range(paths[-1] + 1, page.core.first) if paths else ()
    titled = any(
        at not in page.seen
        and MIN_LENGTH <= len(page.lines[at].text) <= MAX_LENGTH
        and may_name(page.lines[at])
        for at in below
    )
    return paths[-1] if titled else 0


_FEET = ("copyright", "site licence")
# Of a name of a site or an account.
MIN_NAME = 4


def owner_lines(page: Page, own: Sequence[int]) -> set[int]:
    """Return the lines that the page's copyright names: an office of which the article speaks."""
    reasons = page.reasons
    feet = [page.lines[at].folded for at in reasons if reasons[at].startswith(_FEET)]
    return {
        index
        for index in own
        if len(page.lines[index].text) >= MIN_NAME
        and any(page.lines[index].folded in foot for foot in feet)
    }


def dated(page: Page, own: Sequence[int]) -> int:
    """Return the only unknown line above the article that a byline follows, -1 for none."""
    lines = page.lines
    named = [
        index
        for index in own
        if may_name(lines[index])
        and len(lines[index].text) >= MIN_NAME
        and index + 1 < page.core.first
        and _is_dated(page, index)
    ]
    return named[0] if len(named) == 1 and page.core.prose else -1


def _is_dated(page: Page, index: int) -> bool:
    """Tell whether a byline follows a line, or the author's short name and then a byline."""
    below = page.lines[index + 1 : min(index + 3, page.core.first)]
    if len(below) > 1 and not is_byline(below[0]) and len(below[0].text) > MAX_AUTHOR:
        below = below[:1]
    return any(
        is_byline(line) and not is_today(line) and regex("[0-9]|来源").search(line.folded)
        for line in below
    )


MAX_AUTHOR = 4
