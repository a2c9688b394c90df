"""What a start of the command may load: the heavy libraries only when their work is due."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "unionclean"
HEAVY = {"chardet", "ftfy", "opencc", "rich", "numpy", "multiprocessing", "concurrent.futures"}


def _loaded(arguments: list[str], stdin: bytes = b"") -> set[str]:
    code = (
        "import sys\n"
        "from unionclean.cli.group import run\n"
        f"code = run({arguments!r})\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)\n"
        "raise SystemExit(code)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], input=stdin, capture_output=True, check=True
    )
    return set(result.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["fix", "--help"], ["steps"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    assert _loaded(arguments) & HEAVY == set()


def test_a_pipe_of_clean_text_loads_nothing_heavy() -> None:
    text = "各级工会组织认真学习，积极参加培训。\n".encode()
    assert _loaded(["fix", "-"], text) & (HEAVY | {"json", "tomllib"}) == set()


def test_help_imports_no_sub_command() -> None:
    loaded = _loaded(["--help"])
    assert not {name for name in loaded if name.startswith("unionclean.steps")}
    assert "unionclean.cli.fix" not in loaded


def test_workers_do_not_import_click() -> None:
    """Every worker of a pool imports the main script again, and with it `unionclean.cli`."""
    code = "import sys, unionclean.cli, unionclean.engines.pool; print('click' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout == b"False\n"


def test_user_text_never_reaches_rich() -> None:
    """Markup in a file name would be interpreted: rich draws the bar and prints nothing else."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        uses = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not {use for use in uses if use.endswith(("console.print", "console.log"))}, path
        if "rich" in {name for use in uses for name in use.split(".")}:
            assert path.name == "progress.py"
