"""Encodings whose bytes are all ASCII: ISO-2022 (mail) and UTF-7.

HZ, the Chinese one, has a module of its own, because Python's codec for it is strict in odd places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unionclean.steps.decode.charsets import Reading, is_valid
from unionclean.steps.decode.iso_2022_cn import is_iso_2022_cn

if TYPE_CHECKING:
    from unionclean.language import Model

ESCAPE: Final = b"\x1b$"
_ISO_2022: Final = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_kr")

_UTF7: Final = rb"\+[A-Za-z0-9+/]{6,}"  # three characters and more, as base64
_LEAST: Final = 4
"""Han characters that UTF-7 must give. A name after a plus (``a+barrier``) gives two or three at
random, and those are no words."""


def may_be_utf7(raw: bytes) -> bool:
    """Tell whether ASCII ``raw`` has a stretch that looks like UTF-7."""
    return b"+" in raw and re.search(_UTF7, raw) is not None


def seven_bit_encoding(raw: bytes, model: Model) -> str | None:
    """Return the encoding of ASCII bytes that are not meant as ASCII.

    >>> from unionclean.language import load
    >>> seven_bit_encoding("学习贯彻精神".encode("utf-7"), load())
    'utf-7'
    """
    if ESCAPE in raw:
        if is_iso_2022_cn(raw):
            return "iso2022_cn"
        for name in _ISO_2022:
            if is_valid(raw, name) and not raw.decode(name).isascii():
                return name
    if not may_be_utf7(raw) or not is_valid(raw, "utf-7"):
        return None
    from unionclean.steps.decode.candidates import quality
    from unionclean.steps.decode.choose import MOSTLY, POOR

    text = raw.decode("utf-7")
    mean, han = quality(Reading(text), model)
    is_chinese = sum("\u4e00" <= char <= "\u9fff" for char in text) >= _LEAST
    return "utf-7" if is_chinese and mean >= POOR and han >= MOSTLY else None
