"""Damage the clean documents of fixtures/, as fixtures/fixtures.toml says.

    python scripts/damage.py            write fixtures/damaged/
    python scripts/damage.py --check    say which files differ from what would be written

The manifest lists, for each damaged file, its clean twin and the kinds of damage in the order in
which they happen to it: a page is composed, converted, annotated, folded, and at last saved. Each
kind is one function of this module, named as in the manifest. All choices are drawn from a
generator seeded with the file's name, so the same files come out everywhere.

Only damage that can be undone is made: what is lost for good (bytes replaced by one sign for all of
them) would leave several originals, and no test could say which one is right.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from pathlib import Path
from quopri import encodestring
from random import Random
from typing import TYPE_CHECKING, Any

from unionclean.steps.pinyin.simulator import annotate, to_farm_script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
HAN = "\u4e00-\u9fff"
MARKS = "，；：？！（）"
HALFWIDTH = str.maketrans(MARKS, ",;:?!()")


# ---------------------------------------------------------------- script and annotations


def pseudo_traditional(text: str, _random: Random) -> str:
    """Map every character by itself to Traditional, as the farm software does."""
    return to_farm_script(text)


def farm(text: str, random: Random, **options: Any) -> str:
    """Publish the text as a content farm does; the options are those of `annotate`."""
    return annotate(text, seed=random.randrange(1000), **options)


# ---------------------------------------------------------------- marks, blanks and lines


def halfwidth(text: str, _random: Random, *, share: float = 1.0) -> str:
    """Make the marks beside Chinese halfwidth: all of them, or the commas of one line in n."""
    if share == 1.0:
        near = rf"(?<=[{HAN}”》、。…％])[{MARKS}]|[{MARKS}](?=[{HAN}“《])"
        return re.sub(near, lambda mark: mark[0].translate(HALFWIDTH), text)
    every = round(1 / share)
    lines = text.split("\n")
    for number in range(0, len(lines), every):
        lines[number] = re.sub(rf"(?<=[{HAN}])，(?=[{HAN}])", ",", lines[number])
    return "\n".join(lines)


def stray_blanks(text: str, random: Random, *, every: int = 40) -> str:
    """Put blanks inside Chinese sentences, and at the edges of some lines.

    Lines in which blanks part names are left alone: there nobody could tell the two apart. Two
    ideographic blanks never begin a line: that is how authors indent.
    """
    lines = []
    for line in text.split("\n"):
        if re.search(rf"[{HAN}][ \u3000]+[{HAN}]|\t", line) or not line:
            lines.append(line)
            continue
        gap = rf"(?<=[{HAN}])(?=[{HAN}])|(?<=[，。；：！？])(?=[{HAN}])"
        spaced = re.sub(gap, lambda _: stray_blank(random, every), line)
        before = random.choice(("", "", "", "", " ", "\u3000", "\u00a0"))
        after = random.choice(("", "", " ", "  "))
        lines.append(before + spaced + after)
    return "\n".join(lines)


def stray_blank(random: Random, every: int) -> str:
    """Return a blank of some kind once in ``every`` times, else nothing."""
    return random.choice((" ", " ", " ", "  ", "\u3000", "\u00a0")) if chance(random, every) else ""


def chance(random: Random, every: int) -> bool:
    """Say yes once in ``every`` times."""
    return random.randrange(every) == 0


def broken_lines(text: str, random: Random) -> str:
    """Break each long paragraph once, in the middle of a sentence."""
    lines = []
    for line in text.split("\n"):
        # Two Han characters on each side: never beside a mark, where a paragraph could end.
        gaps = [m.start() for m in re.finditer(rf"(?<=[{HAN}]{{2}})(?=[{HAN}]{{2}})", line)]
        gaps = [gap for gap in gaps if 40 <= gap <= len(line) - 12]
        if gaps:
            gap = random.choice(gaps)
            lines += [line[:gap], line[gap:]]
        else:
            lines.append(line)
    return "\n".join(lines)


def wrapped(text: str, _random: Random, *, columns: int = 72) -> str:
    """Wrap indented paragraphs at a fixed width, as old text files are; headings stay."""
    return "\n".join(
        row
        for line in text.split("\n")
        for row in (wrap(line, columns) if line.startswith("\u3000") else [line])
    )


def wrap(line: str, columns: int) -> list[str]:
    """Cut a line; closing marks hang at its end, and words and numbers stay whole."""
    rows, used = [""], 0
    for piece in re.findall(r"(?:[!-~]+|[^!-~])[，。；：？！、”’）》】]*", line):
        width = sum(1 if char < "\x80" else 2 for char in piece)
        if used + width > columns + 2 * len(piece.lstrip(piece.rstrip("，。；：？！、”’）》】"))):
            rows.append("")
            used = 0
        rows[-1] += piece
        used += width
    return rows


def crlf(text: str, _random: Random) -> str:
    """End lines as Windows does."""
    return text.replace("\n", "\r\n")


# ---------------------------------------------------------------- invisible and compatibility forms

KANGXI = str.maketrans(
    "一人入力口土大女子小山工己手文方日月木水火用生田白石立老耳自行言金長門",
    "⼀⼈⼊⼒⼝⼟⼤⼥⼦⼩⼭⼯⼰⼿⽂⽅⽇⽉⽊⽔⽕⽤⽣⽥⽩⽯⽴⽼⽿⾃⾏⾔⾦⾧⾨",
)
COMPATIBILITY = str.maketrans("不年六理度老", "\uf967\uf98e\uf9d1\uf9e4\ufa01\uf934")


def invisible(text: str, random: Random) -> str:
    """Scatter invisible characters, Kangxi radicals and compatibility ideographs."""
    shown = []
    for char in text:
        new = char
        if chance(random, 12):
            new = char.translate(KANGXI)
        elif chance(random, 12):
            new = char.translate(COMPATIBILITY)
        shown.append(new)
        if re.match(f"[{HAN}]", char) and chance(random, 50):
            shown.append(random.choice("\u200b\ufeff\u00ad\u2060"))
    return "\ufeff" + "".join(shown)


# ---------------------------------------------------------------- the frame of a page

SITE = "青石新闻网"
COUNTIES = (
    "桐乡市 舞钢市 靖安县 土默特左旗 房县 耒阳市 西充县 海晏县 昌宁县 凤冈县 石城县 滦平县 岚县 "
    "嘉鱼县 永嘉县 广宗县 贡嘎县 横峰 巧家县 体育 武陟县 连山 德清县 安远县 乐亭县 南丹县 镇赉县 "
    "永靖县 四川省 敦化市 铁岭县 瓮安县 沐川县 上饶市 宾阳县 三江 麻江县 江源区 奈曼旗 云浮市"
)
KEYWORDS = (
    "在线棋牌官网下载 彩票平台手机登录 真人娱乐网址大全 电玩城最新版本 老虎机免费试玩 "
    "百家乐注册送金 足球投注网站"
)


def navigation(text: str, _random: Random, *, site: str = SITE) -> str:
    """Put the site's name, the path to the page and a share bar above, with blank lines."""
    return (
        f"{site * 4}\n{site}>>新闻频道>>社会民生\n\n"
        f"【字号 大 中 小】 打印 收藏 纠错 分享到：微信 微博 QQ空间\n\n{text}"
    )


def breadcrumb(text: str, _random: Random, *, traditional: bool = False) -> str:
    """Put the path to the page above."""
    path = "当前位置：首页 > 新闻中心 > 综合新闻 > 正文\n"
    return (to_farm_script(path) if traditional else path) + text


def credit(text: str, _random: Random) -> str:
    """Put the editors' names, a search box and names of channels below."""
    return f"{text}\n(责编：沈雨、贺文)\n新闻检索：    \n\n要闻速览\n\n社区之声\n\n图说青石\n"


def neighbours(text: str, _random: Random, *, traditional: bool = False) -> str:
    """Put links to other pages and a share line below."""
    below = (
        "上一篇：我县召开冬季森林防火工作会议\n下一篇：没有了\n"
        "分享到： QQ空间 新浪微博 微信 人人网\n【打印本页】 【关闭窗口】\n"
    )
    return text + (to_farm_script(below) if traditional else below)


def counties(text: str, _random: Random) -> str:
    """Put the link farm's line of county names below."""
    return f"{text}\n" + " ".join(f"{name}|" for name in COUNTIES.split())


def keywords(text: str, _random: Random) -> str:
    """Put a line of keywords above and one below."""
    return f"{'_'.join(KEYWORDS.split())}\n{text}{'|'.join(reversed(KEYWORDS.split()))}\n"


def teaser(text: str, random: Random) -> str:
    """Put the beginning of the text above it, on one line that ends in an ellipsis."""
    running = text.replace("\n", "")
    return f" {running[: random.randint(90, 130)]}...\n{text}"


def trailing_blank(text: str, _random: Random) -> str:
    """Leave a blank behind the last line end."""
    return f"{text} "


# ---------------------------------------------------------------- wrong decodings and escapes


def sloppy_cp1252(raw: bytes) -> str:
    """Decode as browsers do: the five bytes that Windows-1252 lacks become C1 controls."""
    return "".join(
        char if (char := bytes((byte,)).decode("cp1252", "ignore")) else chr(byte) for byte in raw
    )


def misread(text: str, _random: Random, *, saved: str, read: str, times: int = 1) -> str:
    """Save in one charset and read in another; line by line, and only where nothing is lost."""
    for _ in range(times):
        text = "\n".join(misread_line(line, saved, read) for line in text.split("\n"))
    return text


def misread_line(line: str, saved: str, read: str) -> str:
    """Return the line misread, or as it is when bytes would be lost."""
    raw = line.encode(saved)
    if read == "cp1252":
        return sloppy_cp1252(raw)
    try:
        wrong = raw.decode(read)
    except UnicodeDecodeError:
        return line
    return wrong if wrong.encode(read) == raw else line


def entities(text: str, _random: Random) -> str:
    """Write everything that is not ASCII as decimal character references."""
    return re.sub(r"[^\x00-\x7f]", lambda char: f"&#{ord(char[0])};", text)


def unicode_escapes(text: str, _random: Random) -> str:
    r"""Write everything that is not ASCII as \uXXXX."""
    return re.sub(r"[^\x00-\x7f]", lambda char: f"\\u{ord(char[0]):04x}", text)


def percent_escapes(text: str, _random: Random) -> str:
    """Write the UTF-8 bytes of everything that is not ASCII as %XX, as in addresses."""
    return re.sub(
        r"[^\x00-\x7f]", lambda char: "".join(f"%{b:02X}" for b in char[0].encode()), text
    )


def quoted_printable(text: str, _random: Random) -> str:
    """Write the text as mail programs do: =XX, and lines cut by a last "="."""
    return encodestring(text.encode()).decode("ascii")


# ---------------------------------------------------------------- saving


def save(text: str, charset: str) -> bytes:
    """Return the bytes of the file; ``mixed`` saves every other line in GB18030."""
    if charset != "mixed":
        return text.encode(charset)
    lines = text.split("\n")
    return b"\n".join(
        line.encode("gb18030" if number % 2 else "utf-8") for number, line in enumerate(lines)
    )


KINDS: dict[str, Callable[..., str]] = {
    "breadcrumb": breadcrumb,
    "broken lines": broken_lines,
    "counties": counties,
    "credits": credit,
    "crlf": crlf,
    "entities": entities,
    "farm": farm,
    "halfwidth": halfwidth,
    "invisible": invisible,
    "keywords": keywords,
    "misread": misread,
    "navigation": navigation,
    "neighbours": neighbours,
    "percent escapes": percent_escapes,
    "pseudo-traditional": pseudo_traditional,
    "quoted-printable": quoted_printable,
    "stray blanks": stray_blanks,
    "teaser": teaser,
    "trailing blank": trailing_blank,
    "unicode escapes": unicode_escapes,
    "wrapped": wrapped,
}


def build(entry: dict[str, Any], folder: Path = FIXTURES) -> bytes:
    """Return the bytes of one damaged file of the manifest."""
    text = (folder / "clean" / f"{entry['clean']}.txt").read_text("utf-8")
    random = Random(f"{entry['clean']}.{entry['kind']}")
    for damage in entry["damage"]:
        options = {"kind": damage} if isinstance(damage, str) else dict(damage)
        text = KINDS[options.pop("kind")](text, random, **options)
    return save(text, entry.get("saved", "utf-8"))


def entries(folder: Path = FIXTURES) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name of each damaged file with its entry of the manifest."""
    manifest = tomllib.loads((folder / "fixtures.toml").read_text("utf-8"))
    for entry in manifest["damaged"]:
        yield f"{entry['clean']}.{entry['kind']}.txt", entry


def main() -> None:
    """Write the damaged files, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    target = FIXTURES / "damaged"
    wanted = {name: build(entry) for name, entry in entries()}
    present = {path.name: path.read_bytes() for path in target.glob("*.txt")}
    if check:
        differ = sorted(n for n in wanted | present if wanted.get(n) != present.get(n))
        sys.exit("\n".join([f"{len(differ)} files differ:", *differ]) if differ else 0)
    target.mkdir(exist_ok=True)
    for name in present.keys() - wanted.keys():
        (target / name).unlink()
    for name, raw in wanted.items():
        (target / name).write_bytes(raw)
    print(f"{len(wanted)} files written to {target}")


if __name__ == "__main__":
    main()
