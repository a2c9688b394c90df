"""EUC-TW: the planes of CNS 11643 as bytes, used on Unix machines in Taiwan before UTF-8.

Python has no such codec. Planes 1 and 2 hold the characters of Big5 in nearly the same order, so
the few dozen runs in which both orders agree are the whole table. Planes 3 and up hold characters
that Big5 lacks; they are left as unread bytes.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import Final

from unionclean.steps.decode.decoded import BadBytes

SS2: Final = 0x8E
"""Begins a character of four bytes; the second one names its plane."""

# first place in the plane : first place in Big5 : length; a place is row * 94 + column in a plane
# and row * 157 + column in Big5. Found by comparing both orders through the characters (the names
# of the characters are in the standards CNS 11643-1986 and Big5-1984).
_PLANE_1: Final = (
    "0:0:21 21:23:2 24:22:1 29:29:44 73:74:1 74:73:1 75:75:52 127:128:1 128:127:1 129:129:19 "
    "148:149:1 149:148:1 150:150:4 155:21:1 156:156:78 282:234:29 312:264:1 314:266:142 "
    "3290:471:17 3307:263:1 3308:489:86 3394:265:1 3395:576:1307 4702:1884:424 5126:1883:1 "
    "5127:2308:1876 7003:4571:1 7004:4184:387 7391:4572:525 7916:5286:1 7917:5097:189 "
    "8106:5287:84 8190:5517:1 8191:5371:54 8245:5426:1 8246:5425:1 8247:5427:90 8337:5518:354 "
)
_PLANE_2: Final = (
    "0:6280:10 10:6291:33 43:6372:1 44:6324:48 92:6373:46 138:6586:1 139:6419:167 "
    "306:6587:1840 2146:9074:1 2147:8428:108 2255:8537:537 2792:8427:1 2793:9075:100 "
    "2893:8536:1 2894:9175:399 3293:9575:1637 4930:11761:1 4931:11212:146 5077:11899:1 "
    "5078:11358:287 5365:12508:1 5366:11645:116 5482:11762:137 5619:11900:104 5723:12425:1 "
    "5724:12004:222 5946:12227:198 6144:12426:82 6226:12509:86 6312:12226:1 6313:12595:8 "
    "6321:12604:153 6474:12758:56 6530:13114:1 6531:12814:113 6644:12603:1 6645:12927:142 "
    "6787:12757:1 6788:13069:45 6833:13115:71 6904:13380:1 6905:13186:194 7099:13381:490 "
    "7589:13914:1 7590:13871:43 7633:13915:1 7634:13917:11 7645:13916:1 7646:13928:4 "
)
# Of plane 1, what Big5 has elsewhere or not at all.
_MORE: Final = "154‖470①471②472③473④474⑤475⑥476⑦477⑧478⑨479⑩"


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    """Return place -> character for planes 1 and 2."""
    planes: list[dict[int, str]] = []
    for runs in (_PLANE_1, _PLANE_2):
        plane: dict[int, str] = {}
        for run in runs.split():
            first, big5, length = map(int, run.split(":"))
            for step in range(length):
                char = _big5(big5 + step)
                if char:
                    plane[first + step] = char
        planes.append(plane)
    digits = ""
    for char in _MORE:
        if char.isascii():
            digits += char
        else:
            planes[0][int(digits)] = char
            digits = ""
    return planes[0], planes[1]


def _big5(place: int) -> str:
    row, column = divmod(place, 157)
    low = column + (0x40 if column < 63 else 0x62)
    return bytes((0xA1 + row, low)).decode("cp950", "ignore")


@cache
def _inverse() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for number, plane in enumerate(_tables()):
        for place, char in plane.items():
            row, column = divmod(place, 94)
            pair = bytes((0xA1 + row, 0xA1 + column))
            found.setdefault(char, b"\x8e\xa2" + pair if number else pair)
    return found


def read_euc_tw(raw: bytes) -> tuple[str, tuple[BadBytes, ...]]:
    """Return the text of ``raw`` and the bytes that could not be read."""
    if (fast := _read_clean(raw)) is not None:
        return fast, ()
    planes = _tables()
    pieces: list[str] = []
    runs: list[list[int]] = []  # first bad byte, end, place in the text
    at = 0
    size = len(raw)
    while at < size:
        lead = raw[at]
        if lead < 0x80:
            pieces.append(chr(lead))
            at += 1
            continue
        char, width = "", 1
        if lead == SS2 and raw[at + 1 : at + 2] in {b"\xa1", b"\xa2"}:
            char = planes[raw[at + 1] - 0xA1].get(_place(raw[at + 2 : at + 4]), "")
            width = 4
        elif lead >= 0xA1:
            char = planes[0].get(_place(raw[at : at + 2]), "")
            width = 2
        if char:
            pieces.append(char)
            at += width
            continue
        if runs and runs[-1][2] == len(pieces) - 1:  # nothing was read since
            runs[-1][1] = at + 1
        else:
            runs.append([at, at + 1, len(pieces)])
            pieces.append("\ufffd")
        at += 1
    return "".join(pieces), tuple(BadBytes(start, raw[start:end], to) for start, end, to in runs)


def _read_clean(raw: bytes) -> str | None:
    """Return the text of ``raw``; ``None`` if some byte cannot be read."""
    pieces = []
    done = 0
    for run in re.compile(_RUNS).finditer(raw):
        if run.start() != done:
            return None
        done = run.end()
        if run[1]:
            pieces.append(run[1].decode("ascii"))
            continue
        two, four = _units()
        try:
            if run[2]:
                pieces.append("".join(map(two.__getitem__, memoryview(run[2]).cast("H"))))
            else:
                pieces.append("".join(map(four.__getitem__, memoryview(run[3]).cast("I"))))
        except KeyError:
            return None
    return "".join(pieces) if done == len(raw) else None


_RUNS: Final = rb"([\x00-\x7f]+)|((?:[\xa1-\xfe]{2})+)|((?:\x8e[\xa1\xa2][\xa1-\xfe]{2})+)"


@cache
def _units() -> tuple[dict[int, str], dict[int, str]]:
    """Return the characters by their bytes as one number, in the byte order of this machine."""
    two: dict[int, str] = {}
    four: dict[int, str] = {}
    for plane, table in enumerate(_tables(), 0xA1):
        for place, char in table.items():
            row, column = divmod(place, 94)
            pair = bytes((0xA1 + row, 0xA1 + column))
            if plane == 0xA1:
                two[int.from_bytes(pair, sys.byteorder)] = char
            four[int.from_bytes(bytes((0x8E, plane)) + pair, sys.byteorder)] = char
    return two, four


def _place(pair: bytes) -> int:
    if len(pair) < 2 or min(pair) < 0xA1 or max(pair) > 0xFE:
        return -1
    return (pair[0] - 0xA1) * 94 + pair[1] - 0xA1


def write_euc_tw(text: str) -> bytes | None:
    """Return ``text`` as EUC-TW; ``None`` where planes 1 and 2 lack a character."""
    table = _inverse()
    try:
        return b"".join([char.encode() if char.isascii() else table[char] for char in text])
    except KeyError:
        return None
