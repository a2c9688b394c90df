"""Korean, Japanese and Russian text that looks like misread Chinese, or as bytes is such.

Their letters follow each other as words need. Those that come from a misreading do not, and so the
same signs tell what is no sentence of theirs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.mojibake.codepages import (
    BIG5,
    CP874,
    EUC_KR,
    GBK,
    HKSCS,
    LATIN,
    WALL,
    byte_table,
)
from unionclean.steps.mojibake.pieces import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from unionclean.steps.mojibake.codepages import Wrong
    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair

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
# A mark above or below where no consonant stands before it, or two of them; a digit beside a
# letter; a vowel that stands alone; two letters that nobody writes any more.
_NO_THAI: Final = (
    "(?<![\u0e01-\u0e2e\u0e31-\u0e3a\u0e47-\u0e4e])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
    "|[\u0e50-\u0e59][\u0e01-\u0e4e]|[\u0e01-\u0e4e][\u0e50-\u0e59]"
    "|[\u0e31\u0e34-\u0e39]{2}|[\u0e48-\u0e4b]{2}|[\u0e40-\u0e44](?![\u0e01-\u0e2e])"
    "|(?<![\u0e01-\u0e2e\u0e31-\u0e39\u0e47-\u0e4e])[\u0e30\u0e32\u0e33]|[\u0e03\u0e05]"
)
# Nine of ten letters of Thai, and what one of those or of the others says for words, in nats.
_USUAL_THAI: Final = "[กขคงจชดตทนบปผพมยรลวสหอะาำ\u0e31\u0e34\u0e35\u0e38\u0e47-\u0e49\u0e4cเ-ไ]"
_OF_USUAL: Final = 0.8
_OF_RARE: Final = -2.0
# For each word. Of 190,000 short fields in 600 languages, eight gained up to 4.4 over the margin;
# of 250,000 others, none is changed with this.
_WORDS: Final = 5.0
_NEVER: Final = 1e9
# A small letter without one before it, or hiragana after katakana that no particle begins with.
_NO_KANA: Final = (
    "(?<![\u3041-\u30fe])[ぁぃぅぇぉゃゅょゎァィゥェォッャュョヮ]"
    "|[\u30a1-\u30fe](?![のはをにがでともへやかなだしすさらまるよりったごおほあど])[\u3041-\u3096]"
)
_FOREIGN: Final = 6  # bytes
_MOSTLY: Final = 0.9
_KANA: Final = 0.35  # half of Japanese text is kana; Chinese has those rows of GBK not at all
# Second bytes of the commonest of them; A4 stands before those of hiragana.
_USUAL_KANA: Final = frozenset(
    "のにはたをがてとしでるなれら".encode("euc-jp")[1::2].decode("latin-1")
)
_DRAWN: Final = 0.15  # share of box characters that no sentence has
_SMALLER: Final = 0.5
_FEW_WORDS: Final = 20  # syllables of Korean words, of which too few are particles to tell
_NOT_KOREAN: Final = 15.0  # nats: of 6,000 pieces of Korean sentences none gains 11
# Hangul, Thai, Cyrillic and kana, of which a misreading explains more than one in so many.
_ALPHABETS: Final = ("\uac00-\ud7a3", "\u0e01-\u0e5b", "\u0400-\u045f", "\u3041-\u30fe")
_OF_ALPHABET: Final = 10
# Hangul is none of Chinese: what stays of it is Korean. In a Korean dictionary of Han characters a
# seventh of the entries read as Chinese by chance.
_OF_HANGUL: Final = 3
_NATIVE: Final = 0.3  # largest share of letters that the document's own language needs


def is_no_language(wrong: Wrong, damaged: str) -> bool:
    """Tell whether ``damaged`` has kana, Hangul or Thai that no sentence of theirs is made of."""
    if wrong == CP874:
        return regex(_NO_THAI).search(damaged) is not None
    if wrong in {GBK, BIG5, HKSCS}:
        return regex(_NO_KANA).search(damaged) is not None
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
    return _is_russian_utf8(high, letters) or any(
        _is_russian(high, letters, codec) for codec in ("koi8-r", "cp1251", "cp866")
    )


def _is_odd_kana(kana: list[str]) -> bool:
    """Tell whether few of the kana are those that half of Japanese is written in.

    Its katakana stand in words, so that hiragana and they do not take turns.
    """
    turns = sum(one[0] != other[0] for one, other in pairwise(kana))
    if len(kana) > 2 and turns * 2 > len(kana) - 1:
        return True
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


def is_in_korean(line: str, stretch: str, spans: Sequence[Span], reading: Reading) -> bool:
    """Tell whether ``spans`` are a part of a Korean ``line``: the smaller one, or a few words."""
    if reading.wrong is not EUC_KR:
        return False
    hangul = regex("[\uac00-\ud7a3]")
    every = len(hangul.findall(line))
    if every < _FEW_WORDS and regex("[\uac00-\ud7a3] [\uac00-\ud7a3]").search(line):
        return min((span.gain for span in spans), default=0.0) < _NOT_KOREAN
    covered = sum(len(hangul.findall(stretch[span.start : span.end])) for span in spans)
    return covered < _SMALLER * every


def without_language(repairs: Sequence[Repair], text: str) -> list[Repair]:
    """Return ``repairs`` without those in a text of another language or of lists of its letters.

    A misreading hits all that stands there: where it explains a few of the letters of an alphabet
    and nothing of the others, it explains none.
    """
    kept = list(repairs)
    for alphabet in _ALPHABETS:
        letters = regex(f"[{alphabet}]")
        counts = [len(letters.findall(text, one.start, one.end)) for one in kept]
        explained = sum(counts)
        least = _OF_HANGUL if alphabet == _ALPHABETS[0] else _OF_ALPHABET
        if not explained or least * explained >= len(letters.findall(text)):
            continue
        kept = [
            one
            for one, count in zip(kept, counts, strict=True)
            if not (count and one.reading.wrong is EUC_KR)
            and 2 * count < beyond_ascii(text[one.start : one.end])
        ]
    return kept


def cost_of_words(damaged: str, wrong: Wrong) -> float:
    """Return how many nats likelier ``damaged`` is than its letters alone say: words of `wrong`.

    Of such words most misreadings leave no trace: they give signs among the letters, capitals
    inside of words, or Thai that cannot be read. Beside letters of ASCII, Big5 has no letters of
    African languages.
    """
    words = _WORDS * len(regex("[^\\x00-\\x7f]+").findall(damaged))
    if wrong == CP874:
        if is_no_language(wrong, damaged):
            return 0.0
        usual = len(regex(_USUAL_THAI).findall(damaged))
        return words + _OF_USUAL * usual + _OF_RARE * (beyond_ascii(damaged) - usual)
    if not wrong.single:
        latin = regex("[\xc0-\u02af](?=[A-Za-z])|[A-Za-z](?=[\xc0-\u02af])").findall(damaged)
        return _NEVER if 2 * len(latin) > beyond_ascii(damaged) else 0.0
    letters = regex("[\\x00-\\x7f]+").sub("", damaged)
    if not (letters.isalpha() and regex("[\u0370-\u052f]+").fullmatch(letters)):
        return 0.0
    turns = any(one.islower() and other.isupper() for one, other in pairwise(damaged))
    return 0.0 if turns else words


def is_list_of_letters(damaged: str) -> bool:
    """Tell whether ``damaged`` has each letter twice, as a capital and as a small one: ЙйЪъЬь.

    Those of a misreading stand among signs.
    """
    if regex("[^\\w\\s\\x00-\\x7f]").search(damaged):
        return False
    letters = "".join(regex("[^\\W_\\x00-\\x7f]+").findall(damaged))
    pairs = list(zip(letters[::2], letters[1::2], strict=False))
    return len(pairs) > 1 and all(
        one != other and one.lower() == other.lower() for one, other in pairs
    )


def _is_russian(high: str, letters: int, codec: str) -> bool:
    text = high.encode("latin-1", "replace").decode(codec, "replace")
    cyrillic = regex("[А-яЁё]").findall(text)
    return len(cyrillic) >= _MOSTLY * letters and not is_odd_cyrillic("".join(cyrillic))


def _is_russian_utf8(high: str, letters: int) -> bool:
    """Tell whether ``high`` is Russian in UTF-8, of which some second bytes may be lost."""
    pairs = regex("[\xd0\xd1][\x80-\xbf]").findall(high)
    lost = len(regex("[\xd0\xd1](?![\x80-\xbf])").findall(high))
    if 2 * (len(pairs) + lost) < _MOSTLY * letters or len(pairs) <= lost:
        return False
    return not is_odd_cyrillic("".join(pairs).encode("latin-1").decode())


def is_native(damaged: str, letters: Collection[str]) -> bool:
    """Tell whether ``damaged`` is much of the ``letters`` of the document's own language."""
    # No language draws lines between its letters, while KOI8-R has as many of those.
    if sum("\u2500" <= char <= "\u259f" for char in damaged) >= _DRAWN * len(damaged):
        return False
    if sum(char in letters for char in damaged) < _NATIVE * len(damaged):
        return False
    return not is_odd_cyrillic(damaged)
