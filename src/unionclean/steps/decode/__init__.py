"""Bytes to text: which encoding, and what could not be read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from unionclean.chars import holds
from unionclean.steps.decode.decoded import BYTEWISE, MIXED, BadBytes, Decoded, Piece, Variant
from unionclean.steps.decode.rebuild import encode_back
from unionclean.steps.decode.unicode_forms import (
    byte_order_mark,
    count_left_of_bytes,
    has_controls,
    may_be_wide_ascii,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.steps.decode.choose import Choice
    from unionclean.steps.decode.parts import Part

__all__ = [
    "FOLDER",
    "SURE",
    "UNSURE",
    "BadBytes",
    "Decoded",
    "Piece",
    "Variant",
    "decode",
    "encode_back",
]

SURE: Final = 0.88
"""Confidence from which a file speaks for its folder, and below which it asks the folder. Just
below what other languages than Chinese can reach (0.9): their files shall speak too."""

FOLDER: Final = "decided by the folder"
"""What `Decoded.why` says where the other files of the folder turned the scale."""

_SHORT: Final = 4096
_TINY: Final = 32
_HEAD: Final = 1024  # bytes in which UTF-16 of most languages has a blank or a line end
_FEW_PAIRS: Final = 8
"""The odds that n characters of GBK or Big5 are all valid UTF-8 are below 1 in 10 to the n."""

_LEFT: Final = (
    "The text looks like what is left of GBK that was read as UTF-8: of some {:,} characters two "
    "thirds of the bytes were destroyed before this file was written. Only the original file helps."
)

UNSURE: Final = 0.8
"""Confidence below which a person should look: one such answer in five or more is wrong."""


def decode(
    raw: bytes, encoding: str | None = None, prior: Mapping[str, float] | None = None
) -> Decoded:
    """Return ``raw`` as text. Never raises, and never loses a byte.

    A byte order mark settles the encoding. Without one, bytes that are valid UTF-8 are UTF-8.
    Anything else is read in every Chinese encoding (GB18030, which includes GBK and GB2312;
    Big5-HKSCS and Windows-950; HZ; ISO-2022-CN; EUC-TW; UTF-16 and UTF-32 without a mark), and the
    reading that is the best Chinese wins, by the language model in `unionclean.language`. When none
    is good Chinese, chardet proposes encodings of other languages. A charset declared inside the
    file, and the encodings of the folder's other files, are hints that break ties.

    A file may mix encodings: lines that read badly in the encoding of the document are decided one
    by one, and inside a line where the change is clear. Bytes that no reading explains, such as
    half a character where a text was cut, become U+FFFD and are kept beside the text, so the input
    can be rebuilt: see `encode_back`.

    Args:
        raw: the input.
        encoding: read ``raw`` in this encoding, whatever it looks like. GB2312 and GBK are read as
            GB18030, and Big5 as Big5-HKSCS: supersets that also read what is labelled a little
            wrong.
        prior: the encodings of neighbouring files with their number. It is asked where the input
            leaves the encoding open, as short ones do.

    >>> decode("学习贯彻精神".encode("gbk")).encoding
    'gb18030'
    >>> decode("會議紀錄".encode("big5")).text
    '會議紀錄'

    """
    if encoding is not None:
        return _decode_as(raw, encoding, prior)
    mark = byte_order_mark(raw)
    if mark is not None:
        return _decode_marked(raw, *mark)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_detected(raw, prior)
    if not _may_be_something_else(raw, text):
        why = "ASCII" if raw.isascii() else "valid UTF-8"
        count = count_left_of_bytes(raw)
        return Decoded(text, "utf-8", why=why, warnings=(_LEFT.format(count),) if count else ())
    return _decode_detected(raw, prior, valid="utf-8")


def _may_be_something_else(raw: bytes, text: str) -> bool:
    """Tell whether valid UTF-8 may have another meaning; cheap, since all good input passes here.

    HZ and ISO-2022 are ASCII bytes; UTF-16 shows control bytes; two or three Han in GBK or Big5 may
    be valid UTF-8 by chance, but then only as letters below U+0800.
    """
    if holds(raw, b"~{") or holds(raw, b"\x1b$"):
        return True
    if has_controls(raw):
        return True
    if len(raw) == len(text) and b"+" in raw:
        from unionclean.steps.decode.seven_bit import may_be_utf7

        if may_be_utf7(raw):
            return True
    if len(raw) > _SHORT:
        return False
    pairs = len(raw) - len(text)  # if all characters above ASCII have two bytes
    if pairs == 0:
        return may_be_wide_ascii(raw)
    if pairs <= _FEW_PAIRS and max(text) < "\u0800":
        return True
    # Private use in a few bytes of valid UTF-8 is more likely UTF-16 (EE 95 A2 5B: 闎 and 寢).
    return len(raw) <= _TINY and any("\ue000" <= char <= "\uf8ff" for char in text)


# What bulletin boards are written in.
_TWO_COLOURED: Final = frozenset(("gb18030", "big5hkscs", "cp950"))


def _decode_as(raw: bytes, encoding: str, prior: Mapping[str, float] | None) -> Decoded:
    from unionclean.labels import codec_name, unknown_encoding
    from unionclean.steps.decode.charsets import read
    from unionclean.steps.decode.colour import decode_joined

    name = codec_name(encoding)
    if name is None:
        found = decode(raw, prior=prior)
        warning = f"{unknown_encoding(encoding)} The input was read as {found.encoding}."
        return _replace(found, warnings=(warning, *found.warnings))
    if name in _TWO_COLOURED:
        whole = decode_joined(raw, partial(_decode_as, encoding=name, prior=prior))
        if whole:
            return whole
    mark = byte_order_mark(raw)
    bom = b""
    if name in {"utf-16", "utf-32"}:
        name = mark[1] if mark and mark[1].startswith(name) else f"{name}-le"
    if mark and mark[1] == name:
        bom = mark[0]
    if name.startswith("utf-16"):
        from unionclean.language import load
        from unionclean.steps.decode.wide import read_wide

        reading = read_wide(raw[len(bom) :], name, load())
    else:
        reading = read(raw[len(bom) :], name)
    bad = tuple(BadBytes(b.byte + len(bom), b.raw, b.at) for b in reading.bad)
    decoded = Decoded(reading.text, name, 1.0, "as asked", bom, bad, (), (), reading.variants)
    return _replace(decoded, warnings=_warnings(decoded))


def _decode_marked(raw: bytes, bom: bytes, encoding: str) -> Decoded:
    body = raw[len(bom) :]
    if encoding == "utf-8":
        try:
            return Decoded(body.decode("utf-8"), "utf-8", why="byte order mark", bom=bom)
        except UnicodeDecodeError:
            return _decode_detected(body, None, bom=bom, hint="utf-8")
    if encoding.startswith("utf-16") and (found := _decode_sections(body, None, bom)):
        return found
    if encoding.startswith("utf-16") and b"\0" not in body[:_HEAD] and len(body) >= _TINY:
        found = _decode_detected(body, None, bom=bom, hint=encoding)
        if found.encoding in BYTEWISE and found.confidence > MIXED:
            return found
    return _replace(_decode_as(raw, encoding, None), why="byte order mark")


def _decode_detected(
    raw: bytes,
    prior: Mapping[str, float] | None,
    bom: bytes = b"",
    hint: str | None = None,
    valid: str | None = None,
) -> Decoded:
    from unionclean.steps.decode.choose import choose
    from unionclean.steps.decode.colour import decode_joined
    from unionclean.steps.decode.ebcdic import decode_ebcdic
    from unionclean.steps.decode.lines import read_document

    if valid is None:
        whole = decode_joined(raw, lambda joined: _decode_detected(joined, prior, bom, hint))
        if whole:
            return whole
    if b"\0" in raw and (found := _decode_sections(raw, prior, bom)):
        return found
    if not bom and (found := decode_ebcdic(raw)):
        return found
    choice = choose(raw, None, hint, valid)
    if prior and choice.confidence < SURE:
        choice = _ask_folder(choice, choose(raw, prior, hint, valid), prior)
    if choice.encoding == valid:
        # Said with its confidence, but without a warning: nearly all such input is what it seems.
        _, told, by = choice.why.partition(f"; {FOLDER}")
        why = f"{'ASCII' if raw.isascii() else 'valid UTF-8'}{told}{by}"
        return Decoded(raw.decode(valid), valid, choice.confidence, why, bom)
    return _joined(read_document(raw, choice.encoding), choice, bom)


def _decode_sections(raw: bytes, prior: Mapping[str, float] | None, bom: bytes) -> Decoded | None:
    from unionclean.steps.decode.sections import read_sections

    found = read_sections(raw, prior)
    return _joined(*found, bom) if found else None


def _joined(parts: list[Part], choice: Choice, bom: bytes) -> Decoded:
    from unionclean.language import load
    from unionclean.steps.decode.candidates import quality
    from unionclean.steps.decode.charsets import Reading
    from unionclean.steps.decode.choose import POOR
    from unionclean.steps.decode.parts import join, main_encoding

    text, bad, variants = join(parts)
    bad = tuple(BadBytes(b.byte + len(bom), b.raw, b.at) for b in bad)
    pieces = _pieces(parts)
    confidence = choice.confidence
    if pieces and quality(Reading(text, bad), load()).mean >= POOR:
        confidence = max(confidence, MIXED)  # which of them is the main one does not matter
    main = main_encoding(parts)
    decoded = Decoded(text, main, confidence, choice.why, bom, bad, pieces, (), variants)
    return _replace(decoded, warnings=_warnings(decoded, choice.rival))


def _ask_folder(alone: Choice, asked: Choice, prior: Mapping[str, float]) -> Choice:
    """Return the choice ``asked`` with the folder in mind, and say so in its reason."""
    like, total = prior.get(asked.encoding, 0.0), sum(prior.values())
    if asked.encoding != alone.encoding:
        by = f"{FOLDER}: {like:,.0f} of {total:,.0f} other files are {asked.encoding}"
    else:
        by = f"like {like:,.0f} of the folder's {total:,.0f} other files"
    return asked._replace(why=f"{asked.why}; {by}")


def _pieces(parts: list[Part]) -> tuple[Piece, ...]:
    if len(parts) < 2:
        return ()
    pieces = []
    at = 0
    for part in parts:
        end = at + len(part.reading.text)
        pieces.append(Piece(at, end, part.encoding))
        at = end
    return tuple(pieces)


def _warnings(decoded: Decoded, rival: str = "") -> tuple[str, ...]:
    found = []
    if decoded.bad:
        count = sum(len(bad.raw) for bad in decoded.bad)
        first = decoded.bad[0]
        found.append(
            f"{count} byte{'s' * (count > 1)} could not be read as {decoded.encoding} and "
            f"stand{'s' * (count == 1)} as U+FFFD in {len(decoded.bad)} "
            f"place{'s' * (len(decoded.bad) > 1)}, the first at byte {first.byte}."
        )
    if decoded.pieces:
        names = sorted({piece.encoding for piece in decoded.pieces})
        found.append(f"The file mixes encodings: {', '.join(names)}.")
    if decoded.confidence < UNSURE:
        other = f" It may be {rival}." if rival else ""
        if FOLDER in decoded.why:
            other += " The other files of the folder decided."
        found.append(
            f"The encoding {decoded.encoding} is uncertain ({decoded.confidence:.0%}).{other}"
            " Give it with --encoding if you know it."
        )
    return tuple(found)


def _replace(decoded: Decoded, **changes: object) -> Decoded:
    from dataclasses import replace

    return replace(decoded, **changes)  # type: ignore[arg-type]  # checked where it is called
