"""What sites print around what they offer, by the parts it is made of: jobs, songs, homes.

Sites of a kind head their fields with the same words (房源编号), offer to do the same things
(查疾病, 收藏本题) and name the same lists (歌手大全, 试题搜索). What they offer and what they say
of it are few words each; what is made of both is no heading of an author's. A line of this kind
is only a witness: it goes by its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex
from unionclean.steps.boilerplate.layout import per_line

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line

# What only sites have, each with pages of its own.
_OFFERS = (
    "职位|岗位|简历|菜谱|食谱|试题|题目|本题|试卷|题库|错题|歌词|歌曲|歌手|专辑|歌单|铃声|小说"
    "|章节|书籍|本书|书友|帖子|贴子|版块|本[帖贴版吧]|博文|博主|词条|义项|商品|宝贝|店铺|本店|房源"
    "|楼盘|小区|户型|二手房|新房|租房|游记|目的地|景区|软件|应用|游戏|稿件|律师|医生|医师|病情"
    "|疾病|症状|药品|文书|课程|弹幕|漫画|番剧"
)
# What their fields and lists are called; over a text of the author's stands 职位描述, 应用介绍.
_FIELDS = (
    "信息|截图|类别|类型|分类|编号|编码|货号|名称|大小|语言|授权|评级|参数|来源|目录|列表|图片"
    "|照片|图册|相册|图集|标签|纠错|报错|评价|评论|点评|评分|问答|咨询|数|地址|图|库|大全|搜索"
    "|查询|专题|专区|合集|排行榜?|推荐|社区|圈|首页|动态|更新|统计|贡献者|提供|上传者|下载|收藏"
    "|分享|举报|均价|文集|黄页|主页|登录|入驻|加盟|热线|说法|普法|翻译|试听|讨论|书评"
)
# What else a reader does something with. 去医院 and 看书 are lines of an author's list.
_THINGS = (
    "医院|科室|律所|招聘|求职|答案|解析|详解|房价|底价|点评|菜单|购物[篮车]|采购清单|书架|书签"
    "|书单|新帖|楼主|本页|原文|频道|专区|同款|积分|客服|报价|样品|成品|Word|PDF版?|源代码"
    "|(?:书友|读者|交流)群|(?:小编|客服)微信"
)
_DOES = (
    "我也?要|我来|找|查|搜索?|写|发布?|发表|创建|上传|提交|添加|加入?|丢进|移出|收藏|分享|举报"
    "|下载|复制|打印|关注|进入|返回|回到?|切换|查看|晒|问|向|播放|预约|委托|投诉|刷新|编辑|咨询"
    "|打赏|放入|插入|订阅|扫码[查搜加进入]?|手机[查搜]?|解锁|索取|获取|展开|转发|追问"
)
# What charts are ordered by.
_CHARTS = (
    "总|周|月|日|新歌|热歌|原创|飙升|巅峰|热播|热搜|热门|推荐|强推|收藏|点击|人气|月票|畅销|新书"
    "|完本|下载|热卖|口碑|评论"
)
# Whose other things a site shows: 该公司其他职位, 歌手热门歌曲.
_WHOSE = (
    "该?(?:公司|歌手|作者|用户|医生|律师|店铺|开发者)的?|TA的|附近|周边|本[店版类站]|店内"
    "|同(?:小区|价位|厂商|作者|系列|专辑)"
)
_OTHERS = "公司|文章|回答|作品|酒店|景点|美食|医院|商家|热帖|推荐"
_FORMS = (
    rf"^(?:{_OFFERS})(?:{_FIELDS})$|^公司(?:主页|评价|点评)$"
    r"|^(?:请?选择)(?:颜色|尺码|尺寸|规格|套餐|版本|款式|型号|地区|日期|城市)$"
    rf"|^(?:{_DOES})(?:全部|所有|更多|完整|此|该|本|这个|一个|我的|LRC)?(?:{_OFFERS}|{_THINGS})$"
    rf"|^(?:{_CHARTS}){{1,2}}榜$"
    rf"|^(?:推荐|最新|热门|精选)(?:{_OFFERS})$"
    rf"|^(?:查看)?.{{2,8}}(?:的其[他它]|热门|全部|所有)(?:{_OFFERS})$"
    rf"|^(?:{_WHOSE})(?:其[他它]|热门|更多|所有|全部|热招|热销)?的?(?:{_OFFERS}|{_OTHERS})$"
)
# A button, a heading of a field: no longer than this.
_LONGEST = 12


@per_line
def is_offer(line: Line) -> bool:
    """Tell whether a short line is what a site offers and a word for a field or a button."""
    folded = line.folded.strip(" []【】()|<>:+·•*▪►#-")
    return 3 <= len(folded) <= _LONGEST and regex(_FORMS).match(folded) is not None
