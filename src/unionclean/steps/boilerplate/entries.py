"""Entries of a page's menus by the parts they are made of: 就医指南, 退换货政策, 我的订单.

No list of entries ends, but the parts that they are made of are few. An author's short heading can
be made of them too (会员须知), so a line of this kind is only a witness: it goes by its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.layout import per_line
from unionclean.steps.boilerplate.lexicon import CHANNELS, TOOLS, word_set
from unionclean.steps.boilerplate.links import segment

if TYPE_CHECKING:
    from unionclean.steps.boilerplate.layout import Line

# Parts that close an entry or stand before one. One of them must name what only a site offers.
_SITE_PARTS = word_set(
    """
    中心 频道 专区 专栏 专题 栏目 指南 指引 导航 导览 导读 地图 入口 大厅 概况 简介
    概览 一览 动态 要闻 快讯 资讯 公告 公示 公报 解读 法规 查询 检索 搜索 预约 挂号
    缴费 下载 上传 登录 注册 认证 投稿 投诉 举报 反馈 留言 咨询 问答 论坛 社区 博客
    圈子 群组 商城 书城 旗舰店 订单 购物车 收藏夹 收藏 足迹 优惠券 积分 会员 钱包
    账户 账号 设置 消息 私信 帮助 客服 热线 协议 条款 声明 隐私 私隐 入驻 加盟 招商
    广告 推广 联盟 友链 链接 标签 归档 列表 排行 排行榜 榜单 推荐 精选 热点 热门
    最新 直播 视频 图片 图库 图集 音频 电台 影视 综艺 专辑 歌单 歌手 手游 礼包 攻略
    评测 测评 评论 点评 评价 晒单 报价 行情 开奖 客户端 手机版 电脑版 小程序 公众号
    二维码 订阅号 官微 官网 信箱 公开 园地 风采 团队 荣誉 资质 党建 会员中心 商务
    采购 招标 中标 标讯 店铺 门店 商家 卖家 买家 购物 支付 配送 物流 退换货 售后
    正品 包邮 特价 新品 词条 百科 秒懂 贡献 勋章 任务 签到 等级 粉丝 关注 动态 快速
    网上 在线 掌上 手机 移动 微信 微博 站内 本站 本版 全站 高级 进阶 免费 更多 我的
    全部 往期 过往 即日 精彩 相关 猜你 提交 发布 浏览 点击 分享 复制 打印 列印 订阅
    收银台 礼券 秒杀 抢购 特卖 热卖 行程 影评 乐评 书评 豆列 年度 榜单 吧主 贴子 看板 楼盘 房源
    经纪人 车型 车友 选车 询价 求购 供应 求职 猎头 标书 标讯 题库 真题 分数线 校招 直聘 下载站
    电邮 通讯 版块 版面 辅助 访问 版权 备案 友情 留言板 写评论 发表 导出 引用 收录
    索引 附件 展开 收起 返回 上一个 下一个
    """
)
_PARTS = _SITE_PARTS | word_set(
    """
    医院 科室 专家 医生 名医 患者 病人 健康 科普 就医 就诊 门诊 住院 体检 报告 院务
    校园 学校 学院 学生 教师 师资 招生 就业 教务 教学 科研 学术 校友 院系 部门 机构
    领导 组织 人事 人才 队伍 政务 政策 政府 政民 文件 规章 制度 财政 统计 数据 规划
    民生 便民 办事 服务 互动 交流 参与 调查 访谈 征集 新闻 信息 时政 国内 国际 社会
    财经 经济 金融 股票 基金 理财 保险 科技 数码 汽车 房产 家居 教育 文化 文学 历史
    旅游 美食 体育 娱乐 军事 法治 三农 农业 生活 时尚 女性 母婴 亲子 宠物 游戏 动漫
    小说 音乐 电影 电视 软件 应用 工具 产品 商品 品牌 分类 目录 流程 方式 方法 说明
    须知 规则 规范 保障 承诺 支持 合作 企业 公司 单位 行业 市场 工程 项目 案例 展示
    技术 研发 客户 用户 个人 企业 职位 简历 招聘 求职 面试 活动 会议 培训 学习 考试
    成绩 课程 资料 资源 模板 图书 期刊 杂志 报纸 电子 数字 版本 语言 中文 英文 简体
    繁体 无障碍 关怀 长者 老年 模式 网站 网页 页面 首页 主页 内容 详情 正文 文章
    作品 作者 读者 编辑 投票 活动 价格 规格 参数 属性 问题 回答 提问 意见 建议 处理
    申诉 侵权 违法 不良 安全 质量 关于 联系 加入 我们 平台 系统 门户 媒体 广播 台历
    天气 交通 公交 地铁 景点 酒店 机票 门票 特色 热线 电话 地址 地区 城市 县区 乡镇
    街道 部落格 脸书 影音 新手 入门 成长 团购 二手 租房 交友 星座 彩票 知识 公益
    志愿 党史 党群 纪检 监督 廉政 工会 团委 妇联 工作 基层 典型 经验 理论 研究 成果
    出版 论文 主题
    """
)
_ALL = _PARTS | CHANNELS | TOOLS
# How an entry ends, whatever it begins with: 系所介绍, 股东信息, 名师风采.
PART_ENDS = frozenset(part for part in _PARTS if len(part) == 2) | word_set(
    """
    介绍 概述 沿革 章程 简报 讲话 设置 设备 培养 培训 天地 风貌 风景 队伍 建设 转化 架构
    优势 理念 历程 业绩 实力 环境 网络 分布 渠道 战略 使命 愿景 责任 关怀 寄语 致辞 传承 遗产
    基金 奖励 奖项 名录 名单 名片 手册 汇编 表格 样本 预告 回顾 剪影 掠影 集锦 荟萃 展播 连载
    专刊 专辑 专版 特刊 副刊 周刊 月刊 丛书 书目 馆藏 展厅 展馆 校史 院史 所史 校训 院训 校歌
    校徽 校历 院刊 学报 院报 校报 学会 协会 委员会 研究会 实验室 研究所 研究院 教研室 办公室 学院
    处室 科室 系统 平台 人员 教师 学生 导师 团队 集体 人物 先锋 劳模 典范 榜样 大讲堂 讲堂 讲座
    课堂 社团 班级 年级 学科 专业 学位 本科 硕士 博士 留学 进修 函授 自考 成教 职教 幼教 高教
    """
)

# An entry is no longer; longer ones are sentences or titles.
LONGEST = 8


def parts_of(word: str) -> tuple[str, ...]:
    """Return the parts that an entry is made of, () when it has others."""
    return segment(word, _ALL)


@per_line
def is_built_entry(line: Line) -> bool:
    """Tell whether a short line is two or more parts of a page's entries and nothing else."""
    folded = line.folded.strip(" []【】()|<>:+·•*▪►#-")
    if not 3 <= len(folded) <= LONGEST or not regex(rf"^[{HAN}]+$").match(folded):
        return False
    words = parts_of(folded)
    return len(words) >= 2 and not _SITE_PARTS.isdisjoint(words)


# Sections of a place's or an office's site: 魅力青桥, 今日沙洲, 走进我院, 数据柳河.
_SECTIONS = (
    rf"^(?:魅力|数据|今日|走进|印象|美丽|掌上|图说|网上|智慧|视频|平安|书香|数字|爱上|约会|认识)"
    rf"[{HAN}]{{2,3}}$"
    rf"|^[{HAN}]{{2,3}}(?:概况|要闻|百事|播报|风采|影像|之声|之窗)$"
)
# What switches the language, the size or the look of a page.
_SWITCH = (
    r"^(?:[\[【(]? ?(?:简|繁|简体|繁体|EN|En|英|English|中文|中|大|小|A[-+]?|登录|注册|登入|IPv6|正"
    r"|网站支持IPv6"
    r"|支持IPv6|无障碍|长者模式|关怀版|日本语|한국어|Español|Français"
    r"|Русский|Portugues(?:es)?|Tiếng Việt"
    r"|华语|FB|LINE|X|IG|RSS|PC|WAP|QQ|APP)[\])】]?(?: ?[|/·] ?| |$))+$"
)


@per_line
def is_section(line: Line) -> bool:
    """Tell whether a short line can be a section of a site, or a switch of its looks."""
    folded = line.folded
    return len(folded) <= 40 and (
        regex(_SECTIONS).match(folded) is not None or regex(_SWITCH).match(folded) is not None
    )


# What a page asks its reader to do.
_CALLS = (
    rf"^(?:请(?:输入|选择|填写)[{HAN}、/]{{2,14}}"
    rf"|(?:立即|马上|查看|获取|一键|点击|切换|开通|领取|免费|在线)"
    rf"[{HAN}]{{2,5}})$"
)


@per_line
def is_call(line: Line) -> bool:
    """Tell whether a short line is a button that calls to do something: 获取报价, 请输入手机号."""
    return len(line.folded) <= 18 and regex(_CALLS).match(line.folded) is not None


# What a page counts, and what it offers to do, one of each a line.
_LABELLED = (
    r"(?:累计)?(?:评价|评论|评分|收藏|关注者?|被浏览|浏览|阅读|全部留言"
    r"|全部评论"
    r"|购物车 ?[(]?|点赞|赞同|好问题|有用|赞|踩|喜欢|回复|回答|文章|获赞|粉丝|积分|销量|月销量?"
    r"|库存|人气|热度|商品评价"
    r"|用户评价|网友评论|在看|转发|分享|下载|下载量|引用|组卷|安装量|观看|播放|播放量|弹幕|订阅|成员"
    r"|(?:使用|组卷|下载|播放|安装)次数|真题|采纳数|获赞数|(?:帮助|服务)(?:用户|人数|患者)|回答数|原创"
    r"|[帖贴]子|文档数|浏览总量|爱心|回应|个人积分|(?:文章|帖子|贴子)编号)"
    r" ?[+(:]? ?[0-9][0-9.,]* ?[万亿千wWkK+]*[)]? ?[件次条人个]?"
)
_COUNTED = (
    r"^(?:[0-9.,]+ ?[条个篇](?:点评|短评|影评|书评|讨论|帖子)"
    rf"|[{HAN}]{{2,6}} ?[(][0-9][0-9.,]*[万+]*[)]"
    r"|[共约] ?[0-9]+ ?[条页篇个张件项](?:记录|结果|数据|信息)?|"
    r"(?:预计)?阅读(?:时长|时间|约|需)?[: ≈约]*[0-9]+ ?(?:分钟|min)|(?:全文)?[共约]?[0-9]+字.{0,8}"
    # 3个 is an amount of something.
    r"|(?:[0-9]{3}[0-9.,]*|[0-9.,]+[万亿千wWkK+])[万亿千wWkK+]* ?[次人条个位家]"
    # What readers did: 12人想看, 35 人已关注, 8.4 (1203人评价), 98% 好评.
    r"|(?:[0-9][.][0-9] ?[分星]?)? ?[(]?[0-9][0-9.,]*[万wWkK+]* ?[人位] ?(?:已|觉得|也)?(?:感兴趣"
    r"|想[看读去听玩]|[去看读听玩]过|有用|有帮助|点赞|投币|关注|收藏|评价|评分|点评|打分|围观|付款|预约"
    r"|预订|推荐|赞同|喜欢)了?[)]?|被?收藏了? ?[0-9]+ ?次|[0-9]{1,2}[.][0-9]%"
    r"|[0-9.]+% ?(?:好评|差评|满意|推荐)(?: ?[0-9.]+% ?差评)?|[0-9.]+ ?(?:综合)?评分"
    r"|(?:好评[度率]|满意度|推荐度) ?:? ?[0-9.]+%|[0-9]+ ?篇原创内容|难度(?:系数)? ?: ?0?[.][0-9]+"
    r"|(?:PDF|CAJ|HTML) ?[(][0-9.]+ ?[KMkm][Bb]?[)]|[(]?[0-9]{1,4} ?/ ?[0-9]{1,4}[)]?"
    r"|[0-9.]+[xX倍]速?|[0-9]{3,4}[pP](?: ?[高超]清)?"
    r"|[0-9][0-9.,]* ?[万亿千wWkK+]* ?[次人条个位家]?(?:次|浏览|收藏|关注|评论|回复|点赞|喜欢|赞"
    r"|有用|人气|播放|粉丝|回答|阅读|热度|下载|个?收藏|人?关注|人?浏览|次?播放"
    r"|次?阅读|条评论|个回答){1,2}"
    rf"|(?:{_LABELLED} ?){{1,4}}"
    r"|(?:全部评价 ?)?(?:(?:好评|中评|差评|追评|晒图|有图) ?[(]?[0-9][0-9.,万+]*[)]? ?){1,4}"
    r"|(?=[^万wWkK]*[万wWkK])(?:[0-9][0-9.,]*[万wWkK]?(?: |$)){2,5}"
    # A video, a series, a program: 3.2万播放 · 总弹幕数128, 更新至4集/共6集, 102万人安装, 4.3分.
    r"|(?:[0-9][0-9.,]*[万亿wWkK+]* ?(?:次?播放(?:量)?|观看|弹幕)"
    r"|总?(?:播放|弹幕)[数量]?:? ?[0-9.,]+[万wWkK]?)"
    r"(?: ?[·|,/]? ?(?:总?弹幕[数量]? ?[0-9.,]+万?|[0-9.,]+万? ?条?弹幕))?"
    r"|[0-9.,]+[万+]* ?人正在看|已装填 ?[0-9.,]+万? ?条?弹幕|.{0,4}排行榜最高第 ?[0-9]+ ?名"
    r"|(?:更新至|全|共) ?[0-9]+ ?[集期话回](?: ?/ ?(?:全|共) ?[0-9]+ ?[集期话回])?"
    r"|[0-9][0-9.,]*[万亿+]* ?[次人]{1,2}(?:安装|下载|评分|评价|做过.{0,4}|购买|收货|付款)"
    r"|(?:[0-9][.][0-9]|[1-5]) ?[分星]|(?:综合|用户|总)?评分:? ?[0-9]{1,2}(?:[.][0-9])? ?分?)$"
)


# What a shop counts and promises, one a line: 已售 43 件, 七天退换. Prices and the fields of the
# goods are the author's.
_OFFERED = (
    r"^(?:[已月总]{1,2}[售销]量?出?|销量|库存|剩余|仅剩|送积分|起订量|起批量|限购)"
    r" ?[0-9][0-9.,万+]* ?[件个份台箱笔]?$"
    r"|^件? ?[(]库存 ?[0-9.,万+]* ?件?[)]$|^(?:数量|购买数量|件数)(?: ?[-+0-9]){0,3}$"
    r"|^(?:描述|服务|物流|质量|发货|宝贝描述|卖家服务)(?:相符|态度|服务|速度)?"
    r" ?:? ?[0-5][.][0-9]{1,2} ?分?$"
    r"|^(?:[0-9七十五三]+天(?:无理由)?(?:退换货?|退货|包退)|正品(?:保证|保障)|假一赔[十三四0-9]+|极速退款"
    r"|货到付款|(?:服务|商家|购物)(?:承诺|保障)|(?:支付|付款)方式|配送(?:方式|至)|专享服务|运费险|闪电发货"
    r"|[0-9]+小时发货|信用卡(?:付款)?|超商取货(?:付款)?|(?:领券|满) ?[0-9]*满?[0-9]+减[0-9]+)$"
    r"|^(?:浏览|编辑|点击|阅读|访问|下载)次数 ?: ?[0-9.,万]* ?次?(?: ?历史版本)?$"
    # How a reader sets the page: 背景: 默认 护眼 夜间, 双击滚屏: 1慢 2 3 4 5快.
    r"|^(?:(?:阅读)?(?:背景|主题)|字体|字号|滚屏|双击滚屏)(?:颜色|大小)? ?:"
    r"(?: ?(?:默认|[白淡浅灰黑][色黄蓝绿灰粉]?色?|护眼|夜间|白天|日间|羊皮纸|[大中小]|[宋黑楷]体"
    r"|(?:微软)?雅黑|[1-9][慢快]?)){2,}$"
    r"|^双击滚屏 ?:?(?: ?(?:停止|开始))+$"
    r"|^(?:查看|应用|用户|点击查看)?(?:权限|隐私)(?:详情|说明|政策)?(?: ?:? ?(?:点击)?查看.{0,2})?$"
)


@per_line
def is_counted(line: Line) -> bool:
    """Tell whether a line is a number with what a page counts, or a promise of a shop."""
    folded = line.folded.lstrip("-•*· ")
    if len(folded) > MAX_COUNTED:
        return False
    if folded[1:2] == " ":
        folded = folded.replace(" ", "", 1)  # 库 存10000 件
    if regex("[0-9]").search(folded) and regex(_COUNTED).match(folded):
        return True
    return regex(_OFFERED).match(folded) is not None


MAX_COUNTED = 30
