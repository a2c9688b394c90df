"""The title as an anchor: where a page prints it twice, what stands above the second is the page's.

A site that shares documents prints the name of the file, its record, a box to download it, and
then the name again above the text. The second copy tells where the article begins, however long
and strange the box is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import is_own_paragraph, is_page_like, is_sentence
from unionclean.steps.boilerplate.candidates import LOOSE
from unionclean.steps.boilerplate.core import CLEAR, Core, overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.labels import Kind, kind_of
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.teaser import is_cut, letters
from unionclean.steps.boilerplate.title import MAX_ABOVE
from unionclean.steps.boilerplate.upload import previewed, without_format
from unionclean.steps.boilerplate.witness import COPIES, is_title, is_witness

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Lines of a head; the longest real one seen (a download box) has 45.
MAX_HEAD = 60
# Lines that rules took for certain above the second copy.
MIN_SURE = 2
# Share of the lines between both copies that are the page's or look like it: a table of contents
# repeats its headings too, and holds none.
MIN_BETWEEN = 0.4
# Below a path that ends in the title.
MIN_NAMED = 0.2
MIN_LETTERS = 6
# Different lines that a head repeats; a table of contents has more.
MAX_REPEATED = 2
# The second copy stands right above the text, at most a byline between.
MAX_BELOW = 6
_NUMBERED = r"^(?:[一二三四五六七八九十]+[、.]|第.{1,4}[章节]|[(（]|[0-9]{1,2}[、.]|摘要|目录)"
_FILE = r"\.(?:docx?|xlsx?|pptx?|pdf|txt|zip|rar)$"
# What an author or a publisher sets above a title.
_HEADING = r"(?:报|刊|公报|文件|简报|通讯|杂志|学报|文集|系列|专栏)$"


def join_anchor(lines: Sequence[Line], reasons: dict[int, str], fenced: Container[int]) -> int:
    """Add to ``reasons`` what stands above the second copy of a title, and fields left empty.

    Returns the index of that copy, which stays, or -1.
    """
    at, first = _second_copy(lines)
    if at > 0 and not _is_sure(lines, reasons, first, at):
        at = -1
    if at > 0:
        reasons.pop(at, None)
        found = _above(lines, reasons, first, at)
        reasons |= {index: why for index, why in found.items() if index not in fenced}
    for found in (
        _empty_fields(lines, reasons),
        _columns(lines, reasons),
        _site_names(lines, reasons),
    ):
        reasons |= {index: why for index, why in found.items() if index not in fenced}
    return at


def _second_copy(lines: Sequence[Line]) -> tuple[int, int]:
    """Return the index of the last copy of the title and of its first one, (-1, -1) for none."""
    seen: dict[str, int] = {}
    copies: dict[str, tuple[int, int]] = {}
    for index, line in enumerate(lines[:MAX_HEAD]):
        for step in _steps(line):
            seen.setdefault(step, index)
        if line.is_paragraph or ":" in line.folded:
            continue
        name = _name(line)
        if len(name) < MIN_LETTERS or regex(_NUMBERED).match(line.folded):
            continue
        # What is an entry of the page is no title, however often it stands there.
        if (
            name in seen
            and not is_byline(line)
            and (not is_witness(line) or regex(_FILE).search(line.folded))
        ):
            copies[name] = (index, seen[name])
        seen.setdefault(name, index)
    titles = [
        pair
        for pair in copies.values()
        if any(line.is_paragraph for line in lines[pair[0] + 1 : pair[0] + 1 + MAX_BELOW])
    ]
    return titles[-1] if titles and len(copies) <= MAX_REPEATED else (-1, -1)


# A path ends in the title, and what a browser shows in its bar begins with it.
_STEPS = r" ?(?:>+|»|›|→|_|::) ?"
_BETWEEN_STEPS = frozenset(">»›→_:")
MIN_STEPS = 3


@per_line
def _steps(line: Line) -> list[str]:
    """Return the letters of the first and the last step of a path, when these can be a title."""
    if line.is_paragraph or _BETWEEN_STEPS.isdisjoint(line.folded):
        return []
    steps = [letters(step) for step in regex(_STEPS).split(line.folded) if step.strip()]
    ends = steps[:: len(steps) - 1] if len(steps) >= MIN_STEPS else ()
    return [step for step in ends if len(step) >= MIN_LETTERS]


@per_line
def _name(line: Line) -> str:
    """Return the letters of a title, or of the name of a file without its ending."""
    folded = line.folded
    return letters(regex(_FILE).sub("", folded) if "." in folded else folded)


def _is_sure(lines: Sequence[Line], reasons: Mapping[int, str], first: int, at: int) -> bool:
    """Tell whether the lines above are a page's, and those between both copies are too."""
    between = [index for index in range(first + 1, at) if not is_byline(lines[index])]
    shown = sum(index in reasons or is_witness(lines[index]) for index in between)
    sure = sum(index in reasons for index in range(at))
    if lines[at].text[-1] in "：:。！!；;，,":
        return False
    told = any(
        is_sentence(lines[i]) and not is_page_like(lines[i])
        for i in range(first)
        if i not in reasons
    )
    # Below an article its keywords may repeat the title, and the paragraphs then end.
    own = [i for i in range(first, len(lines)) if i not in reasons and is_own_paragraph(lines[i])]
    if sum(lines[i].han for i in own if i < at) > sum(lines[i].han for i in own if i > at):
        return False
    named = _name(lines[first]) != _name(lines[at])
    if named and any(map(is_sentence, lines[first + 1 : at])):
        return False
    least = MIN_NAMED if named and is_title(lines[at], _below(lines, at + 1)) else MIN_BETWEEN
    return sure >= MIN_SURE and shown >= least * len(between) and not told


def _above(
    lines: Sequence[Line], reasons: Mapping[int, str], first: int, at: int
) -> dict[int, str]:
    core = _below(lines, at + 1)
    title = _name(lines[at])
    found: dict[int, str] = {}
    for index in range(at):
        line = lines[index]
        if index in reasons or (is_byline(line) and not is_witness(line)):
            continue
        copy = _name(line) == title
        if copy or is_witness(line) or (line.is_paragraph and is_page_like(line)):
            found[index] = "above the title that the page repeats"
        elif len(line.text) <= MAX_ABOVE and not line.is_paragraph:
            headed = overlap(line, core) >= LOOSE or regex(_HEADING).search(line.folded)
            # 原创 某医生 stands below the first copy.
            if index != first + 1 and not (headed and index >= at - 2):
                found[index] = "above the title that the page repeats"
    return found


def keep_title(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back the title that a teaser or the page itself names, when no copy of it stays."""
    copies = [index for index, why in reasons.items() if why.startswith(COPIES)]
    head = lines[:MAX_HEAD]
    left = {_name(line) for at, line in enumerate(head) if copies and at not in reasons}
    for index in copies:
        whole = letters(lines[index].folded)
        for at in range(index + 1, min(index + 1 + MAX_BELOW, len(lines))):
            name = _name(lines[at])
            if len(name) >= MIN_NAME and whole.startswith(name) and name != whole:
                if name not in left:
                    reasons.pop(at, None)
                break
    # The name of a document that the page shows in pieces: 工作总结.doc_第1页.
    shown = {name for line in lines if (name := previewed(line.folded))}
    named = [at for at, line in enumerate(head) if shown and without_format(line) in shown]
    if named and all(index in reasons for index in named):
        del reasons[named[0]]


MIN_TITLE = 5
_SAID = "。；…”」』"  # as what is said in a novel ends, however short
MAX_COLUMN = 8


def _below(lines: Sequence[Line], first: int) -> Core:
    """Return the text from a line on, as the article that a title names."""
    text = "\n".join(line.folded for line in lines[first : first + MAX_HEAD // 2])
    return Core(first, len(lines) - 1, text, prose=True, plain=True)


def _columns(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return lines of the head that are one step of its breadcrumb, where another is the title."""
    first = next((i for i, line in enumerate(lines) if line.is_paragraph and i not in reasons), 0)
    head = range(min(first, MAX_HEAD))
    paths = [index for index in head if reasons.get(index, "").startswith("breadcrumb")]
    if not paths:
        return {}
    split = [regex(r" ?[>/|:] ?| - ").split(lines[index].folded) for index in paths]
    steps = {letters(step) for path in split for step in path} - {""}
    # Above the path none of its steps is the title, unless it ends in that.
    inner = {letters(step) for path in split for step in path[:-1]} - {""}
    rest = [index for index in head if index not in reasons and not is_byline(lines[index])]
    named = {index for index in rest if letters(lines[index].folded) in steps}
    if not named:
        return {}
    core = _below(lines, first)
    titles = [
        index
        for index in rest
        if index not in named
        and index > paths[-1]
        and len(lines[index].text) >= MIN_TITLE
        and lines[index].text[-1] not in _SAID
    ]
    best = max((overlap(lines[index], core) for index in titles), default=0.0)
    # The last step below the path is the title, unless another line plainly is, or stands first.
    if not any(is_title(lines[index], core) for index in titles):
        others = (i for i in rest if i > paths[-1] and i not in named)
        above = min((i for i in others if not is_cut(lines[i].text)), default=len(lines))
        named = {i for i in named if i < paths[0] or i > above or letters(lines[i].folded) in inner}
    dated = {
        at
        for at in named
        if at - 1 in paths
        and lines[at - 1].folded.endswith(lines[at].folded)
        and is_byline(lines[at + 1])
    }
    return {
        index: "column that the path names"
        for index in named - dated
        if len(lines[index].text) <= MAX_COLUMN
        and (
            overlap(lines[index], core) * CLEAR < best
            or (index < paths[0] and best and letters(lines[index].folded) in inner)
        )
    }


MIN_NAME = 3


def _site_names(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return lone lines above the article that a slogan or a notice of the site names."""
    said = [lines[i].folded for i, why in reasons.items() if why.startswith(_NAMING)]
    first = next((i for i, line in enumerate(lines) if line.is_paragraph and i not in reasons), 0)
    return {
        index: "name of the site"
        for index in range(min(first, MAX_HEAD) if said else 0)
        if index not in reasons
        and MIN_NAME <= len(lines[index].text) <= MAX_COLUMN
        and regex(_SITE).search(lines[index].folded)
        and any(lines[index].folded in line for line in said)
        # Beside the date it is the source.
        and not any(map(is_byline, lines[max(index - 1, 0) : index + 2]))
    }


_NAMING = ("slogan", "copyright", "site licence")
_SITE = r"(?:网|网站|吧|阁|屋|楼|院|小说|文学|城|库|中文|读书|书轩|论坛|社区|在线|站|平台|中心|馆)$"


# Lines above the article in which a field without a value is looked for.
MAX_FIELDS = 25


def _empty_fields(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return dates and counters of a proven page that its maker left without a value (热度：)."""
    if not reasons:
        return {}
    first = next((i for i, line in enumerate(lines) if line.is_paragraph and i not in reasons), 0)
    found: dict[int, str] = {}
    for index in range(min(first, MAX_FIELDS)):
        below = lines[index + 1]
        kind = None if index in reasons else _empty_kind(lines[index])
        # The name of an author or a source may be long: the next field tells that there is none.
        if kind in {"source", "author"} and _empty_kind(below):
            kind = "count"
        # The value may stand in a line of its own: 刚刚, 周五上午.
        ends = below.is_paragraph or index + 1 in reasons or regex(_LABEL).match(below.folded)
        if kind in {"date", "count"} and ends:
            found[index] = "field without a value"
    return found


def _empty_kind(line: Line) -> Kind | None:
    """Return the kind of a field without a value, None when the line is anything else."""
    label, colon, value = line.folded.partition(":")
    return kind_of().get(label.replace(" ", "").strip("-•*")) if colon and not value else None


_LABEL = "^[^0-9:]{2,10}:"
