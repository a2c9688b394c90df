"""What the command line costs: start-up against click alone, and the pool against one process.

Run: python bench/cli.py [--write]   (--write renews bench/results/cli.md)

Times are CPU times of whole processes, the variants taken in turn, so that a busy machine slows
all of them alike; the numbers to read are the ratios.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = sys.executable
UNIONCLEAN = str(Path(PYTHON).with_name("unionclean"))
CLEAN = "各级工会组织认真学习，积极参加培训，把会议精神落到实处。\n".encode()
DAMAGED = "工 会 工 作 要 做 好,服 务 职 工,\n做 好 工 作?没 有 问 题。\n"
ROUNDS = 21

# An installed package has its byte code; where the environment forbids to write it, every start
# would compile all sources again and measure the compiler.
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

STARTS = {
    "python -c pass": ([PYTHON, "-c", "pass"], b""),
    'python -c "import click"': ([PYTHON, "-c", "import click"], b""),
    "unionclean --help": ([UNIONCLEAN, "--help"], b""),
    "unionclean fix - (clean UTF-8)": ([UNIONCLEAN, "fix", "-", "-q"], CLEAN),
    "unionclean fix - (GB18030)": (
        [UNIONCLEAN, "fix", "-", "-q"],
        CLEAN.decode().encode("gb18030"),
    ),
    "unionclean fix - (damaged)": (
        [UNIONCLEAN, "fix", "-", "-q"],
        (DAMAGED * 3).encode(),
    ),
}


def spend(command: list[str], stdin: bytes = b"", folder: str | None = None) -> tuple[float, float]:
    """Return the CPU and the wall seconds of a command with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        command, input=stdin, capture_output=True, cwd=folder, env=ENVIRONMENT, check=True
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def measure_starts() -> list[str]:
    times: dict[str, list[float]] = {name: [] for name in STARTS}
    for command, stdin in STARTS.values():
        spend(command, stdin)  # writes the byte code
    for _ in range(ROUNDS):
        for name, (command, stdin) in STARTS.items():
            times[name].append(spend(command, stdin)[0])
    click = statistics.median(times['python -c "import click"'])
    lines = ["| command | CPU ms (median) | x `import click` |", "|---|---|---|"]
    for name, taken in times.items():
        middle = statistics.median(taken)
        lines.append(f"| `{name}` | {middle * 1000:.0f} | {middle / click:.2f} |")
    return lines


# The pool is made to start however small the folder is, to show where it begins to pay.
WITH_POOL = (
    "import sys; from unionclean import engines; engines.POOL_START = 0; "
    "from unionclean.cli import main; main()"
)


def measure_pool() -> list[str]:
    lines = ["| folder | wall, x one process | CPU, x one process |", "|---|---|---|"]
    processors = len(os.sched_getaffinity(0))
    for kind, text in (("damaged", DAMAGED * 50), ("clean", CLEAN.decode() * 50)):
        for files in (16, 64, 256):
            with tempfile.TemporaryDirectory() as folder:
                corpus = Path(folder, "corpus")
                corpus.mkdir()
                for number in range(files):
                    (corpus / f"{number:05}.txt").write_text(f"{text}{number}\n", "utf-8")
                size = sum(path.stat().st_size for path in corpus.iterdir())
                times: dict[int, list[tuple[float, float]]] = {1: [], processors: []}
                for _ in range(3):
                    for jobs, taken in times.items():
                        command = [PYTHON, "-c", WITH_POOL, "fix", "corpus", "-q", "-j", str(jobs)]
                        taken.append(spend(command, folder=folder))
            cpu, wall = (min(column) for column in zip(*times[1], strict=True))
            own_cpu, own_wall = (min(column) for column in zip(*times[processors], strict=True))
            lines.append(
                f"| {files:,} {kind} files, {size / 1e3:,.0f} kB "
                f"| {own_wall / wall:.2f} | {own_cpu / cpu:.2f} |"
            )
    return lines


def measure_learning() -> list[str]:
    """Compare folders with and without the first pass, which learns the lines they repeat."""
    from unionclean.steps.pinyin.simulator import annotate

    source = Path(__file__).parent.parent / "fixtures" / "clean"
    essays = [path.read_text("utf-8") for path in sorted(source.glob("*.txt"))]
    kinds: dict[str, Callable[[str, int], bytes]] = {
        "clean": lambda text, _seed: text.encode(),
        "in GB18030": lambda text, _seed: text.encode("gb18030"),
        "letter-spaced": lambda text, _seed: " ".join(text).replace(" \n ", "\n").encode(),
        "disguised by a farm": lambda text, seed: annotate(text, seed=seed).encode(),
    }
    lines = ["| 240 pages | CPU, x `--no-learn` | learned lines |", "|---|---|---|"]
    for kind, damage in kinds.items():
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "corpus").mkdir()
            for number in range(240):
                essay = essays[number % len(essays)]
                head = f"当前位置：首页 > 新闻 > 正文\n第{number}篇\n"
                text = f"{head}{essay}（责编：李明）\n海的那一边\n读懂一座港\n"
                Path(folder, "corpus", f"{number:03}.txt").write_bytes(damage(text, number))
            taken: dict[str, list[float]] = {"--no-learn": [], "--learn": []}
            for _ in range(5):
                for option, times in taken.items():
                    command = [UNIONCLEAN, "fix", "corpus", "-q", "-j", "1", option]
                    times.append(spend(command, folder=folder)[0])
            spend([UNIONCLEAN, "fix", "corpus", "-q", "--save-learned", "list"], folder=folder)
            learned = Path(folder, "list").read_text("utf-8").count('"line"')
        without, with_pass = (min(times) for times in taken.values())
        lines.append(f"| {kind} | {with_pass / without:.2f} | {learned} |")
    return lines


def main() -> None:
    processors = len(os.sched_getaffinity(0))
    page = [
        "# The command line: what it costs",
        "",
        f"`python bench/cli.py --write`, Python {sys.version.split()[0]}, {processors} processors.",
        "Ratios are within one run; milliseconds are of one machine and only show the order.",
        f"Load average before the run: {os.getloadavg()[0]:.1f}; a pool gains wall time only where",
        "processors are free, so read the wall column together with it.",
        "",
        f"## Start-up (CPU of the whole process, median of {ROUNDS} paired rounds)",
        "",
        *measure_starts(),
        "",
        f"## Folders: {processors} processes against one (best of 3)",
        "",
        "Here the pool starts at once. `fix` starts it when it has seen that this will pay.",
        "",
        *measure_pool(),
        "",
        "## Learning the lines that a folder repeats (one process, best of 5)",
        "",
        "The first pass decodes every file and looks at its edges; those of disguised texts it",
        "repairs too. `--no-learn` leaves it out.",
        "",
        *measure_learning(),
        "",
    ]
    text = "\n".join(page)
    print(text)
    if "--write" in sys.argv:
        Path(__file__).with_name("results").joinpath("cli.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
