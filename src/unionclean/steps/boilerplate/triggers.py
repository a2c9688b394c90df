"""What a line must hold, and look like, before a group of rules is asked about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.layout import LONGEST_LINE, has_marks

if TYPE_CHECKING:
    from collections.abc import Callable

# Group of rules -> substrings, in the spelling of `fold`. A hit costs time, never text.
WORDS: dict[str, str] = {
    "path": """
        > ＞ » › → 位置 路径 首页
    """,
    "credit": """
        编辑 编 责编 责任 校对 审核 监制 终审 初审 一审 二审 三审 录入 发布人 发布者 上传 浏览
        点击 点阅 阅读 人气 访问 查看 评论 回复 热度 字号 字体 字级 管理员 信息员 主编 采编 视力
        滚屏 分享 投稿到 二维码 本文链接 本文地址 本文标题 文章链接 字数 在看 点赞 转载 收藏 留言
        【大 [大 观看 围观 看过 TAG Tag tag Views: Hits: 举报
    """,
    "tools": """
        合集下载 未匹配的 加入购物车 立即购买 立即沟通 写回答 默认排序 邀请回答 弹幕 展开阅读
        显示全部
        打印 列印 分享 收藏 转发 纠错 报错 字号 字体 字级 关闭 返回 回顶 回上 回首 微信 微博 复制
        转寄 朋友圈 QQ 举报 检举 点赞 大中小 只看 回复 回覆 引用 朗读 二维码 扫一扫 顶部 acebook
        扫码 倒序 主内容 主要内容 页首 上方 跳到 跳转到
    """,
    "search": """
        检索 搜索 搜寻 请输入 E-mail推 Email推 热搜
    """,
    "pages": """
        一篇 一页 一章 一条 一则 一节 一张 一回 一图 一主题 一个主题 一组 一话 尾页 末页 下页 后页
        通版 上一个： 上一个: 下一个： 下一个: 上一首 下一首
        Previous Prev: Next: Next| PREV: NEXT:
        全文 书签 历史版本 返回列表 返回目录 [1] 【1】 (1) 一版 一期
    """,
    "record": """
        _第 第1页 第2页 第3页 文档编号 资源编号 资源ID 文档ID 资源大小 资源格式 文档格式 下载积分
        全文页数 文档页数 上传人 上传者 上传用户 由会员 由用户 该文档 免费预览 文档预览 资源需要
        文档需要 文档前请 需浏览 字数统计 读完约 预计阅读 阅读时长 阅读约 文档序号 PDF下载 快捷下载
        本文关键词 快照 缓存页 作者无关 查询的关键 搜索的关键
        如填写 PDF文件 迅雷 资源下载 试题试卷类 omments rackbacks 随笔
    """,
    "notice": """
        版权 著作权 © opyright OPYRIGHT opyRight ICP 安备 备案 许可证 owered ights 标识码 网络110
        JavaScript Javascript javascript 浏览器不 浏览器版
        举报中心 (c) (C) Theme Designed 增值电信 传播视听 互联网新闻
    """,
    "claim": """
        声明 转载 侵权 不代表 未经 凡本 凡注 来源于网 来自网 不构成 责任自负 注明 本站 本网 供参考
        个人观点 用户上传 政策法规 仅代表 版权归 上传 互联网 请勿
    """,
    "slogan": """
        欢迎光临 欢迎访问 欢迎来到 欢迎您
        最新章节 收藏本站 阅读体验 记住本 一秒记住 请浏览 最快更新 无弹窗 更新最快 免费阅读 请牢记
        首发域名 手机阅读 手机站 收藏 未完 最新网址 章节错误 章节报错 支持正版 xt下载 XT下载
        阅读网址 本站网址 WordPress Skip 地址不会 快捷翻页 社区公约 title 各大小说站 正在阅读
        更新供您 看后求 下的文章 www. m. wap.
    """,
    "invite": """
        点击屏 关注 公众号 二维码 客户端 APP App app 原文 评论 登录
        知道了 在看 赞赏 扫一扫 验证码 匿名
        马上注册 才可以
        用户名 暂无 文明上网 说两句 有话说 加载 发表回 提交 一条评论 标签不可点 条回 个回 位回
        人回 条留
        查看更多 查看全 查看所 更多回 可输入 可以输入 更多精彩 返回首页 往下阅读 下一篇 让更多人
        主屏幕 点赞 全部回 您是第
    """,
    "forum": """
        只看该 只看楼 使用道具 Discuz Comsenz phpwind phpBB Processed GMT Archiver 积分 注册时间
        最后登录 UID 威望 金钱 精华 头衔 帖子 主题 电梯直达 贡献 好友 该用户 发消息 小黑屋 显示全部
        精华区 批踢踢 楼主 串个门 打招呼 当前经验 审核中 推 → 噓 嘘 发信站 文章网址
    """,
    "menu": """
        首页 主页 收藏 地图 网站导 友情 联系我们 联络我们 关于我们 关于本 声明 隐私 私隐 条款 协议
        广告服务 广告合作 广告刊登 广告查询 商务合作 登录 登入 登陆 注册 手机版 电脑版 触屏 客户端
        无障碍 RSS nglish NGLISH Home 论坛 博客 播客 图片 图库 视频 直播 滚动 专题 在线留言 诚聘
        招聘 留言板 中心 动态 公告 公开 办事 政民 互动 打印 分享 更多 搜索 贴吧 意见信箱 相簿 归档
        站长统计 网站简介 娱乐 体育 财经
    """,
    "related": """
        相关 延伸阅读 推荐 热门 排行 最新 猜你 猜您 感兴趣 还喜欢 都在看 还看了 更多 随机 友情
        合作 热点 热文 24小时 图片新闻 网友 评论 链接 标签 往期 近期 创作者
    """,
    "wiki": """
        最后编辑 最后修改 最后更改 最后修订 知识共享 自由的百科 取自 跳转到 跳到 跳至 移至 导航、
    """,
    "spam": """
        感谢您访问 在线观看 免费观看 久久 无码 毛片 人妻 少妇 博彩 赌 娱乐城 百家乐 老虎机 时时彩
        六合 棋牌 投注 蜘蛛 约炮 一区二区 色情 黄片 葡京 私服 代孕 注册送 娱乐平台
        竞彩 足彩 买球 五月香 粉嫩 app下载 APP下载 太阳城 威尼斯人 乱伦 熟女
    """,
}


def is_sentence(line: str) -> bool:
    """Tell whether the line holds a mark that ends or divides sentences."""
    return "。" in line or "！" in line or "？" in line or "；" in line


def _is_row(line: str) -> bool:
    """Tell whether a line can be entries side by side, or one entry."""
    return not has_marks(line) and (len(line) <= 8 or not _BETWEEN_ENTRIES.isdisjoint(line))


_BETWEEN_ENTRIES = frozenset(" |｜丨·•/-—_>＞»›【[:：\u3000\u00a0")


def _is_byline(line: str) -> bool:
    """Tell whether a line has what parts a label from its value, or closes with a credit."""
    if line.rstrip()[-1:] in (")", "）", "]", "】") and ("编" in line[-60:] or "編" in line[-60:]):
        return True
    return len(line) <= 160 and not has_marks(line) and not _BEHIND_LABELS.isdisjoint(line)


_BEHIND_LABELS = frozenset(":：/|｜(（[【 \u3000\u00a0")


def _is_forum(line: str) -> bool:
    return len(line) <= 70 and (len(line) <= 8 or not _DIGITS.isdisjoint(line))


_DIGITS = frozenset("0123456789")


def _is_path(line: str) -> bool:
    if len(line) > 120:
        return False
    # A path may end in a title with marks.
    marked = "，" in line or "。" in line or "；" in line
    if marked and sum(map(line.count, ">＞»›→")) < MIN_STEPS:
        return False
    return (
        any(mark in line for mark in ">＞»›→")
        or ("位置" in line[:14] and ("：" in line or ":" in line or len(line) <= 10))
        or any(word in line for word in ("首页", "首頁", "主页", "主頁"))
    )


MIN_STEPS = 2


def _is_page_link(line: str) -> bool:
    bare = line.lstrip(" [【(（<«‹←·•|\u3000")
    return len(line) <= 120 and (bare[:1] in "上下前后後" or _is_row(line))


# How disclaimers begin, in both scripts: two characters of `phrases` "opens".
_OPENS = """
    免责 平台 版权 特别 郑重 重要 本站 本网 网站 声明 转载 凡本 凡注 凡来 凡是 文章 本文 以上 本内
    图文 图片 来源 素材 注意 未经 如需 欢迎 任何 部分 注： 注: 提示 温馨 原创 网友 评论 发言 留言
    若本 如本 如果 如有 如涉 若涉 如发 如您 请自 尊重 用户 我们 您的 快捷 亲， 亲, 《 1 2 3
    4 5 6 7 8 9 一 二 三 四
    免責 版權 特別 鄭重 本網 網站 聲明 轉載 凡註 凡來 未經 歡迎 部份 原創 網友 評論 發言 圖文
    圖片 請自 用戶 百度
"""
_CLAIM_OPENS = frozenset(_OPENS.split())


def is_claim(line: str) -> bool:
    """Tell whether a line begins as disclaimers do."""
    bare = line.lstrip(" \u3000[【(（*※■◆●▲★☆>")
    return bare[:2] in _CLAIM_OPENS or bare[:1] in _CLAIM_OPENS


def _is_notice(line: str) -> bool:
    return (
        not is_sentence(line)
        or line.lstrip()[:1] == "©"
        or any(word in line for word in ("本站", "本网站", "本網站"))
    )


_COLONS = frozenset(":：")

SHAPES: dict[str, Callable[[str], bool]] = {
    "path": _is_path,
    "credit": _is_byline,
    "tools": _is_row,
    "search": lambda line: len(line.strip()) <= 24,
    "pages": _is_page_link,
    "record": lambda line: len(line) <= 240,
    "notice": _is_notice,
    "claim": is_claim,
    "slogan": lambda line: len(line) <= 80 or "正在阅读" in line[:8],
    "invite": lambda line: len(line) <= 70,
    "forum": _is_forum,
    "menu": _is_row,
    "related": lambda line: (
        _is_row(line) and (len(line) <= 30 or not _COLONS.isdisjoint(line[1:12]))
    ),
    "wiki": lambda line: len(line) <= 100,
    "spam": lambda line: not is_sentence(line),
}

# Shapes of lines that are no shorter than calls to follow and can be sentences.
_LONG = tuple(SHAPES[group] for group in ("claim", "notice", "pages", "credit", "path"))


def may_fit(line: str) -> bool:
    """Tell whether a line that is longer than any call fits a shape at all."""
    return len(line) > LONGEST_LINE or not is_sentence(line) or any(fits(line) for fits in _LONG)
