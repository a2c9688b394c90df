"""The options that commands share, each written once."""

from __future__ import annotations

import os
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from unionclean.cli.streams import say
from unionclean.errors import InputError, UsageError, did_you_mean
from unionclean.files.plan import STDIN
from unionclean.settings import KEYS, PREFIX, Settings, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

PATHS = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def _list_option(name: str, metavar: str, help_: str) -> Decorator:
    """Return an option whose value is a list with commas; given twice, it has both lists."""
    return click.option(
        name,
        metavar=metavar,
        multiple=True,
        callback=lambda _context, _option, values: ",".join(values) if values else None,
        help=help_,
    )


_STEPS = (
    _list_option(
        "--only",
        "A,B",
        "Run only these steps (see 'unionclean steps'); without decode, inputs are read as UTF-8.",
    ),
    _list_option("--skip", "A,B", "Leave these steps out."),
    click.option("--safe/--no-safe", default=None, help="Leave out the steps that remove content."),
    click.option(
        "--drop-metadata/--keep-metadata",
        default=None,
        help="Remove author, source and date lines too.  [default: keep]",
    ),
    click.option(
        "--to",
        metavar="auto|keep|s|t|tw|hk",
        help="Script of the result; auto undoes pseudo-Traditional only.  [default: auto]",
    ),
    click.option(
        "--to-config",
        metavar="NAME",
        help="Convert with this configuration of OpenCC (s2twp) instead of --to.",
    ),
    click.option(
        "--dict",
        "dictionary",
        metavar="FILE",
        help="Convert these words first: a word, a tab and what it becomes in each line.",
    ),
    click.option("--strict/--no-strict", default=None, help="Fail a text that needs a guess."),
    click.option("-e", "--encoding", metavar="NAME", help="Encoding of the inputs; else detected."),
    _list_option(
        "--jsonl",
        "FIELD,...",
        "Of JSON and JSON Lines, repair only these fields.  [default: every text]",
    ),
)
_IN_PLACE = click.option("-i", "--in-place", is_flag=True, help="Rewrite the inputs themselves.")
FOLDERS = (
    click.option(
        "--include",
        multiple=True,
        metavar="GLOB",
        help="Of folders, take only these files: names at any depth, or paths below the folder, "
        "in which ** spans folders.",
    ),
    click.option(
        "--exclude", multiple=True, metavar="GLOB", help="Leave these files and folders out."
    ),
)
_FILES = (
    *FOLDERS,
    click.option(
        "-j", "--jobs", metavar="N", help="Processes to use.  [default: the processors there are]"
    ),
)
_LEARNING = (
    click.option(
        "--learn/--no-learn",
        default=None,
        help="Look at all files of a folder, or all texts of JSON and CSV, first: the lines that "
        "they repeat go, and short ones are judged by the others; reads twice.  [default: learn]",
    ),
    click.option("--learned", metavar="FILE", help="Use this saved list instead of learning."),
    click.option("--save-learned", metavar="FILE", help="Save the list of learned lines."),
)
STDOUT = "/dev/stdout"

_REPORT = click.option(
    "--report",
    metavar="FILE",
    callback=lambda _context, _option, value: STDOUT if value == "-" else value,
    help="Write one JSON object per input to FILE (JSON Lines), or a page for people if it is "
    "called NAME.html; - is standard output.",
)
_DIFF = click.option(
    "--diff", is_flag=True, help="Write nothing; show the changes, character by character."
)
_SETTINGS = (
    click.option(
        "-c",
        "--config",
        "config_file",
        metavar="FILE",
        help="Read settings from FILE.  [default: the nearest unionclean.toml]",
    ),
    click.option("--isolated", is_flag=True, help="Read no settings but the options."),
)
VOICE = (
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say more: every file, every place."),
)
_VOICE = (
    *VOICE,
    click.option("--color", metavar="auto|always|never", help="Colour.  [default: auto]"),
)


def _format_option(*formats: str) -> Decorator:
    return click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(formats),
        default="text",
        help="How to print what was found.  [default: text]",
    )


def options(*groups: Decorator) -> Decorator:
    """Return one decorator that adds ``groups``, in the order of `--help`."""
    return lambda function: reduce(lambda done, add: add(done), reversed(groups), function)


def for_texts(*formats: str) -> Decorator:
    """Add what all commands that read texts have; ``formats`` are those of ``--format``."""
    form = _format_option(*formats)
    return options(*_STEPS, *_LEARNING, *_FILES, form, _REPORT, *_SETTINGS, *_VOICE)


def for_settings() -> Decorator:
    """Add what selects the settings and how they are shown."""
    return options(*_STEPS, *_LEARNING, *_FILES, *_SETTINGS)


DIFF = _DIFF


def outputs(default: str) -> tuple[Decorator, Decorator]:
    """Return the options that say where texts go; ``default`` is how ``--help`` words it."""
    help_ = f"Write there; - is standard output.  [default: {default}]"
    return click.option("-o", "--output", metavar="PATH", help=help_), _IN_PLACE


def place_of(output: str | None, paths: tuple[str, ...]) -> str | None:
    """Return the value of ``--output``, ``None`` for standard output, on which folders do not fit.

    Raises:
        UsageError: it is empty, or a folder would go to standard output.

    """
    if output == "":
        raise UsageError("'-o' needs the name of a file or folder.")
    if output != STDIN:
        return output
    if any(map(os.path.isdir, paths)):
        raise UsageError("A folder does not fit on standard output; give '-o FOLDER'.")
    return None


def read_settings(given: dict[str, Any]) -> Settings:
    """Return the effective settings of a call; ``given`` are the options as click parsed them."""
    flags = {key: given.get(key) for key in KEYS}
    settings = resolve(flags, file=given.get("config_file"), isolated=bool(given.get("isolated")))
    for name in settings.unknown:
        known = [PREFIX + key.upper() for key in KEYS]
        hint = did_you_mean(name, known)
        say(f"unionclean: the variable {name} is not known and has no effect.{hint}")
    if settings.config.dictionary:
        _check_dictionary(settings.config.dictionary)
    return settings


def _check_dictionary(path: str) -> None:
    """Read the user's words now, so that a mistake in them stops the run before it begins."""
    from unionclean.steps.script.user_words import read_words

    try:
        read_words(path)
    except InputError as error:
        raise UsageError(str(error)) from None
