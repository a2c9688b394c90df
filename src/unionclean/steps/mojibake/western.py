"""Western text read as GBK: It鈥檚, caf茅, 锘縤mport.

It has so little beyond ASCII that no language model is asked: 鈥 and 锘 are characters that nobody
writes, and the accented letters become Han in the middle of words. Where a line has no other Han,
it is western; in a Chinese line only what stands between small letters is taken for one.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.frequent import rarer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.steps.mojibake.quoted import Quotations

_REASON: Final = "utf-8 read as gb18030"
_LETTERS: Final = bytes(byte for trail in range(0x80, 0xC0) for byte in (0xC3, trail)).decode(
    "gb18030"
)
# Those of them that Chinese people write beside Latin words: iPhone没电, Kitty猫.
_USUAL: Final = "没每么毛忙梅猫煤媒枚帽贸眉盲冒霉矛"
SIGNS: Final = frozenset(_LETTERS) - frozenset("没每么毛") | frozenset("鈥锘")
"""One of these is in any text with such damage."""

_LETTER_WORD: Final = f"[A-Za-z][{_LETTERS}]|[{_LETTERS}][A-Za-z]"
_BETWEEN: Final = (
    f"(?<=[a-z][a-z])(?![没么每毛忙])[{_LETTERS}](?=[a-z])"
    f"|(?<=[A-Za-z])(?![没么每毛忙])[{_LETTERS}](?=[a-z][a-z])"
    "|(?<=[a-z][a-z])茅(?=[ ,.;:!?)]|$)"
)
# Of such a misreading no accented letter is left, and Pinyin has them beside Han: 芒máng.
_ACCENTED: Final = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
_ALLOWED: Final = "[\\x20-\\x7e\u00a0-\u017f\u2010-\u203a\u20ac\u2122]+"


def beside_letters(text: str, places: Iterable[int]) -> list[int]:
    """Return those of ``places`` of such signs that have a Latin letter beside them, or need none.

    Half of all pages have some of the signs as what they are.
    """
    text += "\n"  # which stands before the first character, too
    return [
        place
        for place in places
        if "A" <= text[place - 1] <= "z" or "A" <= text[place + 1] <= "z" or text[place] in "鈥锘"
    ]


def find_western(text: str, quotations: Quotations, signs: Iterable[int]) -> Iterator[Edit]:
    """Yield the edits for western letters and marks.

    ``signs`` are the places of such signs beside Latin letters. Only lines with one are looked at;
    if it is damage, others may have letters that are also usual Han, and all lines are.
    """
    done = -1
    for place in signs:
        if place <= done:
            continue
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        done = end if end >= 0 else len(text)
        if any(_in_line(text[start:done], start)):
            yield from _in_all_lines(text, quotations)
            return


def _in_all_lines(text: str, quotations: Quotations) -> Iterator[Edit]:
    start = 0
    for line in text.split("\n"):
        if not line.isascii():
            for edit in _in_line(line, start):
                if not quotations.is_quoted(edit.start, edit.end):
                    yield edit
        start += len(line) + 1


def _in_line(line: str, offset: int) -> Iterator[Edit]:
    bom = _byte_order_mark(line)
    if bom:
        yield Edit(offset, offset + bom[0], bom[1], _REASON, "likely")
    done = bom[0] if bom else 0
    if "鈥" not in line and not regex(_LETTER_WORD).search(line):
        return
    pattern = f"[{HAN}]+" if _is_western(line) else f"鈥[{HAN}]|{_BETWEEN}"
    hits = list(regex(f"鈥[?\ufffd\ue000-\uf8ff]|{pattern}").finditer(line, done))
    touched = {place for hit in hits for place in range(*hit.span())}
    if any(char in rarer() for place, char in enumerate(line) if place not in touched):
        return  # damaged Chinese, of which the marks are only a part
    for hit in hits:
        new = _decoded(hit.group())
        if new:
            yield Edit(offset + hit.start(), offset + hit.end(), new, _REASON, "exact")
        elif hit.group()[0] == "鈥" and len(hit.group()) == 2:
            guess = _guess(line, hit.start(), hit.end())
            if guess:
                reason = f"{_REASON}, lost bytes guessed"
                yield Edit(offset + hit.start(), offset + hit.end(), guess, reason, "guess")


def _byte_order_mark(line: str) -> tuple[int, str] | None:
    """Return how long the rest of a byte order mark is, and what it is with a letter after it."""
    if line[0] != "锘" or len(line) < 2:
        return None
    if line[1] in "?\ufffd\u00bf\ue000":
        return 2, "\ufeff"
    raw = line[:2].encode("gb18030", "ignore")
    if len(raw) == 4 and raw[2] == 0xBF and raw[3] < 0x80:
        return 2, "\ufeff" + chr(raw[3])
    return None


def _is_western(line: str) -> bool:
    """Tell whether all Han of ``line`` are western letters and marks in words."""
    runs = regex(f"[{HAN}]+").findall(line)
    if len(regex("[A-Za-z]").findall(line)) < 3 * len(runs) or regex(_ACCENTED).search(line):
        return False
    decoded = [_decoded(run) for run in runs if run[0] != "鈥" or len(run) > 1]
    if not all(decoded):
        return False
    letters = "".join(runs)
    rare = any(char not in _USUAL for char in letters)
    return rare or len(runs) > 1


@cache
def _decoded(run: str) -> str:
    """Return ``run`` as western text, or nothing if it is none."""
    try:
        text = run.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return ""
    return text if regex(_ALLOWED).fullmatch(text) else ""


def _guess(line: str, start: int, end: int) -> str:
    """Return the mark that fits between the characters around it, if one does."""
    before, after = line[max(start - 1, 0) : start], line[end : end + 1]
    if regex(f"[{HAN}\ufffd]").match(before) or regex(f"[{HAN}\ufffd€]").match(after):
        return ""  # the rest of it may be a Chinese character
    if before.isdigit() and after.isdigit():
        return "–"
    if before.isalpha() and after.isalpha():
        return "’"
    if before in {"", " ", "("} and after.isalnum():
        return "“"
    if before in {"", " "} and after in {"", " "}:
        return "–"
    return "”" if _has_opening(line[:start]) else "…"


def _has_opening(text: str) -> bool:
    """Tell whether a quotation that ``text`` opens is not closed yet."""
    depth = 0
    for one, two in pairwise(text + " "):
        if one == "鈥":
            mark = (one + two).encode("gb18030", "ignore")[2:3]
            depth += (mark == b"\x9c") - (mark == b"\x9d")
    return depth > 0
