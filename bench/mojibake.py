"""How much mojibake is restored, and what good text is harmed: this project and ftfy, in one run.

    python bench/mojibake.py CORPORA [--count 20] [--kinds PATTERN] [--write]

CORPORA is the folder that `bench/corpora.py` makes. Every kind of damage is done to the same seeded
samples; scored by the text that comes out.
"""

from __future__ import annotations

import argparse
import difflib
import random
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

from unionclean import Config, fix_text

LENGTHS = (4, 8, 16, 40, 200, 1500)
ONLY = Config(only=("mojibake",))
HAN = re.compile("[\u3400-\u9fff]")
SIMPLIFIED = ("peoples-daily-1998", "debian-handbook", "wesnoth", "installation-guide", "book-reviews-positive")
TRADITIONAL = ("debian-handbook", "wesnoth", "libreoffice-help")


def misread(right, wrong, errors="replace", mark=None, keep=None):
    def damage(text):
        out = text.encode(right).decode(wrong, errors)
        if mark is not None:
            out = out.replace("\ufffd", mark)
        return keep(out) if keep else out
    return damage


def lossy_1252(text):
    """As browsers and databases do it: undefined bytes vanish, no-break spaces become blanks."""
    return text.encode().decode("cp1252", "ignore").replace("\xa0", " ")


def sloppy_1252(text):
    return "".join(
        bytes((b,)).decode("cp1252" if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1")
        for b in text.encode()
    )


def strip_private(text):
    return re.sub("[\ue000-\uf8ff]", "", text)


def escaped(form):
    def damage(text):
        return "".join(form(char) if char >= "\x80" else char for char in text)
    return damage


def percent(codec):
    return lambda char: "".join(f"%{b:02X}" for b in char.encode(codec))


def quoted(text):
    import quopri
    return quopri.encodestring(text.encode()).decode().replace("=\n", "")


KINDS = {
    # name: (damage, script, what must be possible)
    "utf-8 as gb18030 (private use kept)": (misread("utf-8", "gb18030"), "s"),
    "utf-8 as gb18030, Traditional": (misread("utf-8", "gb18030"), "t"),
    "utf-8 as gbk, U+FFFD": (misread("utf-8", "gbk"), "s"),
    "utf-8 as gbk, ?": (misread("utf-8", "gbk", mark="?"), "s"),
    "utf-8 as gbk, bad bytes dropped": (misread("utf-8", "gbk", "ignore"), "s"),
    "utf-8 as cp936, private use stripped": (misread("utf-8", "gb18030", keep=strip_private), "s"),
    "gbk as latin-1": (misread("gbk", "latin-1"), "s"),
    "gbk as cp1252": (lambda t: "".join(bytes((b,)).decode("cp1252" if b not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "latin-1") for b in t.encode("gbk")), "s"),
    "gbk as latin-1, Traditional": (misread("gbk", "latin-1"), "t"),
    "gbk as cp437": (misread("gbk", "cp437"), "s"),
    "gbk as mac-roman": (misread("gbk", "mac-roman"), "s"),
    "utf-8 as latin-1": (misread("utf-8", "latin-1"), "s"),
    "utf-8 as cp1252": (sloppy_1252, "s"),
    "utf-8 as cp1252, U+FFFD": (misread("utf-8", "cp1252"), "s"),
    "utf-8 as cp1252, C1 lost, nbsp blank": (lossy_1252, "s"),
    "utf-8 as cp437": (misread("utf-8", "cp437"), "s"),
    "utf-8 as mac-roman": (misread("utf-8", "mac-roman"), "s"),
    "utf-8 as big5": (misread("utf-8", "big5"), "t"),
    "utf-8 as shift_jis": (misread("utf-8", "cp932"), "s"),
    "utf-8 as euc-kr": (misread("utf-8", "cp949"), "s"),
    "big5 as gb18030": (misread("big5", "gb18030"), "t"),
    "big5 as gbk": (misread("big5", "gbk"), "t"),
    "big5 as latin-1": (misread("big5", "latin-1"), "t"),
    "gbk as big5": (misread("gbk", "big5"), "s"),
    "gbk as big5-hkscs": (misread("gbk", "big5hkscs"), "s"),
    "gbk as shift_jis": (misread("gbk", "cp932"), "s"),
    "gbk as euc-kr": (misread("gbk", "cp949"), "s"),
    "double: cp1252 twice": (lambda t: sloppy_1252(sloppy_1252(t)), "s"),
    "double: latin-1 twice": (lambda t: t.encode().decode("latin-1").encode().decode("latin-1"), "s"),
    "double: gb18030 twice": (lambda t: t.encode().decode("gb18030", "replace").encode().decode("gb18030", "replace"), "s"),
    "double: cp1252 then gb18030": (lambda t: sloppy_1252(t).encode().decode("gb18030", "replace"), "s"),
    "double: gbk as latin-1, utf-8 as latin-1": (lambda t: t.encode("gbk").decode("latin-1").encode().decode("latin-1"), "s"),
    "&#20013;": (escaped(lambda c: f"&#{ord(c)};"), "s"),
    "&#x4E2D;": (escaped(lambda c: f"&#x{ord(c):X};"), "s"),
    "&#20013 without ;": (escaped(lambda c: f"&#{ord(c)}"), "s"),
    "&amp;#20013;": (escaped(lambda c: f"&amp;#{ord(c)};"), "s"),
    "\\uXXXX": (escaped(lambda c: f"\\u{ord(c):04x}"), "s"),
    "%uXXXX": (escaped(lambda c: f"%u{ord(c):04X}"), "s"),
    "%E4%B8%AD": (escaped(percent("utf-8")), "s"),
    "%D6%D0": (escaped(percent("gbk")), "s"),
    "=E4=B8=AD": (quoted, "s"),
}
# Kinds whose bytes are all there where the codec can read them; judged by "exact where lossless".
INVERSE = {
    "utf-8 as gb18030 (private use kept)": ("gb18030", "utf-8"),
    "utf-8 as gb18030, Traditional": ("gb18030", "utf-8"),
    "utf-8 as gbk, U+FFFD": ("gbk", "utf-8"),
    "utf-8 as big5": ("big5", "utf-8"),
    "utf-8 as shift_jis": ("cp932", "utf-8"),
    "utf-8 as euc-kr": ("cp949", "utf-8"),
    "big5 as gb18030": ("gb18030", "big5"),
    "big5 as gbk": ("gbk", "big5"),
    "gbk as big5": ("big5", "gbk"),
    "gbk as big5-hkscs": ("big5hkscs", "gbk"),
    "gbk as shift_jis": ("cp932", "gbk"),
    "gbk as euc-kr": ("cp949", "gbk"),
}
LOSSY = {"utf-8 as gbk, ?", "utf-8 as gbk, bad bytes dropped", "utf-8 as cp936, private use stripped", "utf-8 as cp1252, U+FFFD", "utf-8 as cp1252, C1 lost, nbsp blank"}


def is_lossless(kind, clean, damaged):
    if kind in LOSSY:
        return False
    if kind.startswith("double: gb18030"):
        return "\ufffd" not in damaged and "\ufffd" not in clean.encode().decode("gb18030", "replace")
    if kind.startswith("double: cp1252 then"):
        return "\ufffd" not in damaged
    if kind in INVERSE:
        wrong, right = INVERSE[kind]
        try:
            return damaged.encode(wrong).decode(right) == clean
        except UnicodeError:
            return False
    return True


def load(corpora, folder, names):
    lines = []
    for name in names:
        path = corpora / folder / f"{name}.txt"
        for line in path.read_text("utf-8").splitlines():
            line = line.strip()
            if len(line) >= 4 and len(HAN.findall(line)) >= 0.6 * len(line):
                lines.append(line)
    return lines


def samples(lines, length, count, rng, codec):
    found = []
    while len(found) < count:
        line = rng.choice(lines)
        if length >= 1500:
            start = rng.randrange(len(lines))
            line = ""
            while len(line) < length:
                line += lines[start % len(lines)] + "\n"
                start += 1
        starts = [0] + [m.end() for m in re.finditer("[，。；：！？、]", line)]
        start = rng.choice(starts)
        text = line[start : start + length].strip()
        if len(text) < length * 0.9 or len(HAN.findall(text)) < 0.6 * len(text):
            continue
        try:
            text.encode(codec)
        except UnicodeError:
            continue
        found.append(text)
    return found


def right_share(clean, fixed):
    if clean == fixed:
        return 1.0
    if len(clean) == len(fixed):
        same = sum(a == b for a, b in zip(clean, fixed))
        if same > 0.8 * len(clean):
            return same / len(clean)
    matcher = difflib.SequenceMatcher(None, clean, fixed, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    return same / max(len(clean), len(fixed))


def ftfy_safe():
    import ftfy
    config = ftfy.TextFixerConfig(
        fix_character_width=False, uncurl_quotes=False, fix_latin_ligatures=False, normalization=None
    )
    return lambda text: ftfy.fix_text(text, config)


def ftfy_default():
    import ftfy
    return ftfy.fix_text


def repair_table(corpora, count, pattern, places):
    rng = random.Random(4)
    simplified = load(corpora, "zh-hans", SIMPLIFIED)
    traditional = load(corpora, "zh-hant-tw", TRADITIONAL)
    tools = {"unionclean": lambda t: fix_text(t, ONLY), "ftfy safe": ftfy_safe(), "ftfy default": ftfy_default()}
    if ARGS.fast:
        tools = {"unionclean": tools["unionclean"]}
    rows = []
    seconds = defaultdict(float)
    chars = 0
    for kind, (damage, script) in KINDS.items():
        if not re.search(pattern, kind):
            continue
        lines = simplified if script == "s" else traditional
        codec = "big5" if "big5 as" in kind else "gbk" if "gbk" in kind or "D6" in kind else "utf-8"
        for place in places:
            exact = defaultdict(lambda: defaultdict(list))
            share = defaultdict(list)
            lossless_exact = defaultdict(list)
            for length in LENGTHS:
                if place == "inside" and length > 200:
                    continue
                if ARGS.lengths and length not in ARGS.lengths:
                    continue
                for clean in samples(lines, length, count, rng, codec):
                    damaged = damage(clean)
                    if damaged == clean:
                        continue
                    before = after = ""
                    if place == "line":
                        before = "\n".join(rng.choice(lines) for _ in range(3)) + "\n"
                        after = "\n" + "\n".join(rng.choice(lines) for _ in range(3))
                    elif place == "inside":
                        before, after = "他在信里写道：" if script == "s" else "他在信裡寫道：", "，然后就走了。" if script == "s" else "，然後就走了。"
                    lossless = is_lossless(kind, clean, damaged)
                    for tool, fix in tools.items():
                        begun = time.perf_counter()
                        fixed = fix(before + damaged + after)
                        seconds[tool] += time.perf_counter() - begun
                        good = fixed == before + clean + after
                        if fixed.startswith(before) and fixed.endswith(after):
                            got = fixed[len(before) : len(fixed) - len(after)]
                        else:
                            got = ""
                        exact[tool][length].append(good)
                        share[tool].append(right_share(clean, got))
                        if lossless:
                            lossless_exact[tool].append(good)
                        if tool == "unionclean" and ARGS.show and not good and (lossless or ARGS.all):
                            print(f"  [{kind} {place}] {clean[:60]!r}\n     {damaged[:90]!r}\n     {got[:60]!r}", file=sys.stderr)
                    chars += len(damaged)
            for tool in tools:
                rows.append((kind, place, tool, lossless_exact[tool], share[tool], exact[tool]))
            row = rows[-len(tools)]
            print(describe(row), flush=True)
    print({tool: round(s, 1) for tool, s in seconds.items()}, chars, "characters", file=sys.stderr)
    return rows


def mean(values):
    return f"{100 * sum(values) / len(values):5.1f}" if values else "    –"


def describe(row):
    kind, place, tool, lossless, share, exact = row
    by_length = " ".join(f"{mean(exact[length])}" for length in LENGTHS if length in exact)
    return f"{kind:42} {place:6} {tool:12} lossless exact {mean(lossless)} ({len(lossless)})  chars {mean(share)}  exact by length {by_length}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--kinds", default="")
    parser.add_argument("--places", default="whole,line,inside")
    parser.add_argument("--lengths", type=lambda s: [int(x) for x in s.split(",")])
    parser.add_argument("--fast", action="store_true", help="this project only")
    parser.add_argument("--show", action="store_true", help="print lossless failures")
    parser.add_argument("--all", action="store_true")
    ARGS = parser.parse_args()
    repair_table(ARGS.corpora, ARGS.count, ARGS.kinds, ARGS.places.split(","))
