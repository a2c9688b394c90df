"""``unionclean config``: effective settings and where each came from."""

from __future__ import annotations

import os
from typing import Any

import click

from unionclean.cli.help import Command
from unionclean.cli.options import for_settings, read_settings
from unionclean.cli.streams import print_line, say
from unionclean.errors import UsageError
from unionclean.report.show import show
from unionclean.settings import FILE_NAME, KEYS, spell, template, to_toml


@click.command("config", cls=Command)
@click.option("--init", is_flag=True, help=f"Write a commented {FILE_NAME} here.")
@for_settings()
def config_command(*, init: bool, **given: Any) -> int:
    """Show the effective settings, and for each the place it came from.

    An option wins over a UNIONCLEAN_ variable, that over the nearest unionclean.toml or
    [tool.unionclean] of a pyproject.toml upward from here, and that over the default.
    """
    if init:
        return _init()
    from unionclean.steps.script.clash import explain_clash

    settings = read_settings(given)
    for key in KEYS:
        value = settings.value(key)
        shown = "not set" if value is None else to_toml(value)
        line = f"{spell(key)} = {show(shown)}"
        print_line(f"{line:<24}  # {show(settings.origins.get(key, 'default'))}")
    clash = explain_clash()
    if clash:
        say(f"unionclean: {clash}")
    return 0


def _init() -> int:
    try:
        descriptor = os.open(FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        raise UsageError(f"{FILE_NAME} exists already; it was left as it is.") from None
    except OSError as error:
        raise UsageError(f"{FILE_NAME} cannot be written here ({error.strerror}).") from None
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 -- a descriptor
        file.write(template())
    say(f"wrote {FILE_NAME}; every key is there as a comment")
    return 0
