"""The page around an article that has shown itself: what stands outside goes, whatever its words.

The other rules know lines by their words and forms. A site that nobody has seen has entries of its
own (魅力青桥, 长者助手), and no list of words ends. But once several lines of several kinds have
shown that a document is a page, the place says enough: above the breadcrumb and behind the foot
stands nothing of the author. What tells his lines from the page's are the paragraphs, and the
words that a line shares with them: a title names what its article speaks of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.beside import is_headline, is_junk, is_related_heading
from unionclean.steps.boilerplate.credits import (
    frame_fields,
    is_byline,
    lone_credit,
    split_fields,
)
from unionclean.steps.boilerplate.interface import (
    MAX_USED,
    is_about_pages,
    is_page_heading,
    speaks_interface,
    words_share,
)
from unionclean.steps.boilerplate.layout import count_han
from unionclean.steps.boilerplate.links import segment
from unionclean.steps.boilerplate.navigation import page_links
from unionclean.steps.boilerplate.phrases import any_of
from unionclean.steps.boilerplate.page_words import STRONG, WEAK, words_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Lines, and different kinds of them, that prove a page. Of the 11,313 clean documents of
# bench/boilerplate.py one has a line of a frame, and none has two.
MIN_LINES = 3
MIN_KINDS = 2
# So many lines that only look like the page's count as one that certainly is.
ENTRIES_FOR_A_LINE = 2
# A document without a paragraph (a poem, a list) needs more.
MIN_KINDS_WITHOUT_PROSE = 3

ABOVE = "above the page's menu"
BEHIND = "behind the page's foot"
_ENTRY = "entry of the page"

# What stands above a title and hardly below it.
_MENUS = ("menu", "breadcrumb", "search box", "site name", "keyword", "name of the site")


class Core(NamedTuple):
    """The lines of the article that are certain: ``lines[first:last + 1]``, and their text."""

    first: int
    last: int
    text: str
    plain: bool  # whether the article says nothing of pages and programs


def join_shell(
    lines: Sequence[Line],
    reasons: dict[int, str],
    fenced: Container[int],
    suspects: Container[int],
) -> None:
    """Add to ``reasons`` the lines of a proven page that stand outside its article."""
    core = find_core(lines, reasons) if reasons else None
    if core is None or not core.plain:
        return
    if len(reasons) < MIN_LINES or len(_kinds(reasons)) < MIN_KINDS:
        # Buttons in the byline and words of pages in lines of their own are witnesses too.
        outer = [
            index
            for index in (*range(core.first), *range(core.last + 1, len(lines)))
            if index not in reasons
        ]
        trimmed = any(
            lines[index].start in suspects and any(frame_fields(lines[index])) for index in outer
        )
        alike = sum(_is_page_like(lines[index]) for index in outer)
        if len(reasons) + trimmed + alike // ENTRIES_FOR_A_LINE < MIN_LINES:
            return
    outside = {
        **_above(lines, reasons, core),
        **_between(lines, reasons, core),
        **_inside(lines, core),
        **_behind(lines, reasons, core),
    }
    reasons |= {index: why for index, why in outside.items() if index not in fenced}


def _kinds(reasons: Mapping[int, str]) -> set[str]:
    return {reason.split(":")[0] for reason in reasons.values()}


# Paragraphs of the site (a disclaimer, a call to register) may hold as much as the article, as a
# share of it: beyond that the page is rather one that speaks of pages.
MAX_STRAY = 1.0


def find_core(lines: Sequence[Line], reasons: Mapping[int, str]) -> Core | None:
    """Return the part of the document from its first to its last paragraph, None when unsure.

    Where short lines (verses, a list) outweigh the only sentences, these may be the page's.
    """
    runs = _runs(lines, reasons)
    sizes = [sum(count_han(lines[index].text) for index in run) for run in runs]
    for reads in (lambda line: line.is_paragraph, _is_sentence):
        own = [i for i, line in enumerate(lines) if i not in reasons and reads(line)]
        own = _without_stray(lines, reasons, own)
        if not own:
            continue
        size = sum(
            size
            for run, size in zip(runs, sizes, strict=True)
            if run[-1] >= own[0] and run[0] <= own[-1]
        )
        foot = _first_foot(lines, reasons)
        rivals = (
            rival
            for run, rival in zip(runs, sizes, strict=True)
            if run[-1] < own[0] or own[-1] < run[0] < foot
        )
        if foot < own[0] or max(rivals, default=0) > size:
            break
        text = "\n".join(lines[index].folded for index in range(own[0], own[-1] + 1))
        beside = "\n".join(
            lines[index].folded
            for index in (*range(own[0]), *range(own[-1] + 1, len(lines)))
            if index not in reasons and _is_quiet(lines[index])
        )
        about = is_about_pages(text, MAX_USED) or is_about_pages(text + beside, MAX_USED_AROUND)
        return Core(own[0], own[-1], text, plain=not about)
    if len(_kinds(reasons)) < MIN_KINDS_WITHOUT_PROSE or not runs:
        return None
    run = runs[sizes.index(max(sizes))]
    # Two runs of like size: either may be the article, the other a list of links.
    foot = _first_foot(lines, reasons)
    rivals = (size for other, size in zip(runs, sizes, strict=True) if other[0] < foot)
    if sorted([0, *rivals])[-2] * CLEAR > max(sizes):
        return None
    text = "\n".join(lines[index].folded for index in run)
    return Core(run[0], run[-1], text, plain=not is_about_pages(text, MAX_USED))


# With the sentences around the article, some of which may be the page's.
MAX_USED_AROUND = 0.08


def _is_quiet(line: Line) -> bool:
    return len(line.text) > MAX_ENTRY and line.text[-1] in "。；：" and not _speaks_of_page(line)


# A run of lines without a paragraph is the article when it is this many times as long as any other.
CLEAR = 1.5


def _is_sentence(line: Line) -> bool:
    """Tell whether a short line is a sentence; a headline may ask (怎么办？)."""
    return line.is_prose and (line.text[-1] in "。！；…”」" or "，" in line.text)


def _runs(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[list[int]]:
    """Return the stretches of lines that neither go nor look like the page's."""
    runs: list[list[int]] = []
    open_ = False
    for index, line in enumerate(lines):
        if index in reasons or _is_page_like(line) or regex(_BARE_LABEL).match(line.folded):
            open_ = False
            continue
        if not open_:
            runs.append([])
            open_ = True
        runs[-1].append(index)
    return runs


_BARE_LABEL = rf"^[{HAN}]{{2,6}} ?: ?[0-9.,]*$"


def _first_foot(lines: Sequence[Line], reasons: Mapping[int, str]) -> int:
    """Return the first line of the page behind which no article begins."""
    feet = (
        index
        for index, reason in reasons.items()
        if reason.startswith(_FEET)
        or (reason.startswith("earlier") and regex(r"[篇条则]").search(lines[index].folded[:6]))
    )
    return min(feet, default=len(lines))


_FEET = ("copyright", "site licence", "related", "links under")


def _without_stray(lines: Sequence[Line], reasons: Mapping[int, str], own: list[int]) -> list[int]:
    """Return the paragraphs without those of the site at both ends.

    An article about pages and programs uses their words too; then all paragraphs are its own.
    """
    speaking = [_speaks_of_page(lines[index]) for index in own]
    if _is_about_pages(lines, own, speaking):
        return own
    begin, end = 0, len(own)
    while end > begin and (speaking[end - 1] or _is_behind(lines, reasons, own, end - 1)):
        end -= 1
    # The first of them stands behind a line of the page, or declares itself to be one.
    while end < len(own) and not _is_apart(lines, reasons, own, end):
        end += 1
    while begin < end and speaking[begin]:
        begin += 1
    inner = own[begin:end]
    kept, all_ = (sum(count_han(lines[index].text) for index in which) for which in (inner, own))
    if inner and all_ - kept > MAX_STRAY * kept:
        return own
    return inner


def _is_apart(
    lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int], at: int
) -> bool:
    """Tell whether a line of the page stands between a paragraph and the one before it."""
    if _opens(lines[own[at]]):
        return True
    between = range(own[at - 1] + 1 if at else 0, own[at])
    return any(index in reasons or _is_page_like(lines[index]) for index in between)


def _is_about_pages(lines: Sequence[Line], own: Sequence[int], speaking: Sequence[bool]) -> bool:
    quiet = [index for index, speaks in zip(own, speaking, strict=True) if not speaks]
    if not quiet:
        return True
    # A paragraph about pages between two others is the article's.
    if any(speaks and quiet[0] < at < quiet[-1] for at, speaks in zip(own, speaking, strict=True)):
        return True
    return is_about_pages("\n".join(lines[index].folded for index in quiet), MAX_USED)


# Short lines of the page between the article and a paragraph that is none of it.
MIN_BETWEEN = 4


def _is_behind(
    lines: Sequence[Line], reasons: Mapping[int, str], own: Sequence[int], at: int
) -> bool:
    """Tell whether a short paragraph stands behind many lines of the page."""
    if not at or len(lines[own[at]].text) > MAX_CALL:
        return False
    between = range(own[at - 1] + 1, own[at])
    shown = sum(index in reasons or _is_page_like(lines[index]) for index in between)
    return shown >= MIN_BETWEEN


MAX_CALL = 80
# Different words of pages in a paragraph of the site, and their share of its characters.
MIN_WORDS = 3
MIN_SHARE = 0.12


def _speaks_of_page(line: Line) -> bool:
    """Tell whether a paragraph is one of the site: a disclaimer, a call to register."""
    words = words_of(line.folded)
    share = sum(map(len, words)) / max(len(line.folded), 1)
    return len(set(words)) >= MIN_WORDS and share >= MIN_SHARE


def _is_entry(line: Line) -> bool:
    """Tell whether a line that no rule took is one of the page by its words alone."""
    return (
        words_share(line)
        or is_related_heading(line)
        or is_junk(line)
        or (len(line.text) <= MAX_ENTRY and _is_compound(line.folded))
    )


def _is_compound(folded: str) -> bool:
    """Tell whether a line is made of words of pages, one of which hardly occurs elsewhere."""
    words = segment(folded, STRONG | WEAK)
    return len(words) >= 2 and not STRONG.isdisjoint(words)


def _is_page_like(line: Line) -> bool:
    return (
        _is_entry(line)
        or bool(speaks_interface(line))
        or is_page_heading(line)
        or lone_credit(line)
        or bool(page_links(line))
        or regex(_PATH).match(line.folded) is not None
        or regex(_FILE).match(line.folded) is not None
        or regex(r"^#[^ #]{1,12}(?: ?#[^ #]{1,12})*$").match(line.folded) is not None
        or (line.is_prose and _speaks_of_page(line))
    )


_PATH = r"^[^>。!?,]{1,12}(?:>+[^>。!?,]{1,16}){2,}$"
_FILE = r"^[^。!?:]{2,60}\.(?:docx?|xlsx?|pptx?|pdf|txt|zip|rar)$"


def _overlap(line: Line, core: Core) -> float:
    """Return the share of a line's pairs of Han that the article uses too."""
    han = "".join(regex(f"[{HAN}]+").findall(line.folded))
    pairs = [han[at : at + 2] for at in range(len(han) - 1)]
    return sum(pair in core.text for pair in pairs) / len(pairs) if pairs else 0.0


def menu_end(reasons: Mapping[int, str], first: int) -> int:
    """Return the last breadcrumb above the article, or the last entry of its menu, -1 for none.

    A menu opens the page. Rows of buttons below the title look alike.
    """
    paths = [i for i in range(first) if reasons.get(i, "").startswith("breadcrumb")]
    if paths:
        return paths[-1]
    edge = unknown = -1
    for index in range(first):
        if reasons.get(index, "").startswith(_MENUS):
            edge, unknown = index, 0
        elif index not in reasons:
            unknown += 1
            if unknown > MAX_NAMES:
                break
    return edge


def _entries_end(lines: Sequence[Line], reasons: Mapping[int, str], first: int) -> int:
    """Return the last line of a block at the top that holds several words of pages, -1 for none."""
    edge = unknown = -1
    known = 0
    for index in range(first):
        if index in reasons and not reasons[index].startswith(("interface", *_MENUS)):
            break
        if index in reasons or _is_entry(lines[index]):
            # Behind a title stand buttons; behind an unknown entry of a menu, channels.
            channel = lines[index].folded in lexicon.CHANNELS - lexicon.TOOLS
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


# Words of pages, one a line, that make a menu at the top without any other sign of one.
MIN_ENTRIES = 3

# Lines in a row that a menu may hold between its known entries.
MAX_NAMES = 5


def _above(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return the lines above the last entry of the menu, when a title stands below it."""
    edge = menu_end(reasons, core.first)
    if edge < 0 or not reasons[edge].startswith("breadcrumb"):
        edge = max(edge, _entries_end(lines, reasons, core.first))
    if edge < 0:
        return {}
    entries = {
        index
        for index in range(core.first)
        if index not in reasons and _is_entry(lines[index]) and not is_byline(lines[index])
    }
    head = [
        index
        for index in range(core.first)
        if index not in reasons and not is_byline(lines[index]) and index not in entries
    ]
    above = [index for index in head if index < edge]
    below = [index for index in head if index > edge and len(lines[index].text) >= 2]
    best = max((_overlap(lines[index], core) for index in below), default=0.0)
    titled = bool(below)
    dated = {
        index for index in above if any(map(is_byline, lines[index + 1 : min(index + 3, edge)]))
    }
    found = {index: _ENTRY for index in entries if index <= edge}
    found |= {
        index: ABOVE
        for index in range(edge)
        if index not in reasons and regex(r"^今天是").match(lines[index].folded)
    }
    for index in above:
        alike = _overlap(lines[index], core)
        # Without a title below, what may be one above stays.
        if alike > best or (alike and not titled) or index in dated:
            continue
        if titled or len(lines[index].text) <= MAX_ENTRY:
            found[index] = ABOVE
    return found


MAX_ENTRY = 12
MAX_BYLINE = 20
# More unknown lines between two of the page are rather verses.
MAX_RUN = 4


def _titles(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> tuple[int, int]:
    """Return the first and the last line below the menu that name what the article is about.

    Both are -1 where no line shares anything with the article.
    """
    below = [
        index
        for index in range(menu_end(reasons, core.first) + 1, core.first)
        if index not in reasons and not is_byline(lines[index]) and not _is_entry(lines[index])
    ]
    shares = {index: _overlap(lines[index], core) for index in below}
    best = max(shares.values(), default=0.0)
    alike = [index for index, share in shares.items() if share and share >= ALIKE * best]
    return (alike[0], alike[-1]) if alike else (-1, -1)


# A page prints its title twice, once with its own words around it.
ALIKE = 0.6


def _between(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return entries of the page between its other lines, from the title to the article."""
    title, last = _titles(lines, reasons, core)
    found: dict[int, str] = {}
    edge = menu_end(reasons, core.first)
    for index in range(edge + 1, last if edge >= 0 else 0):
        line = lines[index]
        if index in reasons or is_byline(line) or line.text[-1] in "。；":
            continue
        if _is_page_like(line):
            found[index] = _ENTRY
    run: list[int] = []
    inside = sure = False
    # A page prints few lines between its title and the article; a list has many.
    near = 0 <= title and core.first - title <= MAX_BYLINE
    for index in range(title + 1, core.first if near else 0):
        line = lines[index]
        if is_byline(line):
            continue
        if index in reasons or _is_entry(line):
            enclosed = inside and (sure or index in reasons)
            found |= dict.fromkeys([*run, index] if enclosed else [index], _ENTRY)
            run, inside, sure = [], True, index in reasons
            continue
        plain = regex(r"[:。!?,]").search(line.folded) is None
        if plain and len(line.text) <= MAX_ENTRY and not _overlap(line, core):
            run.append(index)
            inside = inside and len(run) <= MAX_RUN
        else:
            run, inside = [], False
    return {index: why for index, why in found.items() if index not in reasons}


def _inside(lines: Sequence[Line], core: Core) -> dict[int, str]:
    """Return what a page puts between paragraphs: the word for an advertisement, a link."""
    return {
        index: _ENTRY
        for index in range(core.first + 1, core.last)
        if regex(_INSERTED).match(lines[index].folded)
    }


_INSERTED = (
    r"^(?:[0-9]{1,4}(?:楼|#)|IP属地:?.{2,20}|送TA礼物|收起回复|只看该作者|广告|推广|ADVERTISEMENT|Advertisement|广告 ?[(]?请继续往下阅读.{0,4}|编辑 ?播报|播报)$"
    r"|^(?:相关|延伸|推荐)(?:文章|新闻|阅读|报道|报导) ?[:|].{4,40}[^。!;:]$"
)


def _behind(lines: Sequence[Line], reasons: Mapping[int, str], core: Core) -> dict[int, str]:
    """Return everything behind the first line of the page's foot."""
    tail = range(core.last + 1, len(lines))
    sure = next((index for index in tail if index in reasons), len(lines))
    alike = []
    headed = False
    for index in range(core.last + 1, sure):
        line = lines[index]
        heads = is_related_heading(line) or is_page_heading(line)
        # The headlines under a heading (其他类似问题) are the page's like itself.
        if heads or _is_page_like(line) or (headed and is_headline(line)):
            alike.append(index)
            headed = headed or heads
        else:
            headed = False
    # Lines of the page's kind above the first sure one count where they stand close together.
    while alike and not _are_entries(lines, range(alike[0], sure), alike):
        alike.pop(0)
    foot = alike[0] if alike else sure
    if len(tail) - (foot - core.last - 1) < MIN_KINDS:
        return {}
    return {
        index: BEHIND
        for index in range(foot, len(lines))
        if index not in reasons and not _is_signed(lines, index) and not _is_named(lines[index])
    }


def _are_entries(lines: Sequence[Line], where: range, alike: Sequence[int]) -> bool:
    """Tell whether at least half of the lines are the page's, and none is a sentence besides."""
    return len(alike) * 2 >= len(where) and not any(
        lines[index].text[-1] in "。；：" or (index not in alike and _is_sentence(lines[index]))
        for index in where
        if len(lines[index].text) > MAX_ENTRY and not _opens(lines[index])
    )


def _opens(line: Line) -> bool:
    """Tell whether a line begins as disclaimers do."""
    return regex(rf"^[\[【(*※ ]*{any_of('opens')}").match(line.folded) is not None


def _is_named(line: Line) -> bool:
    """Tell whether a line names the source, the author or the date behind a label."""
    own = ("author", "source", "date")
    if regex(r"^(?:来源|作者|文|图|图文|撰文|供稿|记者|通讯员|摄影|出品)[字片]? ?[|/] ?").match(
        line.folded
    ):
        return True
    return any(part.kind in own and part.label for part in split_fields(line.folded))


def _is_signed(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line belongs to a signature: an office, and the date below it."""
    for at in (index, index - 1):
        if 0 <= at < len(lines) - 1:
            office, date = lines[at].folded, lines[at + 1].folded
            if regex(_OFFICE).search(office) and regex(_DATE).search(date):
                return True
    return (
        regex(r"^附(?:件|录|表)[0-9一二三四五六七八九十]* ?[:.]").match(lines[index].folded)
        is not None
    )


_OFFICE = r"^[^:|>]{4,30}(?:委员会|办公室|工会|党委|协会|学会|学校|公司|[局厅部处科委院社])$"
_DATE = r"^[0-9〇○零一二三四五六七八九十]{2,4} ?年.{0,12}日$"
