"""The errors users see: full sentences, each kind with its exit code."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class UncleanError(Exception):
    """Something the user can act on; ``str(error)`` is a full sentence, ready to print."""

    exit_code = 3


class UsageError(UncleanError):
    """The call or the configuration is wrong; nothing was read or written."""

    exit_code = 2


class InputError(UncleanError):
    """One input could not be read, decoded or written; the others go on."""


def remedy(error: OSError, other: str) -> str:
    """Return what helps after ``error`` in writing; ``other`` names what to choose instead."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return f"{'free space' if full else f'choose {other}'}, and run again"


def did_you_mean(word: str, known: Iterable[str], prefix: str = "") -> str:
    """Return `` Did you mean 'x'?`` for the nearest of ``known``, or the list of what is known.

    ``prefix`` is what all of them begin with in the answer; that starts with a blank, so that it
    can be appended.
    """
    from difflib import get_close_matches  # only on the way to an error

    names = list(known)
    near = get_close_matches(word, names, 1, 0.6)
    if near:
        return f" Did you mean '{prefix}{near[0]}'?"
    return f" Known: {', '.join(prefix + name for name in names)}."
