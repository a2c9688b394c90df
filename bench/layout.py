"""Measure the layout steps: what they repair, what they change in clean prose, and how fast.

    python bench/corpora.py CORPORA          # once: clean prose from pinned packages
    python bench/layout.py CORPORA [--docs 150] [--fit]

Damage is made from prose with a fixed seed, so the right answer is known: blanks at random places,
sentences broken over lines, whole paragraphs wrapped, fullwidth marks folded to ASCII. `--fit`
(needs numpy) also repeats the regression whose rounded weights are in steps/lines/weigh.py.

Results go to bench/results/layout.md, as shares and ratios; times hold for one machine only.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path

import layout_fit
from unionclean import Config, explain_text
from unionclean.evidence import Evidence
from unionclean.language import load
from unionclean.steps import STEPS, Context

RESULTS = Path(__file__).parent / "results" / "layout.md"
STEP_NAMES = ("controls", "spaces", "lines", "punctuation")
PROSE = (
    "zh-hans/peoples-daily-1998", "zh-hans/wesnoth", "zh-hant-tw/wesnoth", "zh-hans/gnome-help",
    "zh-hans/debian-handbook", "zh-hant-tw/libreoffice-help",
)  # fmt: skip
HAN = "\u3400-\u9fff"
FOLDED = str.maketrans("，；：？！（）", ",;:?!()")
SHAPES = {
    "blanks": " ", "line ends": "\n", "commas": ",", "(": "(", "工 工": "工 ", "工,工": "工会,",
    "，，": "，", "short lines": "工会\n",
    "spaced news": "新 华 社 北 京 1 月 3 日 电 hello ",
    "examples": "空格：“中 国 人 民”，这 里 是。",
}  # fmt: skip


def run(step: str, text: str) -> str:
    return explain_text(text, Config(only=(step,))).text


def read(folder: Path, source: str) -> list[str]:
    return [line for line in (folder / f"{source}.txt").read_text("utf-8").split("\n") if line]


def documents(lines: list[str], count: int, seed: int) -> list[list[str]]:
    rng = random.Random(seed)
    starts = [rng.randrange(max(1, len(lines) - 15)) for _ in range(count)]
    return [lines[start : start + 15] for start in starts]


# --- what is repaired ------------------------------------------------------------------------


def measure_blanks(folder: Path, count: int) -> list[str]:
    rows = ["| source | blank after a share of characters | taken out again |", "|--|--|--|"]
    for source in PROSE[:3]:
        for share in (0.02, 0.05, 0.2, 0.5):
            rng = random.Random(1)
            added = left = 0
            for document in documents(read(folder, source), count, 2):
                clean = "\n".join(line.replace(" ", "") for line in document if len(line) > 20)
                pieces = re.split(f"(?<=[{HAN}])(?=[{HAN}])", clean)
                damaged = "".join(p + " " * (rng.random() < share) for p in pieces[:-1])
                damaged += pieces[-1]
                fixed = run("spaces", damaged)
                added += damaged.count(" ")
                left += fixed.count(" ")
            rows.append(f"| {source} | {share} | {1 - left / added:.3f} |")
    return rows


def cut(line: str, rng: random.Random) -> tuple[str, str]:
    place = rng.randrange(5, len(line) - 3)
    place += line[place - 1] in "。！？；"
    return line[:place].rstrip(" "), line[place:].lstrip(" ")


def measure_broken(folder: Path, count: int) -> list[str]:
    from unionclean.steps.lines.broken import find_broken
    from unionclean.steps.lines.wrapped import find_wrapped

    rows = ["| source | paragraphs | broken lines | joined | wrong joins |", "|--|--|--|--|--|"]
    for source in PROSE:
        for name, head, tail in (("plain", "", ""), ("indented", "　　", ""), ("parted", "", "\n")):
            rng = random.Random(9)
            broken = joined = wrong = 0
            for document in documents(read(folder, source), count, 3):
                good = [n for n, s in enumerate(document) if len(s) > 29 and s[-1] in "。！？”"]
                picked = set(rng.sample(good, min(len(good), rng.randrange(1, 6))))
                text, breaks = "", set()
                for number, line in enumerate(document):
                    left, right = cut(line, rng) if number in picked else (line, "")
                    text += head + left
                    if right:
                        breaks.add(len(text))
                        text += "\n" + right
                    text += "\n" + tail
                found = find_wrapped(text)
                found.update(find_broken(text, found))
                broken += len(breaks)
                joined += len(breaks & set(found))
                wrong += len(set(found) - breaks)
            rows.append(f"| {source} | {name} | {broken} | {joined / broken:.2f} | {wrong} |")
    return rows


def wrap(line: str, width: int) -> list[str]:
    """Wrap as editors do: Latin words stay whole, a stop does not begin a line."""
    done, current = [], ""
    for token in re.findall(r"[A-Za-z0-9_./-]+|.", line):
        if (
            len((current + token).encode("gbk", "replace")) > width
            and token not in "，。、；：？！”）》"
        ):
            done.append(current.rstrip(" "))
            current = token.strip(" ")
        else:
            current += token
    return [*done, current]


def measure_wrapped(folder: Path, count: int) -> list[str]:
    rows = ["| source | columns | paragraphs parted by | line ends left | whole documents exact |"]
    rows.append("|--|--|--|--|--|")
    for source in PROSE:
        for width, gap, name in ((40, "\n\n", "blank line"), (72, "\n", "nothing")):
            added = left = exact = 0
            for document in documents(read(folder, source), count // 3, 4):
                clean = gap.join(document)
                damaged = gap.join("\n".join(wrap(line, width)) for line in document)
                fixed = run("lines", damaged).rstrip("\n")
                added += damaged.count("\n") - clean.count("\n")
                left += fixed.count("\n") - clean.count("\n")
                exact += fixed == clean
            rows.append(
                f"| {source} | {width} | {name} | {left / added:.3f} | {exact}/{count // 3} |"
            )
    return rows


def measure_marks(folder: Path, count: int) -> list[str]:
    rows = ["| source | folded marks | come back | other changes |", "|--|--|--|--|"]
    for source in PROSE:
        folded = back = other = 0
        for document in documents(read(folder, source), count, 5):
            clean = "\n".join(line for line in document if not re.search("[,;:?!()]", line))
            damaged = clean.translate(FOLDED)
            fixed = run("punctuation", damaged)
            if len(fixed) != len(clean):
                continue  # a blank of the author went with a mark
            for old, new, bad in zip(clean, fixed, damaged, strict=True):
                folded += old != bad
                back += old != bad and old == new
                other += old == bad and old != new
        rows.append(f"| {source} | {folded} | {back / max(1, folded):.4f} | {other} |")
    return rows


# --- what changes in clean prose -------------------------------------------------------------


def measure_clean(folder: Path, count: int) -> list[str]:
    rows = ["| source | documents | " + " | ".join(STEP_NAMES) + " |", "|--|--" + "|--" * 4 + "|"]
    for path in sorted(folder.glob("*/*.txt")):
        source = f"{path.parent.name}/{path.stem}"
        made = documents(read(folder, source), count, 6)
        edits: Counter[str] = Counter()
        for document in made:
            for step in STEP_NAMES:
                result = explain_text("\n".join(document) + "\n", Config(only=(step,)))
                edits[step] += len(result.changes)
        counts = " | ".join(str(edits[step]) for step in STEP_NAMES)
        rows.append(f"| {source} | {len(made)} | {counts} |")
    return rows


def measure_gains(folder: Path) -> list[str]:
    model = load()

    def gain(pair: str) -> float:
        return model.pair(pair[0], pair[-1]) - model.char(pair[-1])

    def shares(pairs: list[str]) -> str:
        values = [gain(pair) for pair in pairs]
        kinds = (
            sum(v >= 4 for v in values), sum(2 <= v < 4 for v in values), sum(v < 0 for v in values)
        )  # fmt: skip
        return " | ".join(f"{kind / len(values):.3f}" for kind in kinds)

    rows = ["| pairs | number | gain >= 4 | 2 to 4 | < 0 |", "|--|--|--|--|--|"]
    for source in PROSE[:3]:
        text = "\n".join(read(folder, source))[:300_000]
        pairs = re.findall(f"(?=([{HAN}]{{2}}))", text)
        rows.append(f"| {source}, neighbours | {len(pairs)} | {shares(pairs)} |")
    gaps: list[str] = []
    for path in sorted(folder.glob("zh*/*.txt")):
        gaps += re.findall(f"(?=([{HAN}] +[{HAN}]))", path.read_text("utf-8"))
    rows.append(f"| across authors' blanks, all Chinese sources | {len(gaps)} | {shares(gaps)} |")
    return rows


# --- how fast --------------------------------------------------------------------------------


def seconds(step: str, text: str) -> float:
    find = next(known for known in STEPS if known.name == step).find
    best = 1e9
    for _ in range(3):
        context = Context(Config(), Evidence(text))
        if not context.evidence.has_han:  # alphabet and this flag are shared by all steps
            continue
        started = time.process_time()
        list(find(text, context))  # type: ignore[call-overload]
        best = min(best, time.process_time() - started)
    return best


def measure_speed(folder: Path) -> list[str]:
    rows = ["| text | " + " | ".join(STEP_NAMES) + " |", "|--" * 5 + "|"]
    texts = {}
    for source in ("zh-hans/peoples-daily-1998", "zh-hant-classical/tang-poems", "zh-hans/wesnoth",
                   "zh-hans/debian-reference"):  # fmt: skip
        text = "\n".join(read(folder, source))[:1_000_000]
        texts[f"{source}, clean (MB/s)"] = explain_text(text, Config(only=STEP_NAMES)).text
    for name, text in texts.items():
        size = len(text.encode()) / 1e6
        rows.append(
            f"| {name} | " + " | ".join(f"{size / seconds(s, text):.0f}" for s in STEP_NAMES) + " |"
        )
    news = "\n".join(read(folder, PROSE[0]))[:250_000]
    dense = re.sub(f"(?<=[{HAN}])(?=[{HAN}][{HAN}][{HAN}])", " ", news.translate(FOLDED))[:300_000]
    rows.append("| dense damage, 300,000 characters (s) | "
                + " | ".join(f"{seconds(s, dense):.2f}" for s in STEP_NAMES) + " |")  # fmt: skip
    for name, shape in SHAPES.items():
        small, large = ("工" + shape * (n // len(shape)) + "x" for n in (250_000, 1_000_000))
        ratios = (seconds(s, large) / max(1e-4, seconds(s, small)) for s in STEP_NAMES)
        rows.append(f"| 1 MB of {name}, time against 250 kB | "
                    + " | ".join(f"{ratio:.1f}x" for ratio in ratios) + " |")  # fmt: skip
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--docs", type=int, default=150)
    parser.add_argument("--fit", action="store_true", help="repeat the regression of line ends")
    options = parser.parse_args()
    parts = {
        "Blanks between Han: what separates damage from authors": measure_gains(options.corpora),
        "Blanks put at random places": measure_blanks(options.corpora, options.docs),
        "Sentences broken over lines": measure_broken(options.corpora, options.docs),
        "Wrapped text": measure_wrapped(options.corpora, options.docs),
        "Folded marks": measure_marks(options.corpora, options.docs),
        "Edits in undamaged sources (15 lines each)": measure_clean(options.corpora, 40),
        "Time": measure_speed(options.corpora),
    }
    if options.fit:
        parts["Weights of line ends"] = layout_fit.fit_weights(options.corpora)
    text = "# Layout steps\n\n`python bench/layout.py CORPORA --fit`\n"
    for title, rows in parts.items():
        text += f"\n## {title}\n\n" + "\n".join(rows) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
