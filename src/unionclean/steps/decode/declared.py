"""What a file says about its own encoding: a hint, because such labels are often wrong."""

from __future__ import annotations

import re

from unionclean.steps.decode.charsets import codec_name

# HTML and mail (charset=...), XML (encoding="..."), CSS (@charset "..."), editors (coding:)
_LABEL = rb"(?:charset|encoding|coding)\s*[=: ]\s*[\"']?([A-Za-z][\w.:-]{2,30})"
_WHERE = 4096  # browsers look at the first 1,024 bytes; long headers exist


def declared_encoding(raw: bytes) -> str | None:
    """Return the codec that the beginning of ``raw`` names, if it names one that is known.

    >>> declared_encoding(b'<meta charset="GB2312">')
    'gb18030'
    """
    head = raw[:_WHERE]
    if b"charset" not in head and b"coding" not in head:
        return None
    for label in re.findall(_LABEL, head):
        name = codec_name(label.decode("ascii"))
        # UTF-16 cannot be declared in ASCII letters; a label that says so is wrong.
        if name is not None and not name.startswith(("utf-16", "utf-32")):
            return name
    return None
