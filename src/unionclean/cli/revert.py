"""``unionclean revert``: take a repair back."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import FOLDERS, PATHS, VOICE, file_option, options, outputs, place_of
from unionclean.cli.rendering import voice_of
from unionclean.cli.running import Request, carry_out
from unionclean.config import Config
from unionclean.errors import UsageError
from unionclean.files.job import Job
from unionclean.files.ledger import read_ledger, revert_file
from unionclean.settings import Settings


@click.command("revert", cls=Command)
@PATHS
@options(
    file_option("--edits", required=True, help_="The ledger that 'fix --edits' wrote."),
    *outputs("standard output for a file"),
    *FOLDERS,
    *VOICE,
)
def revert_command(
    paths: tuple[str, ...], *, edits: str, output: str | None, in_place: bool, **given: Any
) -> int:
    """Give back the originals of repaired texts, byte for byte.

    Each PATH is a file, a folder, or - for standard input, as 'unionclean fix' wrote it. A file
    goes to standard output; a folder needs -o or -i.

    \b
      unionclean fix corpus/ --edits ledger.jsonl
      unionclean revert --edits ledger.jsonl corpus.clean/ -o originals/
    """  # noqa: D301 -- click reads the character \b as "keep these lines"
    if in_place and output is not None:
        raise UsageError("'-i' goes with no '-o'; give one of them.")
    output = place_of(output, paths)
    if not in_place and output is None and any(map(os.path.isdir, paths)):
        raise UsageError("A folder does not fit on standard output; give '-o FOLDER' or '-i'.")
    settings = Settings(
        Config(learn=False), include=given["include"], exclude=given["exclude"], jobs=1
    )
    ledger = read_ledger(edits)
    return carry_out(
        Request(
            paths,
            settings,
            Job("", settings.config, write="in-place" if in_place else "file"),
            work=partial(revert_file, ledger),
            output=output,
            writes=True,
            voice=voice_of(given),
        )
    )
