"""The same damaged documents through what people use today, and through unionclean.

    python bench/peers.py CORPORA [--seed N] [--documents N] [--write]

Each peer is a chain that a user can write in a few lines. All get the bytes; bytes that are valid
UTF-8 are read as UTF-8, others as chardet says, so no chain fails on the charset alone. OpenCC runs
on documents of Simplified authors only: on others it would count as damage.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import gate
from unionclean import fix_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

RESULTS = gate.HERE / "results" / "peers.md"
BRACKETS = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ]{1,6} ?[)）]")


def decoded(raw: bytes) -> str:
    """Read UTF-8 where it is valid, else what chardet says."""
    import chardet

    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        name = chardet.detect(raw)["encoding"] or "utf-8"
        return raw.decode(name, "replace")


def utf8_only(raw: bytes, _simplified: bool) -> str:
    return raw.decode("utf-8", "replace")


def chardet_only(raw: bytes, _simplified: bool) -> str:
    return decoded(raw)


def ftfy_defaults(raw: bytes, _simplified: bool) -> str:
    import ftfy

    return ftfy.fix_text(decoded(raw))


def ftfy_safe(raw: bytes, _simplified: bool) -> str:
    """With what is known to change Chinese switched off."""
    import ftfy

    return ftfy.fix_text(
        decoded(raw), normalization=None, fix_character_width=False, uncurl_quotes=False,
        fix_latin_ligatures=False, decode_inconsistent_utf8=False,
    )  # fmt: skip


def brackets_and_opencc(raw: bytes, simplified: bool) -> str:
    text = BRACKETS.sub("", decoded(raw))
    return _opencc().convert(text) if simplified else text


def _opencc(kept: list[object] = []) -> object:  # noqa: B006 - loads its dictionaries once
    if not kept:
        from opencc import OpenCC

        kept.append(OpenCC("t2s"))
    return kept[0]


def ours(raw: bytes, _simplified: bool) -> str:
    return fix_bytes(raw).text


PEERS: dict[str, Callable[[bytes, bool], str]] = {
    "read as UTF-8": utf8_only,
    "chardet": chardet_only,
    "ftfy": ftfy_defaults,
    "ftfy, safe": ftfy_safe,
    "regex + OpenCC": brackets_and_opencc,
    "unionclean": ours,
}


def undamaged(folder: Path, seed: int) -> list[tuple[str, bool]]:
    """Return 120 documents of each script as they are, whatever any tool does to them."""
    rng = random.Random(f"{seed} undamaged")
    texts = {sources: gate.read(folder, sources) for sources in gate.CHARSETS}
    return [
        (gate.draw(lines, rng), sources == gate.SIMPLIFIED)
        for sources, lines in texts.items()
        for _ in range(120)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--kind", default="")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name}")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)

    names = [name for name in gate.KINDS if options.kind in name]
    work, _ = gate.jobs(options.corpora, names, options.documents, seed)
    spent = dict.fromkeys(PEERS, 0.0)
    size = 0
    rows = []
    for name in names:
        simplified = gate.KINDS[name].sources == gate.SIMPLIFIED
        cells = []
        for peer, run in PEERS.items():
            score = gate.Score()
            for text, raw in work[name]:
                started = time.process_time()
                result = run(raw, simplified)
                spent[peer] += time.process_time() - started
                score.add(result, text)
            cells.append(f"{score.left:.3f} ({score.exact}/{score.documents})")
        size += sum(len(raw) for _, raw in work[name])
        rows.append(f"| {name} | " + " | ".join(cells) + " |")
        print(rows[-1], flush=True)

    table = ["| damage | " + " | ".join(PEERS) + " |", "|--|" + "--|" * len(PEERS), *rows]
    clean = undamaged(options.corpora, seed)
    cells = []
    for run in PEERS.values():
        score = gate.Score()
        for text, simplified in clean:
            score.add(run(text.encode(), simplified), text)
        cells.append(f"{score.left:.4f} ({score.documents - score.exact}/{score.documents})")
    harm = ["| | " + " | ".join(PEERS) + " |", "|--|" + "--|" * len(PEERS)]
    harm.append("| clean text | " + " | ".join(cells) + " |")
    speed = ", ".join(f"{peer} {size / 1e6 / max(1e-9, spent[peer]):.1f}" for peer in PEERS)
    command = f"python bench/peers.py CORPORA --seed {seed} --documents {options.documents}"
    versions = gate.versions("unionclean", "ftfy", "chardet", "opencc-python-reimplemented")
    page = "\n".join([
        f"# The same files through other tools\n\n`{command}`\n\nVersions: {versions}.\n",
        EXPLAINED,
        "## Damage left", "", *table, "", "## Clean text changed", "",
        CLEAN, *harm, "", "## Speed", "",
        f"MB of damaged input a second of processor time, all kinds together: {speed}.", "",
    ])  # fmt: skip
    print(page[-900:])
    if options.write and not options.kind:
        RESULTS.write_text(page, "utf-8")


EXPLAINED = """\
Each cell: edit distance to the author's text over its length (documents that came back exactly).

- **read as UTF-8**: `raw.decode("utf-8", "replace")`: the damage itself, and what is left when the
  charset is ignored.
- **chardet**: UTF-8 where valid, else the charset that `chardet.detect` names. The three columns
  after it start from this.
- **ftfy**: `ftfy.fix_text` with its defaults.
- **ftfy, safe**: without width folding, quote straightening, ligatures, NFC and the repair of
  inconsistent UTF-8, which change good Chinese text.
- **regex + OpenCC**: a regular expression that removes a pinyin syllable in brackets, then
  `OpenCC("t2s")` where the author wrote Simplified.
- **unionclean**: `unionclean.fix_bytes`, default settings.

ftfy repairs mojibake of Latin charsets and was not made for the other kinds; a row where a tool
does nothing says that the damage is outside its purpose, not that the tool is bad.
"""

CLEAN = """\
Error rate of documents that nobody damaged, and how many of them were changed. These documents are
not selected by what any tool does to them; some hold slips of their authors.
"""

if __name__ == "__main__":
    main()
