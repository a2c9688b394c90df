"""The edits for a document that the gate has judged to come from a farm."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Note
from unionclean.habits import Habits
from unionclean.steps.base import Rewrite
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.cut import cut_text, put_together, take_apart
from unionclean.steps.pinyin.examples import HIDDEN, hide_examples
from unionclean.steps.pinyin.prove import grade_annotations, lower_unproven
from unionclean.steps.pinyin.removed import ANNOTATION, Cuts, Removed
from unionclean.steps.pinyin.runs import find_runs, measure_shown
from unionclean.steps.pinyin.states import Run
from unionclean.steps.pinyin.tables import load_tables, toneless
from unionclean.steps.pinyin.weigh import farm_readings, is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.edits import Certainty, Edit
    from unionclean.steps.base import Found
    from unionclean.steps.pinyin.verdict import Verdict


CUT_OFF: Final = 40
"""Characters at the end of a text in which an annotation may be cut off, with a line end."""

MOST_READ: Final = 8_001
"""Parts of the text that are read for what the page repeats: more than `habits.LONGEST` has."""


def remove_injected(text: str, verdict: Verdict, *, strict: bool) -> Found:
    """Return what removes the injected brackets and undoes the damage to bytes."""
    if not verdict.examples:
        return _remove(text, verdict, strict=strict)
    # Offsets are the same in the text without its examples, and no edit touches these.
    hidden = hide_examples(text)
    found = _remove(hidden, verdict, strict=strict)
    if isinstance(found, Rewrite):
        edits = found.edits
        if isinstance(edits, Removed):
            edits = replace(edits, cuts=None)  # they are those of the text without its examples
        return found._replace(text=_restore(found.text, text, hidden), edits=edits)
    return found


def _restore(fixed: str, text: str, hidden: str) -> str:
    """Return ``fixed``, the repaired form of ``hidden``, with the examples of ``text`` in place."""
    if HIDDEN not in fixed:
        return fixed
    shown = regex(f"{HIDDEN}+")
    spans = (match.span() for match in shown.finditer(hidden))
    examples = StringIO("".join(text[start:end] for start, end in spans))
    return shown.sub(lambda match: examples.read(len(match[0])), fixed)


def _remove(text: str, verdict: Verdict, *, strict: bool) -> Found:
    """Return what removes the injected brackets and undoes the damage to bytes.

    The repaired text is put together at once; the edits, and the proof that they are exact, are
    made when somebody asks for them.
    """
    runs: list[Run] = []
    notes: list[Note] = []
    parts, kept = _cut(text, verdict)
    shown = measure_shown(text, verdict)
    table = dict(verdict.table)
    habits = Habits(lambda: put_together(parts[:MOST_READ], kept, ()))
    for item in find_runs(text, verdict, shown, habits) if verdict.bytewise else ():
        if isinstance(item, Note):
            notes.append(item)
        elif HIDDEN not in item.new and HIDDEN not in text[item.start : item.end]:
            table.update(item.hits)
            runs.append(item)

    runs += _cut_off(text, verdict, runs)
    if shown.private_dropped:  # then a pair of any shifted run may have been shown and removed
        runs = [_doubted(run) if run.new else run for run in runs]
    cuts = Cuts(parts, kept, runs)

    def make_edits(*, proven: bool = True) -> Iterable[Edit]:
        # What was added by character or at random is not proven by the simulator.
        by_char = verdict.again or verdict.blank_after or verdict.simplified
        by_char = by_char or verdict.emoji or verdict.spaced
        certainty: Certainty = "exact" if verdict.bytewise and not by_char else "likely"
        if not proven:
            return cuts.edits(certainty, runs)
        edits = cuts.edits(certainty, lower_unproven(text, runs, verdict, shown))
        return grade_annotations(text, edits, table, shown) if verdict.bytewise else edits

    if strict:
        return sorted([*make_edits(), *notes], key=lambda item: item.start)
    edits = Removed(lambda: make_edits(proven=False), make_edits, cuts)
    return Rewrite(cuts.left(), edits, tuple(notes))


def _cut_off(text: str, verdict: Verdict, runs: list[Run]) -> list[Run]:
    """Return the beginning of an annotation with which an excerpt ends: 發展產(chǎ."""
    begun_last = f"[{HAN}](?:{tokens.READING}){{0,3}}([(（][{tokens.LETTERS}]{{0,6}})\\s*$"
    match = regex(begun_last).search(text, max(len(text) - CUT_OFF, 0))
    if match is None or (runs and runs[-1].end > match.start(1)):
        return []
    char, bracket, begun = match[0][0], match[1][0], match[1][1:]
    contents = verdict.injected.get(char, ())
    if not contents and verdict.bytewise and is_known(char):
        contents = farm_readings(char)
    if bracket != verdict.bracket or not any(content.startswith(begun) for content in contents):
        return []
    return [Run(*match.span(1), "", "likely", (), ANNOTATION)]


def _doubted(run: Run) -> Run:
    """Return ``run`` as one that may have another original, unless its reading names it."""
    named = run.new in {char for char, _ in run.hits}
    return run if named or run.certainty != "exact" else run._replace(certainty="likely")


def _cut(text: str, verdict: Verdict) -> tuple[list[str], dict[str, str]]:
    """Return ``text`` cut at its annotations, and what stays of each kind of them."""
    if verdict.emoji:
        parts = tokens.brackets_of_e().split(text)
        keep = _keep_of_e
    elif verdict.spaced:
        parts = tokens.spaced().split(text)
        keep = _keep_of_spaced
    else:
        parts = cut_text(text).parts
        keep = _keep
    return parts, {whole: keep(whole, verdict) for whole in set(parts[1::2])}


def _keep(whole: str, verdict: Verdict) -> str:
    """Return what stays of an annotation, with what its generation writes behind it."""
    bracket, char, content, _ = take_apart(whole)
    if bracket != verdict.bracket or content not in verdict.injected.get(char, ()):
        return whole
    end = len(content) + 3
    if not (verdict.again or verdict.blank_after):
        return char + whole[end:]
    reading = toneless(content.strip())
    size = len(reading) + 1
    while verdict.again and whole[end + 1 : end + size] == reading and whole[end + size] in ")）":
        end += size + 1
    # The blank after the bracket of a toneless annotation; others end right there.
    if verdict.blank_after and content == reading and whole[end : end + 1] == " ":
        end += 1
    return char + whole[end:]


def _keep_of_spaced(whole: str, verdict: Verdict) -> str:
    """Return what stays where a tool has put blanks around the brackets: 學 (xué) 習 (xí)."""
    content = whole[3:].rstrip(" ").rstrip(")）")
    return whole[0] if content in verdict.injected.get(whole[0], ()) else whole


def _keep_of_e(whole: str, verdict: Verdict) -> str:
    """Return what stays in generation E: an emoji in the bracket, or a bracket in the bracket."""
    char = whole[0]
    another = regex(f"(?<=[)）])[(（]({tokens.SYLLABLE}) ?[)）]\\Z").search(whole)
    if another:
        first = tokens.without_emoji(whole[1 : another.start()])[1:-1].strip()
        again = toneless(first or load_tables().first(char)) == toneless(another[1])
        kept = _keep_of_e(whole[: another.start()], verdict)
        return kept + another[0] if not again or len(kept) > 1 else kept
    rest = tokens.without_emoji(whole[1:])
    if rest[1:-1] in verdict.injected.get(char, ()):
        return char
    if rest == whole[1:]:
        return whole
    reading = rest[1:-1].strip()
    if not reading or load_tables().fits(char, reading):
        return char
    return char + tokens.without_lone_emoji(whole[1:])
