"""Page frames: what goes, what stays, and how fast.

Run: python bench/boilerplate.py [CORPORA] [--seed N] [--write]

Pages are those of tests/cases/boilerplate_pages.txt: invented articles in frames as sites write
them. With a folder of clean prose (bench/corpora.py) three more tables are made: the prose glued
into documents of 5 to 50 paragraphs, the same prose inside the composed frames, and speed, as CPU
time beside a plain regular expression over the same documents in the same run (by source, and
together with the pinyin step, in bench/boilerplate_speed.py).
"""

from __future__ import annotations

import argparse
import platform
import random
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # where the pages are read

from boilerplate_pages import Page, dress, load_pages, load_shapes  # noqa: E402, I001 - after the line above

from boilerplate_speed import (  # noqa: E402 - stands with the other import
    PLAIN,
    by_source,
    fix,
    frame_edits,
    joint,
    seconds,
)

from unionclean.edits import apply_edits  # noqa: E402 - as above
from unionclean.steps.boilerplate.page import find_frame  # noqa: E402 - as above

# Pages were written in lots, each before the rules had seen it: pages, frame lines (where they were
# counted), share of them that went at first sight, lines of articles lost. Not measured again.
FIRST_SIGHT = (
    ("1 to 4 (70 pages)", "516", "65, 40, 42, 81 %", "2 trimmed bylines"),
    ("5 (39 pages)", "593", "47 %", "1 trimmed byline"),
    ("6 (20 pages), rules made before lot 5", "238", "42 %", "0"),
    ("6 (20 pages), rules made after lot 5", "238", "83 %; 82 % after a later brake", "0"),
    ("7 (25 pages), rules made after lot 6", "582", "53 %", "1 title, 4 bylines trimmed too far"),
    ("8 (22 pages), rules made after lot 6", "557", "62 %", "1 title, 1 byline trimmed too far"),
    ("8 (22 pages), rules made after lot 7", "569", "76 %", "1 title"),
    ("9 (14 pages), rules made after lot 6", "388", "74 %", "0"),
    ("9 (14 pages), rules made after lot 8", "388", "88 %", "0"),
    ("10 (6 pages), rules made after lot 6", "102", "59 %", "0"),
    ("10 (6 pages, in no file), rules made after lot 9 and its brakes", "102", "77 %", "0"),
    ("11 (23 pages), rules made after lot 9 and its brakes", "193", "78 %", "0"),
    ("heads of 40 real pages, in no file, rules made after lot 11", "274", "37 %", "0"),
    ("heads of 5 more real pages, the same rules", "29", "34 %", "0"),
    ("the same 5, rules made after the 40", "29", "76 %", "0"),
    ("41 other real heads, rules made after the 40", "202", "47 %", "0"),
    (
        "the same 41, rules made on 37 heads beside them (130 lines: 42, then 72 %)",
        "202",
        "56 %",
        "0",
    ),
    ("12 (8 pages, in no file), rules made before", "148", "85 %", "1 (a reply, mended after)"),
    (
        "13 (20 pages: questions, threads, shops), rules made before",
        "628",
        "78 %",
        "4, mended after",
    ),
    ("13 (12 more), rules made before; made on the 20", "361", "66; 70 %", "6, mended after"),
    ("13 (8 more), the same two", "238", "89; 89 %", "0; 0"),
    (
        "13 (14 held out), rules made before; made on the 40",
        "453",
        "72; 77 %",
        "2; 1, mended after",
    ),
    ("24 other real heads, in no file, the same two", "105", "33; 32 %", "0; 0"),
    ("14 (22 pages), rules made before", "552", "86 %", "2 (a signature, mended after)"),
    ("15 (34 pages), rules made before", "698", "83 %", "1 (a title, mended after)"),
    ("15 (20 held out), rules made before; made on the 34", "450", "89; 90 %", "0; 0"),
    ("15 (10 fresh), rules made before; made on the 34", "134", "96; 98 %", "0; 0"),
    ("16 (22 pages), rules made before lot 15; made on it", "552", "95; 96 %", "2 replies; 0"),
    ("17 (28 pages), rules made before", "1,017", "77 %", "2 (a title, an answer), mended after"),
    ("17 (8 more), rules made before; made on the 28", "258", "78; 78 %", "1 of a guest's; 1"),
    (
        "17 (30 held out), rules made before; made on the 36",
        "763",
        "80; 83 %",
        "4; 3, of which 2 mended after",
    ),
    ("18 (43 pages, most of them farms' and SEO sites'), rules made before", "427", "87 %", "0"),
    ("19 (8 pages), rules made before 17; made on 17 and 18", "118", "92; 92 %", "1; 1 (a reply)"),
    (
        "22 (24 held out), rules made before; with words of each kind of site by the same hand",
        "808",
        "80; 81 %",
        "0; 0",
    ),
    ("20 other real heads, in no file, rules made before; after 13 of them", "95", "60; 66 %", "0"),
    (
        "26 whole real pages of 17 sites, in no file, rules made before; made on them",
        "3,883",
        "21; 89 %",
        "0; 0",
    ),
    ("25 others of 19 sites, held out, the same two", "2,235", "42; 74 %", "3; 3"),
    ("24 (41 pages of 40 kinds), rules made before", "1,158", "84 %", "0"),
    ("24 (17 held out), rules made on the 41", "265", "88 %", "0"),
    ("24 (6 pages of one line, 3 of them held out), rules made before", "44", "0 %", "0"),
    (
        "19 real heads and whole pages of 18 sites, in no file, rules made before; made on them",
        "237",
        "88; 97 %",
        "0; 0",
    ),
    (
        "menus of 11 real sites around invented articles, the same two",
        "182",
        "36; 79 %",
        "1; 0",
    ),
    ("9 real heads of other sites, the same two", "38", "53; 79 %", "0; 0"),
    (
        "37 real heads and whole pages of 35 sites, held out, the same two",
        "259",
        "46; 60 %",
        "1; 1 (a label whose link is gone)",
    ),
    (
        "5 real pages of one line, the same two; 2 held out",
        "96; 38",
        "79, 88; 79, 79 %",
        "2, 0; 0, 0",
    ),
    ("25 (11 pages), rules made before; made on real pages like them", "203", "47; 94 %", "0; 0"),
    (
        "26 (49 heads and whole real pages, in no file), rules made before; made on them",
        "218",
        "54; 86 %",
        "0; 0",
    ),
    (
        "27 (36 other real pages, held out; lists of titles and links above the article), the same",
        "172",
        "19; 19 %",
        "2; 2, mended after",
    ),
    (
        "27 (25 more, held out), rules made before all; made on the 85 before",
        "91",
        "41; 45 %",
        "0; 1, mended after",
    ),
)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def measure_pages(pages: list[Page], remove) -> tuple[int, int, int, int]:
    """Return frame lines, frame lines left, article lines, article lines lost."""
    frame = left = article = lost = 0
    for page in pages:
        kept = Counter(lines_of(remove(page.text)))
        own = Counter(line.strip() for line in page.article)
        frame += len(page.frame) + len(page.gaps)
        article += len(page.article)
        left += sum(kept[line] > own[line] for line in map(str.strip, page.frame + page.gaps))
        lost += sum(line.strip() not in kept for line in page.article)
    return frame, left, article, lost


def documents(path: Path, chance: random.Random) -> list[str]:
    paragraphs = [line for line in path.read_text("utf-8").split("\n") if line.strip()]
    found = []
    while paragraphs:
        size = chance.randint(5, 50)
        found.append("\n".join(paragraphs[:size]) + "\n")
        paragraphs = paragraphs[size:]
    return found


def frames_of(pages: list[Page]) -> list[tuple[list[str], list[str]]]:
    """Return the lines of each page above and below its article."""
    found = []
    for page in pages:
        lines = lines_of(page.text)
        is_frame = [line in map(str.strip, page.frame + page.gaps) for line in lines]
        inner = [number for number, yes in enumerate(is_frame) if not yes]
        long = [number for number in inner if len(lines[number]) >= 40] or inner
        above = [line for line, yes in zip(lines[: long[0]], is_frame, strict=False) if yes]
        found.append((above, lines[inner[-1] + 1 :]))
    return found


def report(corpora: Path | None, seed: int) -> str:
    chance = random.Random(seed)
    pages = load_pages()
    command = "python bench/boilerplate.py" + (f" CORPORA --seed {seed} --write" if corpora else "")
    rows = ["# Page frames\n", f"`{command}`, Python {platform.python_version()}.\n"]
    rows += [
        (
            f"{len(pages)} composed pages of {len({page.kind for page in pages})} kinds of site, "
            f"{sum(page.script == 'hant' for page in pages)} of them Traditional.\n"
        ),
        "| | frame lines | left | article lines | lost |",
        "|---|---|---|---|---|",
    ]
    for name, remove in (("unionclean", fix), ("plain regex", lambda text: PLAIN.sub("", text))):
        numbers = measure_pages(pages, remove)
        rows.append(f"| {name} | {' | '.join(map(str, numbers))} |")
    gaps = sum(len(page.gaps) for page in pages)
    rows.append(f"\n{gaps} of the frame lines are marked in the file as known gaps.\n")
    rows += [
        "\nOn pages that the rules had not seen (each lot when it was written):\n",
        "| lot | frame lines | gone | article lines lost |",
        "|---|---|---|---|",
        *(f"| {' | '.join(row)} |" for row in FIRST_SIGHT),
        "",
    ]
    rows += shapes(pages)
    if corpora:
        rows += clean_prose(corpora, pages, chance)
    rows += speed(corpora, pages, chance)
    if corpora:
        rows += by_source(corpora)
        rows += joint(corpora, frames_of(pages), seed)
    return "\n".join(rows) + "\n"


def shapes(pages: list[Page]) -> list[str]:
    """Put articles of every shape into the frame of every page."""
    lines = lost = 0
    worst: Counter[str] = Counter()
    articles = load_shapes()
    for page in pages:
        for name, shape in articles.items():
            kept = set(lines_of(fix(dress(page, shape))))
            missing = sum(line.strip() not in kept for line in shape)
            lines += len(shape)
            lost += missing
            worst[name] += missing
    listed = ", ".join(f"{name} {count}" for name, count in worst.most_common(5) if count)
    return [
        (
            f"\n{len(articles)} articles of every shape (poems, lists, tables, notices, laws …) in "
            f"each of the frames, {lines:,} lines: {lost} lost{': ' if listed else ''}{listed}.\n"
        )
    ]


def clean_prose(corpora: Path, pages: list[Page], chance: random.Random) -> list[str]:
    paths = [*sorted(corpora.glob("zh-*/*.txt")), *sorted(corpora.glob("yue/*.txt"))]
    glued = removed = regex_removed = paragraphs = 0
    shown: Counter[str] = Counter()
    wrapped = lost = frame = left = 0
    frames = frames_of(pages)
    for path in paths:
        texts = documents(path, chance)
        for text in texts:
            glued += 1
            paragraphs += text.count("\n")
            for edit in frame_edits(text):
                removed += 1
                shown[f"{edit.reason}: {text[edit.start : edit.end].strip()[:40]}"] += 1
            regex_removed += len(PLAIN.findall(text))
        for text in chance.sample(texts, min(40, len(texts))):
            above, below = chance.choice(frames)
            head = "".join(f"{line}\n" for line in above)
            page = head + text + "".join(f"{line}\n" for line in below)
            inside = range(len(head), len(head) + len(text))
            edits = frame_edits(page)
            wrapped += 1
            lost += sum(edit.start in inside for edit in edits)
            frame += len(above) + len(below)
            kept = apply_edits(page, [edit for edit in edits if edit.start not in inside])
            left += len(lines_of(kept)) - len(lines_of(text))
    listed = [f"- {what} ({count})" for what, count in shown.most_common()]
    return [
        (
            f"Clean prose, {paragraphs:,} paragraphs of {len(paths)} sources glued into {glued:,} "
            f"documents: {removed} lines removed (plain regex: {regex_removed}). To judge:\n"
        ),
        *listed,
        (
            f"\nThe same prose in the composed frames, {wrapped:,} pages: {lost} lines of prose "
            f"lost, {left:,} of {frame:,} frame lines left ({left / frame:.1%}); lines that "
            "repeat their own article (teasers, titles) are among these.\n"
        ),
    ]


def speed(corpora: Path | None, pages: list[Page], chance: random.Random) -> list[str]:
    alone = [page.text for page in pages]
    sets = {
        "frames with little text: the composed pages, each once": alone,
        "frames with little text: ten times each, as sites repeat their frames": alone * 10,
    }
    if corpora:
        news = documents(corpora / "zh-hans" / "peoples-daily-1998.txt", chance)
        sets["damaged: news in the composed frames"] = [
            "\n".join((*above, text, *below))
            for text in news
            for above, below in [chance.choice(frames_of(pages))]
        ]
        for name in ("peoples-daily-1998", "debian-handbook", "book-reviews-positive", "poetry"):
            sets[f"clean: {name}"] = documents(corpora / "zh-hans" / f"{name}.txt", chance)
        news = "\n".join(sets["clean: peoples-daily-1998"])
        sets["clean: news as one document"] = [news[: len(news) // 2], news[len(news) // 2 :]]
    rows = [
        "Speed, CPU time, find and apply; MB are of UTF-8.\n",
        "| text | MB/s | x plain regex |",
        "|---|---|---|",
    ]
    for name, texts in sets.items():
        size = sum(len(text.encode()) for text in texts) / 1e6
        ours, plain = seconds(fix, texts), seconds(lambda text: PLAIN.sub("", text), texts)
        rows.append(f"| {name} | {size / ours:.1f} | {plain / ours:.2f} |")
    rows += [
        (
            "\nTime for four times the text (linear: 4; 100 kB against 400 kB of one unit; the "
            "units without a line end make documents of one line).\n"
        ),
        "| unit | factor |",
        "|---|---|",
    ]
    for unit in (
        "|",
        "?",
        "(",
        "（责编：",
        "首页>",
        "上一页 ",
        "古县| ",
        "首页\n",
        "平山县\n",
        "\n",
        "职工书屋",
        "登录",
        "。",
        "　",
    ):
        small, large = (unit * (size // len(unit)) for size in (33_000, 132_000))
        find_frame(small)
        factor = seconds(find_frame, [large]) / max(seconds(find_frame, [small]), 1e-6)
        rows.append(f"| `{unit!r}` | {factor:.1f} |")
    rows += ["\nOne line of 1 MB:\n", "| unit | seconds |", "|---|---|"]
    for unit in (
        "|",
        "?",
        "(",
        "会(huì)",
        "首页>",
        "古县| ",
        "职工书屋开门了。",
        "登录 注册 ",
        "扫码",
    ):
        line = unit * (1_000_000 // len(unit.encode()))
        rows.append(f"| `{unit!r}` | {seconds(find_frame, [line]):.3f} |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="?", type=Path)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    text = report(arguments.corpora, arguments.seed)
    print(text)
    if arguments.write:
        (ROOT / "bench" / "results" / "boilerplate.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
