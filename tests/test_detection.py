"""`detect` says what `fix` would find: encoding, script, damage."""

from __future__ import annotations

import doctest
import json

import pytest

from unionclean import Config, detect, detection, fix_bytes
from unionclean.detection import Detection, describe

HANS = "各级工会组织认真学习，积极参加培训，把各项任务落到实处。"
HANT = "開會的時候，請把手機關掉，並且把會議紀錄交給秘書。"


@pytest.mark.parametrize("text", [HANS, HANT, "plain ASCII", ""])
def test_clean_text_has_no_damage(text: str) -> None:
    found = detect(text.encode())
    assert (found.encoding, found.confidence, found.damage) == ("utf-8", 1.0, {})
    assert (found.bad_bytes, found.parts, found.warnings, found.bom) == (0, {}, (), False)


@pytest.mark.parametrize(
    ("text", "codec", "encoding", "script"),
    [
        (HANS, "gbk", "gb18030", "simplified"),
        (HANT, "big5", "big5hkscs", "traditional"),
        (HANT, "gbk", "gb18030", "traditional"),
    ],
)
def test_encoding_and_script_are_told_apart(
    text: str, codec: str, encoding: str, script: str
) -> None:
    found = detect(text.encode(codec))
    assert (found.encoding, found.damage) == (encoding, {})
    assert found.script.startswith(script)
    assert found.why
    assert found.script_why


def test_damage_is_what_fix_repairs() -> None:
    raw = "各 级 工 会 组 织 ，认真学习,积极参加。\n锟斤拷".encode()
    found, result = detect(raw), fix_bytes(raw)
    repaired = {step: len(edits) for step, edits in result.edits.items()}
    noted: dict[str, int] = {}
    for finding in result.findings:
        noted[finding.step] = noted.get(finding.step, 0) + 1
    assert found.damage == {
        step: repaired.get(step, 0) + noted.get(step, 0) for step in found.damage
    }
    assert set(found.damage) == set(repaired) | set(noted)
    assert found.damage["spaces"] > 0


def test_script_is_measured_after_mojibake() -> None:
    found = detect(HANT.encode().decode("cp1252", "replace").encode())
    whole = detect(HANT.encode("utf-8").decode("latin-1").encode())
    assert whole.script.startswith("traditional")
    assert whole.damage["mojibake"] >= 1
    assert found.damage


def test_bad_bytes_and_mixed_parts_are_counted() -> None:
    mixed = detect(b"\n".join([HANS.encode("gbk"), HANT.encode("big5"), HANS.encode("gbk")]))
    assert set(mixed.parts) == {"gb18030", "big5hkscs"}
    assert "decode" not in mixed.damage
    hurt = detect(HANS.encode() + b"\xff" + HANS.encode())
    assert (hurt.bad_bytes, hurt.damage["decode"]) == (1, 1)
    assert hurt.warnings


def test_plain_values_are_json() -> None:
    found = detect(b"\xef\xbb\xbf" + HANS.encode())
    assert found.bom
    again = json.loads(json.dumps(found.as_dict()))
    assert again == found.as_dict()
    assert set(again) == set(Detection.__slots__)


def test_text_without_bytes_has_no_encoding() -> None:
    from unionclean import explain_text

    with pytest.raises(ValueError, match="bytes"):
        describe(explain_text(HANS))


def test_config_limits_what_is_counted() -> None:
    raw = "工 会 工 作".encode()
    assert detection.detect(raw, Config(skip=("spaces",))).damage == {}


def test_docstring_examples_run() -> None:
    assert doctest.testmod(detection).failed == 0
