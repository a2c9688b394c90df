"""The byline as fields: who wrote an article, where it first stood, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.byline import split_fields
from unionclean.steps.boilerplate.layout import read_edges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from unionclean.steps.boilerplate.layout import Line

# Lines of each end that may hold the byline or the credit.
_LINES = 12


def metadata(text: str) -> dict[str, str]:
    r"""Return the author, source, date and editor that a document names, as far as it does.

    Read before the repair, since the editor's credit goes; the other lines stay in the text.

    >>> page = "冬天的港口\n2023年11月13日 来源：滨海日报 作者：林晓波\n……\n（责任编辑：李明）"
    >>> metadata(page) == {
    ...     "date": "2023年11月13日", "source": "滨海日报", "author": "林晓波", "editor": "李明"
    ... }
    True
    """
    lines = read_edges(text)
    found: dict[str, str] = {}
    outer = lines if len(lines) <= 2 * _LINES else [*lines[:_LINES], *lines[-_LINES:]]
    for line in outer:
        for part in split_fields(line.folded):
            name = "author" if part.label in {"记者", "本报记者", "通讯员"} else str(part.kind)
            if name not in {"author", "source", "date", "editor"} or not part.value:
                continue
            at = line.folded.find(part.value, part.start)
            value = line.text[at : at + len(part.value)].strip(" ()（）[]【】|\u3000")
            if value and len(value) <= 40:
                found.setdefault(name, value)
        closing = regex(
            rf"[\[【(](?:责任编辑|责编|编辑) ?[:/] ?([{HAN}A-Za-z0-9 、,]{{1,30}})[\])】]$"
        ).search(line.folded[-60:])
        if closing:
            found.setdefault("editor", closing[1].strip())
        for name, value in _unlabelled(line):
            found.setdefault(name, value)
    return found


# A byline without colons stands in a line of its own, or in brackets at the head of the first
# paragraph: 本报记者 王小明, 文/溪边草, 来源 | 半亩田, （记者 林晓波）.
_SHORT = 60
_NAMES = rf"(?P<value>[{HAN}]{{2,4}}(?:[、 ](?!通讯员|记者|摄影|实习)[{HAN}]{{2,4}}){{0,3}})"
_FORMS = (
    (
        "author",
        rf"(?:^|[\[【(/ ]|本报|本刊|本网)(?:记者|通讯员) ?{_NAMES}(?=$|[ )\]】/]|报道|报导|摄)",
    ),
    ("author", rf"^(?:文|图文|撰文|文字|作者) ?[/|] ?{_NAMES}(?=$| )"),
    ("author", rf" 作者 ?[/|] ?{_NAMES}(?=$| )"),
    ("source", r"^(?:来源|稿源|转自) ?[/|] ?(?P<value>[^ |/]{2,20})"),
    (
        "date",
        r"^(?P<value>[一二〇○零三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$",
    ),
)


def _unlabelled(line: Line) -> Iterator[tuple[str, str]]:
    folded = line.folded[:_SHORT]
    for name, form in _FORMS:
        match = regex(form).search(folded)
        if match:
            yield name, line.text[match.start("value") : match.end("value")].strip()
