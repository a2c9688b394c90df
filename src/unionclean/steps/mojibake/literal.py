"""Escapes that a document wrote out in parts only: mail headers, lost backslashes, line ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, holds, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.plausible import lines_with
from unionclean.steps.mojibake.quoted import ABOUT

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from unionclean.language import Model

_WORD: Final = r"=\?[A-Za-z0-9-]{2,20}\?[BbQq]\?[!->@-~]{1,300}\?="
# Long headers are folded: a blank at the head of a line joins it to the one above.
_WORDS: Final = f"{_WORD}(?:(?:(?:\\r?\\n)?[ \\t])?{_WORD})*"
_HEADER: Final = r"[A-Z][A-Za-z-]*:"  # of a message that is there with its headers
_SHOWN: Final = r"[\"'`]?[ \t]{0,8}(?:→|⇒|=>|->|==)"  # what it means follows: an example
# Four units, all of them Han or marks of Chinese: no word and no number looks like that.
_UNIT: Final = "u(?:[4-9][0-9a-fA-F]|30|ff|FF|20)[0-9a-fA-F]{2}"
_UNITS: Final = rf"(?<![A-Za-z\\%+])(?:{_UNIT}){{4,}}"
_UNITS_BEGIN: Final = "u[4-9][0-9a-fA-F]{3}u"
# Two encodings of seven bits in a text that was saved as it is.
_HZ: Final = r"~\{(?:[!-w][!-~])+~\}"
# At most 750 Han in a row, as in any text; an image in base64 has a plus in 64 characters.
_UTF7: Final = r"\+([A-Za-z0-9+/]{3,2000}+)(?:-|(?![A-Za-z0-9+/=]))"
_LINE_ENDS: Final = r"(?<![0\\%#&])(?:x0dx0a)+(?![0-9a-f])"
# References whose first sign a program took for one of its own: 之后#xff0c;再.
_REFERENCE: Final = r"#(?<![&#A-Za-z0-9]#)(?<![&;]amp;#)(?:[xX]([0-9a-fA-F]{4})|([0-9]{4,5}));"
# What the notations of `printed` have, one of them each.
_PRINTED: Final = ("M-", "><", "\\'", ";&", "?\\u", "#U")
_FEW: Final = 2  # characters that base64 gives by chance once in a thousand numbers
_POOREST: Final = -9.0  # as for other repairs: the least mean log probability that is Chinese


def find_literals(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield an edit for each encoded word, run of units or of seven bits, and written line end."""
    if holds(text, "=?"):
        yield from _find_words(text)
    if regex(_UNITS_BEGIN).search(text):
        yield from _find_units(text, model)
    if holds(text, "~{"):
        yield from _find_pairs(text, model)
    if "+" in text:
        yield from _find_utf7(text, model)
    if holds(text, "x0dx0a"):
        yield from _find_line_ends(text)
    if "#" in text:
        yield from _find_references(text)
    if any(holds(text, sign) for sign in _PRINTED):
        from unionclean.steps.mojibake.printed import find_printed

        yield from find_printed(text, model)


def _find_words(text: str) -> Iterator[Edit]:
    for hit in regex(_WORDS).finditer(text):
        line = _line_around(text, hit.start())
        if regex(_HEADER).match(line) or regex(ABOUT).search(_outside(line, hit.group())):
            continue
        if regex(_SHOWN).match(text, hit.end()):
            continue
        decoded = _decode_words(hit.group())
        if any(map(is_han, decoded)):
            yield Edit(hit.start(), hit.end(), decoded, "encoded word of a mail header", "exact")


def _decode_words(words: str) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header

    decoded: list[str] = []
    # Python reads Windows-936 and GB2312 by their letter; senders of both mean GB18030.
    wider = {"gb2312": "gb18030", "gbk": "gb18030"}
    try:
        for raw, charset in decode_header(words):
            name = (charset or "ascii").lower()
            text = raw if isinstance(raw, str) else raw.decode(wider.get(name, name))
            decoded.append(text)
    except (HeaderParseError, LookupError, ValueError):
        return ""
    joined = "".join(decoded)
    return "" if regex("[\x00-\x1f\x7f-\x9f\ufffd]").search(joined) else joined


def _find_units(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    for hit in regex(_UNITS).finditer(text):
        run = hit.group()
        codes = [run[place + 1 : place + 5] for place in range(0, len(run), 5)]
        decoded = "".join(chr(int(code, 16)) for code in codes)
        if _is_chinese(decoded, model):
            reason = "unicode escapes without backslashes"
            yield Edit(hit.start(), hit.end(), decoded, reason, "likely")


def _find_pairs(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    for hit in regex(_HZ).finditer(text):
        decoded = hit.group().encode().decode("hz", "replace")
        if _is_chinese(decoded, model) and not _is_about(text, hit):
            yield Edit(hit.start(), hit.end(), decoded, "hz read as ascii", "exact")


def _find_utf7(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield the edits for lines of which every such run is Chinese: one may be so by chance."""
    for start, end in lines_with(_UTF7, text):
        hits = list(regex(_UTF7).finditer(text, start, end))
        texts = [hit.group().encode().decode("utf-7", "replace") for hit in hits]
        if not any(len(one) >= _FEW and _is_chinese(one, model) for one in texts):
            continue
        if not all(map(_is_text, texts)) or _is_about(text, hits[0]):
            continue
        for hit, decoded in zip(hits, texts, strict=True):
            yield Edit(hit.start(), hit.end(), decoded, "utf-7 read as ascii", "exact")


def _is_text(decoded: str) -> bool:
    return all(is_usual(char) or char >= "\U0001f000" for char in decoded)


def _is_chinese(decoded: str, model: Callable[[], Model]) -> bool:
    if not decoded or not all(is_han(char) or char in CJK_MARKS for char in decoded):
        return False
    return model().score(decoded) > _POOREST * len(decoded)


def _is_about(text: str, hit: re.Match[str]) -> bool:
    """Tell whether the line around ``hit`` speaks about encodings."""
    return bool(regex(ABOUT).search(_outside(_line_around(text, hit.start()), hit.group())))


def _find_line_ends(text: str) -> Iterator[Edit]:
    beside = regex(f"[{HAN}{CJK_MARKS}]")
    for hit in regex(_LINE_ENDS).finditer(text):
        before = text[max(hit.start() - 1, 0) : hit.start()]
        if not beside.match(before) and not beside.match(text, hit.end()):
            continue
        if _is_about(text, hit):
            continue
        ends = "\n" * (len(hit.group()) // 6)
        yield Edit(hit.start(), hit.end(), ends, "line end written as an escape", "exact")


def _find_references(text: str) -> Iterator[Edit]:
    """Yield the edits for references that lost their first sign, if all of them are Chinese."""
    hits = list(regex(_REFERENCE).finditer(text))
    chars = [chr(int(hit[1], 16) if hit[1] else int(hit[2])) for hit in hits]
    if len(hits) < _FEW or not all(
        char in CJK_MARKS or (hit[1] and is_han(char))  # decimal ones may be numbers of tickets
        for hit, char in zip(hits, chars, strict=True)
    ):
        return
    beside = regex(f"[{HAN}{CJK_MARKS}]")
    for hit, char in zip(hits, chars, strict=True):
        before = text[max(hit.start() - 1, 0) : hit.start()]
        if (beside.match(before) or beside.match(text, hit.end())) and not _is_about(text, hit):
            reason = "numeric character reference without its first sign"
            yield Edit(hit.start(), hit.end(), char, reason, "likely")


def _line_around(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def _outside(line: str, part: str) -> str:
    return line.replace(part, "")
