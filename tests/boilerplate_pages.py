"""Reads boilerplate_pages.txt and boilerplate_shapes.txt, for the tests and the bench."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parent / "cases" / "boilerplate_pages.txt"
SHAPES = Path(__file__).parent / "cases" / "boilerplate_shapes.txt"


class Page(NamedTuple):
    """A composed page: what it looks like, and which of its lines belong to whom."""

    name: str
    kind: str
    script: str
    text: str
    frame: tuple[str, ...]  # lines that must go
    article: tuple[str, ...]  # lines that must stay, trimmed bylines in their trimmed form
    gaps: tuple[str, ...]  # lines of the frame that stay today


def load_pages() -> list[Page]:
    """Return all pages of the file."""
    articles: dict[str, list[str]] = {}
    pages: list[Page] = []
    for block in SOURCE.read_text("utf-8").split("\n=== ")[1:]:
        heading, *lines = block.rstrip("\n").split("\n")
        what, _, rest = heading.partition(" ")
        if what == "article":
            articles[rest] = lines
            continue
        name, kind, script = rest.split(" | ")
        expanded = [
            inner
            for line in lines
            for inner in (articles[line[1:]] if line.startswith("@") else [line])
        ]
        while expanded and not expanded[-1]:
            expanded.pop()
        before = [line[1:].split(" ⇒ ")[0] for line in expanded]
        frame = tuple(line[1:] for line in expanded if line.startswith("-"))
        article = tuple(line[1:].split(" ⇒ ")[-1] for line in expanded if line[:1] in "+~" and line)
        gaps = tuple(line[1:] for line in expanded if line.startswith("!"))
        pages.append(Page(name, kind, script, "\n".join(before) + "\n", frame, article, gaps))
    return pages


def load_shapes() -> dict[str, list[str]]:
    """Return the lines of articles of every shape by their names; the first line is the title."""
    blocks = SHAPES.read_text("utf-8").split("\n=== ")[1:]
    return {
        name: [line for line in lines if line]
        for name, *lines in (block.rstrip("\n").split("\n") for block in blocks)
    }


def dress(page: Page, shape: list[str]) -> str:
    """Return an article in the frame of a page: above its title, below the title, behind it."""
    frame = {line.strip() for line in page.frame + page.gaps}
    lines = [line.strip() for line in page.text.split("\n") if line.strip()]
    own = [number for number, line in enumerate(lines) if line not in frame]
    long = [number for number in own[1:] if len(lines[number]) >= 40] or own[1:] or own
    above, below = lines[: own[0]], lines[own[0] : long[0]]
    behind = lines[own[-1] + 1 :]
    middle = [line for line in below if line in frame]
    return "\n".join((*above, shape[0], *middle, *shape[1:], *behind)) + "\n"
