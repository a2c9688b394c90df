"""The help of a command: its options by what they are about, since thirty in a row are a wall."""

from __future__ import annotations

from typing import NamedTuple

import click

# Options by their parameters; what stands in no section, such as `--help`, comes last.
_SECTIONS = {
    "Where it goes": ("output", "in_place", "backup", "fix_names", "edits"),
    "What is repaired": (
        *("only", "skip", "safe", "drop_metadata", "to", "to_config", "dictionary"),
        *("strict", "encoding", "jsonl"),
    ),
    "Files and folders": ("include", "exclude", "learn", "learned", "save_learned", "jobs"),
    "What is told": ("diff", "form", "report", "quiet", "verbose", "color"),
}
_REST = "Settings"


class Section(NamedTuple):
    """Options about one thing, as pairs of how each is written and what it does."""

    title: str
    rows: tuple[tuple[str, str], ...]


class Command(click.Command):
    """A command whose help has its options in sections."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        for section in sections(self, ctx):
            with formatter.section(section.title):
                formatter.write_dl(section.rows)


def sections(command: click.Command, context: click.Context) -> list[Section]:
    """Return the options of a command, in the order of `--help`."""
    rows: dict[str, list[tuple[str, str]]] = {title: [] for title in (*_SECTIONS, _REST)}
    titles = {name: title for title, names in _SECTIONS.items() for name in names}
    for option in command.get_params(context):
        record = option.get_help_record(context)
        if record and isinstance(option, click.Option):
            rows[titles.get(option.name or "", _REST)].append(record)
    found = [Section(title, tuple(of)) for title, of in rows.items() if of]
    if len(found) == 1:  # a command of few options
        return [found[0]._replace(title="Options")]
    return found
