"""What a count is counted for: units on offer, MOQ, thresholds, sales, limits, capacity, the inside of a machine."""

from __future__ import annotations

from typing import Literal

from extract.reading import Mark
from extract.word_classes import word_classes

Role = Literal["units", "moq", "capacity", "sold", "limit", "tier", "upto", "pack", "gone"]
_WORDS = word_classes("counts")
_BEHIND = _WORDS.pattern(
    r"(?P<moq>(?<! ){moq_behind}| ?[(（]?{moq_named}(?! ?[:：=]? ?[0-9]))"
    r"| ?(?:(?P<sold>{sold_behind})|(?P<limit>(?:/|per |每){per_buyer})|(?P<capacity>(?:/|per|每|a) ?{per_time})"
    r"|(?P<tier>(?:{or_more}|\+)?[：:] ?(?=[a-z]{0,3}[$¥€£]|[0-9])|(?:以上|{or_fewer}) ?(?=[0-9$¥]|价))"
    r"|(?P<upto>{or_fewer})|(?P<pack>{pack_behind})|(?P<gone>(?:{gone_glue} ?){0,2}{gone_behind}))"
)
_NAME = (
    r"(?:nvidia |英伟达)?[a-z]{1,3} ?(?:pro ?)?[0-9]{1,4}[a-z]{0,2}(?: ?(?:ada|sxm[0-9]?|pcie|nvl|oam)){0,2}"
    r"(?: ?[0-9]{2,3}gb?)? ?(?:显卡|加速卡|gpu|卡)?"
)
_BEFORE = _WORDS.pattern(
    r"(?:(?P<pack>{pack_before}(?:[:：]|{pack_glue})? ?)"
    r"|(?P<tier>[≥>]=? ?|{tier_before}(?: (?:for|over|from|at))? ?)"
    r"|(?P<moq>{moq_before}(?:\.? order)?(?: qty)?[:： ]*)|(?P<limit>{limit_before})"
    r"|(?P<capacity>{capacity_before}{capacity_verbs}{0,3}[:： ]*)"
    r"|(?P<upto>{upto_before}(?:{upto_modals}){0,2}{upto_verbs}? ?(?:of)? ?)"
    r"|(?P<left>{left_before}[:： ]?)|(?P<gone>{gone_before}[:： ]?)"
    rf"|(?P<inside>(?<![可能支])(?:{{inside_before}}\.?|w/)[:： ]?(?:the |its |all )?(?:{_NAME}[ ,]?)?))$"
)
_INSIDE_BEHIND = _WORDS.pattern(" ?{inside_behind}")
_INSIDE_BEFORE = _WORDS.pattern(r"{inside_before}[:： ]?(?:the |its |all )?$")
_FLOOR_BEFORE = _WORDS.pattern("{fewer_before} ?$")
_FLOOR_BEHIND = _WORDS.pattern("(?:的|就)? ?{refused}")
_ASKED_BEFORE = _WORDS.pattern("{asked_before_count} ?$")
_LEFT_BEHIND = _WORDS.pattern(" ?(?:都|均|全|is |are )?{left_behind}")
_INSIDE_COUNTERS = {"card", "chip", "module", "any"}
_MOST_INSIDE = 20


def is_held(left: str, counter: str, number: int) -> bool:
    """'每台须配RTX 6000 Ada 48GB显卡2块': what stands left of the name says that a unit holds so many."""
    return counter in _INSIDE_COUNTERS - {"any"} and number <= _MOST_INSIDE and _INSIDE_BEFORE.search(left) is not None


def is_left(text: str, left: str, end: int) -> bool:
    """'还剩15张', '8 left': the count that ends at *end* is what remains of a lot."""
    before = _BEFORE.search(left)
    return bool(before and before.lastgroup == "left") or _LEFT_BEHIND.match(text, end) is not None


def is_least(left: str) -> bool:
    """'minimum order two boards': what stands left of a count says that nobody takes fewer."""
    before = _BEFORE.search(left)
    return before is not None and before.lastgroup == "moq"


def role_of(text: str, left: str, end: int, label: Mark | None, counter: str, *, number: int) -> tuple[Role, bool]:
    """Role of a count that ends at *end*, and whether it counts what is inside one unit."""
    could_be_inside = counter in _INSIDE_COUNTERS and number <= _MOST_INSIDE
    if could_be_inside and counter != "any" and _INSIDE_BEHIND.match(text, end):
        return "units", True
    if _FLOOR_BEFORE.search(left) and _FLOOR_BEHIND.match(text, end):
        return "moq", False
    behind = _BEHIND.match(text, end)
    if behind and behind.lastgroup == "gone" and _ASKED_BEFORE.search(left):
        return "units", False
    if behind and behind.lastgroup and (behind.lastgroup != "sold" or not label):
        return behind.lastgroup, False  # type: ignore[return-value] # the groups are named after the roles
    before = _BEFORE.search(left)
    if before and before.lastgroup == "inside":
        return "units", could_be_inside
    if before and before.lastgroup and before.lastgroup != "left":
        return before.lastgroup, False  # type: ignore[return-value] # the groups are named after the roles
    if label is not None and label.value in {"moq", "capacity", "sold", "limit"}:
        return label.value, False
    return "units", False
