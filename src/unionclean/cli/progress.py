"""A progress bar for those who wait: on a terminal only, and only after a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE = 1.0  # seconds; most runs are over before, and never load the library that draws the bar


class Bar:
    """Draws how many files are done. ``shown=False`` does nothing at all."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._started = time.monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def tick(self, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` files known so far are done."""
        if self._task is not None and self._bar:
            self._bar.update(self._task, completed=done, total=total)
        elif self._shown and time.monotonic() - self._started > PATIENCE:
            self._start(done, total)

    def pause(self) -> None:
        """Clear the line for a message; the next tick draws the bar again."""
        self.close()

    def close(self) -> None:
        """Remove the bar, so that the summary stands on a line of its own."""
        if self._bar:
            self._bar.stop()
        self._bar = None
        self._task = None

    def _start(self, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(file=sys.stderr),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._bar.start()
        self._task = self._bar.add_task("files", completed=done, total=total)
