"""Standard output and standard error: bytes of data on one, words for people on the other."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from unionclean.errors import UncleanError, remedy
from unionclean.report.show import show

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from unionclean.report.paint import Paint


class LostOutputError(UncleanError):
    """Standard output does not take the result, so that it is lost or cut off."""


class NobodyReadsError(UncleanError):
    """The program that read our output has ended, as `head` does: quiet, and no failure."""

    exit_code = 128 + 13  # what a shell reports for a program that SIGPIPE ended


def write_output(data: bytes) -> None:
    """Write bytes to standard output, whatever the locale.

    Raises:
        LostOutputError: there is no standard output, or it does not take them.
        NobodyReadsError: the other end of the pipe is closed.

    """
    if sys.stdout is None:
        raise LostOutputError("standard output is closed; nothing was written; give '-o FILE'")
    view = memoryview(data)
    with naming_the_loss():
        while view:  # with PYTHONUNBUFFERED there is no buffer, and a write may be short
            view = view[sys.stdout.buffer.write(view) :]


def print_line(line: str) -> None:
    """Write one line to standard output; the caller has made it safe to print."""
    write_output(line.encode("utf-8", "backslashreplace") + b"\n")


def flush_output() -> None:
    """Write out what is buffered, so that a full disk is noticed while we can still say so.

    Raises:
        LostOutputError, NobodyReadsError: as for `write_output`.

    """
    if sys.stdout is not None:
        with naming_the_loss():
            sys.stdout.flush()


@contextlib.contextmanager
def naming_the_loss() -> Iterator[None]:
    """Turn what goes wrong in writing to standard output into the errors of `write_output`."""
    # Errors of our own, since click makes exit code 1 of a broken pipe, which means damage here.
    try:
        yield
    except BrokenPipeError:
        raise NobodyReadsError from None
    except OSError as error:
        raise LostOutputError(
            f"standard output: {error.strerror or error}; what is there is not whole; "
            f"{remedy(error, 'another place')}"
        ) from error


def say(message: str) -> None:
    """Write one line for people to standard error; nobody may be there to read it."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(show(_with_bytes(message)) + "\n")
            sys.stderr.flush()


def _with_bytes(message: str) -> str:
    """Return ``message`` with the names of files as they are in any locale, bad bytes spelled."""
    try:
        return message.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return message  # another half of a character: `show` spells it


def end_quietly() -> None:
    """Keep the interpreter from complaining about a closed pipe when it ends."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(OSError, ValueError):
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, stream.fileno())
                os.close(null)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether people look at the stream."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def can_redraw(stream: TextIO | None) -> bool:
    """Tell whether people look at the stream, and what stands there can be replaced."""
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def choose_paint(color: str) -> Paint:
    """Return the colours for standard output: the option, then NO_COLOR, FORCE_COLOR, terminal."""
    from unionclean.report.paint import Paint

    if color == "auto":
        if os.environ.get("NO_COLOR"):
            return Paint(on=False)
        if os.environ.get("FORCE_COLOR"):
            return Paint(on=True)
        return Paint(on=can_redraw(sys.stdout))
    return Paint(on=color == "always")
