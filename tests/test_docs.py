"""What the documentation says is what the code does."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from click import Context

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


def test_the_comparison_sums_up_what_was_measured() -> None:
    page = (ROOT / "bench/results/peers.md").read_text("utf-8")
    found = re.findall(r"^\| ([^|]+) \|(.*/10\).*)\|$", page, re.MULTILINE)
    exact = [[int(cell) for cell in re.findall(r"\((\d+)/10\)", cells)] for _, cells in found]
    kinds = [kind for kind, _ in found]
    starts = ["gb18030", "utf-8 read as cp1252", "farm A", "invisible and compatibility"]
    at = [kinds.index(kind) for kind in (*starts, "navigation", "whole farm page in gb18030")]
    parts = [exact[start:end] for start, end in pairwise(at)]
    parts[2] += exact[at[-1] :]  # a page of a farm
    sums = [[len(part) * 10, *map(sum, zip(*part, strict=True))] for part in parts]
    (clean,) = re.findall(r"^\| clean text \|(.*)\|$", page, re.MULTILINE)
    changed = re.findall(r"\((\d+)/(\d+)\)", clean)
    sums.append([int(changed[0][1]), *(int(of) - int(number) for number, of in changed)])
    said = (ROOT / "docs/comparison.md").read_text("utf-8")
    rows = re.findall(r"^\| [^|]*?(\d+) documents[^|]*\|(.*)\|$", said, re.MULTILINE)
    assert [[int(number), *map(int, cells.split("|"))] for number, cells in rows] == sums
    command = r"python bench/peers.py CORPORA --seed \d+ --documents \d+"
    assert re.findall(command, said) == re.findall(command, page)


README = (ROOT / "README.md").read_text("utf-8")


def test_python_blocks_of_the_readme_run() -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    for number, block in enumerate(blocks):
        runner.run(parser.get_doctest(block, {}, f"README block {number}", "README.md", 0))
    assert runner.failures == 0


def test_console_block_of_the_readme_runs(tmp_path: Path) -> None:
    (block,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    _, first, page, second, printed = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert (first, second) == ("cat page.txt", "unionclean fix page.txt")
    (tmp_path / "page.txt").write_text(page, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "unionclean", "fix", "page.txt"],
        cwd=tmp_path, capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.decode("utf-8") == printed


def test_commands_of_the_readme_exist() -> None:
    from unionclean.cli.group import unionclean as group

    named = set(re.findall(r"unionclean (\w+)[ /`]", README)) - {"unionclean"}
    assert set(group.list_commands(Context(group))) <= named
