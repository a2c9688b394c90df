"""The conditions that a site prints below what its users share: numbered claims, one a line.

Each of them may be a sentence of an author. A row of them that speaks of uploads, downloads and
who answers for them, below an article that speaks of other things, is the site's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.alike import is_own_paragraph
from unionclean.steps.boilerplate.interface import MAX_USED
from unionclean.steps.boilerplate.layout import per_line, runs_of
from unionclean.steps.boilerplate.page_words import SAMPLE, is_about_pages
from unionclean.steps.boilerplate.phrases import NUMBERED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Rows of fewer may be an author's; behind a heading two are enough.
FEWEST = 3
FEWEST_HEADED = 2
_HEADING = r"^[^:。,]{0,6}(?:提示|声明|说明|须知|提醒|条款|注意事项) ?:?$"
# Whom such a site speaks of: itself, those who upload and download, those whose work it may be.
_SITE = r"本(?:站|网|平台|文库)|上传|下载|会员|网友|用户"
_CLAIMS = (
    r"本(?:站|网|平台|文库)(?:的|所有|不|仅|RAR)|上传(?:用户|者|人|分享)|用户(?:上传|自行|分享)|下载(?:文件|资源|文档|内容|后|的)"
    r"|(?:侵权|侵犯|不适当|不当).{0,16}(?:联系|删除|处理|纠正)|(?:权益|版权|著作权)(?:所有)?人?(?:同意|授权|归)"
    r"|存储空间|不(?:保证|承担|负责)|书面授权|仅供.{0,6}(?:学习|参考|交流)|任何(?:下载|修改|责任|保证)"
)


_CONDITIONS = "disclaimer: conditions of the site"

# How it calls itself, or what it is before the law.
_OWN_NAME = r"本(?:站|网|平台|文库)|网仅|存储空间|上传用户"


@per_line
def is_condition(line: Line) -> bool:
    """Tell whether a line is what a site for documents says to those who upload or download."""
    folded = line.folded
    return regex(_SITE).search(folded) is not None and regex(_CLAIMS).search(folded) is not None


def may_hold_conditions(suspects: Mapping[int, set[str]]) -> bool:
    """Tell whether enough lines have the words of claims."""
    return sum("claim" in groups for groups in suspects.values()) >= FEWEST_HEADED


def conditions(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the rows of conditions below an article that speaks of other things."""
    found: dict[int, str] = {}
    numbered = (at for at, line in enumerate(lines) if regex(NUMBERED).match(line.folded))
    for run in runs_of(numbered):
        told = sum(is_condition(lines[at]) for at in run)
        if not any(regex(_OWN_NAME).search(lines[at].folded) for at in run):
            continue  # the rules of an office
        headed = regex(_HEADING).match(lines[run[0] - 1].folded) if run[0] else None
        if told >= (FEWEST_HEADED if headed else FEWEST) and 2 * told >= len(run):
            found |= dict.fromkeys([run[0] - 1, *run] if headed else run, _CONDITIONS)
    if not found or any(is_own_paragraph(line) for line in lines[max(found) + 1 :]):
        return {}
    own = (line for at, line in enumerate(lines[: min(found)]) if at not in reasons)
    article = "\n".join(line.folded for line in own if line.is_prose)[:SAMPLE]
    return found if article and not is_about_pages(article, MAX_USED) else {}
