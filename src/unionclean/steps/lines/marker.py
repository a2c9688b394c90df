"""What a line begins and ends with: whether it may go on the sentence of the line before."""

from __future__ import annotations

from unionclean.chars import HAN, regex
from unionclean.steps.lines.complete import is_complete
from unionclean.steps.lines.pages import is_page_line
from unionclean.steps.lines.weigh import FINAL

# What begins a line of its own: numbering, bullets, dashes, headings, Markdown.
_NUMBER = "一二三四五六七八九十百〇0-9"
MARKER = (
    rf"[（(]?[{_NUMBER}]{{1,3}}[）)、.．:：]|[0-9]{{1,2}}[，,。;；]|[A-Za-z][，,]|[①-⑳㈠-㈩ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
    rf"|第[{_NUMBER}]{{1,4}}[章节節条條篇回卷讲講课課部编編期集届]"
    r"|[-*+•·●○■□◆◇▲△★☆※→►>#|@]|—|–|~|=|\.|[A-Za-z][.)、]|[【\[]"
)
# What a line may begin with that goes on a sentence; the closing marks do so for certain.
_BEGINNING = f"[{HAN}A-Za-z0-9×“‘《〈「『（(，。、；：？！）》」』】”’]"
# A caption, and an item of a list with what leads to the next (; 或).
_CAPTION = r"[表图圖] ?[0-9]{1,3}(?:[.．-][0-9]{1,3})?[.．:：]? "
_ITEM = f"{MARKER}|{_CAPTION}"
# The word that an entry of a list explains: 會(kuài)：會計. One of two such lines goes on nothing.
_ENTRY = r"[^，。；：:？！“「]{1,12}[：:](?!//)"
_HEADING = "#{1,6} "  # of Markdown, which ends with its line
# A heading behind what it is of: 词汇 授权，加密; 文化： 商业发行版.
_LABELLED = rf"[{HAN}]{{2,3}}[：:]? (?=[{HAN}])[^。！？；]{{2,18}}\Z"
_LEADS_ON = "[；;] ?(?:或|以及|及|和)\\Z"
# The number of a note behind a sentence; before a unit it is one of the next sentence.
_NOTE_MARK = r"[。！？][”’」』）)]?[0-9]{1,3}\Z"
_UNIT = "[年月日号號时時点點分秒个個名人万萬亿億千百%％]"

LONG = 25  # characters; Chinese titles are shorter (GB/T 9704: lines of 22)


def may_go_on(before: str, after: str) -> bool:
    """Tell whether the line ``after`` may go on the sentence of the line ``before``."""
    if not regex(_BEGINNING).match(after):
        return False
    if regex(_ENTRY).match(before) and regex(_ENTRY).match(after):
        return False
    if regex(MARKER).match(after) or is_page_line(before) or is_page_line(after):
        return False
    if "|" in before or "\t" in before or regex(_HEADING).match(before):
        return False
    if regex(_ITEM).match(before) and not _has_clauses(before):
        return False
    if regex(_LABELLED).match(before):
        return False
    if is_complete(before) or regex(_LEADS_ON).search(before[-4:]) or _ends_in_note(before, after):
        return False
    return not (before[-1].isascii() and before[-1].isdigit() and after[0].isdigit())


def _ends_in_note(before: str, after: str) -> bool:
    """Tell whether ``before`` ends in the number of a note: its sentence is over."""
    return regex(_NOTE_MARK).search(before[-6:]) is not None and not regex(_UNIT).match(after)


def _has_clauses(line: str) -> bool:
    """Tell whether a line that begins like an item of a list holds a sentence all the same."""
    if regex(f"[{FINAL}]").search(line):
        return True
    return len(line) >= LONG and regex("[，,]").search(line) is not None
