"""Escapes in addresses, where they are as they should be."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

from unionclean.chars import is_han, regex

# No backslash: what follows it is text that was escaped without a blank after the address. No
# =E6=89 either: addresses escape with %, so that is text in quoted-printable.
_ADDRESS_CHAR: Final = r"(?:(?!=[0-9A-Fa-f]{2}=[0-9A-Fa-f]{2})[!-%'-\[\]-~]|&(?!#|amp;#))"
# A host has no escapes either; they need a path or a query before them.
ADDRESS: Final = (
    f"(?:(?:https?|ftp)://|www\\.)[^/?#%&=\\\\ \n\x80-\U0010ffff]+(?:[/?#]{_ADDRESS_CHAR}*)?"
    f"|file://{_ADDRESS_CHAR}+"
    "|(?:href|src)\\s{0,4}=\\s{0,4}[\"'][^\"'\n]*"
    # A place in a page that is named without its host.
    f"|\\.(?:html?|md|php|aspx?|jsp)[?#]{_ADDRESS_CHAR}*"
    # The target of a link in Markdown, and what a browser or a cookie sends.
    "|\\]\\([!-'*-~]*%[^()\\s]*\\)"
    # An encoded word that was not decoded as a whole is one that is meant.
    "|=\\?[A-Za-z0-9-]{2,20}\\?[Qq]\\?[!->@-~]{1,300}\\?="
)
# What a run stands after in an address that shows by nothing else; and the mark of a field in one
# that was escaped as a whole.
_BEFORE: Final = "(?:[?&/=]|(?:^|[^A-Za-z0-9.])www\\.|[A-Za-z0-9_]=[A-Za-z0-9_.-]+)$"
_FIELD: Final = "%(?:25)*(?:22|2[cC]|3[aAdD]|5[bBdD]|7[bBdD])"
_LONGEST_FIELD: Final = 12
# What no address goes on after, if the document's other escapes are text: a pause, or the end of
# a bracket that the address did not open.
_BEYOND: Final = "[，。；！？、](?!$)|^[^（]*）"
_TEXT_AGAINST_ADDRESSES: Final = 3  # times as many escaped characters outside of addresses

_FAR: Final = 100  # characters of a field before a run


class Run(NamedTuple):
    """Escapes in a row ``start:end`` and what they say."""

    start: int
    end: int
    text: str


def find_addresses(line: str) -> list[tuple[int, int]]:
    """Return where the addresses of ``line`` stand."""
    return [hit.span() for hit in regex(ADDRESS).finditer(line)]


def outside_addresses(
    line: str, offset: int, runs: list[Run], *, everywhere: bool, cut: bool
) -> list[Run]:
    """Return those of ``runs`` that are no part of an address.

    ``offset`` is where ``line`` begins. ``everywhere`` tells that most of the document is escaped,
    and ``cut`` that of a run that begins inside an address the text after it may be taken.
    """
    addresses = find_addresses(line)
    kept: list[Run] = []
    last, last_kept = -1, False  # where the run before ends, and whether it is text
    for run in runs:
        place = run.start - offset
        before = bisect_right(addresses, (place, len(line))) - 1
        if before >= 0 and place < addresses[before][1]:
            rest = _beyond(run, line[place : run.end - offset]) if cut else None
            kept.extend([rest] if rest else [])
            last_kept = False
        elif everywhere or not _is_in_path(line, place, last, last_kept):
            kept.append(run)
            last_kept = True
        else:
            last_kept = False
        last = run.end - offset
    return kept


def is_text_mostly(text: str, runs: list[Run]) -> bool:
    """Tell whether the escapes of ``text`` are text by far more often than parts of addresses."""
    addresses = find_addresses(text)
    inside = outside = 0
    for run in runs:
        before = bisect_right(addresses, (run.start, len(text))) - 1
        if before >= 0 and run.start < addresses[before][1]:
            inside += len(run.text)
        else:
            outside += len(run.text)
    return outside >= _TEXT_AGAINST_ADDRESSES * inside


def _is_in_path(line: str, place: int, last: int, last_kept: bool) -> bool:
    if line[place] != "%":
        return False
    before = line[max(place - 1, 0) : place]
    if before == "/":
        if place - 1 == last:
            return not last_kept
        return not is_han(line[place - 2 : place - 1] or " ")  # 左/右 is no path
    if regex("[A-Za-z0-9_]").match(before) and regex(_FIELD).match(line, place):
        return True
    if regex(f"{_FIELD}$").search(line, max(place - _LONGEST_FIELD, 0), place):
        return True  # of another form, as JSON in a cookie: %22%u4E2D%u6587%22
    return regex(_BEFORE).search(line, max(place - _FAR, 0), place) is not None


def _beyond(run: Run, escapes: str) -> Run | None:
    """Return what of a run that begins in an address is the text after it, if that is clear."""
    hit = regex(_BEYOND).search(run.text)
    if hit is None:
        return None
    at = hit.end() - 1 if hit.group()[-1] == "）" else hit.start()
    head, tail = run.text[:at], run.text[at:]
    sizes = (
        6 * len(head) if "%u" in escapes else -1,
        3 * len(head.encode("utf-8")),
        3 * len(head.encode("gb18030")),
    )
    for size, codec in zip(sizes, ("utf-16-be", "utf-8", "gb18030"), strict=True):
        unit = 6 if codec == "utf-16-be" else 3
        whole = len(run.text.encode(codec)) * unit // (2 if unit == 6 else 1)
        if size >= 0 and whole == len(escapes):
            return Run(run.start + size, run.end, tail)
    return None
