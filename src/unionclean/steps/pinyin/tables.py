"""Readings and forms of characters, and what is known about the tables of the farm software."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from unionclean.data import read_data

# The order in which generation A annotates: a page annotates the characters before its own level,
# always, and none of the others, never. Measured on 48 pages (139 characters, three
# contradictions in 2,785 pairs); neighbours may stand up to ten places wrong.
LADDER = (
    "創業質統區醫穩務應權貿養擔規術網優戰調環絡轉驅礎節聯鎮續標結鄉衛側訓農預執復紀細護態監冊錯語誰陽爲蟲"
    "擴補誠淨寫倉測據發內學關產數現經構導當設領習嚴團遠協風達獻責負強認濟準進機時識勢對計個項獨動驗實夢報會"
    "場點營長萬國頁無臺請簡運價費獎來績隊號爭揚競堅級評問庫說過開門聽沒見銷車類書"
)

# Characters of the ladder that people gloss, to say which of their readings is meant.
GLOSSED = frozenset("會長調數當應發強說車見識結計")

# Present in at least three pages of generation A and annotated in none of them.
NEVER = (
    "為與這體題間種確從織總傳們響變帶兩資臨義維稱圍單劃際記狀樣廣將參隨還辦該處線決條層許視給療斷幫別黨顯電離"
    "階針適讓讀議論課華編納眾獲況檢極員勞億"
)

# Generation B: what two pages annotate, which breaks the ladder of A, so the table is another
# one. Two of its readings carry a blank and some are those of the mainland (長 cháng).
TABLE_B = "優訪會業動務開創實產專發態萬網領問質協績長聽話門進時滿樹聯書關點"
READINGS_B = {"會": "huì ", "創": "chuàng ", "長": "cháng", "績": "jì"}


class Tables(NamedTuple):
    """The character table, read once per process.

    Attributes:
        readings: character -> its readings with tone marks, the first one of pypinyin first.
        simple: character -> Simplified form, for the characters that have another one.
        farm: Simplified character -> what the farm software writes for it, where it differs.

    """

    readings: dict[str, tuple[str, ...]]
    simple: dict[str, str]
    farm: dict[str, str]

    def fits(self, char: str, reading: str) -> bool:
        """Tell whether ``reading`` is one of ``char`` or of its Simplified form."""
        return reading in self.read(char)

    def read(self, char: str) -> tuple[str, ...]:
        """Return the readings of ``char``, and then those of its Simplified form."""
        return self.readings.get(char, ()) + self.readings.get(self.simple.get(char, ""), ())

    def first(self, char: str) -> str:
        """Return the reading that the farm injects after ``char``; ``""`` for an unknown one."""
        return self.readings.get(char, ("",))[0]


@cache
def load_tables() -> Tables:
    """Read the table; some milliseconds, paid only by documents that have annotations."""
    tables = Tables({}, {}, {})
    for row in read_data("pinyin.tsv").decode().splitlines():
        if row.startswith("#"):
            continue
        char, readings, simple, farm = (*row.split("\t"), "", "", "")[:4]
        tables.readings[char] = tuple(readings.split())
        if simple:
            tables.simple[char] = simple
        if farm:
            tables.farm[char] = farm
    return tables


@cache
def has_other_form(char: str) -> bool:
    """Tell whether ``char`` has a Simplified form, or is another one in the farm's script.

    >>> [has_other_form(char) for char in "學学著人"]
    [True, True, True, False]
    """
    tables = load_tables()
    return char in tables.simple or char in tables.farm or char in _written()


@cache
def stored_as(char: str) -> tuple[str, ...]:
    """Return what a conversion to Simplified may have made ``char`` of: also itself.

    What bytes out of step were shown as was no text of the farm, so any form may have stood there.

    >>> stored_as("只"), stored_as("槠"), stored_as("人")
    (('只', '隻'), ('櫧', '槠'), ('人',))
    """
    farm = load_tables().farm.get(char, char)
    return tuple(dict.fromkeys((farm, char, *_forms().get(char, ()))))


@cache
def _forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for char, simple in load_tables().simple.items():
        forms.setdefault(simple, []).append(char)
    return forms


@cache
def _written() -> frozenset[str]:
    return frozenset(load_tables().farm.values())


@cache
def toneless(reading: str) -> str:
    """Return ``reading`` without tone marks.

    >>> toneless("lǜ"), toneless("huì")
    ('lü', 'hui')
    """
    import unicodedata

    marks = unicodedata.normalize("NFD", reading)
    kept = "".join(c for c in marks if c == "\u0308" or not unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


@cache
def all_toneless() -> frozenset[str]:
    """Return the syllables of pinyin, without tone marks."""
    return frozenset(
        toneless(reading) for readings in load_tables().readings.values() for reading in readings
    )
