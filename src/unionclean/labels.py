"""Names of encodings, as files, browsers and people write them, and the codec each means."""

from __future__ import annotations

import codecs
from typing import Final

# Label -> the codec that reads all files so labelled, and the files labelled a little wrong: the GB
# family as GB18030, Big5 as Big5-HKSCS, Latin-1 as Windows-1252. Keys have neither case nor marks.
_CODECS: Final = {
    "gb18030": (
        "gb18030 gb180302000 gb180302005 gb180302022 gbk xgbk gb2312 gb231280 csgb2312 csgb231280 "
        "csisogb2312 xgb2312 xgb2312raw gb 936 cp936 ms936 mscp936 windows936 xcp936 54936 cp54936 "
        "chinese simplifiedchinese isoir58 csiso58gb231280 euccn xeuccn eucgb2312cn gbeuc"
    ),
    "big5hkscs": (
        "big5 big5hkscs big5hkscs2001 big5hkscs2004 big5hkscs2008 cnbig5 csbig5 xxbig5 xbig5 "
        "bigfive big5tw big5eten big52003 hkscs traditionalchinese 951 cp951"
    ),
    "cp950": "cp950 ms950 950 windows950 xwindows950 mscp950 big5ms cp1370 ibm950",
    "euc_tw": "euctw xeuctw cns11643 cseuctw",
    "hz": "hz hzgb hzgb2312 xhz",
    "iso2022_cn": "iso2022cn iso2022cnext csiso2022cn xiso2022cn",
    "utf-8": "utf8 utf8sig utf8mb4 utf8mb3 utf8bom unicode11utf8 unicode20utf8 xunicode20utf8 u8 "
    "65001 cp65001",
    "utf-16": "utf16 ucs2 unicode iso10646ucs2 csunicode 1200",
    "utf-16-le": "utf16le ucs2le unicodelittle unicodefffe xutf16le",
    "utf-16-be": "utf16be ucs2be unicodebig unicodefeff xutf16be 1201",
    "utf-32": "utf32 ucs4 iso10646ucs4",
    "utf-32-le": "utf32le ucs4le",
    "utf-32-be": "utf32be ucs4be",
    "cp1252": "latin1 l1 iso88591 xlatin1 isoir100 cp819 28591 ascii usascii ansi ansix341968 646 "
    "1252 cp1252 windows1252 win1252 xcp1252 xansi",
    "cp932": "shiftjis sjis xsjis msjis mskanji 932 cp932 ms932 windows932 windows31j cswindows31j",
    "euc_jp": "eucjp xeucjp ujis",
    "cp949": "euckr cseuckr ksc56011987 ksc5601 korean 949 cp949 ms949 uhc windows949",
    "cp874": "tis620 iso885911 windows874 874 cp874 thai",
    "cp1254": "iso88599 latin5 windows1254 win1254 cp1254 1254",
}
_BY_LABEL: Final = {label: codec for codec, labels in _CODECS.items() for label in labels.split()}

# Codecs of Python that are no encodings of files.
_NO_ENCODINGS: Final = (
    *("idna", "punycode", "undefined", "mbcs", "oem"),
    *("unicode-escape", "raw-unicode-escape", "unicode_escape", "raw_unicode_escape"),
)

SUGGESTED: Final = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "gb2312", "gbk", "gb18030"),
    *("cp936", "big5", "big5hkscs", "cp950", "euc-tw", "hz", "latin1", "windows-1252", "shift_jis"),
    *("euc-jp", "iso-2022-jp", "euc-kr", "windows-1251", "koi8-r", "windows-1250", "windows-1258"),
)
"""What a mistyped name may have been meant as."""


def codec_name(label: str) -> str | None:
    """Return the codec that reads text labelled ``label``; ``None`` for an unknown label.

    >>> codec_name("GB2312"), codec_name("Big5"), codec_name("UTF8"), codec_name("klingon")
    ('gb18030', 'big5hkscs', 'utf-8', None)
    """
    plain = "".join(char for char in label.lower() if char.isascii() and char.isalnum())
    known = _BY_LABEL.get(plain)
    if known is not None:
        return known
    name = label.strip().lower().replace("-", "_").replace(" ", "_")
    if plain.startswith("win") and plain[-4:].isdigit():  # win-1251, WinCyrillic has no digits
        name = "cp" + plain[-4:]
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL inside the label
        return None
    is_text = info._is_text_encoding and info.name not in _NO_ENCODINGS  # noqa: SLF001 - Python says it only here
    return info.name if is_text else None


def unknown_encoding(label: str) -> str:
    """Return the sentences that tell that there is no such encoding, with the nearest name."""
    from difflib import get_close_matches  # only on the way to an error

    near = get_close_matches(label.strip().lower(), SUGGESTED, 1, 0.65)
    advice = f"Did you mean '{near[0]}'?" if near else "Try gb18030, big5hkscs or utf-8."
    return f"There is no encoding '{label}'. {advice}"
