"""Kinds of mojibake that lose nothing, with many samples of each.

    python bench/mojibake.py CORPORA --only lossless [--lossless 100] [--kinds PATTERN] [--write]

The sources are all Chinese prose of the corpora, in equal parts: news, handbooks, reviews, verse,
old novels and plays, interface texts, Cantonese.
"""

from __future__ import annotations

import random
import time
from collections import defaultdict
from itertools import count as numbers

from mojibake_kinds import KINDS, MORE, codec_of, is_lossless

LENGTHS = (4, 8, 16)
PLACES = ("whole", "line", "inside")
FOLDERS = {
    "s": ("zh-hans",),
    "t": ("zh-hant-tw", "zh-hant-hk", "zh-hant-classical", "yue"),
}
_TRIES = 4  # for each sample, where a kind may lose bytes
_FEWEST = 20  # samples without which a cell says nothing
_LINES = 20  # a source has more


def sources(corpora, load):
    found = {"s": [], "t": []}
    for script, folders in FOLDERS.items():
        for folder in folders:
            for path in sorted((corpora / folder).glob("*.txt")):
                lines = load(corpora, folder, [path.stem])
                if len(lines) > _LINES:
                    found[script].append(lines)
    return found


def measure(corpora, args, tools, *, fix, show=False):
    """Return for each kind the right ones and their number, by place and length.

    ``tools`` are the functions of bench/mojibake.py that load lines and draw samples.
    """
    load, samples, surroundings = tools
    prose = sources(corpora, load)
    rows = {}
    for kind, (damage, script) in (KINDS | MORE).items():
        if kind[0] in "&\\%=" or not args.matches(kind):
            continue
        cells = rows[kind] = defaultdict(list)
        for place in PLACES:
            for length in LENGTHS:
                rng = random.Random(f"{args.seed} {kind} {place} {length}")
                good = cells[place, length]
                for number in numbers():
                    if len(good) == args.lossless or number == _TRIES * args.lossless:
                        break
                    lines = prose[script][number % len(prose[script])]
                    (clean,) = samples(lines, length, 1, rng, codec_of(kind))
                    damaged = damage(clean)
                    before, after = surroundings(place, script, lines, rng)
                    if damaged == clean or not is_lossless(kind, clean, damaged):
                        continue
                    if fix(before + after) != before + after:
                        continue  # damage of the source itself
                    fixed = fix(before + damaged + after)
                    good.append(fixed == before + clean + after)
                    if show and not good[-1]:
                        print(f"  [{kind} {place}] {clean!r} {damaged!r} {fixed[len(before) :]!r}")
        print(kind, *(_share(cells[key]) for key in cells), sep=" | ", flush=True)
    return rows


def _share(good):
    if not good:
        return "–"
    share = f"{100 * sum(good) / len(good):.1f}"
    return share if len(good) >= _FEWEST else f"{share} ({len(good)})"


_LIMITS = "## What cannot be told apart"


def write(rows, args, path):
    places = [(place, length) for place in PLACES for length in LENGTHS]
    out = [
        "# Mojibake without loss, many samples",
        "",
        (
            f"`python bench/mojibake.py CORPORA --only lossless --lossless {args.lossless} "
            f"--seed {args.seed} --write` on {time.strftime('%Y-%m-%d')}."
        ),
        "",
        f"{args.lossless} samples a cell, % of documents exact; where there are few, the number is",
        "in brackets. All Chinese sources of the corpora take equal parts, verse and plays too.",
        "Places: the whole text, one line between good ones, inside a sentence; 4, 8 and 16",
        "characters.",
        "",
        "| damage | " + " | ".join(f"{place} {length}" for place, length in places) + " |",
        "|---|" + "--:|" * len(places),
    ]
    for kind, cells in rows.items():
        out.append(f"| {kind} | " + " | ".join(_share(cells[key]) for key in places) + " |")
    for length in LENGTHS:
        every = [
            sum(good) / len(good)
            for cells in rows.values()
            for (_, size), good in cells.items()
            if size == length and len(good) >= _FEWEST
        ]
        least = 0.97 if length < LENGTHS[1] else 0.99
        reached = sum(share >= least for share in every)
        out.append(
            f"\nAt {length} characters {reached} of {len(every)} cells reach {least:.0%}; "
            f"the mean is {sum(every) / len(every):.1%}."
        )
    # What was measured by hand stays until somebody measures it again.
    before = path.read_text("utf-8") if path.exists() else ""
    limits = before.find(_LIMITS)
    out += ["", before[limits:].rstrip()] if limits >= 0 else []
    path.write_text("\n".join(out) + "\n", "utf-8")
