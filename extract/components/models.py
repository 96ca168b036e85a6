"""Finds model names in every spelling, and throws out look-alikes."""

from __future__ import annotations

import re

from extract.components.disguises import disguise_pattern
from extract.components.names import ModelName, key_of, model_pattern
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("names")
_LETTERS_THEN_NUMBER = re.compile(r"[a-z]+[ \-_]?[0-9]+[a-z]?$")
_NUMERAL = _WORDS.pattern("[0-9]|{numerals}")
_SPOKEN = re.compile(r"[a-z] [a-z ]+$")
_SUFFIX = _WORDS.pattern(r"[ \-]?(?P<letters>{endings})(?![a-z0-9])")
_MAKERS = re.compile(rf"^(?:{'|'.join(_WORDS['maker_before_name'])})+")
_LETTER_AND_NUMBER = re.compile(r"[a-z] [0-9]+")
_GLUED_SIZE = re.compile(r"[*×x]\s?[0-9]{2,4}(?![0-9a-z]|x[0-9])|[*×x][0-9]{2,4}(?:x[0-9.]{1,4}){1,2}")
_TERM_BEFORE = re.compile(r"(?<![a-z0-9])[lt]/$")
_SEVERAL = _WORDS.pattern(r"(?:(?:[2-9]|[1-9][0-9]{1,3})\+?|{several_words})(?: ?x)? (?:{maker_before_name} ){0,2}$")
_ENUMERATED = _WORDS.pattern("{enumerated} ?$")
_COUNT_REACH = 32
_ACCOUNT = word_classes("contacts").pattern(
    r"(?:@|(?:{wechat}|{telegram}|{telegram_short}|{whatsapp}|{loose_lead})[ :：]{0,3}@?)[a-z0-9_]{0,20}$"
)
_ACCOUNT_REACH = 40
_STEEL_FROM = 100
_PAPER = "paper"
"""A size of paper is written as a weak name is: A10, A30."""
_GPU_FORMS = {"card", "module", "baseboard", "server", "rack"}
_COMPANY = ("gpu_word", "bus", "edition", "sku", "hgx", "memory", "modded")
_HARMLESS = "harmless"
_BESIDE = 2
_HAVE_SIZES_TOO = {"paper", "phone"}
"""80g paper, a phone of 64GB: a size beside the name speaks for no GPU."""


def find_models(reading: Reading) -> None:
    """Marks of kind ``model``. Runs after vocabulary and SKUs; `guard_models` comes later."""
    text = reading.text
    pattern, names = model_pattern()
    for match in pattern.finditer(text):
        key = key_of(match.group())
        name = _plural(reading, names, match) or names.get(key) or names.get(key.rstrip("s"))
        end = match.end()
        suffix = _SUFFIX.match(text, end)
        if suffix and (longer := _extended(names, key + suffix["letters"])):
            name, end = longer, suffix.end()
        if name is None or _is_in_handle(text, match):
            continue
        if not _is_article(reading, match) and not _is_term(text, match.start()):
            _consider(reading, name, match.start(), end, "model.alias")
    disguised, codes = disguise_pattern()
    for match in disguised.finditer(text):
        if match.lastgroup is None or reading.is_taken(match.start(), match.end()) or _is_in_handle(text, match):
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


def _is_term(text: str, start: int) -> bool:
    """'L/T 4~5 wks': a lead time, no T4."""
    return _TERM_BEFORE.search(text, max(0, start - 3), start) is not None and text[start : start + 2] == "t "


def _is_in_handle(text: str, match: re.Match[str]) -> bool:
    """'V信 demo_h20_wuhan', '@h100_desk': letters of the name of an account."""
    start, end = match.span()
    if "_" not in (text[start - 1 : start], text[end : end + 1]):
        return False
    return _ACCOUNT.search(text, max(0, start - _ACCOUNT_REACH), start) is not None


def _is_article(reading: Reading, match: re.Match[str]) -> bool:
    """'a 100 mile drive', 'batch A 30 cards': a letter, a blank and a number are no name there."""
    if not _LETTER_AND_NUMBER.fullmatch(match.group()):
        return False
    if _ENUMERATED.search(reading.text, max(0, match.start() - _COUNT_REACH), match.start()):
        return True
    if reading.lang.chinese:
        return False
    return reading.raw(match.start(), match.end())[:1].islower()


def _plural(reading: Reading, names: dict[str, ModelName], match: re.Match[str]) -> ModelName | None:
    """'40 V100s' are several V100, unless a watched model is written so with a small letter: L40s."""
    if not match.group().endswith("s"):
        return None
    key = key_of(match.group())
    single, own = names.get(key[:-1]), names.get(key)
    if single is None or own is None or own.watched or not single.watched:
        return None
    written = reading.raw(*match.span())
    small = written.endswith("s") and written != written.lower()
    counted = _SEVERAL.search(reading.text, max(0, match.start() - _COUNT_REACH), match.start())
    return single if small or counted else None


def _extended(names: dict[str, ModelName], key: str) -> ModelName | None:
    """NVIDIA L40 before an S is the L40S."""
    return names.get(key) or names.get(_MAKERS.sub("", key))


def _consider(reading: Reading, name: ModelName, start: int, end: int, rule: str) -> None:
    if reading.is_taken(start, end) and not reading.within("sku", start - 8, end):
        return
    reading.add("model", name, start, end, rule, 0.8 if name.weak or name.disguised else 0.95)
    reading.take(start, end)


def _is_plain_english(reading: Reading, match: re.Match[str]) -> bool:
    """'b 200', 'v twenty': a point of a list or a letter before a number is no disguise."""
    written, found = reading.raw(match.start(), match.end()), match.group()
    if found.isdigit():
        return True
    if _SPOKEN.match(found):
        return written[:1].islower() or not any(reading.marks.get(kind) for kind in ("gpu_word", "bus", "form"))
    if _LETTERS_THEN_NUMBER.match(found) and " " in found:
        return written[:1].islower() or not reading.marks.get("gpu_word")
    return _NUMERAL.search(found) is None


def _drop_lookalikes(reading: Reading) -> None:
    """H200*200 steel, Sony A100: a look-alike word nearby and no GPU word in the line."""
    kept: list[Mark] = []
    for mark in reading.marks["model"]:
        reason = _looks_like(reading, mark)
        if reason is None:
            kept.append(mark)
        else:
            reading.undetermined.append(reading.undetermined_at("model", mark.start, mark.end, reason))
    reading.marks["model"] = kept


def _looks_like(reading: Reading, mark: Mark) -> str | None:
    """What a name is instead of a GPU, or none."""
    first, last = reading.near(mark.start)
    near = [word for word in reading.within("lookalike", first, last) if word.value != _HARMLESS]
    if not mark.value.weak:
        near = [word for word in near if word.value != _PAPER]
    if reading.kind != "listing" and not mark.value.weak:
        # news names lorries and steel boxes beside chips: only what touches the name speaks against it
        near = [word for word in near if word.start < mark.end + _BESIDE and mark.start - _BESIDE < word.end]
    size = _GLUED_SIZE.match(reading.text, mark.end)
    if not near and size is None:
        return None
    gpu_words = [w for w in reading.within("gpu_word", first, last) if reading.text[w.start : w.end] != "显存"]
    memory = reading.within("memory", mark.end, min(mark.end + 12, last))
    spoken_of = f"the words beside it speak of a {near[0].value}" if near else None
    if size is not None and _first_number(size) >= _STEEL_FROM and not gpu_words and not memory:
        return spoken_of or "a measure stands behind it"
    told_by_size = any(mark.start - gpus.end <= _BESIDE for gpus in reading.within("gpus", first, mark.start))
    also_measured = any(word.value in _HAVE_SIZES_TOO for word in near)
    excused = gpu_words or (memory and not also_measured) or mark.rule == "model.part" or told_by_size
    return spoken_of if size is not None or not excused else None


def _first_number(size: re.Match[str]) -> int:
    """Of "x200x8x12", 200."""
    return int(re.split(r"[^0-9]+", size.group())[1])


def _drop_weak(reading: Reading) -> None:
    """L4, A10, a bare 4090: read only where the text is about GPUs."""
    marks = reading.marks["model"]
    if any(mark.value.name.startswith("RTX") for mark in marks) or _has_company(reading, marks):
        return
    for mark in marks:
        reading.undetermined.append(
            reading.undetermined_at("model", mark.start, mark.end, "the name alone is too common to be a GPU")
        )
    reading.marks["model"] = []


def _has_company(reading: Reading, marks: list[Mark]) -> bool:
    """A name that means nothing else, two names, or a word of the trade in GPUs."""
    if any(not mark.value.weak for mark in marks) or len({mark.value.name for mark in marks}) > 1:
        return True
    if any(reading.marks.get(kind) for kind in _COMPANY):
        return True
    if any(mark.value in _GPU_FORMS for mark in reading.marks.get("form", ())):
        return True
    counts = (mark.value for mark in reading.marks.get("count", ()))
    return any(count.counter in {"card", "chip"} and count.role == "units" for count in counts)
