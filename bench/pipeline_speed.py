"""How fast whole documents pass: CPU time of the pipeline, by source, by length and by step.

    python bench/pipeline_speed.py CORPORA                  # megabytes a second, and who needs them
    python bench/pipeline_speed.py CORPORA --base SRC       # beside another state of the code
    python bench/pipeline_speed.py CORPORA --base SRC --write

CORPORA is the folder that `bench/corpora.py` makes; SRC the `src` folder of another checkout, which
is measured in turn with this one. Each measurement is a process of its own, CPU time, the best of
several. Before it other documents of the same kind are repaired, so that tables are loaded and
caches hold what they hold in a long run, but no document that is measured was ever seen.
Undamaged documents are neighbouring lines of one source; damaged ones are those of `bench/gate.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "pipeline_speed.md"

FOLDERS = ("zh-hans", "zh-hant-*", "yue")
FOREIGN = ("ja/debian-handbook", "en/debian-handbook", "ru/debian-handbook")
LENGTHS = {500: 40, 2_000: 20, 50_000: 2}  # characters of a document: documents
DAMAGED = 6  # documents of each kind
ROUNDS = 2  # processes for each state of the code
HELPERS = ("decode", "mojibake", "pinyin", "boilerplate")
REST = ("controls", "spaces", "script", "lines", "punctuation")


class Group(NamedTuple):
    """Documents that are measured together, and those that are repaired before."""

    name: str
    length: int
    before: list[bytes]
    documents: list[bytes]

    @property
    def size(self) -> int:
        """The bytes of all documents as they were saved."""
        return sum(map(len, self.documents))


def pieces(text: str, length: int) -> list[bytes]:
    """Return documents of whole lines, about ``length`` characters each, from all over the text."""
    found: list[str] = []
    piece: list[str] = []
    size = 0
    for line in text.split("\n"):
        piece.append(line[:length])
        size += len(piece[-1]) + 1
        if size >= length:
            found.append("\n".join(piece) + "\n")
            piece, size = [], 0
    return [document.encode() for document in found]


def spread(documents: list[bytes], count: int) -> list[bytes]:
    return documents[:: max(1, len(documents) // count)][:count]


def undamaged(corpora: Path) -> Iterator[Group]:
    paths = [path for folder in FOLDERS for path in sorted(corpora.glob(f"{folder}/*.txt"))]
    paths += [corpora / f"{name}.txt" for name in FOREIGN]
    for path in paths:
        text = path.read_text("utf-8")
        for length, count in LENGTHS.items():
            found = pieces(text, length)
            if len(found) > 1:
                before, documents = found[1::2], found[::2]
                name = f"{path.parent.name}/{path.stem}"
                yield Group(name, length, spread(before, count), spread(documents, count))


def damaged(corpora: Path, count: int) -> Iterator[Group]:
    sys.path.insert(0, str(HERE))
    import gate

    work, _ = gate.jobs(corpora, list(gate.KINDS), count, seed=1)
    for name, documents in work.items():
        raws = [raw for _, raw in documents]
        yield Group(name, 0, raws[1::2], raws[::2])


def measure(samples: Path) -> None:
    """Print the seconds of each group, and those of each step, as JSON."""
    from unionclean import pipeline
    from unionclean.config import Config

    spent: Counter[str] = Counter()
    run_step = pipeline._run_step  # noqa: SLF001 - the one place that all steps pass

    def timed(step, *rest):
        before = time.process_time()
        found = run_step(step, *rest)
        spent[step.name] += time.process_time() - before
        return found

    pipeline._run_step = timed  # noqa: SLF001 - as above
    config = Config()
    rows = []
    for group in pickle.loads(samples.read_bytes()):
        for document in group.before:
            pipeline.repair_bytes(document, config)
        spent.clear()
        before = time.process_time()
        for document in group.documents:
            pipeline.repair_bytes(document, config)
        total = time.process_time() - before
        rows.append({**spent, "all": total, "decode": total - sum(spent.values())})
    print(json.dumps(rows))


def measured(samples: Path, source: Path) -> list[dict[str, float]]:
    command = [sys.executable, __file__, "--measure", str(samples)]
    environment = {**os.environ, "PYTHONPATH": str(source)}
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    rows: list[dict[str, float]] = json.loads(done.stdout)
    return rows


def best_of(samples: Path, sources: list[Path]) -> list[list[dict[str, float]]]:
    """Return the best seconds of each group for each of the sources, measured in turn."""
    best: list[list[dict[str, float]]] = [[] for _ in sources]
    for _ in range(ROUNDS):
        for place, source in enumerate(sources):
            rows = measured(samples, source)
            before = best[place] or rows
            best[place] = [
                {name: min(one[name], other.get(name, one[name])) for name in one}
                for one, other in zip(rows, before, strict=True)
            ]
    return best


def rest(row: dict[str, float]) -> float:
    return sum(row.get(name, 0.0) for name in REST)


def table(groups: list[Group], best: list[list[dict[str, float]]]) -> Iterator[str]:
    own, base = best[0], best[1] if len(best) > 1 else None
    ratios = " x before | these steps, x before |" if base else ""
    yield f"| documents | MB/s |{ratios} these steps, MB/s | {' | '.join((*HELPERS, *REST))} |"
    yield "|---|--:|" + "--:|" * (10 + (2 if base else 0))
    for place, group in enumerate(groups):
        row = own[place]
        name = f"{group.name}, {group.length:,}" if group.length else group.name
        cells = [f"{group.size / row['all'] / 1e6:.2f}"]
        if base:
            before = base[place]
            cells.append(f"{before['all'] / row['all']:.1f}")
            cells.append(f"{rest(before) / rest(row):.1f}" if rest(row) else "-")
        cells.append(f"{group.size / rest(row) / 1e6:.1f}" if rest(row) else "-")
        cells += [f"{row.get(step, 0.0) / row['all']:.0%}" for step in (*HELPERS, *REST)]
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path, nargs="?")
    parser.add_argument("--base", type=Path, help="src folder of another checkout")
    parser.add_argument("--only", default="", help="groups whose name holds this")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(given.measure)
        return
    sources = [HERE.parent / "src", *([given.base.resolve()] if given.base else [])]
    command = f"python bench/pipeline_speed.py CORPORA{' --base SRC' * len(sources[1:])} --write"
    page = [
        "# The pipeline: how fast documents pass",
        "",
        f"`{command}`, Python {sys.version.split()[0]}.",
        f"CPU time, best of {ROUNDS}, load average {os.getloadavg()[0]:.1f}; MB are of bytes as",
        "they were saved. *These steps* are",
        f"{', '.join(REST[:-1])} and {REST[-1]} together; the shares are those of each step.",
        "Absolute numbers are of one machine; *x before* compares with SRC, measured in turn.",
    ]
    for title, found in (
        ("Undamaged documents, by source and characters", undamaged(given.corpora)),
        ("Damaged documents, by the kinds of bench/gate.py", damaged(given.corpora, DAMAGED)),
    ):
        groups = [group for group in found if given.only in group.name]
        with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
            samples = Path(file.name)
            samples.write_bytes(pickle.dumps(groups))
            best = best_of(samples, sources)
        page += ["", f"## {title}", "", *table(groups, best)]
    text = "\n".join([*page, ""])
    print(text)
    if given.write:
        RESULTS.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
