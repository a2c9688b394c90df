"""Which short words are names of Chinese places, and where they lie."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from unionclean.steps.boilerplate.fold import read_table

# What a farm cuts off: 耿马 for 耿马傣族佤族自治县, 西乌 for 西乌珠穆沁旗.
_LEVELS = re.compile("(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|[省市县区旗盟州])$")
PLACE_ENDS = frozenset("省市县縣区區旗盟州")


@cache
def _names() -> dict[str, frozenset[str]]:
    """Return the provinces (two digits) of every name and of what may be left of it."""
    found: dict[str, set[str]] = {}
    for row in read_table("gazetteer.txt"):
        if row.startswith("#"):
            continue
        province, *names = row.split(" ")
        for name in names:
            stem = _LEVELS.sub("", name)
            for form in {name, stem, name[:2]}:
                if len(form) >= 2:
                    found.setdefault(form, set()).add(province)
    return {name: frozenset(provinces) for name, provinces in found.items()}


def is_place(item: str) -> bool:
    """Tell whether ``item`` looks like a division: in the list, or short with such an ending.

    >>> [is_place(item) for item in ("古交市", "耿马", "新津县", "体育", "进一步")]
    [True, True, True, False, False]
    """
    return item in _names() or (2 <= len(item) <= 5 and item[-1] in PLACE_ENDS)


def provinces(item: str) -> frozenset[str]:
    """Return the codes of the provinces that have (or had) a division of this name."""
    return _names().get(item, frozenset())


def are_scattered(items: list[str]) -> bool:
    """Tell whether neighbours in the list lie in different provinces, as if drawn by lot.

    Authors group places: by province, by rank within a region, along a road. Of 40 names drawn
    from the whole table, one pair of neighbours in 20 shares a province; in lists that people
    wrote, one in three or more does (the lists in tests/test_boilerplate.py). Half way: 1 in 5.
    """
    known = [provinces(item) for item in items if provinces(item)]
    pairs = [bool(left & right) for left, right in pairwise(known)]
    regions = len(set().union(*known)) if known else 0
    return len(pairs) >= 6 and sum(pairs) * 5 <= len(pairs) and regions >= 6
