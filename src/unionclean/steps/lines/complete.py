"""Lines that show by what they hold that nothing follows: leaders, time stamps, rows of figures."""

from __future__ import annotations

from unionclean.chars import BLANKS, HAN, regex
from unionclean.steps.lines.weigh import FINAL

# A field of a line of particulars: 时间：2022-06-10 09:15来源：本站 作者：王 点击：次
_FIELD = rf"(?:\A|[{BLANKS}0-9])[{HAN}]{{2,4}}[：:]"
# What completes a line: a leader (table of contents, credits), a blank to fill in, a time stamp,
# who says it (多多来稿。——编者), pauses for an ellipsis, what closes a letter.
_COMPLETE = (
    r"…{3}|\.{4}|·{3}|_{3}|─{3}|-{4}|[，,、]{2}\Z"
    r"|\A[ \u3000]*(?:此致|谨致|謹致|[敬谨謹顺順恭並并即]?[祝颂頌]|[敬恭][请請])\Z"
    rf"|[。！？…”][—―─]{{2,3}} ?[{HAN}]{{2,8}}\Z"
    r"|(?:\d{1,2}:\d\d(?::\d\d)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[)\]]?[ ]*\Z"
)

# The last cell of a row of figures, and the longest other cell on average: 张村 男 12,345 女 11,222
_FIGURE = r"[(+−-]?(?:[0-9][0-9,.]*[0-9]|[0-9])[%％)]?"
_FIGURE_ENDS = frozenset("0123456789%％)")
_FIGURES = 2
_LONGEST_CELL = 4


def is_complete(line: str) -> bool:
    """Tell whether ``line`` shows by what it holds that nothing follows."""
    if regex(_COMPLETE).search(line) or len(regex(_FIELD).findall(line)) > 1:
        return True
    return line[-1] in _FIGURE_ENDS and _is_row(line)


def _is_row(line: str) -> bool:
    """Tell whether ``line`` is a row of a table that ends in a figure, with short labels before."""
    cells = line.split()
    figures = [cell for cell in cells if regex(_FIGURE).fullmatch(cell)]
    labels = len(cells) - len(figures)
    return (
        len(figures) >= _FIGURES
        and cells[-1] == figures[-1]
        and 2 * len(figures) >= labels
        and sum(map(len, cells)) - sum(map(len, figures)) <= _LONGEST_CELL * labels
        and regex(f"[{FINAL}，、]").search(line) is None
    )
