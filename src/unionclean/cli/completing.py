"""What a shell offers behind the Tab key: files, and the names that an option knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click
    from click.shell_completion import CompletionItem

    Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_paths(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Leave it to the shell, which knows files and folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def complete_names(names: Iterable[str]) -> Complete:
    """Return what offers ``names``, also the second one of a list with commas."""

    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        before, comma, last = begun.rpartition(",")
        return [CompletionItem(before + comma + name) for name in names if name.startswith(last)]

    return complete
