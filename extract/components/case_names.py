"""Names in reports of cases: firms by their suffix, people by what stands beside them, the rest by the models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.components.case_clauses import Trigger
from extract.components.case_routes import PLACE_KINDS
from extract.components.case_sentences import cased
from extract.names import Name, names_in
from extract.reading import Reading
from extract.scanning import Pattern
from extract.word_classes import WordClasses, word_classes

_WORD = r"[A-ZÀ-ÖØ-Þ][\w'’]*(?:-\w+)*"
_PERSON = re.compile(rf"(?<![\w.])(?:[A-Z]\.\s)?{_WORD}(?:\s(?:[A-Z]\.|bin|binti|al|de|van|von|{_WORD})){{1,3}}(?!\w)")
_AGE = re.compile(r",\s(?:age\s)?[1-9][0-9](?![0-9])")
_ASIDE = re.compile(r"(?:,\s[1-9][0-9])?(?:,\s(?:both\s)?of\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?)?,?\s?(?:\(|,\s)?")
_JOINED = re.compile(r"(?:,\s[1-9][0-9])?(?:,\sof\s[A-Z][\w.]+(?:,?\s[A-Z][\w.]+)?)?(?:,\s(?:and\s)?|\sand\s|\s&\s)")
_ALIAS = re.compile(r",?\s\(?(?:also known as|a/k/a|aka|a\.k\.a\.)(?!\w)")
_IN_BRACKETS = re.compile(r"[\u4e00-\u9fff]\([A-Za-z ,，\u4e00-\u9fff]*$")
_ONE_WORD = re.compile(r"(?<![\w.\-] )(?<![\w.\-])[A-Z][a-z]{3,}[\w]*(?!\s[A-Z])(?![\w\-])")
_NAMED_AS = re.compile(r"\s(?:was|were|is|has been)\s(?:named|listed|identified|described)\sas\s")
_HAN = "\u4e00-\u9fff"
_FIRM_ZH = rf"[{_HAN}A-Za-z0-9·]{{2,24}}?(?:[(（][{_HAN}]{{2,6}}[)）])?"
_CONTEXT = 48
_LONGEST_NAME = 60
_MOST_ASKED = {"en": 4000, "zh": 2500}
"""Characters of one text that each model is asked about, so that no text costs more than a fraction of a second."""
Span = tuple[int, int, Literal["person", "firm"], str, float]
"""Start, end, kind, rule and confidence of a name within its sentence."""


@dataclass(slots=True)
class Mention:
    """A name where it stands."""

    name: str
    """As written."""
    kind: Literal["person", "firm"]
    """What bears it."""
    start: int
    """First character in the normalised text."""
    end: int
    """One past the last."""
    rule: str
    """Rule id, or the model that found it."""
    confidence: float
    """Between 0 and 1."""


def mentions_in(
    reading: Reading, start: int, end: int, triggers: list[Trigger], by_models: Sequence[Name]
) -> list[Mention]:
    """Names in a sentence, in order: by rules, and by *by_models* what the rules leave open."""
    text = cased(reading, start, end)
    verbs = [(trigger.start - start, trigger.end - start) for trigger in triggers]
    spans: list[Span] = list(_firms(text))
    spans += [s for s in _people(text, verbs) if not _overlaps(s, spans)]
    spans += [s for s in _named_by_verb(text, verbs) if not _overlaps(s, spans)]
    taken: list[Span] = [*spans, *((first, last, "firm", "", 0.0) for first, last in verbs)]
    spans += [s for s in _by_models(text, by_models) if not _overlaps(s, taken)]
    found = [
        Mention(reading.raw(start + first, start + last), kind, start + first, start + last, rule, confidence)
        for first, last, kind, rule, confidence in sorted(spans)
    ]
    return [m for m in found if not _is_no_party(reading, m, start, end)]


def asked_names(reading: Reading, spans: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[Name]]:
    """What the models find in some sentences, asked in one go; nothing where they are not installed.

    A text that holds more than some thousand characters of cases is a collection: the rest of it goes to rules alone,
    and the reading says so.
    """
    found: dict[tuple[int, int], list[Name]] = {}
    left = dict(_MOST_ASKED)
    asked: dict[Literal["en", "zh"], list[tuple[int, int]]] = {"en": [], "zh": []}
    for start, end in spans:
        language: Literal["en", "zh"] = "zh" if is_chinese(reading.text[start:end]) else "en"
        left[language] -= end - start
        if left[language] > 0:
            asked[language].append((start, end))
        elif left[language] + end - start > 0:
            reason = "a long text: from here on names are found by rules only"
            reading.undetermined.append(reading.undetermined_at("parties", start, end, reason))
    for language, own in asked.items():
        found.update(zip(own, names_in([cased(reading, *span) for span in own], language), strict=True))
    return found


def is_chinese(text: str) -> bool:
    """Whether a sentence is for the Chinese model."""
    return sum("\u4e00" <= c <= "\u9fff" for c in text) * 4 > len(text)


@cache
def _words() -> WordClasses:
    return word_classes("case_names", original=True)


@cache
def _pattern(template: str) -> Pattern:
    return _words().pattern(template)


def _overlaps(span: tuple[int, int, object, object, object], others: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end, *_ in others)


def _firms(text: str) -> Iterator[Span]:
    hard = _pattern(r",?\s?{firm_suffix}")
    done = 0
    for match in hard.finditer(text):
        first = _start_of_name(text, done, match.start())
        if first is not None:
            done = match.end()
            yield first, match.end(), "firm", "case.name.firm", 0.9
    for match in _pattern(r"\s{firm_word}").finditer(text):
        first = _start_of_name(text, done, match.start())
        behind = text[match.end() :]
        if first is not None and match.start() > done and not re.match(r",?\s?[A-Z(]", behind):
            yield first, match.end(), "firm", "case.name.firm_word", 0.7
    for match in _pattern(_FIRM_ZH + "{firm_suffix_zh}").finditer(text):
        first = _left_edge(text, match.start(), match.end())
        if first is not None:
            yield first, match.end(), "firm", "case.name.firm_zh", 0.9


def _named_by_verb(text: str, triggers: list[tuple[int, int]]) -> Iterator[Span]:
    """One capitalised word that acts, 'that Megaspeed bought', or is named as something: a firm without a suffix.

    At the start of a sentence every word has a capital, so there it has to be named as something.
    """
    for match in _ONE_WORD.finditer(text):
        word = match[0].removesuffix("'s")
        if word in _words()["not_person"] or word in _words()["not_firm_start"] or word in _words()["agency"]:
            continue
        inside = re.search(r"(?:[a-z],?|\))\s$", text[: match.start()]) is not None
        acts = inside and any(start >= match.end() and _aside(text[match.end() : start]) for start, _ in triggers)
        if acts or _NAMED_AS.match(text, match.end()):
            yield match.start(), match.end(), "firm", "case.name.verb", 0.6


def _start_of_name(text: str, floor: int, end: int) -> int | None:
    """The first of the capitalised words that lead up to a suffix."""
    window = text[max(floor, end - _LONGEST_NAME) : end]
    match = re.search(
        rf"(?:(?:{_WORD}|of|&|[A-Z]\.|\([A-Z]\w+\)|[0-9]+[A-Z]\w*)\s)*(?:{_WORD}|\([A-Z]\w+\))\s?$", window
    )
    if match is None:
        return None
    first = end - len(window) + match.start()
    while first < end:
        word = re.match(r"[\w.&'’()\-]+\s?", text[first:end])
        if word is None:
            break
        bare = word[0].strip()
        if (
            bare not in _words()["not_firm_start"]
            and not bare.endswith("-based")
            and not bare[0].islower()
            and bare != "&"
        ):
            break
        first += word.end()
    return first if first < end else None


def _left_edge(text: str, start: int, end: int) -> int | None:
    """Chinese has no blanks: a firm's name starts behind the last word that is no part of one."""
    suffix = _pattern(r"(?:[(（][^)）]*[)）])?{firm_suffix_zh}$").search(text, start, end)
    body = suffix.start() if suffix else end
    cuts = [m.end() for m in _pattern("{firm_left_zh}|[0-9][日家名]").finditer(text, start, body)]
    return next((cut for cut in reversed(cuts) if body - cut >= 2), start if body - start >= 2 else None)


def _people(text: str, triggers: list[tuple[int, int]]) -> Iterator[Span]:
    known: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    for first, last in _candidates(text):
        rule = _person_rule(text, first, last, triggers)
        if rule is None and known and _JOINED.fullmatch(text[known[-1][1] : first]):
            rule = "joined"
        if rule is None:
            waiting.append((first, last))
            continue
        for other in reversed(waiting):
            if _JOINED.fullmatch(text[other[1] : first]):
                yield *other, "person", "case.name.joined", 0.8
        waiting.clear()
        known.append((first, last))
        yield first, last, "person", f"case.name.{rule}", 0.85
    yield from _people_zh(text)


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words without those that are no part of a name."""
    for match in _PERSON.finditer(text):
        words = [(m.start() + match.start(), m.end() + match.start(), m[0]) for m in re.finditer(r"\S+", match[0])]
        while words and _is_no_first_name(words[0][2]):
            words.pop(0)
        while words and words[-1][2].removesuffix("'s") in _words()["not_person"]:
            words.pop()
        if len(words) > 1 and not any(w in _words()["not_person"] or w in _words()["agency"] for _, _, w in words):
            yield words[0][0], words[-1][1]


def _is_no_first_name(word: str) -> bool:
    return word.removesuffix("'s") in _words()["not_person"] or word.lower() in _words()["person_noun"]


def _person_rule(text: str, first: int, last: int, triggers: list[tuple[int, int]]) -> str | None:
    before, behind = text[max(0, first - _CONTEXT) : first], text[last : last + _CONTEXT + 30]
    if _AGE.match(behind):
        return "age"
    if _ALIAS.match(behind):
        return "alias"
    if _pattern(r"(?i:{person_noun})[,:]?\s$").search(before):
        return "noun_before"
    if _pattern(r",\s(?:the |a |an |who is |co-)?(?:[\w.'’\-]+\s){0,4}?{person_noun}").match(behind):
        return "noun_behind"
    for start, end in triggers:
        if end <= first and re.fullmatch(r"\s(?:against\s)?", text[end:first]):
            return "object"
        if start >= last and _aside(text[last:start]):
            return "subject"
    return None


@cache
def _auxiliary() -> Pattern:
    return word_classes("case_roles").pattern(r"(?:,\s[1-9][0-9])?(?:,\s[^,;]{1,40})?,?\s(?:{auxiliary}\s){0,4}")


def _aside(between: str) -> bool:
    return len(between) < _CONTEXT and _auxiliary().fullmatch(between) is not None


def _people_zh(text: str) -> Iterator[Span]:
    for match in _pattern("{person_noun_zh}|{person_verb_zh}").finditer(text):
        for length in (3, 2, 4):
            last = match.end() + length
            name = _pattern(rf"{{surnames}}[{_HAN}]{{1,3}}").match(text, match.end(), last)
            if name is None or name.end() != last:
                continue
            if last == len(text) or _pattern("{person_after_zh}").match(text, last):
                yield match.end(), last, "person", "case.name.noun_before_zh", 0.8
                break


def _by_models(text: str, names: Sequence[Name]) -> Iterator[Span]:
    chinese = is_chinese(text)
    for name in names:
        written = text[name.start : name.end]
        first = name.start + (len(written) - len(written.lstrip(" '’\"")))
        last = name.end
        if written.endswith(("'s", "’s")):
            last -= 2
        if chinese:
            before = text[max(0, first - 4) : first]
            unnamed = _pattern("{unnamed_zh}").search(text, first, last) or _pattern("{unnamed_zh}$").search(before)
            generic = written in _words()["generic_firm_zh"]
            if last - first >= 2 and unnamed is None and not generic:
                yield first, last, name.kind, "case.name.lac", 0.75
        elif name.kind == "person" and list(_candidates(text[first:last])) == [(0, last - first)]:
            yield first, last, name.kind, "case.name.spacy", 0.7
        elif name.kind == "firm" and written[:1].isupper() and len(written) > 3:
            yield first, last, name.kind, "case.name.spacy", 0.5


def _is_alias(text: str, mention: Mention, start: int) -> bool:
    """'Alan Hsu, aka Haochun Hsu', '龚凡岳(Fanyue Gong，音译)': another name of the one before."""
    before = text[max(start, mention.start - _CONTEXT) : mention.start]
    if _pattern(r"{alias}\s?[\"'“‘]?$").search(before):
        return True
    return _IN_BRACKETS.search(before) is not None and text[mention.start : mention.end].replace(" ", "").isascii()


def _is_no_party(reading: Reading, mention: Mention, start: int, end: int) -> bool:
    """Agencies, officials, people who speak, makers of chips, places and models."""
    written = cased(reading, mention.start, mention.end)
    if reading.within("model", mention.start, mention.end) or written in _words()["maker"]:
        return True
    if _is_alias(reading.text, mention, start):
        return True
    if not mention.rule.startswith("case.name.firm"):
        if mention.kind == "firm" and _pattern("{agency}|{agency_zh}|{maker}").search(written):
            return True
        places = (m for kind in PLACE_KINDS for m in reading.within(kind, mention.start, mention.end))
        if any(place.start == mention.start and place.end == mention.end for place in places):
            return True
    if mention.kind == "firm":
        return False
    before = cased(reading, max(start, mention.start - _CONTEXT), mention.start)
    behind = cased(reading, mention.end, min(end, mention.end + _CONTEXT))
    if _pattern(r"(?:{official_title}|{official_title_zh})\s?$").search(before):
        return True
    if _pattern(r",?\s(?:{speaking})|(?:{speaking})[,，:]").match(behind) and mention.rule.endswith(
        ("spacy", "lac", "joined", "noun_behind")
    ):
        return True
    return _pattern(r",\s(?:the |a |an )?(?:[\w.'’\-]+\s){0,3}?{official_title}").match(behind) is not None
