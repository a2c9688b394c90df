"""Words for what a reader does with a page, in Simplified (see `fold`), for `interface`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from unionclean.chars import HAN, count_han, regex
from unionclean.steps.boilerplate.lexicon import CHANNELS, TOOLS, word_set

# Those that open a sentence of the page to question: a call to click, to scan, to log in.
SPOKEN = word_set(
    """
    点击 轻触 长按 扫码 扫描 扫一扫 二维码 公众号 客户端 APP 登录 注册 转载 版权 著作权 举报 点赞
    网址 打赏 小程序 转发 友情链接 免责 点我 浏览器 快捷键 收藏 言论 最新章节 加载 回车 返回 下一页
    """
)
# Words that lead a reader through a page, and hardly occur in what he came to read.
STRONG = SPOKEN | word_set(
    """
    点击 轻点 轻触 长按 扫码 扫描 扫一扫 登录 登入 注册 收藏 点赞 转发 举报 纠错 评论 回复 留言
    订阅 打印 列印 回帖 跟帖 跟贴 发帖 弹幕 倍速 倒序 打赏 赞赏 置顶 换一换 客户端 APP App 小程序
    公众号 微信 微博 朋友圈 二维码 用户名 密码 验证码 VIP 楼主 词条 粉丝 在看 书签 书架 推荐票
    字号 字体 夜间模式 手机版 电脑版 友情链接 版权 转载 著作权 备案 隐私 免责 举报电话 猜你喜欢
    猜您喜欢 往期 原文 全文 下载券 写回答 回答 提问 首页 主页 网站 网页 网址 链接 列表 顶部 导航
    菜单 关注 赞同 已赞 浏览 页面 本页 站内 上一章 下一章 上一篇 下一篇 上一页 下一页 上一个 下一个
    上一条 下一条 客服 账号 蓝字 星标 推送 标签 分享 加载 展开 收起 复制 点我 赞助 连结 超链接 电邮
    报料 私隐 Cookie 加好友 页尾 页首 浏览器 条目 编辑历史 修订 维基 存档 归档 博主 博文 日志 版主
    跳转 官网 在线 快捷键 回车 更新速度 请记住 手机阅读 最新网址 最新章节 TXT 全站 广告 回首页
    购物车 立即购买 收藏夹 有帮助 没帮助 赞一个 文章标签 全站热搜 全站分类 个人分类 友链 站长
    会员中心 在线客服 联系客服 加入群聊 抢先看 抢鲜 免费注册 会员登录 网警 网站地图 手机站 我来答
    已踩 播报 补签 本吧
    Facebook facebook LINE YouTube Twitter twitter Instagram QQ RSS
    """
)
# Words of pages that articles use as well; they count beside others.
WEAK = word_set(
    """
    下载 搜索 检索 查看 播放 视频 图片 图集 高清 选集 专题 专栏 频道 栏目 分类 合集 会员 积分 文档
    上传 上传人 页数 格式 阅读 推荐 热门 相关 更多 最新 排行 热词 精选 猜你 大家都在 看过 喜欢 反馈
    关闭 返回 取消 切换 刷新 提交 发布 发布于 编辑 引用 投诉 免费 声明 协议 条款 热线 联系我们 咨询
    原创 作者 问题 相似 类似 其他 章节 目录 本章 书评 收录 预约 服务 菜谱 作品 职位 简历 申请
    简体 繁体 英文版 中文版 语言 无障碍 关怀版 读者 投稿 商务合作 广告合作 本文 本站 设置 模式
    背景颜色 全屏 完整版 免登录 报名 收听 朗读 语音 地图 访问 访客 人气 点击量 阅读量 浏览量
    留言板 关键词 关键字 我的 用户 好友 消息 通知 帮助 说明 统计 主题 版块 讨论 修改 历史 延伸
    未经 许可 授权 侵权 侵害 违法 言论 自负 责任 不得 请勿 不代表 立场 观点 网友 处理 删除 参考 整合
    商品 店铺 售后 卖家 优惠券 包邮 正品 配送 退换 收银台 结算 规格 品牌馆 客户 用户协议 规则 指引
    规范 追踪 加入 活动 快讯 即时 滚动 直播 导读 版面 上一版 下一版 朗读 手机 平台 仅供 交流
    """
)

WORDS = STRONG | WEAK

# Entries of menus and labels of forms in English, without their blanks and in small letters.
ENGLISH = word_set(
    """
    about aboutme aboutus accept acceptall address allrightsreserved archives author back
    backtohome backtolist backtotop blog brands cancel cancelreply careers cart cases categories
    category chinese close cn comment comments companynews companyprofile contact contactus content
    cookiepolicy cookies cookiesettings country date disclaimer download downloads email en english
    events faq faqs favorites fax feedback followus forum gallery getaquote getintouch help history
    home homepage hotnews hotproducts industrynews inquiry investors join joinus language languages
    latestnews leaveacomment leaveareply legal like likethis links loading login logout menu
    message meta mobile more myaccount name navigation news newscenter newsletter newsroom next
    nextpage notice onlineservice order ourteam partners password phone popular postcomment posted
    postedin postnavigation prev previous print printthispage privacy privacypolicy product
    productcenter products publishedby quicklinks readmore recentcomments recentposts recommend
    recommended register related relatedarticles relatednews relatedposts relatedproducts reply
    resources save search searchfor searchforsearch send services service settings share sharethis
    shareonfacebook shareonx copylink
    shareto shop signin signup sitemap skiptocontent skiptomaincontent skiptonavigation solutions
    submit subject subscribe support tag tags tel telephone termsofservice termsofuse terms title
    toggle togglenavigation top topics username video videos view viewall viewallpostsby viewmore
    views visits website welcome
    """
)

ENTRIES = CHANNELS | TOOLS
ONLY_CHANNELS = CHANNELS - TOOLS
BUTTONS = TOOLS - CHANNELS
LONGEST_ROW = 80


def is_english(folded: str) -> bool:
    """Tell whether a line is entries in English, or in both languages (关于我们 About Us)."""
    if not regex("[A-Za-z]{2}").search(folded) or len(folded) > LONGEST_ROW:
        return False
    items = regex(rf"[|/·•‧]|(?<=[{HAN}]) ?(?=[A-Za-z])|(?<=[A-Za-z]) ?(?=[{HAN}])").split(folded)
    words = [word for item in items if (word := item.replace(" ", "").strip(_AROUND_ENGLISH))]
    return any(word.lower() in ENGLISH for word in words) and all(
        word.lower() in ENGLISH or word in ENTRIES for word in words
    )


_AROUND_ENGLISH = ":>»«<←→-+*.…"


@cache
def _pattern() -> str:
    """Return the pattern of the words, the longest of those that begin alike first.

    Two sets pass over most of a text; then the second character leads to the few words it can
    belong to, past sets of `_AT_ONCE` of them. A plain alternation takes six times as long.
    """
    first = "".join(sorted({word[0] for word in WORDS}))
    by_second: dict[str, list[str]] = {}
    for word in sorted(WORDS, key=lambda word: (-len(word), word)):
        by_second.setdefault(word[1], []).append(f"(?<={re.escape(word[:2])}){re.escape(word[2:])}")
    second = sorted(by_second)
    branches = []
    for at in range(0, len(second), _AT_ONCE):
        some = second[at : at + _AT_ONCE]
        words = "|".join(f"{char}(?:{'|'.join(by_second[char])})" for char in some)
        branches.append(f"(?=[{''.join(some)}])(?:{words})")
    return f"[{first}](?=[{''.join(second)}])(?:{'|'.join(branches)})"


# Of 235: measured, 48 to 64 at once take half as long as all of them or 12.
_AT_ONCE = 48


def words_in(folded: str) -> list[str]:
    """Return the words of the interface in a text, without overlap."""
    return regex(_pattern()).findall(folded)


@lru_cache(maxsize=4096)  # each turn asks the same lines
def words_of(folded: str) -> tuple[str, ...]:
    """Return the words of the interface in a line."""
    return tuple(words_in(folded))


# Two words of two characters.
_BY_CHANCE = 4


# So much of an article says what it is about.
SAMPLE = 2_000


def is_about_pages(article: str, limit: float, *, strong: bool = False) -> bool:
    """Tell whether the article itself speaks of pages and programs.

    ``strong`` counts only the words that nobody but readers of pages needs.
    """
    used, han = _used(article[:SAMPLE], strong=strong)
    return used > 0 and used > limit * han


@lru_cache(maxsize=64)  # the rules of one page ask the same few samples, with other limits
def _used(sample: str, *, strong: bool) -> tuple[int, int]:
    """Return how many characters are words of pages beyond those by chance, and how many Han."""
    words = chain.from_iterable(map(words_of, sample.split("\n")))  # samples share their lines
    counted = (word for word in words if not strong or word in STRONG)
    return sum(map(len, counted)) - _BY_CHANCE, count_han(sample)
