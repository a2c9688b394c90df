"""Lines that show by what they hold that nothing follows: leaders, time stamps, rows of figures."""

from __future__ import annotations

from unionclean.chars import BLANKS, HAN, regex
from unionclean.steps.lines.weigh import FINAL

# A field of a line of particulars: 时间：2022-06-10 09:15来源：本站 作者：王 点击：次
_FIELD = rf"(?:\A|[{BLANKS}0-9])[{HAN}]{{2,4}}[：:]"
# What completes a line: a leader (table of contents, credits) or a blank to fill in, what closes a
# letter; pauses for an ellipsis, who says it (多多来稿。——编者), a time stamp.
_LEADER = r"[….·_─-](?:(?<=…)…{2}|(?<=\.)\.{3}|(?<=·)·{2}|(?<=_)_{2}|(?<=─)─{2}|(?<=-)-{3})"
_CLOSING = r"[ \u3000]*(?:此致|谨致|謹致|[敬谨謹顺順恭並并即]?[祝颂頌]|[敬恭][请請])\Z"
_CLOSING_ENDS = frozenset("致祝颂頌请請")
_END = (
    rf"[，,、]{{2}}\Z|[。！？…”][—―─]{{2,3}} ?[{HAN}]{{2,8}}\Z"
    r"|(?:\d{1,2}:\d\d(?::\d\d)?|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[)\]]?[ ]*\Z"
)
# A number of a telephone, or an address of mail, behind its label.
_REACHED = r"[:：] ?(?:[0-9]{3,4}-[0-9]{7,8}|1[0-9]{10}|[A-Za-z0-9._-]{1,30}@[A-Za-z0-9.-]{3,30})\Z"
_LONGEST_REACHED = 64
_LONGEST_END = 13  # characters, without blanks behind them

# The last cell of a row of figures, and the longest other cell on average: 张村 男 12,345 女 11,222
_FIGURE = r"[(+−-]?(?:[0-9][0-9,.]*[0-9]|[0-9])[%％)]?"
_FIGURE_ENDS = frozenset("0123456789%％)")
_FIGURES = 2
_LONGEST_CELL = 4


def is_complete(line: str) -> bool:
    """Tell whether ``line`` shows by what it holds that nothing follows."""
    if _has_leader(line) or (line[-1] in _CLOSING_ENDS and regex(_CLOSING).match(line)):
        return True
    end = len(line) if line[-1] != " " else len(line.rstrip(" "))
    if regex(_END).search(line, max(end - _LONGEST_END, 0)):
        return True
    if regex(_REACHED).search(line, max(end - _LONGEST_REACHED, 0)):
        return True
    if line.count(":") + line.count("：") > 1 and len(regex(_FIELD).findall(line)) > 1:
        return True
    return line[-1] in _FIGURE_ENDS and _is_row(line)


def _has_leader(line: str) -> bool:
    """Tell whether ``line`` holds a leader; dots before a clause are an ellipsis (……好，走)."""
    found = regex(_LEADER).search(line)
    if found is None:
        return False
    return found[0][0] in "_─-" or regex("[，。！？；]").search(line, found.end()) is None


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
