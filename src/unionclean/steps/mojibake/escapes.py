r"""Characters written as escapes: &#20013; \u4e2d \xe4 \344 %u4E2D %E4%B8%AD =E4=B8=AD.

An escape is a fault only where a reader expects text. In addresses, program code, patterns and
texts about escapes it is what the author wrote, so the places around decide, and the text that
comes out must read well. Where most of a document is escaped, the rest of it is taken along.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.quoted import ABOUT
from unionclean.steps.mojibake.unescape import decode_ascii, decode_run

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from unionclean.language import Model


class _Form(NamedTuple):
    """A way of escaping: its sign, its name, runs of it, and its escapes of ASCII.

    A document has at least ``least`` such characters, or else the escapes are an example.
    ``begin`` is what every run begins with: from sign to sign, it is looked for very fast.
    """

    sign: str
    name: str
    begin: str
    run: str
    ascii: str
    least: int = 1


_REFERENCE: Final = r"&(?:amp;)?#(?:[0-9]{2,6}|[xX][0-9a-fA-F]{2,5})(?:;|(?![0-9;]))"
# Without the closing mark a reference ends where it names a character of Chinese text.
_OPEN_REFERENCE: Final = (
    r"&(?:amp;)?#(?:(?:1[2-9]|[2-5][0-9]|6[345])[0-9]{3}|8[2-9][0-9]{2}|1[68][0-9]);?"
)
_REFERENCES: Final = f"(?:{_OPEN_REFERENCE}|{_REFERENCE})+"
_NAMED: Final = r"&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{2,3}|#x[0-9a-fA-F]{2});"
_LONG_UNIT: Final = r"\\U000[0-9a-fA-F]{5}"
_BRACED: Final = r"(?:\\[ux]\{[0-9a-fA-F]{2,6}\})+"
_HIGH: Final = "%[89a-fA-F][0-9a-fA-F]"
_FORMS: Final = (
    _Form("&#", "numeric character reference", "&#[0-9xX]", _REFERENCES, _NAMED),
    _Form("&amp;#", "numeric character reference", "&amp;#[0-9xX]", _REFERENCES, _NAMED),
    _Form("\\u", "backslash escape", r"\\u[0-9a-fA-F]{4}", r"(?:\\u[0-9a-fA-F]{4})+", ""),
    _Form("\\U", "backslash escape", _LONG_UNIT, f"(?:{_LONG_UNIT})+", ""),
    _Form("\\u{", "backslash escape", r"\\u\{[0-9a-fA-F]{2,6}\}", _BRACED, ""),
    _Form("\\x{", "backslash escape", r"\\x\{[0-9a-fA-F]{2,6}\}", _BRACED, ""),
    # Bytes as programs print them, which is what most texts with them are about.
    _Form("\\x", "backslash escape", r"\\x[0-9a-fA-F]{2}", r"(?:\\x[0-9a-fA-F]{2}){2,}", "", 6),
    _Form("\\", "octal escape", r"\\[0-3][0-7]{2}", r"(?:\\[0-3][0-7]{2}){2,}", "", 6),
    _Form(
        "%u",
        "percent escape",
        "%u[0-9a-fA-F]{4}",
        r"(?:%u[0-9a-fA-F]{4}(?:%[2-7][0-9a-fA-F])*)+",
        "(?:%[2-7][0-9a-fA-F])+",
    ),
    _Form(
        "%",
        "percent escape",
        "%[0-9a-fA-F]{2}",
        # The second byte of a GBK character may be a letter, which is not escaped.
        f"(?:%[0-9a-fA-F]{{2}})*{_HIGH}(?:%[0-9a-fA-F]{{2}}|(?<={_HIGH})[@-~](?=%[89a-fA-F]))+",
        "(?:%[2-7][0-9a-fA-F])+",
    ),
    _Form(
        "=",
        "quoted-printable",
        "=[0-9A-F]{2}",
        "(?:=[0-9A-F]{2}(?:=\r?\n)?){2,}",
        "=(?:[2-7][0-9A-F]|\r?\n|0D|0A)",
    ),
)
# No backslash: what follows it is text that was escaped without a blank after the address.
_ADDRESS_CHAR: Final = r"(?:[!-%'-\[\]-~]|&(?!#|amp;#))"
# A host has no escapes either; they need a path or a query before them.
_ADDRESS: Final = (
    f"(?:(?:https?|ftp)://|www\\.)[^/?#%&\\\\ \n\x80-\U0010ffff]+(?:[/?#]{_ADDRESS_CHAR}*)?"
    f"|file://{_ADDRESS_CHAR}+"
    "|(?:href|src)\\s{0,4}=\\s{0,4}[\"'][^\"'\n]*"
)
CODE: Final = (
    r"[{}]|=>|==|%[sd][^0-9a-fA-F]|%[0-9]\$|\\\\|;\s*$|\(\s*[\"']|[\"']\s*[:,)\]]"
    r"|(?<![A-Za-z])(?:function|var|let|const|return|import|print|printf|echo|def|sed|grep|awk) "
    r"|\[[^\]\n]*(?:\\u|&#)[^\]\n]*\]|re\.[a-z]|/[gimu]+[^a-z]"
)
SPEAKS: Final = (
    f"{ABOUT}|HTML|XML|URL|JSON|实体|實體|正则|正則|[Rr]egex|[Ee]scape|[Ee]ntity|写作|寫作"
)
_QUOTES: Final = frozenset(("``", "[]", "“”", "‘’", "「」", "''", '""'))
_POOREST: Final = -10.5  # mean log probability of a character; good text has -5 to -7
_MANY: Final = 12  # escaped characters that make a document, if it has fewer plain ones


# Places for values: a document with them holds messages of a program, whose references are meant.
PLACE: Final = r"%(?:[0-9]\$)?[sd](?![0-9A-Za-z])"


class _Run(NamedTuple):
    start: int
    end: int
    text: str


def find_escapes(text: str, chars: Container[str], model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield an edit for each run of escapes that stands for text, form by form.

    ``chars`` holds which of the signs that begin escapes the text has at all.
    """
    for form in _FORMS:
        if form.sign[0] not in chars:
            continue
        runs = [
            _Run(start, end, decoded)
            for start, end in _find_runs(text, form)
            if (decoded := decode_run(text[start:end], form.sign, model))
        ]
        if sum(len(run.text) for run in runs) < form.least:
            continue
        everywhere = _is_escaped_throughout(text, runs)
        if "&" in form.sign and not everywhere and _are_of_messages(text, runs):
            continue
        for start, end, inside in _by_line(text, runs):
            yield from _judged(text, start, text[start:end], inside, form, model, everywhere)
        if everywhere and form.ascii:
            yield from _escaped_ascii(text, form)


def _find_runs(text: str, form: _Form) -> Iterator[tuple[int, int]]:
    """Yield where escapes stand in a row: from sign to sign, and none is looked at twice."""
    begin = regex(f"(?:{form.begin})+")
    run = regex(form.run)
    place = text.find(form.sign)
    while place >= 0:
        first = begin.match(text, place)
        hit = run.match(text, place) if first else None
        if hit:
            yield hit.span()
        end = hit.end() if hit else first.end() if first else place + 1
        place = text.find(form.sign, end)


def _is_escaped_throughout(text: str, runs: list[_Run]) -> bool:
    count = sum(char >= "\x80" for run in runs for char in run.text)
    return count >= _MANY and count > len(regex(f"[{HAN}]").findall(text))


def _are_of_messages(text: str, runs: list[_Run]) -> bool:
    """Tell whether references are marks only, in a document of messages with places for values."""
    marks_only = not any(is_han(char) for run in runs for char in run.text)
    return marks_only and bool(regex(PLACE).search(text))


def _by_line(text: str, runs: list[_Run]) -> Iterator[tuple[int, int, list[_Run]]]:
    """Yield the bounds of each line with runs, and the runs."""
    start, end = 0, -1
    inside: list[_Run] = []
    for run in runs:
        if run.start > end:
            if inside:
                yield start, end, inside
            inside = []
            start = text.rfind("\n", 0, run.start) + 1
        if run.end > end:
            end = text.find("\n", run.end)
            end = end if end >= 0 else len(text)
        inside.append(run)
    if inside:
        yield start, end, inside


def _judged(  # noqa: PLR0917 - one line with all that is known about it
    text: str,
    offset: int,
    line: str,
    runs: list[_Run],
    form: _Form,
    model: Callable[[], Model],
    everywhere: bool,
) -> Iterator[Edit]:
    """Yield the edits for the escapes of one line, if they are faults."""
    count = sum(char >= "\x80" for run in runs for char in run.text)
    outside = regex(r"(?:\\[uUx]\{?|%u|&(?:amp;)?#x?|[%=])[0-9a-fA-F]+[;}]?").sub("", line)
    plain = len(regex(f"[{HAN}]").findall(outside))
    everywhere = everywhere or (count >= _MANY and count > plain)
    if not everywhere:
        # ASCII is never escaped, so a word like HTML says nothing without a sentence around it.
        if plain >= 3 and plain >= count and regex(SPEAKS).search(outside):
            return
        # Braces of the escapes themselves are no code.
        bare = regex(_BRACED).sub("", line) if "{" in form.sign else line
        if "&" not in form.sign and regex(CODE).search(bare):
            return
    addresses = [hit.span() for hit in regex(_ADDRESS).finditer(line)]
    runs = [run for run in runs if not _is_address(line, run, offset, addresses, everywhere)]
    if all(_is_quoted(text, run) for run in runs):
        return
    if not everywhere:
        # Marks alone are the author's markup unless they stand in a Chinese sentence.
        marks_only = not any(is_han(char) for run in runs for char in run.text)
        if (count == 1 or marks_only) and not _touches_chinese(text, runs):
            return
        if _mean(text, runs, model()) <= _POOREST:
            return
    for run in runs:
        yield Edit(run.start, run.end, run.text, form.name, "exact")


def _escaped_ascii(text: str, form: _Form) -> Iterator[Edit]:
    for hit in regex(f"{_ADDRESS}|(?P<escape>{form.ascii})").finditer(text):
        if hit["escape"]:
            new = decode_ascii(hit["escape"])
            yield Edit(hit.start(), hit.end(), new, form.name, "exact")


def _is_address(
    line: str,
    run: _Run,
    offset: int,
    addresses: list[tuple[int, int]],
    everywhere: bool,
) -> bool:
    place = run.start - offset
    before = bisect_right(addresses, (place, len(line))) - 1
    if before >= 0 and place < addresses[before][1]:
        return True
    if everywhere or line[place] != "%":
        return False
    if line[max(place - 1, 0) : place] == "/":
        return not is_han(line[place - 2 : place - 1] or " ")  # 左/右 is no path
    return line[max(place - 1, 0) : place] in {"=", "&", "?"}


def _is_quoted(text: str, run: _Run) -> bool:
    before, after = text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1]
    if before + after in _QUOTES or before == "\\":
        return True
    return len(run.text) == 1 and "-" in {before, after}


def _touches_chinese(text: str, runs: list[_Run]) -> bool:
    return any(
        char and (is_han(char) or char in CJK_MARKS)
        for run in runs
        for char in (text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1])
    )


def _mean(text: str, runs: list[_Run], model: Model) -> float:
    total, count = 0.0, 0
    for run in runs:
        last = text[run.start - 1] if run.start else "\n"
        for char in run.text:
            if "\x80" <= char <= "\uffff":
                total += model.pair(last, char)
                count += 1
            last = char
    return total / count if count else 0.0
