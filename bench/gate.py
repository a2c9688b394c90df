"""What the whole pipeline restores and what it destroys: the numbers that may only get better.

    python bench/corpora.py CORPORA           # once: clean prose from pinned packages
    python bench/gate.py CORPORA              # measure with a new random seed
    python bench/gate.py CORPORA --check      # the pinned documents; exit 1 below a floor
    python bench/gate.py CORPORA --pin        # raise the floors to what was measured
    python bench/gate.py CORPORA --write      # write bench/results/gate.md

Documents of 5 to 25 neighbouring paragraphs are drawn from prose, damaged by scripts/damage.py and
repaired by `unionclean.fix_bytes` with default settings. Two numbers for each kind of damage:

    left    edit distance between the repaired and the clean document over the length of the clean
            one, all documents of the kind together: 0 is best
    exact   share of the documents that came back character for character: 1 is best

A third number is the harm: edits in text that nobody damaged, for each 10,000 characters. A drawn
document that the pipeline changes is never damaged (no answer would be the right one); it is
counted as dropped, with the steps that changed it, and shown by --show.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from unionclean import fix_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "scripts"))
import damage  # noqa: E402 - scripts/ is no package

FLOORS = HERE / "floors.toml"
RESULTS = HERE / "results" / "gate.md"

# Prose that no table of the package was made from (but line_ends.txt from the newspaper).
SIMPLIFIED = ("zh-hans/peoples-daily-1998", "zh-hans/wesnoth", "zh-hans/debian-handbook")
TRADITIONAL = ("zh-hant-tw/wesnoth", "zh-hant-tw/debian-handbook")
CHARSETS = {SIMPLIFIED: "gbk", TRADITIONAL: "cp950"}

# Fullwidth letters and digits of the newspaper: folding marks would fold them too, for good.
FOLDED = {0xFF01 + i: 0x21 + i for i in range(94) if chr(0xFF01 + i) not in damage.MARKS}

# Paragraphs where the author wrote halfwidth marks beside Chinese, and markup and lists of names in
# one line: once marks are folded nobody can tell which were halfwidth before.
MIXED = re.compile(
    f"[{damage.HAN}] ?[,;:?!()]|[,;:?!()] ?[{damage.HAN}]|[a-z_]=|^[^。！？]*[|,][^。！？]*[|,]"
)

LONGEST = 4000  # characters of a document: so that one long paragraph does not outweigh a kind


class Kind(NamedTuple):
    """A kind of damage: what happens to a document, in order, as in fixtures/fixtures.toml."""

    damage: Sequence[str | dict[str, Any]]
    saved: str = "utf-8"
    sources: tuple[str, ...] = SIMPLIFIED
    indented: bool = False

    def damages(self, line: str) -> bool:
        """Tell whether the line can be misread without loss; scripts/damage.py keeps it if not."""
        wrong = [
            item for item in self.damage if isinstance(item, dict) and item["kind"] == "misread"
        ]
        return all(damage.misread_line(line, it["saved"], it["read"]) != line for it in wrong)


def farm(**options: Any) -> Kind:
    return Kind([{"kind": "farm", **options}])


def misread(saved: str, read: str, sources: tuple[str, ...] = SIMPLIFIED, times: int = 1) -> Kind:
    return Kind(
        [{"kind": "misread", "saved": saved, "read": read, "times": times}], "utf-8", sources
    )


KINDS = {
    "gb18030": Kind([], "gb18030"),
    "big5": Kind([], "cp950", TRADITIONAL),
    "traditional in gb18030": Kind([], "gb18030", TRADITIONAL),
    "utf-16 without BOM": Kind([], "utf-16-le"),
    "gb18030 and utf-8 by line": Kind([], "mixed"),
    "utf-8 read as cp1252": misread("utf-8", "cp1252"),
    "utf-8 read as latin-1": misread("utf-8", "latin-1"),
    "utf-8 read as cp1252 twice": misread("utf-8", "cp1252", times=2),
    "utf-8 read as gb18030": misread("utf-8", "gb18030"),
    "gbk read as latin-1": misread("gbk", "latin-1"),
    "gbk read as cp1252": misread("gbk", "cp1252"),
    "gbk read as big5": misread("gbk", "cp950"),
    "big5 read as gb18030": misread("cp950", "gb18030", TRADITIONAL),
    "big5 read as latin-1": misread("cp950", "latin-1", TRADITIONAL),
    "traditional utf-8 read as cp1252": misread("utf-8", "cp1252", TRADITIONAL),
    "character references": Kind(["entities"]),
    "unicode escapes": Kind(["unicode escapes"]),
    "percent escapes": Kind(["percent escapes"]),
    "quoted-printable": Kind(["quoted-printable"]),
    "farm A": farm(generation="A"),
    "farm A, halfwidth": farm(generation="A", marks="halfwidth"),
    "farm A, few readings": farm(generation="A", level=45, marks="halfwidth"),
    "farm A, private use lost": farm(generation="A", private_use="drop", marks="halfwidth"),
    "farm A, hit marks": farm(generation="A", punctuation="，。；！？、"),
    "farm A, U+FFFD": farm(generation="A", unknown="\ufffd", marks="halfwidth"),
    "farm B": farm(generation="B", marks="halfwidth"),
    "farm C": farm(generation="C"),
    "farm D": farm(generation="D", marks="halfwidth"),
    "farm E": farm(generation="E"),
    "pseudo-Traditional": Kind(["pseudo-traditional"]),
    "pseudo-Traditional, halfwidth, gb18030": Kind(["pseudo-traditional", "halfwidth"], "gb18030"),
    "invisible and compatibility": Kind(["invisible"]),
    "stray blanks": Kind(["stray blanks"]),
    "stray blanks, traditional": Kind(["stray blanks"], "utf-8", TRADITIONAL),
    "broken lines": Kind(["broken lines"]),
    "broken lines, traditional": Kind(["broken lines"], "utf-8", TRADITIONAL),
    "wrapped": Kind(["wrapped"], indented=True),
    "crlf": Kind(["crlf"]),
    "halfwidth marks": Kind(["halfwidth"]),
    "halfwidth marks, traditional": Kind(["halfwidth"], "utf-8", TRADITIONAL),
    "navigation": Kind(["navigation"]),
    "breadcrumb": Kind(["breadcrumb"]),
    "credits": Kind(["credits"]),
    "links to neighbours": Kind(["neighbours"]),
    "county names": Kind(["counties"]),
    "keywords": Kind(["keywords"]),
    "teaser": Kind(["teaser"]),
    "whole farm page in gb18030": Kind(
        ["credits", "navigation", {"kind": "farm", "generation": "A", "marks": "halfwidth"},
         "counties"], "gb18030",
    ),
}  # fmt: skip

# Folders of which every file is read for harm; the reviews are left out: customers wrote them, and
# they hold real damage (bench/corpora.py says so).
HARM = ("zh-hans", "zh-hant-tw", "zh-hant-hk", "zh-hant-classical", "yue",
        "ja", "ko", "vi", "ru", "en", "de", "fr", "es")  # fmt: skip
UNCLEAN = {"book-reviews-negative", "book-reviews-positive"}


@dataclass
class Score:
    """What was measured for one kind."""

    characters: int = 0
    distance: int = 0
    before: int = 0
    documents: int = 0
    exact: int = 0
    worst: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, text: str, clean: str) -> None:
        """Count one repaired document."""
        missing = distance(text, clean)
        self.documents += 1
        self.exact += text == clean
        self.characters += len(clean)
        self.distance += missing
        if missing:
            self.worst.append((missing, text, clean))

    @property
    def left(self) -> float:
        return round(self.distance / max(1, self.characters), 5)

    @property
    def share(self) -> float:
        return round(self.exact / max(1, self.documents), 3)


@dataclass
class Dropped:
    """Documents that the pipeline changed though nobody had damaged them."""

    drawn: int = 0
    documents: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)


def common_head(one: str, two: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    pairs = enumerate(zip(one, two, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(two)))


def distance(one: str, two: str) -> int:
    """Return the Levenshtein distance; numpy fills a row of the table at a time."""
    head = common_head(one, two)
    one, two = one[head:], two[head:]
    while one and two and one[-1] == two[-1]:
        one, two = one[:-1], two[:-1]
    if not one or not two:
        return len(one) + len(two)
    columns = np.frombuffer(two.encode("utf-32-le", "surrogatepass"), np.uint32)
    steps = np.arange(len(two) + 1)
    row = steps.copy()
    for number, char in enumerate(one, 1):
        new = np.empty_like(row)
        new[0] = number
        np.minimum(row[1:] + 1, row[:-1] + (columns != ord(char)), out=new[1:])
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


# ---------------------------------------------------------------- documents


def read(folder: Path, sources: tuple[str, ...]) -> list[list[str]]:
    """Return the paragraphs of each source that are prose and that its charset can write."""
    return [
        [
            row
            for row in (line.translate(FOLDED) for line in lines)
            if is_prose(row, CHARSETS[sources])
        ]
        for lines in ((folder / f"{s}.txt").read_text("utf-8").split("\n") for s in sources)
    ]


def is_prose(text: str, charset: str) -> bool:
    """Tell whether every kind of damage on this paragraph has one right repair."""
    raw = text.encode(charset, "replace")
    return raw.decode(charset) == text and bool(text.strip()) and not MIXED.search(text)


def draw(sources: list[list[str]], rng: random.Random, *, indented: bool = False) -> str:
    """Return 5 to 25 neighbouring paragraphs of one source."""
    lines = rng.choice(sources)
    start = rng.randrange(len(lines) - 25)
    text = ""
    for number, line in enumerate(lines[start : start + rng.randint(5, 25)]):
        if number >= 5 and len(text) + len(line) > LONGEST:
            break
        text += ("\u3000\u3000" if indented else "") + line + "\n"
    return text


def clean_documents(
    sources: list[list[str]], count: int, rng: random.Random, dropped: Dropped, *, indented: bool
) -> Iterator[str]:
    """Yield ``count`` documents that the pipeline leaves alone; ``dropped`` counts the others."""
    while count:
        text = draw(sources, rng, indented=indented)
        dropped.drawn += 1
        result = fix_bytes(text.encode())
        if result.text == text:
            count -= 1
            yield text
            continue
        dropped.documents += 1
        dropped.steps.update({change.step for change in result.changes} or {"decode"})
        dropped.changes += [shown(text, change) for change in result.changes[:3]]


def shown(text: str, change: Any) -> str:
    before, after = text[max(0, change.start - 15) : change.start], text[change.end :][:15]
    return f"{change.step}: {before}[{change.before[:40]} -> {change.after}]{after}".replace(
        "\n", "\\n"
    )


def damaged(text: str, kind: Kind, seed: str) -> bytes:
    """Return the bytes of ``text`` after all damage of ``kind``."""
    rng = random.Random(seed)
    for item in kind.damage:
        options = {"kind": item} if isinstance(item, str) else dict(item)
        text = damage.KINDS[options.pop("kind")](text, rng, **options)
    return damage.save(text, kind.saved)


def jobs(
    folder: Path, names: Sequence[str], count: int, seed: int
) -> tuple[dict[str, list[tuple[str, bytes]]], Dropped]:
    """Return ``(clean text, damaged bytes)`` for each kind, and what was dropped."""
    texts = {sources: read(folder, sources) for sources in CHARSETS}
    dropped = Dropped()
    work = {}
    for name in names:
        kind = KINDS[name]
        rng = random.Random(f"{seed} {name}")
        suited = [[line for line in lines if kind.damages(line)] for lines in texts[kind.sources]]
        suited = [lines for lines in suited if len(lines) > 100]
        clean = clean_documents(suited, count, rng, dropped, indented=kind.indented)
        work[name] = [
            (text, damaged(text, kind, f"{seed} {name} {number}"))
            for number, text in enumerate(clean)
        ]
    return work, dropped


# ---------------------------------------------------------------- measuring


def measure(work: Sequence[tuple[str, bytes]]) -> Score:
    """Repair all documents of one kind."""
    score = Score()
    for clean, raw in work:
        score.add(fix_bytes(raw).text, clean)
    score.worst.sort(key=lambda item: -item[0])
    return score


@dataclass
class Harm:
    """Edits in text that nobody damaged."""

    characters: int = 0
    documents: int = 0
    changed: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)

    def rate(self, step: str | None = None) -> float:
        """Return edits (of one step) for each 10,000 characters."""
        edits = self.steps[step] if step else self.steps.total()
        return round(edits * 10_000 / max(1, self.characters), 3)


def measure_harm(path: Path, count: int, seed: int) -> Harm:
    """Repair documents of one source as they are."""
    rng = random.Random(f"{seed} {path.parent.name}/{path.stem}")
    lines = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    harm = Harm()
    for _ in range(count):
        start = rng.randrange(max(1, len(lines) - 25))
        text = "\n".join(lines[start : start + rng.randint(5, 25)])[:LONGEST] + "\n"
        result = fix_bytes(text.encode())
        harm.documents += 1
        harm.characters += len(text)
        harm.changed += result.changed
        for change in result.changes:
            harm.steps[change.step] += 1
            harm.changes.append(shown(text, change))
    return harm


# ---------------------------------------------------------------- floors


def below(scores: dict[str, Score], harms: dict[str, Harm], floors: dict[str, Any]) -> list[str]:
    """Return a sentence for each number that is worse than its floor."""
    found = []
    for name, score in scores.items():
        floor = floors["damage"].get(name)
        if floor is None:
            found.append(f"{name}: no floor is pinned")
            continue
        if score.left > floor["left"]:
            found.append(f"{name}: damage left {score.left}, floor {floor['left']}")
        if score.share < floor["exact"]:
            found.append(f"{name}: exact {score.share}, floor {floor['exact']}")
    for name, harm in harms.items():
        ceiling = floors["harm"].get(name)
        if ceiling is None:
            found.append(f"{name}: no ceiling for harm is pinned")
        elif harm.rate() > ceiling:
            found.append(
                f"{name}: {harm.rate()} edits in 10,000 clean characters, at most {ceiling}"
            )
    return found


def render_floors(
    scores: dict[str, Score], harms: dict[str, Harm], seed: int, count: int, clean: int
) -> str:
    """Return floors.toml for what was measured."""
    lines = [
        "# Written by bench/gate.py --pin, for these documents. Numbers may only get better:",
        "# `left` (character error rate) and `harm` not higher, `exact` not lower.",
        f"seed = {seed}\ndocuments = {count}\nclean_documents = {clean}\n",
        "[damage]",
    ]
    lines += [f'"{n}" = {{ left = {s.left:.5f}, exact = {s.share} }}' for n, s in scores.items()]
    lines += ["", "# edits for each 10,000 characters of text that nobody damaged", "[harm]"]
    lines += [f'"{name}" = {harm.rate()}' for name, harm in harms.items()]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- report


def versions(*packages: str) -> str:
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in packages)


def report(scores: dict[str, Score], harms: dict[str, Harm], dropped: Dropped, command: str) -> str:
    """Return the page bench/results/gate.md."""
    lines = [
        "# What comes back, and what is harmed", "", f"`{command}`", "",
        "What the numbers mean, and how the documents are made: [bench/README.md](../README.md).",
        "", "| damage | documents | damaged before | left | exact |", "|--|--:|--:|--:|--:|",
    ]  # fmt: skip
    for name, score in scores.items():
        lines.append(
            f"| {name} | {score.documents} | {score.before / max(1, score.characters):.3f} "
            f"| {score.left:.5f} | {score.share:.3f} |"
        )
    lines.append(
        "\n`damaged before`: the same error rate before repair, decoded with the charset in which "
        "the file was saved.\n\n## Clean documents that the pipeline changed\n"
    )
    steps = ", ".join(f"{step} {n}" for step, n in dropped.steps.most_common()) or "none"
    lines.append(
        f"{dropped.documents} of {dropped.drawn} drawn documents were changed before they were "
        f"damaged, and dropped. Documents changed by step: {steps}.\n"
    )
    if harms:
        used = sorted({step for harm in harms.values() for step in harm.steps})
        lines.append(
            "## Edits in text that nobody damaged\n\nFor each 10,000 characters, by step. Not "
            "every edit is harm: sources are as their authors left them, with their own slips.\n"
        )
        lines.append("| source | characters | changed documents | all | " + " | ".join(used) + " |")
        lines.append("|--|--:|--:|--:|" + "--:|" * len(used))
        for name, harm in harms.items():
            cells = " | ".join(str(harm.rate(step)) for step in used)
            lines.append(
                f"| {name} | {harm.characters} | {harm.changed}/{harm.documents} "
                f"| {harm.rate()} | {cells} |"
            )
    return "\n".join(lines) + "\n"


def show(name: str, score: Score, most: int) -> None:
    """Print the first differences of the worst documents of a kind."""
    from difflib import SequenceMatcher

    for missing, text, clean in score.worst[:most]:
        print(f"   {name}: {missing} characters wrong")
        rows = SequenceMatcher(None, text.split("\n"), clean.split("\n"), autojunk=False)
        for tag, i, j, k, m in [o for o in rows.get_opcodes() if o[0] != "equal"][:3]:
            ours, theirs = "\n".join(text.split("\n")[i:j]), "\n".join(clean.split("\n")[k:m])
            head = common_head(ours, theirs)
            print(f"      {tag} {ours[max(0, head - 12) : head + 30]!r}")
            print(f"        -> {theirs[max(0, head - 12) : head + 30]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path, help="the folder that bench/corpora.py made")
    parser.add_argument("--seed", type=int, help="draw these documents (default: a new seed)")
    parser.add_argument("--documents", type=int, default=40, help="of each kind of damage")
    parser.add_argument("--clean", type=int, default=40, help="documents of each clean source")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="the N worst of each kind")
    parser.add_argument("--check", action="store_true", help="compare with bench/floors.toml")
    parser.add_argument("--pin", action="store_true", help="write bench/floors.toml")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower a floor")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    options = parser.parse_args()

    floors: dict[str, Any] = {"damage": {}, "harm": {}}
    if FLOORS.exists():
        floors = tomllib.loads(FLOORS.read_text("utf-8"))
    if options.check or (options.pin and options.seed is None and "seed" in floors):
        options.seed = floors["seed"]
        options.documents, options.clean = floors["documents"], floors["clean_documents"]
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**6)
    print(f"seed {options.seed}", flush=True)

    names = [name for name in KINDS if options.kind in name]
    work, dropped = jobs(options.corpora, names, options.documents, options.seed)
    print(f"dropped {dropped.documents} of {dropped.drawn}: {dict(dropped.steps)}", flush=True)
    for line in dropped.changes[: options.show * 20]:
        print("  ", line)
    scores = {}
    for name in names:
        scores[name] = measure(work[name])
        if options.write:
            scores[name].before = sum(distance(plain(r, KINDS[name]), c) for c, r in work[name])
        print(f"{name:40} left {scores[name].left:.5f}  exact {scores[name].share:.3f}", flush=True)
        show(name, scores[name], options.show)
    harms = {}
    for path in (
        sorted(options.corpora.glob("*/*.txt")) if options.clean and not options.kind else ()
    ):
        if path.parent.name in HARM and path.stem not in UNCLEAN:
            name = f"{path.parent.name}/{path.stem}"
            harms[name] = measure_harm(path, options.clean, options.seed)
            print(f"{name:40} {harms[name].rate():8.3f} {dict(harms[name].steps)}", flush=True)
            for line in random.Random(1).sample(
                harms[name].changes, min(len(harms[name].changes), options.show * 4)
            ):
                print("  ", line)

    command = (
        f"python bench/gate.py CORPORA --seed {options.seed} --documents {options.documents} "
        f"--clean {options.clean}"
    )
    worse = below(scores, harms, floors)
    if options.write and not options.kind:
        RESULTS.write_text(report(scores, harms, dropped, command), "utf-8")
    if options.pin:
        known = [w for w in worse if "is pinned" not in w]
        if known and not options.allow_regression:
            sys.exit("\n".join(["Floors are not lowered without --allow-regression:", *known]))
        FLOORS.write_text(
            render_floors(scores, harms, options.seed, options.documents, options.clean), "utf-8"
        )
    elif options.check and worse:
        sys.exit("\n".join(worse))


def plain(raw: bytes, kind: Kind) -> str:
    """Return the damaged document decoded rightly, before any repair."""
    if kind.saved == "mixed":
        return raw.decode("utf-8", "replace")
    return raw.decode(kind.saved)


if __name__ == "__main__":
    main()
