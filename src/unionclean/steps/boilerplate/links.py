"""Lists of links: county names, keywords, menus, in any separator."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon, phrases
from unionclean.steps.boilerplate.layout import MIN_PLACES, per_line
from unionclean.steps.boilerplate.places import are_scattered, is_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# Separators in the order in which they are tried. `fold` made one bar of all bars.
# " I " and "I " are bars as some converters write them.
BAR_I = rf"(?<=[{HAN}]) ?I (?=[{HAN}])"
_SEPARATORS = {
    r"\|": "|", r"::": ":", BAR_I: "I", r"_": "_", r"[·•・]": "·•・", r">": ">", r"/": "/",
    r"[-–—]": "-–—", r",": ",", r"、": "、", r" ": " ",
}  # fmt: skip
# What a copied HTTP response leaves behind the last link: the size of the next chunk.
_TAIL = r"[ |]*[0-9a-f]{0,4}$"

# Farms mix channels (房产, 彩票) and cut names among the places: 34 of the 40 items of seed 004 end
# in 市, 县 and the like.
MIN_SHARE = 0.6


def split_items(folded: str) -> tuple[str, list[str]]:
    """Return the separator that cuts the line into most items, and the items."""
    best: tuple[str, list[str]] = ("", [folded])
    for separator, marks in _SEPARATORS.items():
        if separator == " " and len(best[1]) > 1:
            break
        if not any(map(folded.__contains__, marks)):
            continue
        items = [item.strip() for item in regex(separator).split(folded)]
        items = [item for item in items if item]
        if len(items) > len(best[1]):
            best = (separator, items)
    return best


def place_links(line: Line, neighbours: Sequence[Line] = ()) -> str:
    """Return the reason to drop a line of place names, or ""."""
    folded = regex(_TAIL).sub("", line.folded) if "|" in line.folded else line.folded
    separator, items = split_items(folded)
    if folded[:1] in _OPENING:
        items = [item.strip(_BRACKETS) for item in items]
    if len(items) < MIN_PLACES or max(map(len, items)) > 15:
        return ""
    if separator == r"\|":
        items = [regex(_TRADE).sub("", item) for item in items]
    places = sum(map(is_place, items))
    if places < MIN_SHARE * len(items):
        return ""
    if any("蜘蛛池" in other.folded for other in neighbours):
        return f"link farm: {places} place names"
    # Bars are the farm's form. Other separators are an author's too: then the order must be
    # random, which no author's list is.
    if separator not in {r"\|", BAR_I} and not are_scattered(items):
        return ""
    if separator == "、" and places < len(items):
        return ""
    if _is_table(separator, len(items), neighbours):
        return ""
    return f"link farm: {places} place names"


_OPENING = frozenset("[【(")
_BRACKETS = "[]【】()"

# What a farm sells in each of its places: 深圳seo|东莞seo.
_TRADE = r"(?<=.)(?:(?i:seo)|网站(?:优化|建设|制作|推广)|网络(?:推广|公司)|关键词优化)$"


def trailing_links(line: Line) -> int:
    """Return how many characters of links follow the last sentence of a line, 0 for none."""
    folded = line.folded
    end = max(folded.rfind(mark) for mark in "。!?;)]】”」")
    tail = folded[end + 1 :]
    items = [item.strip() for item in regex(_TAIL).sub("", tail).split("|")]
    items = [item for item in items if item]
    places = sum(map(is_place, items))
    if end < 0 or len(items) < MIN_PLACES or places < MIN_SHARE * len(items):
        return 0
    return len(tail) if max(map(len, items)) <= 15 else 0


def _is_table(separator: str, cells: int, neighbours: Sequence[Line]) -> bool:
    """Tell whether a line beside this one continues a table: a rule, or as many cells."""
    for other in neighbours:
        if regex(r"^[ |:+=-]+$").search(other.folded) and "-" in other.folded:
            return True
        found, items = split_items(other.folded)
        if found == separator and abs(len(items) - cells) <= 1 and not all(map(is_place, items)):
            return True
    return False


_BETWEEN = " |[]()【】<>{}·•・/:;+_*~-"
_PARTED = r"[ |\[\]()【】<>{}·•・/:;+_*~-]+"


@lru_cache(maxsize=1024)  # the rules ask the same lines, and the pages of a site repeat them
def segment(folded: str, words: frozenset[str]) -> tuple[str, ...]:
    """Cut a line into words of a lexicon; () when something is left over.

    Blanks, bars and brackets between words do not count. The words are found by dynamic
    programming over at most 300 characters, so an unlucky first choice cannot fail the line.
    """
    bare = folded.strip(_BETWEEN)
    first, last = _sizes(words)
    # Most lines begin or end with no word of the lexicon.
    if not bare or bare[0] not in first or bare[-1] not in last:
        return ()
    found: list[str] = []
    for part in regex(_PARTED).split(bare):
        cut = _cut(part, words)
        if not cut:
            return ()
        found += cut
    return tuple(found)


@cache
def _sizes(words: frozenset[str]) -> tuple[dict[str, list[int]], frozenset[str]]:
    """Return how long the words are by their first character, longest first; and their ends."""
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[0], set()).add(len(word))
    longest_first = {first: sorted(sizes, reverse=True) for first, sizes in found.items()}
    return longest_first, frozenset(word[-1] for word in words)


def _cut(part: str, words: frozenset[str]) -> list[str]:
    if part in words:
        return [part]
    sizes, ends = _sizes(words)
    if part[0] not in sizes or part[-1] not in ends:
        return []
    reach: list[list[str] | None] = [[]] + [None] * len(part)
    furthest = 0
    for at in range(len(part)):
        if at > furthest:
            return []
        before = reach[at]
        if before is None:
            continue
        for size in sizes.get(part[at], ()):
            if at + size > len(part):
                continue
            word = part[at : at + size]
            known = reach[at + size]
            if word in words and (known is None or len(known) > len(before) + 1):
                reach[at + size] = [*before, word]
                furthest = max(furthest, at + size)
    return reach[-1] or []


MENU_ENTRIES = lexicon.CHANNELS | lexicon.TOOLS


@per_line
def menu_bar(line: Line) -> str:
    """Return the reason to drop a bar of menu entries (首页 | 新闻 | 体育), or ""."""
    folded = line.folded
    if len(folded) > 300 or regex(r"[。!?;,，]$").search(folded):
        return ""
    words = segment(folded, MENU_ENTRIES)
    if len(words) == 2 and lexicon.SITE_WORDS.issuperset(words) and words[0] != words[1]:
        return "menu: 2 entries"
    if len(words) >= 3 and len(set(words)) >= 3 and _says_menu(words, folded):
        return f"menu: {len(words)} entries"
    separator, items = split_items(folded)
    if separator not in {r"\|", "::", " ", r"[·•・]", r"/", r"[-–—]"} or len(items) < 2:
        return ""
    if max(map(len, items)) > 16 or regex(r"[0-9]{2}|[。!?;“”《]").search(folded):
        return ""
    home = {"首页", "网站首页", "主页", "回首页", "论坛首页", "首 页", "财经首页"}
    enough = 3 if separator == r"\|" else 4
    if len(items) >= enough and not home.isdisjoint(items[:2]) and max(map(len, items)) <= 8:
        return f"menu: {len(items)} entries"
    known = sum(item in lexicon.CHANNELS or item.endswith(lexicon.CHANNEL_ENDS) for item in items)
    site = len(lexicon.SITE_WORDS.intersection(items))
    if separator == r"\|" and site >= 2 and (len(items) >= 3 or site == len(items)):
        return f"menu: {len(items)} entries"
    if known * 2 >= len(items) and known >= 3 and _says_menu(items, folded):
        return f"menu: {len(items)} entries"
    return ""


def _says_menu(words: Sequence[str], folded: str) -> bool:
    """Tell whether words of a list are those of a site: one that only sites use, or bars."""
    return (
        not lexicon.SITE_WORDS.isdisjoint(words)
        or ("|" in folded and len(words) >= 5)
        or (len(words) >= 6 and not _MEDIA.isdisjoint(words))
    )


# Channels that authors do not name in one breath with politics and the economy.
_MEDIA = lexicon.word_set("娱乐 体育 国际 汽车 房产 军事 娱乐新闻 体育新闻 图片 视频 港澳")


def labelled_links(line: Line) -> str:
    """Return the reason to drop links behind a heading (友情链接：甲网 | 乙网), or ""."""
    label, colon, rest = line.folded.partition(":")
    label = label.strip(" [【(】])")
    named = label in _LABELS or regex(phrases.ASKED).match(label)
    if not colon or not named or regex(r"[。!?;]").search(rest):
        return ""
    separator, items = split_items(rest)
    if separator == "/" or "://" in rest:
        return ""
    return "links under a heading" if len(items) >= 2 and max(map(len, items)) <= 20 else ""


_LABELS = lexicon.word_set(
    """
    友情链接 友情连结 相关链接 合作媒体 合作伙伴 站内链接 相关搜索 热门搜索 热搜词 热门标签
    热门关键词 相关标签 相关专题 相关热词 推荐关键词
    """
)
