"""The options that commands share, each written once."""

from __future__ import annotations

import os
from functools import reduce
from typing import TYPE_CHECKING, Any

import click

from unionclean.cli.completing import complete_names, complete_paths
from unionclean.cli.streams import say
from unionclean.config import CONVERSIONS, TARGETS
from unionclean.errors import InputError, UsageError, did_you_mean
from unionclean.files.plan import STDIN
from unionclean.settings import COLORS, KEYS, PREFIX, Settings, resolve, spell
from unionclean.steps import STEP_NAMES, STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

STDOUT = "/dev/stdout"
PATHS = click.argument(
    "paths", nargs=-1, required=True, metavar="PATH...", shell_complete=complete_paths
)


def _list_option(name: str, metavar: str, help_: str, names: tuple[str, ...] = ()) -> Decorator:
    """Return an option whose value is a list with commas; given twice, it has both lists."""
    return click.option(
        name,
        metavar=metavar,
        multiple=True,
        callback=lambda _context, _option, values: ",".join(values) if values else None,
        shell_complete=complete_names(names),
        help=help_,
    )


def file_option(
    *names: str, help_: str, required: bool = False, or_stdout: bool = False
) -> Decorator:
    """Return an option that names a file; with ``or_stdout``, - is standard output.

    An empty name is refused: a ledger that a script's unset variable names would be missed when it
    is needed, and too late.
    """

    def check(_: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value == "":
            raise UsageError(f"'{max(option.opts, key=len)}' needs the name of a file.")
        return STDOUT if or_stdout and value == "-" else value

    return click.option(
        *names,
        metavar="FILE",
        callback=check,
        required=required,
        shell_complete=complete_paths,
        help=help_,
    )


def _name_option(*names: str, known: tuple[str, ...], metavar: str, help_: str) -> Decorator:
    complete = complete_names(known)
    return click.option(*names, metavar=metavar, shell_complete=complete, help=help_)


_STEPS = (
    _list_option(
        "--only",
        "A,B",
        "Run only these steps (see 'unionclean steps'); without decode, inputs are read as UTF-8.",
        STEP_NAMES,
    ),
    _list_option("--skip", "A,B", "Leave these steps out.", STEP_NAMES),
    click.option("--safe/--no-safe", default=None, help="Leave out the steps that remove content."),
    click.option(
        "--drop-metadata/--keep-metadata",
        default=None,
        help="Remove author, source and date lines too.  [default: keep]",
    ),
    _name_option(
        "--to",
        known=TARGETS,
        metavar="|".join(TARGETS),
        help_="Script of the result; auto undoes pseudo-Traditional only.  [default: auto]",
    ),
    _name_option(
        "--to-config",
        known=CONVERSIONS,
        metavar="NAME",
        help_="Convert with this configuration of OpenCC (s2twp) instead of --to.",
    ),
    file_option(
        "--dict",
        "dictionary",
        help_="Convert these words first: a word, a tab and what it becomes in each line.",
    ),
    click.option("--strict/--no-strict", default=None, help="Fail a text that needs a guess."),
    click.option("-e", "--encoding", metavar="NAME", help="Encoding of the inputs; else detected."),
    _list_option(
        "--jsonl",
        "FIELD,...",
        "Repair only these fields of JSON, or columns of CSV and TSV.  [default: all texts]",
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
    file_option("--learned", help_="Use this saved list instead of learning."),
    file_option("--save-learned", help_="Save the list of learned lines."),
)
_REPORT = file_option(
    "--report",
    help_="Write one JSON object per input to FILE (JSON Lines), or a page for people if it is "
    "called NAME.html; - is standard output.",
    or_stdout=True,
)
DIFF = click.option(
    "--diff", is_flag=True, help="Write nothing; show the changes, character by character."
)
_SETTINGS = (
    file_option(
        "-c",
        "--config",
        "config_file",
        help_="Read settings from FILE.  [default: the nearest unionclean.toml]",
    ),
    click.option("--isolated", is_flag=True, help="Read no settings but the options."),
)
VOICE = (
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say more: every file, every place."),
)
_VOICE = (
    *VOICE,
    _name_option(
        "--color", known=COLORS, metavar="|".join(COLORS), help_="Colour.  [default: auto]"
    ),
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


def outputs(default: str) -> tuple[Decorator, Decorator]:
    """Return the options that say where texts go; ``default`` is how ``--help`` words it."""
    help_ = f"Write there; - is standard output.  [default: {default}]"
    output = click.option(
        "-o", "--output", metavar="PATH", shell_complete=complete_paths, help=help_
    )
    return output, _IN_PLACE


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
        hint = did_you_mean(name.removeprefix(PREFIX), [key.upper() for key in KEYS], PREFIX)
        say(f"unionclean: the variable {name} is not known and has no effect.{hint}")
    _check_steps(settings)
    if settings.config.dictionary:
        _check_dictionary(settings.config.dictionary)
    return settings


def _check_steps(settings: Settings) -> None:
    """Refuse settings that leave no step; name those whose step is left out."""
    runs = {step.name for step in STEPS if settings.config.runs(step.name, lossy=step.lossy)}
    if not runs:
        raise UsageError("No step is left to run: what 'only' names is left out.")
    for key, step in (("to", "script"), ("to_config", "script"), ("drop_metadata", "boilerplate")):
        if step not in runs and settings.value(key) not in (KEYS[key].default, "keep"):
            say(f"unionclean: '{spell(key)}' has no effect, since the step '{step}' is left out.")


def _check_dictionary(path: str) -> None:
    """Read the user's words now, so that a mistake in them stops the run before it begins."""
    from unionclean.steps.script.user_words import read_words

    try:
        read_words(path)
    except InputError as error:
        raise UsageError(str(error)) from None
