"""Question marks that stand for a character which a charset could not hold."""

from __future__ import annotations

from unionclean.chars import HAN, regex
from unionclean.languages import ASKS

# One of a row of names with a character that was lost: 赵小兰 孙立? 钱建国
_LOST_IN_NAME = f"(?:[{HAN}] |[:：] ?)[{HAN}]{{1,2}}\\Z"
_NEXT_NAME = f" [{HAN}]{{1,4}}(?: [{HAN}]|[\r\n]|\\Z)"

# Where no question ends: a quote was lost. 他说:?好?。
_NO_QUESTION = r"[:：,，;；][?？](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[?？][;；,，。]"
_FEWEST_LOST = 2

# Inside a word; where a sentence ends in earnest one pair in 300 gains as much (see `spaces`).
_WORD = 4.0

_SENTENCE_END = "[。！？!?…\n]"
_REACH = 20  # characters; a question says so in its last clauses


def is_lossy(text: str) -> bool:
    """Tell whether the text shows that "?" also stands for lost characters."""
    if "??" in text or "\ufffd" in text:
        return True
    if "?" not in text:
        return False
    if len(regex(_NO_QUESTION).findall(text)) >= _FEWEST_LOST:
        return True
    inside = [place.start() for place in regex(f"(?<=[{HAN}])\\?(?=[{HAN}])").finditer(text)]
    return (
        len(inside) >= _FEWEST_LOST and sum(_is_in_word(text, at) for at in inside) >= _FEWEST_LOST
    )


def _is_in_word(text: str, start: int) -> bool:
    """Tell whether the mark stands inside a word of no question: 可?是, 烤?红薯."""
    from unionclean.language import load

    gain = load().gain(text[start - 1], text[start + 1])
    return gain >= _WORD and not _asks(text, start)


def _asks(text: str, start: int) -> bool:
    clause = regex(_SENTENCE_END).split(text[max(0, start - _REACH) : start])[-1]
    return regex(ASKS).search(clause) is not None


def is_lost(text: str, mark: str, start: int, *, lossy: bool) -> bool:
    """Tell whether the mark at ``start`` may be a lost character (孙立? 钱建国)."""
    end = start + len(mark)
    if "!" in mark:
        return False
    if text[end : end + 1] == " " and regex(_NEXT_NAME).match(text, end):
        return regex(_LOST_IN_NAME).search(text[max(0, start - 4) : start]) is not None
    if not lossy or (len(mark) == 1 and not regex(f"[{HAN},;，；。]").match(text, end)):
        return False
    return not _asks(text, start)
