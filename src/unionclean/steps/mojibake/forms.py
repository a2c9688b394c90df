"""The ways in which characters are escaped, and how each is recognized."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence


class Form(NamedTuple):
    """A way of escaping: its sign, its name, runs of it, and its escapes of ASCII.

    A document has at least ``least`` such characters, or else the escapes are an example.
    ``begin`` is what every run begins with: from sign to sign, it is looked for very fast.
    """

    sign: str
    name: str
    begin: str
    run: str
    ascii: str
    least: int = 1
    of_bytes: bool = False  # whether it writes bytes, not numbers of characters
    at_sign: bool = True  # whether every run begins with the sign


# Each program on the way may have escaped the sign itself once more.
_AMP: Final = "&(?:amp;){0,3}#"
_REFERENCE: Final = f"{_AMP}(?:[0-9]{{2,6}}|[xX][0-9a-fA-F]{{2,5}})(?:;|(?![0-9;]))"
# Six digits are one character only where the closing mark says so.
_LONG_REFERENCE: Final = f"{_AMP}(?:(?:1[2-9]|20)[0-9]{{4}}|[xX][12][0-9a-fA-F]{{4}});"
# Without the closing mark a reference ends where it names a character of Chinese text.
_OPEN_REFERENCE: Final = (
    f"{_AMP}(?:12[789][0-9]{{3}}|(?:1[2-9]|[2-5][0-9]|6[345])[0-9]{{3}}|8[2-9][0-9]{{2}}|1[68][0-9]"
    "|[xX](?:[3-9][0-9a-fA-F]{3}|[fF]{2}[0-9a-fA-F]{2}|20[0-6][0-9a-fA-F]));?"
)
_REFERENCES: Final = f"(?:{_LONG_REFERENCE}|{_OPEN_REFERENCE}|{_REFERENCE})+"
_NAMED: Final = r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,3}|#x[0-9a-fA-F]{2});"
_BACK: Final = r"\\{1,4}"
_PERCENT: Final = "%(?:25){0,3}"
_LONG_UNIT: Final = f"{_BACK}U000[0-9a-fA-F]{{5}}"
_BRACED: Final = f"(?:{_BACK}[ux]\\{{[0-9a-fA-F]{{2,6}}\\}})+"
_ANGLED: Final = r"<U\+(?:[1-9A-D][0-9A-F]{3}|F[9A-F][0-9A-F]{2}|00[A-F][0-9A-F]|[12][0-9A-F]{4})>"
# Controls and private use are no text: such a unit stays as it is, and its neighbours do not.
_NO_ODD_UNIT: Final = "(?!00(?:0[0-8bcBCeEfF]|1|7[fF]|[89])|[eE]|[fF][0-8])"
_UNIT: Final = f"{_BACK}u{_NO_ODD_UNIT}[0-9a-fA-F]{{4}}"
_PERCENT_UNIT: Final = f"{_PERCENT}u{_NO_ODD_UNIT}[0-9a-fA-F]{{4}}"
_BYTE: Final = f"{_PERCENT}[0-9a-fA-F]{{2}}"
_HIGH: Final = "[89a-fA-F][0-9a-fA-F]"
_HIGH_HEX: Final = rf"\\x{_HIGH}"
_HIGH_QUOTED: Final = f"={_HIGH}"
_POINT: Final = r"U\+(?:[3-9A-D][0-9A-F]{3}|F[9A-F][0-9A-F]{2}|20[0-6][0-9A-F]|[12][0-9A-F]{4})"
# As style sheets write them: a blank after four digits belongs to them, with six none is needed.
_STYLE_UNIT: Final = (
    r"\\(?:(?:00)?(?:[4-9][0-9a-fA-F]{3}|30[01][0-9a-fA-F]|[fF]{2}[0-5][0-9a-fA-F])"
    r"|01[fF][0-9a-fA-F]{3})"
)
# Dashes, quotes and the middle dot, which by themselves may be years: C:\2014\2015.
_STYLE_MARK: Final = r"\\(?:(?:00)?20[1-3][0-9a-fA-F]|b7(?![0-9a-fA-F]))"
_STYLE_BEGIN: Final = f"(?:{_STYLE_MARK}(?= ?(?:{_STYLE_MARK}|{_STYLE_UNIT}))|{_STYLE_UNIT})"
_STYLE_RUN: Final = (
    f"(?:{_STYLE_MARK} ?){{0,8}}{_STYLE_UNIT} ?(?:(?:{_STYLE_UNIT}|{_STYLE_MARK}) ?)*"
)
# A field of a table that a program printed, with ASCII in it; anywhere else it is a program.
_PRINTED: Final = r"(?:(?<=[,\t|;])|(?<![^\n]))b'(?:[ -&(-\[\]-~]|\\[ -~])*'(?![^,\t|;\r\n])"
FORMS: Final = (
    Form("&#", "numeric character reference", "&#[0-9xX]", _REFERENCES, _NAMED),
    Form("&amp;", "numeric character reference", f"{_AMP}[0-9xX]", _REFERENCES, _NAMED),
    Form("\\u", "backslash escape", _UNIT, f"(?:{_UNIT})+", ""),
    Form("\\U", "backslash escape", _LONG_UNIT, f"(?:{_LONG_UNIT})+", ""),
    Form("\\u{", "backslash escape", f"{_BACK}u\\{{[0-9a-fA-F]{{2,6}}\\}}", _BRACED, ""),
    Form("\\x{", "backslash escape", f"{_BACK}x\\{{[0-9a-fA-F]{{2,6}}\\}}", _BRACED, ""),
    # R writes so what the encoding of the system lacks, into tables and files as well.
    Form("<U+", "angle bracket escape", _ANGLED, f"(?:{_ANGLED})+", "", 2),
    Form("U+", "numbers of characters", _POINT, f"(?:{_POINT})+", "", 4),
    Form(
        "\\x'",
        "bytes as a program prints them",
        "b'",
        _PRINTED,
        "",
        12,
        of_bytes=True,
        at_sign=False,
    ),
    # Bytes as programs print them, which is what most texts with them are about.
    Form(
        "\\x",
        "backslash escape",
        f"{_BACK}x[0-9a-fA-F]{{2}}",
        f"(?:{_BACK}x[0-9a-fA-F]{{2}}|(?<={_HIGH_HEX})[@-~](?={_HIGH_HEX})){{2,}}",
        "",
        4,
        of_bytes=True,
    ),
    Form(
        "\\",
        "octal escape",
        r"\\[0-3][0-7]{2}",
        r"(?:\\[0-3][0-7]{2}){2,}",
        "",
        4,
        of_bytes=True,
    ),
    Form("\\", "style sheet escape", _STYLE_BEGIN, _STYLE_RUN, "", 4),
    Form(
        "%u",
        "percent escape",
        _PERCENT_UNIT,
        f"(?:{_PERCENT_UNIT}(?:{_PERCENT}[2-7][0-9a-fA-F](?!u))*)+",
        f"(?:{_PERCENT}[2-7][0-9a-fA-F])+",
    ),
    Form(
        "%",
        "percent escape",
        "%[0-9a-fA-F]{2}",
        # The second byte of a GBK character may be a letter, which is not escaped.
        f"(?:{_BYTE})*{_PERCENT}{_HIGH}"
        f"(?:{_BYTE}|(?:(?<=%{_HIGH})|(?<=25{_HIGH}))[@-~](?={_PERCENT}[89a-fA-F]))+",
        f"(?:{_PERCENT}[2-7][0-9a-fA-F])+",
        of_bytes=True,
    ),
    Form(
        "=",
        "quoted-printable",
        "=[0-9A-Fa-f]{2}",
        f"(?:=[0-9A-Fa-f]{{2}}(?:=\r?\n)?|(?<={_HIGH_QUOTED})[@-~](?={_HIGH_QUOTED})){{2,}}",
        "=(?:[2-7][0-9A-Fa-f]|\r?\n|0[dDaA])",
        of_bytes=True,
    ),
)


def find_runs(text: str, form: Form, places: Sequence[int] | None) -> Iterator[tuple[int, int]]:
    """Yield where escapes stand in a row: from sign to sign, and none is looked at twice."""
    sign, row, run = regex(form.begin), regex(f"(?:{form.begin})+"), regex(form.run)
    if places is not None:  # of clean text most begin nothing
        places = [place for place in places if sign.match(text, place)]
    begin = _next(sign, text, 0, places)
    while begin:
        hit = run.match(text, begin.start())
        if hit:
            yield hit.span()
        row_end = (hit or row.match(text, begin.start()) or begin).end()
        begin = _next(sign, text, row_end, places)


def _next(
    sign: re.Pattern[str], text: str, start: int, places: Sequence[int] | None
) -> re.Match[str] | None:
    """Return the next place of ``sign``, which is one of ``places`` if they are known."""
    if places is None:
        return sign.search(text, start)
    place = bisect_left(places, start)
    return sign.match(text, places[place]) if place < len(places) else None


def without_escapes(line: str) -> str:
    """Return ``line`` without what escapes may be, of any form."""
    escape = r"(?:\\[uUx]\{?|%(?:25)*u?|<?U\+|&(?:amp;)?#x?|=)[0-9a-fA-F]+[;}>]?"
    return regex(escape).sub("", line)
