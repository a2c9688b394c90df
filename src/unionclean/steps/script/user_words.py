"""Words of the user, put on top of a conversion."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from unionclean.errors import InputError
from unionclean.steps.script.dictionaries import Dictionary
from unionclean.steps.script.engine import Converter
from unionclean.steps.script.plan import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@cache
def read_words(path: str) -> Mapping[str, str]:
    """Return the words of a file in OpenCC's text format: word, tab, conversion.

    Of several conversions parted by blanks the first is taken. Empty lines and lines that begin
    with ``#`` are left out. A file is read once per process.

    Raises:
        InputError: the file cannot be read, or a line holds no tab.

    """
    try:
        lines = Path(path).read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); nothing was done; check '--dict'."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8; nothing was done.") from error
    words: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        entry = line.rstrip("\r")
        if not entry.strip() or entry.startswith("#"):
            continue
        word, tab, values = entry.partition("\t")
        value = values.split(" ")[0]
        if not (word and tab and value):
            raise InputError(f"{path}:{number}: expected a word, a tab and its conversion.")
        words[word] = value
    return words


def with_words(base: Converter, words: Mapping[str, str]) -> Converter:
    """Return ``base`` with ``words``, which come before everything else, the longest first.

    What a word becomes is final: no later stage of the conversion changes it.
    """
    table = Dictionary(dict(words))
    triggers, glue = dict(base.plan.triggers), dict(base.plan.glue)
    cover = set(base.plan.cover)
    for word in words:
        for at in range(len(word) - 1):
            glue[word[at]] = glue.get(word[at], "") + word[at + 1]
        if len(word) > 1:
            triggers[word[0]] = triggers.get(word[0], "") + word[1]
            cover.add(word[0])
    made = Converter(
        Plan("".join(sorted(cover)), triggers, glue),
        (),
        _WordsFirst(table, base.policy),
        unifies=base.unifies,
    )
    made.set_table(base.table | {ord(word): new for word, new in words.items() if len(word) == 1})
    return made


class _WordsFirst:
    """Converts the user's words, and what is left between them by another policy."""

    def __init__(self, words: Dictionary, policy: Callable[[str], str]) -> None:
        self.words = words
        self.policy = policy

    def __call__(self, run: str) -> str:
        pieces: list[str] = []
        start = at = 0
        while at < len(run):
            word = self.words.match(run, at)
            if word is None:
                at += 1
                continue
            if start < at:
                pieces.append(self.policy(run[start:at]))
            pieces.append(self.words.value(word) or "")
            start = at = at + len(word)
        if start < len(run):
            pieces.append(self.policy(run[start:]))
        return "".join(pieces)
