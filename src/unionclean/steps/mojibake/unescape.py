"""What escapes say: the decoding of one run, whatever the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, is_han, regex
from unionclean.steps.mojibake.frequent import frequent

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.language import Model
    from unionclean.steps.mojibake.addresses import Run
    from unionclean.steps.mojibake.forms import Form

# At least one of these must come out; escapes of accented letters alone are left to others.
_OF_TEXT: Final = (
    f"[{HAN}{CJK_MARKS}\u00a0-\u00bf\u00d7\u00f7\u2000-\u2fff\uff00-\uffef\U0001f000-\U0001ffff]"
)
_CHINESE: Final = f"[{HAN}{CJK_MARKS}]"
_OF_NO_TEXT: Final = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]"

# Accented letters in a row that no language has: a page wrote bytes as references.
_BYTES: Final = 6
# A number of four digits, of six in style sheets, of eight after U, or in brackets.
_NUMBER: Final = (
    r"(?:[ux]\{|U\+|\\U)([0-9a-fA-F]+)|(?:\\u|%(?:25)*u)([0-9a-fA-F]{4})"
    r"|\\(0[01][0-9a-fA-F]{4}|[0-9a-fA-F]{4}|b7)|%(?:25)*([0-9a-fA-F]{2})"
)
_LAST: Final = 0x10FFFF
_FIRST_MARK: Final = 0x2000  # of the characters that Chinese text has
_BYTE: Final = r"(?:(?:%(?:25)*|=|\\+x)[0-9a-fA-F]{2}|\\[0-3][0-7]{2}|[@-~])(?:=\r?\n)?"
_OPEN: Final = 4  # references without a closing mark for one with it, where it is text
_LEGACY: Final = ("gb18030", "cp950")
_ENOUGH: Final = 500  # distinct runs from which the encoding is told
_LEAST: Final = 3  # characters of two bytes that may be UTF-8 of another alphabet by chance
# Mean log probability that none of the 33,000 Russian words of the corpora has when its UTF-8 is
# read as GB18030, and nine of ten stretches of Chinese have.
_GOOD: Final = -7.4
_UNREADABLE: Final = -7.0  # nats for a byte that an encoding cannot read: worse than rare pairs


def decode_runs(runs: list[str], form: Form, model: Callable[[], Model]) -> list[str]:
    """Return what each of a document's runs of escapes says, "" where that is no text.

    Bytes say something in several encodings; all runs of a document are in the same.
    """
    sign = form.sign
    if form.of_bytes:
        return decode_bytes([_bytes_of(run, sign) for run in runs], model)
    if "&" in sign:
        is_open = _leaves_open(runs)
        return [_from_references(run, is_open=is_open) for run in runs]
    return [_from_units(run) for run in runs]


def decode_bytes(raws: list[bytes], model: Callable[[], Model]) -> list[str]:
    """Return what runs of bytes say, "" where that is no text; all are in one encoding."""
    codecs = _codecs_of(raws, model)
    texts = [_from_bytes(raw, codecs) for raw in raws]
    cut = list(map(_is_cut, raws))
    # The rest of a character is a pair of GB18030 only where other bytes are such pairs.
    if any(
        not (is_cut or _decoded(raw, "utf-8"))
        for is_cut, raw, text in zip(cut, raws, texts, strict=True)
        if text
    ):
        return texts
    return ["" if is_cut else text for is_cut, text in zip(cut, texts, strict=True)]


def _is_cut(raw: bytes) -> bool:
    return len(raw) == 2 and 0xE2 <= raw[0] <= 0xEF and raw[1] <= 0xBF


def cut_ends(raw: bytes) -> tuple[int, int]:
    """Return where the whole characters of ``raw``, cut out of UTF-8, begin and end."""
    first = 0
    while first < min(3, len(raw)) and 0x80 <= raw[first] < 0xC0:
        first += 1
    for size in range(1, min(3, len(raw) - first) + 1):
        lead = raw[-size]
        if lead >= 0xC0:
            whole = 2 + (lead >= 0xE0) + (lead >= 0xF0)
            return first, len(raw) - size if size < whole else len(raw)
        if lead < 0x80:
            break
    return first, len(raw)


def decode_cut(run: str, form: Form) -> tuple[str, int, int]:
    """Return what a run of UTF-8 says that was cut inside a character, and where that stands."""
    units = list(regex(_BYTE).finditer(run))
    raw = _bytes_of(run, form.sign)
    first, last = cut_ends(raw)
    if len(units) != len(raw) or last - first in {0, len(raw)}:
        return "", 0, len(run)
    text = _decoded(raw[first:last], "utf-8")
    if len(regex(f"[{HAN}]").findall(text)) < _LEAST:
        return "", 0, len(run)
    return text, units[first].start(), units[last - 1].end()


def uncut_size(run: str) -> int:
    """Return how much of a run of references to take: the last of closed ones may have been cut.

    Then its number is small: &#12290; became &#122, which says z.
    """
    last = run.rfind("&")
    if run.endswith(";") or last <= 0 or ";" not in run[:last]:
        return len(run)
    digits = run[last:].rpartition("#")[2]
    code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return last if code < _FIRST_MARK else len(run)


def is_text(decoded: str) -> bool:
    """Tell whether escapes say more than accented letters, which alone are left to others."""
    return regex(f"{_OF_TEXT}|[\x80-\xff]{{{_BYTES}}}").search(decoded) is not None


def _from_units(run: str) -> str:
    codes = [int("".join(digits), 16) for digits in regex(_NUMBER).findall(run)]
    if max(codes) > _LAST:
        return ""
    raw = "".join(map(chr, codes)).encode("utf-16-be", "surrogatepass")
    return _readable(raw.decode("utf-16-be", "replace"))


def _bytes_of(run: str, sign: str) -> bytes:
    if sign == "\\x'":
        return run[2:-1].encode().decode("unicode_escape").encode("latin-1", "replace")
    if sign == "\\x":
        run = regex(r"\\+x").sub("%", run)
    if sign == "%":
        run = regex(f"%{_escaped_again(run)}").sub("%", run)
    if sign == "\\":
        return (
            regex(r"\\([0-7]{3})").sub(lambda octal: chr(int(octal[1], 8)), run).encode("latin-1")
        )
    if sign == "=":
        run = run.replace("=\r\n", "").replace("=\n", "").replace("=", "%")
    from urllib.parse import unquote_to_bytes

    return unquote_to_bytes(run)


def decode_ascii(escape: str) -> str:
    """Return what escapes of ASCII characters say."""
    from html import unescape
    from urllib.parse import unquote

    if escape[0] == "&":
        return unescape(escape)
    if escape[0] == "%":
        return unquote(regex(f"%{_escaped_again(escape)}").sub("%", escape))
    # The soft line break of quoted-printable is no character at all.
    return "" if escape.endswith("\n") else unquote("%" + escape[1:])


def _escaped_again(run: str) -> str:
    """Return what the percent signs of ``run`` became when they were escaped in their turn."""
    found = regex("%((?:25)*)(?=[0-9a-fA-F]{2})").match(run)
    return found.group(1) if found else ""


def _leaves_open(runs: list[str]) -> bool:
    """Tell whether references are written without their closing mark, so that it is text."""
    closed = sum(run.count(";") for run in runs)
    return sum(run.count("#") for run in runs) > _OPEN * closed


def _from_references(run: str, *, is_open: bool) -> str:
    chars: list[str] = []
    found = regex(r"#([xX][0-9a-fA-F]+|[0-9]+)(;?)").findall(run)
    codes = [int(digits[1:], 16) if digits[0] in "xX" else int(digits) for digits, _ in found]
    if min(codes) >= 0x80 and max(codes) <= 0xFF:
        text = _as_bytes(bytes(codes))
        if len(codes) >= _BYTES or regex(_CHINESE).match(text):
            return text
    for code, (_, mark) in zip(codes, found, strict=True):
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            return ""
        # Browsers read these numbers as Windows-1252, and pages are written for browsers.
        char = bytes((code,)).decode("cp1252", "replace") if 0x80 <= code < 0xA0 else chr(code)
        chars.append(char + mark if is_open else char)
    return _readable("".join(chars))


def _as_bytes(raw: bytes) -> str:
    """Return what references to bytes say, or else the characters of these numbers."""
    text = _decoded(raw, "utf-8")
    if not text and len(raw) >= _BYTES:
        pairs = _decoded(raw, "gb18030")
        text = pairs if frequent().issuperset(pairs) else ""
    return text or raw.decode("latin-1")


def _codecs_of(raws: list[bytes], model: Callable[[], Model]) -> tuple[str, ...]:
    """Return the encodings of a document's bytes, the one that explains most of them first."""
    readings = {raw: _decoded(raw, "utf-8") for raw in raws}
    # Three pairs may be valid UTF-8 by chance; Chinese is so only if it was meant.
    chinese = sum(len(text) for text in readings.values() if regex(_CHINESE).search(text))
    others = [
        raw
        for raw, text in readings.items()
        if not text or (not regex(_CHINESE).search(text) and _is_good(raw, model))
    ][:_ENOUGH]
    if not others:
        return "utf-8", *_LEGACY
    scores = dict.fromkeys(_LEGACY, 0.0)
    for raw in others:
        for codec in _LEGACY:
            text = _decoded(raw, codec)
            scores[codec] += model().score(text) if text else _UNREADABLE * len(raw)
    legacy = sorted(_LEGACY, key=lambda codec: -scores[codec])
    is_legacy = sum(map(len, others)) > 2 * chinese
    return (*legacy, "utf-8") if is_legacy else ("utf-8", *legacy)


def _is_good(raw: bytes, model: Callable[[], Model]) -> bool:
    """Tell whether ``raw``, which is some alphabet in UTF-8, is good Chinese in GB18030."""
    beyond = [char for char in _decoded(raw, "gb18030") if char >= "\x80"]
    if len(beyond) < _LEAST or not all(is_han(char) and char in frequent() for char in beyond):
        return False
    return model().score("".join(beyond)) > _GOOD * len(beyond)


def _from_bytes(raw: bytes, codecs: tuple[str, ...]) -> str:
    return next(filter(None, (_decoded(raw, codec) for codec in codecs)), "")


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return _readable(raw.decode(codec))
    except UnicodeDecodeError:
        return ""


def _readable(text: str) -> str:
    """Return ``text`` if it holds characters beyond ASCII and none that no text holds."""
    return "" if text.isascii() or regex(_OF_NO_TEXT).search(text) else text


def mean_of(text: str, runs: list[Run], model: Model) -> float:
    """Return the mean log probability of what ``runs`` of ``text`` say."""
    total, count = 0.0, 0
    for run in runs:
        last = text[run.start - 1] if run.start else "\n"
        for char in run.text:
            if "\x80" <= char <= "\uffff":
                total += model.pair(last, char)
                count += 1
            last = char
    return total / count if count else 0.0
