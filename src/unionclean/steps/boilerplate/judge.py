"""All rules on the lines of one document."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from unionclean.steps.boilerplate import (
    chains,
    invitations,
    keep,
    keywords,
    links,
    navigation,
    notices,
    turning,
    upload,
)
from unionclean.steps.boilerplate.conditions import conditions, may_hold_conditions
from unionclean.steps.boilerplate.core import find_core, overlap
from unionclean.steps.boilerplate.credits import (
    editor_credit,
    frame_fields,
    has_frame_fields,
    imprint_lines,
)
from unionclean.steps.boilerplate.interface import interface_lines
from unionclean.steps.boilerplate.labels import kind_of
from unionclean.steps.boilerplate.layout import LONGEST_LINE, fenced_lines, inner_lines
from unionclean.steps.boilerplate.learn import EDGE, LEARNED
from unionclean.steps.boilerplate.posts import FACE, faces
from unionclean.steps.boilerplate.shell import join_shell
from unionclean.steps.boilerplate.speech import words_share
from unionclean.steps.boilerplate.spoken import may_frame
from unionclean.steps.boilerplate.teaser import page_title, repeated_name, teaser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line
    from unionclean.steps.boilerplate.learn import LearnedLines

    Rule = Callable[[Line], str]

# Group of `triggers.WORDS` -> rules that read one line alone. The first reason found counts.
RULES: dict[str, tuple[Rule, ...]] = {
    "spam": (keywords.spider_pool, keywords.spam_keywords),
    "repeats": (repeated_name,),
    "search": (navigation.search_box,),
    "pages": (turning.page_links,),
    "record": (upload.record, notices.snapshot),
    "tools": (navigation.share_bar, navigation.access_key),
    "menu": (links.menu_bar, navigation.home_row),
    "notice": (notices.site_notice,),
    "claim": (notices.disclaimer,),
    "slogan": (notices.slogan,),
    "invite": (invitations.invitation,),
    "forum": (invitations.invitation,),
    "related": (links.labelled_links,),
    "wiki": (notices.wiki_notice,),
}
# Asked last: they hold for the outermost lines only.
EDGE_RULES: dict[str, tuple[Rule, ...]] = {
    "tools": (notices.edge_button,),
    "notice": (notices.browser_notice,),
    "slogan": (notices.name_and_address,),
    "related": (notices.edge_button,),
}


def judge_lines(
    lines: Sequence[Line],
    text: str,
    suspects: Mapping[int, set[str]],
    learned: LearnedLines | None,
) -> dict[int, str]:
    """Return the index of each line that goes, with the reason."""
    reasons: dict[int, str] = {}
    fenced = fenced_lines(lines) if "```" in text else frozenset()
    imprints = cache(lambda: imprint_lines(lines))  # once, and only for credits
    for index, line in enumerate(lines):
        groups = suspects.get(line.start)
        if groups and index not in fenced and not keep.is_datum(line):
            if _is_announced(index, lines, reasons) and not _is_sure(index, lines, suspects):
                continue
            reason = _judge_line(index, groups, lines, imprints)
            if reason:
                reasons[index] = reason
    if learned:
        _add_learned(lines, reasons, learned)
    for found in (teaser(lines, text), page_title(lines)):
        if found:
            reasons.setdefault(lines.index(found[0]), found[1])
    for block in _blocks(lines, text, reasons, suspects):
        reasons |= {index: why for index, why in block.items() if index not in fenced}
    keep.keep_records(lines, reasons)
    keep.keep_verses(lines, reasons)
    keep.keep_spoken(lines, reasons)
    keep.keep_licences(lines, reasons)
    keep.keep_rows(lines, reasons)
    _keep_inner(lines, reasons)
    if reasons or may_frame(lines):
        speaking = interface_lines(lines, reasons, fenced)
        reasons.update(dict.fromkeys(speaking, "interface of the page"))
    trimmed = not reasons and any(
        index not in fenced and "credit" in suspects.get(line.start, ()) and has_frame_fields(line)
        for index, line in enumerate(lines)
    )
    if not reasons and not trimmed:
        return {}
    inside = _article(lines, reasons)
    inner = inner_lines(lines, reasons)
    reasons = {
        index: reason
        for index, reason in reasons.items()
        if index not in inner
        and not (index in inside and reason.startswith(("menu", "breadcrumb")))
    }
    # A line goes for its neighbours' sake only on a page that has shown a frame line.
    if reasons or trimmed:
        chains.join_chains(lines, reasons, fenced, suspects)
        join_shell(lines, reasons, fenced, suspects)
    return reasons


def _blocks(
    lines: Sequence[Line],
    text: str,
    reasons: Mapping[int, str],
    suspects: Mapping[int, set[str]],
) -> Iterator[Mapping[int, str]]:
    """Yield lines that go together, each time with ``reasons`` as they are by then."""
    if "功能介" in text:  # 功能介绍, in either script
        yield invitations.account(lines)
    if FACE in text:
        yield faces(lines)
    if may_hold_conditions(suspects):
        yield conditions(lines, reasons)
    yield keywords.spam_lines(lines, reasons, suspects)


def _keep_inner(lines: Sequence[Line], reasons: dict[int, str]) -> None:
    """Take back lines that prove themselves only as the outermost ones of an article of its own.

    A button above everything else is the page's where the article says nothing of the kind.
    """
    if not any(reason.startswith(notices.EDGE) for reason in reasons.values()):
        return
    sure = {i: why for i, why in reasons.items() if not why.startswith(notices.EDGE)}
    core = find_core(lines, sure)
    if core is not None and core.plain and core.prose:
        down = range(core.first)
        for order in (down, range(len(lines) - 1, core.last, -1)):
            for index in order:
                reason = reasons.get(index, "")
                if not reason.startswith(notices.EDGE):
                    # A title and its byline may stand above a button, nothing below one.
                    if index not in sure and (order is not down or lines[index].is_prose):
                        break
                elif not overlap(lines[index], core) and (
                    order is not down or not reason.endswith("heading")
                ):
                    sure[index] = reason
        named = [i for i, why in reasons.items() if why.endswith("name and address")]
        # Several of them are an author's references.
        if len(named) == 1 and named[0] in down[:MAX_TITLES]:
            sure[named[0]] = reasons[named[0]]
    for index in reasons.keys() - sure.keys():
        del reasons[index]


# A title, and its author, above the name of a site.
MAX_TITLES = 4


def _article(lines: Sequence[Line], reasons: Mapping[int, str]) -> range:
    """Return the indexes from the first to the last paragraph that stays.

    A manual writes menus and paths (首页 > 设置) between its paragraphs, a page around them.
    """
    paragraphs = [
        index for index, line in enumerate(lines) if index not in reasons and line.is_paragraph
    ]
    return range(paragraphs[0], paragraphs[-1]) if paragraphs else range(0)


def _add_learned(lines: Sequence[Line], reasons: dict[int, str], learned: LearnedLines) -> None:
    """Add the outer lines that the folder repeats."""
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        seen = 0
        for index in order:
            if index in reasons:
                continue
            known = learned.find(lines[index].text)
            if known:
                reasons[index] = f"{LEARNED}on {known.documents} documents of the folder"
            else:
                seen += 1
                if seen >= EDGE:
                    break


def _judge_line(
    at: int, groups: set[str], lines: Sequence[Line], imprints: Callable[[], set[int]]
) -> str:
    line = lines[at]
    near = (*lines[max(at - 2, 0) : at], *lines[at + 1 : at + 3])
    if len(line.text) <= LONGEST_LINE:
        reason = apply_rules(line, groups)
        if reason:
            return reason
        if "path" in groups:
            before = lines[at - 1].folded if at else ""
            reason = navigation.breadcrumb(line, lines[at + 1 : at + 6], before)
            if reason:
                return reason
        if "credit" in groups:
            reason = editor_credit(line, near)
            if reason and at not in imprints():
                named = reason == "editor credit" and (
                    keep.is_speaker(line, lines) or keep.is_told_of(line, lines[at + 1 : at + 2])
                )
                if not named:
                    return reason
    if "bars" in groups:
        return links.place_links(line, near) or links.menu_bar(line) or keywords.spam_keywords(line)
    return ""


def apply_rules(line: Line, groups: set[str]) -> str:
    """Return what the first rule says that takes the line by itself, or ""."""
    # What a line says of itself does not change from turn to turn, nor from page to page.
    asked = frozenset(groups)
    if asked not in line.known:
        reasons = (rule(line) for rule in _rules_of(asked))
        line.known[asked] = next(filter(None, reasons), "")
    return str(line.known[asked])


@lru_cache(maxsize=1024)  # 178 sets of groups in the pages and six sources of bench
def _rules_of(groups: frozenset[str]) -> tuple[Rule, ...]:
    """Return the rules of groups in the order in which they are asked."""
    tables = (*RULES.items(), *EDGE_RULES.items())
    return tuple(rule for group, rules in tables if group in groups for rule in rules)


def may_go(line: Line, groups: set[str]) -> bool:
    """Tell whether a line may go, or fields of it, in any document: neighbours can only keep it."""
    if len(line.text) <= LONGEST_LINE and (
        apply_rules(line, groups)
        # The steps of a path may lead to a title below.
        or (
            "path" in groups
            and (
                navigation.path_title(line.folded)
                or navigation.bare_path_title(line.folded)
                or navigation.breadcrumb(line)
            )
        )
        or ("credit" in groups and editor_credit(line))
    ):
        return True
    if "bars" in groups and (
        links.place_links(line) or links.menu_bar(line) or keywords.spam_keywords(line)
    ):
        return True
    if "inline" in groups and links.trailing_links(line):
        return True
    return "credit" in groups and (
        has_frame_fields(line) or any(frame_fields(line, in_byline=False))
    )


def _is_announced(index: int, lines: Sequence[Line], reasons: Mapping[int, str]) -> bool:
    """Tell whether a line of the author announces this one (for instance: 例如：)."""
    if not index or index - 1 in reasons:
        return False
    before = lines[index - 1].text
    if len(before) < 4 or not before.endswith(("：", ":")):
        return False
    label = lines[index - 1].folded.strip(" :-•*").replace(" ", "")
    # 通知公告: is an entry of the page, and 来源: a field that was never filled in.
    return not words_share(lines[index - 1]) and label not in kind_of()


# So many bars, and an author would have announced a table.
_MANY_BARS = 20


def _is_sure(index: int, lines: Sequence[Line], suspects: Mapping[int, set[str]]) -> bool:
    """Tell whether a line is no example even behind a colon: keywords, a farm's list, a pair.

    A paragraph that announced a picture or a program lost these on its way, and then the frame
    follows the colon.
    """
    folded = lines[index].folded
    groups = suspects.get(lines[index].start, set())
    after = lines[index + 1].folded if index + 1 < len(lines) else ""
    pair = folded.startswith("上一") and after.startswith("下一")
    return "spam" in groups or folded.count("|") >= _MANY_BARS or pair
