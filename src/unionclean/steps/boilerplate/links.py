"""Lists of links: county names, keywords, menus, in any separator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.places import are_scattered, is_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# Separators in the order in which they are tried. `fold` made one bar of all bars.
# " I " is a bar as some converters write it.
_SEPARATORS = (r"\|", r" I ", r"_", r"[·•・]", r">", r"/", r"[-–—]", r",", r"、", r" ")
# What a copied HTTP response leaves behind the last link: the size of the next chunk.
_TAIL = r"[ |]*[0-9a-f]{0,4}$"

# Seed 004 has 40 items. A row of a table rarely has eight cells that are all places.
MIN_PLACES = 8
MIN_SHARE = 0.6


def split_items(folded: str) -> tuple[str, list[str]]:
    """Return the separator that cuts the line into most items, and the items."""
    best: tuple[str, list[str]] = ("", [folded])
    for separator in _SEPARATORS:
        if separator == " " and len(best[1]) > 1:
            break
        items = [item.strip() for item in regex(separator).split(folded)]
        items = [item for item in items if item]
        if len(items) > len(best[1]):
            best = (separator, items)
    return best


def place_links(line: Line, neighbours: Sequence[Line] = ()) -> str:
    """Return the reason to drop a line of place names, or ""."""
    folded = regex(_TAIL).sub("", line.folded) if "|" in line.folded else line.folded
    separator, items = split_items(folded)
    if len(items) < MIN_PLACES or max(map(len, items)) > 15:
        return ""
    places = sum(map(is_place, items))
    if places < MIN_SHARE * len(items):
        return ""
    # Bars are the farm's form. Other separators are an author's too: then the order must be
    # random, which no author's list is.
    if separator != r"\|" and not are_scattered(items):
        return ""
    if separator == "、" and places < len(items):
        return ""
    if _is_table(separator, len(items), neighbours):
        return ""
    return f"link farm: {places} place names"


def _is_table(separator: str, cells: int, neighbours: Sequence[Line]) -> bool:
    """Tell whether a line beside this one continues a table: a rule, or as many cells."""
    for other in neighbours:
        if regex(r"^[ |:+=-]+$").search(other.folded) and "-" in other.folded:
            return True
        found, items = split_items(other.folded)
        if found == separator and abs(len(items) - cells) <= 1 and not all(map(is_place, items)):
            return True
    return False


def segment(folded: str, words: frozenset[str]) -> list[str]:
    """Cut a line into words of a lexicon; [] when something is left over.

    Blanks, bars and brackets between words do not count. The words are found by dynamic
    programming over at most 300 characters, so an unlucky first choice cannot fail the line.
    """
    bare = regex(r"[ |\[\]()【】<>{}·•・/:;+_*~-]+").split(folded)
    found: list[str] = []
    for part in bare:
        if not part:
            continue
        cut = _cut(part, words)
        if not cut:
            return []
        found += cut
    return found


def _cut(part: str, words: frozenset[str]) -> list[str]:
    reach: list[list[str] | None] = [[]] + [None] * len(part)
    for at in range(len(part)):
        before = reach[at]
        if before is None:
            continue
        for size in range(min(12, len(part) - at), 0, -1):
            word = part[at : at + size]
            known = reach[at + size]
            if word in words and (known is None or len(known) > len(before) + 1):
                reach[at + size] = [*before, word]
    return reach[-1] or []


def menu_bar(line: Line) -> str:
    """Return the reason to drop a bar of menu entries (首页 | 新闻 | 体育), or ""."""
    folded = line.folded
    if len(folded) > 200 or regex(r"[。!?;,]$").search(folded):
        return ""
    words = segment(folded, lexicon.CHANNELS | lexicon.TOOLS)
    if len(words) >= 3 and len(set(words)) >= 3 and _says_menu(words, folded):
        return f"menu: {len(words)} entries"
    separator, items = split_items(folded)
    if separator not in {r"\|", " ", r"[·•・]", r"/", r"[-–—]"} or len(items) < 4:
        return ""
    if max(map(len, items)) > 10 or regex(r"[0-9]{2}").search(folded):
        return ""
    known = sum(item in lexicon.CHANNELS or item.endswith(lexicon.CHANNEL_ENDS) for item in items)
    if known * 2 >= len(items) and known >= 3 and _says_menu(items, folded):
        return f"menu: {len(items)} entries"
    return ""


# Entries that only a web page has. A line such as 经济 社会 文化 is three words of an author.
_SITE_WORDS = frozenset(
    """
    首页 主页 网站首页 本站首页 返回首页 回首页 设为首页 设为主页 加入收藏 收藏本站 网站地图 站点地图 网站导航 网站导览 友情链接 友情连结
    联系我们 联络我们 关于我们 关于本站 关于本网 版权声明 免责声明 法律声明 隐私政策 隐私权政策 隐私声明 服务条款 使用条款 用户协议
    广告服务 广告合作 广告刊登 商务合作 登录 登陆 登入 注册 会员登录 用户登录 手机版 电脑版 触屏版 客户端 无障碍 无障碍浏览 RSS
    RSS订阅 English ENGLISH Home 论坛 博客 贴吧 播客 图片 图库 视频 直播 滚动 专题 在线留言 诚聘英才 人才招聘 留言板 网站声明
    新闻中心 新闻动态 通知公告 政务公开 信息公开 办事服务 政民互动 互动交流 下载中心 产品中心 会员中心 帮助中心 打印 分享 更多
    """.split()
)


def _says_menu(words: Sequence[str], folded: str) -> bool:
    if not _SITE_WORDS.isdisjoint(words):
        return True
    return "|" in folded and len(words) >= 5
