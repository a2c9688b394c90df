"""Take running text out of the files of packages, and keep what is prose of one language."""

from __future__ import annotations

import gettext
import gzip
import html.parser
import io
import json
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CHINESE = ("zh-hans", "zh-hant-tw", "zh-hant-hk", "zh-hant-converted", "zh-hant-classical", "yue")
CJK_LANGUAGES = {*CHINESE, "ja", "ko"}
SCRIPTS = {
    "ja": re.compile(rf"[{HAN}\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
}
COMMON_WORDS = {
    "de": r"\b(der|die|das|und|ist|nicht|ein|zu|den|mit)\b",
    "fr": r"\b(le|la|les|des|est|une|dans|pour|que|et)\b",
    "es": r"\b(el|la|los|las|que|una|para|con|es|del)\b",
    "en": r"\b(the|of|and|to|is|in|that|for|with)\b",
    "vi": "[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]",
}


# ---------------------------------------------------------------- taking text out


class Paragraphs(html.parser.HTMLParser):
    """Collect the text of paragraph-like elements; skip code, tables of contents and scripts."""

    BLOCKS = frozenset(
        ("p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "div", "title")
    )
    SKIPPED = frozenset(("pre", "script", "style", "nav", "footer", "head", "textarea"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.parts: list[str] = []
        self.skipping = 0

    def flush(self) -> None:
        """End the paragraph that is being collected."""
        text = "".join(self.parts)
        self.parts = []
        if text.strip():
            self.found.append(text)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Start a paragraph or a skipped part."""
        if tag in self.SKIPPED:
            self.flush()
            self.skipping += 1
        elif tag in self.BLOCKS or tag == "br":
            self.flush()

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph or a skipped part."""
        if tag in self.SKIPPED:
            self.skipping = max(0, self.skipping - 1)
        elif tag in self.BLOCKS:
            self.flush()

    def handle_data(self, data: str) -> None:
        """Keep text outside skipped parts."""
        if not self.skipping:
            self.parts.append(data)


def html_pages(*patterns: str) -> Callable[[Path], Iterator[str]]:
    """Take the paragraphs of all HTML pages that match the patterns."""

    def take(folder: Path) -> Iterator[str]:
        for path in matching(folder, patterns):
            parser = Paragraphs()
            parser.feed(path.read_text("utf-8", errors="strict"))
            parser.close()
            parser.flush()
            yield from parser.found

    return take


def plain_lines(*patterns: str, encoding: str = "utf-8") -> Callable[[Path], Iterator[str]]:
    """Take every line of text files (also gzip-compressed ones)."""

    def take(folder: Path) -> Iterator[str]:
        for path in matching(folder, patterns):
            data = path.read_bytes()
            if path.suffix == ".gz":
                data = gzip.decompress(data)
            yield from data.decode(encoding).splitlines()

    return take


def fortunes(*patterns: str) -> Callable[[Path], Iterator[str]]:
    """Take the lines of fortune files: no terminal colours, no separators."""

    def take(folder: Path) -> Iterator[str]:
        for line in plain_lines(*patterns)(folder):
            text = re.sub(r"\x1b\[[0-9;]*m", "", line)
            if text.strip() != "%":
                yield text

    return take


def tagged_words(*patterns: str) -> Callable[[Path], Iterator[str]]:
    """Take ``word/tag word/tag`` lines as running text."""

    def take(folder: Path) -> Iterator[str]:
        for line in plain_lines(*patterns)(folder):
            words = (word.rpartition("/")[0] for word in line.split())
            yield re.sub(r"\[(?=[^\]]*\])|(?<=.)\](?:[a-z]+)?$", "", "".join(words))

    return take


def json_strings(*patterns: str, key: str = "") -> Callable[[Path], Iterator[str]]:
    """Take the strings of a JSON array, or those under ``key`` of its objects."""

    def walk(value: object, wanted: bool) -> Iterator[str]:
        if isinstance(value, str):
            if wanted:
                yield value
        elif isinstance(value, list):
            for item in value:
                yield from walk(item, wanted)
        elif isinstance(value, dict):
            for name, item in value.items():
                yield from walk(item, not key or name == key)

    def take(folder: Path) -> Iterator[str]:
        for path in matching(folder, patterns):
            yield from walk(json.loads(path.read_text("utf-8")), not key)

    return take


def catalogues(*patterns: str, least: int = 20) -> Callable[[Path], Iterator[str]]:
    """Take the translations of gettext catalogues that are at least ``least`` characters long."""

    def take(folder: Path) -> Iterator[str]:
        for path in matching(folder, patterns):
            opened = gettext.GNUTranslations(io.BytesIO(path.read_bytes()))
            messages: dict[object, str] = vars(opened)["_catalog"]
            for source, text in messages.items():
                if source and len(text) >= least and text != source:
                    yield from re.sub(r"<[^<>]*>", "", text).splitlines()

    return take


def chat_lines(*patterns: str) -> Callable[[Path], Iterator[str]]:
    """Take the spoken lines of CHAT transcripts as running text."""

    def take(folder: Path) -> Iterator[str]:
        for line in plain_lines(*patterns)(folder):
            if line.startswith("*") and "\t" in line:
                text = line.split("\t", 1)[1]
                text = re.sub(rf"(?<=[{HAN}，。]) | (?=[{HAN}])", "", text)
                yield text

    return take


def matching(folder: Path, patterns: Iterable[str]) -> list[Path]:
    """Return the files that match one of the patterns, in order of name."""
    found = {path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}
    if not found:
        sys.exit(f"nothing matches {patterns} in {folder}")
    return sorted(found)


# ---------------------------------------------------------------- cleaning


def clean(paragraphs: Iterable[str], language: str) -> Iterator[str]:
    """Yield each usable paragraph once: one line, in the language, more prose than markup."""
    seen: set[str] = set()
    for paragraph in paragraphs:
        text = paragraph.replace("\xa0", " ").replace("\u200b", "").replace("\ufeff", "")
        if language in CJK_LANGUAGES and language != "ko":
            # A line end of the source page between two Han characters is no blank.
            text = re.sub(rf"(?<=[{HAN}\u3000-\u30ff\uff00-\uffef])\s*\n\s*(?=[{HAN}])", "", text)
        text = re.sub(r"\s+", " ", text).strip()
        text = re.sub(r"^(?:下一页|上一页|下一頁|上一頁|后退|前进)(?=\d|$).*", "", text)
        if text in seen or not usable(text, language):
            continue
        seen.add(text)
        yield text


def usable(text: str, language: str) -> bool:
    """Say whether ``text`` is prose of ``language`` and no label, code or untranslated line."""
    if "\ufffd" in text or any("\ue000" <= c <= "\uf8ff" for c in text):
        return False
    letters = sum(c.isalpha() for c in text)
    if language in CJK_LANGUAGES or language == "ru":
        own = SCRIPTS.get(language, re.compile(f"[{HAN}]"))
        count = len(own.findall(text))
        return count >= 6 and count * 10 >= letters * 6
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < 8 or letters < len(text) * 0.6:
        return False
    marks = COMMON_WORDS[language]
    hits = len(re.findall(marks, text.lower()))
    other = 0 if language == "en" else len(re.findall(r"\b(the|of|and|to|is)\b", text.lower()))
    return hits * 12 >= len(words) and hits > other
