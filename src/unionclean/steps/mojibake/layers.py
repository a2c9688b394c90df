"""The ways through a broken stretch, place by place: of all that fit, those that cost little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.mojibake.choices import Byte

# Nats by which a way may cost more than the cheapest: less than for one more loss without a mark.
_SLACK: Final = 5.0
_NEVER: Final = -1e9

Pattern: TypeAlias = "tuple[Byte, ...]"
"""The bytes of a character, or of its beginning."""


class Move(NamedTuple):
    """A character that is completed (by ``pattern``, unless empty) and the bytes begun after it."""

    cost: float
    pattern: Pattern
    begun: Pattern


Layer = dict[Pattern, "Sequence[Move]"]
"""The moves over one place, by what has begun before it."""


def cheapest(layers: list[Layer]) -> list[Layer]:
    """Return the moves on the ways through all of ``layers`` that cost little more than need be."""
    # From the end, the least that each way still costs.
    ahead: dict[Pattern, float] = {(): 0.0}
    costs = []
    for layer in reversed(layers):
        costs.append(ahead)
        left: dict[Pattern, float] = {}
        for begun, moves in layer.items():
            least = max((cost + ahead.get(to, _NEVER) for cost, _, to in moves), default=_NEVER)
            if least > _NEVER / 2:
                left[begun] = least
        ahead = left
    if () not in ahead:
        return []
    limit = ahead[()] - _SLACK
    behind: dict[Pattern, float] = {(): 0.0}
    kept: list[Layer] = []
    for layer, ahead in zip(layers, reversed(costs), strict=True):
        here: Layer = {}
        reached: dict[Pattern, float] = {}
        for begun, cost in behind.items():
            moves = [
                move
                for move in layer[begun]
                if cost + move.cost + ahead.get(move.begun, _NEVER) >= limit
            ]
            if moves:
                here[begun] = moves
            for move in moves:
                reached[move.begun] = max(reached.get(move.begun, _NEVER), cost + move.cost)
        kept.append(here)
        behind = reached
    return kept


def joined(layers: list[Layer]) -> list[Layer]:
    """Return ``layers`` with those in which no character is completed joined to the next."""
    done: list[Layer] = []
    for layer in reversed(layers):
        if not done or any(move.pattern for moves in layer.values() for move in moves):
            done.append(layer)
            continue
        after = done[-1]
        done[-1] = {
            begun: [
                Move(move.cost + more.cost, more.pattern, more.begun)
                for move in moves
                for more in after.get(move.begun, ())
            ]
            for begun, moves in layer.items()
        }
    return done[::-1]
