"""Decides per document what to convert, and converts line by line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from unionclean.edits import Edit, Note, diff_same_length
from unionclean.records import is_source
from unionclean.steps.base import Rewrite
from unionclean.steps.script.alphabets import (
    holds_traditional,
    is_foreign,
    leans,
    without_quotations,
)
from unionclean.steps.script.choice import choose_policy
from unionclean.steps.script.conversion import MECHANICAL, converter, policy_for
from unionclean.steps.script.extract import sample, traditional_lines
from unionclean.steps.script.gate import leads_to_simplified
from unionclean.steps.script.halves import is_half_converted, speaks_of_scripts
from unionclean.steps.script.overconverted import undo_table_words
from unionclean.steps.script.passages import genuine_lines
from unionclean.steps.script.user_words import read_words, with_words
from unionclean.steps.script.variants import holds_forms, is_disguised, undo_forms
from unionclean.steps.script.verdict import (
    ScriptVerdict,
    judge_script,
    judge_traditional,
    measure_script,
    weigh_traditional,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from unionclean.steps.base import Context, Found
    from unionclean.steps.script.engine import Converter

# What the pinyin step removes stands only in converted text, which outweighs the senses of a
# short text. A long text that chooses by meaning is genuine all the same: -8 is 3,000 to 1.
GENUINE_SCORE = -8.0

PSEUDO = "pseudo-Traditional"  # what the edits say that undo a mechanical conversion
DISGUISE = "rare forms of characters"

# Traditional lines of a mostly Simplified text are more often quotations than damage: 20,000 to 1.
CERTAIN_SCORE = 10.0


# Tables that write 傢 for 家 write 瞭 for every 了 (為瞭, 到瞭), which OpenCC's has in words only;
# farms write 陜西 with a look-alike of 陝, which it has not at all; and for each 么 many write 麽,
# which OpenCC's never does.
_RARE_FORMS = {
    "瞭": "了",
    "瞭望": "瞭望",
    "瞭哨": "瞭哨",
    "瞭哨所": "了哨所",
    "瞭哨子": "了哨子",
    "陜": "陕",
    "麽": "么",
    "幺麽": "幺麽",
}
_RARE_CHARS = "瞭陜麽"


class Orders(NamedTuple):
    """The conversions to carry out.

    Attributes:
        traditional: OpenCC configurations for Traditional lines, one after the other.
        simplified, others: the same for Simplified lines, and for those that could be either.
        reason: what the edits say.
        policy: the policy of all of them.
        genuine: lines to leave alone.
        disguised: whether the text holds so many rare forms that all of them are undone.

    """

    traditional: tuple[str, ...]
    simplified: tuple[str, ...]
    others: tuple[str, ...]
    reason: str
    policy: str = "best"
    genuine: frozenset[str] = frozenset()
    disguised: bool = False


def convert_document(text: str, context: Context) -> Found:
    """Decide by the whole document, and convert it line by line."""
    orders = _decide(text, context)
    unasked = context.config.to == "auto" and context.config.to_config is None
    if orders is None or (unasked and is_source(text)):
        return ()
    if isinstance(orders, Note):
        return (orders,)
    converted = _convert_lines(text, orders, context.config.dictionary)
    if converted == text:
        return ()
    return Rewrite(converted, lambda: _edits_between(text, converted, orders.reason))


def _decide(text: str, context: Context) -> Orders | Note | None:
    to, chosen = context.config.to, context.config.to_config
    to_simplified = leads_to_simplified(context)
    if to_simplified and not context.evidence.once(_may_hold_traditional):
        return None
    if not to_simplified and "script" in context.steps_done:
        return None  # converted in an earlier round: a second conversion would only do harm
    verdict = _measure(text, context)
    if to_simplified and chosen is None:
        sporadic = _find_sporadic(text, verdict)
        if sporadic is not None:
            return sporadic
    if to == "auto" and chosen is None:
        return _decide_auto(text, verdict, context)
    orders = _decide_target(to, verdict) if chosen is None else _obey(chosen, verdict)
    if orders is None or not is_disguised(without_quotations(text)):
        return orders
    return orders._replace(disguised=True)


def _may_hold_traditional(text: str) -> bool:
    return holds_traditional(text) or holds_forms(text)


def _obey(config: str, verdict: ScriptVerdict) -> Orders:
    """Return the orders for a configuration the user named; it never meets the wrong script."""
    source, _, target = config.partition("2")
    reason = f"converted with {config}"
    if source == "s":
        others = () if verdict.traditional > 0.5 else (config,)
        return Orders((), (config,), others, reason)
    if target in {"s", "sp"}:
        others = (config,) if verdict.traditional > 0.5 else ()
        return Orders((config,), (), others, reason)
    if source == "jp":  # the characters of Japan are in part those of Simplified text
        return Orders((config,), (config,), (config,), reason)
    return Orders((config,), (), () if verdict.script == "simplified" else (config,), reason)


def _measure(text: str, context: Context) -> ScriptVerdict:
    # The score and the region of genuine text are asked for only here.
    full = context.config.to != "auto" or context.config.to_config or _is_annotated(context)
    measure = measure_script if full else judge_script
    if text == context.evidence.text:
        return context.evidence.once(measure)
    return measure(text)


def _is_annotated(context: Context) -> bool:
    return "pinyin" in context.steps_done


def _decide_auto(text: str, verdict: ScriptVerdict, context: Context) -> Orders | Note | None:
    annotated = _is_annotated(context)
    if verdict.script in {"mixed", "simplified"}:
        if not verdict.traditional or (verdict.script == "simplified" and not annotated):
            return None
        return _decide_mixed(text, verdict, annotated=annotated)
    pseudo = verdict.script == "pseudo-traditional"
    if verdict.script.startswith("traditional") and annotated:
        pseudo = verdict.score > GENUINE_SCORE
    if not pseudo:
        return None
    lines = traditional_lines(text)
    return _undo(lines, ("t2s",), annotated=annotated, by_words=verdict.by_words)


def _find_sporadic(text: str, verdict: ScriptVerdict) -> Orders | None:
    """Return the orders for Simplified text of which software replaced some characters."""
    if verdict.traditional == 1.0 or is_foreign(text):
        return None
    own = without_quotations(text)
    disguised = is_disguised(own) and not speaks_of_scripts(own)
    if not disguised and not is_half_converted(text):
        return None
    policy = choose_policy(text.split("\n"))
    reason = DISGUISE if disguised else PSEUDO
    return Orders(("t2s",), ("t2s",), ("t2s",), reason, policy, disguised=disguised)


def _undo(lines: list[str], others: tuple[str, ...], *, annotated: bool, by_words: bool) -> Orders:
    """Return the orders to undo the conversion of ``lines``, but for genuine passages.

    A page with annotations was converted as a whole. Where the conversion heeded words, its own
    lines look genuine too, unless they hold 「」, which no table writes.
    """
    genuine = set() if annotated else genuine_lines(lines)
    if by_words and not any("「" in lines[number] for number in genuine):
        genuine = set()
    kept = frozenset(lines[number] for number in genuine)
    converted = [line for line in lines if line not in kept]
    policy = choose_policy(converted)
    disguised = is_disguised("\n".join(converted))
    simplified = ("t2s",) if disguised else ()
    return Orders(("t2s",), simplified, others, PSEUDO, policy, kept, disguised)


def _decide_mixed(text: str, verdict: ScriptVerdict, *, annotated: bool) -> Orders | Note | None:
    """Convert only the Traditional lines of a mostly Simplified text, and only if it is certain."""
    lines = traditional_lines(text)
    weigh = weigh_traditional if annotated else judge_traditional
    part = weigh(sample("\n".join(lines)))
    certain = part.script == "pseudo-traditional" and part.score > CERTAIN_SCORE
    if lines and (certain or (annotated and part.score > GENUINE_SCORE)):
        return _undo(lines, (), annotated=annotated, by_words=part.by_words)
    if verdict.script == "simplified" or not lines:
        return None
    start = text.index(lines[0])
    return Note(start, start + len(lines[0]), f"left as it is: {verdict.why}")


def _decide_target(to: str, verdict: ScriptVerdict) -> Orders | None:
    script = verdict.script
    if to == "s":
        if script == "unknown":
            return None
        config = {"traditional-tw": "tw2s", "traditional-hk": "hk2s"}.get(script, "t2s")
        others = () if script in {"simplified", "mixed"} else (config,)
        return Orders((config,), (), others, "to Simplified")
    forward = {"t": "s2t", "tw": "s2tw", "hk": "s2hk"}[to]
    if script == "pseudo-traditional":
        return Orders(("t2s", forward), (forward,), ("t2s", forward), "to Traditional")
    if script in {"simplified", "mixed"}:
        return Orders((), (forward,), (forward,), "to Traditional")
    if script in {"unknown", f"traditional-{to}"}:
        return None
    to_standard = {"traditional-tw": ("tw2t",), "traditional-hk": ("hk2t",)}.get(script, ())
    to_region = {"t": (), "tw": ("t2tw",), "hk": ("t2hk",)}[to]
    chain = (*to_standard, *to_region)
    return Orders(chain, (forward,), chain, "to Traditional")


def _convert_lines(text: str, orders: Orders, words: str | None) -> str:
    """Convert the lines of ``text`` as ``orders`` say; neighbouring lines of one kind together."""
    if orders.traditional == orders.simplified == orders.others and not orders.genuine:
        return _convert(text, orders.traditional, orders, words)
    pieces: list[str] = []
    block: list[str] = []
    current = orders.others
    for line in text.splitlines(keepends=True):
        own = {0: orders.others, 1: orders.traditional, -1: orders.simplified}[leans(line)]
        if line.rstrip("\n") in orders.genuine:
            own = ()
        if own != current:
            pieces.append(_convert("".join(block), current, orders, words))
            block, current = [], own
        block.append(line)
    pieces.append(_convert("".join(block), current, orders, words))
    return "".join(pieces)


def _convert(text: str, configs: tuple[str, ...], orders: Orders, words: str | None) -> str:
    policy = orders.policy
    if configs and (orders.disguised or policy.startswith(MECHANICAL)):
        text = undo_forms(text, proven=orders.disguised)
    for number, config in enumerate(configs, 1):
        # The user's words come last of all, where no other conversion can change them again.
        own = words if number == len(configs) else None
        rare = policy.startswith(MECHANICAL) and any(char in text for char in _RARE_CHARS)
        if policy.startswith(MECHANICAL):
            text = undo_table_words(text)
        text = _converter_with(config, policy_for(text, config, policy), own, rare).convert(text)
    return text


@cache
def _converter_with(config: str, policy: str, words: str | None, rare: bool) -> Converter:
    made = converter(config, policy)
    made = with_words(made, _RARE_FORMS) if rare else made  # those of the user come before them
    return with_words(made, read_words(words)) if words else made


def _edits_between(before: str, after: str, reason: str) -> Iterator[Edit]:
    """Yield the edits that turn one text into the other; conversion keeps the lines."""
    if len(before) == len(after):
        yield from diff_same_length(before, after, reason)
        return
    offset = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=True):
        if old != new:
            yield from _edits_in_line(old, new, offset, reason)
        offset += len(old) + 1


def _edits_in_line(old: str, new: str, offset: int, reason: str) -> Iterator[Edit]:
    if len(old) == len(new):
        edits: Iterable[Edit] = diff_same_length(old, new, reason)
    else:
        from difflib import SequenceMatcher

        matcher = SequenceMatcher(None, old, new, autojunk=False)
        edits = (
            Edit(start, end, new[left:right], reason)
            for kind, start, end, left, right in matcher.get_opcodes()
            if kind != "equal"
        )
    for edit in edits:
        yield edit._replace(start=edit.start + offset, end=edit.end + offset)
