"""Speed of script conversion against other engines, paired in one run.

    python bench/script.py CORPORA [--other PYTHON] [--rounds N] [--configs A,B] > RESULTS

CORPORA is the folder made by bench/corpora.py. PYTHON is an interpreter with the wheels OpenCC
1.4.2 and opencc-pyo3; they cannot share an environment with opencc-python-reimplemented, because
two of them install the same package. Every measurement is a process of its own; the engines take
turns within a round, and the table shows the best of the rounds in processor time, which depends
little on what else the machine does; numpy's algebra threads, which spin for a while after the
import and do nothing here, are switched off, or they would be counted. "first" is the first call
on the text in that process, after loading; "again" the second one.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CONFIGS = ("t2s", "s2t", "s2tw", "s2twp", "tw2sp")
OURS = {
    "best": ("best", True),
    "best, without numpy": ("best", False),
    "policy opencc": ("opencc", True),
    "policy opencc, without numpy": ("opencc", False),
    "policy reimplemented": ("reimplemented", True),
}
REIMPLEMENTED = "opencc-python-reimplemented"
SHORT = "坚持学习贯彻党的发展方针和政策建设队伍"


def measure(engine: str, config: str, path: Path) -> dict[str, float]:
    """Return seconds to load, of the first and second call, and of a call on 20 characters."""
    text = path.read_text("utf-8")
    started = time.process_time()
    if engine in OURS:
        policy, vectors = OURS[engine]
        if vectors:
            import numpy as np  # noqa: F401 -- loaded before: a batch run pays for it once
        else:
            sys.modules["numpy"] = None
        started = time.process_time()
        from unionclean.steps.script.conversion import converter

        convert = converter(config, policy).convert
    elif engine == "opencc-pyo3":
        import opencc_pyo3

        convert = opencc_pyo3.OpenCC(config).convert
    else:
        import opencc

        convert = opencc.OpenCC(config).convert
    convert("发")
    loaded = time.process_time()
    convert(text)
    first = time.process_time()
    convert(text)
    again = time.process_time()
    for _ in range(2000):
        convert(SHORT)
    short = time.process_time()
    return {
        "load": loaded - started,
        "first": first - loaded,
        "again": again - first,
        "short": (short - again) / 2000,
    }


def make_texts(corpora: Path, folder: Path) -> dict[str, Path]:
    """Write the texts to convert, and short parts of them for the slow engine."""
    from unionclean import convert
    from unionclean.steps.script.dictionaries import dictionary

    prose = (corpora / "zh-hans/peoples-daily-1998.txt").read_text("utf-8")
    choose = random.Random(1)
    words = sorted(dictionary("STPhrases").entries)
    hostile = "".join(choose.choice(words) for _ in range(120_000))
    texts = {
        "s": prose,
        "t": convert(prose, "s2t", "opencc"),
        "s-hostile": hostile,
        "t-hostile": convert(hostile, "s2t", "opencc"),
    }
    paths = {}
    for name, text in texts.items():
        for kind, part in (("", text), ("-part", text[:100_000])):
            paths[name + kind] = folder / f"{name}{kind}.txt"
            paths[name + kind].write_text(part, "utf-8")
    return paths


def run(python: str, engine: str, config: str, path: Path) -> dict[str, float]:
    command = [python, __file__, "--one", engine, config, str(path)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, cwd=path.parent, env=environment
    )
    return dict(json.loads(done.stdout))


def main() -> None:
    if sys.argv[1] == "--one":
        print(json.dumps(measure(sys.argv[2], sys.argv[3], Path(sys.argv[4]))))
        return
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--other", help="python with OpenCC and opencc-pyo3")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--configs", default=",".join(CONFIGS), help="fewer for a quick look")
    options = parser.parse_args()
    configs = options.configs.split(",")
    engines = {REIMPLEMENTED: sys.executable, **dict.fromkeys(OURS, sys.executable)}
    if options.other:
        engines |= {"OpenCC 1.4.2 (C++)": options.other, "opencc-pyo3 (Rust)": options.other}
    names = {"OpenCC 1.4.2 (C++)": "opencc", "opencc-pyo3 (Rust)": "opencc-pyo3"}
    print("# Speed of script conversion\n\n`python bench/script.py CORPORA --other PYTHON`", end="")
    print(f", {options.configs}")
    print(f"\nBest of {options.rounds} rounds, CPU time. First call / second call (ratio).")
    with tempfile.TemporaryDirectory() as folder:
        paths = make_texts(options.corpora, Path(folder))
        for kind in ("", "-hostile"):
            size = paths[f"s{kind}"].stat().st_size / 1e6
            title = "Random dictionary words" if kind else "Newspaper prose"
            print(f"\n## {title}, {size:.1f} MB; MB/s, and times {REIMPLEMENTED}\n")
            report(engines, names, paths, kind, rounds=options.rounds, configs=configs)


def report(
    engines: dict[str, str],
    names: dict[str, str],
    paths: dict[str, Path],
    kind: str,
    *,
    rounds: int,
    configs: list[str],
) -> None:
    results: dict[tuple[str, str], list[dict[str, float]]] = {}
    for _ in range(rounds):
        for config in configs:
            for engine, python in engines.items():
                # The slow engine gets a part of the text: its speed does not depend on length.
                part = "-part" if engine == REIMPLEMENTED else ""
                path = paths[config[0] + kind + part]
                found = run(python, names.get(engine, engine), config, path)
                size = path.stat().st_size / 1e6
                found["first"], found["again"] = size / found["first"], size / found["again"]
                results.setdefault((engine, config), []).append(found)

    def best(engine: str, config: str, key: str) -> float:
        values = [found[key] for found in results[engine, config]]
        return max(values) if key in {"first", "again"} else min(values)

    print(f"| engine | {' | '.join(configs)} | load ms (s2t) | 20 characters, us (s2t, t2s) |")
    print(f"|---|{'---|' * (len(configs) + 2)}")
    for engine in engines:
        cells = []
        for config in configs:
            first, again = best(engine, config, "first"), best(engine, config, "again")
            ratio = first / best(REIMPLEMENTED, config, "first")
            cells.append(f"{first:.1f} / {again:.1f} ({ratio:.0f}x)")
        load = best(engine, "s2t", "load") * 1e3
        short = [best(engine, config, "short") * 1e6 for config in ("s2t", "t2s")]
        print(f"| {engine} | {' | '.join(cells)} | {load:.0f} | {short[0]:.1f}, {short[1]:.1f} |")


if __name__ == "__main__":
    main()
