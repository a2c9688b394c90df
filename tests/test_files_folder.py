"""What is kept of the files around each file: the nearest folder, in bounded memory."""

from __future__ import annotations

import pytest

from unionclean.files import folder
from unionclean.files.folder import FolderCounts
from unionclean.files.survey import Survey


def _counts(files: list[tuple[str, str]], *roots: str) -> FolderCounts:
    counts = FolderCounts(roots)
    for path, encoding in files:
        counts.add(Survey(path, encoding=encoding))
    return counts


def test_too_few_files_say_nothing() -> None:
    counts = _counts([("c/1", "big5hkscs"), ("c/2", "big5hkscs")], "c")
    assert counts.encodings_near("c/3") is None


def test_the_nearest_folder_with_enough_files_answers() -> None:
    files = [(f"c/a/{n}", "gb18030") for n in range(3)] + [("c/b/1", "big5hkscs")]
    counts = _counts(files, "c/")
    assert counts.encodings_near("c/a/x") == {"gb18030": 3}
    assert counts.encodings_near("c/b/x") == {"gb18030": 3, "big5hkscs": 1}
    assert counts.encodings_near("c/new/deep/x") == {"gb18030": 3, "big5hkscs": 1}


@pytest.mark.parametrize("root", [".", "./", "../c", "/tmp/c"])
def test_any_spelling_of_the_root_works(root: str) -> None:
    base = root.rstrip("/")
    counts = _counts([(f"{base}/{n}", "gb18030") for n in range(3)], root)
    assert counts.encodings_near(f"{base}/x") == {"gb18030": 3}


def test_two_roots_know_nothing_of_each_other() -> None:
    counts = _counts([(f"a/{n}", "gb18030") for n in range(3)], "a", "b")
    assert counts.encodings_near("b/x") is None


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FOLDERS", 4)
    files = [(f"c/{d}/{n}", "gb18030") for d in range(20) for n in range(3)]
    counts = _counts(files, "c")
    assert len(counts._encodings) == 4
    assert counts.encodings_near("c/19/x") == {"gb18030": 60}
