"""What several test files share: the real documents, where present, and cases kept as data."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"

# The same examples in every run: a test that fails by chance in CI teaches nobody anything.
# HYPOTHESIS_PROFILE=random explores (used by hand and nightly).
settings.register_profile(
    "fixed", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("random", deadline=None, max_examples=1000)
settings.load_profile("fixed")


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of five real documents, which are not part of the repository."""
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not on this machine")
    return SEEDS


def load_cases(name: str) -> list[dict[str, object]]:
    """Return the ``[[case]]`` tables of ``tests/cases/<name>.toml``."""
    path = ROOT / "tests" / "cases" / f"{name}.toml"
    cases: list[dict[str, object]] = tomllib.loads(path.read_text("utf-8"))["case"]
    return cases
