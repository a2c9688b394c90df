"""Works out where a chain of dictionaries acts on more than single characters.

The words of a later stage are looked for in what the earlier stages produced; the engine, which
looks at the source only, needs their pairs of neighbours traced back to the source characters
that may have produced them. What is traced is always enough and sometimes too much: too much
costs a look, too little would cost a wrong character.

The plans of OpenCC's configurations are made by scripts/build_script.py; only those for
dictionaries of the user are made at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.script.dictionaries import PhraseDictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unionclean.steps.script.dictionaries import Dictionary, Pairs
    from unionclean.steps.script.policies import Stage

Sources = dict[str, set[str]]
"""For a character after some stages: what it may have been. Absent: only itself."""


class Plan(NamedTuple):
    """What the engine must know about a chain of dictionaries.

    Attributes:
        cover: characters to look for; each trigger holds one of them.
        triggers: pairs of neighbours; where the chain does not act character by character, one
            of them stands.
        glue: pairs of neighbours between which the text must not be cut.

    """

    cover: str
    triggers: Pairs
    glue: Pairs


def plan_chain(
    segmentation: Dictionary | None,
    stages: Sequence[Stage],
    frequency: Mapping[str, int] | None = None,
) -> Plan:
    """Return the plan of a chain of stages whose words may be cut by ``segmentation``.

    ``frequency`` of characters and pairs lets the plan prefer rare ones, which are found faster.
    """
    frequency = frequency or {}
    needs: list[set[str]] = []  # for each word that matters: pairs of which one will stand
    glue: set[str] = set()
    sources: Sources = {}
    if segmentation is not None:
        _add_glue(segmentation, sources, glue)
    for stage in stages:
        for table in stage.dictionaries:
            if table is not segmentation or sources:
                _add_glue(table, sources, glue)
            needs.extend(_needs(table, stage, sources, frequency))
        sources = _after(stage, sources)
    cover = _cover(needs, frequency)
    triggers = {_cheapest(need, cover, frequency) for need in needs if len(need) == 1}
    for need in needs:
        if triggers.isdisjoint(need):
            triggers.add(_cheapest(need, cover, frequency))
    return Plan("".join(sorted(cover)), to_rows(triggers), to_rows(glue))


def to_rows(pairs: Iterable[str]) -> Pairs:
    """Return a set of pairs as rows by their first character."""
    rows: Pairs = {}
    for pair in sorted(pairs):
        rows[pair[0]] = rows.get(pair[0], "") + pair[1]
    return rows


def _needs(
    table: Dictionary, stage: Stage, sources: Sources, frequency: Mapping[str, int]
) -> Iterable[set[str]]:
    """Yield, for each word that converts unlike its characters, the pairs that announce it.

    Without earlier stages any pair of the word will do, so all are offered. Otherwise the place
    with the fewest possible sources is taken, and each source pair is a need of its own.
    """
    for word, value in table.entries.items():
        if len(word) < 2 or value is None or value == stage.by_characters(word):
            continue
        places = [_traced(word[at], word[at + 1], sources) for at in range(len(word) - 1)]
        if all(len(place) == 1 for place in places):
            yield set().union(*places)
            continue
        cheapest = min(
            places, key=lambda pairs: (sum(frequency.get(p, 0) for p in pairs), len(pairs))
        )
        for pair in cheapest:
            yield {pair}


def _cover(needs: list[set[str]], frequency: Mapping[str, int]) -> set[str]:
    """Return characters such that each need holds one, as rare in text as possible (greedily)."""
    by_char: dict[str, set[int]] = {}
    for index, need in enumerate(needs):
        for char in {char for pair in need for char in pair}:
            by_char.setdefault(char, set()).add(index)
    open_needs = set(range(len(needs)))
    chosen: set[str] = set()

    def gain(char: str) -> float:
        return len(by_char[char]) / (frequency.get(char, 0) + 100)

    while open_needs:
        best = max(sorted(by_char), key=gain)
        chosen.add(best)
        done = by_char.pop(best)
        open_needs -= done
        touched = {char for index in done for pair in needs[index] for char in pair}
        for char in touched & by_char.keys():
            by_char[char] -= done
    return chosen


def _cheapest(need: set[str], cover: set[str], frequency: Mapping[str, int]) -> str:
    found = [pair for pair in need if pair[0] in cover or pair[1] in cover]
    return min(found, key=lambda pair: (frequency.get(pair, 0), pair))


def _add_glue(table: Dictionary, sources: Sources, glue: set[str]) -> None:
    if isinstance(table, PhraseDictionary) and not sources:
        glue.update(first + second for first, row in table.glue.items() for second in row)
        return
    for word in table.entries:
        for at in range(len(word) - 1):
            glue.update(_traced(word[at], word[at + 1], sources))


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
        if isinstance(table, PhraseDictionary):
            for old, new in table.produced:
                add(old, new)
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
