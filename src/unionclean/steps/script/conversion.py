"""The conversions by name: `convert`, and the converters it keeps."""

from __future__ import annotations

from functools import cache

from unionclean.errors import UsageError, did_you_mean
from unionclean.steps.script.corrections import corrected_stages
from unionclean.steps.script.dictionaries import configurations, dictionary
from unionclean.steps.script.engine import Converter
from unionclean.steps.script.plan import plan_chain
from unionclean.steps.script.policies import LeftmostLongest, Stage

POLICIES = ("best", "opencc", "reimplemented")


def convert(text: str, config: str = "t2s", policy: str = "best") -> str:
    """Return ``text`` converted between Chinese scripts.

    Args:
        text: any text; what is not Chinese stays as it is.
        config: OpenCC's name of the conversion: ``s2t`` ``t2s`` ``s2tw`` ``tw2s`` ``s2twp``
            ``tw2sp`` ``s2hk`` ``hk2s`` and so on.
        policy: ``best`` cuts words by frequency and applies the corrections of this project;
            ``opencc`` gives exactly what OpenCC 1.4.2 gives, ``reimplemented`` exactly what
            opencc-python-reimplemented 0.1.7 gives.

    Raises:
        UsageError: there is no such configuration or policy.

    >>> convert("隨著工會的發展", "t2s")
    '随着工会的发展'
    """
    return converter(config, policy).convert(text)


@cache
def converter(config: str, policy: str = "best") -> Converter:
    """Return the converter of a configuration, made once."""
    if policy not in POLICIES:
        raise UsageError(f"There is no policy '{policy}'.{did_you_mean(policy, POLICIES)}")
    known = configurations()
    if config not in known:
        raise UsageError(f"There is no conversion '{config}'.{did_you_mean(config, sorted(known))}")
    cut, names = known[config]
    segmentation = dictionary(cut) if cut else None
    stages = [Stage([dictionary(name) for name in stage]) for stage in names]
    if policy == "best":
        segmentation, stages = corrected_stages(config, segmentation, stages)
    return Converter(plan_chain(segmentation, stages), LeftmostLongest(segmentation, stages))
