"""JSON, CSV and TSV: each string or cell is repaired as a text, and what is around it stays."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionclean import Config, explain_text, fields, fix_bytes, fix_text, pipeline
from unionclean.containers import find_container

if TYPE_CHECKING:
    from unionclean.result import Result
    from unionclean.steps import Context

FARM = "各級(jí)工會(huì)要認(rèn)真學(xué)習(xí),積極參與服務(wù)。"
CLEAN = "各级工会要认真学习，积极参与服务。"
FRAMED = f"{FARM}\n责任编辑:张三\n古交市| 耿马| 通河县| 汉中市| 密山市| 鄯善县| 巴东县| 曲水县|"


def dump(*records: object, ascii_only: bool = False) -> str:
    return "".join(json.dumps(one, ensure_ascii=ascii_only) + "\n" for one in records)


FIXED = {
    "one field": (dump({"id": 1, "text": FARM}), dump({"id": 1, "text": CLEAN})),
    "a link farm at the end of a record": (dump({"text": FRAMED}), dump({"text": CLEAN})),
    "escapes stay": (
        dump({"text": FARM, "n": 1.5}, ascii_only=True),
        dump({"text": CLEAN, "n": 1.5}, ascii_only=True),
    ),
    "letters alone are not escaped by that": (
        dump({"text": "meeting &#20250;&#35758; &#24320;&#22987;&#20102;"}),
        dump({"text": "meeting 会议 开始了"}),
    ),
    "what stands among escapes is escaped": (
        dump({"text": "会 &#20250;&#35758; &#24320;&#22987;&#20102;"}, ascii_only=True),
        dump({"text": "会 会议 开始了"}, ascii_only=True),
    ),
    "quotes and line ends in the text": (
        dump({"text": f'他說(shuō)"好"\n{FARM}\t\\'}),
        dump({"text": f'他说"好"\n{CLEAN}\t\\'}),
    ),
    "a title is told by the text beside it": (
        dump({"title": "會(huì)議", "text": FARM}),
        dump({"title": "会议", "text": CLEAN}),
    ),
    "a title is told by the texts around it": (
        dump({"title": "會(huì)議", "text": FARM}, *[{"text": FARM + str(i)} for i in range(3)]),
        dump({"title": "会议", "text": CLEAN}, *[{"text": CLEAN + str(i)} for i in range(3)]),
    ),
    "the turns of a talk": (
        dump({"messages": [{"role": "user", "content": FARM}]}),
        dump({"messages": [{"role": "user", "content": CLEAN}]}),
    ),
    "a list of records over many lines": (
        json.dumps([{"text": FARM}, {"text": CLEAN}], ensure_ascii=False, indent=2),
        json.dumps([{"text": CLEAN}, {"text": CLEAN}], ensure_ascii=False, indent=2),
    ),
    "one record of many was cut off": (
        dump(*[{"text": FARM}] * 11) + '{"text": "會(huì)',
        dump(*[{"text": CLEAN}] * 11) + '{"text": "會(huì)',
    ),
}
PARAGRAPH = CLEAN * 4
PLACES = "古交市| 耿马| 通河县| 汉中市| 密山市| 鄯善县|"
FIXED |= {
    "the cells of a table": (
        f'id,title,text\r\n1,會(huì)議,"{FARM * 3}{FRAMED}"\r\n2,"a ""b"", c","{FARM * 4}"\r\n',
        f'id,title,text\r\n1,会议,"{CLEAN * 4}"\r\n2,"a ""b"", c","{PARAGRAPH}"\r\n',
    ),
    "the last cell is empty": (
        f'no,text,note\n1,"{FARM * 4}",\n2,"{FARM * 4}",',
        f'no,text,note\n1,"{PARAGRAPH}",\n2,"{PARAGRAPH}",',
    ),
    "blank lines at the end of a table": (
        f'no,text\r\n1,"{FARM * 4}"\r\n\r\n\r\n',
        f'no,text\r\n1,"{PARAGRAPH}"\r\n\r\n\r\n',
    ),
    "a number too long for Python": (
        f'{{"n": {"9" * 5000}, "text": "{FARM}"}}\n',
        f'{{"n": {"9" * 5000}, "text": "{CLEAN}"}}\n',
    ),
    "a file that was cut off at its start": (
        '會(huì)"}\n' + dump(*[{"text": FARM}] * 11),
        '會(huì)"}\n' + dump(*[{"text": CLEAN}] * 11),
    ),
    "short cells that a farm annotated": (
        f'id,text\r\n1,"{FARM}\r\n會(huì)議"\r\n',
        f'id,text\r\n1,"{CLEAN}\n会议"\r\n',
    ),
    "rows of one line with tabs": (
        f"no\ttext\tlabel\r\n1\t{FARM}\tpos\r\n2\t{PLACES}\tneg\r\n3\t他說(shuō)'好',就走了\t\r\n",
        f"no\ttext\tlabel\r\n1\t{CLEAN}\tpos\r\n2\t{PLACES}\tneg\r\n3\t他说'好'，就走了\t\r\n",
    ),
    "a line end comes into a quoted cell": (
        f'no\ttext\n1\t"{PARAGRAPH}\\n他说""好""。\\n我们都去。"',
        f'no\ttext\n1\t"{PARAGRAPH}\n他说""好""。\n我们都去。"',
    ),
}
FIXED |= {
    "rows without quotes, a name for each column": (
        f"id,text\n1,{FARM.replace(',', '，')}\n2,他說(shuō)好。\n",
        f"id,text\n1,{CLEAN}\n2,他说好。\n",
    ),
    "some cells with quotes, a column of numbers": (
        '1,"房间很大,早餐不错."\n0,服务太差！再也不来了。\n1,位置很好，出门就是地铁站。\n',
        '1,"房间很大，早餐不错."\n0,服务太差！再也不来了。\n1,位置很好，出门就是地铁站。\n',
    ),
    "a blank that was put before some cells": (
        "0,房间很大。早餐不错。\n1, 服务太差！再也不来了。\n0,位置很好，出门就是地铁站。\n",
        "0,房间很大。早餐不错。\n1,服务太差！再也不来了。\n0,位置很好，出门就是地铁站。\n",
    ),
    "tabs before an empty cell": (
        f"1\t{FARM}\t\n2\t{FARM}\t\n3\t他說(shuō)好。\t见上\n",
        f"1\t{CLEAN}\t\n2\t{CLEAN}\t\n3\t他说好。\t见上\n",
    ),
}
KEPT = {
    "reviews with labels, without quotes": (
        "label,review\n1,房间很大。早餐不错。\n0,服务太差！再也不来了。\n1,位置很好，出门就是地铁站。\n"
    ),
    "sentences between semicolons": "0;切换到页面设置标签。;1\n1;如何查看剩余的油墨？;\n",
    "poems, a name for each column": (
        "title,author,content\n静夜思,李白,床前明月光，疑是地上霜。\n春晓,孟浩然,春眠不觉晓，处处闻啼鸟。\n"
    ),
    "poems without any names": (
        "静夜思,李白,床前明月光，疑是地上霜。\n春晓,孟浩然,春眠不觉晓，处处闻啼鸟。\n"
        "相思,王维,红豆生南国，春来发几枝？\n鹿柴,王维,空山不见人，但闻人语响。\n"
    ),
    "two rows, a name for each column": "id,text\n1,今天天气很好。\n",
    "empty cells at the ends": "1\t今天天气很好。\t\n2\t明天会下雨吗？\t\n3\t我不知道。\t见上\n",
    "one row": "1\t今天天气很好。\t\n",
    "spacing, numbers, order, doubled keys": (
        '{ "b":1.50e+3 ,"a" : "文字。","a":[ true,null ]}\n\n{"c":"\\/"}'
    ),
    "keys": dump({"學(xué)習(xí)": CLEAN, "標題": CLEAN}),
    "a catalogue of messages": json.dumps(
        {"expiry": "不限期:infinite,1周:1 week", "ok": "确定:", "no": "取消 , 返回"},
        ensure_ascii=False,
        indent=1,
    ),
    "half a character": '{"text": "\\ud83d 文字 ， "}',
    "a table of readings": json.dumps({"一丁不识": [["yī"], ["dīng"]]}, ensure_ascii=False),
    "short cells and line ends in them": '编号,名称,说明\n1,"甲, 乙",按下\n2,"丙 \n丁",松开\n',
    "rows of short cells": '编号,名称,说明\n1,"甲, 乙",按下\n2,"丙 ",松开\n',
    "a record without line end": '{"text": "第一行\\n第二行"}',
}


@pytest.mark.parametrize("name", FIXED)
def test_fixed(name: str) -> None:
    damaged, fixed = FIXED[name]
    result = explain_text(damaged)
    assert result.text == fixed
    assert result.revert() == damaged
    assert fix_text(fixed) == fixed


@pytest.mark.parametrize("name", KEPT)
def test_kept(name: str) -> None:
    assert fix_text(KEPT[name]) == KEPT[name]


@pytest.mark.parametrize(
    "text",
    [
        "天晴了,雨停了。\n花开了,鸟叫了。\n春去了,夏来了。\n",
        "他来了;她走了;我留下。\n天晴了;雨停了;花开了。\n春去了;夏来了;秋近了。\n",
        "[6/5, 10:21] 阿强：去不去？\n[6/5, 10:22] 阿娟：去，在哪里？\n[6/5, 10:23] 阿强：老地方。",
    ],
)
def test_clauses_of_one_number_make_no_table(text: str) -> None:
    assert find_container(text) is None


def test_tabs_alone_make_no_table_of_texts() -> None:
    text = "\t各级工会组织要认\n\t真学习。\n\t" + CLEAN + "\n"
    assert find_container(text) is None
    words = "词语\t读音\n学习\txuéxí\n工作\tgōngzuò\n"
    assert find_container(words) is None
    assert find_container("甲\t" + CLEAN + "\n乙\t" + CLEAN + "\n") is None  # two rows


def test_only_the_named_fields_are_repaired() -> None:
    record = {"text": FARM, "meta": {"note": FARM}, "other": FARM}
    assert json.loads(fix_text(dump(record), Config(jsonl=("text", "meta.note")))) == {
        "text": CLEAN,
        "meta": {"note": CLEAN},
        "other": FARM,
    }


def test_a_named_field_that_is_missing_is_told() -> None:
    result = explain_text(dump({"text": FARM}), Config(jsonl=("text", "tekst")))
    assert result.text == dump({"text": CLEAN})
    assert result.warnings == ("No field 'tekst' with a text is in it.",)
    assert not explain_text(f"{FARM}\n{dump({'text': FARM})}", Config(jsonl=("tekst",))).warnings


def test_no_names_are_all_names() -> None:
    assert fix_text(dump({"text": FARM}), Config(jsonl=())) == dump({"text": CLEAN})


def test_a_named_field_is_a_text_in_any_json() -> None:
    catalogue = '{\n"message": "天气很好,我们出去,晚上再回来。"\n}'
    assert fix_text(catalogue) == catalogue
    assert "很好，我们" in fix_text(catalogue, Config(jsonl=("message",)))


PAGES = [
    f"{place}书屋上周正式开门，三千多册图书摆上了书架，大家都来看。"
    for place in ("东港", "西港", "南港", "北港", "中港")
]


def test_a_text_that_records_share_is_repaired_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    repair = pipeline._repair_document

    def counted(text: str, context: Context) -> Result:
        asked.append(text)
        return repair(text, context)

    monkeypatch.setattr(pipeline, "_repair_document", counted)
    label = "长篇小说,短篇小说,诗歌。"
    rows = [{"label": label, "text": page} for page in PAGES]
    repaired = [{"label": "长篇小说，短篇小说，诗歌。", "text": page} for page in PAGES]
    assert fix_text(dump(*rows)) == dump(*repaired)
    assert asked.count(label) == 1


def test_what_the_records_before_show_counts_for_shared_texts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A short text is left at first, and restored once others were misread in the same way."""
    share = "５０％，有５"
    label, *pages = (text.encode("gbk").decode("latin-1") for text in (share, *PAGES))
    damaged = dump(*[{"label": label, "text": page} for page in pages * 2])
    found = fix_text(damaged)
    assert label in found
    assert share in found
    monkeypatch.setattr(fields, "_SHARED", 0)
    assert fix_text(damaged) == found


def test_lines_that_the_records_repeat_are_learned() -> None:
    framed = dump(*[{"text": f"{page}\n（责编：李明）\n读懂一座港"} for page in PAGES])
    assert fix_text(framed) == dump(*[{"text": page} for page in PAGES])
    assert "读懂一座港" in fix_text(framed, Config(learn=False))
    assert "读懂一座港" in fix_text(framed, Config(safe=True))


def test_broken_lines_are_told() -> None:
    result = explain_text(dump(*[{"text": CLEAN}] * 12) + '{"text": ')
    assert result.warnings == ("One line is not JSON and stayed as found (the first: 13).",)


def test_a_cell_without_quotes_that_needs_them_stays_and_is_told() -> None:
    table = f'no,name,text\n1,工会要认真学习。\\n积极参与服务。\\n第三段话。,"{PARAGRAPH}"\n'
    result = explain_text(table)
    assert result.text == table
    (warning,) = result.warnings
    assert warning.startswith(
        "One line is a row with a cell that cannot be repaired without quotes"
    )
    assert warning.endswith("(the first: 2).")


def test_changes_have_their_place_in_the_file() -> None:
    damaged = dump({"text": CLEAN}, {"text": "會(huì)議\t學(xué)習(xí)，發(fā)言。"})
    changes = explain_text(damaged, Config(only=("pinyin",))).changes
    assert len(changes) == 4
    for change in changes:
        line = damaged.split("\n")[change.line - 1]
        assert damaged[change.start : change.end] == change.before
        assert line[change.column - 1 :].startswith(change.before)


def test_undecodable_bytes_stay_and_are_told_once() -> None:
    raw = dump({"text": CLEAN * 3}).encode().replace("学习".encode(), "学".encode() + b"\xff", 1)
    result = fix_bytes(raw)
    assert result.text == raw.decode(errors="replace")
    assert result.decoded is not None
    assert [bad.raw for bad in result.decoded.bad] == [b"\xff"]
    assert not result.findings


NOT_JSON = (
    "",
    "[1] 参考文献",
    "[1]\n[2]\n正文。",
    "[2020]",
    "{正文}",
    '{"a": "一"}\n正文一。\n正文二。',
    "{" * 5_000,
    f'他说"好",{PARAGRAPH}\n她说"好",{PARAGRAPH}\n',
    f'"{PARAGRAPH}",他说。\n"{PARAGRAPH}",她说，"{PARAGRAPH}",大家都听见了。\n',
)


@pytest.mark.parametrize("text", NOT_JSON)
def test_prose_is_no_container(text: str) -> None:
    assert find_container(text) is None


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [one for part in inner for one in strings_in(part)]


@given(st.lists(st.dictionaries(st.text(), values, min_size=1), min_size=1), st.booleans())
def test_all_strings_are_found_in_their_places(records: list[Any], ascii_only: bool) -> None:
    text = dump(*records, ascii_only=ascii_only)
    expected = strings_in(records)
    found = find_container(text)
    assert [one.value for one in found.fields] == expected if found else not expected
    for one in found.fields if found else ():
        assert json.loads(f'"{text[one.start : one.end]}"') == one.value


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1), st.sampled_from(",\t;"))
def test_all_cells_are_found_in_their_places(rows: list[tuple[str, ...]], separator: str) -> None:
    table = io.StringIO()
    header = ("no", "name", PARAGRAPH * 200)
    csv.writer(table, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    text = table.getvalue()
    found = find_container(text)
    assert found
    assert [one.value for one in found.fields] == [cell for row in (header, *rows) for cell in row]
    for one in found.fields:
        assert text[one.start : one.end].replace('""', '"') == one.value


PIECES = '學習會(huì)xué)\\"\n，,。 e\u00e9\U0001f600'


@given(st.lists(st.text(PIECES, max_size=30), min_size=1), st.booleans())
def test_a_repair_is_json_and_can_be_taken_back(texts: list[str], ascii_only: bool) -> None:
    text = dump(*[{"text": one} for one in texts], ascii_only=ascii_only)
    result = explain_text(text)
    assert [set(json.loads(line)) for line in result.text.splitlines()] == [{"text"}] * len(texts)
    assert result.revert() == text
    assert fix_text(result.text) == result.text


CELLS = st.lists(st.text('學習會(huì)xué)",,。; e\u00e9|', max_size=30), min_size=2, max_size=12)


@given(CELLS, st.sampled_from(["\n", "\r\n"]))
def test_a_repaired_row_has_its_cells(texts: list[str], end: str) -> None:
    rows = [[str(number), PARAGRAPH + cell, "乙"] for number, cell in enumerate([FARM, *texts])]
    text = end.join(map("\t".join, rows)) + end
    assert find_container(text)
    result = explain_text(text)
    repaired = [line.split("\t") for line in result.text.removesuffix(end).split(end)]
    assert [(row[0], row[2]) for row in repaired] == [(row[0], row[2]) for row in rows]
    assert result.revert() == text
    assert fix_text(result.text) == result.text


def test_places_in_texts_that_change_their_length_are_told() -> None:
    marked = {"text": "张三在北京 ，李四在上海。", "entities": [[0, 2, "人名"]]}
    (warning,) = explain_text(dump(marked, {"text": CLEAN})).warnings
    assert warning.startswith("Records hold numbers that may be places in their texts")
    same = {"text": "张三在北京,李四在上海。", "entities": [[0, 2, "人名"]]}
    assert not explain_text(dump(same, {"text": CLEAN})).warnings


@given(st.lists(st.lists(st.text(), min_size=1, max_size=4)), st.sampled_from(",\t;"))
def test_the_cells_of_a_named_column_are_found(rows: list[list[str]], separator: str) -> None:
    table = io.StringIO()
    writer = csv.writer(table, delimiter=separator, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([["no", "name", "body"], *rows, ["1", "2", "3"]])
    found = find_container(table.getvalue(), ["body", "text"])
    assert found
    assert [one.value for one in found.fields] == [row[2] for row in rows if len(row) == 3] + ["3"]
    assert len(found.broken) == sum(len(row) != 3 for row in rows)
    assert found.missing == ("text",)


def test_quotation_marks_in_tsv_belong_to_the_named_texts() -> None:
    text = 'id\ttext\tnote\n1\t他说:"你好,我们"工 会 工 作\t工 会\n2\t认 真 学 习\t认 真\n'
    assert fix_text(text, Config(jsonl=("text",))) == (
        'id\ttext\tnote\n1\t他说："你好，我们"工会工作\t工 会\n2\t认真学习\t认 真\n'
    )


def test_a_few_broken_rows_do_not_make_a_named_table_prose() -> None:
    rows = [
        f"{n},第{n}篇,会议总结了全年的工作,布置了任务。".replace("作,", '作",') for n in range(3)
    ]
    good = "".join(f'{n},第{n}篇,"会议总结了工作,布置了任务。"\n' for n in range(40))
    text = f"id,title,text\n{good}{rows[0]}\n{good}"
    result = explain_text(text)
    assert result.text == text.replace('工作,布置了任务。"', '工作，布置了任务。"')
    assert result.warnings == (
        "One line is not a row like the first and stayed as found (the first: 42).",
    )


def test_prose_below_a_line_of_names_is_prose() -> None:
    text = "name,text\n" + "工 会 工 作,认 真 学 习,做 好 服 务。\n" * 3
    assert find_container(text) is None
