"""unionclean restores damaged Chinese text: the text its authors wrote, as clean UTF-8.

>>> import unionclean
>>> unionclean.fix_text("工 会 工 作")
'工会工作'

Importing this package is cheap: detectors, dictionaries and tables load when first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unionclean.config import Config
    from unionclean.detection import Detection
    from unionclean.result import Finding, Result

__version__ = "0.1.0"

__all__ = [
    "Config",
    "Detection",
    "Finding",
    "Result",
    "__version__",
    "check_text",
    "convert",
    "detect",
    "explain_text",
    "fix_bytes",
    "fix_text",
]

_HOMES = {
    "Config": "unionclean.config",
    "Detection": "unionclean.detection",
    "Finding": "unionclean.result",
    "Result": "unionclean.result",
}


def __getattr__(name: str) -> object:
    """Load the public classes when they are first used (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'unionclean' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Name the public classes too, so that interactive shells offer them."""
    return sorted({*globals(), *_HOMES})


def fix_text(text: str, config: Config | None = None) -> str:
    """Return ``text`` repaired.

    >>> fix_text("加强職工隊伍建设,做好服務工作", Config(to="s"))
    '加强职工队伍建设，做好服务工作'
    """
    return explain_text(text, config).text


def fix_bytes(raw: bytes | bytearray | memoryview, config: Config | None = None) -> Result:
    """Decode ``raw`` and return the repaired text with the account of every change.

    >>> result = fix_bytes("各级工会组织认真学习，积极参加培训。".encode("gb18030"))
    >>> result.encoding, result.text
    ('gb18030', '各级工会组织认真学习，积极参加培训。')
    """
    from unionclean.pipeline import repair_bytes

    return repair_bytes(_as_bytes(raw), _as_config(config))


def explain_text(text: str, config: Config | None = None) -> Result:
    """Return the repaired text with every edit, its place and its reason.

    >>> result = explain_text("各级工会,认真学习")
    >>> [(c.line, c.column, c.before, c.after) for c in result.changes]
    [(1, 5, ',', '，')]
    """
    from unionclean.pipeline import repair_text

    return repair_text(_as_text(text), _as_config(config))


def check_text(text: str, config: Config | None = None) -> list[Finding]:
    """Return all damage found in ``text``: what `fix_text` repairs, and what it leaves alone.

    >>> check_text("没有损坏的文字。")
    []
    """
    result = explain_text(text, config)
    return sorted((*result.changes, *result.findings), key=lambda finding: finding.start)


def detect(raw: bytes | bytearray | memoryview) -> Detection:
    """Return encoding, script and kinds of damage of ``raw``; nothing is changed.

    >>> detect("開會的時候，請把手機關掉。".encode("big5")).encoding
    'big5hkscs'
    """
    from unionclean.detection import detect as detect_bytes

    return detect_bytes(_as_bytes(raw))


def convert(
    text: str,
    config: str = "t2s",
    policy: str = "best",
    words: Mapping[str, str] | None = None,
) -> str:
    """Convert ``text`` between Chinese scripts with OpenCC's configuration ``config``.

    ``policy`` says how words are cut: ``best``, ``opencc`` or ``reimplemented``. ``words`` are
    words of your own and what they become; they come before all others.

    >>> convert("隨著時間過去", "tw2s")
    '随着时间过去'
    >>> convert("程式碼", "tw2s", words={"程式碼": "源代码"})
    '源代码'
    """
    from unionclean.steps.script import convert as convert_script

    return convert_script(_as_text(text), config, policy, words)


def _as_text(text: str) -> str:
    if isinstance(text, str):
        return text
    hint = "; fix_bytes decodes bytes" if isinstance(text, bytes | bytearray) else ""
    raise TypeError(f"a text is a str, not {type(text).__name__}{hint}")


def _as_bytes(raw: bytes | bytearray | memoryview) -> bytes:
    if isinstance(raw, bytes | bytearray | memoryview):
        return bytes(raw)
    hint = "; fix_text takes a str" if isinstance(raw, str) else ""
    raise TypeError(f"bytes are needed, not {type(raw).__name__}{hint}")


def _as_config(config: Config | None) -> Config:
    from unionclean.config import Config as Settings

    if config is None:
        return Settings()
    if isinstance(config, Settings):
        return config
    raise TypeError(f"settings are a Config, not {type(config).__name__}: Config(safe=True)")
