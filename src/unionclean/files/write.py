"""Writing so that a file is whole or absent, whatever happens meanwhile.

The new bytes go to a hidden temporary file in the same folder, which then takes the name of the
output in one step. A full disk, a signal or a crash leaves the old state; links are replaced and
never written through.
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING

from unionclean.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CREATE = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)

# The process that leads the run, where this one is a worker.
_run = 0

# Temporary files of this process that exist right now, so that a signal handler can remove them.
_live: set[str] = set()


@contextlib.contextmanager
def replacing(
    path: str,
    *,
    like: os.stat_result | None = None,
    source: str | None = None,
    sync: bool = False,
) -> Iterator[int]:
    """Give a descriptor to write to; ``path`` is replaced when the block ends well, else untouched.

    Args:
        path: the output; its folder must exist. A device or pipe is written to directly.
        like: give the output the permissions of this file; without it umask decides.
        source: give the output also the owner and the extended attributes of this file.
        sync: wait until the disk has it. Costs ten times as much as the rest, and only matters
            where the old content cannot be made again.

    Raises:
        OSError: nothing was written.

    """
    special = _open_special(path)
    if special is not None:
        descriptor = special
        try:
            yield descriptor
        finally:
            os.close(descriptor)
        return
    folder = os.path.dirname(path) or "."
    temporary = os.path.join(folder, _temporary_name())
    _live.add(temporary)
    try:
        descriptor = os.open(temporary, _CREATE, 0o666 if like is None else 0o600)
        try:
            yield descriptor
            if like is not None:
                _take_over(descriptor, like, source)
            if sync:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)
        if sync:
            _sync_folder(folder)
    except BaseException:
        remove_quietly(temporary)
        raise
    finally:
        _live.discard(temporary)


def _open_special(path: str) -> int | None:
    """Return a descriptor for a stream of ours, a device or a pipe; ``None`` for other paths.

    ``/dev/stdout`` may lead to a file that the shell opened: it is that file, at its place, which
    the user means. Replacing the path would take the name away from the whole system.
    """
    streams = {"/dev/stdout": 1, "/dev/stderr": 2}
    number = path.removeprefix("/dev/fd/").removeprefix("/proc/self/fd/")
    if path in streams or (number != path and number.isdigit()):
        return os.dup(streams.get(path) or int(number))
    if os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path):
        return os.open(path, os.O_WRONLY)
    return None


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``; one call of the system may be short when the disk fills up."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def keep_backup(path: str, suffix: str) -> None:
    """Keep the old content of ``path`` under its name plus ``suffix``.

    Raises:
        InputError: there is a file of that name; it may be the only true original, so it stays.

    """
    backup = path + suffix
    try:
        # A second name for the old file: instant, and mode, owner and times are its own.
        os.link(path, backup)
    except FileExistsError:
        raise InputError(
            f"the backup {backup} exists already; the file was left as it is; "
            "move the backup away or choose another suffix"
        ) from None
    except OSError:  # a file system without hard links
        import shutil

        shutil.copy2(path, backup)


def make_folders(root: str, folder: str, source_root: str, source_folder: str) -> None:
    """Create ``root`` and the folders below it down to ``folder``, as open as those of the source.

    ``source_folder`` lies as deep below ``source_root``, perhaps under other names.

    Raises:
        InputError: something else stands in the way, such as a symbolic link that leads outside.

    """
    os.makedirs(os.path.dirname(os.path.abspath(root)), exist_ok=True)
    relative = os.path.relpath(folder, root)
    parts = [] if relative == "." else relative.split(os.sep)
    sources = os.path.relpath(source_folder or ".", source_root).split(os.sep) if parts else []
    target, source = root, source_root
    for part, old in zip(("", *parts), ("", *sources), strict=True):
        target = os.path.join(target, part) if part else target
        source = os.path.join(source, old) if part else source
        try:
            mode = os.lstat(target).st_mode
        except FileNotFoundError:
            mode = stat.S_IFDIR
            with contextlib.suppress(FileExistsError):  # another worker was faster
                os.mkdir(target, _folder_mode(source))
        if part and not stat.S_ISDIR(mode):
            raise InputError(
                f"{target} is not a folder; nothing was written there; "
                "move it away or choose another output"
            )


def join_run(leader: int) -> None:
    """Mark the temporary files of this worker as those of the run that ``leader`` leads."""
    global _run  # noqa: PLW0603 -- set once, when the worker starts
    _run = leader


def remove_live() -> None:
    """Remove the temporary files of this process; for signal handlers."""
    for temporary in tuple(_live):
        remove_quietly(temporary)


def sweep(folders: Iterable[str]) -> None:
    """Remove what killed workers of this run left behind in ``folders``."""
    mark = _run_mark()
    for folder in set(folders):
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if name.startswith(mark) and name.endswith(".tmp"):
                    remove_quietly(os.path.join(folder, name))


def remove_quietly(path: str) -> None:
    """Remove ``path`` if it is there and can be removed."""
    with contextlib.suppress(OSError):
        os.unlink(path)


def _temporary_name() -> str:
    # Hidden, so that a run over the folder skips it, and short whatever the name of the output:
    # a name of 255 bytes must still find room for its temporary file.
    return f"{_run_mark()}{os.getpid()}-{os.urandom(4).hex()}.tmp"


def _run_mark() -> str:
    """Return the beginning of the temporary names of this run, the same in all its workers."""
    return f".unionclean-{_run or os.getpid()}-"


def _take_over(descriptor: int, like: os.stat_result, source: str | None) -> None:
    if source is not None:
        if (like.st_uid, like.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(descriptor, like.st_uid, like.st_gid)
        if hasattr(os, "listxattr"):
            with contextlib.suppress(OSError):  # not all file systems have attributes
                for name in os.listxattr(source):
                    os.setxattr(descriptor, name, os.getxattr(source, name))
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))


def _folder_mode(source: str) -> int:
    try:
        return stat.S_IMODE(os.stat(source).st_mode) | 0o700
    except OSError:
        return 0o777


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
