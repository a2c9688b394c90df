"""Lines of source code, or of data that is written like it, among prose."""

from __future__ import annotations

from unionclean.chars import HAN, regex

INLINE_CODE = r"`[^`\n]*`"
TAG = r"<[A-Za-z/!][^<>\n]*>"

_FEWEST_PAUSES = 3  # folded ones, in a paragraph that is half Chinese
_BEGINNING = rf"\s*(?:[-*•] |[0-9]{{1,2}}[.、)）] ?)?[{HAN}]"  # of a paragraph or an item
_REMARK = 4  # Han in brackets; arguments are shorter
_PARAGRAPH = 40  # characters; statements and records that begin in Chinese are shorter

# What prose does not contain and code or data does. A line with one of these is left alone.
_CODE_WORD = (
    r"\s*(?:from [A-Za-z_.]+ import|print\(|@?echo \(|#include|#define|//|/\*|>>> |\$ "
    r"|(?:def|class|let|var|import|elif|return|public|private|static|const|declare|export|function"
    r"|SELECT|INSERT) )"
)
_CODE_SIGN = r"[;{}\[\]\"'=(\\<]"  # one of them stands in all that follows
_CALL = r"[A-Za-z_\])>][0-9]{0,3}\(\)"  # 则() is a place to fill in
_ASSEMBLER = r"^[ \t]*[!-:<-~]+(?:[ \t]{1,20}[!-:<-~]+){0,8}[ \t]{1,20};(?=[^\s;])"
_RULE = r"^\s*[^\s;]{1,6}(?:[↔→←⇄⇒<>=] ?){1,3}[^\s;]{1,6};\s*$"  # 甲→乙;
_NAME = f"[A-Za-z_{HAN}][A-Za-z0-9_.{HAN}]*"
# 甲 = 乙[头:尾]; without the = it may be a remark: 某某[注:见下]
_SLICE = rf"^\s*{_NAME} ?[-+*/]?=[^=\n]*[A-Za-z0-9_)\]{HAN}]\[[^\[\]\n]*:[^\[\]\n]*\]"
# open:"打开",close:"关闭"; one letter is who speaks: A:"你好",B:"再见"
_FIELDS = "[A-Za-z0-9_]{2}:(?:\"[^\"\n]*\"|'[^'\n]*'),(?:[A-Za-z_$][A-Za-z0-9_$]{1,60}:|\\s*$)"
_CODE = (
    rf"^{_CODE_WORD}"
    r"|[A-Za-z0-9_)\]\"'}][;{]\s*$|[;{}]\s+(?:#|//|/\*)|^\s*[{}\[\]]+,?\s*$|-[->] [^;\n]{1,80};\s*$"
    r"|\" & |[\"']\s*:\s*[\"'{\[0-9]|[{\[(]\s*[\"']|=\s*[\"']|==|!=|=>|\\[ntr]|</"
    r"|^[ \t]*[a-z][a-z0-9_.-]* [^\n]{0,60}?(?<= )--?[A-Za-z][a-z-]*[ =][\"']"  # git commit -m "
    rf"|{_RULE}|{_CALL}|{_ASSEMBLER}|{_SLICE}|{_FIELDS}"
    r"|^\s*[A-Za-z_][A-Za-z0-9_.]*\([^(),\n]*,[^()\n]*\)\s*$"
)


def has_code(line: str) -> bool:
    """Tell whether ``line`` looks like source code or data rather than prose, tags aside."""
    if not (regex(_CODE_SIGN).search(line) or regex(_CODE_WORD).match(line)):
        return False
    sign = regex(_CODE).search(line)
    if sign is None or _is_long_prose(line):
        return False
    if sign[0].rstrip()[1:] == ";" and _is_clause(line):  # the end of the line, after one sign
        return False
    bare = regex(f"{INLINE_CODE}|{TAG}").sub("", line)
    return bare == line or regex(_CODE).search(bare) is not None


def _is_clause(line: str) -> bool:
    """Tell whether a line that ends in a semicolon is Chinese all the same (七成热,约 180C;)."""
    letters = len(regex("[A-Za-z]").findall(line))
    if not letters or _ends_in_remark(line.rstrip()):
        return True
    if regex(rf"\s*[{HAN}]").match(line) is None or regex(r"[A-Za-z_]\(|=").search(line):
        return False
    return len(regex(f"[{HAN}]").findall(line)) >= letters


def _ends_in_remark(line: str) -> bool:
    """Tell whether a clause in brackets, or items with a mark of no program, end in a semicolon."""
    if not line.endswith(");") or regex("[=\"']").search(line):
        return False
    before, _, inside = line.rpartition("(")
    remark = len(regex(f"[{HAN}]").findall(inside)) >= _REMARK
    return "、" in line or (remark and regex("[A-Za-z0-9_]\\Z").search(before) is None)


def _is_long_prose(line: str) -> bool:
    """Tell whether ``line`` is a paragraph that mentions code: it begins and goes on in Han."""
    han = len(regex(f"[{HAN}]").findall(line))
    spaced = len(regex(f"[{HAN}] (?=[{HAN}])").findall(line))  # letter by letter, it is no code
    if 2 * spaced >= han > _PARAGRAPH and 2 * han >= len(line) - line.count(" "):
        return True
    if len(line) < _PARAGRAPH or not regex(_BEGINNING).match(line):
        return False
    pauses = len(regex(f"[{HAN}][,;:](?=[{HAN}])").findall(line))
    return 3 * han >= 2 * len(line) or (2 * han >= len(line) and pauses >= _FEWEST_PAUSES)
