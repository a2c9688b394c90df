"""The pages in docs/ are what the code says: generated ones equal, recipes run."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import build_docs
from unionclean.steps import STEP_NAMES

ROOT = Path(__file__).resolve().parent.parent
COOKBOOK = (ROOT / "docs" / "cookbook.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n?)*)", COOKBOOK, re.MULTILINE))
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.*(?:\n> ?.*)*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
CONSOLE = {title: BLOCK.findall(text) for title, text in SECTIONS.items() if BLOCK.search(text)}
PAGES = sorted((ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("name", ["steps.md", "cli.md"])
def test_committed_page_is_what_the_script_builds(name: str) -> None:
    built = build_docs.PAGES[name]()
    committed = (ROOT / "docs" / name).read_text("utf-8")
    assert committed == built, "run python scripts/build_docs.py"


def test_every_step_has_a_section_with_its_examples() -> None:
    page = build_docs.build_steps()
    assert re.findall(r"^## (.*)$", page, re.MULTILINE) == list(STEP_NAMES)
    assert page.count("\nKept: ") >= len(STEP_NAMES) - 1  # decode has bytes as examples


def test_generated_pages_show_no_invisible_character() -> None:
    text = build_docs.build_steps() + build_docs.build_cli()
    odd = {char for char in text if not char.isprintable() and char != "\n"}
    assert odd == set()


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which ``unionclean`` is the code under test."""
    command = tmp_path / "bin" / "unionclean"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m unionclean "$@"\n', "utf-8")
    command.chmod(0o755)
    own = {key: value for key, value in os.environ.items() if not key.startswith("UNIONCLEAN_")}
    return {**own, "PATH": f"{command.parent}:{own['PATH']}", "LC_ALL": "C.UTF-8"}


@pytest.mark.parametrize("title", CONSOLE)
def test_recipe_prints_what_it_shows(title: str, tmp_path: Path, shell: dict[str, str]) -> None:
    (tmp_path / "work").mkdir()
    for block in CONSOLE[title]:
        for command, shown in COMMAND.findall(block):
            done = subprocess.run(
                ["/bin/sh", "-c", re.sub(r"\n> ?", "\n", command)],
                cwd=tmp_path / "work", env=shell, check=False, timeout=60,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            assert without_seconds(done.stdout.decode("utf-8")) == without_seconds(shown), command


def without_seconds(text: str) -> str:
    return re.sub(r"[0-9]+\.[0-9] s", "0.0 s", text)


def test_python_recipes_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", COOKBOOK, re.DOTALL)
    assert len(blocks) >= 3
    names: dict[str, object] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for number, block in enumerate(blocks):
        test = parser.get_doctest(block, names, f"cookbook block {number}", "cookbook.md", 0)
        runner.run(test, clear_globs=False)
        names = test.globs
    assert runner.failures == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of_the_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target
