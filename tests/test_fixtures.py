"""The whole documents of fixtures/: clean ones stay, damaged ones become their clean twins."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import damage
from conftest import ROOT
from unionclean import fix_bytes

if TYPE_CHECKING:
    from unionclean import Result

FIXTURES = ROOT / "fixtures"
CLEAN = sorted(path.stem for path in (FIXTURES / "clean").glob("*.txt"))


DAMAGED: dict[str, dict[str, Any]] = dict(damage.entries())


def clean_bytes(name: str) -> bytes:
    return (FIXTURES / "clean" / f"{name}.txt").read_bytes()


@cache
def repaired(name: str) -> Result:
    return fix_bytes((FIXTURES / "damaged" / name).read_bytes())


@pytest.mark.parametrize("name", CLEAN)
def test_clean_document_stays_byte_for_byte(name: str) -> None:
    raw = clean_bytes(name)
    result = fix_bytes(raw)
    assert result.text.encode() == raw
    assert not result.changed


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damaged_document_becomes_its_clean_twin(name: str) -> None:
    wanted = clean_bytes(DAMAGED[name]["clean"]).decode()
    assert repaired(name).text.split("\n") == wanted.split("\n")


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_second_run_changes_nothing(name: str) -> None:
    once = repaired(name).text
    assert fix_bytes(once.encode()).text == once


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_every_change_can_be_taken_back(name: str) -> None:
    result = repaired(name)
    assert result.revert() == result.original


def test_committed_files_are_what_the_script_builds() -> None:
    built = {name: damage.build(entry) for name, entry in DAMAGED.items()}
    present = {p.name: p.read_bytes() for p in (FIXTURES / "damaged").iterdir()}
    assert sorted(present) == sorted(built)
    assert [name for name in sorted(built) if built[name] != present[name]] == []


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_damage_is_damage(name: str) -> None:
    """A twin that equals its clean document would test nothing."""
    raw = (FIXTURES / "damaged" / name).read_bytes()
    assert raw != clean_bytes(DAMAGED[name]["clean"])


def test_every_document_has_a_damaged_twin_and_is_a_whole_one() -> None:
    assert {entry["clean"] for entry in DAMAGED.values()} == set(CLEAN)
    assert all(800 <= len(clean_bytes(name).decode()) <= 2500 for name in CLEAN)
