"""Where bytes may be shifted or lost in a document, and the repair of each such place."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.edits import Note
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.blanks import lost_blanks
from unionclean.steps.pinyin.eaten import TAG, is_about_markup, partners, torn_tags
from unionclean.steps.pinyin.plans import name_plan
from unionclean.steps.pinyin.removed import ANNOTATION
from unionclean.steps.pinyin.search import Search
from unionclean.steps.pinyin.states import HIT, RARE_HIT, Run, Shown
from unionclean.steps.pinyin.tables import load_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.habits import Habits
    from unionclean.steps.pinyin.verdict import Verdict

IMPOSSIBLE: Final = {"?": "，。；,;！？", "？": "，。；,;", "\ufffd": "，。；,;！？"}
"""Question marks and the marks before which no author writes them: a pause, or another width."""
ODD: Final = "[?？\ufffd][!！][?？\ufffd]|(?<=[“「『])[?？\ufffd]{1,3}[!！]?[”」』]"
"""Question marks that a person may have written, but hardly so."""

# States looked at per character, on average, and a start credit. A damaged page needs less than
# ten; what needs more is not damage.
WORK_PER_CHARACTER, WORK_AT_LEAST = 60, 500_000
FAILURES: Final = 20  # searches without any result after which a document is given up

SHIFTED: Final = "bytes shifted by an annotation"
MARKUP: Final = "markup whose first byte was eaten"
MAY_BE_LOST: Final = "this question mark may stand for lost bytes"
PARTNER: Final = "markup whose other half was eaten into"
BLANKS: Final = "blanks that the farm's code page lacks"


def measure_shown(text: str, verdict: Verdict) -> Shown:
    """Return how ``text`` was stored after the damage."""
    folded_back = verdict.bracket == "（" or regex(f"？{tokens.SYLLABLE} ?[)）]").search(text)
    unknown = frozenset("?？") if folded_back else frozenset("?")
    if "\ufffd" in text:
        # A decoder has one mark: the others are the author's, unless they stand for bytes as well.
        torn = regex(f"[?？][(（]?{tokens.SYLLABLE} ?[)）]").search(text) is not None
        unknown = frozenset("\ufffd") | (unknown if torn else frozenset())
    return Shown(
        unknown=unknown,
        private_dropped=regex("[\ue000-\uf8ff]").search(text) is None,
        eats="\ufffd(" not in text and "\ufffd（" not in text,
        hit=HIT if _has_impossible(text) else RARE_HIT,
    )


def _has_impossible(text: str) -> bool:
    # One literal at a time is searched for much faster than a class.
    return any(
        regex(f"{re.escape(mark)}[{following}]").search(text)
        for mark, following in IMPOSSIBLE.items()
    )


def find_runs(text: str, verdict: Verdict, shown: Shown, habits: Habits) -> list[Run | Note]:
    """Return a repair for each stretch of bytes out of step, and notes on what stays broken.

    Nothing is proven yet: "exact" says that a repair is the only one (see `lower_unproven`).

    A mark that surely lost a byte shows that the punctuation step was active, and then there are
    more of them: all places are looked at again.
    """
    blanks = _find_blanks(text, shown)
    inside = {at for run in blanks for at in range(run.start, run.end)}
    starts = sorted({*tokens.suspects(text), *torn_tags(text)})
    suspects = [start for start in starts if start not in inside]
    found = list(_find(suspects, Search(text, verdict, shown, habits)))
    if shown.hit > HIT and any(_is_hit(item, text, shown) for item in found):
        shown = shown._replace(hit=HIT)
        found = list(_find(suspects, Search(text, verdict, shown, habits)))
    return _with_others(found, text, blanks)


def _find_blanks(text: str, shown: Shown) -> list[Run]:
    if "?" not in shown.unknown or "?" not in text:
        return []
    return [Run(start, end, new, "likely", (), BLANKS) for start, end, new in lost_blanks(text)]


def _with_others(found: list[Run | Note], text: str, blanks: list[Run]) -> list[Run | Note]:
    """Return ``found`` with the whole tags whose other half it removes, and with ``blanks``."""
    runs = [item for item in found if isinstance(item, Run)]
    torn = [(run.start, run.end) for run in runs if run.reason == MARKUP]
    more = [Run(start, end, "", "likely", (), PARTNER) for start, end in partners(text, torn)]
    more += blanks
    if not more:
        return found
    free = [
        one for one in more if all(one.end <= run.start or run.end <= one.start for run in runs)
    ]
    return sorted([*found, *free], key=lambda item: item.start)


def _is_hit(item: Run | Note, text: str, shown: Shown) -> bool:
    """Tell whether ``item`` repairs a mark that lost a byte."""
    return (
        isinstance(item, Run)
        and bool(item.new)
        and text[item.start] in shown.unknown
        and regex(f"[(（]?{tokens.SYLLABLE} ?[)）]").match(text, item.start + 1) is None
    )


def _instead_of(tag: re.Match[str], text: str) -> tuple[int, str]:
    """Return where the torn ``tag`` ends with its blanks, and what to put for it."""
    if tag[1] or tag[2] not in {"p", "br", "div"}:
        return tag.end(), ""
    end = tag.end()
    while text[end : end + 1] in {" ", "\u3000"}:
        end += 1
    return end, "\n" if text[end : end + 1] not in {"", "\n"} else ""


def _first_lost(text: str, start: int, shown: Shown) -> int:
    """Return where lost bytes begin: the marks before that are the author's.

    «什么？?jī)» is 什么？两.
    """
    written = "".join(sorted(set(tokens.UNKNOWN) - shown.unknown))
    lost = "".join(sorted(shown.unknown))
    match = regex(f"[{written}]+(?=[{lost}])").match(text, start) if written else None
    return match.end() if match else start


def _find(suspects: list[int], search: Search) -> Iterator[Run | Note]:
    text, verdict, shown = search.text, search.verdict, search.shown
    allowance = WORK_AT_LEAST + WORK_PER_CHARACTER * len(text)
    simple = load_tables().simple if verdict.simplified else {}
    position = failures = 0
    for start in suspects:
        if start < position:
            continue
        if search.work > allowance or failures > FAILURES:
            yield Note(start, len(text), "too much damage to search for lost bytes from here on")
            return
        start = _first_lost(text, start, shown)  # noqa: PLW2901
        limit = text.find("\n", start)
        found = search.solve(start, len(text) if limit < 0 else limit)
        position = found.end
        failures += not found.solved
        for run, following in zip_longest(found.runs, found.runs[1:]):
            if verdict.simplified:
                new = "".join(simple.get(char, char) for char in run.new)
                run = run._replace(new=new, stored=run.new)  # noqa: PLW2901
            tag = regex(TAG).match(text, run.end) if text[run.end - 1] in shown.unknown else None
            if tag and is_about_markup(text):
                run = run._replace(new=run.new + "<")  # noqa: PLW2901
            if shown.private_dropped and run.certainty == "guess":
                run = run._replace(new=name_plan(run.new, text))  # noqa: PLW2901
            yield run._replace(reason=SHIFTED if run.new else ANNOTATION)
            if run.new[-1:] == text[run.end - 1] and run.new[-1:] in shown.unknown:
                yield Note(run.end - 1, run.end, MAY_BE_LOST)
            elif shown.private_dropped and search.is_strained(run):
                yield Note(run.start, run.end, "more characters may be lost here than were guessed")
            if not tag or run.new.endswith("<"):
                continue
            if following is None or tag.end() <= following.start:
                end, new = _instead_of(tag, text)
                yield Run(tag.start(), end, new, "likely", (), MARKUP)
                position = max(position, end)
        if found.torn is not None:
            yield Note(*found.torn, "the character before this reading is lost")
        elif (
            (not found.runs or found.runs[0].start > start)
            and text[start] in shown.unknown
            and (shown.hit == HIT or regex(ODD).match(text, start))
        ):
            yield Note(start, start + 1, MAY_BE_LOST)
