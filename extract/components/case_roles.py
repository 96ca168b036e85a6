"""Which part a named party plays: by a noun beside the name, by the words before it, by the verb it belongs to."""

from __future__ import annotations

from functools import cache

from extract.components.case_clauses import CONDUCT, Clause
from extract.components.case_names import Mention
from extract.reading import Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_NOUNS = (
    "claimed_end_user", "end_user", "forwarder", "broker", "shell", "consignee", "exporter", "seller", "buyer",
    "manufacturer",
)  # fmt: skip
_OF_VERB = {
    "shipment": "exporter",
    "attempt": "exporter",
    "conspiracy": "accused",
    "deception": "accused",
    "sale": "seller",
    "purchase": "buyer",
}
_REACH = 60
_WHOLE = 260


def role_of(reading: Reading, mention: Mention, clause: Clause, start: int, end: int) -> str | None:
    """Role of a party in the event of a clause; none where the sentence does not tell it."""
    claimed = "claimed_end_user" if is_claimed_end_user(reading, mention, start, end) else None
    by_noun = claimed or _by_noun(reading.text, mention, clause, start, end)
    by_verb = _own_verb(reading.text, mention, clause)
    led = _led(reading.text, mention, clause, start)
    if mention.end <= clause.start:
        return _subject(reading.text, mention, clause)
    if led == "inside":
        return by_noun
    if clause.kind in CONDUCT:
        if led == "owner":
            return by_noun or by_verb
        return by_noun or led or by_verb or _subject(reading.text, mention, clause)
    if clause.kind == "designation":
        return claimed or (None if led in {"end_user", "buyer"} else _designated(reading.text, mention, start, end))
    if clause.kind == "search":
        return by_noun
    if clause.kind == "seizure":
        return by_noun or (led if led == "holder" else None)
    return by_noun or _accused(reading.text, mention, clause, by_verb, led)


@cache
def _noun_patterns() -> list[tuple[str, Pattern, Pattern]]:
    words = word_classes("case_roles")
    alias = r"(?:,\s(?:also known as|aka) [^,]{1,30})?"
    aside = alias + r"(?:,\s|\s?\()(?:{article}\s)?(?:[\w.\-]+\s){0,4}?"
    said = r"\s{is}\s(?:{as}\s)?(?:one of )?(?:{article}\s)?"
    return [
        (
            role,
            words.pattern(rf"{{{role}}}(?:\s?{{called}})?[,:]?\s?$"),
            words.pattern(f"(?:{aside}|{said}|{{is_zh}}){{{role}}}"),
        )
        for role in _NOUNS
    ]


@cache
def _pattern(template: str) -> Pattern:
    return word_classes("case_roles").pattern(template)


def _by_noun(text: str, mention: Mention, clause: Clause, start: int, end: int) -> str | None:
    verbs = [trigger.start for trigger in clause.triggers if trigger.start >= mention.end]
    before = text[max(start, mention.start - _REACH) : mention.start]
    behind = text[mention.end : min([end, mention.end + _REACH, *verbs])]
    for role, ahead, after in _noun_patterns():
        if ahead.search(before) or after.match(behind):
            return role
    return None


def is_claimed_end_user(reading: Reading, mention: Mention, start: int, end: int) -> bool:
    """'falsely named X as the end user'."""
    text = reading.text
    before = _pattern(r"{claims}\s?(?:that\s|the\s)*$").search(text, max(start, mention.start - _REACH), mention.start)
    behind = _pattern(r"\s?{claimed_as}").match(text, mention.end, end)
    if before is not None and behind is not None:
        return True
    said = _pattern(r"{claims}[^,，。;]{0,40}?(?:{end_user}|{buyer})\s?(?:was|is|were|是|为|系)\s?$")
    return said.search(text, max(start, mention.start - 2 * _REACH), mention.start) is not None


def _own_verb(text: str, mention: Mention, clause: Clause) -> str | None:
    """The role of the subject of a verb that follows at once: 'his company, X LLC, exported'."""
    for trigger in clause.triggers:
        if trigger.start >= mention.end:
            between = text[mention.end : trigger.start]
            if len(between) < _REACH and _pattern(r"[,，]?\s?(?:{auxiliary}\s?){0,4}").fullmatch(between):
                return _OF_VERB.get(trigger.kind)
            return None
    return None


def _led(text: str, mention: Mention, clause: Clause, start: int) -> str | None:
    """The role that the words right before a name give it."""
    first = max(start, mention.start - _REACH)
    verbs = [t for t in clause.triggers if t.kind in CONDUCT]
    before_name = [t for t in verbs if t.start < mention.start]
    verb = before_name[-1] if before_name else next(iter(verbs), None)
    kind = verb.kind if verb else None
    for role, template in (
        ("holder", r"{lead_holder}\s(?:the\s|a\s)?$"),
        ("subject", r"(?<![a-z])by\s(?:the\s)?$"),
        ("intermediary", r"{lead_through}\s?(?:the\s)?(?:[\w\-]+\s){0,2}?$"),
        ("end_user", r"{lead_for}\s?(?:the\s)?$"),
    ):
        if _pattern(template).search(text, first, mention.start):
            return _OF_VERB.get(kind or "") if role == "subject" else role
    if kind is not None and _pattern(r"{lead_from}\s?(?:the\s)?$").search(text, first, mention.start):
        toward = text[mention.start - 1] == "向"
        if kind == "purchase" or (not toward and kind == "sale"):
            return "seller"
        if toward:
            return "buyer" if kind in {"sale", "shipment"} else None
        return "exporter" if kind == "shipment" else None
    if _pattern(r"{lead_to}\s?(?:the\s)?$").search(text, first, mention.start):
        return {"sale": "buyer", "shipment": "consignee", "attempt": "consignee"}.get(kind or "")
    if _pattern(r"{lead_inside}[,:]?\s?$").search(text, first, mention.start):
        return "inside"
    owner = _pattern(r"(?P<also>(?<![a-z])and\s|与|和|及)?(?:其)?{lead_owner}[,:]?\s?$").search(
        text, first, mention.start
    )
    if owner is not None and owner["also"] is None:
        return "owner"
    return None


def _designated(text: str, mention: Mention, start: int, end: int) -> str | None:
    """A name that only a model found has to stand where a list's members stand."""
    if not mention.rule.endswith(("spacy", "lac")):
        return "designated"
    before = _pattern(r"{lead_member}\s?$").search(text, max(start, mention.start - _REACH), mention.start)
    behind = _pattern(r"\s?{member_behind}").match(text, mention.end, end)
    return "designated" if before or behind else None


def _subject(text: str, mention: Mention, clause: Clause) -> str | None:
    """The role of whoever stands before the first verb behind the name, however far."""
    for trigger in clause.triggers:
        if trigger.start >= mention.end:
            return _OF_VERB.get(trigger.kind) if trigger.start - mention.end < _WHOLE else None
    return None


def _accused(text: str, mention: Mention, clause: Clause, by_verb: str | None, led: str | None) -> str | None:
    if by_verb is not None:
        return by_verb
    if led == "owner":
        return None
    if mention.kind == "person":
        return None if led in {"end_user", "intermediary"} else "accused"
    if led in {"buyer", "seller", "end_user", "intermediary", "consignee"}:
        return led
    trigger = clause.triggers[0]
    direct = mention.start < trigger.start or text[trigger.end : mention.start].strip() in {"", "against"}
    return "accused" if direct else None
