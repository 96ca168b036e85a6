"""Which models a number speaks of: those joined by and, the one named near, the one named later."""

from __future__ import annotations

from extract.components.sentences import Sentence
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_CONTAINS = _WORDS.pattern("{contains}|{known_as}")
_JOIN = _WORDS.pattern(r"s?(?:\s?(?:{chip_nouns}|{machines})){0,2}\s?{joins}\s?(?:nvidia |nvidia's |英伟达)?(?:的\s?)?")
_OTHER_MACHINES = _WORDS.pattern(
    r"(?:[中里]|among them|of which|of them)[,，]?[^,，。;；]{0,6}?[0-9]{1,6}\s?(?:[台套柜]|{machines})"
)
_IDENTIFIES = _WORDS.pattern("{identifies}")
_CONTENTS_REACH = 60
_AMONG_REACH, _ALONE_REACH = 30, 90
"""How far goods may stand before their count: among other goods, and alone in the sentence."""
_ANAPHORA_REACH = 160
_CUE_REACH = 40
_SHORT_NAME, _VENDOR_REACH = 3, 12
_VENDOR = _WORDS.pattern(r"(?:{chip_makers}|{card_lines})\s?$")
_LATER_REACH, _NEAR_REACH = 200, 60


def is_only_model(reading: Reading, mark: Mark) -> bool:
    """The text names no other goods, and these by more than a letter and a number that may mean something else."""
    if mark.kind != "family" and mark.value.weak and _may_mean_else(reading, mark):
        return False
    if "only_model" not in reading.state:
        families = {family.value for family in reading.marks.get("family", ())}
        names = {model.value.name for model in reading.marks.get("model", ())} | families
        reading.state["only_model"] = next(iter(names)) if len(names) == 1 else None
    only: str | None = reading.state["only_model"]
    name: str = mark.value if mark.kind == "family" else mark.value.name
    return name == only


def _may_mean_else(reading: Reading, mark: Mark) -> bool:
    """L4 is a stage of autonomous driving, P4 a paragraph; Tesla P40 is a card."""
    if mark.end - mark.start > _SHORT_NAME:
        return False
    return _VENDOR.search(reading.text, max(0, mark.start - _VENDOR_REACH), mark.start) is None


def listed(text: str, models: list[Mark], first: Mark) -> list[Mark]:
    """'H100 和 H200 GPU': models joined by and."""
    found: list[Mark] = []
    last = first
    for model in models:
        if model.start <= last.end:
            continue
        if not _JOIN.fullmatch(text, last.end, model.start):
            break
        found.append(model)
        last = model
    return found


def listed_up_to(text: str, models: list[Mark]) -> list[Mark]:
    """The last of these models and those joined to it: 'H100 and H200 GPUs, worth …'."""
    found = models[-1:]
    for model in reversed(models[:-1]):
        if not _JOIN.fullmatch(text, model.end, found[0].start):
            break
        found.insert(0, model)
    return found


def named_near(sentence: Sentence, mark: Mark, *, anew: bool = False) -> list[Mark]:
    """The model that the goods contain, else the one before, else that of the sentence before unless named anew."""
    text = sentence.reading.text
    for model in sentence.models:
        is_behind = mark.end <= model.start < mark.end + _CONTENTS_REACH
        if is_behind and _CONTAINS.search(text, mark.end, model.start):
            return [] if _OTHER_MACHINES.search(text, mark.end, model.start) else [model]
    ahead = [m for m in sentence.topics if m.end <= mark.start]
    reach = _ALONE_REACH if sentence.names_one_model else _AMONG_REACH
    if ahead and mark.start - ahead[-1].end < reach:
        return ahead[-1:]
    if anew or (sentence.before and sentence.before[-1].model_mark is None):
        return []
    last = sentence.last_model
    return [last] if last is not None and mark.start - last.end < _ANAPHORA_REACH else []


def named_later(sentence: Sentence, mark: Mark, *, near: bool = False) -> list[Mark]:
    """'72 servers … All carry Nvidia's H200', 'another 120, this time H200s': the name stands behind the goods.

    Without *near* only where no model stands before them.
    """
    reading = sentence.reading
    named = reading.marks.get("model")
    if not named or (not near and named[0].start < mark.start):
        return []
    end = min(sentence.end, mark.end + _NEAR_REACH) if near else min(len(reading.text), sentence.end + _LATER_REACH)
    behind = reading.within("model", mark.end, end)[:1]
    if not behind or not _IDENTIFIES.search(reading.text, max(mark.end, behind[0].start - _CUE_REACH), behind[0].start):
        return []
    return [] if _OTHER_MACHINES.search(reading.text, mark.end, behind[0].start) else behind
