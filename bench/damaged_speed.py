"""How fast damaged documents are restored, and whether any kind of input is slow or not linear.

    python bench/damaged_speed.py CORPORA [--kinds PATTERN] [--sizes 100000,1000000] [--write]

CORPORA is the folder that `bench/corpora.py` makes. Each damage is done to the same prose; the
document is cut to each size (bytes, of UTF-8 where the damage is in the characters) and goes
through the one step. A kind is linear when a byte of a large document costs no more than one of a
small one.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from pathlib import Path

import pinyin
from boilerplate_speed import PLAIN
from mojibake_kinds import KINDS, codec_of, misread
from unionclean import Config, fix_bytes, fix_text

ROOT = Path(__file__).resolve().parent.parent
MOJIBAKE = Config(only=("mojibake",))
DECODE = Config(only=("decode",))
FARM = Config(only=("pinyin", "boilerplate"))
SLOW = 10.0  # seconds that the small document may take before the large one is left out


# Documents ---------------------------------------------------------------------------------------


def prose(corpora, folder, name):
    return (corpora / folder / f"{name}.txt").read_text("utf-8")


def cut(text, size):
    """The beginning of ``text``, repeated if need be, that is about ``size`` bytes of UTF-8."""
    while len(text.encode("utf-8", "surrogatepass")) < size:
        text += text
    return text.encode("utf-8")[:size].decode("utf-8", "ignore")


def random_text(alphabet, size, seed=4, width=40):
    rng = random.Random(seed)
    chars = rng.choices(alphabet, k=size // len(alphabet[0].encode()))
    return "\n".join("".join(chars[at : at + width]) for at in range(0, len(chars), width))


def every(raw, step, change, seed=4):
    """Change a byte in about every ``step`` ones."""
    rng = random.Random(seed)
    pieces = []
    at = 0
    while at < len(raw):
        end = at + rng.randrange(step // 2, step * 3 // 2)
        pieces.append(change(raw[at:end], rng))
        at = end
    return b"".join(pieces)


def stray(raw, rng):
    return raw + bytes((rng.choice((0xFF, 0x80, 0xA0, 0xC3)),))


def lost(raw, _rng):
    return raw[:-1]


def overwritten(raw, rng):
    return raw[:-1] + bytes((rng.randrange(0x80, 0x100),))


def by_turns(text, first, second):
    lines = text.split("\n")
    codecs = (first, second)
    return b"\n".join(line.encode(codecs[place % 2], "replace") for place, line in enumerate(lines))


def json_lines(damage, text, size, width=50):
    """Records with a damaged text each."""
    places = range(0, size // 2, width)
    rows = ({"id": place, "text": damage(text[place : place + width])} for place in places)
    return cut("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), size)


def mojibake_inputs(corpora):
    simplified = prose(corpora, "zh-hans", "peoples-daily-1998")[:600_000]
    traditional = prose(corpora, "zh-hant-tw", "libreoffice-help")[:600_000]
    texts = {"s": simplified, "t": traditional}
    for kind, (damage, script) in KINDS.items():
        text = texts[script]
        codec = codec_of(kind)
        text = text.encode(codec, "ignore").decode(codec)
        yield kind, lambda size, text=text, damage=damage: cut(damage(cut(text, size)), size)
    fffd = misread("utf-8", "gbk")
    line = next(line for line in simplified.split("\n") if 40 < len(line) < 60)
    suspects = sorted(set(misread("utf-8", "gb18030", "ignore")(simplified[:50_000])))
    plain = "".join(simplified.split("\n"))
    han = [chr(code) for code in range(0x4E00, 0x9FA6)]
    pairs = [
        bytes((lead, trail)).decode("gb18030")
        for lead in range(0x81, 0xFE)
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFE))
    ]
    more = {
        "one damaged line repeated, gbk with U+FFFD": lambda size: cut(fffd(line) + "\n", size),
        "JSON Lines, gbk with U+FFFD": lambda size: json_lines(fffd, plain, size),
        "JSON Lines, GBK as latin-1": lambda size: json_lines(
            KINDS["GBK as latin-1"][0], plain.encode("gbk", "ignore").decode("gbk"), size
        ),
        "one line, gbk with U+FFFD": lambda size: cut(fffd(plain), size),
        "one line, private use stripped": lambda size: cut(
            KINDS["UTF-8 as cp936, private use stripped"][0](plain), size
        ),
        "one line, UTF-8 as Big5": lambda size: cut(misread("utf-8", "big5")(plain), size),
        "random characters of misread text": lambda size: random_text(suspects, size),
        "the same in one line": lambda size: random_text(suspects, size).replace("\n", ""),
        "all U+FFFD": lambda size: "\ufffd" * (size // 3),
        "U+FFFD and Han by turns": lambda size: cut("".join(f"\ufffd{c}" for c in plain), size),
        "? and Han by turns": lambda size: cut("".join(f"?{c}" for c in plain), size),
        "? and misread text by turns": lambda size: cut(
            "".join(f"?{c}" for c in misread("utf-8", "gbk", "ignore")(plain[:200_000])), size
        ),
        "all private use": lambda size: random_text(
            [chr(code) for code in range(0xE000, 0xE766)], size
        ),
        "random Han": lambda size: random_text(han, size),
        "random CP936 characters": lambda size: random_text(pairs, size),
        "the same in one line ": lambda size: random_text(pairs, size).replace("\n", ""),
        "random Latin-1": lambda size: random_text(
            [chr(code) for code in range(0xA0, 0x100)], size
        ),
        "random bytes as Windows-1252": lambda size: cut(
            random.Random(4).randbytes(size).decode("cp1252", "replace"), size
        ),
        "lines of one misread character": lambda size: cut(
            "\n".join(misread("utf-8", "gbk")(plain)[: size // 3]), size
        ),
        "good prose with a misread word in each line": lambda size: cut(
            "".join(f"{row[:30]}{fffd(row[:6])}{row[30:]}\n" for row in simplified.split("\n")),
            size,
        ),
    }
    yield from more.items()


def decode_inputs(corpora):
    simplified = prose(corpora, "zh-hans", "peoples-daily-1998")[:600_000]
    traditional = prose(corpora, "zh-hant-tw", "libreoffice-help")[:600_000]
    gb = simplified.encode("gb18030")
    utf8 = simplified.encode()
    big5 = traditional.encode("big5", "ignore")
    damages = (
        ("a stray byte every 200", stray),
        ("a lost byte every 200", lost),
        ("a byte overwritten every 200", overwritten),
    )
    for name, raw in (("UTF-8", utf8), ("GB18030", gb), ("Big5", big5)):
        for damage, change in damages:
            yield f"{name}, {damage}", lambda size, r=raw, c=change: every(r[:size], 200, c)
    mixed = simplified[:300_000] + "\n"
    both = by_turns(mixed, "gb18030", "utf-8")
    row = simplified[:40].replace("\n", "")
    broken = row.encode("gb18030")[:31] + row.encode("gb18030")[32:] + b"\n"
    rng = random.Random(4)
    big5_rows = [line.encode("big5", "ignore") for line in traditional.split("\n")]
    gb_rows = [line.encode("gb18030") for line in simplified.split("\n")]
    mix = b"\n".join(b"\n".join((*gb_rows[n * 6 : n * 6 + 6], big5_rows[n])) for n in range(3_000))
    turns = b"\n".join(b"\n".join(pair) for pair in zip(gb_rows, big5_rows, strict=False))
    wide = simplified.encode("utf-16-le")
    flat = b"".join(gb_rows)
    yield from {
        "GB18030 and UTF-8 lines by turns": lambda size: (both * 3)[:size],
        "GB18030 and Big5 lines by turns": lambda size: (turns * 3)[:size],
        "GB18030, each seventh line Big5": lambda size: (mix * 3)[:size],
        "GB18030, lines of one character": lambda size: b"\n".join(
            char.encode("gb18030") for char in simplified[: size // 3] if char != "\n"
        ),
        "Big5, lines of one character": lambda size: b"\n".join(
            char.encode("big5", "ignore") for char in traditional[: size // 3]
        ),
        "GB18030, lines of five bytes": lambda size: b"\n".join(
            flat[at : at + 5] for at in range(0, size * 5 // 6, 5)
        ),
        "lines of one byte": lambda size: b"\n".join(
            bytes((byte,)) for byte in rng.randbytes(size // 2)
        ),
        "lines of one high byte": lambda size: b"\n".join(
            bytes((byte | 0x80,)) for byte in rng.randbytes(size // 2)
        ),
        "random bytes": lambda size: random.Random(4).randbytes(size),
        "random bytes in one line": lambda size: (
            random.Random(4).randbytes(size).replace(b"\n", b"")
        ),
        "random high bytes": lambda size: bytes(b | 0x80 for b in random.Random(4).randbytes(size)),
        "UTF-16 with a stray byte": lambda size: (
            wide[: size // 2] + b"\xff" + wide[size // 2 : size]
        ),
        "UTF-16 with a stray byte every 5,000": lambda size: every(wide[:size], 5_000, stray),
        "GB18030 with runs of NUL": lambda size: every(
            gb[:size], 5_000, lambda part, _: part + b"\0" * 200
        ),
        "UTF-8 with runs of NUL": lambda size: every(
            utf8[:size], 5_000, lambda part, _: part + b"\0" * 200
        ),
        "one damaged line repeated": lambda size: broken * (size // len(broken)),
        "one line, a lost byte every 200": lambda size: every(flat[:size], 200, lost),
        "one line, a stray byte every 200": lambda size: every(flat[:size], 200, stray),
        "one byte 0xFF repeated": lambda size: b"\xff" * size,
        "one byte 0x81 repeated": lambda size: b"\x81" * size,
        "0xE4 and GB18030 by turns": lambda size: every(gb[:size], 8, lost),
    }.items()


def farm_inputs(corpora):
    text = prose(corpora, "zh-hans", "peoples-daily-1998")[:600_000]
    text = text.encode("gbk", "ignore").decode("gbk")
    for name, options in pinyin.PROFILES.items():
        yield name, lambda size, options=options: cut(pinyin.damage(cut(text, size), options), size)


def first_farm(corpora):
    yield next(farm_inputs(corpora))


# Measuring ---------------------------------------------------------------------------------------


def measure(make, run, sizes):
    rates = []
    for size in sizes:
        data = make(size)
        count = len(data) if isinstance(data, bytes) else len(data.encode())
        begun = time.process_time()
        run(data)
        took = time.process_time() - begun
        rates.append((count, took))
        if took > SLOW:
            break
    return rates


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--kinds", default="", help="only what matches, of `step: kind`")
    parser.add_argument("--sizes", default="100000,1000000")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    fix_text("宸ヤ細宸ヤ綔宸茬粡瀹屾垚\ufffd", MOJIBAKE)  # tables are loaded once, whatever comes
    fix_bytes("學習".encode("big5") * 20 + b"\xff", DECODE)
    fix_text(next(farm_inputs(args.corpora))[1](60_000), FARM)
    steps = {
        "mojibake": (mojibake_inputs, lambda text: fix_text(text, MOJIBAKE)),
        "decode": (decode_inputs, lambda raw: fix_bytes(raw, DECODE)),
        "pinyin, boilerplate": (farm_inputs, lambda text: fix_text(text, FARM)),
        "two regexes instead": (first_farm, lambda text: PLAIN.sub("", pinyin.NAIVE.sub("", text))),
    }
    rows = []
    for step, (inputs, run) in steps.items():
        for kind, make in inputs(args.corpora):
            if re.search(args.kinds, f"{step}: {kind}"):
                rates = measure(make, run, sizes)
                rows.append((step, kind, rates))
                print(step, kind, *describe(rates, len(sizes)), sep=" | ", flush=True)
    if args.write:
        write(rows, sizes)


def describe(rates, count):
    cells = [f"{size / max(took, 1e-4) / 1e6:.2f}" for size, took in rates]
    cells += ["–"] * (count - len(rates))
    (small, quick), (large, slow) = rates[0], rates[-1]
    ratio = (slow / large) / max(quick / small, 1e-9)
    return (*cells, f"{ratio:.1f}" if len(rates) > 1 else "–")


def write(rows, sizes):
    heads = [f"{size // 1000:,} kB" for size in sizes]
    out = [
        "# Damaged documents: speed",
        "",
        f"`python bench/damaged_speed.py CORPORA --sizes {','.join(map(str, sizes))} --write`",
        f"on {time.strftime('%Y-%m-%d')}.",
        "MB a second of one core, through the one step, on a machine that others used as well.",
        "*Ratio* is what a byte of the large document costs against one of the small: about 1",
        "where the time is linear, below 1 where a document's first pages speed up the others.",
        "",
        f"| step | document | {' | '.join(heads)} | ratio |",
        "|---|---|" + "---|" * (len(sizes) + 1),
    ]
    for step, kind, rates in rows:
        name = kind.strip().replace("\\", "\\\\").replace("|", "\\|")
        out.append(f"| {step} | {name} | {' | '.join(describe(rates, len(sizes)))} |")
    largest = [(kind, rates[-1]) for _, kind, rates in rows]
    kind, (size, took) = max(largest, key=lambda row: row[1][1] / row[1][0])
    out += ["", f"The slowest: {kind.strip()}, {took / size * 1e6:.1f} s for a megabyte."]
    (ROOT / "bench/results/damaged_speed.md").write_text("\n".join(out) + "\n", "utf-8")


if __name__ == "__main__":
    main()
