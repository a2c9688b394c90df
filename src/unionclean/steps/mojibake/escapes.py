r"""Characters written as escapes: &#20013; \u4e2d %u4E2D %E4%B8%AD =E4=B8=AD.

An escape is a fault only where a reader expects text. In addresses, program code, patterns and
texts about escapes it is what the author wrote, so the places around decide, and the text that
comes out must read well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from unionclean.chars import CJK_MARKS, HAN, is_han, regex
from unionclean.edits import Edit
from unionclean.steps.mojibake.quoted import ABOUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from unionclean.language import Model

_REFERENCE: Final = r"&(?:amp;)?#(?:[0-9]{2,6}|[xX][0-9a-fA-F]{2,5})(?:;|(?![0-9;]))"
# Without the closing mark a reference ends where it names a character of Chinese text.
_OPEN_REFERENCE: Final = (
    r"&(?:amp;)?#(?:(?:1[2-9]|[2-5][0-9]|6[345])[0-9]{3}|8[2-9][0-9]{2}|1[68][0-9]);?"
)
_FORMS: Final = (
    ("&#", "numeric character reference", f"(?:{_OPEN_REFERENCE}|{_REFERENCE})+"),
    ("\\u", "backslash escape", r"(?:\\u[0-9a-fA-F]{4})+"),
    ("&amp;#", "numeric character reference", f"(?:{_OPEN_REFERENCE}|{_REFERENCE})+"),
    ("%u", "percent escape", r"(?:%u[0-9a-fA-F]{4}(?:%[2-7][0-9a-fA-F])*)+"),
    (
        "%",
        "percent escape",
        r"(?:%[0-9a-fA-F]{2})*(?:%[89a-fA-F][0-9a-fA-F])(?:%[0-9a-fA-F]{2}|(?<=%[89a-fA-F][0-9a-fA-F])[@-~](?=%[89a-fA-F]))+",
    ),
    ("=", "quoted-printable", "(?:=[0-9A-F]{2}(?:=\r?\n)?){2,}"),
)
_URL: Final = r"(?:https?|ftp|file)://[!-~]+|www\.[!-~]+|\b(?:href|src)\s*=\s*[\"'][^\"'\n]*"
_CODE: Final = (
    r"[{}]|=>|%[sd]\b|%[0-9]\$|==|\\\\|\b(?:function|var|let|const|return|import|print|printf|echo|def|sed|grep|awk)\b"
    r"|;\s*$|\(\s*[\"']|[\"']\s*[:,)\]]|\[[^\]\n]*(?:\\u|&#)[^\]\n]*\]|re\.|/[gimu]+\b"
)
_SPEAKS: Final = (
    f"{ABOUT}|HTML|XML|URL|JSON|实体|實體|正则|正則|[Rr]egex|[Ee]scape|[Ee]ntity|写作|寫作"
)
POOREST: Final = -10.5  # mean log probability of a character; good text has -5 to -7
# At least one of these must come out; escapes of accented letters alone are left to others.
_OF_TEXT: Final = f"[{HAN}{CJK_MARKS}\u00a0-\u00bf\u2000-\u2fff\uff00-\uffef\U0001f000-\U0001ffff]"


class _Run(NamedTuple):
    start: int
    end: int
    text: str


def find_escapes(text: str, model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield an edit for each run of escapes that stands for text."""
    for sign, reason, pattern in _FORMS:
        if sign not in text:
            continue
        runs: list[_Run] = []
        line_end = -1
        for hit in regex(pattern).finditer(text):
            if hit.start() > line_end:
                yield from _judged(text, runs, reason, model)
                runs = []
                line_end = text.find("\n", hit.end())
                line_end = line_end if line_end >= 0 else len(text)
            decoded = _decoded(hit.group(), sign, model)
            if decoded:
                runs.append(_Run(hit.start(), hit.end(), decoded))
        yield from _judged(text, runs, reason, model)


def _judged(text: str, runs: list[_Run], reason: str, model: Callable[[], Model]) -> Iterator[Edit]:
    """Yield the edits for the escapes of one line, if they are faults."""
    if not runs:
        return
    first = text.rfind("\n", 0, runs[0].start) + 1
    last = text.find("\n", runs[-1].end)
    last = last if last >= 0 else len(text)
    line = text[first:last]
    outside = regex(r"(?:\\u|%u|&(?:amp;)?#x?|[%=])[0-9a-fA-F]+;?").sub("", line)
    if regex(_SPEAKS).search(outside):
        return
    addresses = [hit.span() for hit in regex(_URL).finditer(line)]
    if reason != "numeric character reference" and regex(_CODE).search(line):
        return
    runs = [run for run in runs if not _is_address(text, run, first, addresses)]
    if all(_is_quoted(text, run) for run in runs):
        return
    count = sum(char >= "\x80" for run in runs for char in run.text)
    if not count:
        return
    if count == 1 and not _touches_chinese(text, runs):
        return
    if _mean(text, runs, model()) > POOREST:
        for run in runs:
            yield Edit(run.start, run.end, run.text, reason, "exact")


def _is_address(text: str, run: _Run, offset: int, addresses: list[tuple[int, int]]) -> bool:
    if any(start <= run.start - offset < end for start, end in addresses):
        return True
    return text[run.start] == "%" and text[max(run.start - 1, 0) : run.start] in set("/=&?")


def _is_quoted(text: str, run: _Run) -> bool:
    before, after = text[max(run.start - 1, 0) : run.start], text[run.end : run.end + 1]
    if before + after in {"``", "[]", "“”", "‘’", "「」", "''", '""'} or before == "\\":
        return True
    return len(run.text) == 1 and "-" in {before, after}


def _touches_chinese(text: str, runs: list[_Run]) -> bool:
    return any(
        char and (is_han(char) or char in CJK_MARKS)
        for run in runs
        for char in (text[run.start - 1 : run.start], text[run.end : run.end + 1])
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


def _decoded(run: str, sign: str, model: Callable[[], Model]) -> str:
    """Return what a run of escapes says, or nothing."""
    if sign in {"&#", "&amp;#"}:
        return _from_references(run)
    if sign in {"\\u", "%u"}:
        units = regex(r"(?:\\u|%u)([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})").findall(run)
        raw = b"".join(int(long or short, 16).to_bytes(2, "big") for long, short in units)
        return _readable(raw.decode("utf-16-be", "replace"))
    if sign == "=":
        run = run.replace("=\r\n", "").replace("=\n", "").replace("=", "%")
    from urllib.parse import unquote_to_bytes

    return _from_bytes(unquote_to_bytes(run), model)


def _from_references(run: str) -> str:
    chars: list[str] = []
    for digits in regex(r"#([xX][0-9a-fA-F]+|[0-9]+)").findall(run):
        code = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        if code > 0x10FFFF or 0xD800 <= code < 0xE000:
            return ""
        chars.append(chr(code))
    return _readable("".join(chars))


def _from_bytes(raw: bytes, model: Callable[[], Model]) -> str:
    readings: list[str] = []
    for codec in ("utf-8", "gb18030", "cp950"):
        try:
            text = _readable(raw.decode(codec))
        except UnicodeDecodeError:
            continue
        if text and codec == "utf-8":
            return text
        if text:
            readings.append(text)
    return max(readings, key=lambda text: model().score(text) / len(text), default="")


def _readable(text: str) -> str:
    """Return ``text`` if it holds characters beyond ASCII and none that no text holds."""
    if text.isascii() or regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]").search(text):
        return ""
    return text if regex(_OF_TEXT).search(text) else ""
