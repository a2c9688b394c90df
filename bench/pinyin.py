"""How much of the author's text comes back: every kind of farm damage against regex + OpenCC.

Run: python bench/pinyin.py CORPORA [--documents N] [--seed N] [--write]

Documents are runs of paragraphs from prose that no table of this project has seen; each profile
draws its own and damages them with the simulator. CER is the edit distance to the author's text
over its length, after folding widths and dropping blanks; both results go through OpenCC t2s
and 著 -> 着, so only what this step does is measured, and the author's text is taken as the farm's
character map leaves it. The baseline is what people use: a regular expression that removes
syllables in brackets. Speed is CPU time, find and apply, in the same run as the baseline, once
the tables are loaded (start-up is measured by bench/cli.py).
"""

from __future__ import annotations

import argparse
import random
import re
import time
from difflib import SequenceMatcher
from pathlib import Path

from unionclean.config import Config
from unionclean.pipeline import repair_text
from unionclean.steps.pinyin.simulator import annotate, to_farm_script

PROFILES = {
    "A, private-use kept": {"marks": "halfwidth"},
    "A, fullwidth punctuation": {"marks": "fullwidth"},
    "A, private-use dropped": {"private_use": "drop", "marks": "halfwidth"},
    "A + punctuation step": {"punctuation": "，。；！？、", "marks": "halfwidth"},
    "A, U+FFFD": {"unknown": "\ufffd", "eats": False, "marks": "halfwidth"},
    "A, marks as they were": {},
    "A, whole text at once": {"by_line": False},
    "A + punctuation step, private-use dropped": {
        "punctuation": "，。；",
        "private_use": "drop",
        "marks": "halfwidth",
    },
    "A, Simplified later": {"private_use": "drop", "marks": "halfwidth", "later": "t2s"},
    "B": {"generation": "B", "marks": "halfwidth"},
    "C toneless": {"generation": "C"},
    "D": {"generation": "D", "marks": "halfwidth"},
    "E": {"generation": "E"},
    "F": {"generation": "F", "marks": "halfwidth"},
}
LEVELS = (None, 120, 100, 80, 60, 40)
NAIVE = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?[)）]")
FOLD: dict[int, int | None] = {0xFF01 + i: 0x21 + i for i in range(94)}
FOLD |= {ord("。"): ord(".")} | dict.fromkeys(map(ord, " \u3000\u00a0\t"))
PINYIN = Config(only=("pinyin",))
HERE = Path(__file__).parent


def damage(author: str, settings: dict[str, object], **more: object) -> str:
    """Return ``author`` as a farm shows it, and as it was converted to Simplified later."""
    from opencc import OpenCC

    options = {key: value for key, value in settings.items() if key != "later"}
    damaged = annotate(author, **options, **more)
    return OpenCC(settings["later"]).convert(damaged) if "later" in settings else damaged


def documents(folder: Path, count: int, rng: random.Random) -> list[str]:
    """Return ``count`` texts of 300 to 3,500 characters from the prose in ``folder``."""
    files = [p for p in sorted(folder.glob("*.txt")) if p.stem not in {"classical", "poetry"}]
    lines = {p: p.read_text("utf-8").splitlines() for p in files}
    found: list[str] = []
    while len(found) < count:
        rows = lines[rng.choice(files)]
        size, at, text = rng.randint(300, 3000), rng.randrange(len(rows)), ""
        while at < len(rows) and len(text) < size:
            text += rows[at].encode("gbk", "ignore").decode("gbk") + "\n"
            at += 1
        if len(text) >= 300:
            found.append(text[: size + 500].rstrip())
    return found


def distance(one: str, two: str) -> int:
    """Return the number of characters that an editor would have to change."""
    if one == two:
        return 0
    pieces = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    return sum(max(j - i, m - k) for tag, i, j, k, m in pieces if tag != "equal")


def error(text: str, gold: str) -> int:
    """Return the distance, line by line where the lines agree in number."""
    ours, theirs = text.translate(FOLD).split("\n"), gold.translate(FOLD).split("\n")
    if len(ours) != len(theirs):
        return distance("".join(ours), "".join(theirs))
    return sum(distance(a, b) for a, b in zip(ours, theirs, strict=True))


def first_difference(result: str, gold: str) -> str:
    """Return the first place where the two texts differ, with some characters around it."""
    for one, two in zip(result.split("\n"), gold.split("\n"), strict=False):
        a, b = one.translate(FOLD), two.translate(FOLD)
        if a != b:
            pairs = zip(a, b, strict=False)
            at = next((i for i, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))
            return f"    {a[max(0, at - 12) : at + 12]} | {b[max(0, at - 12) : at + 12]}"
    return "    lines differ in number"


def measure_profile(name: str, folder: Path, count: int, rng: random.Random, examples: int) -> str:
    """Return the row of the table for one profile."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    settings = PROFILES[name]
    nothing = naive = ours = length = exact = 0
    for author in documents(folder, count, rng):
        damaged = damage(author, settings, level=rng.choice(LEVELS), seed=rng.randrange(10**6))
        gold = author if settings.get("generation") == "E" else to_farm_script(author)
        gold = convert(gold).replace("著", "着")
        result = convert(repair_text(damaged, PINYIN).text).replace("著", "着")
        wrong = error(result, gold)
        ours += wrong
        exact += wrong == 0
        naive += error(convert(NAIVE.sub("", damaged)).replace("著", "着"), gold)
        nothing += error(convert(damaged).replace("著", "着"), gold)
        length += len(gold.translate(FOLD))
        if wrong and examples > 0:
            examples -= 1
            print(first_difference(result, gold))
    return (
        f"| {name} | {nothing / length:.3f} | {naive / length:.5f} | {ours / length:.6f} "
        f"| {exact}/{count} |"
    )


def measure_speed(folder: Path, rng: random.Random) -> list[str]:
    """Return the rows of the speed table: MB of UTF-8 a second of CPU time."""
    texts = documents(folder, 500, rng)
    warm = documents(folder, 60, rng)  # loads the tables, whose cost start-up is measured with
    rows = []
    for name in ("clean", *PROFILES):
        if name == "clean":
            text = "\n".join(texts)
        else:
            settings = PROFILES[name]
            text = "\n".join(damage(t, settings, seed=i) for i, t in enumerate(texts))
        first = {} if name == "clean" else PROFILES[name]
        repair_text("\n".join(damage(t, first, seed=i) for i, t in enumerate(warm)), PINYIN)
        size = len(text.encode()) / 1e6
        start = time.process_time()
        repair_text(text, PINYIN)
        # On damaged text the pipeline runs the step twice: the second run finds nothing.
        middle = time.process_time()
        NAIVE.sub("", text)
        end = time.process_time()
        ours, naive = size / (middle - start), size / (end - middle)
        rows.append(f"| {name} | {size:.1f} | {ours:.1f} | {naive:.0f} |")
    return rows


def main() -> None:
    """Measure all profiles and print the tables, or write them to bench/results/pinyin.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="folder that bench/corpora.py filled")
    parser.add_argument("--documents", type=int, default=120)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--profile", default="", help="only profiles with this in their name")
    parser.add_argument("--show", type=int, default=0, help="differences to print per profile")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    folder = options.corpora / "zh-hans"
    out = [
        "# Pinyin: restoring the author's text",
        "",
        f"`python bench/pinyin.py CORPORA --documents {options.documents} --seed {seed}`",
        "",
        "| profile | CER, nothing done | regex + OpenCC | unionclean | documents exact |",
        "|---|---|---|---|---|",
    ]
    print("\n".join(out))
    for name in PROFILES:
        if options.profile in name:
            out.append(measure_profile(name, folder, options.documents, rng, options.show))
            print(out[-1], flush=True)
    if options.write:
        speed = measure_speed(folder, rng)
        out += [
            "",
            "MB of UTF-8 a second of CPU time (a machine under other load; compare the columns):",
            "",
            "| text | MB | unionclean, pinyin step | regex alone |",
            "|---|---|---|---|",
            *speed,
        ]
        print("\n".join(speed))
        target = HERE / "results" / "pinyin.md"
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(out) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
