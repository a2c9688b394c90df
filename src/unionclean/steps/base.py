"""What a step is, and what it may look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unionclean.config import Config
    from unionclean.edits import Edit, Note
    from unionclean.evidence import Evidence
    from unionclean.steps.boilerplate.learn import LearnedLines
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.pinyin.pool import PinyinCounts
    from unionclean.steps.pinyin.rounds import Convicted


@dataclass(slots=True)
class Context:
    """All that a step may know besides its text."""

    config: Config
    evidence: Evidence
    steps_done: set[str] = field(default_factory=set)  # steps that have edited this document
    learned: LearnedLines | None = None  # lines that repeat over the folder, if it was surveyed
    pinyin_pool: PinyinCounts | None = None  # what the folder's annotations say, if surveyed
    convicted: Convicted | None = None  # of step pinyin in an earlier round
    by_folder: set[str] = field(default_factory=set)  # steps in which the folder's word decided
    unreadable: frozenset[int] = frozenset()  # offsets of U+FFFD that decode made, in the text
    # How the texts around this one were misread: those of its container, so far.
    misread: Counter[Reading] = field(default_factory=Counter)
    end: str | None = None  # line end, or none, that closes a field of a record; it keeps that

    @property
    def repaired(self) -> bool:
        """Whether any step so far changed the document."""
        return bool(self.steps_done)


class Rewrite(NamedTuple):
    """The whole new text of a dense step, with its edits made only when somebody asks.

    ``edits()`` must turn the step's input into ``text``; a property test proves it.
    """

    text: str
    edits: Callable[[], Iterable[Edit]]
    notes: tuple[Note, ...] = ()


Found: TypeAlias = "Iterable[Edit | Note] | Rewrite"


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of damage.

    The module (or package) ``unionclean.steps.<name>`` holds the pure function
    ``find_<name>(text, context) -> Found``. It is imported when the step first runs.
    """

    name: str
    summary: str
    why_here: str
    lossy: bool = False

    def find(self, text: str, context: Context) -> Found:
        """Return the step's edits and notes for ``text``."""
        return self._function()(text, context)

    def page(self) -> str:
        """Return the docstring of the step: what it repairs, with examples that the tests run."""
        from inspect import getdoc

        return getdoc(self._function()) or ""

    def _function(self) -> Callable[[str, Context], Found]:
        return _load(self.name)


@cache
def _load(name: str) -> Callable[[str, Context], Found]:
    from importlib import import_module

    module = import_module(f"unionclean.steps.{name}")
    function = "decode" if name == "decode" else f"find_{name}"
    return cast("Callable[[str, Context], Found]", getattr(module, function))
