"""Every case of tests/cases/*.toml: what stays (first), and what is repaired.

``kept`` goes through all steps. ``damaged`` goes through the step the file is named for, or through
those the case names in ``steps``; ``steps = ["all"]`` means the default configuration.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from conftest import load_cases
from unionclean import Config, fix_text

FILES = sorted(path.stem for path in (Path(__file__).parent / "cases").glob("*.toml"))
CASES = [
    pytest.param(name, case, id=f"{name}: {case['label']}")
    for name in FILES
    for case in load_cases(name)
]
KEPT = [pytest.param(p.values[1], id=p.id) for p in CASES if "kept" in p.values[1]]
DAMAGED = [param for param in CASES if "damaged" in param.values[1]]


@pytest.mark.parametrize("case", KEPT)
def test_good_text_stays(case: dict[str, Any]) -> None:
    assert fix_text(case["kept"]) == case["kept"]


@pytest.mark.parametrize("case", [p for p in KEPT if "\n\n\n" not in p.values[0]["kept"]])
def test_line_ends_of_another_system_make_no_difference(case: dict[str, Any]) -> None:
    text = case["kept"]
    fixed = fix_text(text.replace("\r\n", "\n").replace("\n", "\r\n"))
    assert fixed.rstrip("\n").split("\n") == text.rstrip("\n").split("\n")


@pytest.mark.parametrize(("name", "case"), DAMAGED)
def test_damage_is_repaired(name: str, case: dict[str, Any]) -> None:
    steps = case.get("steps", [name])
    config = Config() if steps == ["all"] else Config(only=tuple(steps))
    fixed = fix_text(case["damaged"], config)
    assert fixed == case["fixed"]
    assert fix_text(fixed, config) == fixed
