"""What nobody can restore: characters that were destroyed before the file was written.

These places are reported, counted and left as they are: inventing text would be worse than a gap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, holds, regex
from unionclean.edits import Note
from unionclean.languages import ASKS
from unionclean.steps.mojibake.codepages import REPLACEMENT
from unionclean.steps.mojibake.quoted import ABOUT

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

# U+FFFD saved as UTF-8 is EF BF BD; read as GBK, two of them are 锟斤拷.
_KUN: Final = "锟斤拷(?:锟斤拷)*锟?斤?"
_LOST: Final = f"\ufffd|(?P<kun>{_KUN})"
# What debug builds fill memory with (CC CC and CD CD), read as GBK.
_FILLING: Final = "烫{4,}|屯{4,}"
_NAMED: Final = f"[“‘「『《`]{_KUN}[”’」』》`]"  # the word for such text
_QUESTIONS: Final = r"\?{2,}"
_FEWEST_QUESTIONS: Final = 4
_CLAUSE: Final = 20  # characters: as far back as a question word is looked for
_SIGNS: Final = ("\ufffd", "锟斤拷", "烫烫烫烫", "屯屯屯屯")
_WORDS: Final = f"[{HAN}A-Za-z0-9]"


def find_destroyed(
    text: str, chars: Container[str], unreadable: Container[int] = ()
) -> Iterator[Note]:
    """Yield one note for each line with destroyed characters; lines about mojibake have none.

    ``chars`` holds which of the rare signs the text has at all, and
    ``unreadable`` are the offsets of U+FFFD that decode made of bytes of this file.
    """
    signs = [re.escape(sign) for sign in _SIGNS if sign[0] in chars and sign in text]
    if holds(text, "??"):
        signs.append(re.escape("??"))
    if not signs:
        return
    done = -1
    # Of those that are there: a pattern of one sign is searched at the speed of the memory.
    for hit in regex("|".join(signs)).finditer(text):
        if hit.start() <= done:
            continue
        start = text.rfind("\n", 0, hit.start()) + 1
        done = text.find("\n", hit.end())
        done = done if done >= 0 else len(text)
        yield from _in_line(text[start:done], start, unreadable)


def _in_line(line: str, offset: int, unreadable: Container[int]) -> Iterator[Note]:
    if regex(ABOUT).search(line) or regex(_NAMED).search(line):
        return
    if "锟斤拷" in line and "烫烫" in line:
        return  # both names in one breath
    hits = [hit for hit in regex(_LOST).finditer(line) if offset + hit.start() not in unreadable]
    count = sum(not hit["kun"] for hit in hits)
    if any(hit["kun"] for hit in hits):
        # What stands among them may hold a part of one: an odd number of them shifts the pairs.
        count += line.encode("gb18030", "replace").count(REPLACEMENT.encode())
    filling = regex(_FILLING).search(line)
    if filling and not hits:
        message = "filling of unused memory, saved as text"
        yield Note(offset + filling.start(), offset + filling.end(), message)
        return
    questions = _lost_as_questions(line)
    count += sum(len(run.group()) for run in questions)
    hits = sorted([*hits, *questions], key=lambda hit: hit.start())
    if hits:
        yield Note(offset + hits[0].start(), offset + hits[-1].end(), _message(count), count)


def _lost_as_questions(line: str) -> list[re.Match[str]]:
    """Return the runs of "?" that stand for characters and not for emphasis.

    Emphasis (真的吗????) follows a question. Where marks outnumber words, or a long run stands
    between two words that ask nothing, they stand for words.
    """
    runs = list(regex(_QUESTIONS).finditer(line))
    count = sum(len(run.group()) for run in runs)
    if count >= _FEWEST_QUESTIONS and count > len(regex(_WORDS).findall(line)):
        return runs
    return [run for run in runs if len(run.group()) >= _FEWEST_QUESTIONS and _is_inside(run)]


def _is_inside(run: re.Match[str]) -> bool:
    line, start, end = run.string, *run.span()
    if not (regex(f"[{HAN}]").match(line, start - 1) and regex(f"[{HAN}]").match(line, end)):
        return False
    return regex(ASKS).search(line, max(0, start - _CLAUSE), start) is None


def _message(count: int) -> str:
    noun = "character" if count == 1 else "characters"
    return f"{count} {noun} destroyed before this file was written"
