"""Quality of script conversion and detection, on prose and on OpenCC's own cases.

    python bench/script_quality.py CORPORA >> bench/results/script.md

CORPORA is the folder made by bench/corpora.py. Round trips: genuine Traditional prose is converted
to Simplified (t2s of OpenCC) and back; what differs from the author's text is an error, unless it
is only another spelling of Taiwan or Hong Kong (裏 裡, 爲 為). The policy `opencc` is OpenCC 1.4.2
character by character (see bench/script.py and tests). The detector was trained on other sources
than those it is tested on here: scripts/build_script_senses.py names them.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from unionclean import convert
from unionclean.steps.script.alphabets import only_traditional
from unionclean.steps.script.choice import choose_policy
from unionclean.steps.script.conversion import converter
from unionclean.steps.script.dictionaries import entries
from unionclean.steps.script.senses import fold_variants
from unionclean.steps.script.verdict import weigh_traditional

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
from build_script_senses import TRAINING

GENUINE = ("zh-hant-tw", "zh-hant-hk", "zh-hant-classical", "yue")
NOT_TRADITIONAL = "yue/udhr.txt"  # written in Simplified characters
PSEUDO = ("peoples-daily-1998", "debian-handbook", "installation-guide", "wesnoth", "debian-faq")
PART = 400_000  # characters of each source: enough for two digits, and minutes instead of an hour

# What farm pages convert although the character is Traditional too, seen in three real pages.
SEED_LIKE = {"准": "準", "几": "幾", "复": "復", "台": "臺", "症": "癥", "着": "著", "划": "劃"}


def han(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def sources(*folders: str) -> list[tuple[str, str]]:
    corpora = Path(sys.argv[1])
    paths = [path for folder in folders for path in sorted((corpora / folder).glob("*.txt"))]
    named = [(str(path.relative_to(corpora)), path) for path in paths]
    return [(name, path.read_text("utf-8")) for name, path in named if name != NOT_TRADITIONAL]


def farm_tables() -> dict[str, dict[int, str]]:
    """Return tables that convert characters one by one and keep those that Big5 has as well."""
    taiwan = entries("TWVariants")
    keeps_all = {
        ord(old): taiwan.get(new, new)
        for old, new in entries("STCharacters").items()
        if not old.encode("big5", "ignore")
    }
    seed_like = keeps_all | {ord(old): new for old, new in SEED_LIKE.items()}
    return {"keeps all": keeps_all, "like the seeds": seed_like}


def report_round_trips() -> None:
    print("## Round trips: wrong characters in 10,000 Han\n")
    print("| source | Han | opencc | best |\n|---|---|---|---|")
    fold = {ord(old): new for old, new in fold_variants().items()}
    for name, whole in sources(*GENUINE):
        text = whole[:PART]
        config = "s2hk" if "hk" in name or "yue" in name else "s2tw"
        simplified = convert(text, "t2s", "opencc")
        cells = []
        for policy in ("opencc", "best"):
            back = convert(simplified, config, policy).translate(fold)
            wrong = sum(a != b for a, b in zip(text.translate(fold), back, strict=True))
            cells.append(f"{wrong * 1e4 / han(text):.1f}")
        print(f"| {name}, {config} | {han(text):,} | {' | '.join(cells)} |")


def report_back_to_simplified() -> None:
    print("\n## Pseudo-Traditional back to Simplified: wrong characters in 10,000 Han\n")
    print("`fix` first sees which of 著 乾 … the table left alone (`choose_policy`).\n")
    print("| farm table | Han | opencc | best | as `fix` | most frequent errors of `fix` |")
    print("|---|---|---|---|---|---|")
    for title, table in farm_tables().items():
        total = 0
        wrong = Counter[str]()
        errors = Counter[str]()
        for name, text in sources("zh-hans"):
            if Path(name).stem not in PSEUDO:
                continue
            clean = "".join(
                f"{line}\n" for line in text.split("\n") if only_traditional().isdisjoint(line)
            )
            total += han(clean)
            damaged = clean.translate(table)
            chosen = choose_policy(damaged.split("\n"))
            for kind, policy in (("opencc", "opencc"), ("best", "best"), ("fix", chosen)):
                pairs = zip(clean, converter("t2s", policy).convert(damaged), strict=True)
                found = [f"{a}>{b}" for a, b in pairs if a != b]
                wrong[kind] += len(found)
                if kind == "fix":
                    errors.update(found)
        cells = [f"{wrong[kind] * 1e4 / total:.3f}" for kind in ("opencc", "best", "fix")]
        shown = ", ".join(f"{error} {number}" for error, number in errors.most_common(4))
        print(f"| {title} | {total:,} | {' | '.join(cells)} | {shown} |")


def chunks(text: str, length: int) -> list[str]:
    """Return pieces of running text; a list of names says nothing about its script."""
    pieces = [text[at : at + length] for at in range(0, len(text) - length + 1, length)]
    return [
        piece
        for piece in pieces
        if not {"，", "。", ",", "."}.isdisjoint(piece)
        and piece.count(",") + piece.count("|") < length / 10
    ]


def report_detector() -> None:
    print("\n## Detector: genuine or pseudo-Traditional\n")
    titles = [f"pseudo, table {title}: found" for title in farm_tables()]
    print(f"| characters | genuine chunks | called pseudo | {' | '.join(titles)} |")
    print("|---|---|---|---|---|")
    genuine = [text for name, text in sources(*GENUINE) if name not in TRAINING]
    clean = [text[:PART] for name, text in sources("zh-hans") if Path(name).stem in PSEUDO]
    for length in (50, 100, 200, 500, 1000):
        tested = [chunk for text in genuine for chunk in chunks(text, length)]
        alarms = sum(is_pseudo(chunk) for chunk in tested)
        cells = []
        for table in farm_tables().values():
            damaged = [
                chunk for text in clean for chunk in chunks(text.translate(table), length)[:200]
            ]
            found = sum(map(is_pseudo, damaged))
            cells.append(f"{100 * found / len(damaged):.1f} % of {len(damaged)}")
        share = f"{alarms} = {100 * alarms / len(tested):.3f} %"
        print(f"| {length} | {len(tested):,} | {share} | {' | '.join(cells)} |")


def is_pseudo(text: str) -> bool:
    return weigh_traditional(text).script == "pseudo-traditional"


def main() -> None:
    print("\n# Quality of script conversion\n\n`python bench/script_quality.py CORPORA`\n")
    report_round_trips()
    report_back_to_simplified()
    report_detector()


if __name__ == "__main__":
    main()
