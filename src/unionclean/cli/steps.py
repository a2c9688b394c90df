"""``unionclean steps``: the steps and their pages."""

from __future__ import annotations

import click

from unionclean.cli.completing import complete_names
from unionclean.cli.help import Command
from unionclean.cli.streams import print_line
from unionclean.errors import UsageError, did_you_mean
from unionclean.report.show import show
from unionclean.steps import STEP_NAMES, STEPS


@click.command("steps", cls=Command)
@click.argument("name", required=False, shell_complete=complete_names(STEP_NAMES))
def steps_command(name: str | None) -> int:
    """List the steps in their order, or print the page of the step NAME with its examples."""
    if name is None:
        for number, step in enumerate(STEPS, 1):
            lossy = "  (removes content; left out by --safe)" if step.lossy else ""
            print_line(f"{number:>2}  {step.name:<12} {step.summary}{lossy}")
            print_line(f"{'':17}{step.why_here}")
        return 0
    if name not in STEP_NAMES:
        raise UsageError(f"There is no step '{name}'.{did_you_mean(name, STEP_NAMES)}")
    step = STEPS[STEP_NAMES.index(name)]
    print_line(f"{step.name}: {step.summary}")
    print_line(f"Step {STEP_NAMES.index(name) + 1} of {len(STEPS)}, {step.why_here}.")
    if step.lossy:
        print_line("Removes content that a reader might want; --safe leaves it out.")
    print_line("")
    for line in step.page().split("\n"):
        print_line(show(line))
    return 0
