"""Script: which one a document is in, and conversion between them."""

from __future__ import annotations

from unionclean.steps.script.conversion import convert
from unionclean.steps.script.step import find_script
from unionclean.steps.script.verdict import ScriptVerdict, measure_script

__all__ = ["ScriptVerdict", "convert", "find_script", "measure_script"]
