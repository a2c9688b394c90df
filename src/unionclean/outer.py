"""The outer lines of a document, as the other pages of its site would show them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.config import Config
    from unionclean.steps.boilerplate.learn import EdgeLines

# What is repaired of a disguised document, at each end: ten lines of a frame, which are short,
# and enough of the article to show the disguise.
_EDGE = 1_500

# Annotations that show a disguise: its pages have dozens, and honest glosses are fewer.
_ENOUGH = 5


def outer_lines(text: str, config: Config) -> EdgeLines:
    """Return the lines at both ends of ``text`` that may belong to its site.

    Most documents are taken as they are: the keys of lines ignore blanks and width. The edges of a
    document that may be in disguise (annotated, garbled, or mapped to Traditional) are repaired
    first: no rule knows a frame line in disguise, and the key has to be that of the repaired line.
    """
    from unionclean.steps.boilerplate.learn import edge_lines

    return edge_lines(_unveil_edges(text, config))


def _unveil_edges(text: str, config: Config) -> str:
    """Return ``text``, or both ends of it as they come out where it may be in disguise."""
    from unionclean.steps import STEP_NAMES
    from unionclean.steps.script.alphabets import holds_traditional

    annotated = _is_annotated(text)
    if not annotated and not holds_traditional(text):
        return text
    if len(text) > 2 * _EDGE:
        head, tail = text.find("\n", _EDGE), text.rfind("\n", 0, len(text) - _EDGE)
        if 0 <= head < tail:
            text = text[:head] + text[tail:]
    if not annotated and _is_genuine(text, config):
        return text
    return _repair(text, config, STEP_NAMES[1 : STEP_NAMES.index("boilerplate")])


def _is_annotated(text: str) -> bool:
    from unionclean.steps.pinyin.tokens import SYLLABLE

    hits = regex(rf"[{HAN}]\({SYLLABLE}\)").finditer(text, 0, 2 * _EDGE)
    return sum(1 for _ in islice(hits, _ENOUGH)) == _ENOUGH


def _is_genuine(text: str, config: Config) -> bool:
    """Tell whether a text with Traditional characters is what it seems: an author's, and stays so.

    Most pages of Taiwan and Hong Kong are, and to repair them takes as long as the second pass.
    """
    from unionclean.steps.script.verdict import judge_script

    if config.converts or not judge_script(text).script.startswith("traditional"):
        return False
    return _repair(text, config, ("mojibake",)) == text  # garbled text looks Traditional, too


def _repair(text: str, config: Config, steps: Iterable[str]) -> str:
    """Return ``text`` after those of ``steps`` that are to run."""
    from unionclean.pipeline import repair_text

    return repair_text(text, replace(config, only=tuple(filter(config.runs, steps)))).text
