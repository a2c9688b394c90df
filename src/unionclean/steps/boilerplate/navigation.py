"""Lines that lead through a site: breadcrumbs, buttons, search boxes, links to other pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

_WHERE = (
    r"^(?:[*·•|\[【(:] ?)?(?:您|你)?(?:现在|当前|目前|的|所在|所处|在|网站|页面|文章|本页|浏览)*"
    r"(?:位置|位于|路径|导航)(?:是|为)?[】\])]? ?[:>] ?(?P<path>.*)$"
)
_HOMES = frozenset(("首页", "网站首页", "主页"))
_WHERE_ALONE = r"^(?:您|你)?(?:现在|当前|目前|的|所在|所处|在)*位置(?:是)?$"
_SITE_END = (
    r"(?:网|网站|首页|主页|在线|频道|门户|论坛|社区|博客|[Hh]ome|HOME|新闻|中心|资讯|讨论区)$"
)
_PAGE_END = r"^(?:正文|详情|内容|详细|详细内容|阅读|文章|浏览文章|查看文章|内容页|详细页|内文|本文)"


def breadcrumb(line: Line, after: Sequence[Line] = (), before: str = "") -> str:
    """Return the reason to drop a breadcrumb (首页>>新闻>>正文), or ""."""
    # Every step may stand in a line of its own.
    step = regex(r"^> ?[^>。,!?]{2,16}$")
    if row := _glued_row(line):
        return row
    if (before in _HOMES and step.match(line.folded)) or (
        line.folded in _HOMES and after and step.match(after[0].folded)
    ):
        return "breadcrumb"
    if len(line.folded) <= 120 and (
        _ends_in_title(line.folded, after) or _names_title(line.folded, after)
    ):
        return "breadcrumb"
    if after and regex(_WHERE_ALONE).match(line.folded) and _breadcrumb(after[0]):
        return "breadcrumb"
    return _breadcrumb(line)


@per_line
def _breadcrumb(line: Line) -> str:
    folded = line.folded
    if len(folded) > 120:
        return ""
    if _leads_to_title(folded):
        return "breadcrumb"
    if regex(r"[。!?;]").search(folded):
        return ""
    labelled = regex(_WHERE).match(folded)
    path = labelled["path"] if labelled else folded
    parts = [part.strip() for part in regex(r">+|/|->|»|-(?=正文$)").split(_dashes(path))]
    parts = [part for part in parts if part]
    if labelled:
        first = parts[0] if parts else ""
        named = "首页" in path or "主页" in path or ">" in path or "正文" in path
        # 某某网 - 公司招聘 -
        named = named or (" - " in path and path.endswith("-"))
        return "breadcrumb" if named or (not first) else ""
    if ">" not in _dashes(path) and not regex(r"^(?:网站)?首页 ?/").match(path):
        return ""
    if len(parts) < 2 or max(map(len, parts)) > 20:
        return ""
    site = regex(_SITE_END).search(parts[0]) is not None
    page = regex(_PAGE_END).match(parts[-1]) is not None
    double = ">>" in folded
    # 设置 > 通知 is a path in a manual; 新闻资讯 > 公司新闻 is none.
    if all(part in lexicon.CHANNELS and part.endswith(lexicon.CHANNEL_ENDS) for part in parts):
        return "breadcrumb"
    if (site and (page or double or len(parts) >= 3)) or (page and len(parts) >= 3):
        return "breadcrumb"
    if parts[0].split(" ")[0] in {"首页", "网站首页", "本站首页", "主页", "Home", "HOME"}:
        return "breadcrumb"
    return ""


def _ends_in_title(folded: str, after: Sequence[Line]) -> bool:
    """Tell whether a path of at least two steps ends in the title that follows it."""
    title = path_title(folded) if after else ""
    return title != "" and any(line.folded.startswith(title) for line in after)


_HOME = r"^(?:本站|网站|返回)?(?:首页|主页)(?= |$)"


def _names_title(folded: str, after: Sequence[Line]) -> bool:
    """Tell whether a path without marks leads from the home page to the title that follows it."""
    title = bare_path_title(folded)
    return title != "" and any(line.folded == title for line in after)


def bare_path_title(folded: str) -> str:
    """Return the last step of a path without marks (首页 理论教育 标题), when it can be a title."""
    parts = folded.split(" ")
    if len(parts) < 2 or regex(_HOME).match(folded) is None or len(parts[-1]) < MIN_STEP:
        return ""
    return parts[-1] if max(map(len, parts[:-1])) <= LONGEST_COLUMN else ""


# A title that a path leads to; a shorter one may be an entry of a menu.
MIN_STEP = 5


def home_row(line: Line) -> str:
    """Return the reason to drop a row of entries that begins with the home page, or ""."""
    letters = line.folded.split()
    apart = len(letters) >= MIN_HOME * 2 and max(map(len, letters)) == 1
    if apart and letters[:2] in (["首", "页"], ["主", "页"]):
        return "menu: row of the home page"  # every letter stands apart
    if row := _glued_row(line):
        return row
    folded = line.folded
    items = folded.split(" ")
    if regex(_HOME).match(folded) is None or regex(r"[。!?;,:>/|]").search(folded):
        return ""
    if len(items) >= MIN_HOME and max(map(len, items)) <= LONGEST_COLUMN:
        return "menu: row of the home page"
    return ""


def _glued_row(line: Line) -> str:
    """Return the reason to drop a row of the home page whose blanks are gone, or ""."""
    folded = line.folded.replace(" ", "")
    if not folded.startswith("首页") or regex(rf"^[{HAN}]+$").match(folded) is None:
        return ""
    # The last entry may be a name of its own: 走进柳河.
    heads = (folded[:end] for end in range(len(folded), max(len(folded) - MAX_STEP, 0), -1))
    most = max((len(segment(head, _STEPS)) for head in heads), default=0)
    return "menu: row of the home page" if most >= MIN_HOME else ""


MAX_STEP = 5
# Entries behind the home page.
MIN_HOME = 4
LONGEST_COLUMN = 16


def path_title(folded: str) -> str:
    """Return the last step of a path when that can be a title, or ""."""
    if folded.count(">") < 2:
        return ""
    parts = [part.strip() for part in folded.split(">") if part.strip()]
    if len(parts) < 3 or len(parts[-1]) < 5 or max(map(len, parts[:-1])) > 14:
        return ""
    return parts[-1]


def _dashes(path: str) -> str:
    """Return a path whose steps are parted by dashes with the common arrow: 甲网 — 乙 — 正文."""
    steps = regex(r" ?[—–]{1,2} ?| - ").split(path)
    return ">".join(steps) if len(steps) >= 3 and steps[-1].strip() == "正文" else path


def _leads_to_title(folded: str) -> bool:
    """Tell whether a path of at least four steps leads from a site to a title, which may ask."""
    parts = [part.strip() for part in folded.split(">") if part.strip()]
    if len(parts) < 4 or max(map(len, parts[:-1])) > 14 or len(parts[-1]) > 60:
        return False
    return regex(_SITE_END).search(parts[0]) is not None and not any(
        regex(r"[。!?;,]").search(part) for part in parts[:-1]
    )


def repeated_name(line: Line) -> str:
    """Return the reason to drop a line that says one name over and over, or ""."""
    folded = line.folded
    size = _period(folded.replace(" ", ""))
    if not size:
        return ""
    name = folded.replace(" ", "")[:size].strip("-|_")
    times = len(folded.replace(" ", "")) // size
    ends = (*lexicon.CHANNEL_ENDS, "网", "首页", "报", "电视台", "网站", "中心", "门户", "平台")
    if times >= 3 and len(name) >= 3 and len(set(name)) >= 3 and name.endswith(ends):
        return f"site name repeated {times} times"
    return ""


def _period(text: str) -> int:
    """Return the length of the shortest unit that the text repeats, 0 when it repeats none."""
    if len(text) < 6:
        return 0
    at = (text + text).find(text, 1, len(text) * 2 - 1)
    return at if 0 < at < len(text) else 0


def share_bar(line: Line) -> str:
    """Return the reason to drop a row of buttons (【字号 大 中 小】【打印】), or ""."""
    folded = line.folded
    if len(folded) > 160:
        return ""
    if regex(
        r"^[\[【(]?(?:分享|转发|转贴|转帖|收藏|推荐)(?:本文|文章|此文|新闻|本页)?(?:到|至|给|(?=:))"
        r"(?:朋友圈|微信|微博|好友|朋友|QQ空间)?[^,。!?:]{0,8}:?[\]】)]?$"
    ).match(folded):
        return "share bar"
    if regex(r"^[\[【(]?(?:字号|字体|字级|字体大小|字号大小|文字大小|字体显示)[ :]").match(
        folded
    ) and (segment(folded, lexicon.TOOLS) or len(folded) <= 8):
        return "share bar"
    words = segment(folded, _BUTTONS)
    buttons = [word for word in words if word not in _NUMBERS]
    if len(buttons) >= 2 and len(set(buttons)) >= 2 and _is_bar(buttons, folded):
        return "share bar"
    if len(buttons) == 1 and regex(r"^[\[【(].+[\])】]$").match(folded) and len(buttons[0]) >= 2:
        return "share bar"
    return ""


_NUMBERS = frozenset("0123456789")
_BUTTONS = lexicon.TOOLS | _NUMBERS
_STEPS = _BUTTONS | lexicon.CHANNELS


def _is_bar(buttons: list[str], folded: str) -> bool:
    if any(button not in lexicon.PLAIN_TOOLS for button in buttons):
        # Two words in a row without a mark can be one compound: 打印打印预览.
        return len(buttons) >= 3 or regex(r"[ |/\[\]【】()]").search(folded) is not None
    return len(buttons) >= 3 and regex(r"[|\[【(]").search(folded) is not None


_ACCESS = (
    r"^(?:[按请] ?Enter ?[到至].{0,4}(?:主要?)?内容区?(?:块)?"
    r"|跳[到至转](?:导航|导览) ?跳[到至转](?:搜索|搜寻)"
    r"|(?:跳[到至过转]|移至|直达|前往).{0,3}主要?内容(?:区块?)?(?:\[.{0,8}\])?"
    r"|回?(?:返回|回)(?:页首|页面顶端|最上方|上方|上一页)(?: ?top)?)$"
)


def access_key(line: Line) -> str:
    """Return the reason to drop a jump for those who use the keyboard (跳到主要內容), or ""."""
    return "interface: jump on the page" if regex(_ACCESS).match(line.folded) else ""


def search_box(line: Line) -> str:
    """Return the reason to drop the label of an input field (新闻检索:), or ""."""
    match = regex(
        rf"^[\[【(]?(?P<label>[{HAN}0-9A-Za-z -]{{2,14}}?)[\])】]? ?(?P<colon>:?)[ .…]*$"
    ).match(line.folded)
    if match and match["label"].replace(" ", "") in lexicon.SEARCH:
        return "search box"
    return ""


_OTHER_PAGE = (
    r"^[\[【(<«‹←·• |]*[上下前后]一(?:篇|条|则|章|回|节|张|页|主题|图集|组图|个|首|件|版"
    r"|期|集|部|款|题|位|本)"
    r"(?:文章|新闻|信息|日志|博文|帖子|主题|论文|小说|散文|游记|作品|日记|攻略|资讯|公告|通知"
    r"|视频|产品|案例|作文|范文|教案|试题)?[】\])]? ?(?:[:>|]|没有|无$|很抱歉|$"
    r"|[\])】»›→]+$| (?=[^,，。!?]{2,40}$))|^(?:Previous|Prev|Next)(?: [a-z]{4,7})? ?:"
)
# [上一篇]田埂上的党课
_BRACKETED = (
    r"^(?:[\[【(][上下前后]一(?:篇|条|则|个|首|页|件)[\])】] ?|此分类[上下]一篇 ?[:]).{2,40}[^。!]$"
)
_TURNING = lexicon.word_set(
    """
    上一页 下一页 上页 下页 前一页 后一页 前页 后页 上一章 下一章 上一回 下一回 上一篇 下一篇
    上一节 下一节 上一条 下一条 上一张 下一张 上一话 下一话 上一则 下一则 尾页 末页 最后一页
    返回目录 返回列表 章节目录 章节列表 返回书页 加入书签 加书签 上一主题 下一主题 余下全文
    上一历史版本 下一历史版本 最新历史版本 返回词条
    查看全文 显示全文 阅读全文 展开全文 点击展开全文 上一版 下一版 上一期 下一期
    """
)
_PAGE_WORDS = _TURNING | lexicon.word_set(
    """
    首页 第一页 目录 回目录 返回首页 投推荐票 推荐票 月票 报错 书架 加入书架 回书页 书页 全文阅读
    全文 共 页 条 第 到 跳转 跳至 转到 当前 每页 记录 条记录 总计 GO Go go 章 篇
    """
)

# Every link to another page holds one of these, as do all of `_TURNING`.
_LEADING = r"[上下前后]一|Prev|Next|此分类|[0-9页]|返回|目录|列表|书签|全文|版本"


@per_line
def page_links(line: Line) -> str:
    """Return the reason to drop links to other pages (上一篇：…, 共3页 1 2 3 下一页), or ""."""
    folded = line.folded
    if not regex(_LEADING).search(folded):
        return ""
    if regex(_OTHER_PAGE).match(folded) or regex(_BRACKETED).match(folded):
        return "earlier and later page"
    if regex(r"^(?:[\[【(] ?[0-9]{1,3} ?[\])】] ?){2,}$").match(folded):
        return "page links"
    if regex(r"^.{0,60}第 ?[0-9]+ ?页 ?/ ?共 ?[0-9]+ ?页$").match(folded):
        return "page links"
    numbers = len(regex(r"[0-9]+").findall(folded))
    words = segment(regex(r"[0-9.…«»‹›←→]+").sub(" ", folded), _PAGE_WORDS)
    turning = sum(word in _TURNING for word in words)
    others = sum(word in {"首页", "第一页", "目录", "返回首页", "页", "推荐票"} for word in words)
    if turning and (turning + others + numbers >= 2 or words[0][-2:] == "全文"):
        return "page links"
    return "page links" if {"共", "页"}.issubset(words) and len(words) > 2 else ""
