"""Which rules may fire on which lines: a few searches for words decide, before any regex.

Each rule names substrings without which it cannot fire. Clean text, whose lines are sentences,
passes after one look at the end of each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.fold import fold
from unionclean.steps.boilerplate.layout import LONGEST_LINE, SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# Group of rules -> substrings, in the spelling of `fold`. A hit costs time, never text.
_WORDS: dict[str, str] = {
    "path": """
        > 位置 路径 首页
    """,
    "credit": """
        编辑 编 责编 责任 校对 审核 监制 终审 初审 一审 二审 三审 录入 发布人 发布者 上传 浏览
        点击 点阅 阅读 人气 访问 查看 评论 回复 热度 字号 字体 字级 管理员 信息员 主编 采编 视力
        滚屏 分享 投稿到 二维码 本文链接 本文地址 文章链接 字数 在看 点赞 转载 收藏 留言 观看
    """,
    "tools": """
        打印 列印 分享 收藏 转发 纠错 报错 字号 字体 字级 关闭 返回 回顶 回上 回首 微信 微博 复制
        转寄 朋友圈 QQ 举报 检举 点赞 大中小 只看 回复 回覆 引用 朗读 二维码 扫一扫 顶部 acebook
        扫码 倒序
    """,
    "search": """
        检索 搜索 搜寻 请输入 E-mail推 Email推 热搜
    """,
    "pages": """
        一篇 一页 一章 一条 一则 一节 一张 一回 一图 一主题 一个主题 一组 一话 尾页 末页 下页 后页
        全文 书签 返回列表 返回目录 [1] 【1】 (1)
    """,
    "notice": """
        版权 著作权 © opyright OPYRIGHT opyRight ICP 安备 备案 许可证 owered ights 标识码 网络110
        举报中心 (c) (C) Theme Designed 增值电信 传播视听 互联网新闻
    """,
    "claim": """
        声明 转载 侵权 不代表 未经 凡本 凡注 来源于网 来自网 不构成 责任自负 注明 本站 本网 供参考
        个人观点 用户上传 政策法规 仅代表
    """,
    "slogan": """
        最新章节 收藏本站 阅读体验 记住本 天才一秒 请浏览 最快更新 无弹窗 更新最快 免费阅读 请牢记
        首发域名 手机阅读 手机站 收藏 章节错误 章节报错 支持正版 xt下载 XT下载 阅读网址 本站网址
    """,
    "invite": """
        关注 公众号 二维码 客户端 APP App app 原文 评论 登录 知道了 在看 赞赏 扫一扫 验证码 匿名
        用户名 暂无 上网 说两句 加载 回复 提交 标签不可点 戳 留言 只看该 使用道具 Discuz Comsenz
        phpwind phpBB Processed GMT Archiver 积分 楼 注册时间 最后登录 UID 威望 金钱 精华 头衔
        帖子 主题 电梯直达 贡献 好友 # 该用户 发消息 回覆 查看 回答 小黑屋 还可 点赞
    """,
    "menu": """
        首页 主页 收藏 地图 网站导 友情 联系我们 联络我们 关于我们 关于本 声明 隐私 私隐 条款 协议
        广告服务 广告合作 广告刊登 广告查询 商务合作 登录 登入 登陆 注册 手机版 电脑版 触屏 客户端
        无障碍 RSS nglish NGLISH Home 论坛 博客 播客 图片 图库 视频 直播 滚动 专题 在线留言 诚聘
        招聘 留言板 中心 动态 公告 公开 办事 政民 互动 打印 分享 更多 搜索 贴吧 意见信箱 相簿 归档
        站长统计 网站简介
    """,
    "related": """
        相关 延伸阅读 推荐 热门 排行 最新 猜你 猜您 感兴趣 还喜欢 都在看 还看了 更多 随机 友情
        合作 热点 热文 24小时 图片新闻 网友 评论 链接 标签 往期 近期 创作者
    """,
    "spam": """
        在线观看 免费观看 久久 无码 毛片 人妻 少妇 博彩 赌 娱乐城 百家乐 老虎机 时时彩 六合 棋牌
        投注 蜘蛛 约炮 一区二区 色情 黄片 葡京 私服 代孕 注册送 娱乐平台 app下载 APP下载 太阳城
        威尼斯人 乱伦 熟女
    """,
}
TRIGGERS = {group: tuple(words.split()) for group, words in _WORDS.items()}
# Lists of links: groups that fire when a line has this many of one separator.
SEPARATORS = "|_·•・>/-–—,、 "
MIN_SEPARATORS = 3

# A line that ends like a sentence and is longer than this is nobody's button or call to follow.
SHORT = 45
# Disclaimers are sentences, so they are looked for in so many last (and first) lines.
CLAIM_LINES = 12


def suspect_groups(lines: Sequence[Line]) -> dict[Line, tuple[str, ...]]:
    """Return the lines on which some rule may fire, with the groups of these rules."""
    short = [line for line in lines if line.text[-1] not in SENTENCE_ENDS or len(line.text) <= SHORT]
    everything = fold("\n".join([line.text for line in short]))
    letters = frozenset(everything)
    present = {
        group: words
        for group, triggers in TRIGGERS.items()
        if (words := [word for word in triggers if letters.issuperset(word) and word in everything])
    }
    separators = [mark for mark in SEPARATORS if everything.count(mark) >= MIN_SEPARATORS]
    suspects: dict[Line, tuple[str, ...]] = {}
    if present or separators:
        for line, text in zip(short, everything.split("\n"), strict=True):
            groups = [
                group for group, words in present.items() if any(word in text for word in words)
            ]
            if any(text.count(mark) >= MIN_SEPARATORS for mark in separators):
                groups.append("bars")
            if groups:
                suspects[line] = tuple(groups)
    for line in dict.fromkeys((*lines[:CLAIM_LINES], *lines[-CLAIM_LINES:])):
        if len(line.text) > SHORT and line.text[-1] in SENTENCE_ENDS:
            folded = fold(line.text[:LONGEST_LINE])
            if any(word in folded for word in TRIGGERS["claim"]):
                suspects[line] = ("claim", "notice")
    for line in dict.fromkeys((*lines[:3], *lines[-3:])):
        text = line.text
        if len(text) > 8 and text.count(text[:3]) >= 3:
            suspects[line] = (*suspects.get(line, ()), "repeats")
    return suspects
