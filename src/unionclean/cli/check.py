"""``unionclean check``: report damage, write nothing."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import DIFF, PATHS, for_texts
from unionclean.cli.running import examine


@click.command("check", cls=Command)
@PATHS
@DIFF
@for_texts("text", "concise", "json", "github")
def check_command(paths: tuple[str, ...], *, diff: bool, form: str, **given: Any) -> int:
    """Report the damage in each PATH and write nothing.

    Exit code 1 says that there is damage, 0 that there is none.
    """
    return examine(paths, "diff" if diff else "check", form, given, alarms=True)
