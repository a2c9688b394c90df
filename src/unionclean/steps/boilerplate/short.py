"""What a line of a menu looks like, whatever its words: a short name, with marks around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.entries import PART_ENDS, is_built_entry, is_call, is_section
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import PLAIN_TOOLS, SITE_WORDS, TOOLS, word_set
from unionclean.steps.boilerplate.notices import is_contact
from unionclean.steps.boilerplate.page_words import ENTRIES, ONLY_CHANNELS
from unionclean.steps.boilerplate.witness import is_exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

LONGEST = 12
_AROUND = " []【】()|<>:+·•*▪►■◆#-—/›»→"
# No title is shorter, but for some of poems and songs.
SHORT = 4


@per_line
def word_in(line: Line) -> str:
    """Return the name in a line of a menu, without the marks around it, "" when it is none."""
    folded = line.folded
    if len(folded) > LONGEST and not is_exact(line):
        return ""
    word = folded.strip(_AROUND)
    if len(word) > LONGEST or regex(r"[。!?;,:\"“”『』「」…=]").search(word):
        return ""
    if word in ENTRIES:
        return word
    return word if regex(rf"[{HAN}A-Za-z]").search(word) and not split_fields(folded) else ""


@per_line
def is_known(line: Line) -> bool:
    """Tell whether a line as a whole is an entry that pages have."""
    return word_in(line) in ENTRIES or is_exact(line) or is_section(line)


@per_line
def _ends_so(line: Line) -> bool:
    """Tell whether a line ends as entries do: 股东信息, 系所介绍."""
    word = word_in(line)
    if word in TOOLS or not regex(rf"^[{HAN}]{{3,8}}$").match(word):
        return False
    return word[-2:] in PART_ENDS


@per_line
def _is_between(line: Line) -> bool:
    """Tell whether a line may stand between entries: a mark, a telephone, a greeting, a name."""
    folded = line.folded
    return (
        regex(_BETWEEN).match(folded) is not None
        or is_contact(line)
        or (
            len(folded) <= LONGEST_BETWEEN
            and (is_call(line) or regex(_GREETS).search(folded) is not None)
        )
    )


LONGEST_BETWEEN = 30
# × ‹ ☰, 400-000-0000, dushi_top_nav_01; —品牌定位—
_BETWEEN = (
    r"^(?:[^\w\s]{1,4}|[0-9 ()+/-]{3,20}|[0-9A-Za-z_ .&'-]{2,40}|[-—–]{1,2}.{2,12}[-—–]{1,2})$"
)
_GREETS = r"^您?好,|^欢迎|欢迎[您你](?:来到|光临|访问|!|$)"


def is_alike(line: Line) -> bool:
    """Tell whether a line is an entry that pages have, or ends like one."""
    return is_known(line) or _ends_so(line)


@per_line
def is_site_word(line: Line) -> bool:
    """Tell whether a line is an entry that only sites have."""
    return word_in(line) in _OF_SITES or _is_english_entry(line)


def _is_english_entry(line: Line) -> bool:
    """Tell whether a line is an entry in English of what only sites have: About Us, PRODUCTS."""
    return line.folded.isascii() and line.folded.replace(" ", "").lower() in _ENGLISH_OF_SITES


_ENGLISH_OF_SITES = word_set(
    """
    home homepage aboutus contactus joinus sitemap login signin signup register newscenter
    productcenter privacypolicy termsofuse subscribe
    """
)
# Entries of one length, as a designer wants them: 今日要闻, 经济动态, 科技长廊.
EVEN_LENGTH = 4
MANY_EVEN = 9


def is_even(lines: Sequence[Line]) -> bool:
    """Tell whether many different lines are names of four characters each."""
    words = {word_in(line) for line in lines}
    return len(words) >= MANY_EVEN and {len(word) for word in words} == {EVEN_LENGTH}


_OF_SITES = SITE_WORDS | (TOOLS - PLAIN_TOOLS)


def opens_menu(line: Line) -> bool:
    """Tell whether a line stands above titles and hardly below them."""
    word = word_in(line)
    return word in ONLY_CHANNELS or (
        word not in TOOLS and (is_section(line) or is_built_entry(line))
    )


def is_short(line: Line) -> bool:
    """Tell whether a line may stand in a menu at all."""
    return bool(word_in(line)) or _is_between(line)


def is_plain(line: Line) -> bool:
    """Tell whether a line above a title can be an entry with a name of its own: 院士专家工作站."""
    return is_short(line) or (
        len(line.text) <= LONGEST_NAME and not line.is_prose and not split_fields(line.folded)
    )


LONGEST_NAME = 20
