"""Names of files and folders that were decoded wrongly, or are no UTF-8 at all.

A zip archive from a Chinese Windows holds its names in GBK and does not say so: unpacked elsewhere
they become ╓╨╣·, or bytes that are no text. A name is short, but the names of one tree share one
damage: those that are clear vote, and the votes judge the others. Japanese and Korean archives do
the same, so their readings are weighed against the Chinese ones. A clean name in any language
stays; so does a name of which something was lost.
"""

from __future__ import annotations

import math
import os
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from unionclean.language import Model

Kind = tuple[str, str]
"""The encoding in which the bytes were read by mistake (``""``: not at all), and the true one."""

# How much likelier than the name as it stands its repair has to be, in nats. Alone: the margin of
# the mojibake step; of 70 clean names in 20 languages, symbols among them, the best reached 6.3,
# of damaged names of two characters 19 in 20 pass 16. Where other names of the tree prove the
# kind: names of one character have 8 to 10, clean names that keep their ASCII at most 4.5; where
# pairs were read as other pairs, a name has fewer odd characters to show it. And where others
# prove another kind, it is hardly a third one.
ALONE: Final = 12.0
PROVEN: Final = 5.0
PROVEN_PAIRS: Final = 8.0
STRANGER: Final = 18.0
# Two names prove that clean text of some language was misread only if they are as clear as this.
# Kana and Hangul are what Big5 and GBK look like when read as each other or as Korean. Of 900 clean
# pieces of Japanese one reached 21, of Korean none 10.
NATIVE: Final = 24.0
# Other names of that kind which prove it.
FEWEST: Final = 2

# One name in so many was damaged in another way than all others of the tree.
STRAY: Final = 1 / 500
# How far the best repair has to be ahead of another one: 20 to 1. A wrong name is worse than none.
LEAD: Final = 3.0

# The same for a Japanese or Korean name that no other one of the tree confirms: of 8,000 Chinese
# names none is taken for one then.
LEAD_FOREIGN: Final = 8.0

# Characters of GBK or Big5 that may all be UTF-8 by chance: the odds are 1 in 10 for each.
BY_CHANCE: Final = 3
_HEBREW: Final = "\u0590"  # from here on two letters of Hebrew or Arabic may look like two Han

# Codecs for the true encodings of `unionclean.steps.mojibake.readings`.
_CODECS: Final = {"gbk": "gb18030", "big5": "big5hkscs", "utf-8": "utf-8"}
# Of Japanese and Korean Windows and of old Unix, whose names are Chinese characters as well: to be
# taken, such a reading has to be so many nats ahead of a Chinese one.
_FOREIGN: Final = 3.0
_OTHERS: Final = {"shift_jis": "cp932", "euc-jp": "euc-jp", "euc-kr": "cp949"}

# Code pages in which archives are unpacked, beyond those that texts are misread in: DOS in Western
# and Central Europe and in Russia, Windows in Central Europe and in Russia.
_PAGES: Final = ("cp850", "cp852", "cp866", "cp1250", "cp1251")
# Names of encodings in which every byte is a character, and of none at all.
_SINGLE: Final = frozenset(("", "windows-1252", "cp437", "mac-roman", "koi8-r", *_PAGES))
# Of those, the ones in which clean Vietnamese and Russian look damaged: đó, а|е.
_DOUBTFUL: Final = frozenset(("koi8-r", "cp852", "cp866", "cp1250", "cp1251"))
_KANA: Final = "[\u3040-\u30ff]"
_LETTERS: Final = f"{_KANA}|[\uac00-\ud7a3]"  # and Hangul: no Chinese name has any
_HALFWIDTH: Final = "[\uff61-\uff9f]"  # katakana that GBK and Big5 look like in Shift JIS

# Shift JIS has characters twice, at these first bytes too: which of the two it was is lost.
_TWICE: Final = frozenset("\x81\x87\xed\xee\xfa\xfb\xfc")

LONGEST: Final = 255  # bytes of a name, on the file systems in use

_UNZIP: Final = "#U[0-9a-fA-F]{4}|#L[0-9a-fA-F]{6}"
UNZIP: Final[Kind] = ("#U", "unicode")

# What no repaired name may hold: controls, format characters, surrogates, private use, unassigned
# characters, line and paragraph separators.
_UNSAFE: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


class Repaired(NamedTuple):
    """A repaired name, what happened to it, and how much likelier it is."""

    name: str
    kind: Kind
    gain: float

    @property
    def reason(self) -> str:
        """What happened, for people."""
        wrong, right = self.kind
        if self.kind == UNZIP:
            return "escaped by unzip"
        return f"{right} read as {wrong}" if wrong else f"was {right}, not UTF-8"


class NameJudge:
    """Repairs names by the evidence of all names of a run: `add` each, then `repair` each."""

    def __init__(self) -> None:
        self._votes: Counter[Kind] = Counter()

    def add(self, name: str) -> None:
        """Let a name vote, if it is clear by itself."""
        best = max(_candidates(name, None), key=lambda one: one.gain, default=None)
        least = NATIVE if best and _may_be_native(name, best.kind) else ALONE
        if best and best.gain >= least and _is_clear(best):
            self._votes[best.kind] += 1

    def repair(self, name: str) -> Repaired | None:
        """Return the repair of ``name``; ``None`` for a name that stays."""
        total = self._votes.total()
        found = []
        for one in _candidates(name, self._encodings()):
            if one.gain >= self._least(one, name):
                share = self._votes[one.kind] / total if total else 1.0
                found.append((one.gain + math.log((1 - STRAY) * share + STRAY), one))
        found.sort(key=lambda pair: -pair[0])
        rival = next((pair[0] for pair in found if pair[1].name != found[0][1].name), -math.inf)
        if not found:
            return None
        best = found[0][1]
        sure = best.kind[1] not in _OTHERS or self._votes[best.kind] >= FEWEST
        return best if found[0][0] >= rival + (LEAD if sure else LEAD_FOREIGN) else None

    def _least(self, one: Repaired, name: str) -> float:
        """Return the gain that a repair must have."""
        proven = self._votes[one.kind] >= FEWEST
        if not proven and not _is_clear(one):
            return math.inf
        if _may_be_native(name, one.kind):
            if not proven:
                return math.inf
            if regex(_KANA).search(name):
                return NATIVE
            return STRANGER if one.kind[0] in _DOUBTFUL else ALONE
        if proven and _keeps_ascii(one.name, name):
            return PROVEN if one.kind[0] in _SINGLE else PROVEN_PAIRS
        return STRANGER if not proven and self._votes.total() >= FEWEST else ALONE

    def _encodings(self) -> Mapping[str, float]:
        """Return the encodings of the names that are no UTF-8."""
        return {right: votes for (wrong, right), votes in self._votes.items() if not wrong}


def _is_clear(one: Repaired) -> bool:
    """Tell whether a Japanese or Korean name has letters of its own: Han alone prove nothing."""
    return one.kind[1] not in _OTHERS or regex(_LETTERS).search(one.name) is not None


def is_text(name: str) -> bool:
    """Tell whether the bytes of a name are UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def _candidates(name: str, prior: Mapping[str, float] | None) -> Iterator[Repaired]:
    """Yield the names that ``name`` may have been, with how much likelier they are."""
    if name.isascii():
        if regex(_UNZIP).search(name):
            text = regex(_UNZIP).sub(lambda hit: _char(hit[0]), name)
            if _is_safe(text, name) and any(char > "\x7f" for char in text):
                yield Repaired(text, UNZIP, math.inf)
        return
    if not is_text(name):
        yield from _decoded(name, prior)
        return
    from unionclean.language import load
    from unionclean.steps.mojibake.foreign import has_odd_hangul

    model = load()
    if prior and max(name) < _HEBREW and sum(char > "\x7f" for char in name) <= BY_CHANCE:
        yield from _by_chance(name, prior, model)
    seen = set()
    given = name
    if any(map(unicodedata.combining, name)):  # macOS takes é apart when it stores a name
        given = unicodedata.normalize("NFC", name)
    for wrong, right, raw in _bytes_of(given):
        if right != "utf-8" and _is_utf8(raw):
            continue  # bytes that are UTF-8 are hardly ever anything else
        try:
            text = raw.decode(_CODECS.get(right) or _OTHERS[right])
        except UnicodeDecodeError:
            continue
        if text == given or (right, text) in seen or not _is_safe(text, name):
            continue
        seen.add((right, text))
        if right in _OTHERS and (regex(_HALFWIDTH).search(text) or has_odd_hangul(text)):
            continue
        if right == "utf-8" or regex(_LETTERS).search(text) or any(map(is_han, text)):
            gain = _score(text, model) - _score(given, model) - _FOREIGN * (right in _OTHERS)
            yield Repaired(text, (wrong, right), gain)


def _decoded(name: str, prior: Mapping[str, float] | None) -> Iterator[Repaired]:
    """Yield the reading of a name that is no UTF-8; its gain is the one its confidence stands for.

    Anything that reads well is better than bytes that are no text, so there is nothing to beat.
    """
    from unionclean.steps.decode import decode

    decoded = decode(os.fsencode(name), prior=prior)
    if not decoded.bad and not decoded.pieces and _is_safe(decoded.text, name):
        odds = decoded.confidence / max(1e-9, 1.0 - decoded.confidence)
        # The confidence that a file needs to speak for others (0.88, two nats) is what a name
        # needs too: `ALONE` and `PROVEN` mean the same for both kinds.
        gain = ALONE * math.log(odds) / 2.0 if odds > 1 else 0.0
        yield Repaired(decoded.text, ("", decoded.encoding), gain)


def _by_chance(name: str, encodings: Iterable[str], model: Model) -> Iterator[Repaired]:
    """Yield the readings of a name that is UTF-8 by chance, as 一 in GBK is (U+04BB).

    Only the names of its tree that are no UTF-8 give it away; ``encodings`` are theirs.
    """
    for encoding in encodings:
        try:
            text = name.encode("utf-8").decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_safe(text, name) and any(map(is_han, text)):
            yield Repaired(text, ("", encoding), _score(text, model) - _score(name, model))


def _bytes_of(name: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield (wrong, right, bytes) for each pair of encodings that may have given ``name``."""
    from unionclean.steps.mojibake.codepages import SHIFT_JIS, Wrong, byte_table
    from unionclean.steps.mojibake.readings import READINGS, SINGLE_PAGES, Reading

    others = (
        Reading(Wrong(page, (page,), single=True), right) for page in _PAGES for right in _CODECS
    )
    foreign = (Reading(page, right) for page in SINGLE_PAGES for right in _OTHERS)
    made: dict[Wrong, bytes | None] = {}
    for wrong, right in (*READINGS, *others, *foreign):
        if wrong not in made:
            shown = name.translate(byte_table(wrong))
            made[wrong] = shown.encode("latin-1") if max(shown) <= "\xff" else None
            if wrong == SHIFT_JIS and not _TWICE.isdisjoint(shown):
                made[wrong] = None
        raw = made[wrong]
        if raw is not None:
            yield wrong.name, right, raw


def _score(name: str, model: Model) -> float:
    return model.score(f"{name}\n")


def _is_utf8(raw: bytes) -> bool:
    """Tell whether ``raw`` is UTF-8, beyond the letters that two Han characters may look like."""
    try:
        return max(raw.decode("utf-8")) >= "\u0800"
    except UnicodeDecodeError:
        return False


def _char(escape: str) -> str:
    digits = escape[2:]
    code = int(digits, 16)
    return chr(code) if 0x80 <= code <= 0x10FFFF else escape


def _may_be_native(name: str, kind: Kind) -> bool:
    """Tell whether ``name`` may be in a language that damage of this kind looks like."""
    if kind[0] in _DOUBTFUL:
        return True
    return kind[0] not in _SINGLE and regex(_LETTERS).search(name) is not None


def _keeps_ascii(text: str, name: str) -> bool:
    """Tell whether no ASCII character became half of another one, as m in 10µm would."""
    return [char for char in text if char.isascii()] == [char for char in name if char.isascii()]


def _is_safe(text: str, name: str) -> bool:
    """Tell whether ``text`` may be a name in place of ``name``: ends, signs and length."""
    if not text or "/" in text or text in (".", "..") or "\ufffd" in text:
        return False
    if text[0] in "-.~ " and text[0] != name[0]:
        return False
    if text[-1] in " ." and text[-1] != name[-1]:
        return False
    if any(unicodedata.category(char) in _UNSAFE for char in text):
        return False
    if len(text.encode("utf-8")) > LONGEST:
        return False
    extension = os.path.splitext(name)[1]
    return not extension.isascii() or os.path.splitext(text)[1] == extension
