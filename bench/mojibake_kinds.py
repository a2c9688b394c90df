"""The kinds of mojibake that bench/mojibake.py makes: how text is damaged, and what that loses."""

from __future__ import annotations

import quopri
import re
import unicodedata
from functools import partial

import ftfy

from unionclean.steps.script.dictionaries import entries

# Leaves Chinese typography alone.
SAFE = ftfy.TextFixerConfig(
    fix_character_width=False, uncurl_quotes=False, fix_latin_ligatures=False, normalization=None
)


def misread(right, wrong, errors="replace", mark=None, drop=None):
    def damage(text):
        out = text.encode(right).decode(wrong, errors)
        if mark:
            out = out.replace("\ufffd", mark)
        return re.sub(drop, "", out) if drop else out

    return damage


def sloppy(text, codec="utf-8"):
    """Windows-1252 as browsers read it: undefined bytes stay as C1 controls."""
    undefined = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in undefined else "cp1252")
        for byte in text.encode(codec)
    )


WHOLE_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec][\x80-\xbf]{2}")


def lenient(right, drop=None):
    """UTF-8 wherever the bytes happen to be it, Latin-1 elsewhere, as parsers of HTML do."""

    def damage(text):
        raw, out, done = text.encode(right), [], 0
        for hit in WHOLE_UTF8.finditer(raw):
            out += raw[done : hit.start()].decode("latin-1"), hit.group().decode("utf-8")
            done = hit.end()
        whole = "".join([*out, raw[done:].decode("latin-1")])
        return re.sub(drop, "", whole) if drop else whole

    return damage


def mended(text):
    """GBK as Windows-1252 that ftfy has mended: where it happens to be UTF-8."""
    return ftfy.fix_text(sloppy(text, "gbk"), SAFE).replace("\xad", "")


def converted(text):
    """Simplified character by character, and letters and signs folded as NFKC does."""
    table = entries("TSCharacters")
    narrow = (
        unicodedata.normalize("NFKC", char) if char == "＄" or "Ａ" <= char <= "ｚ" else char
        for char in text
    )
    return "".join(table.get(char, char).split(" ")[0] for char in narrow)


def euro(text, mark="\ufffd", *, swallows=False):
    """Windows-936, in which the byte 80 alone is the euro sign.

    A byte without a partner leaves ``mark``, with the ASCII character after it if it ``swallows``.
    """
    out, raw, place = [], text.encode(), 0
    while place < len(raw):
        size = 1 if raw[place] <= 0x80 else 2
        one = raw[place : place + size]
        char = "€" if one == b"\x80" else one.decode("gb18030", "replace")
        lost = "\ufffd" in char
        out.append(mark if lost else char)
        place += 1 if lost and not swallows else size
    return "".join(out)


windows = partial(euro, mark="?", swallows=True)


def stripped(damage):
    """The same without private use, which filters drop."""
    return lambda text: re.sub("[\ue000-\uf8ff]", "", damage(text))


def escaped(form):
    return lambda text: "".join(form(char) if char >= "\x80" else char for char in text)


def percent(codec):
    return lambda char: "".join(f"%{byte:02X}" for byte in char.encode(codec))


def then(first, second):
    return lambda text: second(first(text))


LATIN = misread("utf-8", "latin-1")
GB = misread("utf-8", "gb18030")
KINDS = {
    "UTF-8 as gb18030, private use kept": (GB, "s"),
    "the same, Traditional": (GB, "t"),
    "UTF-8 as gbk, lost bytes U+FFFD": (misread("utf-8", "gbk"), "s"),
    "UTF-8 as gbk, lost bytes ?": (misread("utf-8", "gbk", mark="?"), "s"),
    "UTF-8 as gbk, lost bytes dropped": (misread("utf-8", "gbk", "ignore"), "s"),
    "UTF-8 as cp936, private use stripped": (
        misread("utf-8", "gb18030", drop="[\ue000-\uf8ff]"),
        "s",
    ),
    "GBK as latin-1": (misread("gbk", "latin-1"), "s"),
    "GBK as cp1252": (lambda text: sloppy(text, "gbk"), "s"),
    "GBK as latin-1, Traditional": (misread("gbk", "latin-1"), "t"),
    "GBK as cp437": (misread("gbk", "cp437"), "s"),
    "GBK as MacRoman": (misread("gbk", "mac-roman"), "s"),
    "GBK as cp850": (misread("gbk", "cp850"), "s"),
    "UTF-8 as cp936, 80 a euro sign": (euro, "s"),
    "UTF-8 as cp936 on Windows, ?": (windows, "s"),
    "UTF-8 as cp936 on Windows, stripped": (stripped(windows), "s"),
    "GBK read leniently as UTF-8": (lenient("gbk"), "s"),
    "the same, C1 and soft hyphen lost": (lenient("gbk", "[\x80-\x9f\xad]"), "s"),
    "the same, Latin-1 mended by ftfy": (mended, "s"),
    "Big5 read leniently as UTF-8": (lenient("cp950"), "t"),
    "UTF-8 as gb18030, then Simplified and NFKC": (then(GB, converted), "s"),
    "GBK as KOI8-R": (misread("gbk", "koi8-r"), "s"),
    "UTF-8 as latin-1": (LATIN, "s"),
    "UTF-8 as cp1252": (sloppy, "s"),
    "UTF-8 as cp1252, U+FFFD": (misread("utf-8", "cp1252"), "s"),
    "UTF-8 as cp1252, C1 lost, nbsp a blank": (
        lambda text: text.encode().decode("cp1252", "ignore").replace("\xa0", " "),
        "s",
    ),
    "UTF-8 as cp437": (misread("utf-8", "cp437"), "s"),
    "UTF-8 as MacRoman": (misread("utf-8", "mac-roman"), "s"),
    "UTF-8 as Big5": (misread("utf-8", "big5"), "t"),
    "UTF-8 as Shift_JIS": (misread("utf-8", "cp932"), "s"),
    "UTF-8 as EUC-KR": (misread("utf-8", "cp949"), "s"),
    "Big5 as gb18030": (misread("cp950", "gb18030"), "t"),
    "Big5 as gbk, U+FFFD": (misread("cp950", "gbk"), "t"),
    "Big5 as latin-1": (misread("cp950", "latin-1"), "t"),
    "GBK as Big5": (misread("gbk", "cp950"), "s"),
    "GBK as Big5-HKSCS": (misread("gbk", "big5hkscs"), "s"),
    "GBK as Shift_JIS": (misread("gbk", "cp932"), "s"),
    "GBK as EUC-KR": (misread("gbk", "cp949"), "s"),
    "double: UTF-8 as cp1252 twice": (then(sloppy, sloppy), "s"),
    "double: UTF-8 as latin-1 twice": (then(LATIN, LATIN), "s"),
    "triple: UTF-8 as latin-1 three times": (then(then(LATIN, LATIN), LATIN), "s"),
    "double: UTF-8 as gb18030 twice": (then(GB, GB), "s"),
    "double: UTF-8 as cp1252, then gb18030": (then(sloppy, GB), "s"),
    "double: GBK as latin-1, UTF-8 as latin-1": (then(misread("gbk", "latin-1"), LATIN), "s"),
    "&#20013;": (escaped(lambda char: f"&#{ord(char)};"), "s"),
    "&#x4E2D;": (escaped(lambda char: f"&#x{ord(char):X};"), "s"),
    "&#20013 without ;": (escaped(lambda char: f"&#{ord(char)}"), "s"),
    "&amp;#20013;": (escaped(lambda char: f"&amp;#{ord(char)};"), "s"),
    "\\u4e2d": (escaped(lambda char: f"\\u{ord(char):04x}"), "s"),
    "%u4E2D": (escaped(lambda char: f"%u{ord(char):04X}"), "s"),
    "%E4%B8%AD": (escaped(percent("utf-8")), "s"),
    "%D6%D0": (escaped(percent("gbk")), "s"),
    "=E4=B8=AD": (lambda text: quopri.encodestring(text.encode()).decode().strip("\n"), "s"),
    "double: UTF-8 as cp1252, U+FFFD, then latin-1": (
        then(misread("utf-8", "cp1252"), LATIN),
        "s",
    ),
    "double: UTF-8 as gbk, U+FFFD, then latin-1": (then(misread("utf-8", "gbk"), LATIN), "s"),
    "double: UTF-8 as cp1252, again with U+FFFD": (then(sloppy, misread("utf-8", "cp1252")), "s"),
    "double: UTF-8 as gbk twice, U+FFFD": (
        then(misread("utf-8", "gbk"), misread("utf-8", "gbk")),
        "s",
    ),
}
# Kinds that may lose bytes, and how to tell whether they did: wrong and right encoding.
LOSSY = {
    "UTF-8 as gb18030, private use kept": ("gb18030", "utf-8"),
    "the same, Traditional": ("gb18030", "utf-8"),
    "UTF-8 as gbk, lost bytes U+FFFD": ("gbk", "utf-8"),
    "UTF-8 as gbk, lost bytes ?": ("gbk", "utf-8"),
    "UTF-8 as gbk, lost bytes dropped": ("gbk", "utf-8"),
    "UTF-8 as cp936, private use stripped": ("gb18030", "utf-8"),
    "UTF-8 as cp936, 80 a euro sign": ("gb18030", "utf-8"),
    "UTF-8 as cp936 on Windows, ?": ("gb18030", "utf-8"),
    "UTF-8 as cp936 on Windows, stripped": ("gb18030", "utf-8"),
    "the same, C1 and soft hyphen lost": ("ascii", "utf-8"),
    "the same, Latin-1 mended by ftfy": ("ascii", "utf-8"),
    "UTF-8 as gb18030, then Simplified and NFKC": ("ascii", "utf-8"),
    "UTF-8 as cp1252, U+FFFD": ("cp1252", "utf-8"),
    "UTF-8 as cp1252, C1 lost, nbsp a blank": ("cp1252", "utf-8"),
    "UTF-8 as Big5": ("big5", "utf-8"),
    "UTF-8 as Shift_JIS": ("cp932", "utf-8"),
    "UTF-8 as EUC-KR": ("cp949", "utf-8"),
    "Big5 as gb18030": ("gb18030", "cp950"),
    "Big5 as gbk, U+FFFD": ("gbk", "cp950"),
    "GBK as Big5": ("big5", "gbk"),
    "GBK as Big5-HKSCS": ("big5hkscs", "gbk"),
    "GBK as Shift_JIS": ("cp932", "gbk"),
    "GBK as EUC-KR": ("cp949", "gbk"),
}


def whole_bytes(wrong, right):
    """Bytes that are undefined in ``wrong`` stay as C1 controls, as browsers show them."""

    def damage(text):
        raw = text.encode(right)
        return "".join(
            bytes((byte,)).decode(wrong, "ignore") or (chr(byte) if byte < 0xA0 else "\ufffd")
            for byte in raw
        )

    return damage


MAC = misread("utf-8", "mac-roman")
DOS = misread("utf-8", "cp437")
OTHERS_OF_GBK = (
    *("cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp1258"),
    *("cp852", "cp858", "cp866", "cp874"),
    *("iso8859-2", "iso8859-5", "iso8859-9", "iso8859-15"),
)
OTHERS_OF_UTF8 = (
    *("cp850", "cp852", "cp866", "cp1250", "cp1251", "cp1254", "cp1258"),
    *("koi8-r", "iso8859-2", "iso8859-9", "iso8859-15"),
)
# Kinds that are met seldom, or on other systems: in the table of lossless ones only.
MORE = {
    "Big5 as cp437": (misread("cp950", "cp437"), "t"),
    "Big5 as cp1252": (whole_bytes("cp1252", "cp950"), "t"),
    "Big5 as cp850": (misread("cp950", "cp850"), "t"),
    "Big5 as MacRoman": (misread("cp950", "mac-roman"), "t"),
    "Big5 as KOI8-R": (misread("cp950", "koi8-r"), "t"),
    "Big5 as cp1251": (whole_bytes("cp1251", "cp950"), "t"),
    "Big5 as Shift_JIS": (misread("cp950", "cp932"), "t"),
    "Big5 as EUC-KR": (misread("cp950", "cp949"), "t"),
    **{f"GBK as {wrong}": (whole_bytes(wrong, "gbk"), "s") for wrong in OTHERS_OF_GBK},
    **{f"UTF-8 as {wrong}": (whole_bytes(wrong, "utf-8"), "s") for wrong in OTHERS_OF_UTF8},
    "double: UTF-8 as gb18030, then cp1252": (then(GB, sloppy), "s"),
    "double: GBK as latin-1, UTF-8 as gb18030": (then(misread("gbk", "latin-1"), GB), "s"),
    "double: GBK as cp1252, UTF-8 as cp1252": (
        then(lambda text: sloppy(text, "gbk"), sloppy),
        "s",
    ),
    "double: GBK as cp437, UTF-8 as cp437": (then(misread("gbk", "cp437"), DOS), "s"),
    "double: Big5 as latin-1, UTF-8 as latin-1": (then(misread("cp950", "latin-1"), LATIN), "t"),
    "double: Big5 as gb18030, UTF-8 as gb18030": (then(misread("cp950", "gb18030"), GB), "t"),
    "double: UTF-8 as MacRoman twice": (then(MAC, MAC), "s"),
    "double: UTF-8 as cp437 twice": (then(DOS, DOS), "s"),
    "double: UTF-8 as latin-1, then cp1252": (then(LATIN, sloppy), "s"),
    "double: UTF-8 as cp1252, then cp437": (then(sloppy, DOS), "s"),
    "UTF-8 as cp1252, nbsp a blank": (lambda text: sloppy(text).replace("\xa0", " "), "s"),
}


def codec_of(kind):
    """The encoding that the text had: it must have all of its characters."""
    if "Big5 as" in kind or "Big5 read" in kind:
        return "cp950"
    gbk = ("GBK as", "GBK read", "the same, C1", "the same, Latin-1", "%D6%D0")
    return "gbk" if any(part in kind for part in gbk) else "utf-8"


def is_lossless(kind, clean, damaged):
    if kind in MORE:
        if "nbsp" in kind:
            return "\xa0" in sloppy(clean)
        if "gb18030" in kind and "UTF-8 as gb18030, then" in kind and "\ufffd" in GB(clean):
            return False
        return _comes_back(kind, clean, damaged) and "\ufffd" not in damaged
    if "U+FFFD" in kind and kind.startswith("double"):
        return False  # hardly one of them loses nothing
    if kind.startswith("double: UTF-8 as gb18030"):
        return "\ufffd" not in damaged + GB(clean)
    if kind.startswith("double: UTF-8 as cp1252, then"):
        return "\ufffd" not in damaged
    if kind not in LOSSY:
        return True
    wrong, right = LOSSY[kind]
    try:
        return damaged.encode(wrong).decode(right) == clean
    except UnicodeError:
        return False


def _comes_back(kind, clean, damaged):
    """Tell whether nothing was lost in the encodings of several bytes."""
    wrong = {"Shift_JIS": "cp932", "EUC-KR": "cp949"}.get(kind.rpartition(" ")[2])
    if wrong is None:
        return True
    try:
        return damaged.encode(wrong).decode(codec_of(kind)) == clean
    except UnicodeError:
        return False
