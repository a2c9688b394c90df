"""The contract of the command line, one file per scenario in tests/cli; the form is in its README.

Every scenario runs the real command in a folder of its own.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

SCENARIOS = sorted((Path(__file__).parent / "cli").glob("*.toml"))
KEYS = {
    "about", "args", "stdin", "status", "stdout", "stdout_has", "stderr", "stderr_has",
    "files", "after", "env", "folder",
}  # fmt: skip


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenario(path: Path, tmp_path: Path) -> None:
    scenario = tomllib.loads(path.read_text("utf-8"))
    assert set(scenario) <= KEYS, "a key that the runner would ignore"
    assert "status" in scenario
    for name, content in scenario.get("files", {}).items():
        _make(tmp_path / name, content)
    result = subprocess.run(
        [sys.executable, "-m", "unionclean", *scenario["args"]],
        input=_bytes(scenario.get("stdin", "")),
        capture_output=True,
        cwd=tmp_path / scenario.get("folder", "."),
        env=_environment(scenario.get("env", {})),
        preexec_fn=_obey_permissions if os.geteuid() == 0 else None,
        timeout=30,
        check=False,
    )
    stdout = result.stdout.decode("utf-8")
    stderr = re.sub(r"\d+\.\d s\b", "0.0 s", result.stderr.decode("utf-8"))
    print(stdout, stderr, sep="\n--- stderr\n")  # noqa: T201 -- shown when the test fails
    assert result.returncode == scenario["status"], stderr
    if "stdout" in scenario:
        assert stdout == scenario["stdout"]
    if "stderr" in scenario:
        assert stderr == scenario["stderr"]
    for part in scenario.get("stdout_has", []):
        assert part in stdout
    for part in scenario.get("stderr_has", []):
        assert part in stderr
    for name, content in scenario.get("after", {}).items():
        _check(tmp_path / name, content)
    leftovers = [name for _, _, names in os.walk(tmp_path) for name in names if ".tmp" in name]
    assert leftovers == []


def _bytes(content: str | dict[str, Any]) -> bytes:
    if isinstance(content, str):
        return content.encode("utf-8")
    if "hex" in content:
        return bytes.fromhex(content["hex"])
    return content["text"].encode(content.get("encoding", "utf-8"))


def _make(path: Path, content: str | dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, dict) and "link" in content:
        path.symlink_to(content["link"])
    elif isinstance(content, dict) and "twin" in content:
        path.hardlink_to(path.parent / content["twin"])
    elif isinstance(content, dict) and "pipe" in content:
        os.mkfifo(path)
    elif isinstance(content, dict) and "folder" in content:
        path.mkdir()
        path.chmod(int(content["folder"], 8))
    else:
        path.write_bytes(_bytes(content))
        os.utime(path, (1_000_000_000, 1_000_000_000))
        if isinstance(content, dict) and "mode" in content:
            path.chmod(int(content["mode"], 8))


def _check(path: Path, content: str | bool | dict[str, Any]) -> None:
    """``false``: absent; a text: exactly that; a table: text, mode, link, untouched."""
    if content is False:
        assert not os.path.lexists(path), f"{path} should not be there"
        return
    assert os.path.lexists(path), f"{path} is missing"
    if isinstance(content, str):
        assert path.read_bytes().decode("utf-8") == content
        return
    assert isinstance(content, dict)
    if "text" in content or "hex" in content:
        assert path.read_bytes() == _bytes(content)
    if "mode" in content:
        assert oct(path.stat().st_mode & 0o7777) == oct(int(content["mode"], 8))
    if "link" in content:
        assert str(path.readlink()) == content["link"]
    if "untouched" in content:
        assert (path.stat().st_mtime == 1_000_000_000) is content["untouched"]


def _environment(extra: dict[str, str]) -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("UNIONCLEAN_") and key not in ("NO_COLOR", "FORCE_COLOR")
    }
    return kept | extra


def _obey_permissions() -> None:
    """Let even root meet files that it may not read: drop the capabilities to override modes."""
    pr_capbset_drop, cap_dac_override, cap_dac_read_search = 24, 1, 2
    libc = ctypes.CDLL(None)
    libc.prctl(pr_capbset_drop, cap_dac_override)
    libc.prctl(pr_capbset_drop, cap_dac_read_search)
