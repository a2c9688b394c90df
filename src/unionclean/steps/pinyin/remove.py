"""The edits for a document that the gate has judged to come from a farm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.edits import Edit, Note
from unionclean.steps.pinyin import tokens
from unionclean.steps.pinyin.search import Search
from unionclean.steps.pinyin.states import Shown
from unionclean.steps.pinyin.tables import load_tables, toneless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.pinyin.gate import Verdict

# Work units (states looked at) per character that a search may cost on average, and a start
# credit: a damaged page needs less than ten; what needs more is not damage but an attack.
WORK_PER_CHARACTER, WORK_AT_LEAST = 60, 500_000


# In nats, the cost of taking a question mark before another mark for a lost byte. Where the
# punctuation step was active there is about one in a hundred characters; where no place proves
# that it was, people's own «?!» and «???» are far more likely.
HIT, RARE_HIT = 1.0, 14.0
IMPOSSIBLE = "[?？\ufffd][，。；,;]"


def find_injected(text: str, verdict: Verdict) -> Iterator[Edit | Note]:
    """Yield the edits that remove what was injected and undo the damage to bytes."""
    plain = _find_annotations(text, verdict)
    if not verdict.bytewise:
        yield from plain
        return
    repairs = list(_find_runs(text, verdict))
    done = 0
    for edit in plain:
        while done < len(repairs) and repairs[done].start < edit.end:
            yield repairs[done]
            done += 1
        if done and edit.start < repairs[done - 1].end:
            continue  # inside a run, which has dropped the bracket itself
        yield edit
    yield from repairs[done:]


def _find_annotations(text: str, verdict: Verdict) -> Iterator[Edit]:
    """Yield one edit for each bracket that was injected."""
    injected, none = verdict.injected, frozenset[str]()
    bracket = verdict.bracket
    if verdict.emoji:
        yield from _find_with_emoji(text, verdict)
        return
    careful = verdict.again or verdict.blank_after
    for match in tokens.annotations().finditer(text):
        opening, char, content = match.groups()
        if opening == bracket and content in injected.get(char, none):
            end = _extend(text, match.end(), content, verdict) if careful else match.end()
            yield Edit(match.start(), end, "", "pinyin annotation", "exact")


def _extend(text: str, end: int, content: str, verdict: Verdict) -> int:
    """Return the end of an annotation with what its generation writes behind it."""
    reading = toneless(content.strip())
    if verdict.again and text[end + 1 : end + 1 + len(reading)] == reading:
        second = regex("[(（][a-zü]{1,6}[)）]").match(text, end)
        end = second.end() if second else end
    # The blank after the bracket of a toneless annotation; others end right there.
    if verdict.blank_after and content == reading and text[end : end + 1] == " ":
        end += 1
    return end


def _find_with_emoji(text: str, verdict: Verdict) -> Iterator[Edit]:
    """Yield the edits for generation E: an emoji in the bracket, or a bracket in the bracket."""
    tables = load_tables()
    injected, none = verdict.injected, frozenset[str]()
    for match in tokens.brackets_of_e().finditer(text):
        _, char, content = match.groups()
        reading = tokens.without_emoji(content)
        odd = reading != content and (not reading.strip() or tables.fits(char, reading.strip()))
        if odd or content in injected.get(char, none):
            yield Edit(match.start(), match.end(), "", "pinyin annotation", "likely")


def measure_shown(text: str, verdict: Verdict) -> Shown:
    """Return how ``text`` was stored after the damage."""
    unknown = frozenset("?") if verdict.bracket == "(" else frozenset("?？")
    if "\ufffd" in text:
        unknown |= frozenset("\ufffd")
    return Shown(
        unknown=unknown,
        folded=_folded(text),
        private_dropped=regex("[\ue000-\uf8ff]").search(text) is None,
        eats="\ufffd(" not in text and "\ufffd（" not in text,
        hit=HIT if regex(IMPOSSIBLE).search(text) else RARE_HIT,
    )


def _folded(text: str) -> frozenset[str]:
    """Return the ASCII characters that may stand for a fullwidth one: those that lack it."""
    present = frozenset(text)
    return frozenset(
        char
        for code in range(0x20, 0x7F)
        if (char := chr(code)) in present
        and ("\u3000" if char == " " else chr(code + 0xFEE0)) not in present
    )


def _find_runs(text: str, verdict: Verdict) -> Iterator[Edit | Note]:
    shown = measure_shown(text, verdict)
    search = Search(text, verdict, shown)
    allowance = WORK_AT_LEAST + WORK_PER_CHARACTER * len(text)
    position = 0
    for match in tokens.suspects().finditer(text):
        start = match.start()
        if start < position or search.work > allowance:
            continue
        limit = text.find("\n", start)
        runs, position = search.solve(start, len(text) if limit < 0 else limit)
        for run in runs:
            new = Edit(run.start, run.end, run.new, "bytes shifted by an annotation", run.certainty)
            yield new if run.new else new._replace(reason="pinyin annotation")
