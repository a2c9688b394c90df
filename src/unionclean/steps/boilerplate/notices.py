"""Notices of the site: copyright, licences, disclaimers, complaints, invitations to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line

_LICENCE = (
    r"ICP[备证号]|ICP ?证|公网?安备|公安备案|网安备|许可证(?:编)?号?[:(]?.{0,6}[0-9]{4}|信息网络传播视听节目许可证|互联网新闻信息服务许可证"
    r"|增值电信业务经营许可证|网络文化经营许可证|广播电视节目制作经营许可证|互联网出版|网站标识码|备案号[:]|备案序号|政府网站标识码|网络110报警|不良信息举报中心"
)
_OWNER = (
    r"^(?:©|\(c\)|\(C\)|Copyright|COPYRIGHT|copyright|CopyRight|Copy ?right|(?:版权所有|著作权所有)(?![人者权的])|All [Rr]ights [Rr]eserved|Powered [Bb]y|POWERED BY)"
)
_HOLDER = r"(?:(?:版权所有|著作权所有)(?![人者权的])|版权归.{0,30}所有|[Cc]opyright ?(?:©|\(c\)|\(C\)|@|[0-9]{4})|©.{0,6}[0-9]{4}|All [Rr]ights [Rr]eserved)"
_OPERATOR = r"^(?:主办单位|主办|承办单位|承办|协办单位|技术支持|网站维护|建站支持|网站建设|网站管理|运行维护|维护单位|制作维护|网站联系|网站联系电话|建议分辨率|建议使用|最佳浏览|本站访问量|您是第)[:]?"


def site_notice(line: Line) -> str:
    """Return the reason to drop a copyright or licence line, or ""."""
    folded = line.folded
    if len(folded) > 300:
        return ""
    if regex(_LICENCE).search(folded) and _is_no_prose(folded) and folded[-1] != "。":
        return "site licence"
    if regex(_OWNER).match(folded) and _is_no_prose(folded):
        return "copyright"
    if len(folded) <= 160 and regex(_HOLDER).search(folded) and _is_no_prose(folded):
        return "copyright"
    return ""


def _is_no_prose(folded: str) -> bool:
    """Tell whether the line is made of names and numbers, not of a sentence with its verb."""
    return regex(r"[。!?;]|,[^a-zA-Z0-9 ]").search(folded.rstrip("。.! ")) is None


_CLAIMS = (
    "如有侵权", "若有侵权", "如涉及版权", "涉及版权", "版权问题", "侵犯版权", "侵犯您的", "联系删除", "及时删除", "予以删除", "立即删除",
    "与本站联系", "与本网联系", "联系本站", "联系我们", "不代表本站", "不代表本网", "不代表本报", "不代表本平台", "不代表网站", "并不代表", "并不意味着赞同",
    "与本站无关", "与本网无关", "与本网站无关", "仅代表作者", "仅供参考", "仅供读者参考", "不构成投资建议", "风险自担", "不得转载", "禁止转载", "谢绝转载", "严禁转载",
    "请注明出处", "注明出处", "请注明来源", "注明来源", "须注明", "务必注明", "未经授权", "未经许可", "未经书面", "未经本站", "未经本网", "追究", "凡本网注明", "凡本站注明",
    "凡注明", "版权均属", "版权归", "版权属", "转载自", "转自", "转载目的", "传递更多信息", "来源于网络", "来自网络", "源于网络", "互联网转载", "网络转载", "违者必究", "著作权法",
    "不承担", "对其真实性负责", "真实性", "请自行核实", "用户上传", "网友发布", "个人观点",
)  # fmt: skip
_OPENS = (
    r"^[\[【(*※■◆●▲★☆]* ?(?:免责声明|版权声明|特别声明|郑重声明|重要声明|本站声明|本网声明|网站声明|声明|版权说明|版权提示|免责条款|转载声明|转载请注明|凡本网|凡本站|凡注明"
    r"|凡来源|本文来源|本文转自|本文转载|本文由|本文系|本文仅代表|本文版权|本文内容|以上内容|以上文章|以上信息|以上网友|本内容|本站内容|本站所有|本站文章|本网站|本网页|本站部分"
    r"|文章来源于|文章内容|图文来源|图片来源|素材来源|未经|如需转载|欢迎转载|转载须|任何|部分内容|部分图片|注[:]|提示[:]|特别提示|温馨提示|原创文章|原创声明|著作权声明|网友评论仅|评论仅|发言仅|[0-9一二三四][、.)] ?(?:凡|本网|本站))"
)


def disclaimer(line: Line) -> str:
    """Return the reason to drop a disclaimer of the site, or "".

    One phrase of this kind is in every article about copyright; an opening of this kind together
    with two phrases is not.
    """
    folded = line.folded
    if not regex(_OPENS).match(folded):
        return ""
    claims = sum(claim in folded for claim in _CLAIMS)
    if claims >= 2 or (claims and len(folded) <= 45 and ("本站" in folded or "本网" in folded)):
        return "disclaimer"
    if regex(r"^(?:转载请注明(?:出处|来源|来自|作者)|未经(?:书面)?(?:授权|许可|允许)[,]?(?:请勿|不得|禁止|严禁)转载)[^。]{0,60}。?$").match(folded):
        return "disclaimer"
    return ""


_FOLLOW = (
    r"^(?:[\[【(]?(?:点击|长按|扫描|扫一扫|扫码|请扫|识别|微信搜索|搜索|欢迎|快来|立即|马上)[^。]{0,25}"
    r"(?:关注(?:我们|公众号|本|官方|.{0,8}微信|更多|上方|下方)|二维码|公众号|公众平台|官方微信|官方微博|下载.{0,6}(?:客户端|APP|App|app))[^。]{0,20}"
    r"|关注[^。]{0,14}(?:公众号|官方微信|微信公众平台|官方微博)[^。]{0,16}|阅读原文|轻触阅读原文|预览时标签不可点|微信扫一扫|知道了|取消 ?允许|喜欢作者|赞赏作者"
    r"|.{0,8}下载.{0,8}(?:客户端|APP|App|app)[!]?|点(?:击|个)?[“\"]?(?:在看|赞|分享|收藏)[^。]{0,20}|(?:请|快)?(?:点|按|戳)击?(?:上方|下方|左下方|右上角|左下角)[^。]{0,10}(?:关注|订阅|原文|分享|二维码|名片)[^。]{0,14})[!。)】\]]*$"
)
_COMMENTS = (
    r"^(?:网友评论|我要评论|发表评论|发表回复|发表意见|我来说两句|我有话说|说两句|写评论|查看评论|查看全部评论|更多评论|全部评论|最新评论|评论列表|评论区|文明上网.{0,20}|请登录后.{0,10}|登录后.{0,10}"
    r"|您?(?:需要|必须)(?:先)?登录后才可以.{0,12}|(?:已有|共有|目前有|共)? ?[0-9]+ ?(?:条|位|人)?(?:网友)?(?:参与)?(?:评论|回复|留言)(?:条)?.{0,10}|暂无(?:评论|回复|相关).{0,8}|还没有(?:评论|人评论).{0,10}"
    r"|匿名(?:发表|评论|用户)?|验证码[: ]*(?:看不清|换一张|点击|请输入).{0,10}|验证码:|用户名[: ]*密码[: ]*(?:登录|记住|忘记|注册|验证码|匿名).{0,16}|用户名:|密码:|(?:网友)?评论(?:仅供).{0,40}|昵称[: ].{0,10}|点击(?:刷新|查看|加载)(?:更多|验证码)?.{0,6}|加载更多|查看更多|提交评论|提交|还可以?输入 ?[0-9]+ ?个?字.{0,6})"
    r"[!。.>:( 0-9)]*$"
)


def invitation(line: Line) -> str:
    """Return the reason to drop a call to follow, to log in or to comment, or ""."""
    folded = line.folded
    if len(folded) > 70:
        return ""
    if regex(_FOLLOW).match(folded):
        return "call to follow"
    if regex(_COMMENTS).match(folded):
        return "comment box"
    return ""


_FORUM = (
    r"^(?:只看该作者|只看楼主|使用道具|电梯直达|楼主热帖|该用户.{0,12}|发表于 .{0,24}只看该作者.*|Processed in [0-9.]+ .*|GMT[+-][0-9].*|.*Discuz!.*|.*Comsenz.*|.*phpwind.*"
    r"|Archiver.*|回复 ?(?:举报|引用|支持|反对|TOP)[ 举报引用支持反对TOP使用道具]*|本主题.{0,6}(?:已被|由).{0,20}|积分[: ]?[0-9]+|帖子[: ]?[0-9]+|主题[: ]?[0-9]+"
    r"|(?:注册时间|最后登录|在线时间|阅读权限|精华|UID|威望|金钱|金币|贡献|好友|听众|收听)[: ]?[0-9][0-9:. -]*(?:小时|点|枚)?|[0-9]+ ?楼|[0-9]+#|(?:沙发|板凳|地板)[:#]?|头衔.{0,12})$"
)


def forum_frame(line: Line) -> str:
    """Return the reason to drop a line of forum software, or ""."""
    return "forum frame" if len(line.folded) <= 100 and regex(_FORUM).match(line.folded) else ""


def site_operator(line: Line) -> bool:
    """Tell whether the line names who runs the site; it goes only beside a copyright line."""
    folded = line.folded
    return len(folded) <= 120 and regex(_OPERATOR).match(folded) is not None


def contact(line: Line) -> bool:
    """Tell whether the line is a labelled address; it goes only inside a site's footer."""
    return (
        len(line.folded) <= 120
        and regex(
            r"^(?:地 ?址|通讯地址|联系地址|电 ?话|联系电话|咨询电话|热线|客服电话|客服热线|服务热线|举报电话|举报邮箱|传 ?真|邮 ?编|邮政编码|邮箱|电子邮箱|E-?mail|Email|QQ|客服QQ|值班电话|监督电话|新闻热线|投稿邮箱|联系邮箱)[:]"
        ).match(line.folded)
        is not None
    )
