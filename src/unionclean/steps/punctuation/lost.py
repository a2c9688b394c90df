"""Question marks that stand for a character which a charset could not hold."""

from __future__ import annotations

from unionclean.chars import HAN, regex
from unionclean.prose import ASKS

# One of a row of names with a character that was lost: 赵小兰 孙立? 钱建国
_LOST_IN_NAME = f"(?:[{HAN}] |[:：] ?)[{HAN}]{{1,2}}\\Z"
_NEXT_NAME = f" [{HAN}]{{1,4}}(?: [{HAN}]|[\r\n]|\\Z)"

# Where no question ends: a quote was lost. 他说:?好?。
_NO_QUESTION = r"[:：,，;；][?？](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[?？][;；,，。]"
_FEWEST_LOST = 2

_SENTENCE_END = "[。！？!?…\n]"
_REACH = 20  # characters; a question says so in its last clauses


def is_lossy(text: str) -> bool:
    """Tell whether the text shows that "?" also stands for lost characters."""
    if "??" in text or "\ufffd" in text:
        return True
    return "?" in text and len(regex(_NO_QUESTION).findall(text)) >= _FEWEST_LOST


def is_lost(text: str, mark: str, start: int, *, lossy: bool) -> bool:
    """Tell whether the mark at ``start`` may be a lost character (孙立? 钱建国)."""
    end = start + len(mark)
    if "!" in mark:
        return False
    if text[end : end + 1] == " " and regex(_NEXT_NAME).match(text, end):
        return regex(_LOST_IN_NAME).search(text[max(0, start - 4) : start]) is not None
    if not lossy or (len(mark) == 1 and not regex(f"[{HAN},;，；。]").match(text, end)):
        return False
    clause = regex(_SENTENCE_END).split(text[max(0, start - _REACH) : start])[-1]
    return regex(ASKS).search(clause) is None
