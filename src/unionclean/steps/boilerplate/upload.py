"""The frame of sites that share documents: the record of a file, its previews, the download box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import word_set

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line

# What such a site says of a file. A book's imprint has 页数 and 开本 but none of the first set.
_SITE_LABELS = word_set(
    """
    文档编号 资源编号 资源ID 文档ID 资源大小 文档大小 下载积分 下载积分值 所需积分 资源格式
    文档格式 全文页数 文档页数 文档热度 文档价格 文档序号
    """
)
_LABELS = _SITE_LABELS | word_set(
    """
    下载次数 格式 页数 大小 编号 类型 文件大小 文件格式 浏览次数
    浏览 收藏 热度 积分 价格 资源类别 资源类型 文档类型 文件类型 认证信息 认证类型 所属分类 下载量
    """
)
# Fields of a record in one line, one of which only such a site has.
MIN_FIELDS = 2
# Fields that no author writes: the masked name of who uploaded, the number of the file.
_SURE_FIELD = (
    r"^上传(?:人|者|用户) ?: ?[^ :]{0,8}\*{2,}[^ :]{0,8}$"
    r"|^(?:文档|资源)(?:序号|编号|ID) ?: ?[0-9]{4,}$"
)
# How long a text takes to read: 共 9926字，需浏览 20分钟; 字数统计: 823 | 阅读时长 ≈ 3 分钟.
_READING = (
    r"^(?:全文|本文|共计?|约|总计|字数|统计|:|[ ,])*[0-9.]+ ?[kK千]?(?: ?个?字,?.{0,8}"
    r"| ?[|·/,] ?(?:预计)?阅读(?:时[长间])? ?[:≈约]* ?)[0-9.]+ ?(?:分钟|min).{0,12}$"
)

_FORMAT = r"\.[A-Za-z]{2,5}$"
_PIECE = r"^(.{2,90})_第 ?[0-9]{1,4} ?页$"
_PREVIEW = (
    rf"{_PIECE}"
    r"|^PDF ?下载 ?: ?PDF ?下载$|^刷新(?:页面|本页).{0,2}文档预览$"
    r"|^第 ?[0-9]{1,4} ?页 ?/ ?共 ?[0-9]{1,4} ?页$"
    r"|^.{0,12}文档预览 ?[:(].{0,30}$"
)
_OFFERED = (
    r"^《.{2,90}》(?:由|为).{0,6}(?:会员|用户|网友).{0,6}(?:分享|上传|提供)"
    r"|^亲,该文档(?:总共|一共|共).{0,60}(?:预览|下载)"
    r"|^免费预览(?:已|到此)?结束.{0,30}$"
    # The hints of a software that runs hundreds of such sites.
    r"|^(?:[0-9]{1,2}[、.]?)?(?:快捷下载时,用户名和密码|如填写[0-9]+,账号就是|PDF文件下载后,可能"
    r"|本站(?:不支持迅雷|资源下载后)|试题试卷类文档,如果)"
    r"|^下载(?:该|本|此)?(?:资源|文档|文件)需要 ?[0-9.]+ ?.{0,4}$"
    r"|^(?:[0-9]{1,2}[、.] ?)*下载文档前请.{2,80}(?:完整性|内容).{0,60}$"
    r"|^[^。!?]{2,60}[,。] ?本文关键词 ?:[^。!?]{2,80}$"
)


@per_line
def record(line: Line) -> str:
    """Return the reason to drop what a site says of a file and its preview, or ""."""
    folded = line.folded.lstrip("•·-* ")
    if regex(_PREVIEW).match(folded):
        return "page links: preview of a document"
    if regex(_READING).match(folded.lstrip(" ·")):
        return "counter: how long the text takes to read"
    if regex(_OFFERED).match(folded):
        return "offer of a document"
    if regex(_SURE_FIELD).match(folded):
        return "record of a document"
    if _counts(folded):
        return "counter: what a blog holds"
    labels = regex(r"(?:^| )([^ :,。]{2,6}) ?:").findall(folded)
    if len(labels) < MIN_FIELDS or regex(r"[。!?;]").search(folded):
        return ""
    masked = regex(r"^上传(?:人|者|用户) ?: ?[^ :]{0,8}\*{2}").match(folded)
    known = sum(label in (_FIELDS if masked else _LABELS) for label in labels)
    if known == len(labels) and not _SITE_LABELS.isdisjoint(labels):
        return "record of a document"
    return ""


def previewed(folded: str) -> str:
    """Return the name of the document, without its format, of which a line heads a page, or ""."""
    found = regex(_PIECE).match(folded) if "_第" in folded else None
    return regex(_FORMAT).sub("", found[1]) if found else ""


def without_format(line: Line) -> str:
    """Return a line that may be the name of a document, without its format."""
    return regex(_FORMAT).sub("", line.folded)


# What the engine of a blog counts, two or more in a row: 14 Posts :: 0 Stories :: 214 Comments.
_COUNTED = r"(?:posts?|stories|articles|comments|trackbacks|随笔|文章|评论|引用|阅读)"


def _counts(folded: str) -> bool:
    one = rf"(?:[0-9]+ ?{_COUNTED}|{_COUNTED} ?[-:]? ?[0-9]+)"
    return regex(rf"^{one}(?:[ ,:|;·-]+{one}){{2,}}$").match(folded.lower()) is not None


@per_line
def record_field(line: Line) -> bool:
    """Tell whether a line is a field such a site gives a file; it goes beside a certain one."""
    label, colon, value = line.folded.lstrip("•·-* ").partition(":")
    known = label.replace(" ", "") in _FIELDS
    return bool(colon) and known and len(value) <= MAX_VALUE and not regex("[。!?;]").search(value)


# Beside a certain field the time and the name are those of the upload.
_FIELDS = _LABELS | word_set("上传时间 上传日期 上传人 上传者 上传用户")
MAX_VALUE = 24
