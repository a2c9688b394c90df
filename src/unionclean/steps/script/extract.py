"""What of a text tells how it was converted: its Traditional part, no more than is needed."""

from __future__ import annotations

from unionclean.chars import HAN, regex
from unionclean.steps.script.alphabets import is_simplified, leans

# The senses are weighed in at most this many characters: the ratio of a converted document grows
# by about 20 for each 1,000 characters, so more of them cannot change the verdict.
SAMPLE = 20_000

_SURNAMES = "于余范岳郁沈谷胡姜游曲朱仇丑种卜云周涂"  # that a converted text seems to keep
_DIRECTION = r"[（(][^（）()\n]{0,12}[云丑][^（）()\n]{0,8}[）)]"


# Characters that write foreign names by their sound: 克里米亞, 布達佩斯. Converters leave 里 布 干
# in them as every author does, so a list of such names would look converted.
_BY_SOUND = (
    "阿艾巴貝比波博布查達德迪蒂丁杜多厄恩爾法菲弗夫甘戈格哈赫亨霍基吉加卡凱柯克肯庫拉萊勒雷里利琳"
    "盧魯倫羅洛馬瑪邁麥曼蒙米莫姆穆納奈尼紐諾努歐奧帕潘佩皮普奇喬薩塞瑟森沙什斯蘇索塔泰坦特提廷"
    "圖托瓦韋維沃烏西希亞婭伊約扎茲玆祖杰傑干占頓"
)
_NAME_BY_SOUND = f"[{_BY_SOUND}]{{3,}}|(?<![{HAN}])[{_BY_SOUND}]{{2,}}(?=[{HAN}]?(?![{HAN}]))"


def traditional_lines(text: str) -> list[str]:
    """Return the lines that hold more Traditional-only than Simplified-only characters."""
    return [line for line in text.split("\n") if leans(line) > 0]


def sample(text: str) -> str:
    """Return ``text``, or its beginning, middle and end where it is long."""
    if len(text) <= SAMPLE:
        return text
    third = SAMPLE // 3
    middle = (len(text) - third) // 2
    return "\n".join((text[:third], text[middle : middle + third], text[-third:]))


def without_simplified(text: str) -> str:
    """Return ``text`` without its Simplified clauses, whose 里 and 后 were not kept by a table."""
    return regex(f"[{HAN}]+").sub(
        lambda clause: "" if is_simplified(clause[0]) else clause[0], text
    )


def without_strangers(text: str) -> str:
    """Return a sample of ``text`` without what tells nothing of how the rest was converted.

    Lines without a Traditional character before or behind all others may be another author's
    (苹果, 后接), characters by themselves are in no word (子 丑 寅 卯), nor are those of names
    (范咸、余美玲、) and of those written by sound (克里米亞), and directions of old plays have 云
    in its own sense: （丑云）.
    """
    lines = text.split("\n")
    own = [number for number, line in enumerate(lines) if leans(line) > 0]
    inner = "\n".join(lines[own[0] : own[-1] + 1]) if own else text
    alone = f"(?<![{HAN}])(?:[{HAN}]|[{_SURNAMES}][{HAN}]{{1,2}})(?![{HAN}])"
    return sample(regex(rf"{_DIRECTION}|{alone}|{_NAME_BY_SOUND}").sub("", inner))
