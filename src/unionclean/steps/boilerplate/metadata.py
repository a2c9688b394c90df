"""The byline as fields: who wrote an article, where it first stood, and when."""

from __future__ import annotations

from unionclean.chars import HAN, regex
from unionclean.steps.boilerplate.credits import split_fields
from unionclean.steps.boilerplate.layout import read_edges

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
    return found
