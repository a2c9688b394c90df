"""Reading an input whole, and noticing when it is not a file or changes meanwhile."""

from __future__ import annotations

import os
import stat

from unionclean.files.outcome import Problem

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Unusable(Exception):  # noqa: N818 -- not an error: an input that is skipped or failed
    """An input that cannot be repaired, with the reason."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


SPECIAL = Problem(
    "skipped",
    "special",
    "is a pipe, socket or device; it was not opened; pipe its text into 'unionclean fix -'",
)


def read_file(path: str) -> tuple[bytes, os.stat_result]:
    """Return the bytes of a regular file and the state they were read in.

    Raises:
        Unusable: not a regular file, or it changed while it was read.
        OSError: as the system says.

    """
    # O_NONBLOCK: a pipe that took the place of the file must not hang the run.
    descriptor = os.open(path, _FLAGS)
    try:
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise Unusable(SPECIAL)
        with open(descriptor, "rb", closefd=False) as file:
            raw = file.read()
        if _differs(before, os.fstat(descriptor)) or len(raw) != before.st_size:
            raise Unusable(changed_meanwhile())
    finally:
        os.close(descriptor)
    return raw, before


def is_same(path: str, seen: os.stat_result) -> bool:
    """Tell whether ``path`` still names the file that was read, in the same state."""
    try:
        now = os.stat(path)
    except OSError:
        return False
    return (now.st_dev, now.st_ino) == (seen.st_dev, seen.st_ino) and not _differs(seen, now)


def changed_meanwhile() -> Problem:
    """Return the problem of an input that something else writes to."""
    return Problem(
        "failed",
        "changed",
        "changed while it was being read; nothing was written for it; "
        "run again when nothing writes to it any more",
    )


def unreadable(error: OSError) -> Problem:
    """Return the problem of an input that the system does not let us read."""
    return Problem(
        "failed",
        "unreadable",
        f"cannot be read ({error.strerror or error}); nothing was written for it; "
        "check that it is there and that you may read it",
    )


def is_inside(path: str, folder: str) -> bool:
    """Tell whether the resolved ``path`` lies below the resolved ``folder`` or is it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _differs(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)
