"""Settings: where they come from, and that help and template know all of them."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import TYPE_CHECKING

import click
import pytest

from unionclean.cli.group import COMMANDS, unionclean
from unionclean.config import Config
from unionclean.errors import UsageError
from unionclean.settings import KEYS, resolve, spell, template

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_given_is_the_default() -> None:
    settings = resolve({}, environ={})
    assert settings.config == Config()
    assert dict(settings.origins) == {}


def test_every_field_of_config_can_be_set() -> None:
    assert {field.name for field in dataclasses.fields(Config)} <= set(KEYS)


def test_defaults_in_the_help_are_those_of_config() -> None:
    settings = resolve({}, environ={})
    assert {key: settings.value(key) for key in KEYS} == {
        key: known.default for key, known in KEYS.items()
    }


def test_the_template_sets_nothing_and_explains_everything(tmp_path: Path) -> None:
    assert tomllib.loads(template()) == {}
    uncommented = "\n".join(
        line.removeprefix("# ") for line in template().splitlines() if " = " in line
    )
    values = tomllib.loads(uncommented)
    assert set(values) == {spell(key) for key in KEYS}
    (tmp_path / "unionclean.toml").write_text(uncommented, "utf-8")
    resolve({}, environ={})  # every example in it is valid


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("only = ['pinyn']", ":1: There is no step 'pinyn'. Did you mean 'pinyin'?"),
        ("\nto = 'x'", ":2: 'x' is not a target script."),
        ("safe = 'maybe'", ":1: 'safe' must be true or false"),
        ("jobs = 0", ":1: 'jobs' must be a number from 1"),
        ("jobs = true", ":1: 'jobs' must be a number from 1"),
        ("skip = [1]", ":1: 'skip' must be a list of texts"),
        ("color = 'blue'", ":1: 'color' must be auto, always or never"),
        ("to = 's'\n[tables]\nx = 1", ":2: unknown key 'tables'"),
        ("to = ", "is not valid TOML"),
        ("to = '\udcff'", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "unionclean.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError) as caught:
        resolve({}, environ={})
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_broken_pyproject_that_is_not_ours_is_none_of_our_business(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project\n", "utf-8")
    assert resolve({}, environ={}).config == Config()


def test_variables() -> None:
    environ = {"UNIONCLEAN_ONLY": "decode, spaces", "UNIONCLEAN_SAFE": "yes", "UNIONCLEAN_X": "1"}
    settings = resolve({"to": "keep"}, environ=environ)
    assert settings.config == Config(only=("decode", "spaces"), safe=True, to="keep")
    assert settings.unknown == ("UNIONCLEAN_X",)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = unionclean.get_command(click.Context(unionclean), name)
    assert command
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
