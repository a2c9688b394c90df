"""Articles of every shape in the frames of all pages: no line of them is lost."""

from __future__ import annotations

import pytest

from boilerplate_pages import dress, load_pages, load_shapes
from unionclean.edits import Edit, apply_edits
from unionclean.steps.boilerplate.page import find_frame

PAGES = load_pages()
SHAPES = load_shapes()
# Every shape meets each tenth page here, another tenth each; bench/boilerplate.py takes all.
EACH = 10
# Titles that are lost today under a menu of one entry a line that buttons follow: page, line.
KNOWN = {
    ("古诗文二", "番茄牛尾汤"),
    ("古诗文二", "渡口旧事"),
    ("知道三", "渡口旧事"),
    ("知道三", "便民电话"),
    ("台灣新聞一", "更新日志"),
    ("科普三", "简讯三则"),
}


def _kept(text: str) -> list[str]:
    edits = [item for item in find_frame(text) if isinstance(item, Edit)]
    return [line.strip() for line in apply_edits(text, edits).split("\n")]


def test_there_are_shapes_of_many_kinds() -> None:
    assert len(SHAPES) >= 30
    assert all(len(lines) >= 3 for lines in SHAPES.values())


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_without_a_frame_stays_as_it_is(name: str) -> None:
    assert [e for e in find_frame("\n".join(SHAPES[name]) + "\n") if isinstance(e, Edit)] == []


@pytest.mark.parametrize(("number", "name"), list(enumerate(SHAPES)))
def test_no_line_of_a_shape_is_lost_in_a_frame(number: int, name: str) -> None:
    lost = {
        page.name: missing
        for page in PAGES[number % EACH :: EACH]
        if (missing := set(SHAPES[name]) - set(_kept(dress(page, SHAPES[name]))))
    }
    found = {(page, line) for page, missing in lost.items() for line in missing}
    assert found <= KNOWN
