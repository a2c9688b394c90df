"""Whether the characters on either side of a blank belong to one word."""

from __future__ import annotations

WORD = 2.0
"""Nats: how much likelier than by chance the characters stand side by side."""


def gain(left: str, right: str) -> float:
    """Return that of two Han characters, 0 beside anything else."""
    from unionclean.language import word_gain

    return word_gain(left, right)


def joins(left: str, right: str) -> bool:
    """Tell whether the two characters are likely to stand in one word."""
    return gain(left, right) >= WORD
