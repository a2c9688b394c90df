"""The house rules that a reader relies on: order, direction of imports, cheap start."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from unionclean.steps import STEP_NAMES, STEPS

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "unionclean"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Each layer may import those below it, and itself.
LAYERS = (
    ("cli",),
    ("report", "engines"),
    ("files",),
    ("detection",),
    ("pipeline", "fields", "outer"),
    ("result",),
    ("steps",),
    (
        "prose",
        "code_lines",
        "records",
        "rows",
        "lists",
        "programs",
        "shown",
        "languages",
        "containers",
    ),
    ("config", "language", "settings"),
    ("edits", "evidence", "habits", "chars", "classes", "errors", "labels", "data"),
)


def layer_of(module: str) -> int | None:
    parts = module.split(".")
    if parts[0] != "unionclean" or len(parts) < 2:
        return None
    return next((i for i, names in enumerate(LAYERS) if parts[1] in names), None)


def imports_of(path: Path) -> set[str]:
    """Return the modules a file imports when it runs (type-only imports do not count)."""
    found: set[str] = set()

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            return
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(path.read_text("utf-8")))
    return found


def test_steps_run_in_the_documented_order() -> None:
    assert STEP_NAMES == (
        "decode", "mojibake", "pinyin", "noise", "controls", "spaces",
        "script", "boilerplate", "lines", "punctuation",
    )  # fmt: skip
    assert [step.name for step in STEPS if step.lossy] == ["boilerplate"]


def test_every_module_has_a_layer() -> None:
    names = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES}
    assert names - {"__init__", "__main__"} <= {name for layer in LAYERS for name in layer}


def test_the_design_shows_the_layers() -> None:
    shown = " -> ".join(", ".join(layer) for layer in LAYERS)
    page = (PACKAGE.parent.parent / "DESIGN.md").read_text("utf-8")
    assert shown in " ".join(page.split())


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    module = ".".join(("unionclean", *path.relative_to(PACKAGE).with_suffix("").parts))
    own = layer_of(module)
    if own is None:
        return
    for name in imports_of(path):
        other = layer_of(name)
        # Config checks step names against the registry, which imports nothing itself.
        if other is not None and (module, name) != ("unionclean.config", "unionclean.steps"):
            assert other >= own, f"{module} imports {name}, which is above it"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= 300


def modules_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "code",
    [
        "import unionclean",
        "import unionclean; unionclean.fix_text('工会工作，认真学习。\\n')",
        "import unionclean; unionclean.fix_bytes('工会工作，认真学习。\\n'.encode())",
    ],
)
def test_clean_text_needs_no_heavy_module(code: str) -> None:
    heavy = {"chardet", "ftfy", "opencc", "rich", "numpy", "click", "unionclean.language"}
    assert modules_after(code) & heavy == set()
