"""Works out where a chain of dictionaries acts on more than single characters.

The words of a later stage are looked for in what the earlier stages produced; the engine, which
looks at the source only, needs their pairs of neighbours traced back to the source characters
that may have produced them. What is traced is always enough and sometimes too much: too much
costs a look, too little would cost a wrong character.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from unionclean.steps.script.dictionaries import Dictionary
    from unionclean.steps.script.policies import Stage

Sources = dict[str, set[str]]
"""For a character after some stages: what it may have been. Absent: only itself."""


class Plan(NamedTuple):
    """What the engine must know about a chain of dictionaries.

    Attributes:
        triggers: pairs of neighbours; where the chain does not act character by character, one
            of them stands.
        glue: pairs of neighbours between which the text must not be cut.
        characters: all characters that the chain converts.

    """

    triggers: frozenset[str]
    glue: frozenset[str]
    characters: frozenset[str]


def plan_chain(segmentation: Dictionary | None, stages: Sequence[Stage]) -> Plan:
    """Return the plan of a chain of stages whose words may be cut by ``segmentation``."""
    triggers: set[str] = set()
    glue: set[str] = set()
    characters: set[str] = set()
    sources: Sources = {}
    if segmentation is not None:
        _add_glue(segmentation, sources, glue)
    for stage in stages:
        for table in stage.dictionaries:
            if table is not segmentation or sources:
                _add_glue(table, sources, glue)
            _add_triggers(table, stage, sources, triggers)
        for char in stage.characters:
            characters |= sources.get(char, set()) | {char}
        sources = _after(stage, sources)
    return Plan(frozenset(triggers), frozenset(glue), frozenset(characters))


def cover(pairs: Iterable[str]) -> set[str]:
    """Return characters such that each of ``pairs`` holds at least one, few rather than many."""
    pairs = sorted(pairs)
    counts = Counter(char for pair in pairs for char in pair)
    chosen: set[str] = set()
    for pair in sorted(pairs, key=lambda pair: (-max(counts[pair[0]], counts[pair[1]]), pair)):
        if pair[0] not in chosen and pair[1] not in chosen:
            chosen.add(max(pair, key=lambda char: (counts[char], char)))
    return chosen


def _add_glue(table: Dictionary, sources: Sources, glue: set[str]) -> None:
    if table.prepared is not None and not sources:
        glue |= table.prepared.glue
        return
    for word in table.entries:
        for at in range(len(word) - 1):
            glue.update(_traced(word[at], word[at + 1], sources))


def _add_triggers(table: Dictionary, stage: Stage, sources: Sources, triggers: set[str]) -> None:
    if table.prepared is not None and not sources:
        triggers |= table.prepared.triggers
        return
    for word, value in table.entries.items():
        if len(word) < 2 or value is None or value == stage.by_characters(word):
            continue
        options = [_traced(word[at], word[at + 1], sources) for at in range(len(word) - 1)]
        triggers |= min(options, key=lambda pairs: (-len(pairs & triggers), len(pairs)))


def _traced(left: str, right: str, sources: Sources) -> set[str]:
    """Return the pairs of source characters that may have become ``left + right``."""
    if not sources:
        return {left + right}
    return {a + b for a in sources.get(left, {left}) for b in sources.get(right, {right})}


def _after(stage: Stage, sources: Sources) -> Sources:
    """Return what the characters that ``stage`` produces may have been."""
    after: Sources = {char: set(known) for char, known in sources.items()}

    def add(old: str, new: str) -> None:
        after.setdefault(new, {new}).update(sources.get(old, {old}))

    for old, new in stage.characters.items():
        for char in new:
            add(old, char)
    for table in stage.dictionaries:
        if table.prepared is not None:
            for pair in table.prepared.produced:
                add(pair[0], pair[1])
            continue
        for word, value in table.entries.items():
            if value is None or len(word) < 2:
                continue
            if len(word) == len(value):
                for old, new in zip(word, value, strict=True):
                    add(old, new)
            else:
                # Where lengths differ, each new character may stem from each old one.
                for old in word:
                    for new in value:
                        add(old, new)
    return after
