"""The outer lines of a document, as the other pages of its site would show them."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
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
    document in disguise (annotated, or mapped to Traditional) are repaired first, since no rule
    knows a frame line in disguise, and the key has to be that of the repaired line.
    """
    from unionclean.steps.boilerplate.learn import edge_lines

    return edge_lines(_unveil_edges(text, config) if _is_disguised(text) else text)


def _is_disguised(text: str) -> bool:
    from unionclean.steps.pinyin.tokens import SYLLABLE
    from unionclean.steps.script.alphabets import holds_traditional

    if holds_traditional(text):
        return True
    hits = regex(rf"[{HAN}]\({SYLLABLE}\)").finditer(text, 0, 2 * _EDGE)
    return sum(1 for _ in islice(hits, _ENOUGH)) == _ENOUGH


def _unveil_edges(text: str, config: Config) -> str:
    """Return both ends of ``text``, cut at line ends, after the steps before `boilerplate`."""
    from unionclean.pipeline import repair_text
    from unionclean.steps import STEP_NAMES

    before = STEP_NAMES[1 : STEP_NAMES.index("boilerplate")]
    if len(text) > 2 * _EDGE:
        head, tail = text.find("\n", _EDGE), text.rfind("\n", 0, len(text) - _EDGE)
        if 0 <= head < tail:
            text = text[:head] + text[tail:]
    return repair_text(text, replace(config, only=tuple(filter(config.runs, before)))).text
