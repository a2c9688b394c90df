"""The regression behind the weights of src/unionclean/steps/lines/weigh.py.

Sentences broken at random places against line ends without a mark that authors wrote, from all
Chinese sources that are not cut themselves. Logistic regression, both classes
weighted alike; the last lines test each source with weights from all others.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from unionclean.language import word_gain
from unionclean.steps.lines.ends import weigh_ends
from unionclean.steps.lines.marker import MARKER
from unionclean.steps.lines.weigh import PAIR, SCALES, measure

if TYPE_CHECKING:
    from pathlib import Path

    from unionclean.steps.lines.weigh import Scale

OPEN_END = re.compile("[\u3007\u3400-\u9fffA-Za-z0-9×%％，、,]$")
FINAL = "。！？；…!?;"
RIDGE = 3.0  # as if three line ends contradicted each sign
# Cut in the making (classical, faq), messages, transcripts: no witnesses for authors' line ends.
NOT_NEGATIVE = ("faq", "classical", "mediawiki", "installation", "evolution", "ctcpc", "hkcancor",
                "wordpress", "udhr")  # fmt: skip
NOT_POSITIVE = (*NOT_NEGATIVE[:3], "evolution", "ctcpc", "hkcancor", "wordpress", "review", "gimp",
                "poe")  # fmt: skip


def features(before: str, after: str, habit: float | None) -> dict[str, float]:
    """Return the signs of a line end: one of each scale, and what is weighed by its amount."""
    measured = measure(before, after)
    signs = {f"{name} {step(SCALES[name], value)}": 1.0 for name, value in measured.items()}
    signs[f"pair {step(PAIR, word_gain(before[-1], after[0]))}"] = 1.0
    signs["characters on both sides, in nats"] = weigh_ends(before, after)
    signs["nine of ten prose lines end in a mark"] = habit is not None and habit >= 0.9
    signs["half to three quarters"] = habit is not None and 0.5 <= habit < 0.75
    signs["fewer"] = habit is not None and habit < 0.5
    return signs


def step(scale: Scale, value: float) -> str:
    """Return in words which step of the scale ``value`` is on."""
    limits = [limit for limit, _ in scale]
    place = next(n for n, limit in enumerate(limits) if value < limit)
    if len(limits) == 2:
        return ("no", "yes")[place]
    low = f"from {limits[place - 1]}" if place else "less"
    return f"{low}, below {limits[place]}"


def habit_of(lines: list[str]) -> float | None:
    ended = total = 0
    for line in lines:
        inside = max(map(line.rfind, "。！？；"))
        if 0 <= inside < len(line) - 4 or (len(line) >= 25 and "，" in line):
            total += 1
            ended += line.rstrip()[-1] in FINAL + "：:”’」』）)》】"
    return ended / total if total >= 3 else None


def may_join(before: str, after: str) -> bool:
    return bool(
        before
        and after
        and OPEN_END.search(before)
        and not after[0].isspace()
        and not re.match(MARKER, after)
        and not (before[-1].isdigit() and after[0].isdigit())
    )


def examples(folder: Path) -> tuple[list[dict[str, float]], list[int], list[str]]:
    rng = random.Random(5)
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    sources: list[str] = []
    for path in sorted((*folder.glob("zh*/*.txt"), *folder.glob("yue/*.txt"))):
        lines = path.read_text("utf-8").split("\n")
        documents = [lines[start : start + 30] for start in range(0, len(lines), 30)]
        rng.shuffle(documents)
        counts = [0, 0]
        for document in documents:
            habit = habit_of(document)
            pairs: list[tuple[str, str, int]] = []
            if not any(name in str(path) for name in NOT_NEGATIVE):
                pairs += [(a, b, 0) for a, b in pairwise(document)]
            if not any(name in str(path) for name in NOT_POSITIVE):
                good = [s for s in document if len(s) >= 30 and "，" in s and s[-1] in "。！？"]
                for line in rng.sample(good, min(3, len(good))):
                    place = rng.randrange(4, len(line) - 2)
                    before, after = line[:place], line[place:]
                    if rng.random() < 0.3:
                        before = before[-rng.randrange(20, 80) :]
                    if rng.random() < 0.3 and len(after) > 12:
                        after = after[: rng.randrange(6, len(after) - 2)]
                    pairs.append((before, after, 1))
            for before, after, label in pairs:
                if counts[label] < 1500 and may_join(before, after):
                    counts[label] += 1
                    rows.append(features(before, after, habit))
                    labels.append(label)
                    sources.append(path.stem)
    return rows, labels, sources


def fit_weights(folder: Path) -> list[str]:
    import numpy as np

    rows, labels, sources = examples(folder)
    names = sorted({name for row in rows for name in row if not name.endswith(" no")})
    table = np.array([[float(row.get(name, 0.0)) for name in names] for row in rows])
    truth = np.array(labels, float)
    origin = np.array(sources)

    def fit(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
        """Newton's method; both classes weigh the same, and a ridge keeps weights finite."""
        share = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
        x = np.column_stack([x, np.ones(len(x))])
        ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [1e-6])
        weights = np.zeros(x.shape[1])
        for _ in range(12):
            chance = 1 / (1 + np.exp(-(x @ weights)))
            slope = x.T @ (share * (y - chance)) - ridge @ weights
            bend = (x.T * (share * chance * (1 - chance))) @ x + ridge
            weights += np.linalg.solve(bend, slope)
        return weights[:-1], float(weights[-1])

    weights, bias = fit(table, truth)
    held = np.zeros(len(truth))
    for source in sorted(set(sources)):
        test = origin == source
        some, some_bias = fit(table[~test], truth[~test])
        held[test] = table[test] @ some + some_bias
    out = [f"{int(truth.sum())} broken sentences, {int((1 - truth).sum())} authors' line ends.", ""]
    out += ["| sign | weight | in broken | in authors' |", "|--|--|--|--|"]
    for weight, name in sorted(zip(weights, names, strict=True), reverse=True):
        column = table[:, names.index(name)]
        out.append(
            f"| {name} | {weight:.2f} | {column[truth == 1].mean():.3f}"
            f" | {column[truth == 0].mean():.3f} |"
        )
    out += [f"| (bias) | {bias:.2f} | | |", "", "| odds above | joined | wrong |", "|--|--|--|"]
    for odds in (0, 1, 2, 3, 4):
        wrong = int((held[truth == 0] > odds).sum())
        out.append(f"| {odds} | {(held[truth == 1] > odds).mean():.3f} | {wrong} |")
    return out
