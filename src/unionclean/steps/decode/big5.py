"""Big5 has two tables for a dozen marks: Hong Kong's and Microsoft's.

The bytes 0xA1E3 are ～ in Windows-950 and ∼ in Big5-HKSCS (and in Python's ``big5``), 0xA145 is the
dot of names ‧ or the bullet •. The file does not say which; its other characters and the place of
the mark do. Big5-HKSCS is the default because it holds more characters.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from unionclean.chars import is_han, regex

_MARKS: Final = "•､‾∼♁☉／＼¥¢£"
"""What Big5-HKSCS makes of the pairs that Windows-950 reads otherwise; • and ¥¢£ are also usual."""

_MOVED: Final = (
    "①-⑽ⅰ-ⅹヽ-ヾゝ-ゞ々-〇ー［］✽ぁ-んァ-ヶА-Яа-яё丶丿亅亠冂冖冫勹匸卩厶夊宀巛⼳广彐彡攴疒辵¨ˆ"
)
"""What Hong Kong's table has from 0xC6A1 to 0xC7FC, where Windows-950 has kana at other places."""

_FEW: Final = 2000  # places looked at


def prefers_cp950(raw: bytes, text: str) -> bool:
    """Tell whether ``raw``, read as Big5-HKSCS ``text``, is better read as Windows-950."""
    if not any(mark in text for mark in _MARKS):
        return False
    try:
        other = raw.decode("cp950")
    except UnicodeDecodeError:  # it holds characters that only Hong Kong's table has
        return False
    if len(other) != len(text):
        return False
    votes = 0
    places = regex(f"[{_MARKS}{_MOVED}]").finditer(text)
    for match in islice(places, _FEW):
        place, ours = match.start(), match[0]
        if ours == other[place]:
            continue
        if ours == "•":
            around = text[place - 1 : place] + text[place + 1 : place + 2]
            votes += 1 if len(around) == 2 and all(map(is_han, around)) else -1
        elif ours in "／＼":  # of two pairs for one mark, the one Windows-950 would not write
            votes -= 2
        elif ours in "¥¢£":  # fullwidth in Windows-950: the usual form between Han
            votes += 1
        elif ours in _MARKS:
            votes += 2
        else:  # the region of kana and circled digits, where Hong Kong's table is the usual one
            votes -= 2
    return votes > 0
