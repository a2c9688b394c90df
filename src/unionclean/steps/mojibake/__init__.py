"""Text that was decoded wrongly before it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unionclean.edits import Edit, Note
    from unionclean.steps.base import Context


def find_mojibake(text: str, context: Context) -> Iterable[Edit | Note]:
    """Restore text that was decoded wrongly before it was saved.

    Somebody read bytes in the wrong encoding and saved what came out. Where the bytes can be told
    from the characters, the text is all there; where some were destroyed, the language model
    chooses the characters, and the edit is marked as a guess. A span is repaired only if the
    repaired text is far likelier than the text as it stands.

    Damaged: 宸ヤ細宸ヤ綔宸茬粡瀹屾垚
    Fixed:   工会工作已经完成
    Damaged: 他说：ÖÐ¹úÈËÃñ½â·Å¾ü，然后走了。
    Fixed:   他说：中国人民解放军，然后走了。
    Damaged: いゅチ瓁快眔秨みぃ
    Fixed:   中文民軍辦得開心不
    Kept: 他把“你好”存成了“浣犲ソ”，这就是乱码。
    Kept: ÄÖÜ äöü ①②③㈠Ⅰ℃ ××“百年红色工运”
    """
    # One import only: it is asked for each document, and there may be thousands of short ones.
    from unionclean.steps.mojibake.look import look

    return look(text, context)
