"""Readings in which two alphabets meet as no language has them: kana and kanji, Han in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.decode.charsets import REPLACEMENT, write

if TYPE_CHECKING:
    from unionclean.steps.decode.candidates import Candidate

_KANA_IN_CHINESE: Final = -7.0  # Japanese is kept in Chinese charsets once in a thousand files
_HAN_IN_WORD: Final = -5.0  # one such in a hundred places where Han and letters meet
_NO_KANA_IN_JAPANESE: Final = -4.0  # a few words without kana: a title, a name
_CJK: Final = "\u3400-\u9fff\uac00-\ud7a3"
_IN_WORD: Final = f"[a-z][{_CJK}](?=[a-z])"
_AT_WORD: Final = f"[a-z]{{2}}[{_CJK}](?![{_CJK}a-z])|(?<![{_CJK}a-z])[{_CJK}](?=[a-z]{{2}})"
# A character above ASCII that is beside neither a small letter nor an unread byte.
_NOT_IN_WORD: Final = r"(?<![a-z\ufffd])[^\x00-\x7f\ufffd](?![a-z\ufffd])"
# Two characters above ASCII side by side, or one that no small letter stands beside.
_FREE: Final = r"[^\x00-\x7f]{2}|(?<![a-z])[^\x00-\x7f](?![a-z])"
_MIXED: Final = "[A-Za-z][\u0370-\u06ff]|[\u0370-\u06ff][A-Za-z]"
_MIXED_WORD: Final = -5.0  # as seldom
_JAPANESE: Final = ("cp932", "euc_jp")
OF_PAIRS: Final = (*_JAPANESE, "gb18030", "big5hkscs", "cp950", "euc_tw", "cp949", "johab")


def is_in_words(candidate: Candidate) -> bool:
    """Tell whether all that pairs of bytes give are single characters that took letters of words.

    A letter with a mark and the small one after it are a character of Big5: bia這r is białor. One
    in six of its characters is such a pair.
    """
    text, encoding = candidate.reading.text, candidate.encoding
    if encoding not in OF_PAIRS or text.isascii() or regex(_FREE).search(text):
        return False
    return all(
        (write(char, encoding) or b"")[1:].islower()
        for char in text
        if "\x7f" < char != REPLACEMENT
    )


def weigh_script(candidate: Candidate) -> Candidate:
    """Charge Chinese encodings for kana, which EUC-JP and GB18030 share, and Japanese for none.

    A single Han character inside a word of small letters is a letter with a mark, and so is one of
    another alphabet; where bytes are unread too, they need only touch such a word.
    """
    text = candidate.reading.text
    kana = sum("\u3041" <= char <= "\u30ff" for char in text)
    above_ascii = sum(char > "\x7f" for char in text)
    charge = 0.0
    if candidate.encoding in ("gb18030", "big5hkscs"):
        charge = _KANA_IN_CHINESE * (kana * 4 >= above_ascii)
    elif candidate.encoding in _JAPANESE:
        charge = 0.0 if kana else _NO_KANA_IN_JAPANESE
    else:
        charge = _MIXED_WORD * len(regex(_MIXED).findall(text))
    if candidate.encoding in OF_PAIRS:
        inside, beside = (len(regex(place).findall(text)) for place in (_IN_WORD, _AT_WORD))
        charge += _HAN_IN_WORD * (inside + beside) if inside or is_in_words(candidate) else 0.0
    if (
        candidate.encoding in OF_PAIRS
        and candidate.reading.bad
        and not regex(_NOT_IN_WORD).search(text)
    ):
        charge += _HAN_IN_WORD * above_ascii
    return replace(candidate, score=candidate.score + charge) if charge else candidate
