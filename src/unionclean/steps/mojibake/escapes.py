r"""Characters written as escapes: &#20013; \u4e2d \xe4 \344 %u4E2D %E4%B8%AD =E4=B8=AD.

An escape is a fault only where a reader expects text. In addresses, program code, patterns and
texts about escapes it is what the author wrote, so the places around decide, and the text that
comes out must read well. Where most of a document is escaped, the rest of it is taken along.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.addresses import ADDRESS, Run, is_text_mostly, outside_addresses
from unionclean.steps.mojibake.cells import is_cell, is_table
from unionclean.steps.mojibake.forms import FORMS, find_runs, without_escapes
from unionclean.steps.mojibake.frequent import is_usual
from unionclean.steps.mojibake.meant import (
    CODE,
    are_of_markup,
    bare_line,
    by_line,
    has_decimals,
    is_of_program,
    is_rich_text,
    is_tagged,
)
from unionclean.steps.mojibake.quoted import ABOUT
from unionclean.steps.mojibake.unescape import (
    decode_ascii,
    decode_cut,
    decode_runs,
    is_text,
    mean_of,
    uncut_size,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

    from unionclean.language import Model
    from unionclean.steps.mojibake.forms import Form

SPEAKS: Final = (
    f"{ABOUT}|HTML|XML|URL|JSON|[Qq]uoted|等号|等號|实体|實體|正则|正則|[Rr]egex|[Ee]scape"
    "|[Ee]ntity|写作|寫作|写成|寫成|转码|轉碼|反斜|字面"
)
_QUOTES: Final = frozenset(("``", "[]", "“”", "‘’", "「」", "''", '""'))
_POOREST: Final = -10.5  # mean log probability of a character; good text has -5 to -7
_APART: Final = 256  # characters from sign to sign, in which an expression finds the next as fast
_MANY: Final = 12  # escaped characters that make a document, if it has fewer plain ones
_OFTEN: Final = 100
_WORDS: Final = 3  # Chinese characters in a row, all usual: by chance one number in 40 is one each
_FOLDED: Final = 50  # lines of a paragraph that are looked at above and below one
_UNQUOTED: Final = 3  # times as many escaped characters out of quotation marks as in them


def find_escapes(
    text: str,
    chars: Container[str],
    model: Callable[[], Model],
    places: Mapping[str, Sequence[int]] | None = None,
) -> Iterator[Edit]:
    """Yield an edit for each run of escapes that stands for text, form by form.

    ``chars`` holds which of the signs that begin escapes the text has at all, and ``places`` where
    each stands, of those of which that is known.
    """
    begun: set[str] = set()
    for at in (places or {}).values():
        begun.update(text[place : place + 2] for place in at)
    for form in FORMS:
        if form.sign[0] not in chars:
            continue
        known = None if places is None else places.get(form.sign[0])
        if known is not None and len(form.sign) > 1 and form.sign[:2] not in begun:
            continue
        if known is not None and not (form.at_sign and len(known) * _APART < len(text)):
            known = None
        every = _decoded(text, list(find_runs(text, form, known)), form, model)
        runs = [run for run in every if is_text(run.text)]
        if sum(len(run.text) for run in runs) < form.least:
            continue
        if form.sign[0] == "\\" and (is_rich_text(text) or has_decimals(text)):
            continue
        table = '"' in text and is_table(text)
        if form.sign[0] in "\\U" and is_of_program(text, runs, bare_line(form, table=table)):
            continue
        everywhere = _is_escaped_throughout(text, runs)
        tagged = "&" in form.sign and is_tagged(text)
        if "&" in form.sign and not everywhere and are_of_markup(text, runs, tagged=tagged):
            continue
        page = _Page(
            text,
            form,
            model,
            everywhere,
            cut=everywhere and is_text_mostly(text, runs),
            tagged=tagged,
            table=table,
            quotes=_is_quoted_often(text, runs, 1 if everywhere else _UNQUOTED, table=table),
            often=sum(len(run.text) for run in runs) >= _OFTEN,
        )
        for start, end, inside in by_line(text, every):
            yield from _judged(page, start, end, inside)
        if everywhere and not tagged:
            yield from _escaped_ascii(page, 0, len(text), every)


def _decoded(
    text: str, spans: list[tuple[int, int]], form: Form, model: Callable[[], Model]
) -> list[Run]:
    """Return the runs that say something; a letter after one may be the last of its bytes.

    Where one was cut inside a character, that is what is left out.
    """
    if "&" in form.sign:
        spans = [(start, start + uncut_size(text[start:end])) for start, end in spans]
    decoded = decode_runs([text[start:end] for start, end in spans], form, model)
    if form.of_bytes and not all(decoded):
        longer = [
            (start, end if new or not "@" <= text[end : end + 1] <= "~" else end + 1)
            for (start, end), new in zip(spans, decoded, strict=True)
        ]
        if longer != spans:
            more = decode_runs([text[start:end] for start, end in longer], form, model)
            better = [place for place, new in enumerate(more) if new and not decoded[place]]
            for place in better:
                spans[place], decoded[place] = longer[place], more[place]
        for place, (start, end) in enumerate(spans):
            if not decoded[place]:
                decoded[place], first, last = decode_cut(text[start:end], form)
                spans[place] = start + first, start + last
    return [Run(*span, new) for span, new in zip(spans, decoded, strict=True) if new]


class _Page(NamedTuple):
    """A document with escapes of one form, and what is known about all of them."""

    text: str
    form: Form
    model: Callable[[], Model]
    everywhere: bool  # whether most of it is escaped
    cut: bool  # whether text may go on where an address seems to
    tagged: bool  # whether it has tags, whose signs are escaped elsewhere for that reason
    table: bool  # whether it is rows of cells
    quotes: bool  # whether what stands in quotation marks may be an example
    often: bool  # whether there are so many that a character by itself is no example


def _is_escaped_throughout(text: str, runs: list[Run]) -> bool:
    count = sum(char >= "\x80" for run in runs for char in run.text)
    if count < _MANY or not any(is_han(char) for run in runs for char in run.text):
        return False
    # Not so many Han: whether there is that many is found without counting all of them.
    han = regex(f"[{HAN}]").finditer(text)
    return next(islice(han, count - 1, None), None) is None


def _judged(page: _Page, offset: int, end: int, every: list[Run]) -> Iterator[Edit]:
    """Yield the edits for the escapes of the line ``offset:end``, if they are faults."""
    text, form, everywhere = page.text, page.form, page.everywhere
    runs = [run for run in every if is_text(run.text)]
    if not runs and not everywhere:
        return
    line = text[offset:end]
    count = sum(char >= "\x80" for run in runs for char in run.text)
    plain = len(regex(f"[{HAN}]").findall(without_escapes(line)))
    throughout = count >= _MANY and count > plain
    everywhere = everywhere or throughout
    if not everywhere:
        # ASCII is never escaped, so a word like HTML says nothing without a sentence around it.
        around = _around(line, offset, runs)
        if plain >= 3 and plain >= count and regex(SPEAKS).search(without_escapes(around)):
            return
        if form.sign[0] in "\\U" and not any(_says_words(form, [run]) for run in runs):
            runs = [run for run in runs if not text.startswith(("\\\\", "U+"), run.start)]
        bare = bare_line(form, table=page.table)(line)
        if "&" not in form.sign and regex(CODE).search(bare):
            return
    else:
        runs = every  # names with accented letters, too
    runs = outside_addresses(line, offset, runs, everywhere=everywhere, cut=page.cut)
    if page.quotes and all(_is_quoted(text, run, table=page.table) for run in runs):
        return
    if not everywhere:
        # Marks alone are the author's markup unless they stand in a Chinese sentence.
        marks_only = not any(is_han(char) for run in runs for char in run.text)
        lone = (count == 1 and not page.often) or marks_only
        if lone and not _touches_chinese(text, runs):
            return
        # Forms of web pages escape just the characters that the page's encoding lacks.
        named = "&" in form.sign and not marks_only and _touches_chinese(text, runs)
        if (
            not named
            and not _says_words(form, runs)
            and mean_of(text, runs, page.model()) <= _POOREST
        ):
            return
    for run in runs:
        yield Edit(run.start, run.end, run.text, form.name, "exact")
    if form.sign == "=" and runs and not page.everywhere:
        yield from _of_quoted_printable(page, offset, end, every, throughout=throughout)
    elif throughout and not page.everywhere and not page.tagged:
        yield from _escaped_ascii(page, offset, end, every)


def _around(line: str, offset: int, runs: list[Run]) -> str:
    """Return ``line`` without its damaged part: ASCII between two runs is of the same text."""
    start, end = runs[0].start - offset, runs[-1].end - offset
    if regex(f"[{HAN}]").search(line, start, end):
        return line
    return line[:start] + line[end:]


def _says_words(form: Form, runs: list[Run]) -> bool:
    """Tell whether they name characters that Chinese is written in, by number or in UTF-8.

    In the encodings of two bytes, all bytes name such characters.
    """
    if form.of_bytes and any(
        run.end - run.start < len("%E4") * len(run.text.encode("utf-8")) for run in runs
    ):
        return False
    han = [char for run in runs for char in run.text if is_han(char)]
    return len(han) >= _WORDS and all(map(is_usual, han))


def _of_quoted_printable(
    page: _Page, start: int, end: int, runs: list[Run], *, throughout: bool
) -> Iterator[Edit]:
    """Yield the edits for what quoted-printable made of ASCII in and around a line.

    It escapes each "=", so where a bare one stands the line is not wholly in that form.
    """
    text = page.text
    breaks = regex("=\r?\n")
    for _ in range(_FOLDED):
        if not breaks.search(text, max(start - 3, 0), start):
            break
        start = text.rfind("\n", 0, start - 1) + 1
    for _ in range(_FOLDED):
        hit = breaks.match(text, max(end - 2, 0)) or breaks.match(text, max(end - 1, 0))
        if hit is None:
            break
        end = text.find("\n", hit.end())
        end = end if end >= 0 else len(text)
    if throughout or not regex("=(?![0-9A-Fa-f]{2}|\r?\n)").search(text, start, end):
        yield from _escaped_ascii(page, start, end, runs)
        return
    for hit in breaks.finditer(text, start, end):
        yield Edit(hit.start(), hit.end(), "", page.form.name, "exact")


def _escaped_ascii(page: _Page, start: int, end: int, runs: list[Run]) -> Iterator[Edit]:
    """Yield the edits for escapes of ASCII outside of ``runs`` and of addresses."""
    form = page.form
    if not form.ascii:
        return
    place = 0
    for hit in regex(f"{ADDRESS}|(?P<escape>{form.ascii})").finditer(page.text, start, end):
        while place < len(runs) and runs[place].end <= hit.start():
            place += 1
        if hit["escape"] and (place == len(runs) or hit.end() <= runs[place].start):
            new = decode_ascii(hit["escape"])
            yield Edit(hit.start(), hit.end(), new, form.name, "exact")


def _is_quoted_often(text: str, runs: list[Run], times: int, *, table: bool) -> bool:
    """Tell whether a good part of the escapes stands in quotation marks, as examples do."""
    quoted = sum(len(run.text) for run in runs if _is_quoted(text, run, table=table))
    outside = sum(len(run.text) for run in runs) - quoted
    return outside < max(_MANY, times * quoted)


def _is_quoted(text: str, run: Run, *, table: bool) -> bool:
    before, after = text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1]
    if table and is_cell(text, run.start, run.end):
        return False
    if before + after in _QUOTES:
        # Programs that write bytes as octal numbers put the name of each file into such marks.
        is_name = before == '"' and len(run.text) >= _WORDS
        return not is_name or not regex(r"\\[0-3][0-7]{2}").match(text, run.start)
    # A backslash makes the next sign one to be read: the first of a few escapes, or a backslash.
    if before == "\\" and (text[run.start] == "\\" or len(run.text) < _WORDS):
        return True
    return len(run.text) == 1 and "-" in {before, after}


def _touches_chinese(text: str, runs: list[Run]) -> bool:
    return any(
        char and (is_han(char) or char in CJK_MARKS)
        for run in runs
        for char in (text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1])
    )
