"""Editor credits, counters and buttons in the byline, told from the author's own metadata.

A byline is a row of fields: 来源：人民网 责任编辑：李明 浏览次数：25 字号：大 中 小 打印.
Fields that name the author, the source or the date are content; the rest belongs to the page.
Where a line holds both, only the page's fields go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.byline import Field, split_fields
from unionclean.steps.boilerplate.labels import (
    CLEAR_COUNTS,
    CLEAR_TOOLS,
    FRAME,
    IMPRINT,
    kind_of,
)
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from unionclean.steps.boilerplate.layout import Line


def is_name(value: str) -> bool:
    """Tell whether a value can be names of people: 闫妍、秦华; 李明(实习); admin; empty.

    >>> [is_name(value) for value in ("闫妍、秦华", "王芳(实习生)", "admin", "", "好的，没问题")]
    [True, True, True, True, False]
    """
    if len(value) > 40 or regex(r"[。!?;:“”\"，]|周[一二三四五六日天]|星期").search(value):
        return False
    parts = [part for part in regex(r"[ 、,/&|()·]+").split(value) if part]
    # Some sites print the number of the person: 李明_NN0012, NF黄020.
    known = (
        rf"^(?:[A-Z]{{0,3}}[{HAN}]{{1,6}}_?(?:[A-Z]{{0,4}}[0-9]{{2,8}})?|[{HAN}]{{3,14}}(?:公司|中心|办公室|部)"
        r"|[A-Za-z0-9_.@-]{1,20})$"
    )
    return all(regex(known).match(part) for part in parts) and "," not in value[:2]


_OFFICES = ("公司", "中心", "办公室", "编辑部")


def _has_surname(value: str) -> bool:
    parts = [part for part in regex(r"[ 、,/&|()]+").split(value) if part]
    return all(
        part.isascii() or (2 <= len(part) <= 4 and part[0] in lexicon.SURNAMES and part != "谢谢")
        for part in parts
    )


def _fits(field: Field, *, in_brackets: bool = False) -> bool:
    """Tell whether the value is of the field's kind."""
    value = field.value
    if field.kind == "editor":
        if field.label == "编辑" and not in_brackets:
            named = bool(value) and _has_surname(value)
            return is_name(value) and (named or value.endswith(_OFFICES))
        return is_name(value)
    if field.kind == "staff":
        return is_name(value) and _has_surname(value)
    if field.kind == "count":
        number = (
            r"^(?:(?:[0-9][0-9.,+]*[万亿千kKwW]?\+?[\])]?)? ?[次人条个]?|[-.…]*"
            r"|加载中|载入中|loading)[.…]*$"
        )
        return regex(number).match(value) is not None
    if field.kind == "tool":
        plain = rf"^(?:[A-Za-z0-9_|+ -]{{0,16}}|[{HAN}]{{0,10}}|https?:.*)$"
        return bool(segment(value, lexicon.TOOLS)) or regex(plain).match(value) is not None
    return True


def editor_credit(line: Line, neighbours: tuple[Line, ...] = ()) -> str:
    """Return the reason to drop a line whose fields all belong to the page, or ""."""
    reason = _credit(line)
    if reason and any(map(_is_of_imprint, neighbours)):
        return ""
    return reason


_FIELD = rf"(?:[{HAN}] ?){{2,6}}:"  # of an imprint: 责任编辑:李明, 定 价:6.00元


def imprint_lines(lines: Sequence[Line]) -> set[int]:
    """Return where a run of fields before or behind a line holds one that only imprints have."""
    found: set[int] = set()
    fields = [":" in line.folded and bool(regex(_FIELD).match(line.folded)) for line in lines]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        shown = False
        for index in order:
            if shown:
                found.add(index)
            shown = fields[index] and (shown or _is_of_imprint(lines[index]))
    return found


@per_line
def _credit(line: Line) -> str:
    folded = line.folded
    in_brackets = regex(r"^[\[【(].*[\])】]$").match(folded) is not None
    fields = split_fields(folded) or _bracketed(folded)
    # Beside what the page counts, a name that was never filled in is the page's as well.
    filled = [field for field in fields if field.kind in FRAME or field.value or not field.label]
    if not filled or not all(field.kind in FRAME for field in filled):
        return ""
    if not all(_fits(field, in_brackets=in_brackets) for field in fields):
        return ""
    kinds = {field.kind for field in fields}
    if "editor" in kinds:
        return "editor credit"
    if "staff" in kinds:
        return "editor credit" if len(fields) >= 2 else ""
    if "count" in kinds:
        clear = len(fields) >= 2 or fields[0].label in CLEAR_COUNTS
        return "counter" if clear else ""
    # 管理员：周敏 alone may be an entry of the author's list; these labels are only a page's.
    value = fields[0].value
    setting = not value or bool(segment(value, lexicon.TOOLS)) or value.isascii()
    clear = fields[0].label in CLEAR_TOOLS and setting
    return "share bar" if len(fields) == 1 and clear else ""


@per_line
def is_unfilled(line: Line) -> bool:
    """Tell whether a line is labels of a byline without a value, one of a credit: 审核:编辑:."""
    *labels, rest = line.folded.split(":")
    if len(labels) < MIN_UNFILLED or rest.strip(" |)]】"):
        return False
    kinds = {kind_of().get(label.replace(" ", "").strip("|([【")) for label in labels}
    return None not in kinds and not kinds.isdisjoint(("editor", "staff"))


MIN_UNFILLED = 2


@per_line
def is_byline(line: Line) -> bool:
    """Tell whether a line holds a date, a source or an author in fields."""
    kinds = {field.kind for field in split_fields(line.folded)}
    return not kinds.isdisjoint(("date", "source", "author"))


def is_metadata(line: Line) -> bool:
    """Tell whether a line holds nothing but fields, and names a date, a source or an author."""
    fields = split_fields(line.folded)
    stray = sum(len(field.value) for field in fields if field.kind == "text")
    return is_byline(line) and stray <= 12


@per_line
def lone_credit(line: Line) -> bool:
    """Tell whether the line is a single field of the page (校对：周敏, 点赞 15).

    Alone it may be the author's; it goes where a frame line touches it.
    """
    fields = split_fields(line.folded)
    return bool(fields) and all(field.kind in FRAME and _fits(field) for field in fields)


def lone_counter(line: Line) -> bool:
    """Tell whether the line is a counter of the page and nothing else."""
    return lone_credit(line) and all(field.kind == "count" for field in split_fields(line.folded))


def _is_of_imprint(line: Line) -> bool:
    return first_label(line) in IMPRINT or _is_role(line)


def _is_role(line: Line) -> bool:
    """Tell whether the line gives a role and a name that no page credits: 社长：张伟."""
    label, colon, value = line.folded.partition(":")
    known = label.replace(" ", "").strip("[【(") in kind_of()
    person = 2 <= len(value.strip()) <= 4 and _has_surname(value.strip())
    return bool(colon) and not known and len(label) <= 6 and person


def first_label(line: Line) -> str:
    """Return what stands before the first colon of a line, without blanks and brackets."""
    return line.folded.split(":")[0].replace(" ", "").strip("[【(")


def _bracketed(folded: str) -> tuple[Field, ...]:
    """Return the field of a credit without colon: (责任编辑 张三), 本期编辑 李四."""
    name = rf"(?:责任编辑|责编|编辑|(?:责任)?校对|审[核校]|[终复初]审|监制) ?([{HAN}]{{2,4}})"
    credit = rf"^[\[【(] ?{name}(?: {name})* ?[\])】]$|^(?:本期|值班|本版)编辑 [{HAN}]{{2,4}}$"
    match = regex(credit).match(folded)
    return (Field("editor", "责编", match[1] or "", 0, len(folded)),) if match else ()


@per_line
def has_record(line: Line) -> bool:
    """Tell whether a line holds a date and a counter."""
    kinds = {field.kind for field in split_fields(line.folded)}
    return {"date", "count"} <= kinds


def frame_fields(line: Line, *, in_byline: bool = True) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and reason of the page's fields in a byline that also holds content.

    Outside the place of a byline (``in_byline``) only a credit that closes a paragraph is looked
    for.
    """
    fields = split_fields(line.folded) if in_byline else ()
    own = [field for field in fields if field.kind not in FRAME]
    stray = [len(field.value) for field in own if field.kind == "text"]
    # A byline is labels and dates with at most the name of a source or author between them.
    if len(own) == len(stray) or sum(stray) > 30:
        yield from _closing_credit(line)
        return
    spans: list[tuple[int, int, str]] = []
    for field in fields:
        if field.kind in FRAME and _fits(field):
            is_person = field.kind in {"editor", "staff"}
            why = f"{'editor credit' if is_person else 'counter or button'} in the byline"
            start = field.start
            if spans and not line.folded[spans[-1][1] : start].strip(" |"):
                start, _, why = spans.pop()
            spans.append((start, field.end, why))
    for start, end, why in spans:
        first, last = _cut(line.folded, start, end)
        yield line.at + first, line.at + last, why


@per_line
def has_frame_fields(line: Line) -> bool:
    """Tell whether a line that stays loses fields of the page in a byline."""
    return any(frame_fields(line))


def _cut(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return what to cut for a field: whole pairs of brackets, and the blanks on one side."""
    while end > start and folded[end - 1] in " |":
        end -= 1
    inside = folded[start:end]
    if sum(map(inside.count, ")]】")) > sum(map(inside.count, "([【")):
        end -= 1
    elif sum(map(inside.count, ")]】")) < sum(map(inside.count, "([【")):
        start += 1
    after = folded[end:].lstrip(" |")
    if not after or after[0] in ")]】":
        while start and folded[start - 1] in " |":
            start -= 1
        end = len(folded) - len(after)
    else:
        end = len(folded) - len(after)
    return start, end


def _closing_credit(line: Line) -> Iterator[tuple[int, int, str]]:
    """Yield the credit in brackets that closes a paragraph: ……。（责任编辑：张三）."""
    folded = line.folded[-60:]
    credit = (
        r"[ ]*[\[【(] ?(?:责任编辑|责编|编辑|责任编校|值班编辑|网络编辑|网站编辑) ?[:/] ?"
        rf"(?P<names>[{HAN}A-Za-z0-9_ 、,·]{{1,30}}?) ?[\])】]$"
    )
    match = regex(credit).search(folded)
    if match and is_name(match["names"]):
        end = line.at + len(line.folded)
        yield end - (len(folded) - match.start()), end, "editor credit"
