"""What escapes say: the decoding of one run, whatever the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, regex

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.language import Model

# At least one of these must come out; escapes of accented letters alone are left to others.
_OF_TEXT: Final = (
    f"[{HAN}{CJK_MARKS}\u00a0-\u00bf\u00d7\u00f7\u2000-\u2fff\uff00-\uffef\U0001f000-\U0001ffff]"
)
_OF_NO_TEXT: Final = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]"


def decode_run(run: str, sign: str, model: Callable[[], Model]) -> str:
    """Return what a run of escapes says, or nothing if it is no text beyond ASCII."""
    if "&" in sign:
        return _from_references(run)
    if sign in {"\\u", "%u"}:
        units = regex(r"(?:\\u|%u)([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})").findall(run)
        raw = b"".join(int(long or short, 16).to_bytes(2, "big") for long, short in units)
        return _readable(raw.decode("utf-16-be", "replace"))
    if sign in {"\\U", "\\u{", "\\x{"}:
        codes = [int(code, 16) for code in regex(r"\\[Uux]\{?([0-9a-fA-F]+)").findall(run)]
        if any(code > 0x10FFFF or 0xD800 <= code < 0xE000 for code in codes):
            return ""
        return _readable("".join(map(chr, codes)))
    if sign == "\\x":
        return _from_bytes(bytes.fromhex(run.replace("\\x", "")), model)
    if sign == "\\":
        return _from_bytes(bytes(int(octal, 8) for octal in run.split("\\")[1:]), model)
    if sign == "=":
        run = run.replace("=\r\n", "").replace("=\n", "").replace("=", "%")
    from urllib.parse import unquote_to_bytes

    return _from_bytes(unquote_to_bytes(run), model)


def decode_ascii(escape: str) -> str:
    """Return what escapes of ASCII characters say."""
    from html import unescape
    from urllib.parse import unquote

    if escape[0] == "&":
        return unescape(escape)
    if escape[0] == "%":
        return unquote(escape)
    # The soft line break of quoted-printable is no character at all.
    return "" if escape.endswith("\n") else unquote("%" + escape[1:])


def _from_references(run: str) -> str:
    chars: list[str] = []
    for digits in regex(r"#([xX][0-9a-fA-F]+|[0-9]+)").findall(run):
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            return ""
        chars.append(chr(code))
    return _readable("".join(chars))


def _from_bytes(raw: bytes, model: Callable[[], Model]) -> str:
    readings: list[str] = []
    for codec in ("utf-8", "gb18030", "cp950"):
        try:
            text = _readable(raw.decode(codec))
        except UnicodeDecodeError:
            continue
        if text and codec == "utf-8":
            return text
        if text:
            readings.append(text)
    return max(readings, key=lambda text: model().score(text) / len(text), default="")


def _readable(text: str) -> str:
    """Return ``text`` if it holds characters beyond ASCII and none that no text holds."""
    if text.isascii() or regex(_OF_NO_TEXT).search(text):
        return ""
    return text if regex(_OF_TEXT).search(text) else ""
