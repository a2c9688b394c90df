"""Settings of a run: where they come from, and which source wins.

Command line, then ``UNIONCLEAN_*`` variables, then the nearest configuration file, then defaults.
The file is looked for upward from the working directory and never in the folder to be cleaned:
a corpus must not be able to bring its own settings.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from unionclean.config import Config
from unionclean.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "unionclean.toml"
PREFIX = "UNIONCLEAN_"
COLORS = ("auto", "always", "never")


class Key(NamedTuple):
    """One setting: how it is written, what it means and what it is when nobody sets it."""

    kind: Literal["list", "bool", "text", "path", "count", "color"]
    default: object
    help: str


KEYS: dict[str, Key] = {
    "only": Key("list", None, "Steps to run; all when not set."),
    "skip": Key("list", (), "Steps to leave out."),
    "safe": Key("bool", default=False, help="Leave out the steps that remove content."),
    "to": Key("text", "auto", "Script of the result: auto, keep, s, t, tw or hk."),
    "to_config": Key("text", None, "Conversion by OpenCC (s2twp ...), instead of 'to'."),
    "dictionary": Key("path", None, "Words for conversion: a word, a tab, what it becomes."),
    "encoding": Key("text", None, "Encoding of all inputs; detected when not set."),
    "strict": Key("bool", default=False, help="Fail a text that needs a guess."),
    "drop_metadata": Key("bool", default=False, help="Remove author, source and date too."),
    "jsonl": Key("list", None, "Fields of JSON, columns of CSV to repair; all when not set."),
    "learn": Key(
        "bool", default=True, help="Learn from all files of a folder before repairing each."
    ),
    "learned": Key("path", None, "Saved list of such lines, used instead of learning them."),
    "save_learned": Key("path", None, "File for the list of the lines that were learned."),
    "include": Key("list", (), "Globs of the files to take; all text files when not set."),
    "exclude": Key("list", (), "Globs of files and folders to leave out."),
    "jobs": Key("count", None, "Processes; as many as there are processors when not set."),
    "color": Key("color", "auto", "Colour on the terminal: auto, always or never."),
}


# For the keys whose default is that nothing is set.
_EXAMPLES: dict[str, object] = {
    "only": ["decode", "mojibake"],
    "to_config": "s2twp",
    "dictionary": "words.txt",
    "encoding": "gb18030",
    "jsonl": ["text"],
    "jobs": 4,
    "learned": "learned.json",
    "save_learned": "learned.json",
}


# Lists that mean everything when they are not set, and nothing sensible when they are empty.
_NAMED = {"only": "step; leave it out to run all", "jsonl": "field; leave it out to repair all"}


class Settings(NamedTuple):
    """The effective settings, and for each the place it came from."""

    config: Config
    learned: str | None = None
    save_learned: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    jobs: int | None = None
    color: str = "auto"
    origins: Mapping[str, str] = {}
    unknown: tuple[str, ...] = ()

    def value(self, key: str) -> object:
        """Return the effective value of ``key``."""
        value: object = getattr(self.config if key in _CONFIG_KEYS else self, key)
        return value


_CONFIG_KEYS = frozenset(Config.__dataclass_fields__)


def resolve(
    given: Mapping[str, object],
    *,
    file: str | None = None,
    isolated: bool = False,
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the effective settings.

    Args:
        given: what the command line says; keys with the value ``None`` were not given.
        file: the configuration file to read instead of looking for one.
        isolated: read no file and no variables.
        environ: the environment.

    Raises:
        UsageError: an unknown key or a value that does not fit, with its place.

    """
    if file and isolated:
        raise UsageError("'--config' and '--isolated' contradict each other; give one of them.")
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    unknown: list[str] = []

    def take(source: Mapping[str, object], places: Mapping[str, str]) -> None:
        for key, value in source.items():
            if key not in values:
                values[key] = _convert(key, value, places[key])
                origins[key] = places[key]

    flags = {key: value for key, value in given.items() if value is not None and value != ()}
    take(flags, {key: f"--{spell(key)}" for key in flags})
    if not isolated:
        variables = _read_environment(environ, unknown)
        take(variables, {key: PREFIX + key.upper() for key in variables})
        path = file or _discover(_working_folder())
        if path:
            take(*_read_file(path))
    for key, value in values.items():
        if key in _CONFIG_KEYS:  # alone first, so that an error can name its place
            try:
                Config(**{key: value})
            except UsageError as error:
                raise UsageError(f"{origins[key]}: {error}") from None
    config = Config(**{key: value for key, value in values.items() if key in _CONFIG_KEYS})
    others = {key: value for key, value in values.items() if key not in _CONFIG_KEYS}
    return Settings(config, **others, origins=origins, unknown=tuple(unknown))


def template() -> str:
    """Return a configuration file that explains every key and sets none."""
    lines = ["# Settings of unionclean; 'unionclean config' shows which are in effect, and why."]
    for name, key in KEYS.items():
        value = to_toml(_EXAMPLES.get(name, key.default))
        lines += ["", f"# {key.help}", f"# {spell(name)} = {value}"]
    return "\n".join(lines) + "\n"


def spell(key: str) -> str:
    """Return a key as it is written in files and options."""
    return key.replace("_", "-")


def to_toml(value: object) -> str:
    """Write a value as TOML does; strings here need no more than JSON's escapes."""
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _read_environment(environ: Mapping[str, str], unknown: list[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in environ.items():
        if name.startswith(PREFIX) and value:
            key = name.removeprefix(PREFIX).lower()
            if key in KEYS:
                found[key] = value
            else:  # may belong to something else: said, but not fatal
                unknown.append(name)
    return found


def _working_folder() -> str:
    try:
        return os.getcwd()
    except FileNotFoundError:
        raise UsageError(
            "The working folder was removed; nothing was done; change to another one."
        ) from None


def _discover(folder: str) -> str | None:
    """Return the nearest configuration file from ``folder`` upward."""
    while True:
        own = os.path.join(folder, FILE_NAME)
        if os.path.isfile(own):
            return own
        shared = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(shared) and _is_ours(shared):
            return shared
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent


def _is_ours(path: str) -> bool:
    """Tell whether a pyproject.toml has a table for us; cheap, and blind to its other errors."""
    try:
        with open(path, "rb") as file:
            return re.search(rb"(?m)^\s*\[\s*tool\s*\.\s*unionclean\s*\]", file.read()) is not None
    except OSError:
        return False


def _read_file(path: str) -> tuple[dict[str, object], dict[str, str]]:
    """Return the settings of a file, and the place of each."""
    import tomllib

    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8-sig")
        table: dict[str, object] = tomllib.loads(text)
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read ({error.strerror}); nothing was done; check '--config'."
        ) from None
    except ValueError as error:  # UnicodeDecodeError, tomllib.TOMLDecodeError: both say where
        raise UsageError(f"{path}: is not valid TOML: {error}; nothing was done.") from None
    shared = os.path.basename(path) == "pyproject.toml"
    if shared:
        tools = table.get("tool")
        ours = tools.get("unionclean") if isinstance(tools, dict) else None
        table = ours if isinstance(ours, dict) else {}
    names = {spell(key): key for key in KEYS}
    found, places = {}, {}
    for name, value in table.items():
        place = f"{path}:{_line_of(name, text, shared=shared)}"
        if name not in names:
            raise UsageError(f"{place}: unknown key '{name}'.{did_you_mean(name, names)}")
        key = names[name]
        found[key], places[key] = value, place
        if KEYS[key].kind == "path" and isinstance(value, str) and value:
            found[key] = os.path.join(os.path.dirname(path), value)  # the same from any folder
    return found, places


def _line_of(key: str, text: str, *, shared: bool) -> int:
    """Return the line where ``key`` is set; the parser of the standard library does not tell."""
    ours = not shared
    setting = re.compile(rf"\s*(?:\[\s*)?[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    for number, line in enumerate(text.splitlines(), 1):
        if shared and line.lstrip().startswith("["):
            ours = re.match(r"\s*\[\s*tool\s*\.\s*unionclean\b", line) is not None
        elif ours and setting.match(line):
            return number
    return 1


def _convert(key: str, value: object, place: str) -> object:
    """Return ``value`` as the setting needs it; variables and options come as text."""
    kind = KEYS[key].kind
    if kind == "list":
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        if key in _NAMED and not value:
            raise UsageError(f"{place}: names no {_NAMED[key]}.")
        if isinstance(value, list | tuple) and all(isinstance(part, str) for part in value):
            return tuple(value)
        expected = "a list of texts"
    elif kind == "bool":
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        if isinstance(value, str) and value.lower() in words:
            value = words[value.lower()]
        if isinstance(value, bool):
            return value
        expected = "true or false"
    elif kind == "count":
        if isinstance(value, str) and value.isascii() and value.isdigit():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        expected = "a number from 1"
    elif kind == "color":
        if value in COLORS:
            return value
        expected = "auto, always or never"
    elif kind == "path":
        if isinstance(value, str) and value:
            return value
        expected = "the name of a file"
    else:
        if isinstance(value, str):
            return value
        expected = "a text"
    raise UsageError(f"{place}: '{spell(key)}' must be {expected}, not {to_toml(value)}.")
