"""Which rules may fire on which lines: a few searches for words decide, before any regex.

Each rule names substrings without which it cannot fire. Clean text, whose lines are sentences,
passes after one look at the end of each line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.boilerplate.layout import SENTENCE_ENDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

# Group of rules -> substrings, in both scripts where they differ. A hit costs time, never text.
TRIGGERS: dict[str, tuple[str, ...]] = {
    "path": (
        ">", "＞", "»", "›", "→", "位置", "路径", "路徑", "首页", "首頁",
    ),
    "credit": (
        "编辑", "編輯", "编 辑", "編 輯", "责编", "責編", "责任", "責任", "校对", "校對", "校 对",
        "审核", "審核", "审 核", "监制", "監製", "终审", "一审", "二审", "三审", "录入", "发布人",
        "发布者", "上传", "浏览", "瀏覽", "点击", "點擊", "點閱", "阅读", "閱讀", "人气", "人氣",
        "访问", "訪問", "查看", "评论", "評論", "热度", "字号", "字號", "字体", "字體", "字级",
        "字級", "管理员", "信息员", "主编", "主編", "采编", "视力", "滚屏", "分享",
    ),
    "tools": (
        "打印", "列印", "分享", "收藏", "转发", "轉發", "纠错", "糾錯", "报错", "字号", "字號",
        "字体", "字體", "字级", "字級", "关闭", "關閉", "返回", "回顶", "回頂", "回上", "回首",
        "微信", "微博", "复制", "複製", "转寄", "轉寄", "朋友圈", "QQ", "举报", "檢舉", "点赞",
        "大中小", "大 中", "只看", "回复", "引用", "朗读", "二维码", "扫一扫", "顶部", "纠 错",
        "facebook", "Facebook", "FACEBOOK",
    ),
    "search": (
        "检索", "檢索", "搜索", "搜尋", "搜寻", "请输入", "請輸入", "E-mail推", "E-mail 推",
        "Email推", "热搜",
    ),
    "pages": (
        "一篇", "一页", "一頁", "一章", "一条", "一條", "一则", "一則", "一节", "一張", "一张",
        "一回", "一图", "一主题", "一个主题", "一组", "一话", "尾页", "尾頁", "末页", "末頁",
        "下页", "下頁", "后页", "全文", "目录", "目錄", "书签", "返回列表", "[1]", "【1】", "(1)",
        "（1）",
    ),
    "notice": (
        "版权", "版權", "著作权", "著作權", "©", "opyright", "OPYRIGHT", "opyRight", "ICP",
        "安备", "安備", "备案", "備案", "许可证", "許可證", "owered", "ights", "标识码",
        "网络110", "举报中心", "(c)", "(C)",
    ),
    "claim": (
        "声明", "聲明", "转载", "轉載", "侵权", "侵權", "不代表", "未经", "未經", "凡本", "凡注",
        "来源于网", "来自网", "不构成", "责任自负", "注明出处", "本站", "本网", "注明来源",
        "仅供参考", "僅供參考", "个人观点", "用户上传",
    ),
    "follow": (
        "关注", "關注", "公众号", "公眾號", "二维码", "QR", "客户端", "APP", "App", "app", "原文",
        "评论", "評論", "登录", "登錄", "登入", "知道了", "在看", "赞赏", "扫一扫", "验证码",
        "驗證碼", "匿名", "用户名", "密码", "昵称", "暂无", "上网", "说两句", "加载", "回复",
        "提交", "标签不可点", "下载", "戳", "点击", "留言",
    ),
    "forum": (
        "发表于", "發表於", "只看该", "使用道具", "Discuz", "Comsenz", "phpwind", "Processed",
        "GMT", "Archiver", "积分", "楼", "樓", "注册时间", "最后登录", "UID", "威望", "沙发",
        "板凳", "地板", "金钱", "精华", "头衔", "帖子", "主题", "电梯直达", "贡献", "回复",
        "好友", "#", "该用户",
    ),
    "menu": (
        "首页", "首頁", "主页", "主頁", "收藏", "地图", "地圖", "网站导", "網站導", "友情",
        "联系我们", "聯絡我們", "联络我们", "聯繫我們", "关于我们", "關於我們", "关于本",
        "關於本", "声明", "聲明", "隐私", "隱私", "条款", "條款", "协议", "广告服务", "广告合作",
        "廣告刊登", "商务合作", "登录", "登錄", "登入", "登陆", "注册", "註冊", "手机版",
        "手機版", "电脑版", "触屏", "客户端", "无障碍", "RSS", "nglish", "NGLISH", "Home", "论坛",
        "論壇", "博客", "播客", "图片", "圖片", "图库", "视频", "視頻", "直播", "滚动", "专题",
        "專題", "在线留言", "诚聘", "招聘", "留言板", "中心", "动态", "公告", "公开", "办事",
        "政民", "互动", "打印", "分享", "更多", "搜索", "贴吧",
    ),
    "related": (
        "相关", "相關", "延伸阅读", "延伸閱讀", "推荐", "推薦", "热门", "熱門", "排行", "最新",
        "猜你", "猜您", "感兴趣", "感興趣", "还喜欢", "都在看", "还看了", "更多", "随机", "随便",
        "友情", "合作", "热点", "热文", "24小时", "图片新闻", "网友", "评论", "站内链接", "标签",
        "標籤", "TAG", "Tag", "tag",
    ),
    "spam": (
        "在线观看", "免费观看", "久久", "无码", "毛片", "人妻", "少妇", "博彩", "赌", "娱乐城",
        "百家乐", "老虎机", "时时彩", "六合", "棋牌", "投注", "蜘蛛", "約炮", "约炮", "一区二区",
        "色情", "黄片", "葡京", "私服", "代孕", "注册送", "娱乐平台", "app下载", "APP下载",
        "太阳城", "威尼斯人", "乱伦", "熟女",
    ),
}  # fmt: skip
# Lists of links: groups that fire when a line has this many of one separator.
SEPARATORS = "|｜丨│┃∣︱￨¦_·•・>/-–—,，、 "
MIN_SEPARATORS = 3

# A line that ends like a sentence and is longer than this is nobody's button or call to follow.
SHORT = 45
# Disclaimers are sentences, so they are looked for in so many last (and first) lines.
CLAIM_LINES = 12


def suspect_groups(lines: Sequence[Line]) -> dict[Line, tuple[str, ...]]:
    """Return the lines on which some rule may fire, with the groups of these rules."""
    short = [line for line in lines if line.text[-1] not in SENTENCE_ENDS or len(line.text) <= SHORT]
    everything = "\n".join([line.text for line in short])
    letters = frozenset(everything)
    present = {
        group: words
        for group, triggers in TRIGGERS.items()
        if (words := [word for word in triggers if letters.issuperset(word) and word in everything])
    }
    separators = [mark for mark in SEPARATORS if everything.count(mark) >= MIN_SEPARATORS]
    suspects: dict[Line, tuple[str, ...]] = {}
    if present or separators:
        for line in short:
            text = line.text
            groups = [
                group for group, words in present.items() if any(word in text for word in words)
            ]
            if any(text.count(mark) >= MIN_SEPARATORS for mark in separators):
                groups.append("bars")
            if groups:
                suspects[line] = tuple(groups)
    for line in (*lines[:CLAIM_LINES], *lines[-CLAIM_LINES:]):
        if len(line.text) > SHORT and any(word in line.text for word in TRIGGERS["claim"]):
            suspects[line] = (*suspects.get(line, ()), "claim")
    for line in (*lines[:3], *lines[-3:]):
        text = line.text
        if len(text) > 8 and text.count(text[:3]) >= 3:
            suspects[line] = (*suspects.get(line, ()), "repeats")
    return suspects
