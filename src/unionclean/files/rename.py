"""The names of an output tree: which are repaired, and that no two files get the same one.

Only the output is named anew; an input never is. All names are looked at before anything is
written, so that a collision stops the run while nothing has happened.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from unionclean.errors import UsageError
from unionclean.files.find import Selection, find_files
from unionclean.files.names import NameJudge, is_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from unionclean.files.names import Repaired
    from unionclean.files.plan import Input


class Renamed(NamedTuple):
    """A file or folder of the input, and the name it gets in the output."""

    path: str
    name: str
    reason: str


class Renames:
    """The repaired names of a run, by the paths of the inputs.

    Attributes:
        found: every repaired name, in the order of the files.
        left: how many names are no UTF-8 and stay so, because no reading is sure.

    """

    def __init__(self, found: Sequence[Renamed], left: int) -> None:
        self.found = found
        self.left = left
        self._names = {one.path: one.name for one in found}

    def output_of(self, root: str, relative: str) -> str:
        """Return where the file ``relative`` of the folder ``root`` goes, below the output."""
        parts, path = [], root
        for part in relative.split(os.sep):
            path = os.path.join(path, part)
            parts.append(self._names.get(path, part))
        return os.sep.join(parts)

    def name_of(self, path: str) -> str:
        """Return the name that an input has in the output."""
        return self._names.get(path, os.path.basename(os.path.abspath(path)))


def repair_names(
    inputs: Sequence[Input], include: tuple[str, ...], exclude: tuple[str, ...], *, writes: bool
) -> tuple[list[Input], Renames]:
    """Return the inputs with repaired names of their outputs, and all other repaired names.

    Raises:
        UsageError: two inputs would get one output.

    """
    selection = Selection(include, exclude)
    judge = NameJudge()
    for path in _paths(inputs, selection):
        judge.add(_name(path))
    found: list[Renamed] = []
    left = 0
    for path in _paths(inputs, selection):
        name = _name(path)
        repaired: Repaired | None = judge.repair(name)
        if repaired:
            found.append(Renamed(path, repaired.name, repaired.reason))
        else:
            left += not is_text(name)
    renames = Renames(found, left)
    placed = [_place(given, renames) for given in inputs]
    if writes:
        _refuse_collisions(placed, renames, selection)
    return placed, renames


def _paths(inputs: Sequence[Input], selection: Selection) -> Iterator[str]:
    """Yield the path of every file and folder whose name goes into the output, each once."""
    for given in inputs:
        if given.kind in ("file", "folder") and _keeps_name(given):
            yield given.path
        if given.kind != "folder":
            continue
        last: list[str] = []
        for found in find_files(given.path, selection):
            parts = found.relative.split(os.sep) if found.relative else []
            # The files come folder by folder: what differs from the last path is new.
            same = next(
                (n for n, (one, two) in enumerate(zip(parts, last, strict=False)) if one != two),
                min(len(parts), len(last)),
            )
            for depth in range(same, len(parts)):
                yield os.path.join(given.path, *parts[: depth + 1])
            last = parts


def _name(path: str) -> str:
    return os.path.basename(os.path.abspath(path))


def _keeps_name(given: Input) -> bool:
    """Tell whether an argument of the command goes into a folder under its own name."""
    return bool(given.output) and os.path.basename(given.output) == _name(given.path)


def _place(given: Input, renames: Renames) -> Input:
    if not _keeps_name(given):
        return given
    folder = os.path.dirname(given.output)
    return given._replace(output=os.path.join(folder, renames.name_of(given.path)))


def _refuse_collisions(inputs: Sequence[Input], renames: Renames, selection: Selection) -> None:
    """Refuse names that would meet in one folder of the output.

    Raises:
        UsageError: they would; nothing was written.

    """
    if not renames.found:
        return
    outputs = {given.path: given.output for given in inputs if given.output}
    below = {given.path: given.output for given in inputs if given.kind == "folder"}
    _refuse_twins(outputs, os.path.dirname(next(iter(outputs.values()), "")))
    for folder in dict.fromkeys(os.path.dirname(one.path) for one in renames.found):
        root = next((root for root in below if _is_below(folder, root)), None)
        if root is None:
            continue
        relative = os.path.relpath(folder, root)
        entries = {}
        for name in sorted(_list(folder)):
            path = os.path.join(folder, name)
            inside = os.path.normpath(os.path.join(relative, name))
            taken = not selection.drops(inside) and (os.path.isdir(path) or selection.takes(inside))
            if taken and not name.startswith("."):
                entries[path] = renames.name_of(path)
        _refuse_twins(entries, below[root])


def _list(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:  # it went away meanwhile: nothing of it will be written
        return []


def _is_below(folder: str, root: str) -> bool:
    return folder == root.rstrip("/") or folder.startswith(root.rstrip("/") + "/")


def _refuse_twins(names: Mapping[str, str], place: str) -> None:
    """Refuse two of ``names`` (input -> output) that are one for the file system at ``place``."""
    seen: dict[str, list[str]] = {}
    for path, name in names.items():
        key = unicodedata.normalize("NFC", name).casefold()
        for other in seen.get(key, ()):
            changed = any(_name(names[one]) != _name(one) for one in (path, other))
            if changed and (name == names[other] or not _tells_apart(place, name, names[other])):
                raise UsageError(
                    f"{_readable(other)} and {_readable(path)} would both become "
                    f"{_readable(name)}; nothing was done; rename one of them, or leave "
                    "'--fix-names' out."
                )
        seen.setdefault(key, []).append(path)


def _readable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _tells_apart(place: str, one: str, two: str) -> bool:
    """Tell whether the file system at ``place`` keeps two names apart, by trying it."""
    folder = os.path.abspath(place)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    try:
        trial = tempfile.mkdtemp(prefix=".unionclean-", suffix=".tmp", dir=folder)
    except OSError:
        return True  # nothing can be written there: the run will say so
    try:
        os.mkdir(os.path.join(trial, os.path.basename(one)))
        return not os.path.lexists(os.path.join(trial, os.path.basename(two)))
    except OSError:
        return True
    finally:
        shutil.rmtree(trial, ignore_errors=True)
