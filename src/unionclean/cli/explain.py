"""``unionclean explain``: every edit with its surroundings."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.options import PATHS, for_texts, read_settings
from unionclean.cli.rendering import rendering, voice_of
from unionclean.cli.running import Request, carry_out
from unionclean.files.job import Job


@click.command("explain")
@PATHS
@for_texts("text", "concise", "json", "github")
def explain_command(paths: tuple[str, ...], *, form: str, **given: Any) -> int:
    """Show every edit that a repair of PATH would make, and write nothing.

    For each: the step, line and column in the original, what was there and what comes, why, and
    how sure it is. Five edits of each step are shown, with -v all.
    """
    settings = read_settings(given)
    shown = rendering("explain", form, settings, given)
    template = Job("", settings.config, samples=shown.samples)
    return carry_out(
        Request(
            paths,
            settings,
            template,
            shown.render,
            report=given["report"],
            voice=voice_of(given),
        )
    )
