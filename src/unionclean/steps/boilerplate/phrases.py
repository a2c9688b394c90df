"""Pieces of the sentences that sites write around articles, as alternations for `re`.

Folded spelling. Every list is used together with a place, a length and other evidence; the rules
in `notices` and `invitations` say which.
"""

from __future__ import annotations

from functools import cache

_LISTS: dict[str, str] = {
    # Numbers of permits that only the operator of a site has.
    "licence": r"""
        ICP[备证号] ICP许可 ICP经营 公网?安备 公安备案 网安备 许可证(?:编)?号?[:(]?.{0,6}[0-9]{4}
        备案(?:编)?号[:：] 备案序号 网站标识码 政府网站标识 网络110报警 不良信息举报中心
        信息网络传播视听节目 互联网新闻信息服务许可 增值电信业务 网络文化经营 互联网出版
    """,
    "owner": r"""
        © \([cC]\) [Cc]opy\s?[Rr]ight COPYRIGHT
        (?:本网站?|本站)?(?:版权所有|著作权所有)(?![人者权的])
        [Aa]ll\s[Rr]ights\s[Rr]eserved [Pp]owered\s[Bb]y POWERED\sBY Theme\sby Designed\sby
    """,
    "holder": r"""
        (?:版权所有|著作权所有)(?![人者权的]) 版权归.{0,30}所有
        [Cc]opyright\s?(?:©|\([cC]\)|@|[0-9]{4})
        ©.{0,6}[0-9]{4} [Aa]ll\s[Rr]ights\s[Rr]eserved
    """,
    "operator": r"""
        主办单位 主办 承办单位 承办 协办单位 技术支持 技术保障 网站维护 建站支持 网站建设 网站管理
        运行维护 运维单位 维护单位 制作维护 设计制作 网站联系 网站联系电话 建议分辨率 建议使用
        最佳浏览 本站访问量 您是第 本系统由 网站支持 开发维护 版权信息 访问量 累计访问
    """,
    # How a disclaimer begins.
    "opens": r"""
        (?:免责|平台|版权|特别|郑重|重要|本站|本网|网站|转载|原创)?声明(?=[:\])】]|$)
        (?:版权说明|版权提示|免责条款)(?=[:\])】]|$) 转载请 凡本网 凡本站 凡注明 凡来源 凡是注明
        文章来源于 文章内容
        本(?:游记|回答|文集|作品|帖|教程|菜谱|视频)(?:著作权|版权|由|系|来自|内容)
        本文(?:来源|来自|转自|转载|摘自|由|系|为|仅代表|版权|内容|图片|已|属|章|链接|观点|的版权)
        以上(?:内容|文章|信息|网友|图文|言论|仅) 本内容 本站 本网(?:站|页|内容|转载|所有) 图文来源
        图片来源 素材来源 未经 非经 如需转载 欢迎转载 转载须 任何 部分(?:内容|图片|文章|素材) 注:
        提示: 特别提示 温馨提示 原创文章 著作权声明 (?:网友)?(?:评论|发言|留言)仅 若本 如本 如果本
        如有 如涉及 若涉及 如发现 如您 如果您 请自觉遵守 尊重网上道德 用户发表 我们尊重
        [0-9一二三四][、.)]\s?(?:凡|本网|本站)
    """,
    "claims": r"""
        信息发布平台 信息存储 存储服务 非经授权 侵权 涉及版权 版权问题 侵犯 联系.{0,6}删除
        网络收集 收集.{0,2}整理 及时删除 予以删除 立即删除 做删除 尽快删除 删除处理 与本站联系
        与本网联系 联系本站 联系本网 联系我们 联系站长 不代表本 不代表.{0,6}(?:网|站|平台|媒体)
        并不代表 不意味着 与本站无关 与本网无关 与本网站无关 仅代表 仅供参考 仅供.{0,4}参考 不构成
        风险自担 后果自负 不得转载 禁止转载 谢绝转载 严禁转载 请勿转载 注明出处 注明来源 须注明
        注明作者 注明.{0,8}链接 附上.{0,6}(?:出处|链接) [未非]经.{0,6}(?:授权|许可|允许|同意) 追究
        凡本网注明 凡注明 版权均属 版权归 版权属 版权协议 转载自 转自 转载目的 传递更多信息
        来源于?网络 来源于?互联网 来自于?网络 来自于?互联网 源于网络 互联网转载 网络转载 违者必究
        著作权法 不承担 不负 真实性 自行核实
        (?:会员|用户|网友|作者).{0,2}(?:上传|发布|提供|投稿|自行)
        学习参考 请勿抄袭 个人观点 博主原创
        原创文章 本声明 转载作品 自觉遵守 政策法规 严禁发布 色情、暴力 同意其观点 证实其描述
        作品内容 本站立场 本网立场 小心甄别
    """,
    # Calls of reading sites, in lines of their own.
    "slogans": r"""
        最新章节 一秒记住 请收藏本站 更优质的阅读体验 记住本站 记住本书 天才一秒记住 手机用户请浏览
        最快更新 无弹窗 更新最快 全文免费阅读 请牢记 首发域名 手机阅读请 手机站: 请使用手机访问
        喜欢请大家收藏 章节错误,点此举报 章节报错 加入书签,方便 支持正版 txt下载 TXT下载 全文阅读
        阅读网址 本站网址 ^Skip\sto\s(?:main\s)?content$ ^由\s?WordPress\s?建置$
        ^自豪地采用\s?WordPress$ ^Proudly\spowered\sby\sWordPress
        [邮信][件箱](?:地址)?不会(?:被)?公开
        快捷翻页 请遵守社区公约 ^Insert\stitle\shere 搜索各大小说站 最快更新供您阅读
        ^书迷正在阅读: ^小说爱好者正在阅读:
    """,
}


@cache
def any_of(name: str) -> str:
    """Return the alternation of a list, longest words first."""
    words = sorted(_LISTS[name].split(), key=len, reverse=True)
    return "(?:" + "|".join(word.replace(r"\s", " ") for word in words) + ")"
