"""``unionclean check``: report damage, write nothing."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.options import DIFF, PATHS, for_texts, read_settings
from unionclean.cli.rendering import rendering, voice_of
from unionclean.cli.running import Request, carry_out
from unionclean.files.job import Job


@click.command("check")
@PATHS
@DIFF
@for_texts("text", "concise", "json", "github")
def check_command(paths: tuple[str, ...], *, diff: bool, form: str, **given: Any) -> int:
    """Report the damage in each PATH and write nothing.

    Exit code 1 says that there is damage, 0 that there is none.
    """
    settings = read_settings(given)
    shown = rendering("diff" if diff else "check", form, settings, given)
    template = Job("", settings.config, samples=shown.samples, hunks=shown.hunks)
    return carry_out(
        Request(
            paths,
            settings,
            template,
            shown.render,
            alarms=True,
            report=given["report"],
            voice=voice_of(given),
        )
    )
