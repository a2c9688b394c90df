"""Whole composed pages: every line of the frame goes, no line of the article is lost."""

from __future__ import annotations

from collections import Counter

import pytest

from boilerplate_pages import Page, load_pages
from unionclean import fix_text
from unionclean.edits import Edit, apply_edits
from unionclean.steps.boilerplate.page import find_frame

PAGES = load_pages()
NAMED = [pytest.param(page, id=page.name) for page in PAGES]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _skeleton(text: str) -> str:
    """What no other step changes on these pages: letters and digits."""
    return "".join(filter(str.isalnum, text))


def test_there_are_pages_of_many_kinds() -> None:
    assert len(PAGES) >= 30
    assert len({page.kind for page in PAGES}) >= 12
    assert {page.script for page in PAGES} == {"hans", "hant"}


@pytest.mark.parametrize("page", NAMED)
def test_no_line_of_the_article_is_lost(page: Page) -> None:
    kept = apply_edits(page.text, [e for e in find_frame(page.text) if isinstance(e, Edit)])
    lines = _lines(kept)
    assert [line for line in page.article if line.strip() not in lines] == []


@pytest.mark.parametrize("page", NAMED)
def test_every_line_of_the_frame_goes(page: Page) -> None:
    kept = apply_edits(page.text, [e for e in find_frame(page.text) if isinstance(e, Edit)])
    extra = Counter(_lines(kept)) - Counter(line.strip() for line in page.article)
    assert set(extra) <= {line.strip() for line in page.gaps}


@pytest.mark.parametrize("page", NAMED)
def test_all_steps_together(page: Page) -> None:
    fixed = fix_text(page.text)
    text = _skeleton(fixed)
    assert [line for line in page.article if _skeleton(line) not in text] == []
    own = {_skeleton(line) for line in (*page.article, *page.gaps)}
    left = {_skeleton(line) for line in _lines(fixed)} & {_skeleton(line) for line in page.frame}
    assert left - own - {""} == set()
    assert fix_text(fixed) == fixed
