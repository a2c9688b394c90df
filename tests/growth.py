"""How the time of some work grows with its size, told on machines that are busy with more."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ATTEMPTS = 6


def assert_time_grows_with_size(work: Callable[[int], object], small: int, large: int) -> None:
    """Fail when ``work(large)`` needs more than twice its share of the time of ``work(small)``.

    Other processes and the garbage collector only ever add time, so the least of several attempts
    stands for each size; work that is quadratic fails every attempt.
    """
    work(min(small, 1_000))  # compiles the patterns, loads the tables
    most = 2 * large / small
    least_small = least_large = float("inf")
    for _ in range(ATTEMPTS):
        least_small = min(least_small, _seconds(work, small))
        least_large = min(least_large, _seconds(work, large))
        # Fifty milliseconds are what a machine may add to work that takes hardly any time.
        if least_large <= most * least_small + 0.05:
            return
    raise AssertionError(
        f"size {small} takes {least_small:.3f} s and size {large} {least_large:.3f} s"
    )


def _seconds(work: Callable[[int], object], size: int) -> float:
    started = process_time()
    work(size)
    return process_time() - started
