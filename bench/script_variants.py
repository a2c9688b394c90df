"""Pages whose characters were replaced by rare forms: characters wrong before and after, and harm.

    python bench/script_variants.py CORPORA --simptrad FOLDER [--seed N] [--documents N]

CORPORA is the folder made by bench/corpora.py. FOLDER is the unpacked npm package `simptrad` 0.2.0
(MIT), a converter that writes such forms (郃 for 合, 躰 for 体); the tables of unionclean are not
made from it. Prose of the mainland is damaged by that converter, by tables drawn at random from
unionclean's own list of forms (all or some of them), and by replacing characters here and there.
Harm is counted on documents of every clean source, and on old prose set in rare forms as old prints
are: those must stay as they are.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from unionclean import Config, convert, fix_text
from unionclean.steps.pinyin.simulator import annotate
from unionclean.steps.script.alphabets import only_traditional
from unionclean.steps.script.variants import readings

if TYPE_CHECKING:
    from collections.abc import Callable

PROSE = ("peoples-daily-1998", "debian-handbook", "book-reviews-negative", "wesnoth", "gnome-help")
CLEAN = ("zh-hans", "zh-hant-tw", "zh-hant-hk", "zh-hant-classical", "yue", "ja", "ko")
PART = 600_000
SCRIPT = Config(only=("pinyin", "script"))


def simptrad(folder: Path) -> dict[str, str]:
    """Return the table of the converter."""
    program = (folder / "dist/index.mjs").read_text("utf-8")
    columns = [re.findall(rf'const {name} = "(.*?)"', program)[0] for name in ("simple", "trad")]
    return dict(zip(*columns, strict=True))


def forms_by_character() -> dict[str, str]:
    """Return the rare forms of each Simplified character."""
    forms: dict[str, str] = {}
    for form, meant in sorted(readings().items()):
        for char in meant:
            forms[char] = forms.get(char, "") + form
    return forms


def drawn_table(random: Random, share: float, others: dict[str, str]) -> dict[str, str]:
    """Return a table that writes a rare form for that share of the characters that have any."""
    drawn = {
        char: random.choice(forms)
        for char, forms in sorted(forms_by_character().items())
        if random.random() < share
    }
    return others | drawn


def damages(converter: dict[str, str]) -> dict[str, Callable[[str, Random], str]]:
    """Return the ways of damage by name."""
    plain = {char: form for char, form in converter.items() if convert(form, "t2s") == char}
    forms = forms_by_character()

    def always(table: dict[str, str]) -> str:
        return str.maketrans(table)

    def here_and_there(share: float, others: dict[str, str]) -> Callable[[str, Random], str]:
        def damage(text: str, random: Random) -> str:
            return "".join(
                random.choice(forms.get(char, "") + others.get(char, ""))
                if (char in forms or char in others) and random.random() < share
                else char
                for char in text
            )

        return damage

    def annotated(text: str, random: Random) -> str:
        damaged = text.translate(always(converter))
        return annotate(damaged, seed=random.randrange(1000))

    return {
        "simptrad": lambda text, _: text.translate(always(converter)),
        "all forms, else Traditional": lambda text, random: text.translate(
            always(drawn_table(random, 1.0, plain))
        ),
        "a third of the forms, else Traditional": lambda text, random: text.translate(
            always(drawn_table(random, 0.3, plain))
        ),
        "all forms, else Simplified": lambda text, random: text.translate(
            always(drawn_table(random, 1.0, {}))
        ),
        "5 % of the characters": here_and_there(0.05, {}),
        "15 % of the characters": here_and_there(0.15, {}),
        "30 % of the characters": here_and_there(0.3, {}),
        "15 %, forms or Traditional": here_and_there(0.15, plain),
        "40 %, forms or Traditional": here_and_there(0.4, plain),
        "simptrad, then annotated": annotated,
    }


def documents(text: str, random: Random, number: int) -> list[str]:
    """Return documents of 3 to 15 neighbouring paragraphs."""
    lines = [line for line in text[:PART].split("\n") if line.strip()]
    found = []
    for _ in range(number):
        size = random.randint(3, 15)
        start = random.randrange(max(1, len(lines) - size))
        found.append("".join(f"{line}\n" for line in lines[start : start + size]))
    return found


def wrong(clean: str, text: str) -> int:
    """Return how many characters differ; a text of another length is compared by the shorter."""
    if len(clean) == len(text):
        return sum(a != b for a, b in zip(clean, text, strict=True))
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, clean, text, autojunk=False).get_matching_blocks()
    return max(len(clean), len(text)) - sum(block.size for block in blocks)


def old_print(text: str, random: Random) -> str:
    """Return classical or vernacular prose in Traditional, with a few dozen forms of its print."""
    forms = forms_by_character()
    drawn = random.sample(sorted(forms), 300)
    return convert(text, "s2t", "opencc").translate(
        str.maketrans(
            {convert(char, "s2t", "opencc"): random.choice(forms[char]) for char in drawn}
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--simptrad", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=20, help="of each source")
    options = parser.parse_args()
    print(f"# Rare forms\n\nSeed {options.seed}, {options.documents} documents of each source.\n")
    report_damage(options.corpora, simptrad(options.simptrad), options.seed, options.documents)
    report_harm(options.corpora, options.seed, options.documents)


def report_damage(corpora: Path, converter: dict[str, str], seed: int, number: int) -> None:
    print("| damage | documents | wrong of 10,000 before | after | exact |\n|---|---|---|---|---|")
    random = Random(seed)
    clean = [
        document
        for name in PROSE
        for document in documents(
            "".join(
                f"{line}\n"
                for line in (corpora / f"zh-hans/{name}.txt").read_text("utf-8").split("\n")
                if only_traditional().isdisjoint(line)
            ),
            random,
            number,
        )
    ]
    length = sum(map(len, clean))
    for title, damage in damages(converter).items():
        random = Random(seed)
        before = after = exact = 0
        for text in clean:
            damaged = damage(text, random)
            fixed = fix_text(damaged, SCRIPT)
            before += wrong(text, damaged)
            after += wrong(text, fixed)
            exact += fixed == text
        cells = (before * 1e4 / length, after * 1e4 / length, 100 * exact / len(clean))
        print(f"| {title} | {len(clean)} | {cells[0]:.0f} | {cells[1]:.1f} | {cells[2]:.0f} % |")


def report_harm(corpora: Path, seed: int, number: int) -> None:
    print("\n| clean source | documents | changed |\n|---|---|---|")
    for language in CLEAN:
        for path in sorted((corpora / language).glob("*.txt")):
            found = documents(path.read_text("utf-8"), Random(seed), 4 * number)
            changed = sum(fix_text(text, SCRIPT) != text for text in found)
            print(f"| {language}/{path.stem} | {len(found)} | {changed} |")
    for name in ("classical", "poetry"):
        random = Random(seed)
        clean = documents((corpora / f"zh-hans/{name}.txt").read_text("utf-8"), random, 10 * number)
        found = [old_print(text, random) for text in clean]
        changed = sum(fix_text(text, SCRIPT) != text for text in found)
        print(f"| {name}, as an old print | {len(found)} | {changed} |")


if __name__ == "__main__":
    main()
