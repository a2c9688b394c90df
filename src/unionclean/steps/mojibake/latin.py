"""Latin and other alphabets read in a wrong single-byte encoding: ftfy's field.

ftfy knows these pairs well, but its defaults rewrite Chinese punctuation, and beside Han it takes
×“ for a Hebrew letter. So it sees only stretches without Han, does nothing but invert encodings,
and may not bring an alphabet into a line with Han that the line did not have.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, regex
from unionclean.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ftfy import TextFixerConfig

# Two characters in a row beyond ASCII and before the East Asian blocks: the least that UTF-8 in a
# single-byte encoding leaves.
_SIGN: Final = "[\u0080-\u2bff\uf8ff\ufb01\ufb02]{2}"
# Letters of so few languages that two signs read as one of them are an accident: Í¼ is no ͼ.
_NEVER: Final = "[\u0180-\u019f\u01a2-\u01ae\u01b1-\u01cc\u01dd-\u0217\u021c-\u0385\u03cf-\u03ff]"
# A letter between two of ASCII is no UTF-8: then ftfy inverts nothing, and only what it takes for a
# mistake in any text is left to it (controls of C1, halves of surrogates).
_ALONE: Final = "(?<![^!-~])[\u00a0-\u2bff\uf8ff\ufb01\ufb02](?![^!-~])"
_MISTAKES: Final = "[\u0080-\u009f\ud800-\udfff]"
# What accented letters begin with in Latin-1; tables of Pinyin have them by themselves.
_LEADS: Final = "ÃÄÅÇ"
_AROUND: Final = 300  # characters on each side; ftfy judges a stretch by its worst and best parts
_EAST_ASIAN: Final = f"[{HAN}\u3040-\u30ff\uac00-\ud7a3]"
_FOREIGN: Final = "[^\n\u2e80-\ud7ff\ufa00-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+"


def find_latin(text: str, start: int, end: int) -> Iterator[Edit]:
    """Yield the repairs of the stretches without Han that touch ``text[start:end]``."""
    if not regex(_SIGN).search(text, start, end):
        return
    near = max(start - _AROUND, 0)
    first = max(text.rfind("\n", near, start) + 1, near)
    last = text.find("\n", end, end + _AROUND)
    line = text[first : last if last >= 0 else end + _AROUND]
    for run in regex(_FOREIGN).finditer(line):
        if first + run.end() <= start or first + run.start() >= end:
            continue
        if not regex(_SIGN).search(run.group()):
            continue
        if regex(_ALONE).search(run.group()) and not regex(_MISTAKES).search(run.group()):
            continue
        # A C1 control in a line with Han is the rest of a character, not a mark of Windows-1252.
        foreign = not regex(_EAST_ASIAN).search(line)
        fixed = _fixed(run.group(), foreign=foreign)
        if len(fixed) == len(run.group()) and not foreign:
            continue
        if regex(_NEVER).search(fixed) and not regex(_NEVER).search(run.group()):
            continue
        if fixed == run.group() or not _keeps_scripts(line, run.group(), fixed):
            continue
        edit = _least_edit(first + run.start(), run.group(), fixed)
        if not foreign and _is_no_word(text, edit):
            continue
        # A line with both, in Chinese, is about the damage: 他把 Ã© 写成了 é.
        if foreign or edit.new not in line:
            yield edit


def _fixed(text: str, *, foreign: bool) -> str:
    import ftfy

    return ftfy.fix_text(text, _config(foreign=foreign))


@cache
def _config(*, foreign: bool) -> TextFixerConfig:
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        # Takes ×“ for a letter, and “Ã©” in a handbook for damage when it is the subject.
        decode_inconsistent_utf8=False,
        replace_lossy_sequences=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        remove_control_chars=False,
        fix_c1_controls=foreign,
        normalization=None,
    )


def _keeps_scripts(line: str, old: str, new: str) -> bool:
    if not regex(f"[{HAN}]").search(line):
        return True
    return _scripts(new) <= _scripts(line) - _scripts(old) | {"LATIN", "CJK"}


def _is_no_word(text: str, edit: Edit) -> bool:
    """Tell whether what comes out is accented letters alone, of signs that they seldom become."""
    if text[edit.start] in _LEADS or not regex("[\u00c0-\u024f]+").fullmatch(edit.new):
        return False
    return not regex("[A-Za-z]").search(text[max(edit.start - 1, 0) : edit.end + 1])


def _scripts(text: str) -> set[str]:
    """Return the scripts of letters and of what belongs to letters: ‡™± is no U+0AB1."""
    return {
        unicodedata.name(char, "UNNAMED").split(" ", 1)[0]
        for char in text
        if char.isalpha() or "\u0300" <= char < "\u2000" or unicodedata.category(char) == "Cn"
    }


def _least_edit(start: int, old: str, new: str) -> Edit:
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    new = new[head : len(new) - tail]
    reason = "utf-8 read as a single-byte encoding"
    return Edit(start + head, start + len(old) - tail, new, reason, "likely")
