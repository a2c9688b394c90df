"""Names of the page above a title: of the site, its operator, its columns; and today's date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import is_sentence
from unionclean.steps.boilerplate.core import overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.witness import MIN_MATCHED, items_of, matched

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.core import Core
    from unionclean.steps.boilerplate.layout import Line

_TODAY = (
    r"^(?:今天是)?[ :]*(?:19|20)[0-9]{2} ?[-年/.] ?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2} ?日? ?"
    r"(?:星期|周)[一二三四五六日天]"
)


def is_today(line: Line) -> bool:
    """Tell whether a line says what day it is: 2023年6月30日 星期五."""
    return regex(_TODAY).search(line.folded) is not None


MIN_NAMED = 0.34
MAX_NAME = 16
MAX_ROW = 40
MIN_ITEMS = 3
MAX_ITEM = 8
_OPERATOR = r"^[^。,]{2,24}(?:主办|主管|承办)$|^[A-Za-z][A-Za-z' .&,-]{6,70}$"


def is_name(line: Line, core: Core) -> bool:
    """Tell whether a line can be one of the page's own: short, and nothing the article says."""
    if is_today(line):
        return True
    if regex(r"^[A-Z][a-z]{2} [0-9]{1,2} .{0,8}[0-9]{4}").match(line.folded):
        return False  # the date of a post: Oct 12 Sat 2019 15:20
    if is_byline(line) or is_sentence(line):
        return False
    if matched(line, core) >= MIN_MATCHED and overlap(line, core) >= MIN_NAMED:
        return False
    if len(line.text) <= MAX_NAME or regex(_OPERATOR).search(line.folded):
        return True
    items = items_of(line.folded)
    return (
        len(line.text) <= MAX_ROW and len(items) >= MIN_ITEMS and max(map(len, items)) <= MAX_ITEM
    )
