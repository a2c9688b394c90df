r"""Lines that are data: code, settings, logs, tables, catalogues of messages, bibliographies.

Their marks and blanks are syntax. A row that changes while the next one stays is worse than a row
with a wrong mark, so data is kept by the block or by the document, never by the place.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.lists import find_lists, is_list
from unionclean.programs import find_programs, holds_fences_in_code, is_program
from unionclean.rows import find_rows, is_table
from unionclean.shown import find_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Count = Callable[[str], int]

# All patterns begin with the line end before the line: that is searched fast.
_LEVEL = "TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL"
_COMMIT = "feat|fix|docs|style|refactor|perf|test|chore|build|ci|revert"
_CATALOGUE = r'\n(?:msgid|msgstr|msgctxt|msgid_plural)(?:\[\d\])? "'
_SINGLE = (
    rf"\n[^{HAN}\n]{{0,14}}\d{{1,2}}:\d\d:\d\d[^{HAN}\n]{{0,40}}[ \[|](?:{_LEVEL})[ \]|:]"
    r"|\n[ \t]+at [A-Za-z0-9_.$<>]+\(|\n[A-Za-z0-9_.$]*(?:Error|Exception): "
    rf"|\n(?:{_COMMIT})(?:\([^()\n]*\))?!?: |\n(?:Dialogue|Comment|Style|Format): "
    rf"|{_CATALOGUE}"
    r"|\n[ \t]*\[\d{1,3}\] ?[^\n]{2,60}(?:\[[A-Z](?:/[A-Z]{2})?\]|(?<!\d)[.,] [^\n]*\.(?=\n|\Z))"
    # An entry that was wrapped goes on to its year and pages.
    r"(?:[^\n]*\n(?![ \t]*\[)[^\n。！？；]{0,60}\d[\d():,\-–]{0,20}\.?(?=\n))?"
    r"|\n[^\n]{2,200}\[(?:[MJCDNRSPGAZ]|[A-Z]{1,2}/(?:OL|[A-Z]))\](?:\.|//)"
    # The log of a web server; Chinese words with their parts of speech (今天/t, no TCP/IP).
    r"|\n[0-9A-Fa-f.:]{3,40} [^ \n]{1,40} [^ \n]{1,40} \[\d\d/[A-Z][a-z]{2}/\d{4}:"
    r"|\n[ \t]*(?:\[?[^\sA-Za-z/]{1,20}/[A-Za-z]{1,4}(?:\][a-z]{1,4})?[ \t]{1,4}){3}"
)
# Labelled characters (京 I-LOC), what fastText reads, trees of sentences and files, lists of tracks
# and files, messages of a diagram, fields of MARC, the head of a mail; and what such a text holds.
_MARKED = (
    r"\n[^\s]{1,40}[ \t](?:[BIMESO]|[BIMESL]-[A-Za-z]{1,20})(?= ?\n)|\n__label__"
    r"|\n[ \t(]*\([A-Z][A-Z-]{0,9} (?:\(|[^()\n]{1,40}\))"
    r"|\n#EXT[A-Z]|\n[-dl](?:[r-][w-][xsStT-]){3}[ .+]"
    r"|\n[│| \u00a0]*[├└]─{1,3} ?(?=[^\n])"
    r"|\n[ \t]*[│┃║][^\n]*[│┃║] *(?=\n)"  # a row of a table that is drawn
    r"|\n[^\n:：]{1,40}?-{1,2}>{1,2} ?[^\n:：]{1,40}: |\n=?[0-9]{3} [0-9_# ]{2} ?\$[a-z0-9]"
    rf"|\n(?:From|发件人|寄件者|寄件人|发信人|發信人): [^\n]*(?:\n[{HAN} ]{{2,6}}: [^\n]*){{1,6}}"
)
_SIGNS = (
    " O\n", "\tO\n", " S\n", "\tS\n", " O \n", "\tO \n", " S \n", "\tS \n",
    "__label__", "))", "#EXT", "rw", "->", "$a", "─ ", "│", "┃", "║", "人: ", "者: ",
)  # fmt: skip
_SIGNS_IN = 50_000  # characters; such files are so throughout
# Of scripts, diagrams, records of games, messages between firms.
_STARTS = ("\n#!", "\n@echo off", "\n@startuml", "\n(;", "\nUNA:", "\nUNB+", "\nISA*")
# Scenarios of Gherkin; a block of reStructuredText.
_SCENARIO = r"\n[ \t]*(?:场景|場景|背景|功能|例子|规则)(?:大纲|大綱)?:[^\n]*\n[ \t]+[^\s]"
_LITERAL = r"[^\n]*::\n\n(?:[ \t]+[^\n]*\n|\n(?=[ \t]))+"

_LATEX = r"\n[ \t]*\\(?:documentclass|usepackage|begin|end|(?:sub)?section|chapter|item)[\[{< \n]"
_DOCUMENT = "\n\\documentclass"
# A part of a book, or TeX without LaTeX: it begins with a remark or a command, and uses some.
_TEX_HEAD = r"\s*(?:%|\\[A-Za-z]{3,}[\[{ \n])"
_TEX_COMMAND = r"(?<![A-Za-z0-9:\\])\\[A-Za-z]{2,}\*?(?=[\[{ \\\n])"
_ROFF = r"\n\.(?:TH|SH|SS|Dd|Sh) "  # of manual pages
_DOCUMENT_END = "\n\\end{document}"
_RULE = r"\n[^\s:=#][^\n:=]*:(?![=:])[^\n]*\n\t"
_WIKI = r"\n\{\||\n(?===[^=\n]+==)|'{3}|\[\["
_PROMPT = r"\n(?:\$|>>>) "
_PROMPTS = 0.3  # of the lines; the rest is what the commands answered

_SECTION = r"\n\[[^\[\]\n]+\][ \t]*(?=\n)"
_SETTING = r"\n[ \t]*[^\s=;#\[,，。：！？][^\s=,，。：！？]{0,40} ?= ?[^=\n]"
_REMARK = r"\n[ \t]*[;#]"
_SETTINGS = f"{_SETTING}|{_SECTION}|{_REMARK}"

_KEY = r"[^\s:：，。,#\-][^:：，。,\n]{0,30}:"
_NESTED = rf"\n(?: {{1,12}}(?:- )?|- ){_KEY}(?: |(?=\n))"
_PARENT = rf"\n *{_KEY}[ |>]*\n(?= +| *- )"
_LISTED = rf"\n{_KEY} *\n +- "
_VALUED = rf"\n{_KEY} (?=[^ \n])"
_KEYED = rf"\n *(?:- )?{_KEY}(?: |(?=\n))|\n *- |\n *#"

_OPTION = r"\n[a-z][A-Za-z0-9_.-]*:(?: [!-~ ]*)?(?=\n)"
_HASH = r"\n[ \t]*#"

# Front matter without the line above it.
_CUT_HEAD = r"(?:\n[A-Za-z_][A-Za-z0-9_-]*:(?: [^\n]*)?(?:\n[ \t-][^\n-][^\n]*)*)+\n---(?=\n)"

# Pairs of a graph, facts of a program: (北京, 首都, 中国), 父亲(贾政, 贾宝玉).
_TERM = r"[^()（）<>，。；！？\n]"
_TUPLE = (
    rf"\n[ \t]*[{HAN}A-Za-z0-9_]{{0,12}}[(（<]{_TERM}{{1,20}}, ?{_TERM}{{1,40}}[)）>]"
    r"[^，。；！？\n]{0,60}(?=\n)"
)

# Lisp: what its lists begin with, strings among them, and its remarks.
_CALL = r"\n[ \t]*\([a-z][a-z0-9*/?!-]*[ )]"
_LIST = r"\n[ \t]*\([\"(']"
_LISP = r"\n[ \t]*[;()\"']"

_FEWEST = 3  # lines; fewer may be an example in a text
# Of the lines that are not empty. A page about code is mostly sentences, a program has few.
_LINE = r"\n[ \t]*(?=[^\s])"
_SHARE = 0.6


_FEWEST_WORDS = 100  # lines; pages list fewer links without a sentence
_LONGEST_WORD = 10  # characters on average, with the line end
_NO_WORD = r"[^\n]{60}"
_MARKS_OF_WORDS = 0.05  # of the lines; half of the verses of a poem have one


class _Kind(NamedTuple):
    """Data that shows in its lines: what proves it, and what most of the lines are then."""

    signs: tuple[str, ...]
    fewest: int  # of each sign
    lines: str
    share: float = _SHARE
    holds: str = "\n"  # such data has it, so a text without it is told at once


_LOG = _Kind((_SINGLE,), _FEWEST, _SINGLE)
_KINDS = (
    _LOG,
    _Kind((_SETTING,), 2, _SETTINGS, holds="="),
    _Kind((_NESTED, _PARENT), 1, _KEYED),
    _Kind((_LISTED, _VALUED), 1, _KEYED),
    _Kind((_OPTION, _HASH), 2, f"{_OPTION}|{_HASH}", holds="\n#"),
    _Kind((_TUPLE,), _FEWEST, _TUPLE, holds=","),
    _Kind((_PROMPT,), 2, _PROMPT, _PROMPTS),
    _Kind((_CALL, _LIST), _FEWEST, _LISP, holds="\n("),
)


def is_data(text: str) -> bool:
    """Tell whether ``text`` is data as a whole: a program, settings, a table, markup."""
    return find_records(text) == ((0, len(text) + 1),)


def is_source(text: str) -> bool:
    """Tell whether ``text`` is a program or its data as a whole, and nothing for readers."""
    return _is_source(f"\n{text}\n".replace("\r\n", " \n"))


def _is_source(framed: str) -> bool:
    if is_list(framed):
        return True
    return holds_fences_in_code(framed) if "```" in framed else is_program(framed)


def is_log(text: str) -> bool:
    """Tell whether the lines of ``text`` are those of a log, or of other data of single lines."""
    framed = f"\n{text}\n"
    return _is_of_kind(framed, _LOG, _counter(framed))


def _counter(framed: str) -> Count:
    """Return what counts the places of a pattern in ``framed``, each pattern once."""

    @cache
    def count(pattern: str) -> int:
        return len(regex(pattern).findall(framed))

    return count


@lru_cache(maxsize=1)
def find_records(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of whole lines that are data, sorted and not overlapping.

    The last answer is kept, because several steps ask about the same text in turn.
    """
    # The patterns know one line end, and blanks before it; the offsets stay.
    framed = f"\n{text}\n".replace("\r\n", " \n").replace("\n> ", "\n  ")  # quoted in a mail
    count = _counter(framed)
    if _is_data(framed, count):
        return ((0, len(text) + 1),)
    spans = [
        *(_find_lines(framed, _SINGLE) if count(_SINGLE) else ()),
        *(_find_lines(framed, _MARKED) if _has_sign(framed[:_SIGNS_IN]) else ()),
        *_find_quoted_latex(framed),
        *_find_literal(framed),
        *_find_front_matter(framed),
        *find_programs(framed),
        *find_lists(framed),
        *find_rows(text, ","),
        *find_rows(text, ";"),
        *find_shown(text),
    ]
    spans.sort()
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _has_sign(head: str) -> bool:
    """Tell whether a text begins with something that `_MARKED` may match."""
    # One character is found many times as fast as two.
    return any(sign in head for sign in _SIGNS if all(map(head.__contains__, sign)))


def _find_lines(framed: str, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield the lines that are data by themselves, in offsets without the frame."""
    done = 0
    for match in regex(pattern).finditer(framed):
        if match.start() >= done:
            done = framed.find("\n", match.end())
            done = len(framed) - 1 if done < 0 else done
            yield match.start(), done


def _find_front_matter(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the settings at the head of a page of Markdown, in offsets without the frame."""
    if framed.startswith("\n---\n"):
        end = framed.find("\n---\n", 4)
        if end > 0 and regex(rf"\n{_KEY}").match(framed, 4):
            yield 0, end + 4
    elif head := regex(_CUT_HEAD).match(framed):
        yield 0, head.end()


def _find_literal(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the blocks of code of reStructuredText, in offsets without the frame."""
    for found in regex(_LITERAL).finditer(framed) if "::\n\n" in framed else ():
        yield found[0].index("::\n\n") + found.start() + 2, found.end() - 1


def _quotes_latex(framed: str) -> bool:
    """Tell whether a page quotes a file of LaTeX: its own words stand first."""
    return _DOCUMENT in framed and regex(r"\s*[^\s\\%]").match(framed) is not None


def _find_quoted_latex(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the files of LaTeX that a page about it quotes, in offsets without the frame."""
    start = framed.find(_DOCUMENT)
    while start >= 0:
        end = framed.find(_DOCUMENT_END, start)
        end = len(framed) - 1 if end < 0 else framed.find("\n", end)
        yield start, end
        start = framed.find(_DOCUMENT, end)


def _is_data(framed: str, count: Count) -> bool:
    """Tell whether the document as a whole is code, settings, a log or a catalogue."""
    if framed.startswith(_STARTS) or _is_list_of_words(framed):
        return True
    if any(is_table(framed, mark) for mark in ",;"):
        return True
    if "\\" in framed and count(_LATEX) > 1 and not _quotes_latex(framed):
        return True
    if "\\" in framed and regex(_TEX_HEAD).match(framed) and count(_TEX_COMMAND) >= _FEWEST:
        return True
    if ("\n.SH " in framed or "\n.Sh " in framed) and count(_ROFF) > 1:
        return True
    if "\nmsgid " in framed and count(_CATALOGUE) >= _FEWEST:
        return True
    if "\n@@ -" in framed or "\nBEGIN:V" in framed:  # a patch; a visiting card or an appointment
        return True
    if ("功能:" in framed and count(_SCENARIO) > 1) or ("\n\t" in framed and count(_RULE) > 1):
        return True
    if "[[" in framed and len(set(regex(_WIKI).findall(framed))) > 2:
        return True
    if _is_source(framed):
        return True
    return "```" not in framed and any(_is_of_kind(framed, kind, count) for kind in _KINDS)


def _is_list_of_words(framed: str) -> bool:
    """Tell whether a text is a dictionary of short entries, one a line, and no sentence."""
    lines = framed.count("\n")
    if lines < _FEWEST_WORDS or len(framed) > _LONGEST_WORD * lines:
        return False
    if regex(_NO_WORD).search(framed):
        return False
    return len(regex("[，。；！？,;!?]").findall(framed)) <= _MARKS_OF_WORDS * lines


def _is_of_kind(framed: str, kind: _Kind, count: Count) -> bool:
    """Tell whether the lines of a text are mostly those of ``kind``, and signs prove it."""
    if kind.holds not in framed or any(count(sign) < kind.fewest for sign in kind.signs):
        return False
    total = count(_LINE)
    return total >= _FEWEST and count(kind.lines) >= kind.share * total
