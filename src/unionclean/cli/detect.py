"""``unionclean detect``: what each input is."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.options import PATHS, for_texts, read_settings
from unionclean.cli.rendering import voice_of
from unionclean.cli.running import Request, carry_out
from unionclean.files.job import Job, detect_file


@click.command("detect")
@PATHS
@for_texts("text", "json")
def detect_command(paths: tuple[str, ...], *, form: str, **given: Any) -> int:
    """Say for each PATH its encoding, its script and the kinds of damage, one line per input.

    Nothing is changed. The numbers behind the kinds of damage count places.
    """
    from unionclean.report import detected

    settings = read_settings(given)
    return carry_out(
        Request(
            paths,
            settings,
            Job("", settings.config),
            detected.json_lines if form == "json" else detected.line,
            work=detect_file,
            report=given["report"],
            voice=voice_of(given),
        )
    )
