"""Where everything goes: inputs, their outputs, and the layouts that are refused."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING, Literal, NamedTuple

from unionclean.errors import InputError, UsageError
from unionclean.files.read import SPECIAL, is_inside, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.files.find import Selection
    from unionclean.files.job import Job
    from unionclean.files.rename import Renames

STDIN = "-"

# Names of streams that a shell hands over, as in `unionclean fix <(zcat a.gz)`.
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


class Input(NamedTuple):
    """One argument of the command, with the place of its output (``""``: standard output)."""

    path: str
    kind: Literal["stream", "file", "folder", "special"]
    output: str = ""


def plan(
    paths: Sequence[str], *, output: str | None = None, in_place: bool = False, writes: bool = True
) -> list[Input]:
    """Return the inputs with their outputs.

    Args:
        paths: files, folders or ``-``.
        output: what the user gave as ``--output``.
        in_place: every file is its own output.
        writes: whether the command writes text at all; only `fix` does.

    Raises:
        UsageError: something is missing, or an output would mix with an input. Nothing was read.

    """
    inputs = _look_up(paths)
    _refuse_overlaps(inputs)
    if not writes:
        return inputs
    if in_place:
        for given in inputs:
            if given.kind == "stream":
                raise UsageError("Standard input has no place to be rewritten in; drop '-i'.")
        return inputs
    placed = _place_outputs(inputs, output)
    for given in placed:
        if given.output:
            _refuse_mixing(given, inputs)
    return placed


def list_jobs(
    inputs: Sequence[Input],
    template: Job,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    renames: Renames | None = None,
) -> Iterator[Job]:
    """Yield one job per input file, in a fixed order; may be called again for a second pass.

    ``renames`` are the repaired names of the output tree.
    """
    for given in inputs:
        if given.kind == "folder":
            from unionclean.files.find import Selection

            yield from _list_folder(given, template, Selection(include, exclude), renames)
        elif given.kind == "special":
            yield template._replace(path=given.path, problem=SPECIAL)
        else:
            job = _single(given, template)
            new = renames.name_of(given.path) if renames and given.kind == "file" else ""
            yield job._replace(renamed=new if job.output and new != _base(given.path) else "")


def _list_folder(
    given: Input, template: Job, selection: Selection, renames: Renames | None
) -> Iterator[Job]:
    from unionclean.files.find import find_files

    in_place = template.write == "in-place"
    for found in find_files(given.path, selection, follow_links=not in_place):
        job = template._replace(path=found.path, size=found.size, problem=found.problem)
        relative = found.relative
        if renames and relative:
            relative = renames.output_of(given.path, relative)
            job = job._replace(renamed=relative if relative != found.relative else "")
        if given.output:
            job = job._replace(
                output=os.path.join(given.output, relative),
                output_root=given.output,
                input_root=given.path,
            )
        yield job


def check_report_place(report: str, inputs: Sequence[Input], what: str = "report") -> None:
    """Refuse a report (or other list) that would overwrite an input, or be one of the next run.

    Raises:
        UsageError: it lies in an input or output folder, is one of the files, or has no folder.

    """
    folder = os.path.dirname(report) or "."
    if not os.path.isdir(folder):
        raise UsageError(f"There is no folder {folder} for the {what}; nothing was done.")
    if os.path.isdir(report):
        raise UsageError(f"{report} is a folder; nothing was done; name a file for the {what}.")
    target = os.path.realpath(report)
    for given in inputs:
        for path in (given.path, given.output):
            if given.kind != "stream" and path and is_inside(target, os.path.realpath(path)):
                raise UsageError(
                    f"The {what} {report} would lie among the texts of {path}; nothing was done."
                )


def _single(given: Input, template: Job) -> Job:
    job = template._replace(path=given.path, output=given.output)
    if template.write == "file" and not given.output:
        job = job._replace(write="return")
    if given.kind == "stream":
        return job._replace(raw=_read_stream(given.path))
    try:
        return job._replace(size=os.path.getsize(given.path))
    except OSError as error:
        return job._replace(problem=unreadable(error))


def _read_stream(path: str) -> bytes:
    if path != STDIN:
        try:
            with open(path, "rb") as file:
                return file.read()
        except OSError as error:
            raise UsageError(
                f"{path}: cannot be read ({error.strerror}); nothing was done; pipe text into it."
            ) from None
    if sys.stdin is None:  # closed by the caller, as in `unionclean fix - <&-`
        raise InputError("Standard input is closed; pipe text into it, or name a file.")
    return sys.stdin.buffer.read()


def _look_up(paths: Sequence[str]) -> list[Input]:
    inputs, missing = [], []
    for path in dict.fromkeys(paths):
        if path == STDIN or path.startswith(_STREAMS):
            inputs.append(Input(path, "stream"))
            continue
        try:
            mode = os.stat(path).st_mode
        except OSError as error:
            if isinstance(error, FileNotFoundError | NotADirectoryError):
                missing.append(path)
            else:  # it is there, but unreadable: a failed input, not a wrong call
                inputs.append(Input(path, "file"))
            continue
        if stat.S_ISDIR(mode):
            inputs.append(Input(path, "folder"))
        else:
            inputs.append(Input(path, "file" if stat.S_ISREG(mode) else "special"))
    if missing:
        names = ", ".join(missing)
        raise UsageError(f"{names}: no such file or folder; nothing was done; check the spelling.")
    return inputs


def _refuse_overlaps(inputs: Sequence[Input]) -> None:
    """Refuse a file that would be worked on twice, in parallel, through two of the arguments."""
    places = {
        given.path: os.path.realpath(given.path)
        for given in inputs
        if given.kind in ("file", "folder")
    }
    seen: dict[str, str] = {}
    for path, place in places.items():
        if place in seen:
            raise UsageError(f"{seen[place]} and {path} are the same; name one of them.")
        seen[place] = path
    folders = [given.path for given in inputs if given.kind == "folder"]
    for path, place in places.items():
        for folder in folders:
            if folder != path and is_inside(place, places[folder]):
                raise UsageError(f"{path} lies inside {folder}; name one of them.")


def _place_outputs(inputs: list[Input], output: str | None) -> list[Input]:
    if output is None:
        files = [given for given in inputs if given.kind != "folder"]
        if files and len(inputs) > 1:
            raise UsageError(
                "Several inputs do not fit on standard output; nothing was done; "
                "give '-o FOLDER' for repaired copies, or '-i' to rewrite the files."
            )
        return [
            given._replace(output=_beside(given.path)) if given.kind == "folder" else given
            for given in inputs
        ]
    if len(inputs) == 1 and not _means_folder(inputs[0], output):
        return [inputs[0]._replace(output=output)]
    if os.path.lexists(output) and not os.path.isdir(output):
        raise UsageError(f"{output} is not a folder; nothing was done; name another output.")
    placed = []
    for given in inputs:
        if given.path == STDIN or given.kind == "stream":
            raise UsageError("Standard input has no name in a folder; give it '-o FILE' alone.")
        name = _base(given.path)
        placed.append(given._replace(output=os.path.join(output, name)))
    taken: dict[str, str] = {}
    for given in placed:
        if given.output in taken:
            raise UsageError(
                f"{taken[given.output]} and {given.path} would both become {given.output}; "
                "nothing was done; clean them in two runs."
            )
        taken[given.output] = given.path
    return placed


def _base(path: str) -> str:
    return os.path.basename(os.path.abspath(path))


def _means_folder(given: Input, output: str) -> bool:
    """Tell whether a single input goes into ``output`` rather than under that name."""
    if given.kind == "folder":
        if os.path.lexists(output) and not os.path.isdir(output):
            raise UsageError(f"{output} is not a folder; nothing was done; name another output.")
        return False
    return output.endswith(os.sep) or os.path.isdir(output)


def _beside(folder: str) -> str:
    """Return the default output of a folder: its name with ``.clean``."""
    # `.` and `..` have their name only when resolved.
    name = os.path.basename(os.path.normpath(folder))
    path = os.path.abspath(folder) if name in ("", ".", "..") else os.path.normpath(folder)
    if os.path.basename(path) == "":
        raise UsageError(f"{folder} has no place beside it; give '-o FOLDER'.")
    output = path + ".clean"
    if os.path.islink(output) or (os.path.lexists(output) and not os.path.isdir(output)):
        raise UsageError(f"{output} is in the way; nothing was done; give '-o FOLDER'.")
    return output


def _refuse_mixing(given: Input, inputs: Sequence[Input]) -> None:
    """Refuse an output that would overwrite an input or be found as one by the next run."""
    target = os.path.realpath(given.output)
    for other in inputs:
        if other.kind not in ("file", "folder"):
            continue
        source = os.path.realpath(other.path)
        if target == source or (os.path.exists(target) and os.path.samefile(target, source)):
            what = f"The output {given.output} is the input itself"
        elif other.kind == "folder" and is_inside(target, source):
            what = f"The output {given.output} lies inside the input {other.path}"
        elif given.kind == "folder" and is_inside(source, target):
            what = f"The input {other.path} lies inside the output {given.output}"
        else:
            continue
        raise UsageError(f"{what}; nothing was done; choose another output, or '-i'.")
