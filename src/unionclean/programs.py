r"""Programs: which lines are code, and whether a text is a program as a whole.

The sentences of a page about code stand outside of its programs; their comments are no sentences.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from unionclean.chars import HAN, regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# All patterns begin with the line end before the line: that is searched fast.
_WORDS = (
    "def |class |import |from |return|print\\(|#include|#define|public |private |static |const |"
    "let |var |function |void |int |char |double |using |package |SELECT |INSERT |CREATE |UPDATE |"
    "MATCH \\(|MERGE \\(|RETURN |FROM |RUN |COPY |ENV |WORKDIR |Dim |Sub |MsgBox "
)
_CODE = (
    rf"\n[ \t]*(?:{_WORDS}|[A-Za-z_$][A-Za-z0-9_.]*(?:\[[^\]\n]*\])? ?[-+*/|]?= ?[^=\n]"
    rf"|[{HAN}_][{HAN}A-Za-z0-9_.]{{0,40}} ?= ?[\"'{{\[]"
    r"|[\"']?[A-Za-z_$][A-Za-z0-9_$]*[\"']? ?: ?[^\n]{0,200}[,{\[(] *(?=\n|//)"  # a property
    rf"|[\"']?[{HAN}_][{HAN}A-Za-z0-9_]{{0,20}}[\"']? ?: ?[{{\[(]+ *(?=\n)"
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

_FENCED = r"\n[ \t*#/]*```[\s\S]{0,20000}?```"

_FEWEST = 3  # lines; fewer may be an example in a text
_LINE = r"\n[ \t]*(?=[^\s])"
_SHARE = 0.6  # of the lines. A page about code is mostly sentences, a program has few
_SHARE_OF_CODE = 0.4  # where no line is a sentence: the others are long strings


def is_program(framed: str) -> bool:
    """Tell whether the lines outside of long comments are mostly code, and no sentences."""
    if not _holds_code(framed):
        return False
    bare = _without_docstrings(framed)
    total = len(regex(_LINE).findall(bare))
    lines = len(regex(_PROGRAM).findall(bare))
    if total < _FEWEST or lines < _SHARE_OF_CODE * total:
        return False
    sentences = len(_find_sentences(framed))
    return sentences < _FEWEST_SENTENCES if lines >= _SHARE * total else sentences == 0


def holds_fences_in_code(framed: str) -> bool:
    """Tell whether a text with fenced blocks is a program all the same: its comments hold them.

    A page of Markdown has headings and words outside of its blocks; those are no statements.
    """
    bare = regex(_FENCED).sub("\n", framed)
    total = len(regex(_LINE).findall(_without_docstrings(bare)))
    code = len(regex(_CODE).findall(_without_docstrings(bare)))
    return code >= max(_FEWEST, _SHARE_OF_CODE * total) and is_program(bare)


def find_programs(framed: str) -> Iterator[tuple[int, int]]:
    """Yield the programs between the sentences of a page, in offsets without the frame."""
    if "```" in framed or not _holds_code(framed):
        return
    done = 0
    for start, end in (*_find_sentences(framed), (len(framed), len(framed))):
        lines = [found.start() for found in regex(_PROGRAM).finditer(framed, done, start + 1)]
        code = regex(_CODE).finditer(framed, done, start + 1)
        if len(lines) >= _FEWEST and sum(1 for _ in code) >= _FEWEST:
            yield lines[0], framed.find("\n", lines[-1] + 1)
        done = end


@lru_cache(maxsize=1)
def _holds_code(framed: str) -> bool:
    """Tell whether some lines are code at all; few texts go on from here."""
    return len(regex(_CODE).findall(framed)) >= _FEWEST


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
