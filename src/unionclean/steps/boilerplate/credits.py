"""Editor credits, counters and buttons in the byline, told from the author's own metadata.

A byline is a row of fields: 来源：人民网 责任编辑：李明 浏览次数：25 字号：大 中 小 打印. Fields that name
the author, the source or the date are content; the rest belongs to the page. Where a line holds
both, only the page's fields go.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate import lexicon
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.boilerplate.layout import Line

Kind = Literal["editor", "staff", "count", "tool", "author", "source", "date", "about"]

_LABELS: dict[Kind, str] = {
    "editor": "责任编辑|责任编校|责任编审|责编|责任主编|值班编辑|网站编辑|网络编辑|网页编辑|本文编辑|本期编辑|本版编辑|文字编辑|图文编辑"
    "|新媒体编辑|微信编辑|实习编辑|见习编辑|栏目编辑|版面编辑|内容编辑|文稿编辑|稿件编辑|执行编辑|特约编辑|轮值编辑|编辑整理|文章编辑|编辑人|编 ?辑",
    "staff": "责任校对|校 ?对|审 ?核|审核人|审稿人|审稿|审校|编审|编校|终审|初审|复审|一审|二审|三审|一校|二校|三校|复核|审签|审签人|审定|签发"
    "|签发人|核稿|核发|监 ?制|总监制|值班主任|值班编委|值班总编|值班领导|值班主编|主编|副主编|总编辑|美编|美术编辑|图片编辑|视觉编辑|视觉设计"
    "|视觉|排版|制图|上传|上传者|发布人|发布者|发布人员|录入|录入员|录入者|录入人|管理员|信息员|编发|采编|排版编辑|责任审核",
    "count": "浏览次数|浏览量|浏览数|浏览|点击次数|点击数|点击量|点击率|点击|访问次数|访问量|访问|阅读次数|阅读数|阅读量|阅读|查看次数|查看数|查看"
    "|人气指数|人气|热度|评论数|评论|回复数|回复|点赞数|点赞|收藏数|收藏|转发数|转发|分享数|分享次数|推荐数|推荐指数|推荐|已阅读|已有评论|参与"
    "|字数统计|下载次数|本文已被阅读|本文被阅读|文章点击|关注度",
    "tool": "字号选择|字体选择|字体大小|字号大小|字体显示|文字大小|字号|字体|字级|视力保护色|保护视力色|背景颜色|背景色|双击滚屏|双击自动滚屏|分享到|分享至|分享",
    "author": "作 ?者|作者单位|文/图|图/文|图文|文字|撰文|撰稿|撰稿人|供稿|供稿人|供稿单位|通讯员|特约记者|特约通讯员|本报记者|记者|实习记者|见习记者|实习生"
    "|摄影|摄影记者|图片|图|供图|文|译者|翻译|投稿人|来稿|原作者|采写|整理|口述",
    "source": "信息来源|稿件来源|文章来源|新闻来源|消息来源|内容来源|资料来源|图片来源|原文来源|来 ?源|稿源|来源网站|来源媒体|来稿单位|转自|转载自|摘自|出处|原载",
    "date": "发布时间|发布日期|发表时间|发表日期|发稿时间|更新时间|更新日期|修改时间|添加时间|添加日期|录入时间|入库时间|创建时间|上传时间|加入时间|公开日期"
    "|生成日期|成文日期|发文日期|公布日期|施行日期|印发日期|时 ?间|日 ?期|发布于|发表于|发布|发表|更新",
    "about": "发布机构|发布单位|发文机关|发文单位|制发机关|信息公开机构|公开责任部门|责任部门|索引号|索 ?引 ?号|文号|文 ?号|发文字号|发文文号|主题词|主题分类"
    "|信息分类|信息类别|体裁分类|组配分类|服务对象|有效性|效力状态|公开方式|公开范围|公开形式|公开时限|公开属性|关键词|关键字|标题|名称|摘要|分类|栏目|所属栏目|所属分类|类别",
}
FRAME: frozenset[Kind] = frozenset({"editor", "staff", "count", "tool"})

# Labels of a book's imprint: there an editor is a bibliographic fact.
_IMPRINT = (
    r"^(?:书名|书 ?号|ISBN|出版社|出版|出版发行|出版者|定价|开本|印张|版次|印次|印刷|印数|字数|装帧|出品人|丛书名|CIP|发行|经销|封面设计|版式设计)"
)

_DATE = (
    r"(?:19|20)[0-9]{2} ?[-年/.] ?[0-9]{1,2} ?[-月/.] ?[0-9]{1,2} ?日?"
    r"(?:[ T]*(?:星期[一二三四五六日天])?(?:上午|下午)?[ ]*[0-9]{1,2} ?[:时] ?[0-9]{2}(?: ?[:分] ?[0-9]{2} ?秒?)?分?)?"
)


class Field(NamedTuple):
    """``folded[start:end]`` of a line: a label with its value."""

    kind: Kind
    label: str
    value: str
    start: int
    end: int


def split_fields(folded: str) -> list[Field]:
    """Cut a byline into fields; [] when the line is anything else.

    Nothing may stand before the first label except a date or a bracket, so a sentence that holds
    a label is no byline.
    """
    if ":" not in folded and "/" not in folded and "(" not in folded and "】" not in folded:
        return []
    found: list[Field] = []
    matches = list(regex(_label_pattern()).finditer(folded))
    if not matches:
        return []
    head = folded[: matches[0].start()].strip(" [(【|")
    if head and not regex(_DATE + "$").match(head):
        return []
    if head:
        found.append(Field("date", "", head, 0, matches[0].start()))
    for match, after in zip(matches, [*matches[1:], None], strict=True):
        end = after.start() if after else len(folded)
        kind: Kind = next(kind for kind in _LABELS if match[kind])
        value = folded[match.end() : end].strip(" |()[]【】/")
        found.append(Field(kind, match[kind].replace(" ", ""), value, match.start(), end))
    return found


@cache
def _label_pattern() -> str:
    groups = "|".join(f"(?P<{kind}>{_longest_first(words)})" for kind, words in _LABELS.items())
    # A label begins the line or follows a blank, a bracket or a bar, and a colon follows it.
    return rf"(?:(?<=[ |(\[【\])】])|^)[\[【(|]*(?:{groups})[)\]】]? ?[:/] ?"


def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


def is_name(value: str) -> bool:
    """Tell whether a value can be names of people: 闫妍、秦华; 李明(实习); admin; empty."""
    if len(value) > 30 or regex(r"[。!?;,:“”\"]").search(value.replace(",", "、")):
        return False
    parts = [part for part in regex(r"[ 、,/&|()·]+").split(value) if part]
    return all(regex(rf"^(?:[{HAN}]{{1,6}}|[A-Za-z0-9_.@-]{{1,20}})$").match(part) for part in parts)


def _has_surname(value: str) -> bool:
    parts = [part for part in regex(r"[ 、,/&|()]+").split(value) if part]
    return all(
        part.isascii() or (2 <= len(part) <= 4 and part[0] in lexicon.SURNAMES and part != "谢谢")
        for part in parts
    )


def _fits(field: Field) -> bool:
    """Tell whether the value is of the field's kind."""
    value = field.value
    if field.kind == "editor":
        return is_name(value) and (field.label not in {"编辑"} or _has_surname(value))
    if field.kind == "staff":
        return is_name(value) and _has_surname(value)
    if field.kind == "count":
        return regex(r"^(?:[0-9.,+]*[万亿kKwW]?[次人条个]?|[-.…]*|加载中|载入中|loading)[.…]*$").match(value) is not None
    if field.kind == "tool":
        return not value or bool(segment(value, lexicon.TOOLS)) or regex(r"^[A-Za-z|+ -]{0,12}$").match(value) is not None
    return len(value) <= 60


def editor_credit(line: Line, neighbours: tuple[Line, ...] = ()) -> str:
    """Return the reason to drop a line whose fields all belong to the page, or ""."""
    folded = line.folded
    if len(folded) > 120:
        return ""
    fields = split_fields(folded) or _bracketed(folded)
    if not fields or not all(field.kind in FRAME and _fits(field) for field in fields):
        return ""
    if any(regex(_IMPRINT).match(other.folded) for other in neighbours):
        return ""
    kinds = {field.kind for field in fields}
    if "editor" in kinds:
        return "editor credit"
    if "staff" in kinds:
        # 校对：… alone may be a line of a cast list; beside an editor it is not.
        near = any(
            field.kind == "editor" for other in neighbours for field in split_fields(other.folded)
        )
        return "editor credit" if near or len(fields) >= 2 else ""
    return "counter" if "count" in kinds else "share bar"


def _bracketed(folded: str) -> list[Field]:
    """Return the field of a credit without colon: (责任编辑 张三), 【编辑 李四】."""
    match = regex(rf"^[\[【(] ?(责任编辑|责编|编辑) ?([{HAN}]{{2,4}}) ?[\])】]$").match(folded)
    return [Field("editor", "责编", match[2], 0, len(folded))] if match else []


def frame_fields(line: Line) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and reason of the page's fields in a byline that also holds content."""
    folded = line.folded
    if len(folded) > 200:
        return
    fields = split_fields(folded)
    kinds = {field.kind for field in fields}
    if not kinds & FRAME or not kinds - FRAME or not all(map(_fits, fields)):
        yield from _closing_credit(line)
        return
    for field in fields:
        if field.kind in FRAME:
            reason = "editor credit" if field.kind in {"editor", "staff"} else "counter"
            yield line.at + field.start, line.at + field.end, reason


def _closing_credit(line: Line) -> Iterator[tuple[int, int, str]]:
    """Yield the credit in brackets that closes a paragraph: ……。（责任编辑：张三）."""
    folded = line.folded[-60:]
    match = regex(
        rf"[ ]*[\[【(] ?(?P<label>责任编辑|责编|编辑|责任编校|值班编辑|网络编辑) ?[:/] ?"
        rf"(?P<names>[{HAN}A-Za-z0-9_ 、,·]{{1,30}}?) ?[\])】]$"
    ).search(folded)
    if match and is_name(match["names"]):
        end = line.at + len(line.folded)
        yield end - (len(folded) - match.start()), end, "editor credit"
