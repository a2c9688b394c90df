"""``unionclean fix``: repair."""

from __future__ import annotations

import os
from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import (
    DIFF,
    PATHS,
    STDOUT,
    file_option,
    for_texts,
    options,
    outputs,
    place_of,
    read_settings,
)
from unionclean.cli.rendering import rendering, voice_of
from unionclean.cli.running import Request, carry_out, examine
from unionclean.errors import UsageError
from unionclean.files.job import Job


@click.command("fix", cls=Command)
@PATHS
@options(
    *outputs("standard output for a file, FOLDER.clean for a folder"),
    click.option("--backup", metavar="SUFFIX", help="With -i, keep the old files as NAMESUFFIX."),
    click.option(
        "--fix-names",
        is_flag=True,
        help="Repair also names of files and folders, in the output tree.",
    ),
    file_option("--edits", help_="Write a ledger to FILE that 'revert' needs (JSON Lines)."),
    DIFF,
)
@for_texts("text", "concise", "json", "github")
def fix_command(
    paths: tuple[str, ...],
    *,
    output: str | None,
    in_place: bool,
    backup: str | None,
    fix_names: bool,
    edits: str | None,
    diff: bool,
    form: str,
    **given: Any,
) -> int:
    """Repair each PATH: a file, a folder, or - for standard input.

    A file goes to standard output, a folder to FOLDER.clean with the same tree. The inputs stay
    as they are unless -i is given. Of a folder, all text files are taken, whatever their names;
    hidden files, binary files and links that lead out of it are left out.

    \b
      unionclean fix page.txt > clean.txt
      unionclean fix corpus/ --report corpus.jsonl
      cat page.txt | unionclean fix -
    """  # noqa: D301 -- click reads the character \b as "keep these lines"
    _refuse_conflicts(
        in_place=in_place, output=output, backup=backup, fix_names=fix_names, diff=diff, edits=edits
    )
    output = place_of(output, paths)
    if diff:
        return examine(paths, "diff", form, given, alarms=True, fix_names=fix_names)
    settings = read_settings(given)
    shown = rendering("quiet", form, settings, given)
    if not in_place and output is None:
        if shown.render:
            _refuse_two_outputs(paths, f"-f {form}")
        if given["report"] == STDOUT:
            _refuse_two_outputs(paths, "--report -")
    template = Job(
        "",
        settings.config,
        write="in-place" if in_place else "file",
        backup=backup or "",
        samples=shown.samples,
        records=shown.records,
        ledger=edits is not None,
    )
    return carry_out(
        Request(
            paths,
            settings,
            template,
            shown.render,
            output=output,
            fix_names=fix_names,
            writes=True,
            report=given["report"],
            edits=edits,
            voice=voice_of(given),
        )
    )


def _refuse_conflicts(
    *,
    in_place: bool,
    output: str | None,
    backup: str | None,
    fix_names: bool,
    diff: bool,
    edits: str | None,
) -> None:
    if in_place and (output is not None or diff):
        raise UsageError("'-i' goes with neither '-o' nor '--diff'; give one of them.")
    if in_place and fix_names:
        raise UsageError(
            "'--fix-names' names the files of an output tree, and '-i' has none; "
            "give '-o FOLDER' instead of '-i'."
        )
    if backup is not None and not in_place:
        raise UsageError("'--backup' needs '-i'; without it the inputs are not touched.")
    if backup is not None and (not backup or "/" in backup or "\0" in backup):
        raise UsageError(f"'{backup}' is not a suffix of a file name; try '--backup .bak'.")
    if edits is not None and diff:
        raise UsageError("'--edits' is for texts that are written, and '--diff' writes none.")


def _refuse_two_outputs(paths: tuple[str, ...], option: str) -> None:
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 -- `-` is no path
            raise UsageError(
                f"The text of {path} goes to standard output, and so would '{option}'; "
                "add '-o', '-i' or '--diff'."
            )
