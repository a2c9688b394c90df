"""One spelling to match: Simplified characters, halfwidth marks, plain blanks, one bar.

The lexicon and the patterns of this step are written once, in Simplified with halfwidth marks.
Genuine Traditional pages and fullwidth marks are folded to that spelling, character by character,
so that offsets in the folded line are offsets in the line.
"""

from __future__ import annotations

from functools import cache

# Pairs for the characters that occur in the lexicon and the patterns of this package, no more:
# folding is for matching, never for output. tests/test_boilerplate.py checks them with OpenCC.
_TRADITIONAL = (
    "責編輯審應檔網頁導覽聯絡們於關點擊閱讀瀏評論壇種類標籤鍵詞體號級發佈機構時間來訊數據庫"
    "權隱轉載註寫筆錄冊證碼處務員會連結鏈環區縣鄉鎮項題專欄選單產業資訊財經際軍國內華聞報刊"
    "視頻圖庫攝影藝術學術歷書畫樂場車產養動態熱門薦圍觀還猜歡請問題誤報檢舉轟彙總匯裏內長廣"
    "簡繁語護訂電郵寄傳貼圖樓藍見該後複製臺灣記筆譯稿監製終戶備營執許違與無聲師議開啟閉設為顧"
    "調節現話劇綜遊戲樣慶顯濟團紅軟硬運術農貿駐鐵飛極創億萬貸際衛遠隨邊這個訪歸當從絕對離"
    "線條繼續較驗給總織鬥買賣價錢獎買賬賺彩寶號館島測將廳戰並舊蘇雙飾獲實夢錯領導齊達過進蹤"
)
_SIMPLIFIED = (
    "责编辑审应档网页导览联络们于关点击阅读浏评论坛种类标签键词体号级发布机构时间来讯数据库"
    "权隐转载注写笔录册证码处务员会连结链环区县乡镇项题专栏选单产业资讯财经际军国内华闻报刊"
    "视频图库摄影艺术学术历书画乐场车产养动态热门荐围观还猜欢请问题误报检举轰汇总汇里内长广"
    "简繁语护订电邮寄传贴图楼蓝见该后复制台湾记笔译稿监制终户备营执许违与无声师议开启闭设为顾"
    "调节现话剧综游戏样庆显济团红软硬运术农贸驻铁飞极创亿万贷际卫远随边这个访归当从绝对离"
    "线条继续较验给总织斗买卖价钱奖买账赚彩宝号馆岛测将厅战并旧苏双饰获实梦错领导齐达过进踪"
)
_BARS = "｜丨│┃∣︱￨¦"
_ARROWS = "»›＞〉→▸►⟩"


@cache
def _table() -> dict[int, str]:
    table = {ord(old): new for old, new in zip(_TRADITIONAL, _SIMPLIFIED, strict=True)}
    # U+FF01..U+FF5E mirror ASCII, the one block of Unicode made for this purpose.
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, _BARS), "|")
    table |= dict.fromkeys(map(ord, _ARROWS), ">")
    table |= dict.fromkeys(map(ord, "\t\u00a0\u3000\u2002\u2003\u2009"), " ")
    table |= {ord("〔"): "[", ord("［"): "[", ord("〕"): "]", ord("］"): "]"}
    return table


def fold(text: str) -> str:
    """Return ``text`` in the spelling of the lexicon; it has the same length.

    >>> fold("（責任編輯：王小明）｜下一頁")
    '(责任编辑:王小明)|下一页'
    """
    return text.translate(_table())
