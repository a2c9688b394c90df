"""The errors users see: full sentences, each kind with its exit code."""

from __future__ import annotations

import errno


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


def did_you_mean(word: str, known: object) -> str:
    """Return `` Did you mean 'x'?`` for the nearest of ``known``, or the list of what is known.

    ``known`` is any iterable of strings; the answer starts with a blank so it can be appended.
    """
    from difflib import get_close_matches  # only on the way to an error

    names = [str(name) for name in known]  # type: ignore[attr-defined]
    near = get_close_matches(word, names, 1, 0.6)
    return f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(names)}."
