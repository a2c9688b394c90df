"""Weak witnesses: lines that look like a page's, and what the whole page says about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import alike, lexicon
from unionclean.steps.boilerplate.alike import FILE, MAX_ENTRY, is_entry, is_page_like, is_warning
from unionclean.steps.boilerplate.core import Core, han_of, overlap
from unionclean.steps.boilerplate.credits import is_byline, lone_credit
from unionclean.steps.boilerplate.entries import (
    is_built_entry,
    is_call,
    is_counted,
    is_section,
    parts_of,
)
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment
from unionclean.steps.boilerplate.offers import is_offer
from unionclean.steps.boilerplate.page_words import (
    BUTTONS,
    ENTRIES,
    ONLY_CHANNELS,
    STRONG,
    words_of,
)
from unionclean.steps.boilerplate.speech import heads, speaks_interface, words_share
from unionclean.steps.boilerplate.turning import page_links

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line


class Page(NamedTuple):
    """A document whose edges may be a page's.

    Attributes:
        lines: its lines.
        reasons: the lines that rules took for certain, with their reasons.
        core: the article.
        seen: the lines outside the article that are the page's or look like it.
        solid: whether the article is paragraphs and nothing else.

    """

    lines: Sequence[Line]
    reasons: Mapping[int, str]
    core: Core
    seen: Collection[int]
    solid: bool


def is_closed(page: Page) -> bool:
    """Tell whether the credit of an editor stands right below an article of paragraphs."""
    near = range(page.core.last + 1, page.core.last + 1 + MAX_CLOSED)
    return page.solid and any(page.reasons.get(at) == "editor credit" for at in near)


MAX_CLOSED = 3  # who wrote it may stand between


# A line that names the article has more in common with it than a single pair.
MIN_MATCHED = 2


def matched(line: Line, core: Core) -> int:
    """Return how many pairs of Han a line has in common with the article."""
    return round(overlap(line, core) * max(len(han_of(line)) - 1, 0))


# A title names what its article speaks of: this many pairs of Han of it, and this share of them.
STRONG_MATCH = 3
STRONG_SHARE = 0.34
STRONG_LENGTH = 7


def is_title(line: Line, core: Core) -> bool:
    """Tell whether a line names so much of the article that it is the title."""
    folded = line.folded
    if len(folded) < STRONG_LENGTH or folded[0] in "-—" or ":" in folded:
        return core.text.startswith(folded) and _is_subject(folded, core)
    return _is_subject(folded, core) or names_core(line, core)


def names_core(line: Line, core: Core) -> bool:
    """Tell whether a line says much of what an article of sentences says."""
    share = overlap(line, core) if core.prose else 0.0
    return share >= STRONG_SHARE and matched(line, core) >= STRONG_MATCH


# A name, before what an encyclopedia says of it: 石滬是沿海居民….
MAX_SUBJECT = 12
_DEFINES = lexicon.word_tuple("是 为 指 位于 又称 又名 亦称 ( ,是 ,又 ,亦 ,古称 ,原名 ,位于")


def _is_subject(name: str, core: Core) -> bool:
    """Tell whether an article of sentences begins with a line and says what it is."""
    return (
        core.prose
        and 2 <= len(name) <= MAX_SUBJECT
        and core.text.startswith(name)
        and core.text.startswith(_DEFINES, len(name))
    )


# Unknown lines below an article that say what it says, and each other's words: 分享农业知识,
# 分享矿业知识. So do the messages of a program, and not the entries of a foot.
MIN_KIN = 3
KIN_SHARE = 0.25
LONGEST_MESSAGE = 70
# The first lines tell; further down the page's own headlines speak of the same things.
KIN_LINES = 6


def are_kin(lines: Sequence[Line], where: range, core: Core) -> bool:
    """Tell whether the lines of a foot without a heading go on with the article's own words."""
    longest = max(len(line.text) for line in lines[core.first : core.last + 1])
    if longest > LONGEST_MESSAGE or any(heads(lines[index]) for index in where[:1]):
        return False
    kin = unknown = 0
    for index in where[:KIN_LINES]:
        line = lines[index]
        if heads(line) or is_warning(line) or line.folded.strip("> ") in STRONG:
            break
        if words_share(line):
            continue
        near = [lines[at].folded for at in range(max(index - 4, core.last + 1), index)]
        around = core._replace(text="\n".join((core.text, *near)))
        unknown += 1
        kin += overlap(line, around) >= KIN_SHARE
    return kin >= MIN_KIN and kin * 2 >= unknown


@per_line
def is_witness(line: Line) -> bool:
    """Tell whether a line looks like one of the page, and is no field of the author's."""
    if regex(RULE).match(line.folded) or regex(_OWN_FIELDS).match(line.folded):
        return False
    return (is_page_like(line) or is_call(line)) and not is_byline(line)


# A rule of stars under a title.
RULE = r"^([*=_~#·-])\1{4,}$"
# Fields of a book, a person or an account, which an author fills in as well.
_OWN_FIELDS = (
    r"^(?:页数|字数|账号|户名|开本|定价|排版|策划|统筹|监制|视觉|校对|美编|主编"
    r"|总监制|制图|图|文) ?:"
)


@per_line
def is_exact(line: Line) -> bool:
    """Tell whether a line is an entry, a counter or a heading of a page as a whole."""
    return (
        is_entry(line)
        or is_built_entry(line)
        or is_section(line)
        or is_offer(line)
        or is_counted(line)
        or is_call(line)
        or heads(line)
        or bool(page_links(line))
        or lone_credit(line)
        or is_warning(line)
        or (len(line.text) <= MAX_ENTRY and _is_spoken(line))
    )


# Share of the letters of a short line that are words only pages have.
MIN_SPOKEN = 0.8


def _is_spoken(line: Line) -> bool:
    words = [word for word in words_of(line.folded) if word in STRONG]
    letters = len("".join(regex(f"[{HAN}A-Za-z]+").findall(line.folded)))
    return bool(speaks_interface(line)) and sum(map(len, words)) >= letters * MIN_SPOKEN


# What a page prints above titles; buttons and counters stand below them as well.
_MENUS = (
    "menu", "breadcrumb", "search box", "site name", "keyword", "name of the site", "slogan",
    "link farm",
)  # fmt: skip
# Reasons that name the place of a line, and not its kind.
PLACES = (
    "above the article's title", "entry of the page", "above the page's menu", "interface",
)  # fmt: skip


def is_sure_menu(line: Line, reason: str) -> bool:
    """Tell whether a rule took a line for one of those that stand above titles."""
    return reason.startswith(_MENUS) and BUTTONS.isdisjoint(segment(line.folded, ENTRIES))


def is_menu(line: Line, reason: str) -> bool:
    """Tell whether a line is of a kind that stands above titles and hardly below them."""
    told = reason and not reason.startswith(PLACES)
    return is_sure_menu(line, reason) if told else _is_entry_of_menu(line)


@per_line
def _is_entry_of_menu(line: Line) -> bool:
    word = line.folded.strip(" []【】()|<>:+·•*▪►#")
    return (
        word in ONLY_CHANNELS
        or (is_built_entry(line) and lexicon.TOOLS.isdisjoint(parts_of(word)))
        # Switches of the size stand above titles and below them.
        or (is_section(line) and not regex("A|大|小").search(word))
        or _is_row(word)
    )


MIN_ROW = 4


def _is_row(word: str) -> bool:
    items = items_of(word)
    return (
        len(items) >= MIN_ROW and BUTTONS.isdisjoint(items) and regex("[0-9:]").search(word) is None
    )


def items_of(folded: str) -> list[str]:
    """Return the entries of a row, parted by blanks, bars, slashes or dots."""
    return [item for item in regex(r"[ |/·・‧•]+").split(folded) if item]


def is_path(line: Line, reason: str) -> bool:
    """Tell whether a line is a breadcrumb, whatever took it."""
    if reason.startswith("breadcrumb"):
        return True
    folded = line.folded
    steps = ">" in folded or "/" in folded or folded.startswith("首页")
    return steps and regex(_PATH).match(folded) is not None and not alike.is_flow(line)


_PATH = (
    r"^(?:>+ ?)?[^>。!?]{1,14}(?: ?>+ ?[^>。!?]{1,24})+$|^首页 ?[/-]"
    r"|^[^/。!?]{1,14}(?: ?/ ?[^/。!?]{1,14})+/ ?(?:正文|详情|内容)$"
)


# What repeats the title or the text.
COPIES = ("teaser", "page title")


def is_under_path(lines: Sequence[Line], reasons: Mapping[int, str], index: int) -> bool:
    """Tell whether a line that may be the title stands right below a breadcrumb, as titles do."""
    above = index - 1
    while above > 0 and reasons.get(above, "").startswith(COPIES):
        above -= 1
    return (
        index > 0
        and is_path(lines[above], reasons.get(above, ""))
        and may_name(lines[index])
        and regex(FILE).match(lines[index].folded) is None
    )


MIN_TITLE = 2


def may_name(line: Line) -> bool:
    """Tell whether a line can be a title: letters, and no field."""
    return (
        len(line.text) >= MIN_TITLE
        and not is_byline(line)
        and regex(rf"[{HAN}A-Za-z]").search(line.folded) is not None
        and regex(r"[:>|]").search(line.folded) is None
    )


# What a page says of who wrote for it, below the title: 副主任医师, 优质领域创作者.
_ROLES = (
    r"医师|主任|三甲|答主|创作者|作者|粉丝|账号|领域|认证|官方|达人|博主|[Ll][Vv][.]?[0-9]|等级|提问|咨询|问诊"
    r"|关注|执业|律师|好评率|采纳率|回答量|帮助的人"
)
MIN_BOX = 3
MIN_ROLES = 2


def author_box(page: Page, run: Sequence[int]) -> dict[int, str]:
    """Return short lines in a row, at least two of which say what somebody is on a site."""
    if len(run) < MIN_BOX or not page.solid:
        return {}
    roles = sum(regex(_ROLES).search(page.lines[index].folded) is not None for index in run)
    return dict.fromkeys(run, "box of the page about its author") if roles >= MIN_ROLES else {}
