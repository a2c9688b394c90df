"""Speed of the boilerplate step by source, and with the pinyin step, for bench/boilerplate.py.

Every row is CPU time of find and apply, beside a plain regular expression over the same texts in
the same run; MB are of UTF-8.
"""

from __future__ import annotations

import random
import re
import sys
import time
from typing import TYPE_CHECKING

import pinyin
from unionclean.config import Config
from unionclean.edits import Edit, apply_edits
from unionclean.pipeline import repair_text
from unionclean.steps.boilerplate import layout
from unionclean.steps.boilerplate.page import find_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# What a careful user writes by hand: lines that hold one of a few words go.
PLAIN = re.compile(
    r"^.*(?:责任编辑|责编|上一篇|下一篇|当前位置|您的位置|版权所有|相关新闻|打印本页|ICP备).*\n?",
    re.MULTILINE,
)

# Documents of one process, and of a size between a post and a long article.
SHORT = 2_000
MOST_SHORT = 300
# 1 MB of Chinese in UTF-8.
LONG = 333_000
# Below this a source is a handful of documents, and its figure chance.
LEAST = 60_000
JOINT = 60


def frame_edits(text: str) -> list[Edit]:
    return [item for item in find_frame(text) if isinstance(item, Edit)]


def fix(text: str) -> str:
    return apply_edits(text, frame_edits(text))


def forget() -> None:
    """Drop what earlier runs found out about lines: only pages of one run may share that."""
    layout._known.clear()  # noqa: SLF001 - nothing else has a reason to empty it
    for name, module in list(sys.modules.items()):
        if name.startswith("unionclean.steps.boilerplate"):
            for cached in vars(module).values():
                # Tables are kept, as are caches without a bound: a run makes them once.
                if hasattr(cached, "cache_parameters") and cached.cache_parameters()["maxsize"]:
                    cached.cache_clear()


def seconds(function: Callable[[str], object], texts: list[str]) -> float:
    """Return the best of three runs in CPU seconds."""
    best = float("inf")
    for _ in range(3):
        forget()
        started = time.process_time()
        for text in texts:
            function(text)
        best = min(best, time.process_time() - started)
    return best


def pieces(lines: list[str], size: int) -> Iterator[str]:
    """Yield documents of at least ``size`` characters, and the rest."""
    found: list[str] = []
    held = 0
    for line in lines:
        found.append(line)
        held += len(line) + 1
        if held >= size:
            yield "\n".join(found) + "\n"
            found, held = [], 0
    if found:
        yield "\n".join(found) + "\n"


def by_source(corpora: Path) -> list[str]:
    """Return the table of clean text: every Chinese source in long and in short documents."""
    rows = [
        (
            f"\nClean text by source: documents of 1 MB (where the source is smaller: all of it) "
            f"and of {SHORT:,} characters, at most {MOST_SHORT}.\n"
        ),
        "| source | MB in one | MB/s | x plain regex | short documents | MB/s | x plain regex |",
        "|---|---|---|---|---|---|---|",
    ]
    for path in (*sorted(corpora.glob("zh-*/*.txt")), *sorted(corpora.glob("yue/*.txt"))):
        if path.stat().st_size < LEAST:
            continue
        lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
        cells = [f"{path.parent.name}/{path.stem}"]
        for size, most in ((LONG, 1), (SHORT, MOST_SHORT)):
            texts = [text for _, text in zip(range(most), pieces(lines, size), strict=False)]
            megabytes = sum(len(text.encode()) for text in texts) / 1e6
            ours, plain = seconds(fix, texts), seconds(lambda text: PLAIN.sub("", text), texts)
            cells.append(f"{megabytes:.2f}" if most == 1 else str(len(texts)))
            cells += [f"{megabytes / ours:.1f}", f"{plain / ours:.2f}"]
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def joint(corpora: Path, frames: list[tuple[list[str], list[str]]], seed: int) -> list[str]:
    """Return the table of the pinyin and the boilerplate step together."""
    chance = random.Random(seed)
    both = Config(only=("pinyin", "boilerplate"))
    rows = [
        (
            f"\nThe pinyin and the boilerplate step together, as the pipeline runs them (until "
            f"nothing changes): {JOINT} documents a row, damaged as in bench/pinyin.py, alone and "
            "inside the composed frames. Boilerplate alone sees the text without pinyin.\n"
        ),
        "| text | both, MB/s | in frames: both, MB/s | boilerplate alone | regexes alone |",
        "|---|---|---|---|---|",
    ]
    for name in ("clean", *pinyin.PROFILES):
        texts = pinyin.documents(corpora / "zh-hans", JOINT, chance)
        around = [chance.choice(frames) for _ in texts]
        damage = pinyin.PROFILES.get(name)
        farm = [
            text if damage is None else pinyin.damage(text, damage, seed=number)
            for number, text in enumerate(texts)
        ]
        framed = _frame(farm, around)
        cells = [name]
        for batch, function in (
            (farm, lambda text: repair_text(text, both)),
            (framed, lambda text: repair_text(text, both)),
            (_frame(texts, around), fix),
            (framed, lambda text: PLAIN.sub("", pinyin.NAIVE.sub("", text))),
        ):
            function(batch[0])  # loads the tables
            megabytes = sum(len(text.encode()) for text in batch) / 1e6
            cells.append(f"{megabytes / seconds(function, batch):.1f}")
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def _frame(texts: list[str], around: list[tuple[list[str], list[str]]]) -> list[str]:
    return [
        "\n".join((*above, text, *below))
        for text, (above, below) in zip(texts, around, strict=True)
    ]
