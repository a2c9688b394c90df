"""The tables of this package, each with its origin and licence in its header."""

from __future__ import annotations


def read_data(name: str) -> bytes:
    """Return the content of the table ``name`` of this folder."""
    # Neither importlib.resources nor pathlib: importing them takes longer than reading any table.
    with open(f"{__file__.rpartition('__init__')[0]}{name}", "rb") as table:  # noqa: PTH123
        return table.read()
