"""Write docs/steps.md and docs/cli.md from the docstrings of steps and the help of commands.

    python scripts/build_docs.py            write both
    python scripts/build_docs.py --check    say which of them differ from what would be written

What a step does is said once, in the docstring of its function; the tests run the examples there.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import click

from unionclean.cli.group import unionclean
from unionclean.cli.help import Section, sections
from unionclean.report.show import show
from unionclean.steps import STEPS, Step

DOCS = Path(__file__).resolve().parent.parent / "docs"
EXAMPLES = re.compile(r"(?:^(?:Damaged|Fixed|Kept): .*\n?)+", re.MULTILINE)
DOCTESTS = re.compile(r"^>>> (?:.*\n?)+?(?=\n|\Z)", re.MULTILINE)
ARGUMENTS = re.compile(r"^Args:\n(?:(?: .*)?\n)*", re.MULTILINE)
WIDTH = 88  # columns of the help texts, whatever the terminal


def build_steps() -> str:
    """Return the page of the steps, in the order in which a document meets them."""
    rows = ["| | step | repairs |", "|--:|---|---|"]
    rows += [
        f"| {number} | [{step.name}](#{step.name}) | {step.summary} |"
        for number, step in enumerate(STEPS, 1)
    ]
    head = (
        "# The steps\n\nWritten by scripts/build_docs.py from the docstrings; "
        "`unionclean steps NAME` prints the same.\nThe tests run every example: a `Damaged` text "
        "becomes the `Fixed` one when this step runs alone, a `Kept` text passes all steps "
        "unchanged. `\\n` stands for a line end.\n\n"
    )
    return head + "\n".join(rows) + "\n" + "".join(map(render_step, STEPS))


def render_step(step: Step) -> str:
    """Return the section of one step."""
    lossy = "\nRemoves content that a reader might want: `--safe` leaves it out.\n"
    page = "\n".join(map(show, step.page().split("\n")))  # examples hold invisible characters
    page = ARGUMENTS.sub("", page + "\n")
    page = EXAMPLES.sub(lambda found: fence(found[0], "text"), page)
    page = DOCTESTS.sub(lambda found: fence(found[0], "python"), page)
    page = re.sub(r"``([^`\n]+)``", r"`\1`", page)
    return (
        f"\n## {step.name}\n\n**{capital(step.summary)}.**\nIts place: {step.why_here}.\n"
        f"{lossy if step.lossy else ''}\n{page.strip()}\n"
    )


def build_cli() -> str:
    """Return the help of every command; options that several have are described once."""
    text = (
        "# The commands\n\nWritten by scripts/build_docs.py from the commands themselves; "
        "`unionclean COMMAND --help` prints the same.\n"
    )
    seen: dict[Section, str] = {}
    settings = {**unionclean.context_settings, "terminal_width": WIDTH}
    parent = click.Context(unionclean, info_name="unionclean", **settings)
    text += f"\n{fence(unionclean.get_help(parent), 'text')}"
    for name in unionclean.list_commands(parent):
        command = unionclean.get_command(parent, name)
        if command is None:
            raise SystemExit(f"The command {name} is listed and does not exist.")
        context = click.Context(command, parent, name, terminal_width=WIDTH)
        text += f"\n## unionclean {name}\n\n{fence(render_command(command, context, seen), 'text')}"
    return text


def render_command(command: click.Command, context: click.Context, seen: dict[Section, str]) -> str:
    """Return the help of one command; ``seen`` are the options of those before it."""
    formatter = context.make_formatter()
    command.format_usage(context, formatter)
    command.format_help_text(context, formatter)
    known: dict[str, list[str]] = {}
    for section in sections(command, context):
        first = seen.setdefault(section, context.command_path)
        if first != context.command_path:
            known.setdefault(first, []).append(section.title)
            continue
        with formatter.section(section.title):
            formatter.write_dl(section.rows)
    for first, titles in known.items():
        formatter.write(f"\n{', '.join(titles)}: as for '{first}'\n")
    return formatter.getvalue()


def fence(text: str, language: str) -> str:
    """Return ``text`` as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def capital(text: str) -> str:
    """Return ``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def read(path: Path) -> str:
    """Return the page as it is committed."""
    return path.read_text("utf-8") if path.exists() else ""


PAGES = {"steps.md": build_steps, "cli.md": build_cli}


def main() -> None:
    """Write the pages, or compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    built = {DOCS / name: build() for name, build in PAGES.items()}
    if check:
        differ = [str(path) for path, text in built.items() if read(path) != text]
        sys.exit("\n".join(["Run python scripts/build_docs.py:", *differ]) if differ else 0)
    for path, text in built.items():
        path.write_text(text, "utf-8")
        print(path)


if __name__ == "__main__":
    main()
