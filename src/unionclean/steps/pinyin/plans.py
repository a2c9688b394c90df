"""Which five-year plan is meant where its number was dropped: «“十三五”» as private use.

Out of step, the bytes of 二 and 三 fall into the areas that a later tool removes, and «“十五”»,
«“十二五”» and «“十三五”» are shown alike. Pages that speak of a plan name its years.
"""

from __future__ import annotations

from typing import Final

from unionclean.chars import regex

PLANS: Final = {"十五": (2001, 2005), "十二五": (2011, 2015), "十三五": (2016, 2020)}
FEWEST: Final = 2  # years of a plan that a page names at least
_NAMED: Final = "(?<=[“「『])(?:十五|十二五|十三五)(?=[”」』])"


def name_plan(new: str, text: str) -> str:
    """Return ``new``, a guess about the page ``text``, with the plan whose years the page names.

    >>> name_plan("。“十五”期", "2016年以來，2018年增長，2019年")
    '。“十三五”期'
    >>> name_plan("。“十五”期", "2018年增長")
    '。“十五”期'
    """
    found = regex(_NAMED).search(new)
    if found is None:
        return new
    years = list(map(int, regex("(?<![0-9])20[0-2][0-9](?![0-9])").findall(text)))
    named = {plan: sum(a <= year <= b for year in years) for plan, (a, b) in PLANS.items()}
    plan = max(PLANS, key=named.__getitem__)
    others = max(count for other, count in named.items() if other != plan)
    if named[plan] < FEWEST or named[plan] == others:
        return new
    return new[: found.start()] + plan + new[found.end() :]
