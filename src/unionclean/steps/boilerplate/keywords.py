"""Blocks of search keywords that farms put around an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import word_set
from unionclean.steps.boilerplate.links import BAR_I, split_items

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from unionclean.steps.boilerplate.layout import Line

# Words that occur in such blocks and hardly ever in a list of an honest page.
SPAM = (
    "久久", "无码", "精品", "国产", "欧美", "日韩", "亚洲", "人妻", "色情", "成人", "黄色", "三级",
    "在线观看", "免费观看", "激情", "熟女", "少妇", "自拍", "偷拍", "做爱", "性爱", "AV", "av",
    "福利", "约炮", "裸聊", "一区二区", "毛片", "黄片", "淫", "乱伦", "巨乳", "爆乳", "伦理片",
    "博彩", "赌博", "赌场", "娱乐城", "百家乐", "老虎机", "时时彩", "六合彩", "六合", "真人",
    "彩票", "下注", "投注", "注册送", "开户", "棋牌", "体育投注", "足球投注", "威尼斯人", "葡京",
    "太阳城", "皇冠", "bet", "娱乐平台", "娱乐官网", "app下载", "APP下载", "官网入口", "登录入口",
    "飞艇", "赛车", "pk10", "PK10", "11选5", "永利", "金沙", "超碰", "斗地主",
    "五月香", "丁香五月", "粉嫩", "竞彩", "足彩", "买球",
    "代孕", "办证", "发票", "迷药", "私服", "外挂", "刷单", "网赚", "贷款", "配资",
)  # fmt: skip
# Of these alone no line is taken for spam: they are ordinary words of honest lists.
_PLAIN = word_set(
    "亚洲 欧美 日韩 国产 精品 福利 彩票 真人 贷款 发票 开户 成人 激情 自拍 皇冠 配资 三级 bet AV av"
    " 赛车 飞艇 金沙 永利 斗地主"
)

MIN_ITEMS = 5
# In less text than this most words of any list are missing.
MIN_BODY = 200


@per_line
def spam_keywords(line: Line) -> str:
    """Return the reason to drop a list of adult or gambling keywords, or ""."""
    folded = line.folded.rstrip(" ?")  # farms leave a "?" behind
    if regex(r"[。!?;“”《]").search(folded):
        return ""
    if not any(map(folded.__contains__, SPAM)):
        return ""
    separator, items = split_items(folded)
    if max(map(len, items)) > 30:
        return ""
    hits = [[word for word in SPAM if word in item] for item in items]
    hit = sum(map(bool, hits))
    words = {word for found in hits for word in found}
    strung = max(len(_STRUNG.intersection(found)) for found in hits)
    if hit == len(items) and strung >= (MIN_STRUNG if len(items) > 1 else MIN_STRUNG_ALONE):
        return f"keyword spam: {hit} of {len(items)} items"
    # Authors part words by 、: 严打赌博、开设赌场、网络投注.
    if len(items) < (MIN_ITEMS if separator == "、" else 3):
        return ""
    if len(items) >= MIN_ITEMS and hit * 2 >= len(items) and len(words - _PLAIN) >= 2:
        return f"keyword spam: {hit} of {len(items)} items"
    if hit * 3 >= len(items) * 2 and len(words) >= 4 and len(words - _PLAIN) >= 2:
        return f"keyword spam: {hit} of {len(items)} items"
    # Three of four that are adult, in five such words: no shop's list of 国产 and 欧美 has as many.
    if len(items) >= 4 and hit * 4 >= len(items) * 3 and len(words) >= 5 and words - _PLAIN:
        return f"keyword spam: {hit} of {len(items)} items"
    if _is_betting(items):
        return f"keyword spam: {hit} of {len(items)} items"
    return ""


# 亚洲精品国产一区二区三区 is no phrase: so many of these in one item, and in one without others.
_STRUNG = word_set("亚洲 欧美 日韩 国产 精品 久久 无码 人妻 一区二区 自拍 偷拍 毛片 超碰 熟女 少妇")
MIN_STRUNG = 3
MIN_STRUNG_ALONE = 4

# Keywords one a line; a warning lists kinds of fraud (裸聊 刷单 贷款) in the same way.
MIN_LINES = 4
MIN_STRONG = 2
MIN_KEYWORD = 5
LONGEST_KEYWORD = 20


def spam_lines(
    lines: Sequence[Line], reasons: Mapping[int, str], suspects: Mapping[int, set[str]]
) -> dict[int, str]:
    """Return keywords that stand one a line beside the page's lines or at the document's ends.

    An article that uses such words itself may list them. Lists of fewer such words (最新 更新) go
    where they go on from one that goes.
    """
    if sum("spam" in groups for groups in suspects.values()) < MIN_STRONG:
        return {}
    found = _going_on(lines, reasons)
    told = "\n".join(line.folded for line in lines if line.is_prose)
    run: list[int] = []
    for index in range(len(lines) + 1):
        if index < len(lines) and index not in reasons and _hits(lines[index]):
            run.append(index)
            continue
        if len(run) >= MIN_LINES and _stands_apart(lines, reasons, run):
            words = {word for at in run for word in _hits(lines[at])}
            if len(words - _PLAIN) >= MIN_STRONG and not any(map(told.__contains__, words)):
                found |= dict.fromkeys(run, f"keyword spam: {len(run)} lines")
        run = []
    return found


def _going_on(lines: Sequence[Line], reasons: Mapping[int, str]) -> dict[int, str]:
    """Return the lists of keywords right above or below one that goes."""
    found: dict[int, str] = {}
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        before = ""
        for index in order:
            why = reasons.get(index, "")
            if not why and before and _holds_strong(lines[index]):
                found[index] = why = before
            before = why if why.startswith("keyword spam") else ""
    return found


@per_line
def _holds_strong(line: Line) -> bool:
    """Tell whether a line lists phrases and holds words that are hardly in any other text."""
    folded = line.folded
    if regex(r"[。!?;“”《]").search(folded) or len(split_items(folded)[1]) < MIN_STRONG:
        return False
    words = [word for word in SPAM if word not in _PLAIN and word in folded]
    return len(words) >= MIN_STRONG


def _stands_apart(lines: Sequence[Line], reasons: Mapping[int, str], run: Sequence[int]) -> bool:
    """Tell whether phrases stand outside everything else or between lines of the page."""
    if sum(len(lines[at].text) for at in run) < MIN_KEYWORD * len(run):
        return False
    inside = run[0] - 1 in reasons and run[-1] + 1 in reasons
    return inside or run[0] == 0 or run[-1] == len(lines) - 1


@per_line
def _hits(line: Line) -> tuple[str, ...]:
    if len(line.text) > LONGEST_KEYWORD or regex(r"[。,:!?;]").search(line.folded):
        return ()
    return tuple(word for word in SPAM if word in line.folded)


# Items of bookmakers: how to bet, and the matches to bet on.
_BETTING = r"竞彩|足彩|买球|外围|下注|投注|盘口|体彩|赔率"
_MATCHES = (
    r"欧洲杯|世界杯|足总杯|欧冠|英超|西甲|意甲|德甲|法甲|中超|亚冠|NBA|CBA|足球|篮球|电竞|赛程"
    r"|比分|直播"
)
MIN_BETTING = 4


def _is_betting(items: list[str]) -> bool:
    """Tell whether a list joins bets and matches in items that are phrases (竞彩玩法及规则)."""
    bets = sum(regex(_BETTING).search(item) is not None for item in items)
    matches = sum(regex(_MATCHES).search(item) is not None for item in items)
    long = sum(map(len, items)) >= 6 * len(items)
    return (
        len(items) >= MIN_BETTING and long and bets > 0 and (bets + matches) * 4 >= 3 * len(items)
    )


def spider_pool(line: Line) -> str:
    """Return the reason to drop the label of a farm's template, or ""."""
    if "感谢您访问我们的网站" in line.folded:
        return "farm template"
    if len(line.text) <= 200 and regex(r"(?:主站)?蜘蛛池(?:模板|程序|出租)?(?:[:|]|$)").search(
        line.folded
    ):
        return "farm template"
    return ""


def foreign_keywords(line: Line, body: str) -> bool:
    """Tell whether a line is a list whose items have nothing to do with the article.

    ``body`` is the article; an item belongs to it when two neighbouring characters of the item
    occur in it. Lists of an author pass this test too (a table of names), so the line goes only
    where it touches a frame line.
    """
    folded = line.folded
    if regex(rf"[=。!?;“”《》][{HAN}]|[0-9]{{3}}").search(folded):
        return False
    separator, items = split_items(folded)
    if separator not in {r"\|", "_", BAR_I, ","} or len(items) < MIN_ITEMS:
        return False
    if max(map(len, items)) > 16 or len(body) < MIN_BODY:
        return False
    foreign = sum(
        all(item[at : at + 2] not in body for at in range(len(item) - 1)) for item in items
    )
    return foreign * 2 >= len(items)
