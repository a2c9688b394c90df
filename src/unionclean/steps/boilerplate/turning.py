"""Links from one page to the next: 上一篇：…, 共3页 1 2 3 下一页, 【1】【2】."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line

_OTHER_PAGE = (
    r"^[\[【(<«‹←·• |]*[上下前后]一(?:篇|条|则|章|回|节|张|页|主题|图集|组图|个|首|件|版"
    r"|期|集|部|款|题|位|本)"
    r"(?:文章|新闻|信息|日志|博文|帖子|主题|论文|小说|散文|游记|作品|日记|攻略|资讯|公告|通知"
    r"|视频|产品|案例|作文|范文|教案|试题)?[】\])]? ?(?:[:>|]|没有|无$|很抱歉|$"
    r"|[\])】»›→]+$| (?=[^,，。!?]{2,40}$))"
    r"|^(?:Previous|Prev|Next|PREVIOUS|PREV|NEXT)(?: [a-z]{4,7})? ?:"
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
    全文 共 页 条 第 到 跳转 跳至 转到 当前 每页 记录 条记录 总计 GO Go go 章 篇 到页 确定
    """
)

# What the software of newspapers prints above an article that may lie across two leaves.
_LEAVES = r"^(?:通版阅读请点击:?|(?:展开|收缩)通版)$"

# Every link to another page holds one of these, as do all of `_TURNING`.
_LEADING = r"通版|[上下前后]一|Prev|Next|PREV|NEXT|此分类|[0-9页]|返回|目录|列表|书签|全文|版本"


@per_line
def page_links(line: Line) -> str:
    """Return the reason to drop links to other pages (上一篇：…, 共3页 1 2 3 下一页), or ""."""
    folded = line.folded
    if not regex(_LEADING).search(folded):
        return ""
    if regex(_OTHER_PAGE).match(folded) or regex(_BRACKETED).match(folded):
        told = folded[-1] == "。" and not regex("没有|无。|到底|抱歉").search(folded)
        return "" if told else "earlier and later page"
    if regex(_LEAVES).match(folded):
        return "page links"
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
