"""What became of one input: counts always, places only when somebody wants to see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from unionclean.detection import Detection
    from unionclean.files.account import Hunk, Place
    from unionclean.result import Finding

Status = Literal["fixed", "clean", "detected", "reverted", "skipped", "failed"]


class Problem(NamedTuple):
    """Why an input is not repaired.

    ``kind`` is one word for the summary (binary, link, special, unreadable …); ``message`` says
    what is wrong, what was done and what to try, without the name of the input.
    """

    status: Literal["skipped", "failed"]
    kind: str
    message: str


# Only __init__ is generated: every start of the command pays for the rest.
@dataclass(slots=True, eq=False, repr=False)
class Outcome:
    """What became of one input; small, and passed between processes.

    Attributes:
        path: the input as the user named it; ``-`` for standard input.
        output: where the repaired text was written; ``None`` when it was not.
        renamed: its repaired name in the output tree, with its folders; empty where it stays.
        status: ``fixed`` means that the bytes of the output differ from those of the input.
        problem: why it was skipped or failed.
        encoding: codec of the input; ``confidence`` from 0 to 1; ``why`` in a few words.
        by_folder: the steps in which other files of the folder turned the scale.
        bad_bytes: bytes that could not be decoded.
        edits: number of edits by step, in the order of the steps.
        findings: places that were noticed and left alone, bad bytes among them.
        guesses: edits whose certainty is ``guess``.
        destroyed: characters that were lost before the file was written.
        learned: edits that remove a line because the folder repeats it.
        warnings: full sentences about the document.
        removed: what the lossy steps took out; filled on request, like all that follows.
        metadata: author, source, date and editor, as far as the document names them.
        places, hunks: the account for people.
        entry: what gives the original back, for the ledger.
        data: the repaired bytes, when the caller writes them itself.

    """

    path: str
    output: str | None = None
    renamed: str = ""
    status: Status = "clean"
    problem: Problem | None = None
    encoding: str = ""
    confidence: float = 0.0
    why: str = ""
    by_folder: tuple[str, ...] = ()
    bad_bytes: int = 0
    chars_in: int = 0
    chars_out: int = 0
    edits: dict[str, int] = field(default_factory=dict)
    findings: int = 0
    guesses: int = 0
    destroyed: int = 0
    learned: int = 0
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0
    removed: tuple[Finding, ...] = ()
    metadata: dict[str, str] = field(default_factory=dict)
    places: tuple[Place, ...] = ()
    hunks: tuple[Hunk, ...] = ()
    entry: dict[str, Any] | None = None
    data: bytes | None = None
    detection: Detection | None = None

    @property
    def damaged(self) -> bool:
        """Whether `check` has something to say: a repair to make, or a place to look at."""
        return self.status == "fixed" or self.findings > 0

    @property
    def lost_bytes(self) -> bool:
        """Whether the text lacks something that the input held: it was understood in part."""
        return self.bad_bytes > 0 and self.problem is None

    def settle(self, problem: Problem) -> Outcome:
        """Record that the input was skipped or failed; what was not done does not count."""
        self.status = problem.status
        self.edits = {}
        self.metadata = {}
        self.findings = self.guesses = self.learned = self.destroyed = 0
        self.removed = ()
        self.places = self.hunks = ()
        self.problem = problem
        return self
