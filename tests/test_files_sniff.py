"""Text or binary, by the bytes alone."""

from __future__ import annotations

import gzip
import random
import struct
import sys
from pathlib import Path

import pytest

from unionclean.files.sniff import why_binary

LINE = "各级工会组织认真学习，积极参加培训，把会议精神落到实处。The Union, 2024.\r\n"
PROSE = LINE * 40

WORDS = ("工作", "人民", "委任", "工人")

CODECS = (
    "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be "
    "gb18030 big5 hz euc_jp shift_jis euc_kr cp1252"
)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"a",
        *(PROSE.encode(codec, "ignore") for codec in CODECS.split()),
        "中\x00文".encode(),
        ("Это письмо пришло вчера. " * 40).encode("utf-16"),  # no character that is common here
        PROSE.encode() + b"\x00" + PROSE.encode(),
        PROSE.encode("gb18030") + b"\xff\x00\x01",
        "".join(map(chr, range(0x80, 0xA0))).encode() * 20,  # C1 controls: lost bytes of mojibake
        b"\x1b[31mred\x1b[0m\n" * 10,
        b"PK is a name, and BZ too\n",
        *("\0".join(WORDS).encode(codec) for codec in ("gbk", "big5", "utf-8")),
        LINE.encode("gbk").ljust(512, b"\0"),
        *(LINE.encode("gbk") + LINE.encode(codec) for codec in ("utf-16", "utf-16-be")),
    ],
)
def test_text(raw: bytes) -> None:
    assert why_binary(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00",
        b"\x00\x01\x02\x03" * 10,
        Path(sys.executable).read_bytes()[:300_000],
        gzip.compress(PROSE.encode()),
        gzip.compress(PROSE.encode())[10:],  # no magic
        random.Random(1).randbytes(5000),
        struct.pack("<500d", *(i / 7 for i in range(500))),
        struct.pack("<500i", *range(500)),
        b"".join(word.encode("gbk").ljust(20, b"\0") for word in WORDS),  # records
        b"".join(struct.pack("<H", 7) + word.encode("gbk") + b"\0" for word in WORDS * 9),
        PROSE.encode() * 40 + random.Random(2).randbytes(70_000),  # beyond the first 64 KB
        b"%PDF-1.7\nplain",
        b"\x89PNG\r\n\x1a\n",
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
)
def test_binary(raw: bytes) -> None:
    assert why_binary(raw)
