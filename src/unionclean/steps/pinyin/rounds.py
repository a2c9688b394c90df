"""What one round knows of a farm's page, for the next ones.

Blanks, line breaks and invisible characters inside of readings hide them until other steps have
taken these away. Then few readings are left, in a text that may be Simplified by now: too little
to tell anything by, if it were not known already whose page it is.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.cut import cut_text
from unionclean.steps.pinyin.examples import hide_examples
from unionclean.steps.pinyin.tables import has_other_form, load_tables

if TYPE_CHECKING:
    from unionclean.steps.pinyin.verdict import Verdict


class Convicted:
    """What a later round may want to know of the ``verdict`` on ``text``; few rounds do."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        self.verdict = verdict
        self._found = cut_text(text).found

    @cached_property
    def injected(self) -> dict[str, frozenset[str]]:
        """What was injected behind each character, in both of its forms.

        But what stays in the text behind one of them with the same reading: an author's.
        """
        verdict, simple = self.verdict, load_tables().simple
        kept = {
            (char, content)
            for _, char, content in self._found
            if content not in verdict.injected.get(char, ())
        }
        injected = dict(verdict.injected)
        for char, contents in verdict.injected.items():
            other = simple.get(char, char)
            left = frozenset(content for content in contents if (other, content) not in kept)
            injected[other] = injected.get(other, frozenset()) | left
        return injected

    def remember(self, verdict: Verdict, text: str) -> Verdict:
        """Return the ``verdict`` on another ``text`` with what is known from this round."""
        injected = dict(verdict.injected)
        found = {(char, content) for _, char, content in cut_text(text).found}
        for char, content in found:
            if content in self.injected.get(char, ()):
                injected[char] = injected.get(char, frozenset()) | {content}
        bytewise = self.verdict.bytewise
        torn = bytewise and tokens.orphans(tokens.unknown_in(text)).search(text) is not None
        if injected == verdict.injected and not torn:
            return verdict
        if verdict:
            return verdict._replace(injected=injected)
        simple = sum(char in load_tables().farm for char, _ in found)
        other = sum(has_other_form(char) for char, _ in found)
        return self.verdict._replace(
            injected=injected,
            simplified=bytewise and (self.verdict.simplified or 2 * simple > other),
            examples=hide_examples(text) is not text,
        )
