"""The files that a run accounts in: the report, and the ledger of edits."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from unionclean.errors import InputError, UsageError, remedy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from unionclean.files.outcome import Outcome
    from unionclean.report.page import Page
    from unionclean.report.record import Report
    from unionclean.report.summary import Tally
    from unionclean.steps.boilerplate.learn import LearnedLines


class Accounts:
    """What a run writes beside the texts, input by input; either file may not be wanted."""

    def __init__(self, report: Report | Page | None, ledger: BinaryIO | None) -> None:
        self._report = report
        self._ledger = ledger

    def add(self, outcome: Outcome) -> None:
        """Account for one input."""
        if self._report:
            self._report.add(outcome)
        if self._ledger and outcome.entry:
            from unionclean.report.record import to_line

            self._ledger.write(to_line(outcome.entry).encode("utf-8", "backslashreplace"))
            self._ledger.flush()

    def name(self, learned: LearnedLines | None) -> None:
        """Name the lines that the inputs repeat."""
        if self._report and learned:
            self._report.name(learned)

    def close(self, seconds: float) -> None:
        """Say that all inputs were named, and how long they took."""
        if self._report:
            self._report.close(seconds)


@contextmanager
def open_accounts(
    report: str | None, edits: str | None, tally: Tally, *, in_place: bool
) -> Iterator[Accounts]:
    """Give the accounts of a run, in the files ``report`` and ``edits``: whole at the end.

    A report whose name ends in .html is a page, with the sum of ``tally``. In place the ledger is
    the only way back, also from a run that ends early: then it grows.
    """
    with ExitStack() as stack:
        told = None
        if report:
            told = _report(report, stack.enter_context(_whole(report, "report")), tally)
        ledger = None
        if edits:
            ledger = stack.enter_context(_whole(edits, "ledger", at_once=in_place))
        yield Accounts(told, ledger)


def is_page(report: str | None) -> bool:
    """Tell whether a report of this name is a page of HTML."""
    return report is not None and report.lower().endswith((".html", ".htm"))


def _report(path: str, file: BinaryIO, tally: Tally) -> Report | Page:
    if is_page(path):
        from unionclean.report.page import Page

        return Page(file, tally)
    from unionclean.report.record import Report

    return Report(file)


@contextmanager
def _whole(path: str, what: str, *, at_once: bool = False) -> Iterator[BinaryIO]:
    """Give a file to write to that is whole or absent, or grows ``at_once``.

    Raises:
        UsageError: it cannot even be opened.
        InputError: it cannot be written to the end.

    """
    from unionclean.files.write import replacing

    opened = False
    try:
        with ExitStack() as stack:
            if at_once:
                from unionclean.files.ledger import new_ledger

                file = stack.enter_context(new_ledger(path))
            else:
                descriptor = stack.enter_context(replacing(path))
                file = stack.enter_context(os.fdopen(descriptor, "wb", closefd=False))
            opened = True
            yield file
    except OSError as error:  # all other reading and writing has errors of its own
        done = "the texts are whole" if opened else "nothing was done"
        message = (
            f"{path}: the {what} cannot be written ({error.strerror}); {done}; "
            f"{remedy(error, 'another place')}"
        )
        raise (InputError if opened else UsageError)(message) from error
