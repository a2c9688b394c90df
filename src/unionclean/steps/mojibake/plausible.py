"""What a repair has to look like, beyond being likely: small checks of bytes and characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unionclean.chars import CJK_MARKS, HAN, regex
from unionclean.steps.mojibake.codepages import CP874, EUC_KR, LATIN, WALL, byte_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from unionclean.steps.mojibake.codepages import Wrong
    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair

NOTHING: Final = 4.0
"""Nats for a byte that a reading leaves over."""
_KOREAN: Final = f"[{HAN}\uac00-\ud7a3\uf900-\ufaff]"
# Of Russian letters in prose, 42 of 100 are vowels and none in 1,000 is a capital inside a word;
# of misread ones, 20 to 35 are vowels and one in eight is such a capital.
_INNER: Final = 40
_VOWELS: Final = 4
_SYLLABLES_ENOUGH: Final = 10

# Half of any Korean text: particles, endings and the commonest syllables of words.
_SYLLABLES: Final = (
    "이다는을의가에고하지로기리사어나도시자대한그인서은를"  # the commonest first
    "해정수아들일부제보성전주여게있과공원상것국장니라으소"
)
# A mark above or below where no consonant stands before it, or a digit beside a letter.
_NO_THAI: Final = (
    "(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
    "|[\u0e50-\u0e59][\u0e01-\u0e4e]|[\u0e01-\u0e4e][\u0e50-\u0e59]"
)
_OF_THREE: Final = "[\xe3-\xe9\xef][\x80-\xbf]{2}"  # Chinese in UTF-8
_FOREIGN: Final = 6  # bytes
_NEAR: Final = 200  # characters to either side, which tell of the language
_MOSTLY: Final = 0.9
_KANA: Final = 0.35  # half of Japanese text is kana; Chinese has those rows of GBK not at all
# Second bytes of the commonest of them; A4 stands before those of hiragana.
_USUAL_KANA: Final = frozenset(
    "のにはたをがてとしでるなれら".encode("euc-jp")[1::2].decode("latin-1")
)
_DRAWN: Final = 0.15  # share of box characters that no sentence has
_EXPLAINED: Final = 0.5  # share of a run of misread bytes that a reading explains at least
_FEW_WORDS: Final = 20  # syllables of Korean words, of which too few are particles to tell
_NATIVE: Final = 0.3  # largest share of letters that the document's own language needs


def may_come_from(reading: Reading, damaged: str) -> bool:
    """Tell whether ``damaged`` has what Chinese becomes in EUC-KR: Hangul and Han, few signs."""
    if reading.wrong != EUC_KR:
        return True
    signs = [char for char in damaged if char >= "\x80" and char not in CJK_MARKS]
    usual = sum(regex(_KOREAN).match(char) is not None for char in signs)
    # Bytes of UTF-8 and of frequent characters in Big5 are signs more often than not; of 13,000
    # lines of Korean and Japanese, and lines full of signs, none is taken for such.
    return usual * (2 if reading.right == "gbk" else 5) > len(signs)


def is_no_language(wrong: Wrong, damaged: str) -> bool:
    """Tell whether ``damaged`` has Hangul or Thai that no sentence of theirs is made of."""
    if wrong == CP874:
        return regex(_NO_THAI).search(damaged) is not None
    # A few syllables say little, and Korean has blanks and brackets between them.
    enough = len(damaged) >= _SYLLABLES_ENOUGH or not regex("[ -/]").search(damaged)
    return wrong == EUC_KR and enough and has_odd_hangul(damaged)


def is_odd_cyrillic(text: str) -> bool:
    """Tell whether ``text`` has letters of Russian in an order that no words have.

    Bytes of GBK are capitals and small letters by turns in KOI8-R, and seldom vowels.
    """
    letters = sum(map(len, regex("[\u0400-\u045f]+").findall(text)))
    inner = len(regex("[\u0400-\u042f](?<=[\u0430-\u045f].)").findall(text))
    vowels = sum(map(text.count, "аеёиоуыэюяАЕЁИОУЫЭЮЯ"))
    return inner * _INNER > letters or vowels * _VOWELS < letters


def has_odd_hangul(text: str) -> bool:
    """Tell whether ``text`` has Hangul of which few are what half of any Korean text is."""
    # In runs, because one object for each syllable takes ten times as long.
    runs = regex("[\uac00-\ud7a3]+").findall(text)
    if not runs:
        return False
    hangul = "".join(runs)
    usual = 0
    for syllable in _SYLLABLES:
        usual += hangul.count(syllable)
        if usual * 4 > len(hangul):
            return False
    return len(hangul) >= 2


def is_foreign(raw: str) -> bool:
    """Tell whether the bytes ``raw`` are Korean, Japanese or Russian in an encoding of its own.

    Read as GBK or Big5 they are Han characters, too, the commonest among them, but in no order.
    """
    high = regex("[\\x00-\\x7f]+").sub(" ", raw)
    letters = len(high) - high.count(" ")
    if letters < _FOREIGN:
        return False
    # Theirs are pairs of high bytes; the second one of a pair of Big5 may be a letter.
    if all(len(run) % 2 == 0 for run in high.split(" ")):
        hangul = regex("[\xb0-\xc8][\xa1-\xfe]").findall(high)
        if 2 * len(hangul) >= _MOSTLY * letters:
            text = "".join(hangul).encode("latin-1").decode("euc-kr", "ignore")
            if not has_odd_hangul(text):
                return True
        kana = regex("[\xa4\xa5][\xa1-\xf6]").findall(high)
        if 2 * len(kana) >= _KANA * letters and not _is_odd_kana(kana):
            return True
    return any(_is_russian(high, letters, codec) for codec in ("koi8-r", "cp1251"))


def _is_odd_kana(kana: list[str]) -> bool:
    """Tell whether few of the kana are those that half of Japanese is written in."""
    hiragana = [pair for pair in kana if pair[0] == "\xa4"]
    usual = sum(pair[1] in _USUAL_KANA for pair in hiragana)
    return 2 * len(hiragana) > len(kana) and 4 * usual < len(hiragana)


def is_foreign_line(line: str, wrong: Wrong) -> bool:
    """Tell whether ``line`` is of such a language, in the bytes of `wrong` or those of Latin-1."""
    if not wrong.single:
        return False
    pages = dict.fromkeys((LATIN, wrong))
    return any(is_foreign(line.translate(byte_table(page)).replace(WALL, " ")) for page in pages)


def is_word_of_another(line: str, stretch: str, spans: Sequence[Span]) -> bool:
    """Tell whether the spans are words of such a language that was read as Latin-1.

    A few of its bytes are Chinese by chance; damage is half at least of what stands between the
    characters that Latin-1 does not have, which is good text.
    """
    if not is_foreign_line(line, LATIN):
        return False
    parts = "".join(stretch[span.start : span.end] for span in spans)
    pieces = line.translate(byte_table(LATIN)).split(WALL)
    most = max(sum(map("\x80".__le__, piece)) for piece in pieces)
    return 2 * sum(map("\x80".__le__, parts)) < most


def is_by_chance(stretch: str, span: Span, reading: Reading) -> bool:
    """Tell whether ``reading`` explains only a part of what was read in one way.

    Every byte of a run was misread, so what explains a few in the middle of others explains none.
    One character of three letters is no proof: Russian words have such letters in a row, and
    sentences have several.
    """
    if not reading.wrong.single:
        return False
    damaged = regex("[\\x00-\\x7f]+").sub("", stretch[span.start : span.end])
    if reading.right == "utf-8" and damaged.isalpha() and damaged > "\u0370":
        cells = [cell for part in span.parts for cell in part.cells]
        if sum(len(cell.raw) > 1 for cell in cells) <= 1 or not all(cell.text for cell in cells):
            return True
    first, last = span.start, span.end
    while first and _is_misread(stretch[first - 1]):
        first -= 1
    while last < len(stretch) and _is_misread(stretch[last]):
        last += 1
    return span.end - span.start < _EXPLAINED * (last - first)


def is_in_korean(line: str, stretch: str, spans: Sequence[Span], reading: Reading) -> bool:
    """Tell whether ``spans`` are a part of a Korean ``line``: the smaller one, or a few words."""
    if reading.wrong is not EUC_KR:
        return False
    hangul = regex("[\uac00-\ud7a3]")
    every = len(hangul.findall(line))
    if every < _FEW_WORDS and regex("[\uac00-\ud7a3] [\uac00-\ud7a3]").search(line):
        return True
    covered = sum(len(hangul.findall(stretch[span.start : span.end])) for span in spans)
    return covered < _EXPLAINED * every


def is_no_word(stretch: str, span: Span) -> bool:
    """Tell whether a repair is accented letters alone, üá: words have plain ones among them."""
    text = "".join(cell.text or "" for part in span.parts for cell in part.cells)
    around = stretch[max(span.start - 1, 0) : span.start] + text + stretch[span.end : span.end + 1]
    return (
        regex("[\u00c0-\u024f]+").fullmatch(text) is not None
        and regex("[A-Za-z]").search(around) is None
    )


def _is_misread(char: str) -> bool:
    """Tell whether ``char`` is a sign of an encoding of single bytes and no mark of good text."""
    return "\x80" <= char < "\u2e80" and char not in CJK_MARKS


def _is_russian(high: str, letters: int, codec: str) -> bool:
    text = high.encode("latin-1", "replace").decode(codec, "replace")
    cyrillic = regex("[А-яЁё]").findall(text)
    return len(cyrillic) >= _MOSTLY * letters and not is_odd_cyrillic("".join(cyrillic))


def lines_with(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines in which ``pattern`` is found."""
    return lines_at((hit.start() for hit in regex(pattern).finditer(text)), text)


def lines_at(places: Iterable[int], text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the lines in which ``places`` are, each once."""
    done = -1
    for place in places:
        if place >= done:
            start = text.rfind("\n", 0, place) + 1
            done = text.find("\n", place)
            done = done if done >= 0 else len(text)
            yield start, done


def line_around(text: str, start: int, end: int) -> str:
    """Return the line around ``text[start:end]``, of a long one what is near."""
    near = max(start - _NEAR, 0)
    first = max(text.rfind("\n", near, start) + 1, near)
    last = text.find("\n", end, end + _NEAR)
    return text[first : last if last >= 0 else end + _NEAR]


def is_native(damaged: str, letters: Collection[str]) -> bool:
    """Tell whether ``damaged`` is much of the ``letters`` of the document's own language."""
    # No language draws lines between its letters, while KOI8-R has as many of those.
    if sum("\u2500" <= char <= "\u259f" for char in damaged) >= _DRAWN * len(damaged):
        return False
    if sum(char in letters for char in damaged) < _NATIVE * len(damaged):
        return False
    return not is_odd_cyrillic(damaged)


def has_signs(raw: str) -> bool:
    """Tell whether some of the bytes are signs of Latin-1, which stand in no word of letters."""
    return any("\xa1" <= byte <= "\xbf" or byte in "\xd7\xf7" for byte in raw)


def may_be_short(raw: str) -> bool:
    """Tell whether the bytes may be a name or a word of two: no word of letters has such in it."""
    return has_signs(raw) or regex("[\xdf-\xff][\xc0-\xde]").search(raw) is not None


def is_utf8(raw: str) -> bool:
    """Tell whether the bytes are UTF-8 of several letters of one alphabet.

    Those of a few Chinese characters in GBK are UTF-8 of several by chance: 之前也住 is ֮ǰҲס.
    """
    try:
        text = raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return False
    letters = [char for char in text if char >= "\x80"]
    return len(letters) >= 3 and len({_alphabet_of(char) for char in letters}) == 1


def is_shown_utf8(reading: Reading, damaged: str) -> bool:
    """Tell whether the bytes of ``damaged``, pairs under ``reading``, are Chinese in UTF-8.

    Half of four characters of GBK is so in one of a thousand, of eight in one of 100,000. Pairs in
    other single bytes may be UTF-8 that was read as Windows-1252.
    """
    if reading.right == "utf-8":
        return False
    other = LATIN if reading.wrong.single else reading.wrong
    raw = damaged.translate(byte_table(other))
    whole = regex(_OF_THREE).findall(raw)
    if len(whole) > 1 and 6 * len(whole) >= len(regex("[^\\x00-\\x7f]").findall(raw)):
        return True
    return other != reading.wrong and is_utf8(raw)


def _alphabet_of(letter: str) -> int:
    """Return a number for the block of ``letter``; accented Latin letters are of one."""
    return max(ord(letter) >> 8, 1)


def left_over(stretch: str, found: Sequence[Repair], suspects: frozenset[str]) -> float:
    """Return the share of suspects in the stretch without a repair."""
    done = bytearray(len(stretch))
    for begin, end, *_ in found:
        done[begin:end] = b"\1" * (end - begin)
    flags = [flag for char, flag in zip(stretch, done, strict=True) if char in suspects]
    return flags.count(0) / len(flags) if flags else 0.0
