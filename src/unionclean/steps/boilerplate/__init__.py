r"""Lines that belong to the page and not to its author.

Every rule is a small function that returns the reason to drop a line, or ``""``. A reason counts
only at the edges of the document, never inside the article, and the document keeps its text:
see `page.find_frame` for the brakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context


def find_boilerplate(text: str, context: Context) -> Iterable[Edit | Note]:
    r"""Find navigation, credits, link farms, keyword spam, teasers and copied paragraphs.

    A page puts its frame around the article: a breadcrumb, buttons, the editor's credit, a search
    box, names of channels, lists of links. Only lines near the ends of the document are looked at,
    each needs its own evidence, and what an author may have written stays: titles, bylines
    with author, source and date, signatures, addresses, lists, tables, poems, code. Of the card
    above what an office publishes the number and the class go; who published, and when, stays. A
    page whose line ends became blanks is read by what stands between these; part of its byline may
    go then.

    Damaged: 当前位置：首页 > 新闻 > 正文\n各级工会组织认真学习，积极参加培训。
    Fixed: 各级工会组织认真学习，积极参加培训。
    Damaged: 各级工会组织认真学习，积极参加培训。\n（责编：王小明）
    Fixed: 各级工会组织认真学习，积极参加培训。\n
    Kept: 来源：《求是》\n本报记者 王小明\n各级工会组织认真学习，积极参加培训。
    Kept: 考察组先后到过古交市、通河县、汉中市、密山市、鄯善县、巴东县、曲水县和新津县。
    Kept: 他在报社做了三十年责任编辑，从没有写错过一个字。
    """
    if not context.evidence.has_han:
        return ()
    from unionclean.prose import layout_of
    from unionclean.steps.boilerplate.page import find_frame

    found = find_frame(text, context.learned, drop_metadata=context.config.drop_metadata)
    if found and not context.learned and layout_of(text).is_foreign:
        return ()  # the rules are of Chinese pages; what a folder repeats is so in any language
    return found
