"""What one round knows of a farm's page, for the next ones.

Blanks, line breaks and invisible characters inside of readings hide them until other steps have
taken these away. Then few readings are left, in a text that may be Simplified by now: too little
to tell anything by, if it were not known already whose page it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.examples import hide_examples
from unionclean.steps.pinyin.tables import has_other_form, load_tables

if TYPE_CHECKING:
    from unionclean.steps.pinyin.verdict import Verdict


def learn(verdict: Verdict, text: str) -> Verdict:
    """Return what a later round shall know of the ``verdict`` on ``text``.

    Both forms of each character, but those that stay here with the same reading: an author's.
    """
    simple = load_tables().simple
    kept = {
        (char, content)
        for _, char, content in cut_text(text).found
        if content not in verdict.injected.get(char, ())
    }
    injected = dict(verdict.injected)
    for char, contents in verdict.injected.items():
        other = simple.get(char, char)
        left = frozenset(content for content in contents if (other, content) not in kept)
        injected[other] = injected.get(other, frozenset()) | left
    return verdict._replace(injected=injected)


def remember(known: Verdict, verdict: Verdict, text: str) -> Verdict:
    """Return the ``verdict`` on ``text`` with what is ``known`` from the round before."""
    injected = dict(verdict.injected)
    found = {(char, content) for _, char, content in cut_text(text).found}
    for char, content in found:
        if content in known.injected.get(char, ()):
            injected[char] = injected.get(char, frozenset()) | {content}
    torn = known.bytewise and tokens.orphans(tokens.unknown_in(text)).search(text) is not None
    if injected == verdict.injected and not torn:
        return verdict
    if verdict:
        return verdict._replace(injected=injected)
    simple = sum(char in load_tables().farm for char, _ in found)
    other = sum(has_other_form(char) for char, _ in found)
    return known._replace(
        injected=injected,
        simplified=known.bytewise and (known.simplified or 2 * simple > other),
        examples=hide_examples(text) is not text,
    )
