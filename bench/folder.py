"""What a folder knows: short files by their neighbours' encoding, farm pieces, and file names.

Run: python bench/folder.py CORPORA [--seed N] [--write]   (--write renews bench/results/folder.md)

Folders are composed from the prose of bench/corpora.py: 40 files of a few characters; 60 pieces of
farm pages beside 42 honest texts; trees whose names were misread, beside clean names of nine
languages. "Alone" is what each file or name gives by itself, "in the folder" what the two passes of
the command line make of it.
"""

from __future__ import annotations

import argparse
import os
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from unionclean import Config
from unionclean.files.folder import FolderCounts
from unionclean.files.names import NameJudge
from unionclean.files.survey import Survey
from unionclean.pipeline import repair_text
from unionclean.steps.decode import SURE, decode
from unionclean.steps.pinyin.pool import PinyinCounts, count_pinyin
from unionclean.steps.pinyin.simulator import annotate

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = 8  # of each kind
FILES = 40
HAN = "[\u4e00-\u9fff]"
ANNOTATED = re.compile(rf"{HAN}\([a-zü\u00e0-\u01dc]+ ?\)")

# Honest texts with readings, written for this measurement: glosses in both scripts, a lesson,
# dictionary entries, English in brackets; the second half in the brackets and with the characters
# and readings of the farm.
HONEST = """\
亳（bó）州在安徽省北部，以中药材闻名，每年都有很多客商前来。
氹(dàng)仔是澳门的一个岛，过去靠渡船往来。
不亦说（yuè）乎？人不知而不愠（yùn），不亦君子乎？
否(pǐ)极泰来，是说坏到了头就会好起来。
陈寅恪（què）先生的名字，常有人读错。
他姓仇（qiú），不姓仇恨的仇。
「樂（lè）」字又讀「樂（yuè）」，意思不同。
重庆(Chóngqìng)是一座山城，夜景很美。
六安（lù'ān）瓜片是有名的绿茶。
會（kuài）計這個職業很辛苦，常常加班到深夜。
栈(stack)是先进后出的数据结构。
单于（chán yú）是匈奴君主的称号。
你(nǐ)好(hǎo)！我(wǒ)是(shì)学(xué)生(shēng)。
古文裡的「說」通「悅（yuè）」，見於《論語》。
铛（chēng）是平底的浅锅，烙饼用。
東莞（guǎn）是廣東的城市，工廠很多。
請把這個「會」字讀作會(huì)，不要讀錯了。
長（zhǎng）大以後，他當了老師。
番禺（pān yú）在广州的南边。
他把车停在宽(wide)的那一侧。
學(xué)：學習、學校、學生。
臺灣的「垃圾」讀作垃圾(lè sè)，和大陸不同。
他的名字裡有個學(xué)字，唸起來很好聽。
長(zhǎng)大以後，他當了老師。
老師說：「會(huì)」字的下面是「日」。
覺(jué)得累了就休息一會兒吧。
這個「發(fā)」字，廣東人讀作faat。
生詞：學(xué)習、開會、機場。
北京話裡「誰」讀 shéi，書面讀誰(shuí)。
他把「應(yīng)該」寫成了「因該」。
請注音：開會(huì)。
習(xí)是多音字嗎？不是。
答案是B：種(zhǒng)子。
量(liáng)一量桌子有多長。
兒(ér)化音是北方話的特點。
這首歌叫《學(xué)貓叫》。
讓(ràng)我們一起讀課文。
「點(diǎn)」和「店」聲調不同。
見(jiàn)字的繁體和簡體差得很多。
他說的「現(xiàn)」其實是「縣」。
進(jìn)來吧，門沒有鎖。
幾(jǐ)點開始上課？
""".splitlines()


class Prose:
    """Paragraphs of the corpora by language."""

    def __init__(self, corpora: Path, chance: random.Random) -> None:
        self._corpora = corpora
        self._kept: dict[str, list[str]] = {}
        self.chance = chance

    def lines(self, language: str) -> list[str]:
        if language not in self._kept:
            paths = sorted((self._corpora / language).glob("*.txt"))
            every = (line for path in paths for line in path.read_text("utf-8").splitlines())
            self._kept[language] = [line for line in every if len(line) > 12]
        return self._kept[language]

    def piece(self, language: str, least: int, most: int, codec: str, chars: str = "") -> str:
        """Return a piece of ``least`` to ``most`` characters that ``codec`` can write."""
        while True:
            line = self.chance.choice(self.lines(language))
            size = self.chance.randint(least, most)
            start = self.chance.randrange(max(1, len(line) - size))
            piece = line[start : start + size]
            fits = re.fullmatch(f"{chars}+", piece) if chars else not piece.isascii()
            if len(piece) < size or not fits or piece != piece.strip():
                continue
            try:
                piece.encode(codec)
            except UnicodeEncodeError:
                continue
            return piece


# What, then languages with their codecs, the characters, and how many of these.
SHORT = (
    ("GBK, 1 to 3 Han", [("zh-hans", "gb18030")], HAN, 1, 3),
    ("GBK, 4 to 16 bytes", [("zh-hans", "gb18030")], HAN, 2, 8),
    ("Big5, 1 to 3 Han", [("zh-hant-tw", "big5")], HAN, 1, 3),
    ("Big5, 4 to 16 bytes", [("zh-hant-tw", "big5")], HAN, 2, 8),
    ("half GBK, half Big5, 1 to 3", [("zh-hans", "gb18030"), ("zh-hant-tw", "big5")], HAN, 1, 3),
    ("3 UTF-8 to 1 GBK, 1-3", [*3 * [("zh-hans", "utf-8")], ("zh-hans", "gb18030")], HAN, 1, 3),
    ("Shift_JIS, 2 to 8", [("ja", "cp932")], "", 2, 8),
    ("EUC-JP, 2 to 8", [("ja", "euc_jp")], "", 2, 8),
    ("EUC-KR, 2 to 8", [("ko", "cp949")], "", 2, 8),
    ("Windows-1251, 4 to 16", [("ru", "cp1251")], "", 4, 16),
)  # fmt: skip


def measure_short(prose: Prose) -> Iterator[str]:
    yield "| 40 files in | right alone | right in the folder | made wrong |"
    yield "|---|--:|--:|--:|"
    for what, kinds, chars, least, most in SHORT:
        count = Counter[str]()
        for _ in range(FOLDERS):
            texts = []
            for _ in range(FILES):
                language, codec = prose.chance.choice(kinds)
                text = prose.piece(language, least, most, codec, chars)
                texts.append((text, text.encode(codec)))
            alone = [decode(raw) for _, raw in texts]
            counts = FolderCounts(["c"])
            for one, (_, raw) in zip(alone, texts, strict=True):
                sure = one.confidence >= SURE and not raw.isascii()
                counts.add(Survey("c/x", encoding=one.encoding if sure else ""))
            prior = counts.encodings_near("c/x")
            for one, (text, raw) in zip(alone, texts, strict=True):
                both = decode(raw, prior=prior)
                count["files"] += 1
                count["alone"] += one.text == text
                count["folder"] += both.text == text
                count["worse"] += one.text == text != both.text
        files = count["files"]
        share = [f"{100 * count[key] / files:.1f} %" for key in ("alone", "folder")]
        yield f"| {what} | {' | '.join(share)} | {count['worse']} of {files} |"


def farm_piece(prose: Prose, level: int | None) -> tuple[str, str]:
    """Return a piece of 20 to 60 characters, and the same as a farm would publish it."""
    while True:
        line = prose.chance.choice(prose.lines("zh-hans"))
        start = prose.chance.randrange(max(1, len(line) - 20))
        text = re.match(r"[^。！？]{0,60}", line[start:])[0] + "。"  # type: ignore[index]
        han = len(re.findall(HAN, text))
        if not 20 <= len(text) <= 60 or han < 0.8 * len(text) or ANNOTATED.search(text):
            continue
        return text, annotate(text, level=level, seed=prose.chance.randrange(10**6))


def measure_farm(prose: Prose) -> Iterator[str]:
    yield "| ladder | annotated pieces | repaired alone | in the folder | honest texts changed |"
    yield "|---|--:|--:|--:|--:|"
    config = Config()
    for level in (None, 100, 40):
        count = Counter[str]()
        changed = set()
        for _ in range(3):
            pieces = [farm_piece(prose, level) for _ in range(60)]
            pool = PinyinCounts()
            for text in (*(damaged for _, damaged in pieces), *HONEST):
                pool.merge(count_pinyin(text) or PinyinCounts())
            for _, damaged in pieces:
                if not ANNOTATED.search(damaged):
                    continue
                count["pieces"] += 1
                alone = repair_text(damaged, config).text
                both = repair_text(damaged, config, pinyin_pool=pool).text
                count["alone"] += not ANNOTATED.search(alone)
                count["folder"] += not ANNOTATED.search(both)
            for text in HONEST:
                if (
                    repair_text(text, config, pinyin_pool=pool).text
                    != repair_text(text, config).text
                ):
                    changed.add(text)
        share = [f"{100 * count[key] / count['pieces']:.1f} %" for key in ("alone", "folder")]
        harm = f"{len(changed)} of {len(HONEST)}" + (
            f": {'; '.join(sorted(changed))}" if changed else ""
        )
        yield f"| {level or 'whole'} | {count['pieces']} | {' | '.join(share)} | {harm} |"


MISREAD = (
    ("gbk", "cp437"), ("gbk", "latin-1"), ("gbk", "cp850"), ("gbk", "cp949"), ("gbk", "cp932"),
    ("gbk", "big5hkscs"), ("utf-8", "cp437"), ("utf-8", "latin-1"), ("utf-8", "gb18030"),
    ("big5", "cp437"), ("big5", "latin-1"), ("big5", "gb18030"), ("gbk", "bytes"),
    ("big5", "bytes"),
)  # fmt: skip
ENDINGS = ("", ".txt", "(1).doc", "_2020.pdf", ".tar.gz")


def misread(name: str, right: str, wrong: str) -> str:
    raw = name.encode(right)
    return os.fsdecode(raw) if wrong == "bytes" else raw.decode(wrong)


def measure_names(prose: Prose) -> Iterator[str]:
    yield "| 40 names | 1 to 2 Han: restored, wrong, left | 3 to 10 Han | clean names changed |"
    yield "|---|--:|--:|--:|"
    clean = [
        re.sub(r"[/\0]", "_", prose.piece(language, 2, 24, "utf-8")) + prose.chance.choice(ENDINGS)
        for language in ("zh-hans", "zh-hant-tw", "ja", "ko", "ru", "de", "fr", "es", "vi")
        for _ in range(120)
    ]
    for right, wrong in MISREAD:
        cells = []
        harm = set()
        for least, most in ((1, 2), (3, 10)):
            count = Counter[str]()
            names: list[tuple[str, str]] = []
            while len(names) < FILES:
                language = "zh-hant-tw" if right == "big5" else "zh-hans"
                text = prose.piece(language, least, most, right, HAN) + prose.chance.choice(ENDINGS)
                try:
                    shown = misread(text, right, wrong)
                except UnicodeDecodeError:  # a lost byte has no right repair
                    continue
                if "/" not in shown and shown != text:
                    names.append((text, shown))
            judge = NameJudge()
            for name in (*clean, *(shown for _, shown in names)):
                judge.add(name)
            for text, shown in names:
                found = judge.repair(shown)
                count["left" if found is None else "right" if found.name == text else "wrong"] += 1
            cells.append(f"{count['right']}, {count['wrong']}, {count['left']}")
            harm |= {name for name in clean if judge.repair(name)}
        what = f"{right} as {wrong}"
        yield f"| {what} | {' | '.join(cells)} | {len(harm)} of {len(clean)} |"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    prose = Prose(given.corpora, random.Random(given.seed))
    page = [
        "# What a folder knows",
        "",
        f"`python bench/folder.py CORPORA --seed {given.seed} --write`",
        "",
        f"## Encodings of short files ({FOLDERS} folders a row)",
        "",
        *measure_short(prose),
        "",
        "## Farm pieces of 20 to 60 characters beside honest texts (60 a folder)",
        "",
        "A piece is repaired when no annotation is left in it; how far down the ladder its page",
        "goes says how many characters are annotated.",
        "",
        *measure_farm(prose),
        "",
        "## Names",
        "",
        "Beside each tree's 40 misread names lie 1,080 clean ones of nine languages.",
        "",
        *measure_names(prose),
        "",
    ]
    text = "\n".join(page)
    print(text)
    if given.write:
        Path(__file__).with_name("results").joinpath("folder.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
