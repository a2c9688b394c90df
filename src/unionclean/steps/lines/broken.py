"""Line ends inside a sentence of a document whose lines are paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.prose import Lines, is_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINAL = "。！？；…!?;"
_PAUSE = "，、：,:"

# A line that may go on: it ends in Han, a letter, a digit, × or a pause.
_OPEN_END = rf"[{HAN}A-Za-z0-9×%％，、,](?:\r\n?|\n)(?=[^\s])"

# What begins a line of its own: numbering, bullets, dashes, headings, Markdown.
_NUMBER = "一二三四五六七八九十百〇0-9"
MARKER = (
    rf"[（(]?[{_NUMBER}]{{1,3}}[）)、.．:：]|[①-⑳㈠-㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
    rf"|第[{_NUMBER}]{{1,4}}[章节節条條篇回卷讲講课課部编編期集届]"
    r"|[-*+•·●○■□◆◇▲△★☆※→►>#|@]|—|–|~|=|\.|[A-Za-z][.)、]|[【\[]"
)
_SPEECH = "[“\"「『‘'《〈（(]"

# Characters at a line end that need something after them, and at a line start something before.
_NEEDS_NEXT = "的和与與及或把被从從并並且而但若各每这這第、，,"
_WANTS_NEXT = "在对對向于於以为為将將使让讓由因如即是有不其"
_NEEDS_PREVIOUS = "的们們吗嗎呢吧"

# Evidence is added up in points; a break needs this many. Three independent signs suffice: each
# alone also occurs before titles, verses and signatures.
_ENOUGH = 3.0
_LONG = 25  # characters; Chinese titles are shorter (GB/T 9704: one or two lines of 22)


def find_broken(text: str, joined: Mapping[int, str]) -> dict[int, str]:
    """Return where each broken line ends and what joins it to the next (blank or nothing)."""
    lines = Lines(text)
    habit: float | None = None
    joints: dict[int, str] = {}
    for match in regex(_OPEN_END).finditer(text):
        at = match.start() + 1
        if at in joined:
            continue
        start, end = match.start(), match.end()
        before = text[max(lines.at(start)[0], start - 400) : start + 1]
        after = text[end : end + 400].split("\n", 1)[0].rstrip("\r")
        if not _may_join(before, after) or lines.is_protected(start):
            continue
        points = _weigh(before, after)
        if points + 1 < _ENOUGH:
            continue
        if habit is None:
            habit = _habit(text)
        if points + habit >= _ENOUGH and is_chinese(text, *lines.at(start), start):
            joints[at] = joiner(before, after)
    return joints


def joiner(before: str, after: str) -> str:
    """Return what stood where a line was broken: a blank between Latin words, else nothing."""
    left, right = before[-1:], after[:1]
    latin = left.isascii() and right.isascii() and (left.isalnum() or left in ",.;:%)")
    return " " if latin and (right.isalnum() or right == "(") else ""


def _may_join(before: str, after: str) -> bool:
    if regex(MARKER).match(after) or "|" in before or "\t" in before:
        return False
    if regex(MARKER).match(before) and not regex(f"[{_FINAL}]").search(before):
        return False
    return not (before[-1].isascii() and before[-1].isdigit() and after[0].isdigit())


def _weigh(before: str, after: str) -> float:
    """Return the points for a break between two lines, without the habit of the document."""
    left, right = before[-1], after[0]
    points = 0.0
    if right in "，。、；：？！）》」』】”’":
        return _ENOUGH + 2
    if right in _NEEDS_PREVIOUS and not after.startswith(("的确", "的士")):
        points += 2
    if left in _NEEDS_NEXT:
        points += 2
    elif left in _WANTS_NEXT:
        points += 1
    ended = max(map(before.rfind, _FINAL))
    if ended >= 0:
        points += 1.5
    paused = max(ended, *map(before[:-1].rfind, _PAUSE))
    if paused >= 0:
        points += 0.5
        if len(before) - 1 - paused <= 3:
            points += 1
    head = regex(f"[{_FINAL}{_PAUSE}]").search(after)
    if head and head.start() <= 3 and head[0] in _FINAL:
        points += 2
    if not head:
        points -= 1
    if paused < 0:
        points -= 1
    if len(before) < _LONG and ended < 0:
        points -= 1 if len(before) >= _LONG // 2 else 2
        if abs(len(before) - len(after)) <= 2:
            points -= 2
    if regex(_SPEECH).match(after):
        points -= 1
    return points + _cohesion(left, right)


def _cohesion(left: str, right: str) -> float:
    """Return the points for two characters that form a word, or seem to belong to two."""
    if not (regex(f"[{HAN}]").match(left) and regex(f"[{HAN}]").match(right)):
        return 0.0
    from unionclean.language import load

    model = load()
    gain = model.pair(left, right) - model.char(right)
    if gain >= 4:
        return 2.0
    if gain >= 2:
        return 1.5
    return 0.5 if gain >= 1 else 0.0


def _habit(text: str) -> float:
    """Return the points that the document gives: whether its long lines end with a mark."""
    ended = total = 0
    for line in text.split("\n"):
        if len(line) < _LONG or not regex("[，。；]").search(line):
            continue
        total += 1
        ended += regex(rf"[{_FINAL}：:”’」』）)》】]\s*\Z").search(line[-4:]) is not None
    if total < 4:
        return 0.0
    share = ended / total
    return 1.0 if share >= 0.75 else 0.0 if share >= 0.5 else -2.0
