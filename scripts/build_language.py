"""Build src/unionclean/data/language.txt, the character-pair table of the Chinese language model.

Sources (all in the `test` dependency group):
  jieba 0.42.1 (MIT): dict.txt, 349,046 words with their frequencies
  opencc-python-reimplemented 0.1.7 (Apache-2.0): makes the Traditional half of the words
The Cantonese words are listed here.

Run ``python scripts/build_language.py``; ``--check`` only compares with the committed file.
"""

from __future__ import annotations

import argparse
import math
import sys
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "src" / "unionclean" / "data" / "language.txt"

STEP = 0.25  # nats between two levels of the table; 5 % of what a character costs
LEVELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
MAX_PAIRS = 430_000  # keeps the file below 2 MB

# The forms of a word and the share of text each stands for: Simplified; OpenCC's Traditional, and
# its variants of Taiwan and Hong Kong; "twp" also brings the words of Taiwan (網路 for 網絡).
SCRIPTS = {"s": 1.0, "t": 0.15, "tw": 0.35, "twp": 0.3, "hk": 0.2}

# Written Cantonese: no dictionary of Mandarin holds its commonest words. Listed by hand, with the
# number of occurrences per million characters they are given (to the nearest rough step).
CANTONESE = {
    6000: ("嘅 係 唔 咗 喺 佢 "),
    2500: (
        "佢哋 我哋 你哋 唔係 啲 冇 嚟 嘢 咁 嗰 咩 啦 㗎 嘞 喇 囉 喎 啊 呢 唔好 就係 即係 嗰個 呢個 "
    ),
    1000: (
        "乜嘢 有冇 係咪 點解 點樣 幾多 而家 今日 聽日 尋日 琴日 返嚟 出嚟 入嚟 過嚟 "
        "嚟到 起嚟 落嚟 返去 出去 屋企 鍾意 唔知 唔使 唔該 唔同 唔會 唔到 唔想 冇人 "
        "冇得 冇嘢 好似 好多 好啲 呢啲 嗰啲 有啲 呢度 嗰度 邊度 邊個 邊啲 咁樣 噉樣 噉 "
        "咁多 咁好 咁大 睇 睇到 睇吓 睇見 食 食飯 飲 傾偈 話 話畀 畀 俾 俾人 攞 搵 "
        "搵到 諗 諗住 諗到 講 講嘢 做嘢 買嘢 食嘢 佢話 你話 我話 咗嘅 緊 嚿 靚 叻 啱 "
        "啱啱 啱先 先至 仲 仲有 仲係 都係 都冇 係噉 係囉 係啦 係呀 真係 其實係 不過 "
        "如果 因為 所以 跟住 之後 之前 嗰陣 嗰時 嗰日 呢次 嗰次 呢排 成日 日日 夜晚 "
        "晏晝 朝早 今晚 尋晚 聽晚 後生 細路 細路仔 男仔 女仔 後生仔 阿媽 阿爸 阿哥 "
        "老豆 老母 大佬 細佬 家姐 細妹 仔 仔女 老婆 老公 "
    ),
    300: (
        "嗌 嘥 嬲 瞓 瞓覺 攰 掂 郁 踎 拎 搣 揼 掟 啖 喐 嘈 嚇 嚇親 冧 冚 冚唪唥 唞 "
        "唞吓 唧 啋 啫 啩 嗱 噃 噏 嚤 嘩 嘟 咪 咪住 咪話 哂 晒 曬 晒士 得閒 得意 "
        "得唔得 好唔好 係唔係 知唔知 識唔識 去唔去 有乜 做乜 為乜 乜都 乜鬼 咁啱 唔啱 "
        "啱嘅 抵 平 平啲 貴 貴啲 早啲 遲啲 快啲 慢啲 多啲 少啲 細個 大個 第二 第日 "
        "第時 坐低 企喺 行街 行路 搭車 的士 巴士 返工 放工 返學 放學 飲茶 茶餐廳 士多 "
        "雪糕 曱甴 老鼠 冷氣 雪櫃 電視 電話 手袋 衫 褲 鞋 索性 始終 梗係 梗 緊係 "
        "諗唔到 估唔到 好彩 唔好意思 唔緊要 冇問題 冇所謂 嗰便 呢便 邊便 入便 出便 "
        "上便 下便 隔籬 對面 嗰頭 呢頭 嗰邊 呢邊 𠵱家 𠻺 𡃁 𡁻 𠱁 𨋢 𠺢 𢫏 啱晒 搞掂 "
        "搞錯 傻 傻仔 癡線 黐線 黐 核突 論盡 巴閉 犀利 勁 正 好正 得戚 沙塵 醒 蠢 笨 "
        "戇 戇居 衰 衰仔 吖 吖嘛 吓 呃 呃人 呀 咋 咧 哋 哎吔 哦 唉 唓 唥 啄 喂 嘆 嘜 "
        "噚日 嚐 囖 揸 揸車 撳 擺 擰 攬 斟 杯 樽 氹 滾 濕 炆 焗 煲 煲湯 燒 爆 爭 孖 屙 "
        "屎 尿 嚟緊 嚟㗎 㗎喎 㗎啦 嘅話 嘅嘢 嘅人 嘅時候 係嘅 好嘅 你嘅 我嘅 佢嘅 "
        "佢哋嘅 我哋嘅 冇咗 唔見咗 死咗 走咗 去咗 嚟咗 食咗 做咗 買咗 話咗 講咗 俾咗 "
        "畀咗 變咗 多咗 少咗 大咗 誒 嗯 噢 喔 咯 囉唆 咦 嘻 哈 喱 啤 啤酒 啡 咖啡 "
    ),
}

# Makes Cantonese some 3 % of all text: enough that it is recognised, too little to mislead.
CANTONESE_WEIGHT = 12

# How often each mark follows a Han character, per 1,000 (rounded from Simplified newspaper prose
# and Taiwan web prose; both conventions of quotation marks are in one table).
MARKS = {
    "，": 60,
    "。": 26,
    "、": 20,
    "“": 6,
    "”": 6,
    "：": 7,
    "；": 3,
    "（": 4,
    "）": 4,
    "《": 3,
    "》": 3,
    "？": 3,
    "！": 3,
    "「": 3,
    "」": 3,
    "『": 0.3,
    "』": 0.3,
    "【": 0.6,
    "】": 0.6,
    "…": 2,
    "—": 2,
    "·": 1,
    "〈": 0.1,
    "〉": 0.1,
    "〔": 0.1,
    "〕": 0.1,
    "‘": 0.4,
    "’": 0.4,
    "％": 0.5,
    "～": 0.4,
    "．": 0.1,
    "－": 0.1,
    "○": 0.1,
    "×": 0.2,
    "〇": 0.2,
    "\u3000": 3,
}


def is_han(char: str) -> bool:
    """Tell whether ``char`` is a Han character."""
    return unicodedata.name(char, "").startswith("CJK UNIFIED") or char == "〇"


def read_words() -> dict[str, float]:
    """Return Simplified words with their counts."""
    import jieba

    words: dict[str, float] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, _ = line.split(" ")
        if all(map(is_han, word)):
            words[word] = float(count)
    return words


def add_traditional(words: dict[str, float]) -> dict[str, float]:
    """Return the words with their Traditional forms; both scripts weigh the same."""
    import opencc

    folder = Path(opencc.__file__).parent / "dictionary"
    taiwan = str.maketrans(read_pairs(folder / "TWVariants.txt"))
    hong_kong = str.maketrans(read_pairs(folder / "HKVariants.txt"))
    taiwan_words = read_pairs(folder / "TWPhrases.txt")
    keys = sorted(words)
    converted = opencc.OpenCC("s2t").convert("\n".join(keys)).split("\n")
    merged: dict[str, float] = defaultdict(float)
    for word, plain in zip(keys, converted, strict=True):
        forms = {
            "s": word,
            "t": plain,
            "tw": plain.translate(taiwan),
            "twp": taiwan_words.get(plain, plain).translate(taiwan),
            "hk": plain.translate(hong_kong),
        }
        for name, form in forms.items():
            if all(map(is_han, form)):
                merged[form] += words[word] * SCRIPTS[name]
    return merged


def read_pairs(path: Path) -> dict[str, str]:
    """Return an OpenCC dictionary: each key with the first of its values."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if "\t" in line)
    return {row[0]: row[1].split(" ")[0] for row in rows}


def add_cantonese(words: dict[str, float]) -> None:
    """Add the Cantonese words with `CANTONESE_WEIGHT`."""
    for times, listed in CANTONESE.items():
        for word in dict.fromkeys(listed.split()):
            words[word] = words.get(word, 0.0) + times * CANTONESE_WEIGHT


class Counts(NamedTuple):
    """Occurrences: of pairs inside words, of characters that end and begin words, of all."""

    pairs: dict[str, Counter[str]]
    ends: Counter[str]
    starts: Counter[str]
    chars: Counter[str]


def count(words: dict[str, float]) -> Counts:
    """Count what a text made of these words, drawn independently, holds."""
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    ends: Counter[str] = Counter()
    starts: Counter[str] = Counter()
    chars: Counter[str] = Counter()
    for word in sorted(words):
        times = words[word]
        starts[word[0]] += times
        ends[word[-1]] += times
        for char in word:
            chars[char] += times
        for left, right in pairwise(word):
            pairs[left][right] += times
    total = sum(chars.values())
    for mark, share in MARKS.items():
        chars[mark] += total * share / 1000
        starts[mark] += total * share / 1000
        ends[mark] += total * share / 1000
    return Counts(pairs, ends, starts, chars)


def level(value: float) -> str:
    """Return the letter of a log probability."""
    return LEVELS[min(len(LEVELS) - 1, round(-value / STEP))]


def build() -> str:
    """Return the whole table as text."""
    words = add_traditional(read_words())
    add_cantonese(words)
    pairs, ends, starts, chars = count(words)
    total = sum(chars.values())
    all_starts = sum(starts.values())
    uni = {char: (chars[char]) / total for char in chars}
    start = {char: starts[char] / all_starts for char in chars}
    base = {char: 0.5 * uni[char] + 0.5 * start[char] for char in chars}
    rows = []
    spares: dict[str, float] = {}
    for left in chars:
        seen = pairs[left]
        whole = sum(seen.values()) + ends[left]
        # Half a word's lowest frequency is set aside for words that no dictionary holds.
        spare = (ends[left] + 0.02 * sum(seen.values()) + 2) / (whole + 2)
        for right, times in seen.items():
            p = times * 0.98 / whole + spare * base[right]
            gain = times * math.log(p / (spare * base[right]))
            rows.append((gain, left, right, p))
        spares[left] = spare
    rows.sort(key=lambda row: (-row[0], row[1], row[2]))
    kept: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for _, left, right, p in rows[:MAX_PAIRS]:
        kept[left].append((right, p))
    lines = []
    for char in sorted(chars, key=lambda c: (-base[c], c)):
        groups: dict[str, list[str]] = defaultdict(list)
        for right, p in kept[char]:
            groups[level(math.log(p))].append(right)
        body = "".join(mark + "".join(sorted(groups[mark])) for mark in sorted(groups))
        lines.append(f"{char}{level(math.log(base[char]))}{level(math.log(spares[char]))}{body}")
    return HEADER + "\n".join(sorted(lines)) + "\n"


HEADER = f"""\
# Character pairs of written Chinese, Simplified and Traditional. Made by scripts/build_language.py.
# Source: jieba 0.42.1 dict.txt (MIT), Traditional forms by opencc-python-reimplemented 0.1.7
# (Apache-2.0); 2026-11-21. A line holds a character, its own level, the level of its backoff
# weight, then for each level the characters that follow it. A level is one of A-Z a-z and means
# exp(-{STEP} * place in the alphabet).
"""


def main() -> int:
    """Write the table, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    text = build()
    if arguments.check:
        same = TARGET.read_text("utf-8") == text
        print("same" if same else "DIFFERENT")
        return 0 if same else 1
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET}: {len(text.encode()):,} bytes, {text.count(chr(10))} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
