"""Threads and questions with several answers: the page's lines between what people wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.alike import is_entry, is_page_like
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.core import Core, overlap
from unionclean.steps.boilerplate.credits import is_byline
from unionclean.steps.boilerplate.layout import runs_of
from unionclean.steps.boilerplate.posts import NUMBER, REPLY_HEAD, TIME, mark_of
from unionclean.steps.boilerplate.witness import is_witness

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Marks of a thread in a document that is one, and how many kinds of them. No article of the shapes
# has two, and no clean document of bench/boilerplate.py.
MIN_MARKS = 3
MIN_KINDS = 2
MIN_DATED = 2
# The name of a member, and what he says of himself.
MAX_NAME = 16
MAX_NAMES = 2
# A name may share a pair of Han with what its owner wrote.
MAX_SHARED = 0.34
BAR = "between the posts of a thread"
_VALUE = rf"^(?:{NUMBER}|[0-9]+ ?(?:小时|天|分钟)|{TIME})$"


def is_thread(lines: Sequence[Line]) -> bool:
    """Tell whether a document holds the marks of a thread."""
    marked = [(line, kind) for line in lines if (kind := mark_of(line))]
    dated = sum(kind == "head" and bool(regex(TIME).search(line.folded)) for line, kind in marked)
    # A single post has buttons too.
    kinds = [kind for _, kind in marked if kind != "bar" or dated >= MIN_DATED]
    return len(kinds) >= MIN_MARKS and len(set(kinds)) >= MIN_KINDS


def post_lines(
    lines: Sequence[Line], reasons: Mapping[int, str], core: Core, begin: int
) -> dict[int, str]:
    """Return the page's lines from ``begin`` on that stand between posts."""
    if not is_thread(lines):
        return {}
    short = (i for i in range(begin, len(lines)) if i in reasons or not _is_told(lines[i]))
    told = (lines[i].folded for i in range(begin, len(lines)) if i not in reasons)
    core = core._replace(text="\n".join(line for line in told if len(line) > MAX_NAME))
    found: dict[int, str] = {}
    for run in runs_of(short):
        if any(mark_of(lines[index]) for index in run):
            found |= dict.fromkeys(_bar(lines, reasons, core, run, begin), BAR)
    return {index: why for index, why in found.items() if index not in reasons}


def _is_told(line: Line) -> bool:
    return line.is_prose or line.text[-1] in "。！？；…：:，,"


def _bar(
    lines: Sequence[Line], reasons: Mapping[int, str], core: Core, run: Sequence[int], begin: int
) -> list[int]:
    """Return the lines of a run that are the page's, with the names that stand among them."""
    seen = {index for index in run if index in reasons or _is_pages(lines[index], core)}
    bar: list[int] = []
    for at, index in enumerate(run):
        if index in seen:
            bar.append(index)
            continue
        ahead = next((other for other in run[at:] if other in seen), -1)
        behind = bar[-1] == index - 1 if bar else index == begin
        named = (
            ahead - index <= MAX_NAMES
            and ahead >= 0
            and (mark_of(lines[ahead]) in {"head", "member"} or lines[ahead].folded in _FOLLOW)
        )
        # Below the head of a post stands what was written.
        written = (
            behind
            and bar
            and mark_of(lines[bar[-1]]) == "head"
            and lines[bar[-1]].folded[-1] != "楼"
        )
        if named and behind and not written and _is_name(lines[index], core):
            bar.append(index)
    return bar


_FOLLOW = frozenset(("关注", "加关注", "+ 加关注", "发消息", "加好友", "私信", "串个门"))


def _is_pages(line: Line, core: Core) -> bool:
    if regex(REPLY_HEAD).match(line.folded):
        return True
    if is_byline(line):
        # The date of a post is its own; a head with buttons is the page's.
        return any(field.kind == "tool" for field in split_fields(line.folded))
    if mark_of(line) or regex(_VALUE).match(line.folded):
        return True
    return is_witness(line) and (is_entry(line) or overlap(line, core) < MAX_SHARED)


def _is_name(line: Line, core: Core) -> bool:
    return (
        len(line.text) <= MAX_NAME
        and regex(rf"^[{HAN}A-Za-z0-9_.·()~-]+(?: [{HAN}A-Za-z0-9_.]+)*$").match(line.folded)
        is not None
        and overlap(line, core) < MAX_SHARED
    )


# Lines of a reply on either side of one of them.
MAX_POST = 8
# Lines of its head: a number, a name, a dot, a time.
MAX_HEAD = 4
_BUTTONS = r"^(?:回复|引用|支持|反对|举报|使用道具|评分|点评|点?赞|顶)(?:[ |0-9(]|$)"


def is_reply(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is what a reader wrote in a post: below its head, or above its end.

    Elsewhere below an article a remark in one sentence is the page's (小满：好想去！).
    """
    if is_page_like(lines[index]) or regex(_VALUE).match(lines[index].folded):
        return False
    if _is_dated_below(lines, index) or _is_dated_above(lines, index):
        return True
    up = range(index - 1, max(index - 1 - MAX_POST, -1), -1)
    above = next((at for at in up if is_page_like(lines[at])), -1)
    if above < 0 or not _is_post_head(lines, above):
        return False
    down = range(index + 1, min(index + 1 + MAX_POST, len(lines)))
    below = next((at for at in down if is_page_like(lines[at])), len(lines) - 1)
    buttons = regex(_BUTTONS).match(lines[below].folded) is not None
    if lines[index].text[-1] in "。！？…～~":
        return buttons or mark_of(lines[below]) != "" or is_thread(lines)
    return buttons and mark_of(lines[above]) == "head"


# What closes an answer: 发布于 2019-01-22 11:30. A head (发表于 …) stands above a post.
_CLOSES = rf"^(?:发布|编辑|最后编辑|回答|更新)于 ?:? ?{TIME}[^。!?]{{0,12}}$"


def _is_dated_below(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a paragraph ends an answer, whose date stands right below it."""
    return (
        lines[index].is_paragraph
        and index + 1 < len(lines)
        and regex(_CLOSES).match(lines[index + 1].folded) is not None
        and is_thread(lines)
    )


# The head of a reply where nothing counts them: 豆芽 2017-06-12 08:15.
_SIGNED = r"^[^。!?,:]{1,16} (?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2} [0-9]{1,2}:[0-9]{2}"


def _is_dated_above(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line stands between who wrote it, and when, and a line of the page."""
    return (
        0 < index < len(lines) - 1
        and lines[index - 1].text[-1].isdigit()
        and is_page_like(lines[index + 1])
        and regex(_SIGNED).match(lines[index - 1].folded) is not None
    )


def _is_post_head(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is in the head of a post: the number, the writer's name and record."""
    head = range(at, max(at - MAX_HEAD, -1), -1)
    told = next((i for i in head if _is_told(lines[i])), -1)
    return any(mark_of(lines[i]) in {"head", "member"} for i in head if i > told) or (
        regex(r"只看该作者|只看楼主").search(lines[at].folded) is not None
    )
