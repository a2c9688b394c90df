"""What the documentation says is what the code does."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

import unionclean
from unionclean import Config, fix_text
from unionclean.steps import STEPS

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = re.compile(r"^\s*(Damaged|Fixed|Kept): +(.*)$", re.MULTILINE)
PAGES = {step.name: EXAMPLE.findall(step.page()) for step in STEPS[1:]}


def unescaped(line: str) -> str:
    return line.replace("\\n", "\n")


@pytest.mark.parametrize("name", PAGES)
def test_every_step_shows_all_three_kinds_of_example(name: str) -> None:
    assert {kind for kind, _ in PAGES[name]} == {"Damaged", "Fixed", "Kept"}


@pytest.mark.parametrize("name", PAGES)
def test_step_page_repairs_what_it_shows(name: str) -> None:
    shown = [(kind, unescaped(line)) for kind, line in PAGES[name] if kind != "Kept"]
    assert [kind for kind, _ in shown] == ["Damaged", "Fixed"] * (len(shown) // 2)
    for (_, damaged), (_, fixed) in zip(shown[::2], shown[1::2], strict=True):
        assert fix_text(damaged, Config(only=(name,))) == fixed


@pytest.mark.parametrize("name", PAGES)
def test_step_page_keeps_what_it_promises(name: str) -> None:
    for kind, line in PAGES[name]:
        if kind == "Kept":
            assert fix_text(unescaped(line)) == unescaped(line)


@pytest.mark.parametrize(
    "module", ["unionclean", "unionclean.chars", "unionclean.edits", "unionclean.language"]
)
def test_docstring_examples_run(module: str) -> None:
    home = importlib.import_module(module)
    extra = {"Config": unionclean.Config} if home is unionclean else {}
    assert doctest.testmod(home, extraglobs=extra).failed == 0
