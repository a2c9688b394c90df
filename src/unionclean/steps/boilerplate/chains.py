"""Lines that are boilerplate only because of where they stand: between lines that certainly are.

全总要闻 / 劳动观察 alone could be headings. Behind the credit and the search box, with nothing of
the author after them, they are the site's channels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.notices import contact, site_operator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# Frame lines after which an author writes nothing any more.
_CLOSING = (
    "search box", "editor credit", "earlier and later page", "page links", "copyright",
    "site licence", "comment box", "related", "link farm", "menu", "disclaimer", "call to follow",
    "forum frame", "keyword",
)  # fmt: skip

MAX_CHANNEL = 10
MAX_HEADLINE = 45
MAX_CHAIN = 40


def is_channel(line: Line) -> bool:
    """Tell whether a line could be the name of a channel: Han only, short, no mark."""
    return regex(rf"^[{HAN}·]{{2,{MAX_CHANNEL}}}$").match(line.folded) is not None


def is_known_channel(line: Line) -> bool:
    """Tell whether the name also reads like one: a word of the menu lexicon, or …要闻, …频道."""
    word = line.folded.rstrip(">: ")
    return word in lexicon.CHANNELS or (
        word.endswith(lexicon.CHANNEL_ENDS) and len(word) <= MAX_CHANNEL
    )


def is_related_heading(line: Line) -> bool:
    """Tell whether the line announces links to other pages."""
    word = regex(r"^[\[【(|■●◆▶>*# ]+|[\])】|>:. ]+$|(?:更多)?[>+]*$").sub("", line.folded)
    return word.removesuffix("更多").strip(" :|>") in lexicon.RELATED


def is_headline(line: Line) -> bool:
    """Tell whether the line can be the headline of another page: no sentence, not long."""
    return (
        len(line.folded) <= MAX_HEADLINE
        and regex(r"[。;]|[:,]$").search(line.folded) is None
        and not regex(r"^(?:附件|附[:录]|联系|电话|地址|署名|日期)").match(line.folded)
    )


def _is_junk(line: Line) -> bool:
    """Tell whether the line holds marks only, or the size of an HTTP chunk."""
    return regex(r"^(?:[?|\-_=*·•.,:;/\\<>+~—�? ]+|[0-9a-f]{1,4})$").match(line.folded) is not None


def is_signature(line: Line) -> bool:
    """Tell whether the line signs a document: a date, or an office."""
    return (
        regex(
            r"^[0-9〇○零一二三四五六七八九十]{2,4} ?[年./-].{0,12}$|(?:委员会|办公室|工会|党委|协会|学会|学校|公司|[局厅部处科委院社])$"
        ).search(line.folded)
        is not None
    )


def join_chains(lines: Sequence[Line], reasons: dict[int, str], last_prose: int) -> None:
    """Add to ``reasons`` the lines of the tail that stand between frame lines.

    ``reasons`` maps the index of a line to why it goes; ``last_prose`` is the index of the last
    line that reads like the author's text. Lines before it are never touched.
    """
    number = last_prose + 1
    while number < len(lines):
        anchor = reasons.get(number, "")
        if not anchor.startswith(_CLOSING):
            number += 1
            continue
        stop = number + 1
        while stop < len(lines) and stop not in reasons:
            stop += 1
        chain = range(number + 1, stop)
        why = _why_chain(anchor, [lines[index] for index in chain], at_end=stop == len(lines))
        if why:
            reasons.update(dict.fromkeys(chain, why))
        number = stop


def _why_chain(anchor: str, chain: list[Line], *, at_end: bool) -> str:
    """Return why the lines between an anchor and the next frame line (or the end) go, or ""."""
    if not chain or len(chain) > MAX_CHAIN:
        return ""
    if all(map(_is_junk, chain)):
        return "leftover of the page"
    if anchor.startswith(("copyright", "site licence")) and all(
        contact(line) or site_operator(line) or _is_junk(line) for line in chain
    ):
        return "address in the site's footer"
    if anchor.startswith("related"):
        return "link under related pages" if all(map(is_headline, chain)) else ""
    if any(map(is_signature, chain)) or not all(is_channel(line) or _is_junk(line) for line in chain):
        return ""
    known = sum(map(is_known_channel, chain))
    enough = 1 if anchor.startswith("search box") or not at_end else 2
    if known >= enough and known * 2 >= len(chain):
        return "channel name beside the page's frame"
    return ""
