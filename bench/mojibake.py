"""How much mojibake is restored, and what good text is harmed: this project and ftfy in one run.

    python bench/mojibake.py CORPORA [--count 20] [--kinds PATTERN] [--ftfy-cases FILE] [--write]

CORPORA is the folder that `bench/corpora.py` makes. Every kind of damage is done to the same seeded
samples and scored by the text that comes out. FILE is `tests/test_cases.json` of ftfy's sdist.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
import time
import tomllib
from collections import defaultdict
from pathlib import Path

import ftfy

import mojibake_lossless
from mojibake_kinds import GB, KINDS, LATIN, SAFE, codec_of, is_lossless, misread, sloppy
from unionclean import Config, fix_bytes, fix_text

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (4, 8, 16, 40, 200, 1500)
ONLY = Config(only=("mojibake",))
HAN = re.compile("[\u3400-\u9fff]")
SIMPLIFIED = (
    "peoples-daily-1998",
    "debian-handbook",
    "wesnoth",
    "installation-guide",
    "libreoffice-help",
    "book-reviews-positive",
)
TRADITIONAL = ("debian-handbook", "wesnoth", "libreoffice-help")
TOOLS = {
    "unionclean": lambda text: fix_text(text, ONLY),
    "ftfy safe": lambda text: ftfy.fix_text(text, SAFE),
    "ftfy default": ftfy.fix_text,
}


# Samples ---------------------------------------------------------------------------------------


def load(corpora, folder, names):
    """Lines of prose; those with escapes or mojibake of their own would be repaired besides."""
    lines = []
    for name in names:
        for raw in (corpora / folder / f"{name}.txt").read_text("utf-8").splitlines():
            line = raw.strip()
            prose = len(line) >= 4 and len(HAN.findall(line)) >= 0.6 * len(line)
            if prose and not re.search(
                r"&#|\\u|%[0-9A-F]{2}|[À-ÿ]{2}|[\x80-\x9f]|[{}]|\ufffd", line
            ):
                lines.append(line)
    return lines


def samples(lines, length, count, rng, codec):
    found = []
    while len(found) < count:
        line = rng.choice(lines)
        if length > 200:
            start = rng.randrange(len(lines))
            line = ""
            while len(line) < length:
                line += lines[start % len(lines)] + "\n"
                start += 1
        starts = [0, *(mark.end() for mark in re.finditer("[，。；：！？、]", line))]
        start = rng.choice(starts) if length <= 200 else 0
        text = line[start : start + length].strip()
        if len(text) < 0.9 * length or len(HAN.findall(text)) < 0.6 * len(text):
            continue
        # Python writes some characters in the code of another: • in that of ‧.
        if text.encode(codec, "ignore").decode(codec) == text:
            found.append(text)
    return found


def surroundings(place, script, lines, rng):
    if place == "line":
        some = [rng.choice(lines) for _ in range(6)]
        return "\n".join([*some[:3], ""]), "\n".join(["", *some[3:]])
    if place == "inside":
        return (
            ("他在信里写道：", "，然后就走了。")
            if script == "s"
            else ("他在信裡寫道：", "，然後就走了。")
        )
    return "", ""


def right_chars(clean, got):
    if clean == got:
        return len(clean)
    if len(clean) == len(got):
        same = sum(one == other for one, other in zip(clean, got, strict=True))
        if same > 0.7 * len(clean):
            return same
    blocks = difflib.SequenceMatcher(None, clean, got, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


# Measurements ----------------------------------------------------------------------------------


class Row:
    def __init__(self):
        self.exact = defaultdict(list)  # by length
        self.lossless = {"4": [], "8+": []}
        self.right = self.total = 0
        self.seconds = 0.0
        self.chars = 0


def repair(corpora, args):
    lines = {
        "s": load(corpora, "zh-hans", SIMPLIFIED),
        "t": load(corpora, "zh-hant-tw", TRADITIONAL),
    }
    rows = {}
    for number, (kind, (damage, script)) in enumerate(KINDS.items()):
        if not re.search(args.kinds, kind):
            continue
        codec = codec_of(kind)
        for place in args.places.split(","):
            rng = random.Random(f"{args.seed} {number} {place}")
            for length in LENGTHS if place != "inside" else LENGTHS[:-1]:
                for clean in samples(lines[script], length, args.count, rng, codec):
                    damaged = damage(clean)
                    # The escapes of an address are as they should be.
                    if damaged == clean or (kind[0] in "%=" and "://" in clean):
                        continue
                    before, after = surroundings(place, script, lines[script], rng)
                    whole = is_lossless(kind, clean, damaged)
                    for tool in args.tools.split(","):
                        row = rows.setdefault((kind, place, tool), Row())
                        begun = time.process_time()
                        fixed = TOOLS[tool](before + damaged + after)
                        row.seconds += time.process_time() - begun
                        row.chars += len(before + damaged + after)
                        good = fixed == before + clean + after
                        keeps = fixed.startswith(before) and fixed.endswith(after)
                        got = fixed[len(before) : len(fixed) - len(after)] if keeps else ""
                        row.exact[length].append(good)
                        row.right += right_chars(clean, got)
                        row.total += max(len(clean), len(got))
                        if whole:
                            row.lossless["4" if length == 4 else "8+"].append(good)
                        if args.show and tool == "unionclean" and not good and (whole or args.all):
                            print(
                                f"  [{kind} {place}] {clean[:50]!r} {damaged[:60]!r} {got[:50]!r}"
                            )
            for tool in args.tools.split(","):
                print(*describe(kind, place, tool, rows[kind, place, tool]), sep=" | ", flush=True)
    return rows


def mean(values):
    return f"{100 * sum(values) / len(values):.1f}" if values else "–"


def describe(kind, place, tool, row):
    every = [good for goods in row.exact.values() for good in goods]
    return (
        f"{kind:40}",
        place,
        tool,
        f"{mean(row.lossless['4'])} ({len(row.lossless['4'])})",
        f"{mean(row.lossless['8+'])} ({len(row.lossless['8+'])})",
        mean(every),
        f"{100 * row.right / max(row.total, 1):.1f}",
    )


def harm(corpora, args):
    rng = random.Random(args.seed)
    groups = defaultdict(list)
    for path in sorted(corpora.glob("*/*.txt")):
        lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
        groups[path.parent.name].extend(rng.sample(lines, min(args.harm, len(lines))))
        short = [line for line in lines if 2 <= len(line) <= 8 and HAN.search(line)]
        groups["short titles"].extend(rng.sample(short, min(20, len(short))))
    cases = tomllib.loads((ROOT / "tests/cases/mojibake.toml").read_text("utf-8"))["case"]
    groups["adversarial"] = [case["kept"] for case in cases if "kept" in case]
    if args.ftfy_cases:
        found = json.loads(args.ftfy_cases.read_text("utf-8"))
        groups["ftfy's negative cases"] = [
            case["original"]
            for case in found
            if case["original"] == case["fixed"] and case["expect"] == "pass"
        ]
    table = []
    for name, lines in groups.items():
        changed = {tool: sum(fix(line) != line for line in lines) for tool, fix in TOOLS.items()}
        table.append((name, len(lines), changed))
        print(name, len(lines), changed, flush=True)
        if args.show:
            for line in lines:
                fixed = TOOLS["unionclean"](line)
                if fixed != line:
                    print("   ", repr(line[:80]), repr(fixed[:80]))
    return table


def speed(corpora):
    def rate(fix, text):
        best = min(clock(fix, text) for _ in range(3))
        return len(text.encode()) / best / 1e6

    def clock(fix, text):
        begun = time.process_time()
        fix(text)
        return time.process_time() - begun

    simplified = (corpora / "zh-hans/peoples-daily-1998.txt").read_text("utf-8")
    traditional = (corpora / "zh-hant-tw/libreoffice-help.txt").read_text("utf-8")
    book = simplified[:330_000]
    both = Config(only=("decode", "mojibake"))
    table = []
    for name, text in (("Simplified", simplified), ("Traditional", traditional)):
        raw = text.encode()
        begun = [clock(lambda data: fix_bytes(data, both), raw) for _ in range(3)]
        table.append((f"clean, {name}, decode and mojibake", len(raw), min(begun)))
        print(table[-1], flush=True)
    texts = {
        "clean, Simplified": simplified,
        "clean, Traditional": traditional,
        "1 MB, UTF-8 as gb18030": GB(book),
        "1 MB, UTF-8 as gbk with U+FFFD": misread("utf-8", "gbk")(book),
        "1 MB, UTF-8 as cp1252": sloppy(book),
        "1 MB, GBK as latin-1": book.encode("gbk", "ignore").decode("latin-1"),
        "1 MB, UTF-8 as latin-1 twice": LATIN(LATIN(book[:100_000])),
        "1 MB in one line, UTF-8 as cp1252": sloppy(book.replace("\n", "")),
    }
    table = [(name, size / 1e6, size / took / 1e6, 0.0, took) for name, size, took in table]
    for name, text in texts.items():
        ours, theirs = rate(TOOLS["unionclean"], text), rate(TOOLS["ftfy safe"], text)
        seconds = len(text.encode()) / ours / 1e6
        table.append((name, len(text.encode()) / 1e6, ours, theirs, seconds))
        print(name, [round(value, 2) for value in table[-1][1:]], flush=True)
    return table


# Report ----------------------------------------------------------------------------------------


def write(rows, harmed, speeds, args):
    tools = args.tools.split(",")
    out = [
        "# Mojibake: restored and harmed",
        "",
        (
            f"`python bench/mojibake.py CORPORA --count {args.count} --seed {args.seed} "
            f"--harm {args.harm} --write` on {time.strftime('%Y-%m-%d')}; ftfy {ftfy.__version__}."
        ),
        f"{args.count} samples for each kind, place and length (4, 8, 16, 40, 200, 1,500",
        "characters; inside a sentence up to 200).",
        "",
        "Exact means the whole document character for character. *Lossless* samples are those in",
        "which no byte was destroyed; their number is in brackets. *Characters* counts right ones",
        "in all samples, guessed ones included. The last column is ftfy with the safe and with the",
        "default configuration, all samples, exact.",
        "",
        "| damage | place | lossless, 4 | lossless, 8+ | all exact | characters | ftfy |",
        "|---|---|---|---|---|---|---|",
    ]
    for (kind, place, tool), row in rows.items():
        if tool != "unionclean":
            continue
        _, _, _, four, more, every, chars = describe(kind, place, tool, row)
        others = " / ".join(
            mean([good for goods in rows[kind, place, other].exact.values() for good in goods])
            for other in tools[1:]
        )
        name = kind.replace("\\", "\\\\").replace("|", "\\|")
        out.append(f"| {name} | {place} | {four} | {more} | {every} | {chars} | {others} |")
    out += [
        "",
        "## Clean lines changed",
        "",
        "| lines | number | unionclean | ftfy safe | ftfy default |",
        "|---|---|---|---|---|",
    ]
    for name, number, changed in harmed:
        out.append(
            f"| {name} | {number} | " + " | ".join(str(changed[tool]) for tool in TOOLS) + " |"
        )
    total = {tool: sum(changed[tool] for _, _, changed in harmed) for tool in TOOLS}
    out.append(
        f"| **all** | {sum(number for _, number, _ in harmed)} | "
        + " | ".join(str(total[tool]) for tool in TOOLS)
        + " |"
    )
    out += [
        "",
        "Lines that change are printed by `--show`: those of 2026-11-28 hold numeric references",
        "in shop reviews, which are damage.",
        "",
        "## Speed",
        "",
        "One core, MB of UTF-8 a second, best of three; ratios carry over to other machines.",
        "",
        "| text | MB | seconds | unionclean | ratio to ftfy safe |",
        "|---|---|---|---|---|",
    ]
    for name, size, ours, theirs, seconds in speeds:
        ratio = f"{ours / theirs:.1f}" if theirs else "–"
        out.append(f"| {name} | {size:.1f} | {seconds:.2f} | {ours:.2f} | {ratio} |")
    (ROOT / "bench/results/mojibake.md").write_text("\n".join(out) + "\n", "utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--places", default="whole,line,inside")
    parser.add_argument("--tools", default="unionclean,ftfy safe,ftfy default")
    parser.add_argument("--harm", type=int, default=100, help="clean lines from each file")
    parser.add_argument("--lossless", type=int, default=100, help="samples without loss in a cell")
    parser.add_argument("--ftfy-cases", type=Path)
    parser.add_argument("--only", choices=("repair", "lossless", "harm", "speed"))
    parser.add_argument("--show", action="store_true", help="print what fails")
    parser.add_argument(
        "--all", action="store_true", help="with --show: also where bytes were lost"
    )
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    args.matches = lambda kind: re.search(args.kinds, kind)
    if args.only == "lossless":
        tools, fix = (load, samples, surroundings), TOOLS["unionclean"]
        found = mojibake_lossless.measure(args.corpora, args, tools, fix=fix, show=args.show)
        if args.write:
            mojibake_lossless.write(found, args, ROOT / "bench/results/mojibake_lossless.md")
        return
    rows = repair(args.corpora, args) if args.only in {None, "repair"} else {}
    harmed = harm(args.corpora, args) if args.only in {None, "harm"} else []
    speeds = speed(args.corpora) if args.only in {None, "speed"} else []
    if args.write:
        write(rows, harmed, speeds, args)


if __name__ == "__main__":
    main()
