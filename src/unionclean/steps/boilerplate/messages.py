"""Lines of a program's catalogue of messages, which speak as pages do."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.steps.boilerplate.layout import Line

# Where a program sets its values: $1, %s, {0}, {{PLURAL:…}}. A search passes over what none of the
# four marks stands in.
_PLACEHOLDER = r"[$%{<](?:(?<=[$])[1-9](?![0-9])|(?<=%)[sd]|(?<=[{])[0-9{]|(?<=<)(?:kbd|var|code)>)"
MIN_PLACEHOLDERS = 2


def are_messages(lines: tuple[Line, ...], reasons: Mapping[int, str]) -> bool:
    """Tell whether lines of the author are messages of a program, with places for its values."""
    return sum(index not in reasons for index in _with_places(lines)) >= MIN_PLACEHOLDERS


@lru_cache(maxsize=4)  # as `_find_core`, whatever lines go
def _with_places(lines: tuple[Line, ...]) -> tuple[int, ...]:
    """Return the indexes of the lines that hold places for values."""
    everything = "\n".join([line.folded for line in lines])
    if not any(map(everything.__contains__, "$%{<")):
        return ()
    search = regex(_PLACEHOLDER).search
    return tuple(index for index, line in enumerate(lines) if search(line.folded))
