"""Lines that look like the page's own, whatever rule may take them: told from one line alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.beside import is_junk, is_related_heading
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.credits import lone_credit
from unionclean.steps.boilerplate.entries import is_built_entry, is_counted, is_section
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment
from unionclean.steps.boilerplate.notices import is_contact
from unionclean.steps.boilerplate.offers import is_offer
from unionclean.steps.boilerplate.page_words import STRONG, WORDS, words_of
from unionclean.steps.boilerplate.phrases import any_of
from unionclean.steps.boilerplate.posts import mark_of
from unionclean.steps.boilerplate.speech import is_page_heading, speaks_interface, words_share
from unionclean.steps.boilerplate.turning import page_links

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line


MAX_ENTRY = 12


@per_line
def is_entry(line: Line) -> bool:
    """Tell whether a line that no rule took is one of the page by its words alone."""
    return (
        words_share(line)
        or is_related_heading(line)
        or is_junk(line)
        or (len(line.text) <= MAX_ENTRY and _is_compound(line.folded))
    )


def _is_compound(folded: str) -> bool:
    """Tell whether a line is made of words of pages, one of which hardly occurs elsewhere."""
    words = segment(folded, WORDS) if words_of(folded) else ()
    return len(words) >= 2 and not STRONG.isdisjoint(words)


@per_line
def is_page_like(line: Line) -> bool:
    """Tell whether a line looks like one of the page: an entry, a call, a heading, a counter."""
    if len(line.text) > (LONGEST_CALL if line.is_paragraph else LONGEST_SHORT):
        return speaks_of_page(line)
    return (
        is_entry(line)
        or bool(speaks_interface(line))
        or is_page_heading(line)
        or is_built_entry(line)
        or is_section(line)
        or is_offer(line)
        or is_counted(line)
        or is_warning(line)
        or lone_credit(line)
        or mark_of(line) != ""
        or bool(page_links(line))
        or (regex(_FORMS).match(line.folded) is not None and not is_flow(line))
        or (line.is_prose and speaks_of_page(line))
    )


_PATH = r"^[^>/。!?,]{1,12}(?:(?:>+| / )[^>/。!?,]{1,16}){2,}$"

FILE = r"^[^。!?:]{2,60}\.(?:docx?|xlsx?|pptx?|pdf|txt|zip|rar)$"

_FORMS = rf"{_PATH}|{FILE}|^#[^ #]{{1,12}}(?: ?[0-9]+ ?个)?(?: ?#[^ #]{{1,12}})*$"


def is_flow(line: Line) -> bool:
    """Tell whether arrows say what comes after what: 受理→审核→发证, as in no path of a site."""
    return "→" in line.text and "首页" not in line.folded


# Different words of pages in a paragraph of the site, and their share of its characters.
MIN_WORDS = 3

MIN_SHARE = 0.12


# Nothing but a paragraph of the site is longer; those of the composed pages are shorter than this.
LONGEST_SHORT = 160
LONGEST_CALL = 80
LONGEST_STRAY = 400


@per_line
def speaks_of_page(line: Line) -> bool:
    """Tell whether a paragraph is one of the site: a disclaimer, a call to register."""
    if len(line.text) > LONGEST_STRAY:
        return False
    if len(line.text) <= LONGEST_SHORT and is_warning(line):
        return True
    words = words_of(line.folded)
    share = sum(map(len, words)) / max(len(line.folded), 1)
    return len(set(words)) >= MIN_WORDS and share >= MIN_SHARE


def is_own_paragraph(line: Line) -> bool:
    """Tell whether a line is a paragraph of the author."""
    return line.is_paragraph and not is_page_like(line)


# What a site warns its visitors of, or denies.
_WARNED = (
    r"违法|警惕|侵权|举报|参考|不构成|不代表|划线价|吊牌价|虚假|诈骗|受骗|上当|收取费用|收费|自行承担|谨慎|核实"
    r"|删除|法律责任|不承担|为准|误差|投资有风险|不能代替|尽快就医|面诊"
    r"|押金|保证金|骗子|骗局|投诉|著作权|知识产权|索要|任何理由|任何名义|密码|验证码|转账|付款|汇款|一律"
)
_WARNING = (
    r"^[\[【(*※■◆●▲★☆> ]*[^:。,]{0,8}(?:提示|提醒[您你]?|声明|说明|免责条款|须知|忠告|警告|公约"
    r"|划线价格?) ?[:】\])]"
)
_BEHIND_WARNINGS = frozenset(":】])")


@per_line
def is_warning(line: Line) -> bool:
    """Tell whether a line says what sites say, or warns their visitors behind a label."""
    folded = line.folded
    if regex(any_of("said")).match(folded):
        return True
    if _BEHIND_WARNINGS.isdisjoint(folded):
        return False
    return regex(_WARNING).match(folded) is not None and (
        len(set(regex(_WARNED).findall(folded))) >= MIN_WARNED
    )


MIN_WARNED = 2


def is_sentence(line: Line) -> bool:
    """Tell whether a short line is a sentence; a headline may ask (怎么办？)."""
    return line.is_prose and (line.text[-1] in "。！；…”」" or "，" in line.text)


@per_line
def opens_disclaimer(line: Line) -> bool:
    """Tell whether a line begins as disclaimers do."""
    return regex(rf"[\[【(*※© ]*{any_of('opens')}").match(line.folded) is not None


@per_line
def is_named(line: Line) -> bool:
    """Tell whether a line names the source, the author or the date behind a label."""
    own = ("author", "source", "date")
    if regex(r"^(?:来源|作者|文|图|图文|撰文|供稿|记者|通讯员|摄影|出品)[字片]? ?[|/] ?").match(
        line.folded
    ):
        return True
    return any(part.kind in own and part.label for part in split_fields(line.folded))


def is_own_field(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is one of several fields of what the article describes."""
    beside = (at for at in (index - 1, index + 1) if 0 <= at < len(lines))
    return _is_field(lines[index]) and any(_is_field(lines[at]) for at in beside)


@per_line
def _is_field(line: Line) -> bool:
    """Tell whether a line is a label that no page has and a value: 退房时间：12:00以前."""
    return (
        regex(rf"^(?!上|下|资料|您)[{HAN}]{{2,6}} ?: ?[^ ].{{0,40}}[^。!?~]$").match(line.folded)
        is not None
        and not regex(r"[0-9][-/][0-9]").search(line.folded)
        and not split_fields(line.folded)
        and not is_contact(line)
        and not is_page_like(line)
    )


def is_signed(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line belongs to a signature (an office, a date below it) or is a reference."""
    for at in (index, index - 1):
        if 0 <= at < len(lines) - 1:
            office, date = lines[at].folded, lines[at + 1].folded
            if date[-1] == "日" and regex(_OFFICE).search(office) and regex(DATE).search(date):
                return True
    top = index
    while top > max(index - MAX_ATTACHED, 0) and regex(_NUMBERED).match(lines[top].folded):
        top -= 1  # 2.一览表.xls below 附件：1.申领表.doc
    if top < index and lines[top].folded.startswith("附件"):
        return True
    return (
        regex(r"^附(?:件|录|表)[0-9一二三四五六七八九十]* ?[:.]|^\[[0-9]{1,3}\] ?.{4,}[,.]").match(
            lines[index].folded
        )
        is not None
    )


MAX_ATTACHED = 10
_NUMBERED = r"^[0-9]{1,2} ?[.、]"


_OFFICE = r"^[^:|>]{4,30}(?:委员会|办公室|工会|党委|协会|学会|学校|公司|[局厅部处科委院社])$"

DATE = r"^[0-9〇○零一二三四五六七八九十]{2,4} ?年.{0,12}日$"
