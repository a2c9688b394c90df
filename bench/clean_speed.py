"""How fast clean text passes decode and the gate of mojibake: this project, and chardet with ftfy.

    python bench/clean_speed.py CORPORA [--only PATTERN] [--best 5] [--write]

CORPORA is the folder that `bench/corpora.py` makes. Each source is read as one document of 1 MB
(repeated if it is shorter, cut if it is longer) and as a stream of documents of 2,000 characters in
one process, which is what users of corpora have. CPU time, the best of several runs; the peers run
beside it, so that a busy machine slows down both. chardet reads at most 200 kB of a document.
"""

from __future__ import annotations

import argparse
import platform
import re
import time
from importlib.metadata import version
from pathlib import Path

import chardet
import ftfy

from unionclean import Config
from unionclean.evidence import Evidence
from unionclean.steps import Context
from unionclean.steps.decode import decode
from unionclean.steps.mojibake import find_mojibake, hopes

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "clean_speed.md"
SIZE = 1_000_000  # bytes
SHORT = 2_000  # characters
PEER_SIZE = 200_000  # bytes: ftfy takes seconds for more
LEGACY = {"zh-hans": ("gb18030",), "zh-hant-tw": ("big5",)}
CONFIG = Config()
SAFE = ftfy.TextFixerConfig(
    fix_character_width=False, uncurl_quotes=False, fix_latin_ligatures=False, normalization=None
)


def ours(documents):
    for raw in documents:
        text = decode(raw).text
        list(find_mojibake(text, Context(CONFIG, Evidence(text))))


def peers(documents):
    for raw in documents:
        encoding = chardet.detect(raw)["encoding"] or "utf-8"
        ftfy.fix_text(raw.decode(encoding, "replace"), SAFE)


def speed(run, documents, best):
    """Return megabytes per second of CPU time, in the best of some runs."""
    seconds = []
    while len(seconds) < best and sum(seconds) < 1.5:
        hopes._find.cache_clear()  # noqa: SLF001 - nobody cleans one text again and again
        begun = time.process_time()
        run(documents)
        seconds.append(time.process_time() - begun)
    return sum(map(len, documents)) / min(seconds) / 1e6


def sized(text, size):
    text = text + "\n"
    text *= -(-size // len(text.encode()))
    return text.encode()[:size].decode("utf-8", "ignore")


def short(text):
    return [text[start : start + SHORT] for start in range(0, len(text), SHORT)]


def measured(text, codec, best):
    one = [sized(text, SIZE).encode(codec, "ignore")]
    many = [part.encode(codec, "ignore") for part in short(sized(text, SIZE))]
    few = [part.encode(codec, "ignore") for part in short(sized(text, PEER_SIZE))]
    whole = [sized(text, PEER_SIZE).encode(codec, "ignore")]
    return (
        speed(ours, one, best),
        speed(ours, many, best),
        speed(peers, whole, 1),
        speed(peers, few, 1),
    )


def rows(corpora, args):
    warm = sized((corpora / "zh-hans" / "peoples-daily-1998.txt").read_text("utf-8"), SIZE)
    ours([warm.encode()])  # the pattern is compiled once in a process
    for path in sorted(corpora.glob("*/*.txt")):
        folder, name = path.parent.name, f"{path.parent.name}/{path.stem}"
        if not re.search(args.only, name):
            continue
        text = path.read_text("utf-8")
        for codec in ("utf-8", *(LEGACY.get(folder, ()) if args.legacy else ())):
            found = measured(text, codec, args.best)
            yield name, codec, found
            print(line(name, codec, found), flush=True)


def line(name, codec, found):
    one, many, peer, peer_many = found
    return (
        f"| {name} | {codec} | {one:.1f} | {many:.1f} | {peer:.2f} | {peer_many:.2f} "
        f"| {one / peer:.0f} | {many / peer_many:.0f} |"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--only", default="", help="a pattern of sources")
    parser.add_argument("--best", type=int, default=5, help="runs of which the best counts")
    parser.add_argument("--no-legacy", dest="legacy", action="store_false", help="UTF-8 only")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    args = parser.parse_args()
    head = (
        "| source | encoding | MB/s, 1 MB | MB/s, 2,000 characters | peers, 200 kB "
        "| peers, 2,000 characters | times as fast | times as fast, short |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    print(head)
    table = [line(*row) for row in rows(args.corpora, args)]
    if args.write:
        RESULTS.write_text(
            "# Clean text through decode and the gate of mojibake\n\n"
            f"Python {platform.python_version()}; peers: chardet {version('chardet')} and then "
            f"ftfy {version('ftfy')} in its safe configuration. Megabytes of the file for each "
            f"second of CPU time on one core, the best of {args.best} runs, in one process.\n"
            "Made by `python bench/clean_speed.py CORPORA --write`; the machine was shared with "
            "other work, which makes every number smaller than it is on an idle one.\n\n"
            f"{head}\n" + "\n".join(table) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
