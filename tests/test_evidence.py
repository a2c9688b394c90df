"""What the whole document says, and that a step which meets the same again need not run."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given

from layout import TEXTS
from unionclean import pipeline
from unionclean.config import Config
from unionclean.evidence import Evidence
from unionclean.pipeline import repair_text


def test_a_measurement_is_made_once() -> None:
    asked: list[str] = []

    def measure(text: str) -> int:
        asked.append(text)
        return len(text)

    evidence = Evidence("工会")
    assert [evidence.once(measure), evidence.once(measure)] == [2, 2]
    assert asked == ["工会"]


@pytest.mark.parametrize(
    ("other", "agrees"), [("学习 A", True), ("A", False), ("工会", False), ("工会 AB", True)]
)
def test_documents_agree_by_the_questions_that_were_asked(other: str, *, agrees: bool) -> None:
    evidence = Evidence("工会 A")
    assert evidence.has_han
    assert evidence.holds("[A-Z]")
    assert Evidence(other).agrees(evidence.asked) is agrees


def test_a_document_agrees_only_with_itself_where_its_text_was_asked_for() -> None:
    evidence = Evidence("工会 A")
    assert evidence.text
    assert Evidence("工会 A").agrees(evidence.asked)
    assert not Evidence("工会 B").agrees(evidence.asked)


@given(TEXTS)
def test_steps_that_meet_the_same_again_are_left_out_without_a_difference(text: str) -> None:
    result = repair_text(text, Config())
    with patch.object(pipeline._Met, "again", lambda *_: False):
        every = repair_text(text, Config())
    assert result.text == every.text
    assert [(run.step, run.edits, run.notes) for run in result.runs] == [
        (run.step, run.edits, run.notes) for run in every.runs
    ]


def test_a_step_that_meets_the_same_again_does_not_run() -> None:
    ran: list[str] = []
    run_step = pipeline._run_step

    def counted(step: pipeline.Step, *rest: object) -> pipeline.StepRun:
        ran.append(step.name)
        return run_step(step, *rest)

    damaged = "ä¸\xadå›½å·¥ä¼šçš„å·¥ä½œã€‚"
    with patch.object(pipeline, "_run_step", counted):
        result = repair_text(damaged, Config())
    assert result.text == "中国工会的工作。"
    # The second round looks at the repaired text: all but `mojibake` have seen it.
    assert ran.count("mojibake") == 2
    assert ran.count("punctuation") == ran.count("spaces") == 1
