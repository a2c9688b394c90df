"""The bar: for people on a terminal who wait, and for nobody else."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from typing import TYPE_CHECKING

from unionclean.cli import progress
from unionclean.cli.progress import Bar
from unionclean.cli.streams import can_redraw, is_terminal

if TYPE_CHECKING:
    import pytest


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _draw(*, shown: bool = True) -> str:
    """Return what three ticks write to standard error, a message coming between."""
    terminal = _Terminal()
    with contextlib.redirect_stderr(terminal):
        bar = Bar(shown=shown)
        bar.tick(1, 3)
        bar.pause()
        bar.tick(2, 3)
        bar.close()
    return terminal.getvalue()


def test_a_short_run_shows_nothing() -> None:
    assert _draw() == ""


def test_a_long_run_shows_how_far_it_is_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    monkeypatch.setenv("TERM", "xterm")
    drawn = _draw()
    assert "1/3" in drawn
    assert "2/3" in drawn
    assert drawn.endswith("\x1b[2K"), "the line of the bar must be empty at the end"


def test_nothing_is_drawn_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1)
    assert _draw(shown=False) == ""


def test_a_pipe_gets_no_bar_and_no_color() -> None:
    code = (
        "from unionclean.cli import progress; progress.PATIENCE = -1\n"
        "from unionclean.cli.group import run; raise SystemExit(run(['explain', '-']))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        input="工 会 工 作\n".encode(),
        capture_output=True,
        check=True,
    )
    assert b"\x1b" not in result.stdout + result.stderr


def test_a_terminal_that_cannot_replace_a_line_gets_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert is_terminal(_Terminal())
    assert not can_redraw(_Terminal())
