"""The conversions by name: `convert`, and the converters it keeps."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.errors import UsageError, did_you_mean
from unionclean.steps.script.best import CommonestWords, word_glue
from unionclean.steps.script.corrections import (
    ZHU,
    classical_words,
    corrected_stages,
    mechanical_stages,
    words_written,
)
from unionclean.steps.script.dictionaries import (
    PhraseDictionary,
    configurations,
    dictionary,
    read_sections,
)
from unionclean.steps.script.engine import Converter
from unionclean.steps.script.plan import Plan, plan_chain
from unionclean.steps.script.policies import LeftmostLongest, LongestAnywhere, Stage
from unionclean.steps.script.reimplemented import reimplemented_stages
from unionclean.steps.script.user_words import with_words
from unionclean.steps.script.wording import is_classical

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.script.dictionaries import Dictionary, Pairs

POLICIES = ("best", "opencc", "reimplemented")

_CLASSICAL_LENGTH = 200
_CLASSICAL_SAMPLE = 20_000

MECHANICAL = "mechanical"
"""A policy of the step alone: it undoes a conversion that went character by character.

Characters that follow the name stay as they are: ``mechanical著``.
"""

CLASSICAL = "classical"
"""What `best` does with classical text: OpenCC's cut, and words of classical Chinese."""


def convert(
    text: str,
    config: str = "t2s",
    policy: str = "best",
    words: Mapping[str, str] | None = None,
) -> str:
    """Return ``text`` converted between Chinese scripts.

    Args:
        text: any text; what is not Chinese stays as it is.
        config: OpenCC's name of the conversion: ``s2t`` ``t2s`` ``s2tw`` ``tw2s`` ``s2twp``
            ``tw2sp`` ``s2hk`` ``hk2s`` and so on.
        policy: ``best`` cuts words by frequency and applies the corrections of this project;
            ``opencc`` gives exactly what OpenCC 1.4.2 gives, ``reimplemented`` exactly what
            opencc-python-reimplemented 0.1.7 gives.
        words: words of your own and what they become; they come before all others. To convert
            many texts with them, make a converter once: ``with_words(converter(...), words)``.

    Raises:
        UsageError: there is no such configuration or policy.

    >>> convert("隨著工會的發展", "t2s")
    '随着工会的发展'
    """
    chosen = converter(config, policy_for(text, config, policy))
    if words:
        chosen = with_words(chosen, words)
    return chosen.convert(text)


def policy_for(text: str, config: str, policy: str) -> str:
    """Return CLASSICAL for ``best`` where ``text`` is classical, else ``policy``.

    The commonest words of today cut classical prose wrongly (天 后时 for 天后 时): 18.9 against
    17.3 wrong characters in 10,000. A line or two says too little to tell.
    """
    if policy == "best" and config.startswith("s2") and len(text) >= _CLASSICAL_LENGTH:
        return CLASSICAL if is_classical(text[:_CLASSICAL_SAMPLE]) else policy
    return policy


@cache
def converter(config: str, policy: str = "best") -> Converter:
    """Return the converter of a configuration, made once."""
    if policy == CLASSICAL:
        return with_words(converter(config, "opencc"), classical_words())
    if policy not in POLICIES and not policy.startswith(MECHANICAL):
        raise UsageError(f"There is no policy '{policy}'.{did_you_mean(policy, POLICIES)}")
    if policy == "reimplemented":
        _warn_of_clash()
        stages = reimplemented_stages(config)
        plan = plan_chain(None, stages)
        return Converter(plan, stages, LongestAnywhere(stages), unifies=False)
    known = configurations()
    if config not in known:
        raise UsageError(f"There is no conversion '{config}'.{did_you_mean(config, sorted(known))}")
    segmentation, stages = chain(config, policy)
    plan = _read_plan(config, policy, base_glue(segmentation, stages, policy))
    if isinstance(segmentation, PhraseDictionary) and policy == "best":
        return Converter(plan, stages, CommonestWords(segmentation, stages))
    made = Converter(plan, stages, LeftmostLongest(segmentation, stages))
    written = (
        policy.removeprefix(MECHANICAL).replace(ZHU, "") if policy.startswith(MECHANICAL) else ""
    )
    return with_words(made, words_written(written)) if written else made


@cache
def _warn_of_clash() -> None:
    """Warn once where the dictionaries may be those of another package."""
    from unionclean.steps.script.clash import explain_clash

    clash = explain_clash()
    if clash:
        from warnings import warn

        warn(clash, stacklevel=2)


def chain(config: str, policy: str) -> tuple[Dictionary | None, list[Stage]]:
    """Return the dictionary that cuts the text first, if any, and the stages."""
    cut, names = configurations()[config]
    segmentation = dictionary(cut) if cut else None
    stages = [Stage([dictionary(name) for name in stage]) for stage in names]
    if policy == "best":
        return corrected_stages(config, segmentation, stages)
    if policy.startswith(MECHANICAL):
        return None, mechanical_stages(config, stages, policy.removeprefix(MECHANICAL))
    return segmentation, stages


def base_glue(segmentation: Dictionary | None, stages: Sequence[Stage], policy: str) -> Pairs:
    """Return the glue that need not be repeated in each plan: that of the large dictionary."""
    for table in (segmentation, *stages[0].dictionaries):
        if isinstance(table, PhraseDictionary):
            return _merge(table.glue, word_glue()) if policy == "best" else table.glue
    return {}


def _merge(one: Pairs, other: Pairs) -> Pairs:
    merged = dict(one)
    for first, row in other.items():
        merged[first] = merged.get(first, "") + row
    return merged


def _read_plan(config: str, policy: str, base: Pairs) -> Plan:
    # The plan of `best` holds for the mechanical policies too, whose words are among its own.
    title = config if policy == "opencc" else f"best:{config}"
    plans = read_sections("opencc_plans.txt")
    lines = plans.get(title, plans[config]).split("\n")
    cover, triggers, extra = (*lines, "", "")[:3]  # empty last lines are not kept
    glue = _merge(base, {row[0]: row[1:] for row in extra.split(" ") if row})
    return Plan(cover, {row[0]: row[1:] for row in triggers.split(" ") if row}, glue)
