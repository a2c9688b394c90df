"""The ledger of a run: what gives back each original, byte for byte, from its repaired text.

A text is known by the hash of its bytes, so that repaired files may move, and one that somebody has
changed since is told from what was written.
"""

from __future__ import annotations

import json
import os
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

from unionclean.edits import Edit, apply_edits, invert_edits
from unionclean.errors import UsageError
from unionclean.files.deliver import deliver
from unionclean.files.job import guarded, read_input
from unionclean.files.outcome import Problem
from unionclean.files.read import Unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.files.job import Job
    from unionclean.files.outcome import Outcome
    from unionclean.result import Result

Entry = dict[str, Any]


def revert_file(ledger: Ledger, job: Job) -> Outcome:
    """Give back the original of one repaired input. Never raises, like `repair_file`."""

    def revert(job: Job, outcome: Outcome) -> None:
        data, seen = read_input(job)
        raw = data
        if not ledger.is_original(data):
            entry = ledger.find(data, job.path)
            raw = restore(entry, data)
            outcome.edits = {"reverted": len(entry["edits"])}
        outcome.status = "reverted" if raw != data else "clean"
        deliver(job, outcome, raw, seen, changed=raw != data)

    return guarded(job, revert)


def make_entry(result: Result, raw: bytes, data: bytes) -> Entry:
    """Return what gives ``raw`` back from ``data``: the edits, and how the text was encoded.

    Where bytes do not come back so (stray bytes, several encodings in one file), they are kept.
    """
    edits = invert_edits(result.original, result.composed)
    inverse = [(edit.start, edit.end, edit.new) for edit in edits]
    entry: Entry = {"sha256": _hash(data), "original": _hash(raw), "edits": inverse}
    bom = result.decoded.bom if result.decoded else b""
    if _encode(result.original, result.encoding, bom) == raw:
        return entry | {"encoding": result.encoding, "bom": bom.hex()}
    return entry | {"bytes": b64encode(raw).decode()}


def restore(entry: Entry, data: bytes) -> bytes:
    """Return the original of ``data``, the repaired bytes that ``entry`` was made for.

    Raises:
        Unusable: the entry was changed, or the encoding is another one here.

    """
    try:
        if "bytes" in entry:
            raw = b64decode(entry["bytes"])
        else:
            inverse = [Edit(start, end, old) for start, end, old in entry["edits"]]
            text = apply_edits(data.decode("utf-8"), inverse)
            raw = _encode(text, entry["encoding"], bytes.fromhex(entry["bom"])) or b""
        if _hash(raw) == entry["original"]:
            return raw
    except (LookupError, TypeError, ValueError):
        pass
    raise Unusable(Problem("failed", "ledger", "does not come back; the ledger is damaged"))


class Ledger:
    """The entries of a ledger, by the hash of the repaired text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._entries: dict[str, list[Entry]] = {}
        self._originals: set[str] = set()
        for line in lines:
            entry = json.loads(line)
            self._entries.setdefault(entry["sha256"], []).append(entry)
            self._originals.add(entry["original"])

    def is_original(self, data: bytes) -> bool:
        """Tell whether a text is back already, or is the backup of one."""
        key = _hash(data)
        return key in self._originals and key not in self._entries

    def find(self, data: bytes, path: str) -> Entry:
        """Return the entry for a repaired text; ``path`` decides where two originals became one.

        Raises:
            Unusable: no entry is for it, or several are.

        """
        entries = self._entries.get(_hash(data), [])
        if not entries:
            what = "is not in the ledger, or was changed since it was repaired; left as it is"
            raise Unusable(Problem("failed", "ledger", what))
        if _are_different(entries):
            entries = [entry for entry in entries if path in (entry["output"], entry["path"])]
            if not entries or _are_different(entries):
                what = "is what several different files became; name it as the ledger does"
                raise Unusable(Problem("failed", "ledger", what))
        return entries[0]


def new_ledger(path: str) -> BinaryIO:
    """Open a ledger of a run in place: no other file of the run has what it says.

    Raises:
        OSError: it cannot be written.
        UsageError: it holds something already.

    """
    if os.path.isfile(path) and os.path.getsize(path):
        raise UsageError(
            f"The ledger {path} may be the only way back from an earlier run; name another file."
        )
    return open(path, "wb")


def read_ledger(path: str) -> Ledger:
    """Return the ledger in ``path``.

    Raises:
        UsageError: it cannot be read, or it is no ledger.

    """
    try:
        with open(path, encoding="utf-8") as file:
            return Ledger(file)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); nothing was done; check '--edits'."
        ) from None
    except (ValueError, LookupError, TypeError):
        raise UsageError(
            f"{path}: is no ledger of 'unionclean fix --edits'; nothing was done; check '--edits'."
        ) from None


def _are_different(entries: Iterable[Entry]) -> bool:
    return len({entry["original"] for entry in entries}) > 1


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _encode(text: str, encoding: str, bom: bytes) -> bytes | None:
    try:
        return bom + text.encode(encoding)
    except (UnicodeError, LookupError):
        return None
