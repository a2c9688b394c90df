"""Puts the repaired text where it belongs: beside the input, or in its place."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from unionclean.errors import InputError, remedy
from unionclean.files.read import Unusable, changed_meanwhile, is_inside, is_same
from unionclean.files.write import keep_backup, make_folders, replacing, write_all

if TYPE_CHECKING:
    from unionclean.files.job import Job
    from unionclean.files.outcome import Outcome


def deliver(
    job: Job, outcome: Outcome, data: bytes, seen: os.stat_result | None, *, changed: bool
) -> None:
    """Do with ``data`` what the job says, and note in ``outcome`` where it went.

    Raises:
        InputError, Unusable: it cannot be written there; nothing of it was.

    """
    if job.write == "return":
        outcome.data = data
    elif job.write == "file":
        _write_output(job, data, seen)
        outcome.output = job.output
    elif job.write == "in-place" and changed:
        outcome.warnings += _write_in_place(job, data, seen)
        outcome.output = job.path


def _write_output(job: Job, data: bytes, seen: os.stat_result | None) -> None:
    """Put ``data`` where the output of the job belongs.

    Raises:
        InputError: it cannot be written there; nothing of it was.

    """
    try:
        folder = os.path.dirname(job.output) or "."
        make_folders(job.output_root or folder, folder, job.input_root, os.path.dirname(job.path))
        with replacing(job.output, like=seen) as descriptor:
            write_all(descriptor, data)
    except OSError as error:
        raise _unwritable(job.output, error) from error


def _write_in_place(job: Job, data: bytes, seen: os.stat_result | None) -> tuple[str, ...]:
    """Put ``data`` in the place of the input; return what the user should know about it.

    Raises:
        InputError, Unusable: the file must not or cannot be replaced; it is as it was.

    """
    assert seen is not None  # noqa: S101 -- standard input has no place
    path = os.path.realpath(job.path)
    if not is_inside(path, os.path.realpath(os.path.dirname(job.path) or ".")):
        raise InputError(
            f"is a symbolic link to {path}, outside its folder; nothing was written; name the file"
        )
    if not seen.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(
        path, os.W_OK
    ):
        raise InputError("is read-only; it was left as it is; make it writable, or use '-o'")
    if not is_same(path, seen):
        raise Unusable(changed_meanwhile())
    try:
        if job.backup:
            keep_backup(path, job.backup)
        with replacing(path, like=seen, source=path, sync=True) as descriptor:
            write_all(descriptor, data)
    except OSError as error:
        raise _unwritable(path, error) from error
    if seen.st_nlink == 1:
        return ()
    others = seen.st_nlink - 1
    return (f"Hard links keep the old text: {others} other name(s) of the same file.",)


def _unwritable(path: str, error: OSError) -> InputError:
    return InputError(
        f"cannot be written to {os.fsencode(path).decode('utf-8', 'backslashreplace')} "
        f"({error.strerror or error}); nothing of it was written; "
        f"{remedy(error, 'another output')}"
    )
