r"""Lines that are data: code, settings, logs, tables, catalogues of messages, bibliographies.

Their marks and blanks are syntax. A row that changes while the next one stays is worse than a row
with a wrong mark, so data is kept by the block or by the document, never by the place.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.chars import HAN, regex
from unionclean.rows import find_rows, is_table

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
    r"|\n[^\n:：]{1,40}?-{1,2}>{1,2} ?[^\n:：]{1,40}: |\n=?[0-9]{3} [0-9_# ]{2} ?\$[a-z0-9]"
    rf"|\n(?:From|发件人|寄件者|寄件人|发信人|發信人): [^\n]*(?:\n[{HAN} ]{{2,6}}: [^\n]*){{1,6}}"
)
_SIGNS = (
    " O\n", "\tO\n", " S\n", "\tS\n", " O \n", "\tO \n", " S \n", "\tS \n",
    "__label__", "))", "#EXT", "rw", "->", "$a", "─ ", "人: ", "者: ",
)  # fmt: skip
_SIGNS_IN = 50_000  # characters; such files are so throughout
_STARTS = ("\n#!", "\n@echo off", "\n@startuml", "\n(;")  # of scripts, diagrams, records of games

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

_WORDS = (
    "def |class |import |from |return|print\\(|#include|#define|public |private |static |const |"
    "let |var |function |void |int |char |double |using |package |SELECT |INSERT |CREATE |UPDATE |"
    "FROM |RUN |COPY |ENV |WORKDIR |Dim |Sub |MsgBox "
)
_CODE = (
    rf"\n[ \t]*(?:{_WORDS}|[A-Za-z_][A-Za-z0-9_.]*(?:\[[^\]\n]*\])? ?[-+*/|]?= ?[^=\n]"
    rf"|[{HAN}_][{HAN}A-Za-z0-9_.]{{0,40}} ?= ?[\"'{{\[]"
    r"|[\"']?[A-Za-z_$][A-Za-z0-9_$]*[\"']? ?: ?[^\n]{0,200}[,{\[(] *(?=\n|//)"  # a property
    r"|(?:for|if|while|elif|else|try|with|except|finally)[ :][^\n]{0,200}[:{][ \t]*(?=[#\n])"
    rf"|[}}\])]+[;,]?[ \t]*(?=\n)|[^{HAN}\n]{{1,200}}[;{{][ \t]*(?=\n))"
)
_COMMENT = r'\n[ \t]*(?:#|//|/\*|\*|--|""")'
_PROGRAM = f"{_CODE}|{_COMMENT}"
_DOCSTRING = r'"""[\s\S]{0,5000}?"""|/\*[\s\S]{0,5000}?\*/'
_SENTENCE = (
    rf"\n\u3000*(?:[0-9]{{1,2}}[.、] ?|[-•*] )?[{HAN}][^\n]{{9,}}(?=\n)"
    rf"|\n[^\n#/*\"']{{4,}}[{HAN}][。！？](?=\n)"
)
_FEWEST_SENTENCES = 2  # outside of comments; a program has none
# A formula with Chinese names, as a string of a program holds it: 均线:MA(收盘,5),线宽2;
_FORMULA = r"[A-Za-z]{2}\([^\n]*\)|[)A-Za-z0-9]\*[(A-Za-z0-9]|[^\s]:=|; ?(?:\\n\\?)?['\"`]?\s*\Z"

_FEWEST = 3  # lines; fewer may be an example in a text
# Of the lines that are not empty. A page about code is mostly sentences, a program has few.
_LINE = r"\n[ \t]*(?=[^\s])"
_SHARE = 0.6
_SHARE_OF_CODE = 0.4  # where no line is a sentence: the others are long strings


class _Kind(NamedTuple):
    """Data that shows in its lines: what proves it, and what most of the lines are then."""

    signs: tuple[str, ...]
    fewest: int  # of each sign
    lines: str
    share: float = _SHARE
    holds: str = "\n"  # such data has it, so a text without it is told at once


_KINDS = (
    _Kind((_SINGLE,), _FEWEST, _SINGLE),
    _Kind((_SETTING,), 2, _SETTINGS, holds="="),
    _Kind((_NESTED, _PARENT), 1, _KEYED),
    _Kind((_LISTED, _VALUED), 1, _KEYED),
    _Kind((_OPTION, _HASH), 2, f"{_OPTION}|{_HASH}", holds="\n#"),
    _Kind((_CODE,), _FEWEST, _PROGRAM),
    _Kind((_TUPLE,), _FEWEST, _TUPLE, holds=","),
    _Kind((_PROMPT,), 2, _PROMPT, _PROMPTS),
)


def is_data(text: str) -> bool:
    """Tell whether ``text`` is data as a whole: a program, settings, a table, markup."""
    return find_records(text) == ((0, len(text) + 1),)


@lru_cache(maxsize=1)
def find_records(text: str) -> tuple[tuple[int, int], ...]:
    """Return the stretches of whole lines that are data, sorted and not overlapping.

    The last answer is kept, because several steps ask about the same text in turn.
    """
    # The patterns know one line end, and blanks before it; the offsets stay.
    framed = f"\n{text}\n".replace("\r\n", " \n").replace("\n> ", "\n  ")  # quoted in a mail

    @cache
    def count(pattern: str) -> int:
        return len(regex(pattern).findall(framed))

    if _is_data(framed, count):
        return ((0, len(text) + 1),)
    spans = [
        *(_find_lines(framed, _SINGLE) if count(_SINGLE) else ()),
        *(_find_lines(framed, _MARKED) if _has_sign(framed[:_SIGNS_IN]) else ()),
        *_find_quoted_latex(framed),
        *_find_front_matter(framed),
        *(_find_programs(framed) if count(_CODE) >= _FEWEST else ()),
        *find_rows(text, ","),
        *find_rows(text, ";"),
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


def _find_sentences(framed: str) -> list[tuple[int, int]]:
    """Return where the lines are that hold a sentence of a page about code, not its comments."""
    bare = _without_docstrings(framed)
    return [found.span() for found in regex(_SENTENCE).finditer(bare) if not _is_formula(found[0])]


def _without_docstrings(framed: str) -> str:
    """Return the text with blanks in place of long comments; all offsets stay."""
    if '"""' in framed or "/*" in framed:
        return regex(_DOCSTRING).sub(lambda found: " " * len(found[0]), framed)
    return framed


def _is_formula(line: str) -> bool:
    """Tell whether a line that begins in Han is a formula: it has no mark of Chinese prose."""
    if regex("[，。！？；：、]").search(line):
        return False
    return regex(_FORMULA).search(line) is not None


def _find_programs(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the programs between the sentences of a page, in offsets without the frame."""
    if "```" in framed:
        return
    done = 0
    for start, end in (*_find_sentences(framed), (len(framed), len(framed))):
        lines = [found.start() for found in regex(_PROGRAM).finditer(framed, done, start + 1)]
        code = regex(_CODE).finditer(framed, done, start + 1)
        if len(lines) >= _FEWEST and sum(1 for _ in code) >= _FEWEST:
            yield lines[0], framed.find("\n", lines[-1] + 1)
        done = end


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
    if framed.startswith(_STARTS):
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
    if "\n\t" in framed and count(_RULE) > 1:  # make
        return True
    if "[[" in framed and len(set(regex(_WIKI).findall(framed))) > 2:
        return True
    return "```" not in framed and any(_is_of_kind(framed, kind, count) for kind in _KINDS)


def _is_of_kind(framed: str, kind: _Kind, count: Count) -> bool:
    """Tell whether the lines of a text are mostly those of ``kind``, and signs prove it."""
    if kind.holds not in framed or any(count(sign) < kind.fewest for sign in kind.signs):
        return False
    if kind.lines == _PROGRAM:
        return _is_program(framed)
    total = count(_LINE)
    return total >= _FEWEST and count(kind.lines) >= kind.share * total


def _is_program(framed: str) -> bool:
    """Tell whether the lines outside of long comments are mostly code, and no sentences."""
    bare = _without_docstrings(framed)
    total = len(regex(_LINE).findall(bare))
    lines = len(regex(_PROGRAM).findall(bare))
    if total < _FEWEST or lines < _SHARE_OF_CODE * total:
        return False
    sentences = len(_find_sentences(framed))
    return sentences < _FEWEST_SENTENCES if lines >= _SHARE * total else sentences == 0
