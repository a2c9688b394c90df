"""Lines that a folder repeats: the frames of sites that no rule knows.

First pass: `edge_lines` of every document goes to a `LineCounter`, in the order of the file names.
Second pass: `LineCounter.learned` gives the `LearnedLines` that `find_boilerplate` looks up.

Repetition alone proves nothing: 同志们：opens every speech, 个人简历 every résumé, an office signs
all its notices, and mirrors hold one article many times. So a line counts once for every different
article, and it is learned only when it touches a frame line that a rule knows (or another learned
line), or when it names a site.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from typing import NamedTuple

from unionclean.chars import HAN, regex
from unionclean.code_lines import has_code
from unionclean.errors import UsageError
from unionclean.steps.boilerplate.fold import fold

# So many lines at each end are counted; frames that reach further in are known to the rules.
EDGE = 10
# A menu entry or a site's slogan is shorter than this; longer lines are sentences.
LONGEST = 40
# Five different articles with one line: two or three may quote the same thing.
MIN_ARTICLES = 5
# One site in a folder of a hundred sites still makes 1 % of its documents.
MIN_SHARE = 0.01
# Keys kept in memory, about 300 bytes each. Beyond it the rarest are forgotten (lossy counting):
# a line on 1 % of the documents is never among them.
MAX_KEYS = 50_000
MAX_FILES = 20

LEARNED = "learned: "
"""How the reasons of edits begin that remove such lines."""


class EdgeLine(NamedTuple):
    """One line at an end of a document: its key, and the key of the line it leans on."""

    key: str
    beside: str
    touches_frame: bool


class EdgeLines(NamedTuple):
    """What one document contributes: a checksum of its article, and its outer lines."""

    article: int
    lines: tuple[EdgeLine, ...]


def line_key(text: str) -> str:
    """Return what two copies of a frame line have in common: no blanks, one script and width."""
    return regex(r"[ \t\u3000\u00a0]+").sub("", fold(text))


def edge_lines(text: str) -> EdgeLines:
    """Return the outer lines of a document that may belong to its site.

    ``text`` is the document as `find_boilerplate` sees it, after the steps before it; the decoded
    original serves where these change little.
    """
    from unionclean.edits import Edit
    from unionclean.steps.boilerplate.layout import read_edges
    from unionclean.steps.boilerplate.page import find_frame

    lines = read_edges(text)
    gone = {item.start: item.reason for item in find_frame(text) if isinstance(item, Edit)}
    kept = [
        index
        for index, line in enumerate(lines)
        if line.start not in gone or gone[line.start].startswith(_BY_PLACE)
    ]
    prose = [index for index in kept if lines[index].is_prose and lines[index].start not in gone]
    if not prose:
        return EdgeLines(0, ())
    article = max((lines[index].text for index in prose), key=len)
    found = []
    for index in (*kept[:EDGE], *kept[-EDGE:]):
        key = line_key(lines[index].text[: 2 * LONGEST])
        if prose[0] <= index <= prose[-1] or not _may_be_frame(key):
            continue
        if _is_syntax(lines[index].text):
            continue
        # A title stands under the breadcrumb and above the buttons, the author's last line above
        # the credit. So only what is above a menu, or below any frame line of the tail, touches.
        other = index + 1 if index < prose[0] else index - 1
        inside = 0 <= other < len(lines)
        beside = line_key(lines[other].text[: 2 * LONGEST]) if inside else ""
        reason = gone.get(lines[other].start, "") if inside else ""
        touches = lines[index].start in gone or (
            bool(reason) and (index > prose[-1] or reason.startswith(_MENUS))
        )
        found.append(EdgeLine(key, beside, touches))
    return EdgeLines(zlib.crc32(article.encode("utf-8", "replace")), tuple(found))


# Reasons that come from the place of a line: on another page the same line may stand alone.
_BY_PLACE = ("name of the site", "behind the page's foot", "channel name", "menu entry")
_MENUS = ("menu", "breadcrumb", "site name", "search box")


def _may_be_frame(key: str) -> bool:
    """Tell whether a line can belong to a site: no sentence, no heading, no signature."""
    if not 2 <= len(key) <= LONGEST or regex(rf"[{HAN}A-Za-z]").search(key) is None:
        return False
    return regex(_AUTHORS).search(key) is None


# Tags of HTML that open or close what stands on other lines.
_TAGS = rf"\s*(?:</?[A-Za-z!?][^<>]*>\s*)+[^<>{HAN}]{{0,8}}\Z"


def _is_syntax(line: str) -> bool:
    """Tell whether all files of one format have ``line``: their other lines need it."""
    return regex(_TAGS).match(line) is not None or has_code(line)


# Lines that authors and offices repeat: salutations and labels (they end in a colon), numbered
# and usual headings, those of Markdown, signatures, dates, bylines, places to fill in.
_AUTHORS = (
    r"__|^#{1,6}[^#]+$|"
    r"[:。!?;,、]$|^[(\[]?[一二三四五六七八九十0-9]{1,3}[)\].、]|^第[一二三四五六七八九十百0-9]+[章节条部回]"
    r"|^(?:附件|附录|附表|附图|目录|摘要|前言|引言|序言|绪论|概述|背景|结语|结论|小结|后记|致谢|总结|参考文献|注释|说明"
    r"|正文|题记|谢谢|各位|同志|尊敬|女士|公告|通知|通告|公示|决定|报告|通报|会议纪要|工作总结|作者|来源|记者|摄影|完$)"
    r"|^[(\[【](?:本报|本刊|本台|本网|实习|特约)?(?:记者|通讯员|摄影|供稿|撰稿|文/|图/|文字|图片)"
    r"|(?:委员会|办公室|工会|党委|协会|学会|学校|学院|大学|公司|集团|政府|[局厅部处科委院社])$"
    r"|[12][0-9]{3}年|[0-9]{1,2}月[0-9]{1,2}日|[〇零一二三四五六七八九]{4}年"
)

_SITE = (
    r"(?:网|网站|在线|论坛|社区|频道|门户|博客|贴吧|首页|热线|客户端|公众号)$|www\.|https?:|\.(?:com|cn|net|org)"
    r"|[|>_]|欢迎(?:光临|访问|来到|登录)|\u00a9"
)


def _calls(key: str) -> bool:
    """Tell whether a line calls the reader to do something with the page (扫码入群)."""
    from unionclean.steps.boilerplate.page_words import SPOKEN, words_in

    words = words_in(key) if len(key) <= 12 else ()
    # 收藏这一天 may close every page of a diary.
    return not SPOKEN.isdisjoint(words) and sum(map(len, words)) * 2 >= len(key)


@dataclass(slots=True)
class _Tally:
    """What is known of one key."""

    articles: set[int] = field(default_factory=set)
    documents: int = 0
    touching: int = 0
    beside: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


class LineCounter:
    """Counts the outer lines of a folder's documents in bounded memory."""

    def __init__(self) -> None:
        self.documents = 0
        self._tallies: dict[str, _Tally] = {}
        self._floor = 0

    def add(self, name: str, edges: EdgeLines) -> None:
        """Count one document; the result depends on the order of the calls, so sort the names."""
        self.documents += 1
        for line in {line.key: line for line in edges.lines}.values():
            tally = self._tallies.setdefault(line.key, _Tally())
            tally.documents += 1
            tally.touching += line.touches_frame
            # Beyond 64 articles the exact number decides nothing any more.
            if len(tally.articles) < 64:
                tally.articles.add(edges.article)
            if line.beside in tally.beside or len(tally.beside) < 8:
                tally.beside[line.beside] = tally.beside.get(line.beside, 0) + 1
            if len(tally.files) < MAX_FILES:
                tally.files.append(name)
        while len(self._tallies) > MAX_KEYS:
            self._floor += 1
            self._tallies = {
                key: tally for key, tally in self._tallies.items() if tally.documents > self._floor
            }

    def learned(self) -> LearnedLines:
        """Return the lines that many different articles carry and that belong to a frame."""
        enough = max(MIN_ARTICLES, MIN_SHARE * self.documents)
        often = {
            key: tally
            for key, tally in self._tallies.items()
            if len(tally.articles) >= MIN_ARTICLES and tally.documents >= enough
        }
        accepted = {
            key
            for key, tally in often.items()
            if tally.touching * 2 >= tally.documents or regex(_SITE).search(key) or _calls(key)
        }
        while True:
            more = {
                key
                for key, tally in often.items()
                if key not in accepted
                and any(
                    other in accepted and count * 2 >= tally.documents
                    for other, count in tally.beside.items()
                )
            }
            if not more:
                break
            accepted |= more
        return LearnedLines(
            self.documents,
            {
                key: LearnedLine(often[key].documents, tuple(often[key].files))
                for key in sorted(accepted, key=lambda key: (-often[key].documents, key))
            },
        )


class LearnedLine(NamedTuple):
    """On how many documents a line stands, and the first of them."""

    documents: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnedLines:
    """The frame lines of a folder by their `line_key`; small, picklable, saved as JSON."""

    documents: int = 0
    lines: dict[str, LearnedLine] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def find(self, text: str) -> LearnedLine | None:
        """Return what is known of a line, or ``None``."""
        return self.lines.get(line_key(text)) if len(text) <= 2 * LONGEST else None

    def dumps(self) -> str:
        """Return the lines as JSON that people can read and edit."""
        rows = [
            {"line": key, "documents": line.documents, "files": line.files}
            for key, line in self.lines.items()
        ]
        content = {"documents": self.documents, "lines": rows}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def loads(cls, content: str) -> LearnedLines:
        """Return the lines that `dumps` wrote.

        Raises:
            UsageError: the content is something else.

        """
        try:
            rows = json.loads(content)
            lines = {
                line_key(row["line"]): LearnedLine(
                    int(row["documents"]), tuple(row.get("files", ()))
                )
                for row in rows["lines"]
            }
            return cls(int(rows["documents"]), lines)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"This is not a list of learned lines ({error}).") from None
