"""Lines that lead through a site: breadcrumbs, buttons, search boxes, links to other pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.labels import DATE
from unionclean.steps.boilerplate.layout import line_of, per_line
from unionclean.steps.boilerplate.links import menu_bar, segment

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
    # A menu may stand in the same line.
    menu, where, path = line.folded.partition("当前位置:")
    if menu and _breadcrumb(line_of(where + path)) and menu_bar(line_of(menu)):
        return "breadcrumb"
    return _breadcrumb(line)


@per_line
def _breadcrumb(line: Line) -> str:
    folded = line.folded
    if len(folded) > 120:
        return ""
    if _leads_to_title(folded):
        return "breadcrumb"
    if regex(r"[。!?;]").search(folded) or ("、" in folded and ">" not in folded):
        return ""  # a sentence, or an author's list: 导航：首页、新闻、产品
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
    if double and parts[-1] in lexicon.CHANNELS and parts[-1] not in lexicon.TOOLS:
        return "breadcrumb"
    if (site and (page or double or len(parts) >= 3)) or (page and len(parts) >= 3):
        return "breadcrumb"
    if parts[0].split(" ")[0] in {"首页", "网站首页", "本站首页", "主页", "Home", "HOME"}:
        return "breadcrumb"
    return ""


def _ends_in_title(folded: str, after: Sequence[Line]) -> bool:
    """Tell whether a path of at least two steps ends in the title that follows it."""
    title = path_title(folded) if after else ""
    if title and any(line.folded.startswith(title) for line in after):
        return True
    steps = folded.split(">")
    return len(steps) >= MIN_STEPS and bool(after) and steps[-1].strip() == after[0].folded


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


# A title that a path leads to; a shorter one may be an entry of a menu, unless it follows at once.
MIN_STEP = 5
MIN_STEPS = 3  # of a path to nowhere known: 美食天下 > 菜谱 > 家常菜


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
    if most < MIN_HOME and len(folded) >= LONG_ROW:
        # Entries of its own stand between the known ones.
        words = regex(_channels()).findall(folded)
        known = sum(map(len, words)) >= MIN_KNOWN * len(folded)
        most = len(set(words)) if known else 0
    return "menu: row of the home page" if most >= MIN_HOME else ""


@cache
def _channels() -> str:
    words = (word for word in lexicon.CHANNELS if regex(f"^[{HAN}]{{2,}}$").match(word))
    return "|".join(sorted(words, key=len, reverse=True))


LONG_ROW = 16
MIN_KNOWN = 0.6
MAX_STEP = 5
# Entries behind the home page.
MIN_HOME = 4
LONGEST_COLUMN = 16


def path_title(folded: str) -> str:
    """Return the last step of a path when that can be a title, or ""."""
    if folded.count(">") < MIN_STEPS - 1:
        return ""
    parts = [part.strip() for part in folded.split(">") if part.strip()]
    if len(parts) < MIN_STEPS or len(parts[-1]) < 5 or max(map(len, parts[:-1])) > 14:
        return ""
    return parts[-1]


def _dashes(path: str) -> str:
    """Return a path whose steps are parted by dashes with the common arrow: 甲网 — 乙 — 正文."""
    steps = regex(r" ?[—–]{1,2} ?| - ").split(path)
    if len(steps) >= MIN_DASHED and steps[-1].strip() == "正文":
        return ">".join(steps)
    steps = regex(r" ?[-—–\\]{1,2} ?").split(path)
    return ">".join(steps) if len(steps) >= MIN_DASHED and steps[0] in _HOMES else path


MIN_DASHED = 3


def _leads_to_title(folded: str) -> bool:
    """Tell whether a path of at least four steps leads from a site to a title, which may ask."""
    parts = [part.strip() for part in folded.split(">") if part.strip()]
    if len(parts) < 4 or max(map(len, parts[:-1])) > 14 or len(parts[-1]) > 60:
        return False
    return regex(_SITE_END).search(parts[0]) is not None and not any(
        regex(r"[。!?;,]").search(part) for part in parts[:-1]
    )


def share_bar(line: Line) -> str:
    """Return the reason to drop a row of buttons (【字号 大 中 小】【打印】), or ""."""
    folded = line.folded.replace("E-mail", "Email")  # a hyphen parts buttons
    if len(folded) > 160:
        return ""
    if regex(
        r"^[\[【(]?(?:分享|转发|转贴|转帖|收藏|推荐)(?:本文|文章|此文|新闻|本页)?(?:到|至|给|(?=:))"
        r"(?:朋友圈|微信|微博|好友|朋友|QQ空间)?[^,。!?:]{0,8}:?[\]】)]?$"
    ).match(folded):
        return "share bar"
    if regex(_LOOKS).match(folded):
        return "share bar"
    if regex(r"^[\[【(]?(?:字号|字体|字级|字体大小|字号大小|文字大小|字体显示)[ :]").match(
        folded
    ) and (segment(folded, lexicon.TOOLS) or len(folded) <= 8):
        return "share bar"
    words = () if regex(DATE).search(folded) else segment(folded, _BUTTONS)  # a date stays
    buttons = [word for word in words if word not in _NUMBERS]
    if len(buttons) >= 2 and len(set(buttons)) >= 2 and _is_bar(buttons, folded):
        return "share bar"
    if len(buttons) == 1 and regex(r"^[\[【(].+[\])】]$").match(folded) and len(buttons[0]) >= 2:
        return "share bar"
    return ""


# 字号：大 中 小 背景：白 黄 绿
_LOOKS = r"^(?:(?:字号|字体|背景|背景色|颜色|字色) ?:(?: ?[^ :]{1,2}(?= |$)){2,8} ?){2,3}$"
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
    r"|跳[到至转](?:导航|导览) ?跳[到至转](?:搜索|搜寻)|(?:点此|<+ ?)返回[^,。!?:]{2,9}"
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
    label = match["label"].replace(" ", "") if match else ""
    if regex(_FIELD).match(label) or (label == "搜索" and " " in line.folded):
        return "search box"
    field = regex(_BUTTON).sub("", line.folded)  # 站内搜索: 搜索
    if field != line.folded and field in lexicon.SEARCH:
        return "search box"
    if match and label in lexicon.SEARCH:
        # E-mail推荐 stands among the buttons below a title.
        return "share bar" if match["label"][0] == "E" else "search box"
    return ""


_BUTTON = r"[ :]+(?:搜 ?[索寻]|检索|查 ?[询找]|GO|Go|go)$"
_FIELD = r"^请?(?:在此)?输入关键[字词].{0,4}(?:搜[索寻]|检索|查[询找])$"
