"""Other languages than Chinese: chardet proposes, the language model still has its say."""

from __future__ import annotations

from typing import Final

from unionclean.steps.decode.charsets import codec_name

_LIMIT: Final = 65_536  # bytes shown to chardet
_CREDIT: Final = 6.0
"""Credit, in nats, for chardet's first choice: less than a declared label."""

_READ_BY_US: Final = ("utf-8", "gb18030", "big5hkscs", "cp950", "hz", "utf-16", "utf-32", "euc_tw")


def propose(raw: bytes) -> dict[str, float]:
    """Return the encodings of other languages that ``raw`` may have, each with its credit.

    Only chardet's first answer that is not Chinese counts: the next ones are its relatives (Mac and
    DOS code pages), which our model cannot tell apart.
    """
    import chardet

    found: dict[str, float] = {}
    best = 0.0
    for answer in chardet.detect_all(raw[:_LIMIT], ignore_threshold=True):
        confidence = float(answer["confidence"] or 0.0)
        best = max(best, confidence)
        name = codec_name(answer["encoding"] or "")
        if name is not None and not name.startswith(_READ_BY_US) and confidence > 0:
            found[name] = _CREDIT * confidence / best
            break
    high = sum(byte > 0x7F for byte in raw[:_LIMIT])
    if high < 0.3 * min(len(raw), _LIMIT):  # single letters with marks among ASCII
        found.setdefault("cp1252", 0.0)
    return found
