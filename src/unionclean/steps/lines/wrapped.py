"""Text that was wrapped at one width: every line but the last of a paragraph is full."""

from __future__ import annotations


def find_wrapped(_text: str) -> dict[int, str]:
    """Return where each wrapped line ends and what joins it to the next."""
    return {}
