"""``unionclean explain``: every edit with its surroundings."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import PATHS, for_texts
from unionclean.cli.running import examine


@click.command("explain", cls=Command)
@PATHS
@for_texts("text", "concise", "json", "github")
def explain_command(paths: tuple[str, ...], *, form: str, **given: Any) -> int:
    """Show every edit that a repair of PATH would make, and write nothing.

    For each: the step, line and column in the original, what was there and what comes, why, and
    how sure it is. Five edits of each step are shown, with -v all.
    """
    return examine(paths, "explain", form, given, alarms=False)
