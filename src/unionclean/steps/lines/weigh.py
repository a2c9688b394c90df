"""How much the text around a line end looks like one broken sentence.

The weights are those of a logistic regression (bench/layout_fit.py, bench/results/layout.md):
5,000 sentences of newspapers, stories and manuals in both scripts, broken at random places, against
12,000 line ends without a mark that their authors wrote. They are odds in nats: a sum of 0 means
as likely as not when broken lines are as common as titles, 3 means 20 to 1.
"""

from __future__ import annotations

from unionclean.chars import HAN, is_han, regex

FINAL = "。！？；…!?;"
_PAUSE = "，、：,:"

# Characters ten times (rounded) rarer at the beginning or end of a sentence than inside one, and
# those three times more frequent at its beginning, in both scripts.
RARELY_BEGIN = (
    "的件者个個式们們器尔间間度料序务務些型示动動量力化么麼算种種形理份着始络絡区區族业業士称稱"
    "得道息存情效代位了子号號则則统統题題态態项項吗嗎呢吧"
)
OFTEN_BEGIN = "对對本许許只由他她從从每据據因第我你您此当當这這例如虽雖但首请請若"
RARELY_END = (
    "不或是其使这這自而很被最也于於但按指與与无無将將且和还還并並您个個经經每有提第必就对對打"
    "为為如以特那各两兩只没沒非让讓该該把再含未即从從可希给給所都又曾"
)
# Particles and what else people end a remark with: 4 to 1,000 times more frequent there.
OFTEN_END = "了吗嗎呢吧啊呀啦哦嘛喔囉咯嘞喎㗎唉呵谢謝"
PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"))
_FINALS = frozenset(FINAL)
_SENTENCE = frozenset(FINAL + _PAUSE)
_MARKS = f"[{FINAL}{_PAUSE}{''.join(opening + closing for opening, closing in PAIRS)}]"
_BIAS = -1.5
MOST_FOR_PAIR = 2.4
# What it adds that the line beside it is broken for sure and as wide: 9 in 10 lines of a page are
# within two columns of its width, 1 in 15 of an author's long lines.
SAME_WIDTH = 2.5


def weigh(before: str, after: str) -> float:
    """Return the odds, in nats, that ``before`` and ``after`` were one line.

    What the language model says about the two characters at the line end comes on top
    (`weigh_pair`): it is asked for separately because most line ends need no asking.
    """
    left, right = before[-1], after[0]
    if right in "，。、；：？！）》」』】”’":
        return 9.0  # no line begins with such a mark
    total = _BIAS + _weigh_ends(left, right)
    marks = regex(_MARKS).findall(before)
    if marks:
        if not _FINALS.isdisjoint(marks):
            total += 1.1
        # The last mark, but for a pause at the very end.
        inner = before[:-1] if left in _PAUSE else before
        paused = max(map(inner.rfind, _SENTENCE.intersection(marks)), default=-1)
        if _ends_list(inner, after):
            total -= 1.3  # as for a line of items
        elif paused >= 0:
            total += 0.9
            if len(before) - 1 - paused <= 3:  # a clause that has just begun
                total += 1.1
        if left in "，、,":
            total += 0.9
        if any(marks.count(opening) > marks.count(closing) for opening, closing in PAIRS):
            total += 1.4
    if len(before) < 16:
        total -= 0.8
    if abs(len(before) - len(after)) <= 2:
        total -= 0.6
    if regex(r"[$%][A-Za-z0-9$]{1,4}\Z").search(before):
        total -= 3.0  # the place holder of a message: anything may stand there
    if before[0] == right:  # items that begin alike
        total -= 1.5
    return total + _weigh_head(after)


# The end of a list of names, and what a line begins with that goes on one: 丁、戊, 等人.
_NAME = f"[{HAN}·（）()A-Za-z]"
_LISTED = rf"(?:{_NAME}{{2,16}}、){{3}}{_NAME}{{2,16}}\Z"
_GOES_ON = rf"{_NAME}{{1,16}}、|[等和与與及以]"
_LONGEST_LIST = 80  # characters looked at: some twenty names


def _ends_list(before: str, after: str) -> bool:
    """Tell whether a list of names may be complete: then no clause has just begun."""
    listed = before.count("、") >= 3 and regex(_LISTED).search(before[-_LONGEST_LIST:])
    return bool(listed) and not regex(_GOES_ON).match(after)


# A verb without the one who speaks (not 问 and 答, which are labels): 对他们|说：.
_SAYS = "(?:说道?|說道?|道|喊|叫|写道|寫道)[：:]"


def _weigh_head(after: str) -> float:
    """Return what the first clause of the next line adds."""
    head = regex(f"[{FINAL}{_PAUSE}]").search(after)
    if head is None:
        return -1.2
    if head[0] in "：:":
        return 1.3 if regex(_SAYS).match(after) else -1.5
    if head.start() > 3:
        return 0.0
    if head[0] in "！!":
        return 0.0  # 失望！以为…: a cry is a sentence of its own, however short
    return 2.4 if head[0] in FINAL else 1.3


def _weigh_ends(left: str, right: str) -> float:
    """Return what the characters at the line end add, each for itself."""
    total = 2.0 if left in RARELY_END else -1.6 if left in OFTEN_END else 0.0
    if right in RARELY_BEGIN:
        total += 1.6
    elif right in OFTEN_BEGIN:
        total -= 1.3
    return total + 1.1 if right in "的们們" else total


def weigh_pair(left: str, right: str) -> float:
    """Return what the two characters at the line end add together: whether they form a word."""
    if not (is_han(left) and is_han(right)):
        return 0.0
    from unionclean.language import load

    model = load()
    gain = model.pair(left, right) - model.char(right)
    return MOST_FOR_PAIR if gain >= 4 else 1.6 if gain >= 2 else -0.7 if gain < 0 else 0.0
