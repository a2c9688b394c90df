"""Notices of the site's operator: copyright, licences, addresses, disclaimers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.phrases import any_of

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line


def site_notice(line: Line) -> str:
    """Return the reason to drop a copyright or licence line, or ""."""
    folded = line.folded
    if _is_sentence(folded):
        # The operator speaks of 本站; a manual's licence does not.
        ours = "本站" in folded or "本网站" in folded
        owned = regex(f"^{any_of('owner')}").match(folded) if ours else None
        # 《滨海晚报》版权所有 未经书面授权，不得复制
        # ©著作权归作者所有,转载或内容合作请联系作者
        if folded[0] == "©" and len(folded) <= 60:
            return "copyright"
        claimed = len(folded) <= 100 and regex(any_of("holder")).search(folded)
        forbids = claimed and regex(
            r"(?:没有|[未非])经.{0,8}(?:授权|许可|允许|同意).{0,3}(?:不得|禁止|严禁|请勿)"
        )
        return "copyright" if owned or (forbids and forbids.search(folded)) else ""
    if regex(any_of("licence")).search(folded):
        return "site licence"
    # 版权所有 alone may be an entry of an author's list.
    if len(folded) >= 6 and regex(f"^{any_of('owner')}").match(folded):
        return "copyright"
    if 6 <= len(folded) <= 160 and regex(any_of("holder")).search(folded):
        return "copyright"
    return ""


def _is_sentence(folded: str) -> bool:
    """Tell whether the line is a sentence with its verb and not names and numbers."""
    return folded[-1] == "。" or regex(r"[。!?;]|,[^a-zA-Z0-9 ]").search(folded) is not None


# A disclaimer makes several claims; an article about copyright seldom opens like one.
MIN_CLAIMS = 2


def disclaimer(line: Line) -> str:
    """Return the reason to drop a disclaimer of the site, or ""."""
    folded = line.folded
    if not regex(rf"^[\[【(*※■◆●▲★☆> ]*{any_of('opens')}").match(folded):
        return ""
    claims = set(regex(any_of("claims")).findall(folded))
    # A law speaks of permission and liability too, but not of itself as a site.
    if regex(_SITE_SPEAKS).search(folded) is None:
        return ""
    ours = any(word in folded for word in ("本站", "本网", "本平台", "本公众号"))
    if len(claims) >= MIN_CLAIMS or (claims and ours and len(folded) <= 60):
        return "disclaimer"
    short = (
        r"^(?:转载请注明(?:出处|来源|来自|作者)(?:[^,。]*[。!]?$|,(?:谢|违|否|并|禁|如|或|保))"
        r"|未经.{0,8}(?:授权|许可|允许|同意),?.{0,6}(?:请勿|不得|禁止|严禁)转载"
        r"|本文由.{1,20}(?:原创|首发),?.{0,4}(?:版权所有|[未非]经|转载))"
    )
    return "disclaimer" if len(folded) <= 60 and regex(short).match(folded) else ""


_SITE_SPEAKS = (
    r"本站|本网|平台|公众号|本报|本刊|原作者|立场|镜像|摘编|联系|删除|自觉遵守|投资建议|出处|来源于|来自"
    r"|上传|投稿|原创|书面授权|转载请|禁止转载|声明[:\])】]|抄袭"
)


def slogan(line: Line) -> str:
    """Return the reason to drop a reading site's call to bookmark it, or ""."""
    folded = line.folded
    if regex(r"^(?:书迷|小说爱好者|书友)(?:们|都)?正在阅读:").match(folded):
        return "links under a heading"
    if len(folded) > 80 or folded[-1] == ":":
        return ""
    if regex(
        r"^(?:今天是.{8,24} )?欢迎(?:[您你])?(?:光临|访问|来到|进入).{2,24}"
        r"(?:网站|官网|论坛|网|文库|社区|[小中大]学|学院|医院)"
        r"[!。]?(?: ?\|.{0,40})?$"
    ).match(folded):
        return "slogan of the site"
    if regex(r"^[^,。!?]{2,20}欢迎您(?:的?(?:光临|到来|访问))?[!。]?$").match(folded):
        return "slogan of the site"
    if regex(_GREETING).match(folded) or regex(_BOOKMARK).search(folded):
        return "slogan of the site"
    calls = len(regex(any_of("slogans")).findall(folded))
    return "slogan of the site" if calls >= 2 or (calls and len(folded) <= 30) else ""


_GREETING = r"^[您你]好[,!]? ?欢迎(?:[您你])?(?:光临|访问|来到|进入|莅临)[^,。!?]{2,30}[!。]?$"

# What a software of reading sites prints above each chapter, with the name of the author or hero.
_BOOKMARK = r"^[^。!?]{1,16}提[示醒]您 ?: ?看后求收藏.{1,40}接[着著]再看"

# Reasons that hold only for the first and the last lines of a document.
EDGE = "at the page's edge"
MIN_BUTTON = 4
_AROUND = "".join(set(" []【】()|<>:+·•*▲▼.…"))


def edge_button(line: Line) -> str:
    """Return the reason to drop a lone button, when it stands outside everything else, or ""."""
    word = line.folded.strip(_AROUND)
    if len(word) < MIN_BUTTON or word in lexicon.PLAIN_TOOLS:
        return ""
    if word in lexicon.RELATED:
        return f"{EDGE}: heading"
    return f"{EDGE}: button" if word in lexicon.TOOLS else ""


def browser_notice(line: Line) -> str:
    """Return the reason to drop what a page says to old browsers, at its edge, or ""."""
    known = len(line.folded) <= 120 and regex(_BROWSER).search(line.folded)
    return f"{EDGE}: notice to the browser" if known else ""


_BROWSER = (
    r"浏览器.{0,6}(?:不支[持援]|已?关闭|已?禁用|未启用|版本[过太]低).{0,20}(?:[Jj]ava[Ss]cript|升级|更换|,)"
    r"|[Jj]ava[Ss]cript.{0,12}(?:已?关闭|禁用|不支[持援])|(?:启用|开启|打开).{0,6}[Jj]ava[Ss]cript"
)


def name_and_address(line: Line) -> str:
    """Return the reason to drop the name of a reading site with its address, or ""."""
    known = len(line.folded) <= 60 and regex(_NAME_AND_ADDRESS).match(line.folded)
    return f"{EDGE}: name and address" if known else ""


_NAME_AND_ADDRESS = (
    # 【www.甲.com--五年级作文】
    r"^[【\[(](?:https?://)?(?:www|m|wap)[.][a-z0-9-]+[.][a-z.]{2,7} ?[ -–—]{1,2} ?.{2,16}[】\])]$|"
    r"^[^ ,。:!?《》]{1,10}(?:小说|文学|书城|书库|书院|读书|中文|阁|书屋|书吧|书轩)网? ?[(]?(?:https?://)?"
    r"(?:www|m|wap)[.][a-z0-9-]+[.][a-z.]{2,7}/?[)]?(?: ?[-–—].{0,40})?$"
)


@per_line
def is_operator(line: Line) -> bool:
    """Tell whether the line names who runs the site; it goes only beside a copyright line."""
    folded = line.folded
    return len(folded) <= 120 and regex(f"^{any_of('operator')}").match(folded) is not None


_CONTACT = (
    r"^(?:(?:通讯|通信|联系|办公|单位|总部)?地 ?址|(?:联系|咨询|客服|举报|值班|监督|办公)?电 ?话"
    r"|[^ :]{0,6}热线|(?:举报|电子|投稿|联系)?邮箱|违法.{0,8}举报.{0,4}|传 ?真|邮 ?编"
    r"|Tel|TEL|Fax|FAX|Phone|Mobile|Address|Add"
    r"|邮政编码|E-?mail|Email|(?:客服)?QQ|联系方式|工作时间|网址)[:]"
)


@per_line
def is_contact(line: Line) -> bool:
    """Tell whether the line is a labelled address; it goes only inside a site's footer."""
    return len(line.folded) <= 120 and regex(_CONTACT).match(line.folded) is not None


def snapshot(line: Line) -> str:
    """Return the reason to drop what a search engine says above its copy of a page, or ""."""
    return "notice of a snapshot" if regex(_SNAPSHOT).search(line.folded) else ""


_SNAPSHOT = (
    r"(?:百度|谷歌|搜狗|必应|网页)快照(?:是|谨|仅|-|_).{0,40}(?:网页|网络|缓存|索引)"
    r"|(?:更新|删除|投诉).{0,6}(?:删除|投诉)?快照"
    r"|^这是.{0,120}(?:的(?:网页)?(?:缓存|快照)(?:页面?)?[。.]?$|在某个时间点的快照|在.{8,40}的快照)"
    r"|与(?:本|该)?(?:网页|页面)(?:内容)?的作者无关"
    r"|^[您你](?:查询|搜索)的关键[词字]是 ?:"
)


def wiki_notice(line: Line) -> str:
    """Return the reason to drop what a wiki prints around each of its pages, or ""."""
    return "frame of a wiki" if regex(_WIKI).match(line.folded) else ""


_WIKI = (
    r"^(?:(?:本|此)(?:页面|页|条目|网页)?(?:的)?(?:最后|上次)(?:一次)?(?:编辑|修改|更改|修订)"
    r"(?:于|在|是在|时间为?:?) ?[0-9]{4} ?[年/-].{1,40}"
    r"|除非(?:另有|特别)(?:声明|说明|注明),本(?:网站|站|维基|页面?)(?:的)?(?:全部)?内容(?:采用|以|使用).{4,60}"
    r"|本(?:站|页面?|维基)(?:的)?(?:全部|所有)?(?:文字|内容)(?:都|均)?(?:在|采用|使用|依据|以).{0,8}"
    r"(?:知识共享|GNU|CC).{2,70}"
    r"|(?:跳转|跳|移)(?:到|至|往)?: ?导航[、,] ?搜[索寻]"
    r"|(?:跳转|跳|移)(?:到|至) ?(?:导航|导览|搜[索寻])(?:栏|框)?"
    r"|(?:出自|来自|取自)?[^,。 -]{2,24},自由的百科全书"
    r"|取自[“「\"]https?:.{4,200})$"
)
