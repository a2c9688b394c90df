"""Finds out whether packages that install the same `opencc` stand in each other's way."""

from __future__ import annotations

RIVALS = ("opencc-python-reimplemented", "OpenCC", "opencc-py")
"""Distributions that install the import package `opencc`."""


def explain_clash() -> str | None:
    """Return a warning when more than one package owns the name `opencc`, else ``None``.

    pip installs one over the other without a word, and removing one leaves the other broken.
    unionclean itself never imports `opencc` and is not affected.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    present = []
    for name in RIVALS:
        try:
            present.append(f"{name} {distribution(name).version}")
        except PackageNotFoundError:
            continue
    if len(present) < 2:
        return None
    return (
        f"{' and '.join(present)} install the same package 'opencc' over each other; "
        "unionclean reads its dictionaries without importing it, but other programs may get "
        "either one. Uninstall all of them and install the one you need."
    )
