"""What a decoder swallowed with the byte before it: an ASCII character, or the "<" of a tag."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from unionclean.chars import HAN, is_han, regex
from unionclean.steps.pinyin.choose import likelihood
from unionclean.steps.pinyin.clash import OPENING
from unionclean.steps.pinyin.states import path_to
from unionclean.steps.pinyin.tokens import READING, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.pinyin.atoms import Atom
    from unionclean.steps.pinyin.states import State

EATEN: Final = 5.0
"""In nats, how unlikely an ASCII character is at a place in Chinese prose."""

_NAMES: Final = (
    "a|p|br|b|i|u|strong|em|span|div|font|img|table|tbody|td|th|tr|li|ul|ol|h\\d"
    "|center|section|sup|sub|small|big"
)

# What is left of a tag whose "<" was eaten: «?yàn)?a href=...>», «?!?/strong>».
TAG: Final = rf"(?:(/?)({_NAMES})\b|!--)[^<>\n]{{0,300}}>"

_ENTITY: Final = "(?:lt|gt|amp|quot|nbsp|[lr]dquo|#[0-9]{2,5});"
"""What is left of an escaped character whose "&" was eaten: «這件事?！?lt;/p>»."""

_SURE_TAG: Final = rf"(?:/(?:{_NAMES})>|(?:{_NAMES}) [a-z-]{{2,20}} ?=|br ?/?>|!--|{_ENTITY})"
"""The same where it is nothing else: «?a>b» may be an author's."""

FARTHEST: Final = 2_000
"""Characters between a tag and the one that closes it: a long paragraph."""

QUOTED: Final = 200
"""Characters on each side, on the same line, among which quotation marks are counted."""

SPACED: Final = 4  # times as many numbers with a blank before them: then nearly all had one

_READING: Final = f"(?:{READING})?"
_ABOUT: Final = (
    f"[標标]{_READING}[簽签記记]|元{_READING}素|源{_READING}[碼码]|[語语]{_READING}法|HTML(?![\"'])"
)

# What stands behind a number: the swallowed character before it was a digit. Between Han characters
# each has a digit before it more often than a comma (in reviews, newspapers and manuals).
COUNTED: Final = frozenset(
    "年月日号號时時点點分秒级級个個次条條章节節页頁元亿億万萬岁歲%％℃届屆期名"
    "块塊枚厘星件颗顆间間层層倍瓶遍楼樓天"
)


def eaten(char: str, shown: str, text: str, at: int) -> tuple[str, str]:
    """Return what to put for an ASCII character that was swallowed behind ``char``.

    ``shown`` stands in the damaged text for it, and ``text[at:]`` follows. Where a line has an odd
    number of quotation marks of ASCII it was one of these. Beside Latin letters
    and marks it was a blank; before a year, its first digit; between Chinese characters a comma of
    a halfwidth text or, behind a full stop, a line end. What else it
    was cannot be known: ``shown`` stays. The second value is the character to go on from.
    """
    if regex(TAG).match(text, at):
        return "", char
    if regex(_ENTITY).match(text, at):
        return "&", "&"
    after = text[at]
    if _is_odd_quote(text, at):
        return '"', '"'
    if is_han(after) or after in COUNTED:
        if char in "。！？”…":
            return "\n", "\n"
        if char in "，、；：":
            return " ", " "
        if after in COUNTED:
            return shown, "1"
        comma = likelihood(char, "，") + likelihood("，", after)
        if comma > likelihood(char, after) - EATEN:
            return ",", ","
        return shown, char
    if after.isdigit():
        year = regex("([089])[0-9]{2}(?![0-9])").match(text, at)
        if year and text[at + 3 : at + 4] in {"年", "-", "～", "—"}:
            return ("2" if year[1] == "0" else "1"), "1"
        # No digit stands before a whole year.
        whole = regex("(?:19|20)[0-9]{2} ?[年\\-–—～/]").match(text, at)
        return (" ", " ") if whole or (is_han(char) and _is_spaced(text)) else (shown, "1")
    if after == "“" and _is_spaced(text):
        return " ", " "
    if after == " " and is_han(char) and text[at + 1 : at + 2] not in {"", "\n"}:
        if regex("(?: [0-9]{3})+(?![0-9])").match(text, at):
            return shown, "1"  # the digit of a number in groups of three: 1 930
        return ",", ","  # of the marks with a blank behind them it is the most frequent one
    if after in "–—" and text[at + 1 : at + 2] == " ":
        return " ", " "
    markup = regex("([a-z]{1,10})>").match(text, at)
    if markup and f"</{markup[1]}>" in text[at : at + 300]:
        return "<", "<"
    return (" ", " ") if after.isascii() else (shown, char)


def swallowed(
    char: str, atom: Atom, text: str, brackets: tuple[str, str], state: State
) -> tuple[str, str]:
    """Return what `eaten` does for ``atom``, where ``brackets`` are to be opened and closed.

    The first of them not again, if the path to ``state`` has it.
    """
    if char == "（" and text[atom.end] in ")）" and (number := _item_number(text, atom.end)):
        return number, number
    new, last = eaten(char, atom.char, text, atom.end)
    if new == "\n" and brackets[1] == "）":  # a bracket is open where the line ends
        return ")", ")"
    if (
        new in {" ", ",", atom.char}
        and brackets[0] == "（"
        and char not in OPENING
        and all("（" not in step.new for step in path_to(state))
    ):
        return "(", "("
    return new, last


def _item_number(text: str, at: int) -> str:
    """Return the number of an item, of which its list shows the next or the last one, else ""."""
    following = regex("[(（]([2-9])[)）]").search(text, at, at + FARTHEST)
    if following:
        return str(int(following[1]) - 1)
    others = regex("[(（]([1-8])[)）]").findall(text, max(at - FARTHEST, 0), at)
    return str(int(others[-1]) + 1) if others else ""


CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩"
NOTES: Final = 20_000  # characters back to the note before
CITED: Final = frozenset("。”」』》）")
"""Behind these a number in a circle stands for a note, elsewhere also for an item of a list."""


def eaten_reference(text: str, at: int, state: State) -> str:
    """Return the reference to a note that begins in ``state`` and was swallowed, else "".

    A3 waits of a fullwidth bracket («。”［1-2］» is shown as «?！保?-2]»), A2 of a number in a
    circle («?！雹?»). Both are counted up, so the number follows from the last one before.
    """
    if state.waiting == {0xA2} and state.last in CITED:
        last = max(text.rfind(char, max(at - NOTES, 0), at) for char in CIRCLED)
        return (CIRCLED + " ")[CIRCLED.find(text[last]) + 1].strip() if last >= 0 else CIRCLED[0]
    return _bracketed(text, at) if state.waiting == {0xA3} else ""


def _bracketed(text: str, at: int) -> str:
    """Return "[" and the digit where the rest of a reference follows."""
    others = r"(?:[,，、][0-9]{1,3})*[\]］]"
    rest = regex(rf"([0-9]{{0,2}})(?:[-–—~～]([0-9]{{1,3}}))?{others}").match(text, at)
    numbers = r"([0-9]{1,3})[-–—~～,，、0-9]*[\]］]"
    begin, end = max(at - FARTHEST, 0), at + FARTHEST
    if rest is None or regex(rf"[\[［]{numbers}").search(text, begin, end) is None:
        return ""
    following = 1
    for match in regex(rf"[\[［]{numbers}|\?[-–—~～,，、0-9]*[\]］]").finditer(text, begin, at):
        following = int(match[1]) + 1 if match[1] else following + 1
    found = {digit: int(digit + rest[1]) for digit in "123456789"}
    fits = [digit for digit in found if not rest[2] or found[digit] < int(rest[2])]
    if not fits:
        return ""
    return "[" + min(fits, key=lambda digit: abs(found[digit] - following))


def _is_odd_quote(text: str, at: int) -> bool:
    """Tell whether one of the quotation marks of ASCII around ``at`` has lost its partner."""
    begin = max(text.rfind("\n", 0, at) + 1, at - QUOTED)
    end = text.find("\n", at, at + QUOTED)
    return text.count('"', begin, end if end >= 0 else at + QUOTED) % 2 == 1


@lru_cache(maxsize=4)
def _is_spaced(text: str) -> bool:
    """Tell whether blanks stand between Han characters and numbers, nearly always."""
    tight = len(regex(f"[{HAN}][0-9]").findall(text))
    return len(regex(f"[{HAN}] [0-9]").findall(text)) > SPACED * tight


def is_torn_tag(text: str, at: int) -> bool:
    """Tell whether a tag without its "<", or "lt;" without its "&", is all that ``at`` can be."""
    return regex(_SURE_TAG).match(text, at) is not None


def torn_tags(text: str) -> Iterator[int]:
    """Yield the marks behind which a tag stands without its "<"."""
    if ">" in text:
        for match in regex(f"[{UNKNOWN}](?={_SURE_TAG})").finditer(text):
            yield match.start()


def is_about_markup(text: str) -> bool:
    """Tell whether the author writes about markup, and so names it."""
    return regex(_ABOUT).search(text) is not None


def partners(text: str, torn: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the whole tags of ``text`` that belong to the ``torn`` ones, as spans.

    Tags that are whole belong to each other, and stay.
    """
    if not torn:
        return []
    whole = regex(rf"<(/?)({_NAMES})\b[^<>\n]{{0,300}}>")
    tags = [(match.span(), match[1], match[2], False) for match in whole.finditer(text)]
    for start, end in torn:
        match = regex(TAG).match(text, start, end)
        if match and match[2]:
            tags.append((match.span(), match[1], match[2], True))
    found: list[tuple[int, int]] = []
    opened: dict[str, list[tuple[tuple[int, int], bool]]] = {}
    for span, slash, name, was_torn in sorted(tags):
        stack = opened.setdefault(name, [])
        if not slash:
            stack.append((span, was_torn))
        elif stack:
            before, other_torn = stack.pop()
            if other_torn != was_torn and span[0] - before[1] <= FARTHEST:
                found.append(before if was_torn else span)
    return found
