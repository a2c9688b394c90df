"""Other languages than Chinese: chardet proposes, the language model still has its say."""

from __future__ import annotations

from typing import Final

from unionclean.steps.decode.charsets import codec_name

_LIMIT: Final = 65_536  # bytes shown to chardet
_CREDIT: Final = 6.0
"""Credit, in nats, for chardet's first choice: less than a declared label."""

_NOT_ASKED: Final = (
    *("utf-8", "gb18030", "big5hkscs", "cp950", "hz", "utf-16", "utf-32", "euc_tw"),  # read by us
    *("johab", "cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"),  # not on the web
)
_ALWAYS: Final = ("cp932", "euc_jp", "cp949")
"""Tried whatever chardet says: our model tells kana and Hangul from misread Han by itself."""

_CYRILLIC: Final = ("cp1251", "koi8-r", "mac-cyrillic", "iso8859-5", "cp866")
"""Tried when chardet names one of them: the wrong ones mix capitals and small letters."""

_PLAIN: Final = {"euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp", "shift_jis_2004": "cp932"}

_LATIN: Final = (
    *(f"iso8859-{part}" for part in (2, 3, 4, 9, 10, 13, 14, 15, 16)),
    *("cp1250", "cp1252", "cp1254", "cp1257", "cp1258"),
)
"""Among Latin charsets chardet's word stands: our model does not know their languages."""


def propose(raw: bytes) -> dict[str, float]:
    """Return the encodings of other languages that ``raw`` may have, each with its credit.

    Only chardet's first answer that is not Chinese counts: the next ones are its relatives (Mac and
    DOS code pages), which our model cannot tell apart.
    """
    import chardet

    found: dict[str, float] = {}
    best = 0.0
    high = sum(byte > 0x7F for byte in raw[:_LIMIT])
    few = high < 0.3 * min(len(raw), _LIMIT)  # single letters with marks among ASCII
    for answer in chardet.detect_all(raw[:_LIMIT], ignore_threshold=True):
        confidence = float(answer["confidence"] or 0.0)
        best = max(best, confidence)
        name = codec_name(answer["encoding"] or "")
        name = _PLAIN.get(name or "", name)
        if name is None or name.startswith(_NOT_ASKED) or confidence <= 0:
            continue
        usual = 0.5 if name in _ALWAYS else 0.0 if name in _LATIN else 0.2
        found[name] = _CREDIT * confidence / max(best, usual)
        if few and name not in _LATIN:
            found[name] = 0.0  # à is no Russian: an alphabet of its own would have more high bytes
        break
    for name in _ALWAYS + (_CYRILLIC if any(name in _CYRILLIC for name in found) else ()):
        found.setdefault(name, 0.0)
    if few and not any(name in _LATIN for name in found):
        found["cp1252"] = 0.0
    return found
