"""What a user may set about the repair of one text, checked when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from unionclean.errors import UsageError, did_you_mean

Target = Literal["auto", "keep", "s", "t", "tw", "hk"]

TARGETS: tuple[str, ...] = get_args(Target)

CONVERSIONS = (
    *("s2t", "s2tw", "s2twp", "s2hk", "s2hkp", "t2s", "t2tw", "t2hk", "t2jp"),
    *("tw2s", "tw2sp", "tw2t", "hk2s", "hk2sp", "hk2t", "jp2t"),
)
"""OpenCC's configurations: from script, to script, `p` where vocabulary is converted too."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of a repair; the defaults are what most people want.

    Attributes:
        only: names of the steps to run; ``None`` means all.
        skip: names of steps to leave out.
        safe: leave out the lossy steps, which remove content a reader might want.
        to: script of the result. ``auto`` undoes pseudo-Traditional only, ``keep`` converts
            nothing, ``s`` ``t`` ``tw`` ``hk`` convert to that script.
        to_config: convert with this configuration of OpenCC (``s2twp``) instead of ``to``.
        encoding: decode input bytes with this codec instead of detecting it.
        dictionary: file of words of your own and what they become, for all conversions of script.
        strict: apply no guess; a document that would need one is reported as failed.
        jsonl: of JSON, repair only these fields, of CSV and TSV these columns; ``None`` means all.
        learn: look first at all fields of JSON or CSV, and at all files of a folder: the lines that
            they repeat are boilerplate.
        drop_metadata: also remove the lines that name author, source and date.

    Raises:
        UsageError: an unknown step name or value, with the nearest known one.

    """

    only: tuple[str, ...] | None = None
    skip: tuple[str, ...] = ()
    safe: bool = False
    to: Target = "auto"
    encoding: str | None = None
    strict: bool = False
    to_config: str | None = None
    dictionary: str | None = None
    drop_metadata: bool = False
    jsonl: tuple[str, ...] | None = None
    learn: bool = True

    def __post_init__(self) -> None:
        from unionclean.steps import STEP_NAMES  # the registry itself imports nothing heavy

        for key in ("only", "skip", "jsonl"):  # a list would let the settings change
            names = getattr(self, key)
            if names is not None:
                names = (names,) if isinstance(names, str) else tuple(names)
                object.__setattr__(self, key, names)
        for name in (*(self.only or ()), *self.skip):
            if name not in STEP_NAMES:
                raise UsageError(f"There is no step '{name}'.{did_you_mean(name, STEP_NAMES)}")
        if self.to not in TARGETS:
            raise UsageError(f"'{self.to}' is not a target script.{did_you_mean(self.to, TARGETS)}")
        if self.to_config is not None and self.to_config not in CONVERSIONS:
            raise UsageError(
                f"'{self.to_config}' is not a conversion."
                f"{did_you_mean(self.to_config, CONVERSIONS)}"
            )
        if self.encoding is not None:
            from unionclean.labels import codec_name, unknown_encoding

            if codec_name(self.encoding) is None:
                raise UsageError(unknown_encoding(self.encoding))

    @property
    def converts(self) -> bool:
        """Whether a conversion of script was asked for."""
        return self.to_config is not None or self.to not in ("auto", "keep")

    def runs(self, name: str, *, lossy: bool = False) -> bool:
        """Tell whether the step ``name`` is to run under these settings."""
        chosen = self.only is None or name in self.only
        return chosen and name not in self.skip and not (lossy and self.safe)
