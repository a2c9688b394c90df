"""Finds the text files of a folder, in a fixed order, without being led outside."""

from __future__ import annotations

import os
import re
import stat
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.errors import UsageError
from unionclean.files.outcome import Problem
from unionclean.files.read import SPECIAL, is_inside, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator


class Found(NamedTuple):
    """One file below a folder; ``problem`` is set where it cannot be repaired anyway."""

    path: str
    relative: str
    size: int
    problem: Problem | None = None


class Selection(NamedTuple):
    """Which files of a folder are wanted, by glob patterns.

    A pattern without a slash stands for the name of a file (or, to exclude, of a folder) at any
    depth; one with a slash for the path below the folder, where ``**`` spans folders.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, relative: str) -> bool:
        """Tell whether the file is wanted."""
        return not self.drops(relative) and (
            not self.include or any(_matches(pattern, relative) for pattern in self.include)
        )

    def drops(self, relative: str) -> bool:
        """Tell whether the file or folder, with all that is in it, is excluded."""
        return any(_matches(pattern, relative) for pattern in self.exclude)


def find_files(root: str, selection: Selection, *, follow_links: bool = True) -> Iterator[Found]:
    """Yield the files below ``root`` sorted by name, folder by folder.

    Hidden files and folders are left out. A link to a file inside the tree is read through it
    unless ``follow_links`` is false; links to folders and links that lead outside are skipped, so
    that neither a loop nor a planted link takes the run elsewhere.
    """
    home = os.path.realpath(root)
    stack = [""]
    while stack:
        relative = stack.pop()
        path = os.path.join(root, relative) if relative else root
        try:
            status = os.stat(path) if not relative else os.lstat(path)
        except OSError as error:
            yield Found(path, relative, 0, unreadable(error))
            continue
        if stat.S_ISDIR(status.st_mode):
            try:
                names = os.listdir(path)
            except OSError as error:
                yield Found(path, relative, 0, unreadable(error))
                continue
            below = (os.path.join(relative, name) for name in names if not name.startswith("."))
            kept = [name for name in below if not selection.drops(name)]
            stack.extend(sorted(kept, key=os.fsencode, reverse=True))
        elif selection.takes(relative):
            yield _classify(path, relative, status, home, follow_links=follow_links)


def _classify(
    path: str, relative: str, status: os.stat_result, home: str, *, follow_links: bool
) -> Found:
    if stat.S_ISLNK(status.st_mode):
        target = os.path.realpath(path)
        if not is_inside(target, home):
            return Found(path, relative, 0, _link("leads outside the folder"))
        try:
            status = os.stat(target)
        except OSError:
            return Found(path, relative, 0, _link("leads nowhere"))
        if stat.S_ISDIR(status.st_mode):
            return Found(path, relative, 0, _link("leads to a folder of the same tree"))
        if not follow_links and stat.S_ISREG(status.st_mode):
            return Found(path, relative, 0, _link("names a file of the same tree"))
    if not stat.S_ISREG(status.st_mode):
        return Found(path, relative, 0, SPECIAL)
    return Found(path, relative, status.st_size)


def _link(what: str) -> Problem:
    return Problem("skipped", "link", f"is a symbolic link that {what}; it was not followed")


def _matches(pattern: str, relative: str) -> bool:
    if "/" not in pattern.rstrip("/"):
        relative = os.path.basename(relative)
    return _compile(pattern.strip("/")).fullmatch(relative) is not None


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Turn a glob into a regular expression in which only ``**`` crosses folders.

    Raises:
        UsageError: its brackets make no sense, as in ``[z-a]``.

    """
    out = []
    for piece in re.split(r"(\*\*/?|\*|\?|\[!?\]?[^\]]*\])", pattern):
        if piece.startswith("**"):
            out.append("(?:.*/)?" if piece.endswith("/") else ".*")
        elif piece == "*":
            out.append("[^/]*")
        elif piece == "?":
            out.append("[^/]")
        elif piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
            body = piece[1:-1].replace("\\", r"\\")
            out.append("[^" + body[1:] + "]" if body.startswith("!") else "[" + body + "]")
        else:
            out.append(re.escape(piece))
    try:
        return re.compile("".join(out), re.DOTALL)
    except re.error as error:
        raise UsageError(f"'{pattern}' is no pattern of file names: {error.msg}.") from None
