"""Which language words are in, and how questions are told in Chinese."""

from __future__ import annotations

from unionclean.chars import HAN, regex

_KANA = "\u3040-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # no ・, which Chinese borrows
_HANGUL = "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"
FOREIGN = f"[{_KANA}{_HANGUL}]"
"""Letters of Japanese and Korean."""

FOREIGN_SHARE = 0.2
"""Kana for each Han character. Japanese documents have more even when they are lists of terms
(the leanest of ja/*: see bench/results/layout.md); Chinese ones that teach Japanese are left.
"""

ASKS = r"[吗嗎呢么麼吧啊呀乎谁誰哪何否怎几幾嘛]|什么|甚麼|多少|是不是|有没有|有沒有|为啥"
"""A question says that it is one: particles and question words of both scripts.

Asked where the document shows that "?" also stands for lost characters.
"""

_GLOSS = r"\([^()\n]*\)|`[^`\n]*`|<[^<>\n]*>"  # or inline code, a tag
_FEWEST_WORDS = 2  # outside; one may be the name that a Chinese heading explains, APP (应用)


def is_chinese(around: str, *, foreign: bool) -> bool:
    """Tell whether the words ``around`` a place are Chinese; ``foreign`` ones may be among them."""
    if not foreign and not regex("[A-Za-z]").search(around):
        return regex(f"[{HAN}]").search(around) is not None
    han = len(regex(f"[{HAN}]").findall(around))
    if not han or len(regex("[A-Za-z]{2,}").findall(around)) > han:
        return False
    return not foreign or 2 * len(regex(FOREIGN).findall(around)) <= han


def only_glosses(line: str) -> bool:
    """Tell whether the Han of ``line`` gloss words in Latin: Beijing (北京), Shanghai (上海)."""
    if "(" not in line:
        return False
    bare = regex(_GLOSS).sub(" ", line)
    if regex(f"[{HAN}]").search(bare):
        return False
    return len(regex("[A-Za-z]{2,}").findall(bare)) >= _FEWEST_WORDS
