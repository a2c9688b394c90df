"""``unionclean detect``: what each input is."""

from __future__ import annotations

from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import PATHS, for_texts, read_settings
from unionclean.cli.rendering import voice_of
from unionclean.cli.running import Request, carry_out
from unionclean.files.job import Job, detect_file


@click.command("detect", cls=Command)
@PATHS
@for_texts("text", "json")
def detect_command(paths: tuple[str, ...], *, form: str, **given: Any) -> int:
    """Say for each PATH its encoding, its script and the kinds of damage, one line per input.

    Nothing is changed. The number in brackets says how sure the encoding is, from 0 to 1, and the
    words behind it why; those behind the kinds of damage count places. A document in several
    scripts has a line for each passage below its own; -v adds the places decoded wrongly.
    """
    from functools import partial

    from unionclean.report import detected

    settings = read_settings(given)
    return carry_out(
        Request(
            paths,
            settings,
            Job("", settings.config),
            detected.json_lines
            if form == "json"
            else partial(detected.lines, verbose=bool(given["verbose"])),
            work=detect_file,
            report=given["report"],
            voice=voice_of(given),
        )
    )
