"""Where the work is done: in this process, or in a pool of processes on this machine.

An engine maps a function over tasks and yields the results in the order of the tasks, whatever
the number of workers. It knows nothing of what the tasks are, so a command may run two passes.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Generic, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


class Sized(Protocol):
    """A task that knows about how many bytes it stands for."""

    @property
    def size(self) -> int:
        """Bytes of the input."""


Task = TypeVar("Task", bound=Sized)
Answer = TypeVar("Answer")


class Work(NamedTuple, Generic[Task, Answer]):
    """What is to be done with each task.

    Attributes:
        run: does one task and never raises; a module-level function, since it is sent to workers.
        crashed: gives the answer for a task that killed its worker.
        folders: gives the folders in which tasks write, for cleaning up after a killed worker.
        chunk: most tasks sent to a worker at once. Dispatch costs 270 us for a task alone and
            10 us in chunks of 64; 1 loses the fewest answers when a worker is killed.
        cost: what a byte costs, against the repair of a byte; a pool must pay for its start.

    """

    run: Callable[[Task], Answer]
    crashed: Callable[[Task], Answer]
    folders: Callable[[Iterable[Task]], set[str]]
    chunk: int = 64
    cost: float = 1.0


# Tasks looked at together: within a segment the largest goes first, so that no worker ends the run
# alone with it. Bounded, so that a folder of millions of files does not fill the memory.
SEGMENT = 8192

# Below this many bytes a pool costs more than it saves: starting the workers and loading their
# tables takes about as long as cleaning this much in one process (bench/results/cli.md).
SMALL_JOB = 256 * 1024


def run_tasks(
    work: Work[Task, Answer],
    tasks: Iterable[Task],
    workers: int,
    tick: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Answer]:
    """Yield the answer of each task, in order.

    ``tick(done, known)`` is called whenever tasks were finished, with the number done and the
    number known so far.
    """
    rest = iter(tasks)
    first = list(islice(rest, SEGMENT))
    worth = sum(task.size for task in first) * work.cost
    if workers > 1 and len(first) > 1 and worth > SMALL_JOB:
        from unionclean.engines.pool import run_in_pool

        yield from run_in_pool(work, first, rest, workers, tick)
        return
    done = 0
    while first:
        known = done + len(first)
        for task in first:
            answer = work.run(task)
            done += 1
            tick(done, known)
            yield answer
        first = list(islice(rest, SEGMENT))


def count_processors() -> int:
    """Return how many processors this process may use."""
    import os

    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
