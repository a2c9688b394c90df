"""The dictionaries of opencc-python-reimplemented, read where it is installed.

They are found through the metadata of the distribution and read as files. Importing `opencc`
would be wrong: three distributions install a package of that name, each over the other.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from unionclean.errors import UsageError, did_you_mean
from unionclean.steps.script.dictionaries import Dictionary
from unionclean.steps.script.policies import Stage

if TYPE_CHECKING:
    from pathlib import Path

DISTRIBUTION = "opencc-python-reimplemented"

# It cuts the text at these before it looks up words, so a word that holds one never matches.
_SEPARATORS = frozenset(
    "-,.?!*　，。、；：？！…“”‘’『』「」﹁﹂—－（）《》〈〉～．／＼"
    "︒︑︔︓︿﹀︹︺︙︐［﹇］﹈︕︖︰︳︴︽︾︵︶｛︷｝︸﹃﹄【︻】︼"
)


def reimplemented_stages(config: str) -> list[Stage]:
    """Return the stages of ``config`` as opencc-python-reimplemented defines them.

    Raises:
        UsageError: the package is not installed or has no such configuration.

    """
    import json

    folder = _folder()
    known = sorted(path.stem for path in (folder / "config").glob("*.json"))
    if config not in known:
        raise UsageError(f"{DISTRIBUTION} has no '{config}'.{did_you_mean(config, known)}")
    chain = json.loads((folder / "config" / f"{config}.json").read_text("utf-8"))
    return [
        Stage([_read(folder / "dictionary" / name) for name in _files(step["dict"])])
        for step in chain["conversion_chain"]
    ]


def _files(node: dict[str, Any]) -> list[str]:
    if node["type"] == "group":
        return [name for child in node["dicts"] for name in _files(child)]
    return [node["file"]]


def _folder() -> Path:
    from importlib.metadata import PackageNotFoundError, distribution
    from pathlib import Path

    try:
        found = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise UsageError(
            f"The policy 'reimplemented' needs the package {DISTRIBUTION}. "
            f"Install it with: pip install {DISTRIBUTION}"
        ) from None
    return Path(str(found.locate_file("opencc")))


@cache
def _read(path: Path) -> Dictionary:
    words: dict[str, str | None] = {}
    for line in path.read_text("utf-8").splitlines():
        word, _, values = line.strip().partition("\t")
        if word and _SEPARATORS.isdisjoint(word):
            words[word] = values.split(" ")[0]
    return Dictionary(words)
