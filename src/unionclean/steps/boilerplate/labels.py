"""The labels of a byline, by what their values are about; in the spelling of `fold`.

The page's own: ``editor``, ``staff``, ``count``, ``tool``. The article's: ``author``, ``source``,
``date``, ``about``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from unionclean.steps.boilerplate.lexicon import word_set

Kind = Literal["editor", "staff", "count", "tool", "author", "source", "date", "about", "text"]

FRAME: frozenset[Kind] = frozenset({"editor", "staff", "count", "tool"})

LABELS: dict[Kind, str] = {
    "editor": """
        责任编辑 责任编校 责任编审 责编 责任主编 值班编辑 网站编辑 网络编辑 网页编辑 本文编辑
        本期编辑 本版编辑 文字编辑 图文编辑 新媒体编辑 微信编辑 实习编辑 见习编辑 栏目编辑
        版面编辑 内容编辑 文稿编辑 稿件编辑 执行编辑 特约编辑 轮值编辑 编辑整理 文章编辑 编辑人
        编辑 执行主编 值班主编 校对编辑 排版编辑 采编
    """,
    "staff": """
        责任校对 校对 审核 审核人 审稿人 审稿 审校 编审 编校 终审 初审 复审 一审 二审 三审
        一校 二校 三校 复核 审签 审签人 审定 签发 签发人 核稿 核发 监制 总监制 值班主任
        值班编委 值班总编 值班领导 主编 副主编 总编辑 美编 美术编辑 图片编辑 视觉编辑 视觉设计
        视觉 排版 制图 责任审核 统筹 策划 值班审核
    """,
    # Accounts rather than people: any short value will do.
    "tool": """
        上传 上传者 上传人 发布人 发布者 发布人员 发布员 录入 录入员 录入者 录入人 管理员 信息员
        编发 字号选择 字体选择 字体大小 字号大小 字体显示 文字大小 字号 字体 字级 字型大小
        视力保护色 保护视力色 视力保护 背景颜色 背景色 双击滚屏 双击自动滚屏 分享到 分享至 分享
        已投稿到 文章录入 信息录入
        文档编号 文档序号 资源ID 资源大小 文件大小 文档大小 全文页数 页数 下载积分
        TAG Tag tag TAGS Tags tags
        选择背景色 浏览字体 字体颜色 双击鼠标滚屏 选择背景颜色 选择背景 选择字体 选择字号 背景 字色
        滚屏 Shareto
        文章二维码 本文二维码 本文链接 本文地址 本文标题 本文网址 文章链接 转载请保留 快捷键
    """,
    "count": """
        浏览次数 浏览量 浏览数 浏览人数 浏览人次 浏览 点击次数 点击数 点击量 点击率 点击
        访问次数 访问量 访问 阅读次数 阅读数 阅读量 阅读人数 阅读 查看次数 查看数 查看 人气指数
        人气 热度 评论数 评论 回复数 回复 点赞数 点赞 收藏数 收藏 转发数 转发 转载 分享数
        分享次数 推荐数 推荐指数 推荐 已阅读 已有评论 字数统计 下载次数 本文已被阅读 本文被阅读
        文章点击 文章人气 使用次数 组卷次数 字数 关注度 点阅数 点阅率 点阅次数 点阅 观看次数
        被浏览 被阅读 在看 赞 喜欢 留言 累计阅读 总浏览 今日浏览 参与 参与互动 跟贴 跟帖 网友评论
        条评论 Views Hits Visits
    """,
    "author": """
        作者 作者单位 文/图 图/文 图文 文字 撰文 撰稿 撰稿人 供稿 供稿人 供稿单位 通讯员
        推荐人 特约记者 特约通讯员 本报记者 记者 实习记者 见习记者 实习生 摄影 摄影记者 图片 图 供图
        文 译者 翻译 投稿人 来稿 原作者 采写 口述 原文作者 Author By
    """,
    "source": """
        信息来源 稿件来源 文章来源 新闻来源 消息来源 内容来源 资料来源 图片来源 原文来源 来源
        稿源 来源网站 来源媒体 来稿单位 转自 转载自 摘自 出处 原载 文章出处
    """,
    "date": """
        Date Posted 发布时间 发布日期 发表时间 发表日期 发稿时间 更新时间 更新日期 修改时间 添加时间
        添加日期
        录入时间 入库时间 创建时间 上传时间 加入时间 公开日期 生成日期 成文日期 发文日期 公布日期
        施行日期 印发日期 时间 日期 发布于 发表于 发表在 发布 发表 更新
    """,
    "about": """
        发布机构 发布单位 发文机关 发文单位 制发机关 信息公开机构 公开责任部门 责任部门 索引号
        文号 发文字号 发文文号 主题词 主题分类 信息分类 信息类别 体裁分类 组配分类 服务对象
        有效性 效力状态 公开方式 公开范围 公开形式 公开时限 公开属性 关键词 关键字 标题 名称
        摘要 栏目 所属栏目 所属分类 类别 附件 内容概述
    """,
}

# Counters whose name alone says that a page counts; 阅读：300 may be a line of an author.
CLEAR_COUNTS = word_set(
    """
    浏览次数 浏览量 浏览数 浏览人数 浏览人次 点击次数 点击数 点击量 点击率 访问次数 访问量
    阅读次数 阅读数 阅读量 阅读人数 查看次数 查看数 人气指数 人气 评论数 回复数 点赞数 收藏数
    转发数 分享数 分享次数 本文已被阅读 本文被阅读 文章点击 文章人气 点阅数 点阅率 点阅次数 点阅
    观看次数 下载次数 已阅读 已有评论
    """
)

# What no name of a source or person ends in.
_GLUED = word_set(
    """
    字体 字号 字体大小 字号大小 浏览次数 浏览量 浏览数 点击次数 点击数 点击量 点击率 访问次数 访问量
    阅读次数 阅读数 阅读量 责任编辑 发布时间 发布日期 更新时间 人气
    """
)

# Settings of a page; the other labels of that kind name people or places of upload.
CLEAR_TOOLS = word_set(
    """
    字号选择 字体选择 字体大小 字号大小 字体显示 文字大小 字号 字体 字级 字型大小
    视力保护色 保护视力色
    视力保护 背景颜色 背景色 双击滚屏 双击自动滚屏 分享到 分享至 已投稿到
    """
)

# Labels of a book's imprint: there an editor is a bibliographic fact.
IMPRINT = word_set(
    """
    书名 书号 ISBN 出版社 出版 出版发行 出版者 定价 开本 印张 版次 印次 印刷 印数 字数 装帧
    出品人 丛书名 CIP 发行 经销 封面设计 版式设计 导演 编剧 主演 制片 作曲 作词
    """
)

DATE = (
    r"(?:19|20)[0-9]{2} ?[-年/.] ?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2}(?: ?日)?"
    r"(?:[ T]*(?:[(]?(?:星期|周)[一二三四五六日天][)]?)?[ ]*(?:上午|下午)?"
    r"[ ]*[0-9]{1,2} ?[:时] ?[0-9]{2}(?: ?[:分] ?[0-9]{2}(?: ?秒)?)?分?)?"
)


@cache
def kind_of() -> dict[str, Kind]:
    """Return the kind of each label."""
    return {label: kind for kind, labels in LABELS.items() for label in labels.split()}


@cache
def token_pattern() -> str:
    """Return the pattern of all that can begin a field of a byline."""
    labels = _any_of([_spaced(label) for label in sorted(kind_of(), key=len, reverse=True)])
    people = _any_of((LABELS["editor"] + LABELS["staff"]).split())
    # 参与 200人 is a result that an author reports: these want a colon or a bracket.
    reported = {"参与", "访问", "推荐", "分享", "转载"}
    bare = sorted(set(LABELS["count"].split()) - reported, key=lambda label: (-len(label), label))
    counts = _any_of([*bare, *(rf"{label}(?= ?[(\[])" for label in sorted(reported))])
    # Where a copier dropped the blanks: 来源:某某总工会字体:大中小.
    glued = _any_of(sorted(_GLUED, key=lambda label: (-len(label), label)))
    time_spent = r"(?! ?(?:分钟|小时|天|年|月|篇|本|页|字))"
    begin = r"(?:(?<=[ |()\[\]【】,;·])|^)"
    return (
        # Behind a number a label may follow without a blank: 阅读:41来源:某网.
        rf"(?:{begin}|(?<=[0-9])|(?={glued}:)(?<=[\u4e00-\u9fff]))"
        rf"[\[【(|]*(?P<label>{labels})[)\]】]? ?[:] ?"
        rf"|{begin}[\[【(|]*(?P<people>{people}) ?[/|] ?"
        rf"|(?P<date>[(\[]?{DATE}[)\]]?)"
        rf"|{begin}[\[【(|]*(?P<count>{counts}) ?[(\[]? ?(?P<number>[0-9][0-9.,]*) ?"
        rf"(?:[wWkK万亿千]?\+?)[次人条]?[)\]】]?(?=[ |,·]|$){time_spent}"
        rf"|{begin}(?P<views>(?:火|热度|已有|共有?|发现)? ?(?P<viewers>[0-9][0-9.,]*[万wWkK]?)[+]?"
        r" ?(?:人已?(?:看过|围观|浏览过?|阅读过?|学习过?|学过)|个评论))(?=[ |,·]|$)"
        rf"|{begin}(?P<posted>发表于|发表在|发布于|更新于|编辑于|写于) "
    )


def _any_of(words: list[str]) -> str:
    """Return a pattern of words that tries them only where one of their first characters stands."""
    return f"(?=[{''.join(sorted({word[0] for word in words}))}])(?:{'|'.join(words)})"


def _spaced(label: str) -> str:
    """Let two characters of a label stand apart: 编 辑, 来 源."""
    return " ?".join(label) if len(label) == 2 else label
