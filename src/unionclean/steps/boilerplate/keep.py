"""Lines that have the words of a page's frame, and are the author's all the same."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from unionclean.chars import regex
from unionclean.steps.boilerplate.credits import first_label
from unionclean.steps.boilerplate.labels import IMPRINT
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.phrases import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

FEWEST_BYLINES: Final = 3
"""Lines with an author and an editor: a page has one or two, a list of books as many as books."""

# A setting, a message of a program, an item of a list of tasks.
_DATUM: Final = (
    r"\s*(?:[A-Za-z_][A-Za-z0-9_.-]*(?:\[[0-9]\])? ?=|msg[a-z_]+(?:\[[0-9]\])? \""
    r"|\"[^\"]*\" ?[:=] ?\"|[-*+]? ?\[[ xX]?\] )"
)

_LONGEST_TURN: Final = 3  # 下一页
_BUTTON: Final = "comment box"

# What a version of a program brings: 新增：夜间模式. Its words are those of menus.
_CHANGE: Final = (
    r"(?:[-*•·] ?|[0-9]{1,2}[.、] ?)?"
    r"(?:新增|新加|增加|修复|修正|优化|改进|完善|调整|删除|移除|重构|适配)"
    r"[^:0-9]{0,4}:[^0-9]"
)
_VERSION: Final = r"[^:]{0,12}(?:[0-9]+\.[0-9]+[^:]{0,16}|(?:说明|日志|内容|记录|纪录):?)\Z"
_FEWEST_CHANGES: Final = 2

_COMMENT: Final = (
    r"(?:[#*;\"%!]|//|--|/\*|<!--|=+[0-9]+=+)[#*!/-]* *(?:[Cc]opyright|COPYRIGHT|\([Cc]\)|©)"
)
# The title of a licence, what its first sentence says, and how a work is licensed; folded.
_LICENSED: Final = (
    r"(?:许可|授权|使用)(?:证|书|协议|条款)\Z"
    r"|(?i:mit|bsd|isc|gpl|apache|mpl|cc[ -]?by)[^。]{0,16}(?:许可|授权|协议)"
    r"|本(?:软件|程序|作品|文档|文件)[^。]{0,40}(?:[“「\"]原样|按原样|不附带|不提供任何)"
)
# A word of a program's in place of a name or a year; a work in a list of works ([FOLEY01] …), the
# rest of a sentence that was broken.
_OWN_WORDS: Final = (
    r"\{\{|\{%|\$\{|<%|%[sd]|\A[ \t]*\[[A-Za-z+:-]{2,16}[0-9]{0,4}[a-z]?\] |\A[ \t]*copyrighted "
)
# A paragraph of a page in HTML, by itself or the first line of it.
_UNCLOSED: Final = r"\s*<p[ >]"
# What begins a comment of several lines.
_OPENS_COMMENT: Final = r"(?:[^\n]*\n)?\s*(?:/\*|<!--|\"\"\"|'{3}|\{-|\(\*|--\[\[)[^\n]*\Z"
_LICENCE: Final = (
    r"(?i:licensed under|licen[sc]e\Z|permission is hereby|gnu .{0,10}public|<!--|-->)"
    r"|(?i:free software|redistribut|under the terms|\]\((?:[^()]*/)?licen[sc]e)"
    r"|\A#{1,6} .{0,4}(?:许可|許可|授权|授權|版权|版權|协议|協議)"
)


@per_line
def is_datum(line: Line) -> bool:
    """Tell whether a line is of a file of settings, of a catalogue of messages, or a task."""
    return regex(_DATUM).match(line.text) is not None


def keep_records(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back counters that a document repeats: a page counts once, an author's list often."""
    counters: dict[str, list[int]] = {}
    for index, reason in reasons.items():
        if reason in {"counter", "share bar"} and regex("[0-9]").search(lines[index].text):
            counters.setdefault(regex("[0-9]+").sub("", lines[index].folded), []).append(index)
    for repeated in counters.values():
        if len(repeated) > 1:
            for index in repeated:
                del reasons[index]


def keep_verses(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back links without a target (下一页) that stand alone among lines that are no prose.

    Between paragraphs nobody writes such a line; in a poem it is a verse, in a list an entry.
    """
    alone = [
        index
        for index in range(1, len(lines) - 1)
        if reasons.get(index) == "earlier and later page"
        and len(lines[index].folded) <= _LONGEST_TURN
        and reasons.keys().isdisjoint((index - 1, index + 1))
    ]
    if alone and not any(line.is_prose for line in lines):
        for index in alone:
            del reasons[index]


def keep_spoken(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back a first line like 发表评论 that the article speaks of: it is the title."""
    if reasons.get(0) != _BUTTON:
        return
    words = lines[0].folded
    if any(
        line.is_prose and words in line.folded
        for index, line in enumerate(lines)
        if index not in reasons
    ):
        del reasons[0]


def is_told_of(line: Line, after: Sequence[Line]) -> bool:
    """Tell whether the paragraph below a credit is about its person (责任编辑：李明, 李明是…)."""
    name = line.folded.rpartition(":")[2].strip()
    return len(name) > 1 and any(other.is_prose and other.text.startswith(name) for other in after)


def is_speaker(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the label of a credit speaks in a dialogue (编辑：好的。 编辑：谢谢。)."""
    label = line.folded.split(":")[0]
    said = (other for other in lines if other.text.startswith((label + "：", label + ":")))
    # The third one decides: a document can be one such line after the other.
    return next(islice(said, 2, None), None) is not None


def keep_inner_credit(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back the only line that goes where it is a credit between two numbered parts.

    A newspaper names the editor of a leaf between two leaves: 第三版 … 责任编辑：何小兰 第四版 ….
    """
    if len(reasons) != 1 or "editor credit" not in reasons.values():
        return
    (index,) = reasons
    if all(
        any(regex(_PART).match(line.folded) for line in side)
        for side in (lines[max(index - _NEAR, 0) : index], lines[index + 1 : index + 1 + _NEAR])
    ):
        reasons.clear()


_PART: Final = r"第?[0-9A-Z一二三四五六七八九十]{1,3} ?[版页章节部、.)]"
_NEAR: Final = 8


def keep_rows(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back claims, steps and items of a row of which one stays: articles list such things.

    An office has its rules, a handbook the buttons to click, one after the other.
    """
    for kinds, form in ((_OF_A_ROW, NUMBERED), (_OF_A_LIST, _ITEM)):
        for index in [index for index in sorted(reasons) if reasons[index].startswith(kinds)]:
            if regex(form).match(lines[index].folded) and any(
                at not in reasons and regex(form).match(lines[at].folded)
                for at in (index - 1, index + 1)
                if 0 <= at < len(lines)
            ):
                del reasons[index]


# Reasons that are what a line says, or where it stands.
_OF_A_ROW: Final = ("disclaimer", "behind the page's foot", "below the article's end")
# What a line of Markdown's lists may look like.
_OF_A_LIST: Final = ("breadcrumb", "slogan of the site")
_ITEM: Final = r"(?:[-*+]|[0-9]{1,2}\.) "


# A heading of Markdown or reStructuredText: the document has a section about its licence.
_LICENSING = "(?i:licen[sc]e|copyright|许可|許可|授权|授權|版权|版權)"
_ITS_SECTION = (
    rf"(?:\A|\n)#{{1,6}} [^\n]*{_LICENSING}[^\n]*\Z"
    rf"|(?:\A|\n){_LICENSING}[证證]?\n([=~^-])\1{{3,}}\Z"
)


def keep_licences(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back lines of copyright in the comments of a program, beside their licence or price.

    And in a template of pages, which is a program as well, and in a list of works.
    """
    for index in [index for index, reason in reasons.items() if reason == "copyright"]:
        around = lines[max(index - 2, 0) : index + 3]
        above = "\n".join(line.text for line in around[: min(index, 2)])
        if (
            regex(_ITS_SECTION).search(above)
            or regex(_OPENS_COMMENT).match(above)
            or regex(_COMMENT).match(lines[index].text)
            or regex(_UNCLOSED).match(lines[index].text)
            or regex(_OWN_WORDS).search(lines[index].text)
            or any(
                regex(_LICENCE).search(line.text)
                or regex(_LICENSED).search(line.folded)
                or first_label(line) in IMPRINT
                for line in around
            )
        ):
            del reasons[index]


def keep_changes(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take the lines of a list of changes back from ``reasons``, and the version above them."""
    if not reasons:
        return
    found = [
        index
        for index, line in enumerate(lines)
        if ":" in line.folded and regex(_CHANGE).match(line.folded)
    ]
    if len(found) < _FEWEST_CHANGES:
        return
    for index in found:
        reasons.pop(index, None)
        if index - 1 in reasons and regex(_VERSION).match(lines[index - 1].folded):
            del reasons[index - 1]
