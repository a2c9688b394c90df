"""The regression behind the weights of src/unionclean/steps/lines/weigh.py.

Sentences broken at random places against line ends without a mark that authors wrote, from all
Chinese sources that are not cut themselves. Logistic regression by gradient descent, both classes
weighted alike; the last lines test each source with weights from all others.
"""

from __future__ import annotations

import random
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from unionclean.language import load
from unionclean.steps.lines.broken import MARKER
from unionclean.steps.lines.weigh import OFTEN_BEGIN, PAIRS, RARELY_BEGIN, RARELY_END

if TYPE_CHECKING:
    from pathlib import Path

HAN = re.compile("[\u3007\u3400-\u9fff]")
OPEN_END = re.compile("[\u3007\u3400-\u9fffA-Za-z0-9×%％，、,]$")
STOPS = re.compile("[。！？；…!?;，、：,:]")
FINAL = "。！？；…!?;"
# Cut in the making (classical, faq), messages, transcripts: no witnesses for authors' line ends.
NOT_NEGATIVE = ("faq", "classical", "mediawiki", "installation", "evolution", "ctcpc", "hkcancor",
                "wordpress", "udhr")  # fmt: skip
NOT_POSITIVE = (*NOT_NEGATIVE[:3], "evolution", "ctcpc", "hkcancor", "wordpress", "review", "gimp",
                "poe")  # fmt: skip


def features(before: str, after: str, habit: float | None) -> dict[str, bool]:
    left, right = before[-1], after[0]
    model = load()
    gain = model.pair(left, right) - model.char(right) if HAN.match(left + right) else None
    ended = max(map(before.rfind, FINAL))
    paused = max(ended, *map(before[:-1].rfind, "，、：,:"))
    head = STOPS.search(after)
    begun = head is not None and head.start() <= 3
    return {
        "pair forms a word, gain >= 4": gain is not None and gain >= 4,
        "pair, gain 2 to 4": gain is not None and 2 <= gain < 4,
        "pair, gain < 0": gain is not None and gain < 0,
        "ends as sentences rarely do": left in RARELY_END,
        "begins as sentences rarely do": right in RARELY_BEGIN,
        "begins as sentences often do": right in OFTEN_BEGIN,
        "next line begins with 的 or 们": right in "的们們",
        "sentence ended before": ended >= 0,
        "pause before": paused >= 0,
        "clause just begun": paused >= 0 and len(before) - 1 - paused <= 3,
        "ends in a pause": left in "，、,",
        "bracket or quote open": any(before.count(a) > before.count(b) for a, b in PAIRS),
        "first clause of at most 3": begun,
        "and it ends the sentence": bool(begun and head and head[0] in FINAL),
        "no stop in the next line": head is None,
        "next line is a label": head is not None and head[0] in "：:",
        "shorter than 16": len(before) < 16,
        "both lines of one length": abs(len(before) - len(after)) <= 2,
        "lines begin alike": before[0] == right,
        "nine of ten prose lines end in a mark": habit is not None and habit >= 0.9,
        "half to three quarters": habit is not None and 0.5 <= habit < 0.75,
        "fewer": habit is not None and habit < 0.5,
    }


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


def examples(folder: Path) -> tuple[list[dict[str, bool]], list[int], list[str]]:
    rng = random.Random(5)
    rows: list[dict[str, bool]] = []
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
    names = list(rows[0])
    table = np.array([[float(row[name]) for name in names] for row in rows])
    truth = np.array(labels, float)
    origin = np.array(sources)

    def fit(x: np.ndarray, y: np.ndarray, rounds: int) -> tuple[np.ndarray, float]:
        share = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
        weights, bias = np.zeros(x.shape[1]), 0.0
        for _ in range(rounds):
            error = (1 / (1 + np.exp(-(x @ weights + bias))) - y) * share
            weights -= 2 * (x.T @ error / len(y) + 1e-3 * weights)
            bias -= 2 * error.mean()
        return weights, bias

    weights, bias = fit(table, truth, 2500)
    held = np.zeros(len(truth))
    for source in sorted(set(sources)):
        test = origin == source
        some, some_bias = fit(table[~test], truth[~test], 800)
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
