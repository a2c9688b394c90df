"""Whether a repair is good: likelier than the text as it stands, and Chinese in its own right.

A gain alone says only that two explanations differ. Both may be poor where the text is neither
(names, tables of signs), so what comes out is graded as well: the larger the gain, the rarer it
may be.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import is_han, regex
from unionclean.steps.mojibake.codepages import BIG5, SHIFT_JIS
from unionclean.steps.mojibake.foreign import is_foreign, is_word_of_another
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.plausible import has_signs, is_utf8, may_be_short
from unionclean.steps.mojibake.readings import READINGS
from unionclean.steps.mojibake.suspects import ALONE
from unionclean.steps.spaces.layout import SURNAMES

if TYPE_CHECKING:
    from unionclean.language import Model
    from unionclean.steps.mojibake.judge import Span
    from unionclean.steps.mojibake.readings import Reading
    from unionclean.steps.mojibake.restore import Repair

# Mean log probability of a repaired character that is still Chinese: prose of 4 characters lies
# above it in 99 of 100 cases, characters drawn by frequency alone do not (bench/mojibake.py).
_POOREST: Final = -9.0
# Verse and names lie lower. For each nat of gain beyond the margin, the mean may be so much lower,
# down to what 99 of 100 lines of old verse have.
_PER_NAT: Final = 1 / 15
_FROM_GAIN: Final = 12.0
_POOREST_VERSE: Final = -10.5
# Halfwidth katakana are words of old Japanese systems, too, with all letters of GBK by chance; a
# letter between two of them is the second byte of a pair of Big5.
_KATAKANA: Final = "(?!.*[\xa6-\xdf][@-~][\xa6-\xdf])[\xa6-\xdf\x00-\x7f]+"
_POOREST_KATAKANA: Final = -8.0
# Chinese whose bytes are Korean, Japanese or Russian as well: three of four sentences lie above. Of
# real Korean or Russian, one piece in a thousand of 4 characters reads better as Chinese than -7.6,
# of 8 than -8.3, of 12 than -8.8.
_POOREST_FOREIGN: Final = -6.7
_PER_LETTER: Final = 0.16
_POOREST_FOREIGN_LONG: Final = -8.3
_KNOWN: Final = 1.0  # the same for a line among lines that were damaged in the same way
_USUAL: Final = 0.85  # least share of characters that Chinese text is made of
# Characters of three bytes that are no accident: of random pairs of GBK, one in 100 million is
# four of them in UTF-8. What they are hardly matters then.
_PROOF: Final = 3
_POOREST_PROVEN: Final = -12.5
_USUAL_PROVEN: Final = 0.5
_WORD: Final = -4.5  # log probability of the second character of a word of two
# Characters of given names, by which two characters are a name and no accident: one in 20 is one.
_GIVEN: Final = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚莉辉玲桂英建华文志国红云飞鹏宇浩鑫波斌莹雪琳晶欣佳慧婷凯俊峰毅宁亮健俊帆旭阳涵轩梓萱怡悦思雨诗梦婧倩蕾薇颖洁秀兰珍凤梅荣"
    "生福庆祥龙海山林松柏春夏秋冬月星辰光成功德义仁礼智信忠孝和安康乐天博学良才栋少小大永长新民兴胜利東偉麗靜軍勇傑濤剛輝華國紅雲飛鵬瑩慧俊峯寧亮陽軒悅詩夢穎潔蘭鳳榮"
    "慶龍義禮學棟長興勝家嘉宏洪鸿彬琪瑶瑞瑜琴丹晓曉佩淑惠美君如若子一"
)
_LISTED: Final = 6  # bytes, each above the last: a sample of a font, and one chance in 720
_APART: Final = 3  # characters, none of which stands beside another
_TOGETHER: Final = "[^\\x00-\\x7f]{2}"
_RANDOM_BYTE: Final = log(192)  # nats: most bytes but controls
# Signs among good Chinese are three characters by chance. Of real ones, 95 of 100 read better or
# have a pair that is, of random ones one of 100.
_BY_CHANCE: Final = 3
_SENTENCE: Final = 4
_POOREST_FEW: Final = -8.7
_USUAL_PAIR: Final = -6.0
_SAYING: Final = -7.5  # mean of two different characters that are repeated: 不错不错, 类型/型


class _Facts(NamedTuple):
    """What a span has: its characters beyond ASCII, their mean, and its bytes."""

    letters: list[str]
    mean: float
    whole: int  # bytes of complete characters
    lost: int  # bytes that are none


def is_good(
    span: Span,
    reading: Reading,
    model: Model,
    *,
    among_others: bool,
    known: bool,
    foreign: bool = False,
) -> bool:
    """Tell whether the repair of ``span`` is text.

    ``among_others`` tells that it is a line between lines that were damaged in the same way,
    ``known`` that others of the document were, and ``foreign`` that its line is of a language that
    is not Chinese.
    """
    facts = _facts_of(span, reading, model)
    count = len(facts.letters)
    if not count or facts.lost > _most_lost(reading) * facts.whole:
        return False
    if reading.wrong.single and _is_name(facts, span):
        return True
    proven = reading.right == "utf-8" and not facts.lost and _is_proof(span)
    poorest = _POOREST_PROVEN if proven else _poorest(span.gain, among_others=among_others)
    raw = "".join(cell.raw for part in span.parts for cell in part.cells)
    if reading.wrong.single and len(raw) >= _LISTED and list(raw) == sorted({*raw}):
        return False
    if reading.right != "utf-8" and not known and _is_list(span):
        return False
    if reading.wrong == SHIFT_JIS and regex(_KATAKANA).fullmatch(raw):
        poorest = _POOREST_KATAKANA
    if reading.wrong.single and reading.right != "utf-8" and (foreign or is_foreign(raw)):
        poorest = max(_POOREST_FOREIGN - _PER_LETTER * count, _POOREST_FOREIGN_LONG)
    if facts.mean <= poorest:
        return False
    if not ALONE.isdisjoint(facts.letters):
        return False  # misread once more
    if sum(map(is_usual, facts.letters)) < (_USUAL_PROVEN if proven else _USUAL) * count:
        return False
    if reading.right == "utf-8":
        # Two characters of verse are the bytes of one other and a letter: 搴擷 is 应X.
        lone = count == 1 and is_han(facts.letters[0])
        return known or reading.wrong.single or not lone
    if is_utf8(raw):
        return False
    # Any bytes are characters of a two-byte encoding, so these must be words, not two signs.
    han = set(filter(is_han, facts.letters))
    if known:
        return len(han) >= 1
    short = reading.wrong.single and may_be_short(raw)
    if len(han) >= 2 and (_are_several(facts, reading) or _is_saying(facts, short=short)):
        return True
    return reading.wrong.single and _is_word(facts.letters, model) and has_signs(raw)


def fitting(
    line: str, stretch: str, spans: list[Span], reading: Reading, model: Model, *, known: bool
) -> list[Span]:
    """Return of ``spans`` of ``stretch`` those that are no accident in their ``line``."""
    if is_word_of_another(line, stretch, spans):
        return []
    damaged = "".join(stretch[span.start : span.end] for span in spans)
    beside = sum(map(is_han, line)) - sum(map(is_han, damaged))
    if known or reading.right == "utf-8" or beside < _SENTENCE:
        return spans
    groups = {span: _groups_of(span) for span in spans}
    if any(len(group) > _BY_CHANCE for found in groups.values() for group in found):
        return spans
    return [
        span
        for span in spans
        if _is_name(_facts_of(span, reading, model), span) or not _is_accident(groups[span], model)
    ]


def _groups_of(span: Span) -> list[str]:
    """Return what ``span`` says, by its parts that stand together."""
    groups: list[str] = []
    end = -1
    for part in span.parts:
        text = "".join(cell.text for cell in part.cells if cell.text)
        if part.start == end:
            groups[-1] += text
        else:
            groups.append(text)
        end = part.end
    return groups


def _is_accident(groups: list[str], model: Model) -> bool:
    scores: list[float] = []
    for group in filter(None, groups):
        pairs = list(map(model.pair, group, group[1:]))
        if all(map(is_han, group)) and max(pairs, default=_POOREST_FEW) > _USUAL_PAIR:
            return False
        scores += [model.char(group[0]), *pairs]
    return sum(scores) <= _POOREST_FEW * len(scores)


def least_in_noise(text: str) -> float:
    """Return what a repair has to gain in noise: the odds of each place and reading against it."""
    return log(len(text) * len(READINGS))


def gain_in_noise(repair: Repair, model: Model) -> float:
    """Return by how many nats ``repair`` is likelier than bytes drawn at random.

    In noise, what a repair gains over the text as it stands says nothing: any text is likelier.
    """
    facts = _facts_of(repair.span, repair.reading, model)
    return facts.mean * len(facts.letters) + _RANDOM_BYTE * facts.whole


def _facts_of(span: Span, reading: Reading, model: Model) -> _Facts:
    total, whole, lost = 0.0, 0, 0
    letters: list[str] = []
    last = ""
    for part in span.parts:
        if part.text is None and reading.right == "utf-8":
            # What looks whole in there was joined over the gap.
            lost += sum(len(cell.raw) for cell in part.cells)
            last = ""
            continue
        for cell in part.cells:
            if not cell.text:
                lost += len(cell.raw)
                last = ""
                continue
            whole += len(cell.raw)
            for char in cell.text:  # of a stretch that was read at once, all are in one
                if char >= "\x80":
                    total += model.pair(last, char) if last else model.char(char)
                    letters.append(char)
                else:
                    whole -= 1
                last = char
    return _Facts(letters, total / len(letters) if letters else 0.0, whole, lost)


def _is_list(span: Span) -> bool:
    """Tell whether the characters are in the order of their bytes, or all apart: 見|辛|豆."""
    cells = [cell for part in span.parts for cell in part.cells]
    pairs = [cell.raw for cell in cells if len(cell.raw) > 1]
    if len(pairs) >= _LISTED and pairs == sorted({*pairs}):
        return True
    text = "".join(cell.text or "" for cell in cells)
    return len(pairs) >= _APART and not regex(_TOGETHER).search(text)


def _poorest(gain: float, *, among_others: bool) -> float:
    poorest = max(_POOREST_VERSE, _POOREST - max(0.0, gain - _FROM_GAIN) * _PER_NAT)
    return min(poorest, _POOREST - _KNOWN) if among_others else poorest


def _is_proof(span: Span) -> bool:
    sizes = [len(cell.raw) for part in span.parts for cell in part.cells]
    return sum(size >= 3 for size in sizes) >= _PROOF


def _most_lost(reading: Reading) -> float:
    """Return how many bytes of incomplete characters a repair may have for each of whole ones.

    Big5 reads so little of UTF-8 that three of five characters would be guesses, half of them
    wrong. Elsewhere most bytes of an incomplete character are there: of 47 short lines that a
    limit of 2 (1 for single bytes) left as they were, 3 of 800 characters are guessed wrong.
    """
    if reading.wrong.single:
        return 3.0
    return 0.5 if reading.wrong == BIG5 else 8.0


def _is_word(letters: list[str], model: Model) -> bool:
    """Tell whether ``letters`` are a word of two: Ê×Ò³ is 首页."""
    return len(letters) == 2 and model.pair(*letters) > _WORD


def _is_name(facts: _Facts, span: Span) -> bool:
    """Tell whether ``span`` is the name of a person: ÕÅÎ° is 张伟.

    No word of accented letters has signs or capitals inside, as these bytes have.
    """
    letters = facts.letters
    if not 2 <= len(letters) <= 3 or letters[0] not in SURNAMES:
        return False
    raw = "".join(cell.raw for part in span.parts for cell in part.cells)
    if len(raw) != 2 * len(letters) or facts.lost:
        return False
    return may_be_short(raw) and _GIVEN.issuperset(letters[1:])


def _are_several(facts: _Facts, reading: Reading) -> bool:
    """Tell whether the letters are words and no accident: a repeated one proves nothing twice.

    A line of old verse, 載闢載袚, is 更臥更追.
    """
    count, different = len(facts.letters), len(set(facts.letters))
    return different > 3 or (different == 3 and (count == 3 or reading.wrong.single))


def _is_saying(facts: _Facts, *, short: bool) -> bool:
    return len(facts.letters) >= (3 if short else 4) and facts.mean > _SAYING
