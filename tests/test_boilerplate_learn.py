"""Lines that a folder repeats: what is learned, what never is, and in how much memory."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import pytest

from unionclean import Config, convert, pipeline
from unionclean.edits import Edit, apply_edits
from unionclean.errors import UsageError
from unionclean.outer import outer_lines
from unionclean.pipeline import repair_text
from unionclean.steps import STEP_NAMES
from unionclean.steps.boilerplate import learn
from unionclean.steps.boilerplate.learn import LearnedLines, LineCounter, edge_lines
from unionclean.steps.boilerplate.page import find_frame
from unionclean.steps.pinyin.simulator import annotate, to_farm_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from unionclean.result import Result

BEFORE = STEP_NAMES[1 : STEP_NAMES.index("boilerplate")]
NAMES = "东南西北中前后左右上"


def article(number: int) -> str:
    name = "".join(NAMES[int(digit)] for digit in str(number))
    return (
        f"{name}码头的书屋\n"
        f"上周五，{name}码头的职工书屋正式开门，三千多册图书整整齐齐摆上了书架，大家都来看。\n"
        f"书屋由{name}工会牵头建设，每晚开放到九点，周末全天开放，管理员是三名退休的老职工。\n"
    )


def page(number: int) -> str:
    head = "海潮网\n当前位置：首页 > 新闻 > 正文\n"
    return f"{head}{article(number)}（责编：李明）\n海的那一边\n读懂一座港\n"


def survey(documents: list[str]) -> LearnedLines:
    counter = LineCounter()
    for number, text in enumerate(documents):
        counter.add(f"{number:03}.txt", edge_lines(text))
    return counter.learned()


def clean(text: str, learned: LearnedLines | None) -> str:
    return apply_edits(text, [e for e in find_frame(text, learned) if isinstance(e, Edit)])


@pytest.mark.parametrize(
    "template",
    [
        "同志们：\n{}谢谢大家！\n",  # a salutation and a closing
        "个人简历\n{}",  # a form
        "{}滨海市总工会办公室\n2024年5月1日\n",  # a signature
        "工作总结\n{}一、下一步打算\n",  # usual headings
        "首页 > 范文\n会议纪要\n{}（责编：李明）\n",  # a title under a breadcrumb
        "{}作者：林晓波\n来源：滨海日报\n",  # metadata
        "姓名____ 班级____ 得分____\n{}",  # places to fill in
        "{}（责编：李明）\n（本报记者 周平）\n",  # who wrote it, below the editor's credit
        "{}晚安\n收藏这一天\n",  # the formula of a diary
        "书屋往事\n第一章\n{}（本章完）\n作者的话\n",  # a novel in files
        "{}水流长\n水流长啊水流长\n",  # a refrain
        "滨海市人民政府文件\n{}抄送：市总工会\n",  # a letterhead
        "{}## 许可证\n宽松许可证\n（责编：李明）\n",  # a heading of Markdown
    ],
)
def test_lines_that_authors_repeat_are_not_learned(template: str) -> None:
    documents = [template.format(article(number)) for number in range(40)]
    assert len(survey(documents)) == 0


def test_copies_of_one_article_teach_nothing() -> None:
    assert len(survey([page(7)] * 40)) == 0


def test_few_documents_teach_nothing() -> None:
    assert len(survey([page(number) for number in range(4)])) == 0


def test_the_frame_of_a_site_is_learned_with_count_and_files() -> None:
    learned = survey([page(number) for number in range(40)])
    assert set(learned.lines) == {"海潮网", "海的那一边", "读懂一座港"}
    assert learned.documents == 40
    assert learned.lines["海潮网"].documents == 40
    assert learned.lines["海潮网"].files[:2] == ("000.txt", "001.txt")


def test_a_call_to_the_reader_is_learned_where_no_other_line_of_the_page_stands() -> None:
    learned = survey([f"{article(number)}扫码加好友\n" for number in range(40)])
    assert set(learned.lines) == {"扫码加好友"}


def test_learned_lines_go_and_say_so() -> None:
    learned = survey([page(number) for number in range(40)])
    text = f"海潮网\n{article(99)}海的那一边\n"
    assert clean(text, None) == text
    assert clean(text, learned) == article(99)
    reasons = {e.reason for e in find_frame(text, learned) if isinstance(e, Edit)}
    assert reasons == {"learned: on 40 documents of the folder"}


def test_a_learned_line_inside_an_article_stays() -> None:
    learned = survey([page(number) for number in range(40)])
    text = article(1) * 6 + "海潮网\n" + article(2) * 6
    assert "海潮网" in clean(text, learned)


def test_lines_can_be_saved_edited_and_sent_to_workers() -> None:
    learned = survey([page(number) for number in range(40)])
    assert LearnedLines.loads(learned.dumps()) == learned
    assert "海的那一边" in learned.dumps()
    assert pickle.loads(pickle.dumps(learned)) == learned


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"documents": 1, "lines": [{}]}'])
def test_other_files_are_refused(content: str) -> None:
    with pytest.raises(UsageError):
        LearnedLines.loads(content)


def test_memory_is_bounded_and_frequent_lines_survive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learn, "MAX_KEYS", 100)
    counter = LineCounter()
    for number in range(300):
        counter.add(str(number), edge_lines(page(number)))
    assert len(counter._tallies) <= 100
    assert "海的那一边" in counter.learned().lines


@pytest.mark.parametrize(
    ("disguise", "steps"),
    [
        (lambda text: convert(text, "s2twp"), ("mojibake",)),  # an author's, for all we know
        (to_farm_script, BEFORE),  # mapped one character at a time
        (annotate, BEFORE),
        # Garbled, so that it looks Traditional.
        (lambda text: text.encode().decode("gb18030", "replace"), BEFORE),
        (str, None),
    ],
)
def test_only_pages_in_disguise_are_repaired_before_their_lines_are_counted(
    disguise: Callable[[str], str], steps: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    run: list[object] = [None]

    def repair(text: str, config: Config) -> Result:
        run.append(config.only)
        return repair_text(text, config)

    monkeypatch.setattr(pipeline, "repair_text", repair)
    text = (
        page(1)
        + "开会的时候请把手机关掉，后来才发现只有他们几个人已经走了，面包和干粮都留了下来。\n"
    )
    outer_lines(disguise(text), Config())
    assert run[-1] == steps
