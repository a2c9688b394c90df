"""What a site prints around the posts of a thread and the answers to a question.

Heads stand above what somebody wrote (发表于 2018-5-2 21:33, 12 人赞同了该回答), the record of the
member beside it (320 帖子), dates and counters below it. None of them is a sentence, and a document
that holds several is a thread: there the page's lines stand between the paragraphs too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.layout import per_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# No mark of a thread is longer; a head with its buttons has some 50 characters.
_LONGEST_MARK = 70

TIME = (
    r"(?:(?:19|20)?[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2}日?"
    r"(?: ?(?:上午|下午)? ?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?|[0-9]{1,2}-[0-9]{1,2}"
    r"(?: [0-9]{1,2}:[0-9]{2})?|(?:今|昨|前)天 ?[0-9:]{0,8}"
    r"|[0-9]+ ?(?:秒|分钟|小时|天|周|个?月|年)以?前|[0-9]{1,2}:[0-9]{2})"
)
NUMBER = r"[0-9][0-9,.]*[万wWkK]?[+]?"
# What a page puts between paragraphs in lines of its own.
INSERTED = (
    r"^(?:[0-9]{1,4}(?:楼|#)|本帖最后由.{1,24}于.{8,24}编辑"
    r"|IP属地:?.{2,20}|送TA礼物|收起回复|只看该作者|广告|推广|ADVERTISEMENT"
    r"|Advertisement|广告 ?[(]?请继续往下阅读.{0,4}|编辑 ?播报|播报)$"
    r"|^(?:相关|延伸|推荐)(?:文章|新闻|阅读|报道|报导) ?[:|].{4,40}[^。!;:]$"
)
# The head of a reply in a small forum: its number, who wrote it, when (2 楼 小草 2020-1-1).
REPLY_HEAD = (
    r"^(?:沙发|板凳|地板|(?:第 ?)?[0-9]{1,5} ?[楼#])[: ]{1,2}[^ 。!?,:]{1,16}[: ]{1,2}"
    rf"{TIME}$"
)
_HEAD = (
    rf"{REPLY_HEAD}|^楼主[: ]{{1,2}}[^ 。!?,:]{{1,16}} {TIME}$|"
    rf"^[^。!?,]{{0,30}}发[表布]于 ?:? ?{TIME}[^。!?,]{{0,40}}$"
    rf"|^{NUMBER} ?(?:个?人|位)?(?:赞同|采纳|推荐)了?(?:该|此|这个|这条)(?:回答|文章|答案)$"
    r"|^(?:沙发|板凳|地板|藤椅|报纸|第?[0-9]{1,5} ?[楼#]|#[0-9]{1,5}|[0-9]{1,5}F)$"
    r"|^(?:最佳|推荐|满意|精彩|精选|专家|网友|医生|律师|其[他它])(?:答案|回答|解答|回复)(?:专区)?"
    r"(?: ?[(]?[0-9]{1,4} ?[条个]?[)]?)?$"
    r"|^本回答(?:由|被).{2,16}(?:推荐|采纳).{0,4}$|^(?:题主|提问者|楼主)采纳$"
)
_STATS = "主题|帖子|贴子|积分|精华|听众|好友|收听|回帖|经验|威望|金币|金钱|贡献|粉丝|获赞|文章"
_MEMBER = (
    rf"^{NUMBER} ?(?:{_STATS})$|^(?:{_STATS}|UID|阅读权限|在线时间|最后登录|注册时间|注册日期)"
    rf" ?:? ?(?:{NUMBER}[帖贴个分篇枚点人小时 ]{{0,5}}|{TIME})(?: ?\| ?.{{1,24}})?$"
    r"|^(?:等级|级别|头衔) ?: ?[^。!?:]{2,10}$|^签到天数:? ?[0-9]+ ?天$"
    r"|^\[?[Ll][Vv][.]? ?[0-9]{1,3}\]? ?.{0,10}$"
    r"|^(?:注册时间|最后登录|在线时间|阅读权限|UID)$|^.{1,16} ?当前[离在]线$"
    r"|^(?:初级|中级|高级|注册|新手|金牌|银牌|铜牌|论坛|超级|正式|核心|荣誉|白金|钻石|资深|普通|青铜|黄金|小)"
    r"(?:会员|版主|元老|长老|管理员|吧主|粉丝)$|^(?:版主|吧主|管理员)$|^(?:Rank: ?[0-9]+ ?)+$"
    r"|^.{1,14}(?:话题|领域|频道)下?的?(?:优秀|优质)(?:答主|回答者|创作者|作者)$"
    r"|^[^ ,。]{1,10}答主$|^(?:热心|匿名)(?:网友|用户|游客)$"
    r"|^(?:(?:副?主任|主治|住院|执业)?[医药护]师|主任|(?:执业|资深)?律师|心理咨询师|营养师|[二三]级?甲等?(?:医院)?"
    r"|已认证|擅长 ?:.{2,40})$"
    rf"|^(?:TA|他|她)获得超过.{{1,10}}[赞可].{{0,4}}$|^超过.{{1,8}}用户采纳.{{0,8}}$"
    rf"|^(?:采纳率|好评率|回答量|采纳数|帮助的人)[: ].{{1,12}}$|^[0-9]{{1,3}}级$"
)
_BAR = (
    rf"^(?:(?:回复|回覆|引用|引言|支持|反对|使用道具|举报|检举|评分|点评|收藏|淘帖|分享|编辑|删除|赞|顶|踩)"
    rf"(?:[ |/0-9]|[(][0-9]+[)])*){{3,}}$"
    rf"|^查看:? ?{NUMBER} ?\| ?回[复帖]:? ?{NUMBER}$"
)
_TAIL = (
    rf"^(?:最后)?(?:编辑|更新|修改)于 ?:? ?{TIME}[^。!?]{{0,24}}$"
    rf"|^来自:? ?.{{0,10}}(?:客户端|手机版|Android|iPhone|iPad).{{0,6}}$"
    rf"|^IP ?属地:? ?[{HAN}]{{2,6}}$"
    # An account says where it writes from.
    r"|^发[布表]于:? ?(?:北京|天津|上海|重庆|河[北南]|山[东西]|辽宁|吉林|黑龙江|江[苏西]|浙江|安徽"
    r"|福建|湖[北南]|广[东西]|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|内蒙古|香港|澳门|台湾"
    r"|[^ ,。]{2}省)(?: .{2,16}官方账号)?$"
    rf"|^[0-9]{{1,5}}楼 ?{TIME}$|^本帖最后由.{{1,24}}于.{{8,24}}编辑$"
    rf"|^(?:赞同|好问题|有帮助) ?[(]?{NUMBER}[)]?$"
    rf"|^{NUMBER} ?[条个](?:评论|回答|回复|讨论|跟帖|解答)$"
    rf"|^{NUMBER} ?个回答被折叠.{{0,8}}$"
    r"|^[0-9]+ ?(?:秒|分钟|小时|天|周|个?月|年)以?前$"
    r"|^(?:关注者|被浏览|添加评论|收起回复|送TA礼物|关注问题|写回答|邀请回答|默认排序|按时间排序|我来答|倒序看帖)$"
)
_MARK = f"(?P<head>{_HEAD})|(?P<member>{_MEMBER})|(?P<tail>{_TAIL})|(?P<bar>{_BAR})"


@per_line
def mark_of(line: Line) -> str:
    """Return which mark of a thread a line is: "head", "member", "tail", "bar", or ""."""
    folded = line.folded.strip(" |[]·")
    if len(folded) > _LONGEST_MARK:
        return ""
    mark = regex(_MARK).match(folded)
    return (mark and mark.lastgroup) or ""


# What a portal lets its readers choose below an article, one a line; nobody lists these otherwise.
FACE = "雷人"
_FACES = frozenset((FACE, "路过", "握手", "鲜花", "鸡蛋"))
_FEWEST_FACES = 4


def faces(lines: Sequence[Line]) -> dict[int, str]:
    """Return the faces by which readers of a portal say what they think of an article."""
    found = [index for index, line in enumerate(lines) if line.folded in _FACES]
    several = len({lines[index].folded for index in found}) >= _FEWEST_FACES
    return dict.fromkeys(found, "comment box: faces to choose") if several else {}
