"""Lines that show what is wrong: a guide to writing puts it beside what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.chars import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BULLET = r"[ \t\u3000]*(?:[-*>•·] ?|[0-9]{1,2}[.、)）] ?)?"
_OF = "(?:示例|示範|示范|例子|例句|写法|寫法|用法)?"
_SAYS = "[*_]{0,2} ?[:：]"
_WRONG = (
    rf"\n{_BULLET}[*_]{{0,2}}(?:(?:错误|錯誤|不对|不對){_OF}{_SAYS}"
    rf"|反例{_SAYS}|[❌✗✘])"
)
_SIGNS = ("错误", "錯誤", "不对", "不對", "反例", "❌", "✗", "✘")
_RIGHT = (
    rf"\n{_BULLET}[*_]{{0,2}}(?:(?:正确|正確|推荐|推薦){_OF}{_SAYS}"
    rf"|正例{_SAYS}|[✅✓✔])"
)

_QUOTED = "“[^“”\n]{2,60}”|「[^「」\n]{2,60}」"
# Quotations with a halfwidth mark, by the sign at their end; most texts have none.
_HALFWIDTH = {
    "”": "[,;:?!(][^“”\n]{0,60}”",
    "」": "[,;:?!(][^「」\n]{0,60}」",
}
# Marks of both widths: all that two quotations of one text may differ in.
_PLAIN = str.maketrans("，；：？！（）", ",;:?!()")


def find_shown(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that are marked as wrong, or quote one text in two ways.

    A message of a program (错误: …) is no example: nothing is marked as right beside it.
    """
    framed = f"\n{text}\n"
    called = any(sign in text for sign in _SIGNS)
    if called and regex(_WRONG).search(framed) and regex(_RIGHT).search(framed):
        for found in regex(_WRONG).finditer(framed):
            yield found.start(), framed.index("\n", found.end() - 1)
    for sign, halfwidth in _HALFWIDTH.items():
        if sign in text and regex(halfwidth).search(text):
            yield from _find_quoted_twice(framed, sign)


def _find_quoted_twice(framed: str, sign: str) -> Iterator[tuple[int, int]]:
    """Yield the lines in which ``sign`` ends two quotations that differ in their marks alone."""
    for found in regex(rf"\n[^\n{sign}]*{sign}[^\n{sign}]*{sign}[^\n]*").finditer(framed):
        quoted = set(regex(_QUOTED).findall(found[0]))
        if len({one.translate(_PLAIN) for one in quoted}) < len(quoted):
            yield found.start(), found.end()
