"""GBK or Big5 that a lenient program took for UTF-8: Ìṩ is 提供, Ŀ¼ is 目录.

Parsers of HTML, and tools that mend Latin-1 afterwards, read whatever happens to be UTF-8 as
UTF-8 and every other byte by itself. So a character beyond U+00FF stands for two or three bytes,
one up to U+00FF for its own byte or for the two of its UTF-8 (û is FB, or C3 BB), and a soft
hyphen (AD) was often dropped. Which of these is meant is seen from the text that comes out:
`paths` searches for the likeliest, and the document as a whole has to be Chinese.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from unionclean.chars import CJK_MARKS, HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.codepages import LATIN, WALL, byte_table, repertoire
from unionclean.steps.mojibake.foreign import is_foreign_line
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.paths import search
from unionclean.steps.mojibake.plausible import lines_with
from unionclean.steps.mojibake.readings import SINGLE_PAGES
from unionclean.steps.mojibake.rightly import PAIR_CODECS, WHOLE, is_whole
from unionclean.steps.mojibake.suspects import DENSE, NOTE, SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.language import Model
    from unionclean.steps.mojibake.codepages import Wrong
    from unionclean.steps.mojibake.quoted import Quotations

_PAIR: Final = f"[\xa1-\xff{SHOWN}]{{2}}"  # what a damaged line has at least
# Ideographic spaces as Latin-1 between letters: Spanish has its marks after a blank.
_SPACED: Final = "[A-Za-z,.;:!?](?:¡¡)+(?=[A-Za-z])"
_ROW: Final = "[\x80-\u1fff\ua000-\ud7a3]{2,}"
_ONLY_MARKS: Final = "[\\x00-\\x7f\u00a0\u00b7\u00d7\u2010-\u2026\u3000-\u301f\uff01-\uff5e]*"
_UTF8: Final = "[\xe2-\xef][\x80-\xbf]{2}"
_GOOD: Final = "[\u2000-\uffff]"  # what stays as it is
_HIGH: Final = "[^\\x00-\\x7f]"
_MOSTLY: Final = 0.5  # share of the characters of a sample that are from such UTF-8
_SPACES: Final = 3  # of those, from which on nothing else needs to prove the encoding
_FIRST: Final = 1_500  # characters that decide on the encoding, or one line
# High characters of such damage that are no Chinese because they do not read so: of 955 lines of 16
# characters or 40, which are twice as many here, one does not.
_PROOF: Final = 16
_LEAST: Final = 4  # restored characters that prove it, in all lines together
# Mean log probability: 99 of 100 lines of seven sources lie above -6.7, and those read in the wrong
# of the two encodings below -10.1.
_POOREST: Final = -8.6
# With the gain of `_SURE`, 22 of 1,336 lines of 4 to 8 characters lie between this and `_POOREST`,
# and none read in the wrong encoding.
_POOREST_IF_SURE: Final = -9.2
_USUAL: Final = 0.9  # share of characters that Chinese text is made of
_SIGNS_LEFT: Final = 4  # characters restored for each sign that is left beside good text
_LEFT: Final = 0.1  # share of characters of a line that may stay as they are
_GAIN: Final = 2.0  # nats for each restored character that a line becomes likelier, at least
# Of short lines read right nearly all gain more, of those read in the wrong encoding one in ten, of
# those 299 none.
_SURE: Final = 8.0


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    plain: bool  # whether it was read without a search, so that no other original is open
    guessed: bool


class Lenient(NamedTuple):
    """What was found: edits, the lines that are damaged in this way, and whether that is sure.

    If it is not, the lines may as well be from an encoding of single bytes.
    """

    edits: list[Edit]
    lines: list[tuple[int, int]]
    sure: bool


def find_lenient(text: str, quotations: Quotations, load: Callable[[], Model]) -> Lenient | None:
    """Return what was found, if a line is damaged in this way, repaired or not."""
    lines = list(lines_with(DENSE, text))
    if not lines:
        return None
    first = _sample(text, lines)
    sample = "\n".join(text[start:end] for start, end in first)
    if any(_is_utf8(sample, wrong) for wrong in SINGLE_PAGES):
        return None  # UTF-8 that nobody read, which `readings` has
    spaced = text.count("¡¡") >= _SPACES and len(regex(_SPACED).findall(text)) >= _SPACES
    mixed = spaced or _is_mixed(sample)
    if not spaced and len(set(regex(f"[\xa1-\xff{SHOWN}]").findall(sample))) < _LEAST:
        return None  # a sign that is repeated, «««
    if not mixed:
        lines = [line for line in lines if _is_odd(text[slice(*line)], len(text))]
        first = _sample(text, lines)
    if not lines:
        return None
    model = load()
    best: tuple[float, str, list[_Line | None]] | None = None
    for codec in ("gbk", "big5"):
        sampled = _read_sample(text, first, codec, model)
        score = _score(text, sampled, model) if sampled else None
        if sampled and score is not None and (best is None or score > best[0]):
            best = score, codec, sampled
    if best is None and not spaced:
        # Korean or Russian, of which pieces would pass for Chinese.
        proof = mixed and len(regex(_HIGH).findall(sample)) >= _PROOF
        return Lenient([], lines, sure=True) if proof else None
    _, codec, read = best or (0.0, "gbk", [])
    # Of a document in one line, the sample was a part that cuts it.
    whole = best is not None and first == lines[: len(first)]
    done = dict(zip(first, read, strict=True)) if whole else {}
    lines = list(lines_with(_PAIR, text)) if mixed else lines
    read = [*done.values(), *(_read(text, *one, codec, model) for one in lines if one not in done)]
    edits = [
        _edit(text, line, codec)
        for line in filter(None, read)
        if _is_better(text[line.start : line.end], line.text, model, proven=best is not None)
        and not quotations.is_quoted(line.start, line.end)
    ]
    if _are_in_words(text, edits):
        return None
    if not mixed:
        edits = [edit for edit in edits if not quotations.is_quoted(edit.start, edit.end)]
    return Lenient(sorted(edits), lines, sure=mixed)


def _are_in_words(text: str, edits: list[Edit]) -> bool:
    """Tell whether most ``edits`` stand between Latin letters, as those of phonetic writing do."""
    inside = sum(
        text[max(edit.start - 1, 0) : edit.start].isalpha()
        and text[edit.end : edit.end + 1].isalpha()
        and (text[max(edit.start - 1, 0) : edit.start] + text[edit.end : edit.end + 1]).isascii()
        for edit in edits
    )
    return 2 * inside > len(edits)


def _is_better(old: str, new: str, model: Model, *, proven: bool) -> bool:
    """Tell whether a line of a document with such damage has it, too.

    One that has only marks beyond ASCII has them from the same mistake. Any other has to read
    better by itself, and in a row of bytes: two letters in a German word are no Han character.
    """
    if regex(_ONLY_MARKS).fullmatch(new):
        return True
    if not proven or model.score(new) <= model.score(old):
        return False
    if regex(DENSE).search(old):
        return True
    # All of it happens to be UTF-8: Һѹϵͳ is 液压系统, but no word of Greek or Russian is one.
    return regex(f"[{SHOWN}]{{3}}").search(old) is not None and all(map(is_usual, new))


def _is_utf8(sample: str, wrong: Wrong) -> bool:
    """Tell whether most characters of ``sample`` are the bytes of UTF-8, read as ``wrong``."""
    whole = regex(_UTF8).findall(sample.translate(byte_table(wrong)))
    return 3 * len(whole) > _MOSTLY * len(regex(_HIGH).findall(sample))


def _is_mixed(sample: str) -> bool:
    """Tell whether the rows of characters are from no single encoding of single bytes."""
    row = frozenset("".join(regex(_ROW).findall(sample)))
    return any("\xa1" <= char <= "\xff" for char in row) and not any(
        row <= repertoire(wrong) for wrong in SINGLE_PAGES
    )


def _is_odd(line: str, size: int) -> bool:
    """Tell whether bytes of ``line`` are missing, or some of them are no byte of Windows-1252.

    In a text of a short ``size``, that may be by chance: both are read, and the likelier is taken.
    用户, D3 C3 BB A7, is Óû§, and 你不, C4 E3 B2 BB, is Ä㲻.
    """
    if size <= NOTE and not is_foreign_line(line, LATIN):
        return True
    for hit in regex(f"[\xa1-\xff{SHOWN}]{{3,}}").finditer(line):
        if not repertoire(LATIN).issuperset(hit.group()):
            return True
    beside = regex(f"[\xa1-\xff]([{HAN}])|([{HAN}])[\xa1-\xff]").findall(line)
    if any(not is_usual(first or last) for first, last in beside):
        return True
    pieces = line.translate(byte_table(LATIN)).split(WALL)
    return not all(any(is_whole(piece, codec) for codec in PAIR_CODECS) for piece in pieces)


def _sample(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the first lines; of a document in one line, a part with such damage."""
    total = 0
    for place, (start, end) in enumerate(lines):
        total += end - start
        if total > _FIRST and place:
            return lines[:place]
        if total > 2 * _FIRST:
            found = regex(DENSE).search(text, start, end)
            first = found.start() if found else start
            return [(first, min(first + _FIRST, end))]
    return lines


def _read_sample(
    text: str, lines: list[tuple[int, int]], codec: str, model: Model
) -> list[_Line | None] | None:
    """Return ``lines``, or ``None`` as soon as they have too much that is no Chinese."""
    read: list[_Line | None] = []
    odd = 0
    most = 2 * sum(end - start for start, end in lines)  # of UTF-8 half as much again is restored
    for start, end in lines:
        line = _read(text, start, end, codec, model)
        read.append(line)
        chars = list(filter(_counts, line.text if line else ""))
        odd += len(chars) - sum(map(is_usual, chars))
        most += len(chars) - 2 * (end - start)
        if odd > max((1 - _USUAL) * most, 1):
            return None
    return read


def _counts(char: str) -> bool:
    return char >= "\x80" and char != "\u3000"


def _read(text: str, start: int, end: int, codec: str, model: Model) -> _Line | None:
    found = search(text[start:end], codec, model)
    if found is None or found.left > _LEFT * (end - start):
        return None
    return _Line(start, end, found.text, found.plain, found.guessed)


def _score(text: str, read: list[_Line | None], model: Model) -> float | None:
    """Return how good the lines are as Chinese, or ``None`` if they are none."""
    total = gain = own = 0.0
    count = usual = good = 0
    signs = 0  # that no reading explains, as a row of misread bytes has none
    han: set[str] = set()
    new: list[str] = []  # of these, the characters that are restored
    for line in read:
        if line is None:
            gain -= 100.0
            continue
        old = text[line.start : line.end]
        gain += model.score(line.text) - model.score(old)
        good += len(regex(_GOOD).findall(old))
        left = Counter(line.text) - Counter(old)
        costs = model.pairs("\n" + line.text)
        for char, cost in zip(line.text, costs, strict=True):
            if left[char] > 0:
                left[char] -= 1
                new.append(char)
                own += cost
            if _counts(char):
                total += cost
                count += 1
                signs += char < "\u2e80" and char not in CJK_MARKS
                usual += is_usual(char)
                if is_han(char):
                    han.add(char)
    restored = max(count - good, 1)
    sure = gain >= _SURE * restored
    if (
        count < _LEAST - sure
        or len(han) < _LEAST - sure
        or total < (_POOREST_IF_SURE if sure else _POOREST) * count
        or count - usual > max((1 - _USUAL) * count, sure)
    ):
        return None
    # Beside good text, that is no proof: what is restored has to be good by itself.
    if good > len(new) and (
        len(new) < _LEAST
        or len(set(filter(is_han, new))) < _LEAST - 1
        or own < _POOREST * len(new)
        or _SIGNS_LEFT * signs > len(new)
    ):
        return None
    return gain if gain >= _GAIN * restored else None


def _edit(text: str, line: _Line, codec: str) -> Edit:
    old = text[line.start : line.end]
    head = 0
    while head < min(len(old), len(line.text)) and old[head] == line.text[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(line.text)) - head and old[-1 - tail] == line.text[-1 - tail]:
        tail += 1
    new = line.text[head : len(line.text) - tail]
    reason = f"{codec} read as utf-8 where it is, as windows-1252 elsewhere"
    certainty: Literal["exact", "likely", "guess"] = "guess" if line.guessed else "likely"
    if line.plain and _shown(line.text, codec) == old:
        certainty = "exact"
    return Edit(line.start + head, line.end - tail, new, reason, certainty)


def _shown(text: str, codec: str) -> str:
    """Return how a lenient program shows ``text``."""
    raw = text.encode(PAIR_CODECS[codec][0], "ignore").decode("latin-1")
    return regex(WHOLE).sub(lambda hit: hit.group().encode("latin-1").decode("utf-8"), raw)
