"""All rules on the lines of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate import chains, credits, keywords, links, navigation, notices
from unionclean.steps.boilerplate.layout import LONGEST_LINE, in_edge
from unionclean.steps.boilerplate.teaser import page_title, teaser

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from unionclean.steps.boilerplate.layout import Line
    from unionclean.steps.boilerplate.learn import LearnedLines

    Rule = Callable[[Line], str]

# Group of `gate.TRIGGERS` -> rules that read one line alone. The first reason found counts.
_RULES: dict[str, tuple[Rule, ...]] = {
    "spam": (keywords.spider_pool, keywords.spam_keywords),
    "path": (navigation.breadcrumb,),
    "repeats": (navigation.repeated_name,),
    "search": (navigation.search_box,),
    "pages": (navigation.page_links,),
    "tools": (navigation.share_bar,),
    "menu": (links.menu_bar,),
    "notice": (notices.site_notice,),
    "claim": (notices.disclaimer,),
    "follow": (notices.invitation,),
    "forum": (notices.forum_frame,),
}


def judge_lines(
    lines: Sequence[Line], text: str, groups: set[str], learned: LearnedLines | None
) -> dict[int, str]:
    """Return the index of each line that goes, with the reason."""
    rules = [rule for group, members in _RULES.items() if group in groups for rule in members]
    reasons: dict[int, str] = {}
    fenced = _fenced(lines)
    body = ""
    for index, line in enumerate(lines):
        if index in fenced or (index and _introduces(lines[index - 1], index - 1, reasons)):
            continue
        near = (*lines[max(index - 2, 0) : index], *lines[index + 1 : index + 3])
        reason = ""
        if len(line.text) <= LONGEST_LINE:
            reason = next(filter(None, (rule(line) for rule in rules)), "")
            if not reason and "credit" in groups:
                reason = credits.editor_credit(line, near)
                if reason == "editor credit" and _is_speaker(line, lines):
                    reason = ""
        if not reason and groups & {"bars", "places"}:
            reason = links.place_links(line, near)
            if not reason and "bars" in groups and "|" in line.folded:
                body = body or "\n".join(other.text for other in lines if other.is_prose)
                reason = keywords.foreign_keywords(line, body) if len(body) >= 200 else ""
        if reason:
            reasons[index] = reason
    for found in (teaser(lines, text), page_title(lines)):
        if found:
            reasons.setdefault(lines.index(found[0]), found[1])
    reasons = {i: reason for i, reason in reasons.items() if in_edge(i, lines, reasons)}
    prose = [index for index, line in enumerate(lines) if line.is_prose and index not in reasons]
    if prose:
        if "related" in groups:
            for index in range(prose[-1] + 1, len(lines)):
                if chains.is_related_heading(lines[index]) and index not in fenced:
                    reasons.setdefault(index, "related pages")
        chains.join_chains(lines, reasons, prose[-1])
        _drop_lone_headings(lines, reasons)
    return reasons


def _drop_lone_headings(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Keep a heading such as 延伸阅读 whose list stays: it announces something of the author's."""
    for index, reason in list(reasons.items()):
        if reason == "related pages" and index + 1 < len(lines) and index + 1 not in reasons:
            del reasons[index]


def _introduces(line: Line, index: int, reasons: dict[int, str]) -> bool:
    """Tell whether a line of the author announces the next one as an example: 例如："""
    return line.folded.endswith(":") and index not in reasons and len(line.text) >= 4


def _is_speaker(line: Line, lines: Sequence[Line]) -> bool:
    """Tell whether the label of a credit speaks in a dialogue: 编辑：好的。 記者：…… 编辑：……"""
    label = line.folded.split(":")[0]
    return sum(other.folded.startswith(label + ":") for other in lines) >= 3


def _fenced(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of lines inside code fences."""
    fences = [index for index, line in enumerate(lines) if line.text.startswith("```")]
    inside: set[int] = set()
    for start, end in zip(fences[::2], fences[1::2], strict=False):
        inside.update(range(start, end + 1))
    return inside
