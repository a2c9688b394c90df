"""Other languages than Chinese: chardet proposes, the language model still has its say."""

from __future__ import annotations

import re
from typing import Final

from unionclean.steps.decode.charsets import codec_name

_LIMIT: Final = 65_536  # bytes shown to chardet
_CREDIT: Final = 6.0
"""Credit, in nats, for chardet's first choice: less than a declared label."""

_NOT_ASKED: Final = (
    *("utf-8", "gb18030", "big5hkscs", "cp950", "hz", "utf-16", "utf-32", "euc_tw"),  # read by us
    *("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140"),  # not on the web
)
_ALWAYS: Final = ("cp932", "euc_jp", "cp949", "johab")
"""Tried whatever chardet says: our model tells kana and Hangul from misread Han by itself."""

_CYRILLIC: Final = ("cp1251", "koi8-r", "mac-cyrillic", "iso8859-5", "cp866")
"""Tried when chardet names one of them: the wrong ones mix capitals and small letters."""

_PLAIN: Final = {"euc_jis_2004": "euc_jp", "euc_jisx0213": "euc_jp", "shift_jis_2004": "cp932"}

_LATIN: Final = (
    *(f"iso8859-{part}" for part in (2, 3, 4, 9, 10, 13, 14, 15, 16)),
    *("cp1250", "cp1252", "cp1254", "cp1257", "cp1258"),
)
"""Among Latin charsets chardet's word stands: our model does not know their languages."""


_WINDOWS: Final = {
    "iso8859-1": "cp1252",
    "iso8859-2": "cp1250",
    "iso8859-5": "cp1251",
    "iso8859-6": "cp1256",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "iso8859-13": "cp1257",
    "iso8859-15": "cp1252",
}
"""ISO's charsets have controls from 0x80 to 0x9F, Microsoft's have dashes and quotes there."""

_RARE_NAMES: Final = frozenset(
    (
        *(f"iso8859-{part}" for part in (3, 4, 10, 14, 16)),
        *(f"cp{page}" for page in (720, 856, 860, 861, 863, 869, 1006, 1125)),
        *("hp-roman8", "kz1048", "ptcp154", "koi8-t", "mac-turkish", "mac-iceland"),
    )
)
_OLD: Final = ("mac-", "cp4", "cp7", "cp8")
"""Encodings that hardly any file is in, and those of DOS and the old Macintosh, which lose against
Microsoft's and ISO's where both are as likely. Of 944 texts in 24 languages (words, titles, three
and six of them) 805 are right by chardet's order and 881 by this one, and of 411 in the encodings
of DOS and the Macintosh, which were 334, 324."""

_MARKS: Final = bytes(range(0x80, 0xA0))
_ODD: Final = b"\x00\x81\x8d\x8f\x90\x9d\xff"
"""Bytes that the single-byte charsets leave free or hardly use: where they are rare they are
damage, and chardet rejects an encoding for one of them."""
_RARE: Final = 500


def propose(raw: bytes) -> dict[str, float]:
    """Return the encodings of other languages that ``raw`` may have, each with its credit.

    Only chardet's first answer that is not Chinese counts: the next ones are its relatives (Mac and
    DOS code pages), which our model cannot tell apart. It does not see bytes that are damage.
    """
    part = raw[:_LIMIT]
    high = len(part) - len(part.translate(None, _HIGH))
    # Single letters with marks among ASCII.
    few = high < 0.3 * len(part) or not re.search(rb"[\x80-\xff]{2}", part)
    odd = bytes(byte for byte in _ODD if 0 < part.count(byte) <= 1 + high // _RARE)
    found = _ask(part.translate(None, odd), few=few)
    for name in _ALWAYS + (_CYRILLIC if any(name in _CYRILLIC for name in found) else ()):
        found.setdefault(name, 0.0)
    if few and not any(name in _LATIN for name in found):
        found[_usual("cp1252", part)] = 0.0
    return found


_HIGH: Final = bytes(range(0x80, 0x100))


def _ask(part: bytes, *, few: bool) -> dict[str, float]:
    import chardet

    best = 0.0
    answers: list[tuple[float, str, float]] = []
    for answer in chardet.detect_all(part, ignore_threshold=True):
        confidence = float(answer["confidence"] or 0.0)
        best = max(best, confidence)
        name = codec_name(answer["encoding"] or "")
        name = _PLAIN.get(name or "", name)
        if name is None or name.startswith(_NOT_ASKED) or confidence <= 0:
            continue
        answers.append((confidence * _commonness(name), name, confidence))
    if not answers:
        return {}
    _, name, confidence = max(answers, key=lambda answer: answer[0])
    name = _usual(name, part)
    usual = 0.5 if name in _ALWAYS else 0.0 if name in _LATIN else 0.2
    if few and name not in _LATIN:
        return {name: 0.0}  # à is no Russian: an alphabet of its own would have more high bytes
    return {name: _CREDIT * confidence / max(best, usual)}


def _commonness(name: str) -> float:
    """Return what chardet's confidence in a rare encoding is worth: of few letters it is a tie."""
    return 0.3 if name in _RARE_NAMES else 0.98 if name.startswith(_OLD) else 1.0


def _usual(name: str, part: bytes) -> str:
    """Return the name of Microsoft's charset for that of ISO, if ``part`` has its marks.

    Nobody writes ¤; its byte is € in ISO's later charset.
    """
    if len(part.translate(None, _MARKS)) != len(part):
        return _WINDOWS.get(name, name)
    return "iso8859-15" if name in ("cp1252", "iso8859-1") and b"\xa4" in part else name
