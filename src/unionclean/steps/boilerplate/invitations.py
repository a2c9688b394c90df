"""Calls to follow, to install, to log in and to comment, and the furniture of forums."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

_FOLLOW = r"""
    (?:点击|长按|扫描|扫一扫|扫码|请扫|识别|微信搜索|搜索|欢迎|快来|立即|马上)[^。]{0,25}关注(?:我们|公众号|本|官方|更多)[^。]{0,20}
    (?:点击|长按|扫描|扫一扫|请扫|识别|用微信)[^。]{0,20}(?:二维码|公众号|公众平台|官方微信|官方微博)(?:$|[,，!]?(?:关注|下载|查看|进入|识别|加入|添加|分享|打开|阅读|即可关注)[^。]{0,16})
    关注[^。]{0,14}(?:公众号|官方微信|微信公众平台|官方微博)(?:[,:](?!先)|获取|回复|了解|查看|领取|$)[^。]{0,16}
    关注该公众号 (?:轻触|点击)?[“"]?阅读原文[”"]?(?:查看|了解|获取|报名|进入)?.{0,8}
    预览时标签不可点 微信扫一扫.{0,12} 扫一扫,?.{0,4}(?:手机|微信|小程序|打开|关注).{0,14}
    (?:用|请用|使用|打开)?微信.{0,6}扫.{0,4}(?:二维码|一扫).{0,24} 知道了 (?:喜欢|赞赏)作者
    下载.{2,8}(?:APP|App),.{4,16}
    (?:点击|扫码|扫描|立即|马上|免费)(?:下载|安装).{0,12}(?:客户端|APP|App|app).{0,6}
    点(?:击|个|亮)[“"]?(?:在看|赞|分享|收藏)[”"]?.{0,12}
    (?:请|快)?(?:点|按|戳)击?(?:上方|下方|左下方|右上角|左下角).{0,10}(?:关注|订阅|原文|分享|二维码|名片).{0,14}
    点击(?:上方|下方|左下角|右上角|文末|底部)?.{0,6}(?:阅读原文|蓝字|名片|卡片).{0,24}
    (?:手机)?(?:浏览器)?扫描二维码(?:访问|阅读|继续阅读)
    更多精彩.{0,14}(?:进入|关注|访问|登录).{0,14}
    返回.{0,4}首页.{0,6}查看更多
    分享让更多人看到 请安装我们的客户端 更新超快的免费小说APP
    (?:请点击,)?(?:然后点击)?[“"]?添加到主屏幕[”"]?
    请?继续往下阅读.{0,6} .{0,14}点击屏幕(?:中间|中央|左右).{0,60}
    .{0,40}(?:点我|马上|立即)下载APP.{0,16}
    阅读下一篇.{0,4} 下载.{0,8}(?:客户端|APP|App)(?:浏览|查看|阅读|获取)更多.{2,6}
    (?:更多|精彩)[^。]{0,14}(?:请|敬请|欢迎)(?:关注|登录|访问|下载)[^。]{0,24}
"""
_COMMENT = r"""
    您是第.{0,4}[0-9]+.{0,2}[位名个](?:访问者|访客|浏览者|读者|来访者)?
    我要评论 发表评论 发表回复 发表回覆 发表意见
    我来说两句 我有话说 说两句 写评论 写下你的评论.{0,6} 评论功能.{0,8}
    查看(?:全部|所有|更多)?(?:评论|回复|留言|回答) 更多(?:评论|回答|回复).{0,8} 全部评论
    文明上网.{0,24} 您还没有登录.{0,44}
    请?登录后?再?(?:才|即|方|就)?(?:能|可以?)?(?:参与|进行)?(?:发表|发布|评论|点评|回复|留言|回帖|跟帖|发言|提问|回答|讨论|查看|浏览|阅读|继续|收藏|点赞|关注|下载|享受|领取|投票|打分|评分|同步|更多|看|使用快捷).{0,32}
    (?:您好,)?这是一条评论。若需要审核.{0,60} [您你]?必须已?登录(?:为|后|才能)?.{0,4}发表评论
    (?:发表(?:回复|评论|帖子)\|)?您?(?:需要|必须)(?:先)?登录后?才可以.{0,30} 马上注册,.{0,40}
    (?:已有|共有|目前有|共|现有)?[0-9]+(?:条|位|人|个)(?:网友)?(?:参与)?(?:评论|回复|留言|回答).{0,10}
    暂无(?:评论|回复|留言|相关|下载).{0,8} 还没有(?:评论|人评论|回复).{0,14} 匿名(?:发表|评论|用户)?
    验证码(?:(?:看不清|换一张|点击|请输入).{0,10})?
    用户名:(?:密码:?)?(?:登录|记住|忘记|注册|验证码|匿名)* 密码 昵称 网址 邮箱
    (?:网友)?评论仅供.{0,40} 点击(?:刷新|查看|加载)(?:更多|验证码).{0,6} 加载更多 查看更多
    请您?先登[录陆],?再发(?:帖|跟帖|评论).{0,4} [\[【]?载入评论[\]】]?
    立刻按ctrl\+D收藏本页 你会得到大惊喜!! 想要找书就要到.{2,24}
    点击加载更多 提交评论 提交 中立 好评 差评 表情 表情: 评价: 还?可以?输入[0-9]+个?字.{0,6}
"""
_FORUM = r"""
    精华区(?:beta)?[A-Za-z0-9_-]{2,16}关于我们联络资讯 批踢踢实业坊>看板[A-Za-z0-9_-]{2,16}关于.*
    ※本文[为由].{1,24}(?:转寄|转录)自.{1,60} 推[噓嘘][0-9]+\(.{6,60}
    本帖最后由.{1,24}于[0-9].{6,20}编辑 (?:分享|发布)?\[?复制链接\]?
    只看该作者 只看楼主 使用道具 电梯直达 楼主热帖 显示全部楼层 [上下]一主题\|?[上下]?一?主题?
    该用户.{0,12}(?:离线|在线|文章|帖子) Processedin[0-9.]+.* GMT[+-][0-9].* .*Discuz!.*
    (?:推|→|噓|嘘|[+-]1)[A-Za-z0-9]{2,16}:.{1,60} ※(?:发信站|文章网址|编辑|转录者|引述|来源):.{1,90}
    .*Comsenz.* .*phpwind.* .*phpBB.* Archiver.* 小黑屋.{0,30} 手机版\|.{0,30}
    当前经验[0-9]+分,.{0,16} .{0,10}审核中,?请稍[等候后]
    头衔.{0,12} 发消息 加好友 串个门 打招呼
"""


# What accounts set around their calls: ▼▼▼点击阅读原文.
_DECORATION = "[]【】()*>-—·•▼▽▲△↓↑→←◆◇●○■□★☆|~👇👆☟☝"


@cache
def _pattern(phrases: str) -> str:
    return rf"^(?:{'|'.join(phrases.split())})[!。.>:()( 0-9?]*$"


def invitation(line: Line) -> str:
    """Return the reason to drop a call to follow, to log in or to comment, or ""."""
    if len(line.folded) > 70:
        return ""
    bare = line.folded.replace(" ", "").strip(_DECORATION)
    if not bare:
        return ""
    if regex(_pattern(_FOLLOW)).match(bare):
        return "call to follow"
    if regex(_pattern(_COMMENT)).match(bare) and not _is_bare_word(bare):
        return "comment box"
    return "forum frame" if regex(_pattern(_FORUM)).match(bare) else ""


# Words of the patterns above that are ordinary in a line of their own.
_BARE = word_set(
    "x X × close Close 评论 密码 昵称 网址 邮箱 匿名 验证码 用户名 提交 中立 好评 差评 表情 知道了"
)


def _is_bare_word(bare: str) -> bool:
    return bare.rstrip(":>") in _BARE


@per_line
def lone_widget(line: Line) -> bool:
    """Tell whether the line is a word of a comment box (验证码:); it goes beside frame lines."""
    bare = line.folded.strip("[]【】()*> :?").replace(" ", "")
    return bare in _BARE or regex(_MEMBER).match(bare) is not None


# What a forum shows of a member, and the number of a post.
_MEMBER = (
    r"^(?:(?:积分|帖子|主题|精华|威望|金钱|金币|贡献|阅读权限|UID|注册时间|最后登录|在线时间|好友|听众)"
    r":?[0-9][0-9:.-]*(?:小时|点|枚)?|[0-9]{1,5}[#楼])$"
)


def account(lines: Sequence[Line]) -> dict[int, str]:
    """Return the box in which a page names the account that published it.

    微信号 and 功能介绍 stand one below the other, with their values beside or below them.
    """
    for index, line in enumerate(lines[:_BOX_AT]):
        if not regex(r"^微信号(?:[: ]{1,2}[A-Za-z0-9_-]{4,24})?$").match(line.folded):
            continue
        for place in range(index + 1, min(index + 3, len(lines))):
            if regex(r"^功能介绍(?:[: ].{1,120})?$").match(lines[place].folded):
                bare = lines[place].folded == "功能介绍" and place + 1 < len(lines)
                begin = index - _names_account(lines, index - 1)
                return dict.fromkeys(range(begin, place + bare + 1), "account of the page")
    return {}


def _names_account(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line above the box is the name of the account, which the byline has too."""
    name = lines[at].folded if at > 0 else ""
    return 1 < len(name) <= MAX_ACCOUNT and any(f" {name} " in f" {o.folded} " for o in lines[:at])


MAX_ACCOUNT = 16
_BOX_AT = 20  # lines from the beginning: the box is the head's
