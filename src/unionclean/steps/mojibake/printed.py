r"""Bytes and characters as programs print them: M-gM-^TM-( of cat, <E4><B8><AD> of less, \'d6\'d0.

Terminals show so what their encoding lacks, rich text and web pages keep it so, unpacked archives
name files so (#U4e2d). Copied into a text nobody can read it. Each notation is something else
somewhere: a key of an editor, an example, a document in that form. So what it says has to be
Chinese, of more characters than an example has, and the places around have to be no program.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import HAN, holds, is_han, regex
from unionclean.edits import Edit
from unionclean.programs import is_program
from unionclean.steps.mojibake.addresses import Run, outside_addresses
from unionclean.steps.mojibake.escapes import SPEAKS
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.meant import CODE, by_line, is_rich_text
from unionclean.steps.mojibake.unescape import cut_ends, decode_bytes

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from unionclean.language import Model


class _Notation(NamedTuple):
    """One way of printing: a sign that its runs have, how one unit looks, and what it is called.

    ``free`` tells that no program writes it so, not even as text about it; ``first`` is what a run
    begins with, if not with any unit.
    """

    sign: str
    unit: str
    reason: str
    read: Callable[[str], int]
    of_bytes: bool = True
    free: bool = False
    first: str = ""


def _of_cat(unit: str) -> int:
    if "^" in unit and unit[-2] == "^":
        return 0xFF if unit[-1] == "?" else ord(unit[-1]) + 0x40
    return ord(unit[-1]) + 0x80


def _of_page(unit: str) -> int:
    from html import unescape

    char = unescape(unit)
    if len(char) > 1:
        return 0  # no byte, so that the run says nothing
    raw = char.encode("cp1252", "ignore") or char.encode("latin-1", "ignore")
    return raw[0] if raw else 0


def _of_digits(unit: str) -> int:
    return int.from_bytes(bytes.fromhex(unit[2:]))


def _of_rich_text(unit: str) -> int:
    return _of_digits(unit) if len(unit) > 1 else ord(unit)


def _of_decimal(unit: str) -> int:
    return int(unit[2 : unit.index("?")]) % 0x10000


_HEX: Final = "[0-9a-fA-F]{2}"
_HIGH: Final = "[89a-fA-F][0-9a-fA-F]"
# The letters and signs that the 128 upper bytes are in Windows-1252, by their names in HTML.
_NAMED: Final = (
    "nbsp|iexcl|cent|pound|curren|yen|brvbar|sect|uml|copy|ordf|laquo|not|shy|reg|macr|deg|plusmn"
    "|sup[123]|acute|micro|para|middot|cedil|ordm|raquo|frac1[24]|frac34|iquest|[AEIOUaeiou]grave"
    "|[AEIOUYaeiouy]acute|[AEIOUaeiou]circ|[ANOano]tilde|[AEIOUaeiouy]uml|[Aa]ring|[Aa][Ee]lig"
    "|[Cc]cedil|ETH|eth|times|divide|[Oo]slash|THORN|thorn|szlig|euro|sbquo|fnof|bdquo|hellip"
    "|dagger|Dagger|circ|permil|[Ss]caron|lsaquo|rsaquo|OElig|oelig|lsquo|rsquo|ldquo|rdquo|bull"
    "|ndash|mdash|tilde|trade|Yuml"
)
_REFERENCE: Final = f"&(?:amp;)?(?:{_NAMED}|#(?:1[2-9]|2[0-5])[0-9]);"
_LATIN: Final = "\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_NOTATIONS: Final = (
    _Notation(
        "M-", r"M(?:-(?:\^[?-_]|[ -~])|\^[?-_])", "bytes as cat shows them", _of_cat, free=True
    ),
    _Notation("><", f"<{_HEX}>", "bytes as less shows them", lambda unit: int(unit[1:3], 16)),
    # The second byte of a character may be a letter, which is written as it is.
    _Notation(
        "\\'",
        rf"\\'{_HEX}|(?<=\\'{_HIGH})[@-\[\]-~]",
        "bytes of rich text",
        _of_rich_text,
        first=rf"\\'{_HEX}",
    ),
    _Notation(
        ";&",
        f"{_REFERENCE}|[{_LATIN}]",
        "bytes as named references",
        lambda unit: _of_page(unit.replace("&amp;", "&")),
        free=True,
        first=_REFERENCE,
    ),
    _Notation(
        "?\\u",
        r"\\u(?:-[0-9]{1,5}|[0-9]{4,5})\?",
        "rich text escape",
        _of_decimal,
        of_bytes=False,
    ),
    _Notation(
        "#U",
        "#U[0-9a-fA-F]{4}",
        "name out of an archive",
        _of_digits,
        of_bytes=False,
        free=True,
    ),
)
_FEWEST: Final = 4  # Chinese characters in a document; an example has two
_FEWEST_PLAIN: Final = 3  # characters of a sentence around
_FOR_EACH_ODD: Final = 12  # characters in a run for each that is not usual
_POOREST: Final = -9.0  # as for other repairs: the least mean log probability that is Chinese
_QUOTES: Final = frozenset(("``", "“”", "‘’", "「」", "''", '""'))


def find_printed(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield an edit for each run that says something Chinese, notation by notation."""
    for notation in _NOTATIONS:
        if not holds(text, notation.sign):
            continue
        runs = _runs(text, notation, model)
        if runs and _is_chinese(runs, model) and not _is_meant(text, notation):
            for run in _outside(text, runs, notation):
                yield Edit(run.start, run.end, run.text, notation.reason, "exact")


def _runs(text: str, notation: _Notation, model: Callable[[], Model]) -> list[Run]:
    """Return what the runs of ``text`` say, without those that say nothing."""
    found = [_units(text, hit, notation) for hit in _find_runs(text, notation)]
    if not notation.of_bytes:
        return [
            Run(units[0].start(), units[-1].end(), said)
            for units, codes in found
            if (said := _from_units(codes)) and _is_readable(said)
        ]
    raws = [bytes(codes) for _, codes in found]
    runs = []
    for (units, _), whole, raw in zip(found, decode_bytes(raws, model), raws, strict=True):
        first, last = (0, len(raw)) if whole else cut_ends(raw)
        said = whole or raw[first:last].decode("utf-8", "replace")
        if _is_readable(said):
            runs.append(Run(units[first].start(), units[last - 1].end(), said))
    return runs


def _find_runs(text: str, notation: _Notation) -> Iterator[re.Match[str]]:
    """Yield the runs of two units and more; what begins with one sign is looked for very fast."""
    first = notation.first or notation.unit
    begin, run = regex(f"{first}(?:{notation.unit})"), regex(f"(?:{notation.unit})+")
    place = 0
    while (found := begin.search(text, place)) and (hit := run.match(text, found.start())):
        yield hit
        place = hit.end()


def _units(
    text: str, hit: re.Match[str], notation: _Notation
) -> tuple[list[re.Match[str]], list[int]]:
    units = list(regex(notation.unit).finditer(text, *hit.span()))
    return units, [notation.read(unit.group()) for unit in units]


def _from_units(codes: list[int]) -> str:
    raw = b"".join(code.to_bytes(2, "big") for code in codes)
    return raw.decode("utf-16-be", "replace")


def _is_readable(said: str) -> bool:
    """Tell whether what a run says is usual in Chinese text, a rare name aside."""
    beyond = [char for char in said if char >= "\x80"]
    odd = len(beyond) - sum(map(is_usual, beyond))
    return any(map(is_han, beyond)) and odd * _FOR_EACH_ODD <= len(beyond) and "\ufffd" not in said


def _is_chinese(runs: list[Run], model: Callable[[], Model]) -> bool:
    said = "".join(run.text for run in runs)
    if sum(map(is_han, said)) < _FEWEST:
        return False
    return model().score(said) > _POOREST * len(said)


def _is_meant(text: str, notation: _Notation) -> bool:
    """Tell whether the whole of ``text`` is a program or document to which the notation belongs."""
    if notation.free:
        return False
    return is_rich_text(text) or is_program(f"\n{text}\n")


def _outside(text: str, runs: list[Run], notation: _Notation) -> Iterator[Run]:
    """Yield of ``runs`` those that stand in no address, no code and no line about them."""
    for start, end, inside in by_line(text, runs):
        bare = _without(text, start, end, inside)
        plain = len(regex(f"[{HAN}]").findall(bare))
        said = sum(len(run.text) for run in inside)
        if plain >= _FEWEST_PLAIN and plain >= said and regex(SPEAKS).search(bare):
            continue
        if not notation.free and regex(CODE).search(bare):
            continue
        for run in outside_addresses(text[start:end], start, inside, everywhere=True, cut=False):
            around = text[run.start - 1 : run.start] + text[run.end : run.end + 1]
            short = sum(map(is_han, run.text)) < _FEWEST
            if around not in _QUOTES or not (short or not notation.free or around == "``"):
                yield run


def _without(text: str, start: int, end: int, runs: list[Run]) -> str:
    """Return ``text[start:end]`` without ``runs``."""
    pieces = []
    for run in runs:
        pieces.append(text[start : run.start])
        start = run.end
    return "".join((*pieces, text[start:end]))
