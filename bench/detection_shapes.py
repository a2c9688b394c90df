"""Measure `decode` on shapes of files that `bench/detection.py` does not have.

    python bench/detection_shapes.py CORPORA [--samples 25] [--seed 1] [--kinds srt,log] [-v]

Source code with Chinese comments, tables, subtitles, logs, mail, lists of names, single words,
damaged Unicode, spans of another encoding, other languages in 20 to 2,000 bytes, and binary data.
Besides how many texts come out exactly, it measures honesty: of the answers with a confidence of
0.9 and more, how many are right; of the wrong ones, how many say so by a confidence below 0.8 or by
unread bytes; and whether `encode_back` gives the input back (it must, always).

Names and addresses are Faker's, sentences of languages that the corpora lack come from Django's
catalogs: ``pip install faker django`` (neither is needed for anything else here).
"""

from __future__ import annotations

import argparse
import gettext
import json
import random
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from unionclean.steps.decode import decode, encode_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RESULTS = Path(__file__).parent / "results" / "detection_shapes.md"
SURE, UNSURE = 0.9, 0.8


class Case(NamedTuple):
    """``text`` is what must come out; ``lost`` characters may differ in one place."""

    kind: str
    raw: bytes
    text: str | None  # None: binary, which must be doubted
    lost: int = 0


class Prose:
    """Lines of the corpora, of Faker and of Django."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder, self.rng = folder, rng
        self._files: dict[str, list[str]] = {}
        self._fakers: dict[str, object] = {}

    def lines(self, name: str) -> list[str]:
        if name not in self._files:
            text = (self.folder / name).with_suffix(".txt").read_text("utf-8")
            self._files[name] = [x for x in text.split("\n") if x.strip() and "\ufffd" not in x]
        return self._files[name]

    def line(self, *names: str, least: int = 6, most: int = 200) -> str:
        while True:
            line = self.rng.choice(self.lines(self.rng.choice(names))).strip()
            if len(line) >= least:
                return line[:most]

    def some(self, count: int, *names: str, **size: int) -> list[str]:
        return [self.line(*names, **size) for _ in range(count)]

    def fake(self, locale: str, what: str) -> str:
        from faker import Faker

        if locale not in self._fakers:
            maker = Faker(locale)
            maker.seed_instance(self.rng.randrange(10**6))
            self._fakers[locale] = maker
        return str(getattr(self._fakers[locale], what)())

    def ui(self, locale: str) -> list[str]:
        """Return the sentences of Django's catalog in a language."""
        key = "django " + locale
        if key not in self._files:
            import django

            found: set[str] = set()
            home = Path(django.__file__).parent
            for path in sorted(home.glob(f"**/locale/{locale}/LC_MESSAGES/*.mo")):
                with path.open("rb") as file:
                    catalog = vars(gettext.GNUTranslations(file))["_catalog"]
                found |= {value for entry, value in catalog.items() if entry and value}
            self._files[key] = sorted(x.replace("\xa0", " ") for x in found if not x.isascii())
        return self._files[key]


HANS = ("zh-hans/wesnoth", "zh-hans/debian-faq", "zh-hans/gnome-help", "zh-hans/installation-guide")
NEWS = ("zh-hans/peoples-daily-1998", "zh-hans/book-reviews-positive")
HANT = ("zh-hant-tw/wesnoth", "zh-hant-hk/evolution", "zh-hant-converted/debian-reference")
VERSE = ("zh-hant-classical/tang-poems",)
CLASSIC = ("zh-hant-classical/prose",)
YUE = ("yue/hkcancor", "yue/common-voice")


def encodable(text: str, codec: str) -> str:
    return text.encode(codec, "ignore").decode(codec)


def han_of(line: str, size: int) -> str:
    return "".join(c for c in line if "\u4e00" <= c <= "\u9fff")[:size]


# ---------------------------------------------------------------- shapes: text -> a document

CODE = (
    "# {}\ndef load_{n}(path):\n    return open(path).read()\n\n",
    "int x{n} = 0; // {}\n",
    "/* {} */\nstatic void run{n}(void) {{ return; }}\n",
    'print("{}")\nfor i in range({n}):\n    total += i\n',
    "<!-- {} -->\n<div class='row{n}'></div>\n",
)


def code(p: Prose, names: tuple[str, ...]) -> str:
    r = p.rng
    return "".join(
        r.choice(CODE).format(
            p.line(*names, most=30).replace("{", "").replace("}", ""), n=r.randrange(99)
        )
        for _ in range(r.randint(1, 8))
    )


def table(p: Prose, names: tuple[str, ...], mark: str) -> str:
    r = p.rng
    rows = [mark.join(("id", "name", "value", "note"))]
    for n in range(r.randint(2, 15)):
        words = [han_of(p.line(*names), r.randint(2, 6)) for _ in range(2)]
        rows.append(mark.join((str(n), words[0], f"{r.random():.3f}", words[1])))
    return "\r\n".join(rows) + "\r\n"


def json_lines(p: Prose, names: tuple[str, ...]) -> str:
    r = p.rng
    return "".join(
        json.dumps({"id": n, "text": p.line(*names, most=60), "ok": True}, ensure_ascii=False)
        + "\n"
        for n in range(r.randint(1, 6))
    )


def subtitles(p: Prose, names: tuple[str, ...]) -> str:
    return "".join(
        f"{n}\r\n00:{n:02}:{p.rng.randrange(60):02},120 --> 00:{n:02}:59,900\r\n"
        f"{p.line(*names, most=20)}\r\n\r\n"
        for n in range(1, p.rng.randint(3, 15))
    )


def novel(p: Prose, names: tuple[str, ...]) -> str:
    r = p.rng
    return f"第{r.choice('一二三四五六七八九')}章　{han_of(p.line(*names), 5)}\n\n" + "".join(
        f"\u3000\u3000{line}\n" for line in p.some(r.randint(2, 8), *names)
    )


def chat(p: Prose, names: tuple[str, ...]) -> str:
    r = p.rng
    people = [p.fake("zh_CN", "name"), "Tom_99", "^_^" + han_of(p.line(*names), 2)]
    return "".join(
        f"2009-05-{r.randint(10, 28)} {r.randint(10, 23)}:07:{r.randint(10, 59)} "
        f"{r.choice(people)}\n"
        f"{p.line(*names, most=16)}\n"
        for _ in range(r.randint(2, 10))
    )


def log(p: Prose, names: tuple[str, ...]) -> str:
    r = p.rng
    rows = [
        f"2021-03-{r.randint(10, 28)} 12:{r.randint(10, 59)}:01,{r.randint(100, 999)} INFO "
        f"[http-{r.randint(1, 9)}] com.example.Service{r.randrange(50)} - "
        f"status=200 cost={r.random():.2f}ms"
        for _ in range(r.randint(5, 40))
    ]
    for _ in range(r.randint(1, 3)):
        rows[r.randrange(len(rows))] += " " + han_of(p.line(*names), r.randint(2, 6))
    return "\n".join(rows) + "\n"


def page(p: Prose, names: tuple[str, ...], label: str) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    body = "".join(
        f"<p class=a>{line}</p>\n" for line in p.some(p.rng.randint(1, 5), *names, most=80)
    )
    title = han_of(p.line(*names), 6)
    return f"<html><head>{meta}<title>{title}</title></head><body>\n{body}</body></html>\n"


def xml(p: Prose, names: tuple[str, ...], label: str) -> str:
    head = f'<?xml version="1.0" encoding="{label}"?>\n' if label else ""
    items = "".join(
        f"  <item id='{n}'>{x}</item>\n" for n, x in enumerate(p.some(3, *names, most=30))
    )
    return f"{head}<list>\n{items}</list>\n"


def mail(p: Prose, names: tuple[str, ...], label: str) -> str:
    return (
        f"From: someone@example.com\nSubject: {p.line(*names, most=15)}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: 8bit\n\n"
        + "\n".join(p.some(2, *names, most=60))
        + "\n"
    )


def box(p: Prose, names: tuple[str, ...]) -> str:
    rows = [[han_of(p.line(*names), 3).ljust(3, "　") for _ in range(3)] for _ in range(4)]
    cells = "".join("│" + "│".join(row) + "│\n" for row in rows)
    return "┌" + "─" * 9 + "┐\n" + cells + "└" + "─" * 9 + "┘\n"


def full_width(p: Prose, names: tuple[str, ...]) -> str:
    wide = {n: n + 0xFEE0 for n in range(0x21, 0x7F)}
    text = p.rng.choice(("Windows", "ISO9001", "CPU 486", "E-mail: abc@x.com", "1998")).translate(
        wide
    )
    line = p.line(*names, most=30)
    return line[:8] + text + line[8:]


def kana(p: Prose, names: tuple[str, ...]) -> str:
    word = p.rng.choice(("ありがとう", "アニメ", "の", "さくら", "ドラえもん", "カラオケ"))
    line = p.line(*names, most=40)
    return f"{line[:10]}「{word}」{line[10:]}"


def bopomofo(p: Prose, names: tuple[str, ...]) -> str:
    signs = ("ㄅㄆㄇ", "ㄓㄨㄥ", "ㄒㄩㄝˊ", "ㄋㄧˇ ㄏㄠˇ", "ㄎㄎ", "ㄟ")
    line = p.line(*names, most=30)
    return f"{line[:8]}（{p.rng.choice(signs)}）{line[8:]}"


def make_shapes(p: Prose) -> Iterator[Case]:
    r = p.rng
    sides: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("GBK", "gbk", HANS),
        ("Big5", "big5hkscs", HANT),
    )
    for side, codec, names in sides:
        shapes: dict[str, str] = {
            "source code": code(p, names),
            "CSV": table(p, names, ","),
            "TSV": table(p, names, "\t"),
            "JSON lines": json_lines(p, names),
            "subtitles": subtitles(p, names),
            "novel chapter": novel(p, names),
            "chat": chat(p, names),
            "log with 1-3 words": log(p, names),
            "box drawing": box(p, names),
            "full-width Latin": full_width(p, names),
            "kana in Chinese": kana(p, names),
        }
        for kind, whole in shapes.items():
            text = encodable(whole, codec)
            yield Case(f"{side}: {kind}", text.encode(codec), text)
        right = "gb2312" if codec == "gbk" else "big5"
        wrong = ("utf-8", "iso-8859-1", "big5" if codec == "gbk" else "gb2312", "windows-1252")
        for how, label in (("right", right), ("no", ""), ("lying", r.choice(wrong))):
            for make in (page, xml):
                text = encodable(make(p, names, label), codec)
                yield Case(f"{side}: HTML/XML, {how} label", text.encode(codec), text)
        text = encodable(mail(p, names, r.choice((right, *wrong))), codec)
        yield Case(f"{side}: mail, any label", text.encode(codec), text)
        for size in (2, 3, 4):
            text = encodable(han_of(p.line(*names, *(NEWS if codec == "gbk" else ())), size), codec)
            if len(text) == size:
                yield Case(f"{side}: one word of {size} Han", text.encode(codec), text)
        locale = "zh_CN" if codec == "gbk" else "zh_TW"
        text = encodable("\n".join(p.fake(locale, "name") for _ in range(r.randint(3, 20))), codec)
        yield Case(f"{side}: list of names", text.encode(codec), text)
        text = encodable(
            "\n".join(p.fake(locale, "address") for _ in range(r.randint(1, 9))), codec
        )
        yield Case(f"{side}: addresses", text.encode(codec), text)
        text = encodable(
            "\n".join(p.fake(locale, "company") for _ in range(r.randint(1, 5))), codec
        )
        yield Case(f"{side}: company names", text.encode(codec), text)
    text = p.line(*VERSE)
    yield Case("Big5: verse", text.encode("big5hkscs", "ignore"), encodable(text, "big5hkscs"))
    text = "\n".join(p.some(5, *VERSE))
    yield Case("GBK: Traditional verse", text.encode("gb18030"), text)
    text = p.line(*CLASSIC, most=60)
    yield Case("GBK: Traditional classical prose", text.encode("gb18030"), text)
    text = encodable(p.line(*CLASSIC, most=60), "big5hkscs")
    yield Case("Big5: classical prose", text.encode("big5hkscs"), text)
    text = encodable("\n".join(p.some(r.randint(1, 5), *YUE)), "big5hkscs")
    yield Case("Big5-HKSCS: Cantonese talk", text.encode("big5hkscs"), text)
    text = encodable(bopomofo(p, HANT), "cp950")
    yield Case("Big5: Bopomofo", text.encode("cp950"), text)
    rare = "".join(chr(r.randrange(0x3400, 0x4DB6)) for _ in range(r.randint(1, 4)))
    line = p.line(*HANS, most=40)
    text = line[:5] + rare + line[5:]
    yield Case("GB18030: rare four-byte characters", text.encode("gb18030"), text)
    text = "".join(chr(r.randrange(0x20000, 0x2A6D7)) for _ in range(2)) + p.line(*HANS, most=20)
    yield Case("GB18030: plane 2", text.encode("gb18030"), text)
    text = line[:6] + "".join(chr(r.randrange(0xE000, 0xE4C6)) for _ in range(2)) + line[6:]
    yield Case("GBK: user-defined area", text.encode("gb18030"), text)
    text = encodable(p.line(*HANT, most=40), "big5hkscs")
    euro = encodable(line, "gbk")[:8] + "售价€128元" + encodable(line, "gbk")[8:20]
    yield Case("GBK: 0x80 for €", b"\x80".join(x.encode("gbk") for x in euro.split("€")), euro)


def make_mixed(p: Prose) -> Iterator[Case]:
    r = p.rng

    def sentence(names: tuple[str, ...], codec: str) -> str:
        return encodable(p.line(*names, least=12, most=60), codec)

    def lines(count: int, names: tuple[str, ...], codec: str) -> list[bytes]:
        return [sentence(names, codec).encode(codec) for _ in range(count)]

    def read(parts: list[tuple[bytes, str]], glue: bytes = b"\n") -> tuple[bytes, str]:
        raw = glue.join(part for part, _ in parts)
        return raw, glue.decode().join(part.decode(codec) for part, codec in parts)

    for kind, most, one in (
        ("GBK with one UTF-8 line", "gb18030", "utf-8"),
        ("UTF-8 with one GBK line", "utf-8", "gb18030"),
        ("Big5 with one UTF-8 line", "big5hkscs", "utf-8"),
        ("GBK with one Big5 line", "gb18030", "big5hkscs"),
        ("Big5 with one GBK line", "big5hkscs", "gb18030"),
    ):
        names = {"big5hkscs": HANT, "gb18030": HANS, "utf-8": NEWS}
        parts = [(x, most) for x in lines(r.randint(3, 12), names[most], most)]
        parts.insert(r.randrange(len(parts) + 1), (lines(1, names[one], one)[0], one))
        yield Case(f"mixed: {kind}", *read(parts))
        other = [(x, one) for x in lines(r.randint(3, 8), names[one], one)]
        yield Case(f"mixed: half {most}, half {one}", *read(parts[:6] + other))
        start, end = sentence(names[most], most), sentence(names[most], most)
        middle = sentence(names[one], one)
        raw, text = read(
            [(start.encode(most), most), (middle.encode(one), one), (end.encode(most), most)], b""
        )
        yield Case(f"mixed: span of {one} in a line of {most}", raw, text)
    a, b = lines(6, HANS, "gb18030"), lines(6, HANT, "big5hkscs")
    parts = [(x, "gb18030") for x in a] + [(x, "big5hkscs") for x in b]
    r.shuffle(parts)
    yield Case("mixed: GBK and Big5 lines", *read(parts))


def make_unicode(p: Prose) -> Iterator[Case]:
    r = p.rng
    text = "\n".join(p.some(r.randint(1, 6), *NEWS, *HANS))
    for codec in ("utf-16-le", "utf-16-be"):
        raw = text.encode(codec)
        yield Case("UTF-16 without mark, odd length", raw[:-1], text[:-1], 1)
        at = r.randrange(2, len(raw)) // 2 * 2
        yield Case("UTF-16 without mark, stray byte", raw[:at] + b"\xff" + raw[at:], text, 2)
        yield Case(
            "UTF-16, mark in the middle",
            (text + "\ufeff" + text).encode(codec),
            text + "\ufeff" + text,
        )
        marked = ("\ufeff" + text).encode(codec)
        yield Case("UTF-16 with mark, odd length", marked[:-1], text[:-1], 1)
    raw = text.encode("gb18030")
    yield Case("mark of UTF-8 before GBK", b"\xef\xbb\xbf" + raw, text)
    if len(text) > 12:
        yield Case("mark of UTF-16 before UTF-8", b"\xff\xfe" + text.encode(), text)
        yield Case("mark of UTF-16 before GBK", b"\xff\xfe" + raw, text)
    odd = text[:5] + "\U00020bb7" + text[5:]
    cesu = b"".join(c.encode() if c < "\U00010000" else b"\xed\xa1\x82\xed\xbe\xb7" for c in odd)
    yield Case("UTF-8 with CESU-8 pairs", cesu, odd)
    nul = text[:5] + "\0" + text[5:]
    yield Case("UTF-8 with C0 80", nul.encode().replace(b"\0", b"\xc0\x80"), nul)
    yield Case("UTF-7", text[:200].encode("utf-7"), text[:200])
    for codec, names in (("utf-8", HANS), ("gb18030", HANS), ("big5hkscs", HANT)):
        text = encodable("\n".join(p.some(r.randint(1, 6), *names)), codec)
        raw = text.encode(codec)
        if min(raw[0], raw[1], raw[-1]) >= 0x80:  # an ASCII byte that is left would be text
            yield Case(f"{codec}: cut at both ends", raw[1:-1], text[1:-1], 0)
        yield Case(f"{codec}: NULs at the end", raw + b"\0" * 64, text + "\0" * 64)
        yield Case(f"{codec}: Ctrl-Z at the end", raw + b"\x1a", text + "\x1a")
        yield from make_cut(p, codec, names)
        at = r.randrange(1, len(raw) - 1)
        yield Case(f"{codec}: one byte lost", raw[:at] + raw[at + 1 :], text, 5)
        bad = bytes([r.choice((0xFF, 0xFE, 0x80, 0x3F))])
        yield Case(f"{codec}: one byte replaced", raw[:at] + bad + raw[at + 1 :], text, 5)


def make_cut(p: Prose, codec: str, names: tuple[str, ...]) -> Iterator[Case]:
    """Yield short texts, of 8 to 64 bytes, that begin or begin and end inside a character."""
    size = p.rng.choice((4, 6, 8, 12, 16, 32))
    text = encodable(p.line(*names, least=size, most=size), codec)
    raw = text.encode(codec)
    if min(raw[0], raw[1], raw[-1]) >= 0x80:
        yield Case(f"{codec}: short, cut at the start", raw[1:], text[1:])
        yield Case(f"{codec}: short, cut at both ends", raw[1:-1], text[1:-1])


OTHERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Japanese": (
        ("ja/wesnoth", "ja/debian-handbook", "django ja"),
        ("cp932", "euc_jp", "iso2022_jp"),
    ),
    "Korean": (("ko/wesnoth", "ko/gnome-help", "django ko"), ("cp949",)),
    "Russian": (("ru/wesnoth", "ru/udhr", "django ru"), ("cp1251", "koi8-r")),
    "French": (("fr/wesnoth", "django fr"), ("cp1252",)),
    "German": (("de/wesnoth", "django de"), ("cp1252",)),
    "Spanish": (("es/wesnoth", "django es"), ("cp1252",)),
    "Vietnamese": (("vi/wesnoth", "django vi"), ("cp1258",)),
    "Greek": (("django el",), ("iso8859-7", "cp1253")),
    "Arabic": (("django ar",), ("cp1256",)),
    "Thai": (("django th",), ("cp874",)),
    "Turkish": (("django tr",), ("cp1254",)),
    "Polish": (("django pl",), ("cp1250", "iso8859-2")),
    "Ukrainian": (("django uk",), ("cp1251",)),
    "Hebrew": (("django he",), ("cp1255",)),
}


def make_others(p: Prose) -> Iterator[Case]:
    r = p.rng
    for language, (sources, codecs) in OTHERS.items():
        for codec in codecs:
            for size, least, most in (("20-60", 20, 60), ("200-2000", 200, 2000)):
                raw = b""
                for _ in range(300):
                    name = r.choice(sources)
                    lines = p.ui(name[7:]) if name.startswith("django") else p.lines(name)
                    text = r.choice(lines)
                    while len(text) < most:
                        text += "\n" + r.choice(lines)
                    text = text[: r.randint(least, most)]
                    if codec == "cp1258":
                        text = _for_cp1258(text)
                    try:
                        raw = text.encode(codec)
                    except UnicodeEncodeError:
                        continue
                    if not text.isascii() and raw.decode(codec) == text:
                        break
                    raw = b""
                if not raw:
                    continue
                yield Case(f"{language}, {codec}, {size} bytes", raw, text)
                if size == "200-2000" and codec != "iso2022_jp":
                    at = r.randrange(1, len(raw))
                    for bad in (b"\xff", b"\x81"):
                        yield Case(
                            f"{language}, one odd byte inside", raw[:at] + bad + raw[at:], text, 3
                        )
                    meta = f'<meta charset="{r.choice(("gb2312", "big5", "utf-8"))}">'
                    yield Case(f"{language}, lying label", meta.encode() + raw, meta + text)


def _for_cp1258(text: str) -> str:
    """Write tones as combining marks, as Windows-1258 has them."""
    import unicodedata

    out = []
    for char in text:
        try:
            char.encode("cp1258")
            out.append(char)
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tones = [c for c in parts[1:] if c in "\u0300\u0301\u0303\u0309\u0323"]
            rest = "".join(c for c in parts if c not in tones)
            out.append(unicodedata.normalize("NFC", rest) + "".join(tones))
    return "".join(out)


def make_binary(p: Prose) -> Iterator[Case]:
    r = p.rng
    yield Case("binary: random bytes", r.randbytes(r.randint(64, 4000)), None)
    text = "\n".join(p.some(40, *HANS)).encode()
    yield Case("binary: zlib", zlib.compress(text), None)
    yield Case("binary: PNG header", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + r.randbytes(500), None)
    words = b"".join(r.randrange(2**31).to_bytes(4, "little") for _ in range(200))
    yield Case("binary: integers", words, None)


MAKERS: tuple[Callable[[Prose], Iterator[Case]], ...] = (
    make_shapes,
    make_mixed,
    make_unicode,
    make_others,
    make_binary,
)


def is_right(case: Case, text: str) -> bool:
    if text == case.text:
        return True
    if case.text is None:
        return False
    if not case.lost and "cut" not in case.kind:
        return False
    found = text.replace("\ufffd", "")
    wanted = case.text.replace("\ufffd", "")
    if not case.lost:
        return found == wanted
    start = 0
    while start < min(len(found), len(wanted)) and found[start] == wanted[start]:
        start += 1
    end = 0
    while end < min(len(found), len(wanted)) and found[-1 - end] == wanted[-1 - end]:
        end += 1
    return start + end >= min(len(found), len(wanted)) - case.lost


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--samples", type=int, default=25)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="")
    parser.add_argument("-v", "--verbose", action="store_true", help="show wrong answers")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS}")
    arguments = parser.parse_args()
    wanted = [kind for kind in arguments.kinds.split(",") if kind]
    rng = random.Random(arguments.seed)
    prose = Prose(arguments.corpora, rng)
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    admitted: dict[str, int] = defaultdict(int)  # wrong, but said to be unsure
    sure = sure_right = not_back = 0
    buckets: dict[int, list[int]] = defaultdict(list)
    for _ in range(arguments.samples):
        for maker in MAKERS:
            for case in maker(prose):
                if wanted and not any(kind in case.kind for kind in wanted):
                    continue
                found = decode(case.raw)
                total[case.kind] += 1
                if encode_back(found) != case.raw:
                    not_back += 1
                    print("NOT BACK", case.kind, case.raw[:60], file=sys.stderr)
                good = is_right(case, found.text)
                unsure = found.confidence < UNSURE or bool(found.bad)
                right[case.kind] += good
                admitted[case.kind] += not good and unsure
                if case.text is not None:
                    buckets[min(9, int(found.confidence * 10))].append(good)
                    sure += found.confidence >= SURE
                    sure_right += good and found.confidence >= SURE
                if arguments.verbose and not good and not (case.text is None and unsure):
                    show(case, found.text, f"{found.encoding} {found.confidence:.2f} {found.why}")
    report = render(right, total, admitted, arguments)
    report += f"\nOf {sure} answers with a confidence of {SURE} and more, {sure_right} are right: "
    report += f"{100 * sure_right / max(1, sure):.2f} %. `encode_back` failed for {not_back}.\n\n"
    report += "| confidence | answers | right % |\n|---|--:|--:|\n"
    for bucket, goods in sorted(buckets.items()):
        share = 100 * sum(goods) / len(goods)
        report += f"| {bucket / 10:.1f}-{bucket / 10 + 0.1:.1f} | {len(goods)} | {share:.1f} |\n"
    print(report)
    if arguments.write:
        RESULTS.write_text(report, "utf-8")
    return 0


def show(case: Case, text: str, what: str) -> None:
    wanted = case.text or ""
    at = next((n for n, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b), 0)
    cut = slice(max(0, at - 5), at + 25)
    print(
        f"{case.kind} ({len(case.raw)}): {what}\n   {wanted[cut]!r}\n   {text[cut]!r}",
        file=sys.stderr,
    )


def render(
    right: dict[str, int],
    total: dict[str, int],
    admitted: dict[str, int],
    arguments: argparse.Namespace,
) -> str:
    command = (
        f"`python bench/detection_shapes.py CORPORA --samples {arguments.samples} "
        f"--seed {arguments.seed} --write`"
    )
    lines = [
        "# Detection on other shapes of files",
        "",
        f"{command}, Python {sys.version.split()[0]}.",
        "",
    ]
    lines += [
        "| kind | samples | right % | wrong, and said to be unsure | wrong and sure |",
        "|---|--:|--:|--:|--:|",
    ]

    def row(label: str, kinds: list[str]) -> str:
        count = sum(total[kind] for kind in kinds)
        good, said = (sum(found[kind] for kind in kinds) for found in (right, admitted))
        share = 1000 * good // max(1, count) / 10
        return f"| {label} | {count} | {share} | {said} | {count - good - said} |"

    lines += [row(kind, [kind]) for kind in sorted(total)]
    languages = [kind for kind in total if kind.split(",")[0] in OTHERS]
    binary = [kind for kind in total if kind.startswith("binary")]
    rest = [kind for kind in total if kind not in languages and kind not in binary]
    lines.append(row("**Chinese**", rest))
    lines.append(row("**other languages**", languages))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
