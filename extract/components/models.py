"""Finds model names in every spelling, and throws out look-alikes."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re

from extract.components.names import ModelName, disguise_pattern, key_of, model_pattern
from extract.reading import Mark, Reading

_PLAIN_SEPARATED = re.compile(r"[a-z]+[ \-_]?[0-9]+[a-z]?$")
_SUFFIX = re.compile(r"[ \-]?(?P<letters>s|d|x|ti|super)(?![a-z0-9])")
_VENDOR = re.compile(r"^(?:nvidia|geforce|tesla|英伟达|amd|instinct|intel|huawei|华为)+")
_LETTER_AND_NUMBER = re.compile(r"[a-z] [0-9]+")
_HAVE_SIZES_TOO = {"paper", "phone"}
"""80g paper, a phone of 64GB: a size beside the name speaks for no GPU."""
_BESIDE = 2
_GLUED_SIZE = re.compile(r"[*×x]\s?[0-9]{2,4}(?![0-9a-z])")


def find_models(reading: Reading) -> None:
    """Marks of kind ``model``. Runs after vocabulary and SKUs; `guard_models` comes later."""
    text = reading.text
    pattern, names = model_pattern()
    for match in pattern.finditer(text):
        key = key_of(match.group())
        name = names.get(key) or names.get(key.rstrip("s"))
        end = match.end()
        suffix = _SUFFIX.match(text, end)
        if suffix and (longer := _extended(names, key + suffix["letters"])):
            name, end = longer, suffix.end()
        if name is not None and not _is_article(reading, match):
            _consider(reading, name, match.start(), end, "model.alias")
    disguised, codes = disguise_pattern()
    for match in disguised.finditer(text):
        if match.lastgroup is None or reading.is_taken(match.start(), match.end()):
            continue
        if _is_plain_english(reading, match):
            continue
        name = ModelName(codes[match.lastgroup], watched=True, weak=False, disguised=True)
        _consider(reading, name, match.start(), match.end(), "model.disguised")
    reading.marks["model"].sort(key=lambda mark: mark.start)


def guard_models(reading: Reading) -> None:
    """Throws out look-alikes and names too common to stand alone. Runs after memory sizes and counts are known."""
    _drop_lookalikes(reading)
    _drop_weak(reading)


def _is_article(reading: Reading, match: re.Match[str]) -> bool:
    """'a 100 mile drive': a small letter, a blank and a number are no name in English."""
    if reading.lang.chinese or not _LETTER_AND_NUMBER.fullmatch(match.group()):
        return False
    return reading.raw(match.start(), match.end())[:1].islower()


def _extended(names: dict[str, ModelName], key: str) -> ModelName | None:
    """NVIDIA L40 before an S is the L40S."""
    return names.get(key) or names.get(_VENDOR.sub("", key))


def _consider(reading: Reading, name: ModelName, start: int, end: int, rule: str) -> None:
    if reading.is_taken(start, end) and not reading.within("sku", start - 8, end):
        return
    reading.add("model", name, start, end, rule, 0.8 if name.weak or name.disguised else 0.95)
    reading.take(start, end)


def _is_plain_english(reading: Reading, match: re.Match[str]) -> bool:
    """An article or a list letter: 'a 100 mile drive', 'b 200' : an article or a list letter before a number is no disguise."""
    written = reading.raw(match.start(), match.end())
    if match.group().isdigit():
        return True
    letters_then_number = _PLAIN_SEPARATED.match(match.group()) is not None
    if letters_then_number and " " in match.group():
        return written[:1].islower() or not reading.marks.get("gpu_word")
    return not any(character.isdigit() or character in "一二两三八百壹贰叁捌佰零〇" for character in match.group())


def _drop_lookalikes(reading: Reading) -> None:
    """H200*200 steel, Sony A100: a look-alike word nearby and no GPU word in the line."""
    kept: list[Mark] = []
    for mark in reading.marks["model"]:
        first, last = reading.near(mark.start)
        near = reading.within("lookalike", first, last)
        if reading.kind != "listing" and not mark.value.weak:
            # news names lorries and steel boxes beside chips: only what touches the name speaks against it
            near = [word for word in near if word.start < mark.end + _BESIDE and mark.start - _BESIDE < word.end]
        sized = _GLUED_SIZE.match(reading.text, mark.end) is not None and near
        gpu_words = [w for w in reading.within("gpu_word", first, last) if reading.text[w.start : w.end] != "显存"]
        memory = reading.within("memory", mark.end, min(mark.end + 12, last))
        sized_too = any(w.value in _HAVE_SIZES_TOO for w in near)
        excused = gpu_words or (memory and not sized_too) or mark.rule == "model.part"
        if sized_alone(reading, mark, gpu_words, memory) or (near and (sized or not excused)):
            what = f"the words beside it speak of a {near[0].value}" if near else "a measure stands behind it"
            reading.undetermined.append(reading.undetermined_at("model", mark.start, mark.end, what))
            continue
        kept.append(mark)
    reading.marks["model"] = kept


def sized_alone(reading: Reading, mark: Mark, gpu_words: list[Mark], memory: list[Mark]) -> bool:
    """H200*200 without a GPU word is a measure of steel or of a vice."""
    size = _GLUED_SIZE.match(reading.text, mark.end)
    return size is not None and int(re.sub(r"[^0-9]", "", size.group())) >= 100 and not gpu_words and not memory


def _drop_weak(reading: Reading) -> None:
    """L4, A10, a bare 4090: read only where the text is about GPUs."""
    marks = reading.marks["model"]
    lettered = {mark.value.name for mark in marks if not mark.value.name.startswith("RTX")}
    strong = any(not mark.value.weak for mark in marks) or len(lettered) > 1
    company = strong or any(
        reading.marks.get(kind) for kind in ("gpu_word", "bus", "edition", "sku", "hgx", "memory", "modded")
    )
    company = company or any(
        m.value in {"card", "module", "baseboard", "server"} for m in reading.marks.get("form", ())
    )
    company = company or any(
        m.value.counter in {"card", "chip"} and m.value.role == "units" for m in reading.marks.get("count", ())
    )
    if not company and not any(mark.value.name.startswith("RTX") for mark in marks):
        for mark in marks:
            reading.undetermined.append(
                reading.undetermined_at("model", mark.start, mark.end, "the name alone is too common to be a GPU")
            )
        reading.marks["model"] = []
