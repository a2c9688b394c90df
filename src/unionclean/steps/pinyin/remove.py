"""The edits for a document that the gate has judged to come from a farm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.edits import Edit, Note, apply_edits
from unionclean.steps.base import Rewrite
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.examples import HIDDEN, hide_examples
from unionclean.steps.pinyin.habits import Habits
from unionclean.steps.pinyin.prove import grade_annotations, lower_unproven
from unionclean.steps.pinyin.runs import ANNOTATION, find_runs, measure_shown
from unionclean.steps.pinyin.tables import load_tables, toneless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from unionclean.edits import Certainty
    from unionclean.steps.base import Found
    from unionclean.steps.pinyin.states import Run
    from unionclean.steps.pinyin.verdict import Verdict


def remove_injected(
    text: str, verdict: Verdict, alphabet: frozenset[str], *, strict: bool
) -> Found:
    """Return what removes the injected brackets and undoes the damage to bytes."""
    if not verdict.examples:
        return _remove(text, verdict, alphabet, strict=strict)
    # Offsets are the same in the text without its examples, and no edit touches these.
    hidden = hide_examples(text)
    found = _remove(hidden, verdict, alphabet, strict=strict)
    if isinstance(found, Rewrite):
        return found._replace(text=_restore(found.text, text, hidden))
    return found


def _restore(fixed: str, text: str, hidden: str) -> str:
    """Return ``fixed``, the repaired form of ``hidden``, with the examples of ``text`` in place."""
    if HIDDEN not in fixed:
        return fixed
    spans = (match.span() for match in regex(f"{HIDDEN}+").finditer(hidden))
    chars = iter("".join(text[start:end] for start, end in spans))
    return regex(HIDDEN).sub(lambda _: next(chars), fixed)


def _remove(text: str, verdict: Verdict, alphabet: frozenset[str], *, strict: bool) -> Found:
    """Return what removes the injected brackets and undoes the damage to bytes.

    On a usual page one regular expression removes all annotations outside of the runs; the
    edits, and the proof that they are exact, are made when somebody asks for them.
    """
    runs: list[Run] = []
    notes: list[Note] = []
    shown = measure_shown(text, verdict, alphabet)
    table = dict(verdict.table)
    remove = _pattern_of(verdict).sub
    habits = Habits(text, lambda damaged: remove("", damaged))
    for item in find_runs(text, verdict, shown, habits) if verdict.bytewise else ():
        if isinstance(item, Note):
            notes.append(item)
        elif HIDDEN not in item.new and HIDDEN not in text[item.start : item.end]:
            table.update(item.hits)
            runs.append(item)

    if shown.private_dropped:  # then a pair of any shifted run may have been shown and removed
        runs = [_doubted(run) if len(run.new) > 1 else run for run in runs]

    def make_edits() -> Iterable[Edit]:
        edits = _all_edits(text, verdict, list(lower_unproven(text, runs, verdict, shown)))
        return grade_annotations(text, edits, table, shown) if verdict.bytewise else edits

    if strict:
        return sorted([*make_edits(), *notes], key=lambda item: item.start)
    if verdict.emoji and not runs:
        fixed = _without_emoji_annotations(text, verdict)
    elif verdict.plain:
        fixed = _without_annotations(text, remove, runs)
    else:
        fixed = apply_edits(text, _all_edits(text, verdict, runs))
    return Rewrite(fixed, make_edits, tuple(notes))


def _doubted(run: Run) -> Run:
    return run._replace(certainty="likely") if run.certainty == "exact" else run


def _without_annotations(text: str, remove: Callable[[str, str], str], runs: Iterable[Run]) -> str:
    """Return ``text`` with its runs repaired and its annotations removed."""
    pieces, done = [], 0
    for run in runs:
        pieces += [remove("", text[done : run.start]), run.new]
        done = run.end
    pieces.append(remove("", text[done:]))
    return "".join(pieces)


def _pattern_of(verdict: Verdict) -> re.Pattern[str]:
    """Return the pattern of the injected annotations, with what their generation writes behind."""
    opening, ending = verdict.bracket, ""
    if verdict.again:
        strange = f"(?!(?:{'|'.join(sorted(verdict.strange))})[)）])" if verdict.strange else ""
        ending = f"(?:[(（]{strange}[a-zü]{{1,6}}[)）])?"
    elif verdict.blank_after:
        ending = " ?"
    always = "".join(sorted(verdict.injected.keys() - verdict.mixed)) or "()"
    parts = [f"(?<=[{always}][{opening}]){tokens.SYLLABLE} ?"]
    for char in sorted(verdict.mixed):
        contents = "|".join(sorted(verdict.injected[char], key=len, reverse=True))
        parts.append(f"(?<={char}[{opening}])(?:{contents})")
    return re.compile(f"[{opening}](?:{'|'.join(parts)})[)）]{ending}")


def _all_edits(text: str, verdict: Verdict, found: list[Run]) -> list[Edit]:
    """Return the edits for annotations and runs, in order; a run covers the brackets inside."""
    edits: list[Edit] = []
    runs = [Edit(run.start, run.end, run.new, run.reason, run.certainty) for run in found]
    done = 0
    for edit in _find_annotations(text, verdict):
        while done < len(runs) and runs[done].start < edit.end:
            edits.append(runs[done])
            done += 1
        if not done or edit.start >= runs[done - 1].end:
            edits.append(edit)
    return [*edits, *runs[done:]]


def _find_annotations(text: str, verdict: Verdict) -> Iterator[Edit]:
    """Yield one edit for each bracket that was injected."""
    if verdict.emoji:
        yield from _find_with_emoji(text, verdict)
        return
    if verdict.spaced:
        yield from _find_spaced(text, verdict)
        return
    injected, none = verdict.injected, frozenset[str]()
    careful = verdict.again or verdict.blank_after
    proven = verdict.bytewise and not (careful or verdict.simplified)
    for match in tokens.glosses().finditer(text):
        opening, char, content = match.groups()
        if opening == verdict.bracket and content in injected.get(char, none):
            end = _extend(text, match.end(), content, verdict) if careful else match.end()
            # What was added by character or at random is not proven by the simulator.
            certainty: Certainty = "exact" if proven else "likely"
            yield Edit(match.start(), end, "", ANNOTATION, certainty)


def _extend(text: str, end: int, content: str, verdict: Verdict) -> int:
    """Return the end of an annotation with what its generation writes behind it."""
    reading = toneless(content.strip())
    if verdict.again and text[end : end + 1] in {"(", "（"}:
        closing = end + 1 + len(reading)
        if text[end + 1 : closing] == reading and text[closing : closing + 1] in {")", "）"}:
            end = closing + 1
    # The blank after the bracket of a toneless annotation; others end right there.
    if verdict.blank_after and content == reading and text[end : end + 1] == " ":
        end += 1
    return end


def _find_spaced(text: str, verdict: Verdict) -> Iterator[Edit]:
    """Yield the edits where a tool has put blanks around the brackets: 學 (xué) 習 (xí)."""
    for match in tokens.spaced().finditer(text):
        char, content = match.groups()
        if content in verdict.injected.get(char, ()):
            yield Edit(match.start(), match.end(), "", ANNOTATION, "likely")


def _find_with_emoji(text: str, verdict: Verdict) -> Iterator[Edit]:
    """Yield the edits for generation E: an emoji in the bracket, or a bracket in the bracket."""
    for match in tokens.brackets_of_e().finditer(text):
        if _is_of_e(match, verdict):
            yield Edit(match.start(), match.end(), "", ANNOTATION, "likely")


def _without_emoji_annotations(text: str, verdict: Verdict) -> str:
    """Return ``text`` without what `_find_with_emoji` finds."""
    return tokens.brackets_of_e().sub(
        lambda match: "" if _is_of_e(match, verdict) else match[0], text
    )


def _is_of_e(match: re.Match[str], verdict: Verdict) -> bool:
    _, char, content = match.groups()
    if content in verdict.injected.get(char, ()):
        return True
    reading = tokens.without_emoji(content)
    return reading != content and (not reading.strip() or load_tables().fits(char, reading.strip()))
