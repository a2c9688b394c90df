"""Script: which one a document is in, and conversion between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionclean.steps.script.gate import nothing_to_do

if TYPE_CHECKING:
    from unionclean.steps.base import Context, Found
    from unionclean.steps.script.conversion import convert
    from unionclean.steps.script.passages import Passage, paragraphs
    from unionclean.steps.script.verdict import ScriptVerdict, measure_script

__all__ = [
    "Passage",
    "ScriptVerdict",
    "convert",
    "find_script",
    "measure_script",
    "paragraphs",
]

_HOMES = {
    "ScriptVerdict": "unionclean.steps.script.verdict",
    "convert": "unionclean.steps.script.conversion",
    "Passage": "unionclean.steps.script.passages",
    "measure_script": "unionclean.steps.script.verdict",
    "paragraphs": "unionclean.steps.script.passages",
}


def __getattr__(name: str) -> object:
    """Load the rest of the public names when they are first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'unionclean.steps.script' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def find_script(text: str, context: Context) -> Found:
    """Undo a conversion to Traditional that went character by character, or convert on request.

    Content farms convert Simplified pages with a table: 后 里 干 stay where 後 裡 幹 belong. By
    default (``--to auto``) only such text is converted back; text that a Taiwan or Hong Kong
    author wrote stays. ``--to s`` (``t`` ``tw`` ``hk``) converts any text, with words and all.
    Variants of old prints inside words of today (躰系, 槼範), and both scripts inside one clause,
    are of no author either, where there are several.

    Damaged: 會議之后，干部們深入到村子里去，聯系群眾，發揮著作用。
    Fixed: 会议之后，干部们深入到村子里去，联系群众，发挥着作用。
    Damaged: 爲瞭完善琯理躰系，我們制定瞭新的槼範，結郃實際情況，蓡考瞭他人的經騐。
    Fixed: 为了完善管理体系，我们制定了新的规范，结合实际情况，参考了他人的经验。
    Kept: 後來他回到家裡，乾脆把麵條吃了，只剩下一隻碗。
    Kept: 会后，干部们回到村里，继续联系群众。
    """
    if nothing_to_do(context):
        return ()
    from unionclean.steps.script.step import convert_document

    return convert_document(text, context)
