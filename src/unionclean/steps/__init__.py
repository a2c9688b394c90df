"""The steps, in the order in which a document meets them; `why_here` gives the reasons."""

from __future__ import annotations

from unionclean.steps.base import Context, Found, Rewrite, Step

STEPS: tuple[Step, ...] = (
    Step("decode", "bytes to text, by document or by line", "first: all else needs text"),
    Step(
        "mojibake",
        "text that was decoded wrongly before it was saved",
        "before anything that drops private-use, C1 or control characters: they carry lost bytes",
    ),
    Step(
        "pinyin",
        "annotations that content farms inject after characters, and the bytes this destroys",
        "needs private-use and halfwidth characters untouched; later steps would hide its traces",
    ),
    Step(
        "noise",
        "codes, symbols and elements that sites put in to spoil copies",
        "after pinyin, which reads the emoji that farms put into readings; before blanks go",
    ),
    Step(
        "controls",
        "invisible and compatibility characters that carry no content",
        "after the two steps that read lost bytes from such characters",
    ),
    Step(
        "spaces",
        "blanks inside and between words, and at line edges",
        "after pinyin, whose brackets stand where these blanks would show",
    ),
    Step(
        "script",
        "pseudo-Traditional back to Simplified; other conversions on request",
        "before boilerplate, so that one lexicon in Simplified serves",
    ),
    Step(
        "boilerplate",
        "navigation, credits, link farms and other lines that are not the author's",
        "on repaired text: its rules read words",
        lossy=True,
    ),
    Step(
        "lines",
        "sentences broken over lines, runs of blank lines, line ends",
        "after boilerplate removed its lines, so that what it parted is joined",
    ),
    Step(
        "punctuation",
        "halfwidth marks between Chinese characters",
        "last: only now does the neighbour of each mark stand where the author put it",
    ),
)

STEP_NAMES: tuple[str, ...] = tuple(step.name for step in STEPS)

__all__ = ["STEPS", "STEP_NAMES", "Context", "Found", "Rewrite", "Step"]
