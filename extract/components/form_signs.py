"""What a line of goods says of its form: words, counters, busses and GPUs a unit, gathered once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.components.goods import Goods
from extract.components.mention_parts import TAKEN_FROM
from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("forms")
_NOT_A_SERVER_BEHIND = _WORDS.pattern(r"{no_server_behind}|\s{no_server_behind_word}")
_NOT_A_SERVER_BEFORE = _WORDS.pattern(
    r"(?:{pulled} (?:out )?(?:from|of|in) (?:a |an |the |our |my )?(?:[a-z0-9\-]+ ){0,3}|{no_server_before}"
    r"|上[0-9]{1,2}u)\s?{any_kind}?\s?(?:a |an |the )?$"
)
_PULLED = _WORDS.pattern(r"\s?[上里中]?面?{pulled_behind}")
_FROM = _WORDS.pattern(r"{from_machine}[^,，。;；\n]{0,10}$")
_TAKEN_DOWN = _WORDS.pattern(r"\s?{on_machine}?{just_now}?{taken_down}")
_TAKEN_OFF_IT = _WORDS.pattern(r"\s?{on_machine}{just_now}?{taken_down}")
_CIRCUIT_BOARD = _WORDS.pattern(r"\s?{circuit_board_behind}")
_NO_RACK_BEFORE = _WORDS.pattern(r"(?:{no_rack_before}|u)\s?$")
_NO_RACK_BEHIND = _WORDS.pattern(r"{carried_off}?{no_rack_behind}")
_NO_BOARD_BEFORE = _WORDS.pattern(r"{no_board_before}\s?(?:[a-z0-9.]+\s){0,2}$")
_NO_BOARD_BEHIND = _WORDS.pattern(r"\s?{no_board_behind}")
_FIRM = re.compile(
    r"(?:^|[.;:|,]\s+|(?:from|at|by|with|for|of)\s)(?P<name>(?:[A-Z][A-Za-z&\-]{1,20} ){1,3}[A-Z][a-z]{3,12})"
    r"(?=\s*(?:[,.|(\n]|$)| (?:Inc|Ltd|LLC|GmbH|Co|BV|Pte|Corp|Limited|AG|Sdn|Oy|AB|SA)\b)"
)
_LEGAL_REACH = 30
_SOCKETS = ("SXM", "OAM")
_LONGEST = 40
_DENIAL_REACH, _DENIAL_GAP = 16, 5
_BESIDE_NAME = 8
_BEFORE_REACH = 40


@dataclass(slots=True)
class FormSigns:
    """The evidence of one line of goods."""

    reading: Reading
    """The whole text."""
    goods: Goods
    """The line of goods."""
    words: dict[str, list[Mark]]
    """Form → words that say it, in order of place."""
    gpus: list[Mark]
    """Counts of GPUs in one unit ("8卡", "8-GPU")."""
    times: list[Mark]
    """Multipliers of the GPUs in one unit ("*8")."""
    inside: list[Mark]
    """Counts that count what is inside a unit."""
    counts: list[Mark]
    """Counts of units."""
    counters: set[str]
    """What the units are counted in."""
    each: set[str]
    """What prices are per."""
    bus: list[Mark]
    """SXM5, PCIe, NVL72 …"""
    hgx: list[Mark]
    """HGX and its words."""

    @property
    def many(self) -> list[Mark]:
        """Counts of more than one GPU in a unit."""
        return [mark for mark in self.gpus if mark.value > 1] or self.times

    @property
    def name(self) -> str:
        """Short name of the model, or nothing."""
        return self.goods.model.value.name if self.goods.model else ""

    @property
    def on_a_slot(self) -> bool:
        """Whether a bus is named that only cards have."""
        return any(mark.value in {"PCIe", "NVL"} for mark in self.bus)

    def counted_in(self, unit: str) -> bool:
        """Whether units are counted or priced in *unit*."""
        return unit in self.counters or unit in self.each

    def behind(self, form: str) -> list[int]:
        """Places of the words of a form behind the name."""
        return [mark.start for mark in self.words.get(form, ()) if mark.start >= self.goods.start]


@cache
def racks() -> dict[str, int]:
    """Rack names and their GPUs."""
    return {name: int(gpus) for name, gpus in vocabulary_file("spelling.yaml")["racks"].items()}


def form_signs(reading: Reading, goods: Goods) -> FormSigns:
    """Gather the signs of a line of goods."""
    zone = goods.zone
    counts = reading.within("count", *zone)
    units = [m for m in counts if m.value.role == "units" and not m.value.inside]
    return FormSigns(
        reading,
        goods,
        words=_form_words(reading, goods),
        gpus=reading.within("gpus", *zone),
        times=reading.within("times", *zone),
        inside=[m for m in counts if m.value.inside and m.value.low],
        counts=units,
        counters={m.value.counter for m in units},
        each={m.value.each for m in reading.within("money", *zone) if m.value.each},
        bus=[mark for mark in reading.within("bus", *zone) if not is_denied_bus(reading, mark)]
        or shared_bus(reading, goods),
        hgx=[mark for mark in reading.within("hgx", *zone) if not _gave_goods(reading, mark)],
    )


@cache
def modular_models() -> frozenset[str]:
    """Models that are sold as modules, only or also."""
    spelling = vocabulary_file("spelling.yaml")
    return frozenset([*spelling["modules"], *spelling["cards"]])


def shared_bus(reading: Reading, goods: Goods) -> list[Mark]:
    """A socket named once: 'SXM4 单颗：A100 40G 1.9万，A100 80G 3.6万', 'A100 SXM4 80G 6.2万，40G 2.9万'."""
    if goods.model is None or goods.model.value.name not in modular_models():
        return []
    if goods.set_apart_by("memory"):
        beside_name = reading.within("bus", goods.model.end, goods.model.end + _BESIDE_NAME)
        return [mark for mark in beside_name if not is_denied_bus(reading, mark)][:1]
    marks = reading.within("bus", *reading.state["header"])
    return marks if len({mark.value for mark in marks}) == 1 and marks[0].value.startswith(_SOCKETS) else []


def is_denied_bus(reading: Reading, mark: Mark) -> bool:
    """'不是SXM', 'not the PCIe': the goods are of another bus."""
    before = reading.within("exclusion", max(0, mark.start - _DENIAL_REACH), mark.start)
    return any(word.value == "not" and mark.start - word.end <= _DENIAL_GAP for word in before)


def _gave_goods(reading: Reading, mark: Mark) -> bool:
    """'拆自HGX', 'pulled from HGX': the goods came out of it."""
    return TAKEN_FROM.search(reading.text, max(0, mark.start - _BEFORE_REACH), mark.start) is not None


def _form_words(reading: Reading, goods: Goods) -> dict[str, list[Mark]]:
    """Form words in the zone that speak of the goods."""
    words: dict[str, list[Mark]] = {}
    for mark in reading.within("form", *goods.zone):
        if not _is_part_of_longer(reading, goods, mark) and not _speaks_of_something_else(reading, goods, mark):
            words.setdefault(mark.value, []).append(mark)
    return words


def _is_part_of_longer(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """8卡机, Server Edition: the words say something else together. Looks no further than such words reach."""
    span = max(goods.zone[0], mark.start - _LONGEST), min(goods.zone[1], mark.end + _LONGEST)
    return any(
        part.start <= mark.start and mark.end <= part.end
        for kind in ("gpus", "edition")
        for part in reading.within(kind, *span)
    )


def _speaks_of_something_else(reading: Reading, goods: Goods, mark: Mark) -> bool:
    text = reading.text
    if text[mark.start - 1 : mark.start] == "#":
        return True
    if mark.value == "rack":
        before = _NO_RACK_BEFORE.search(text, max(0, mark.start - 8), mark.start)
        return before is not None or _NO_RACK_BEHIND.match(text, mark.end) is not None
    if mark.value == "baseboard":
        return bool(
            _NO_BOARD_BEFORE.search(text, max(0, mark.start - _BEFORE_REACH), mark.start)
            or _NO_BOARD_BEHIND.match(text, mark.end)
            or (text[mark.start : mark.end] in _WORDS["loose_boards"] and _is_circuit_board(reading, goods, mark))
        )
    if mark.value not in {"server", "workstation"}:
        return False
    if _is_in_firm_name(reading, mark):
        return True
    if text[mark.start : mark.end] in _WORDS["bare_machines"]:
        return False
    return bool(
        _NOT_A_SERVER_BEHIND.match(text, mark.end)
        or _NOT_A_SERVER_BEFORE.search(text, max(0, mark.start - _BEFORE_REACH), mark.start)
        or _is_taken_from(text, mark)
        or (mark.value == "server" and _stands_in_title(reading, goods, mark))
    )


def _is_in_firm_name(reading: Reading, mark: Mark) -> bool:
    """'Delta Data Systems, Osaka': capital words that end a clause and name no goods."""
    if reading.text[mark.start : mark.end] not in _WORDS["firm_machines"]:
        return False
    line = reading.line_of(mark.start)
    start = max(line.start, mark.start - _BEFORE_REACH)
    match = _FIRM.search(reading.raw(start, min(line.end, mark.end + _LEGAL_REACH)))
    if match is None or not match.start("name") <= mark.start - start < match.end("name"):
        return False
    words = match["name"].lower().split()
    named = [m for kind in ("model", "sku", "maker", "hgx") for m in reading.within(kind, start, mark.start)]
    return not named and not set(words) & set(_WORDS["no_firm_word"])


def _is_taken_from(text: str, mark: Mark) -> bool:
    """'机器拆', '从整机上卸下来的', '服务器里拔下': the goods came out of the machine."""
    if text[mark.start : mark.end] in _WORDS["loose_machines"] and _PULLED.match(text, mark.end):
        return True
    if _TAKEN_OFF_IT.match(text, mark.end):
        return True
    return bool(_TAKEN_DOWN.match(text, mark.end) and _FROM.search(text, max(0, mark.start - 12), mark.start))


def _is_circuit_board(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """板子 of a model that is no module, or whose state is told."""
    if goods.model is None or goods.model.value.name not in modular_models():
        return True
    on_a_slot = any(bus.value in {"PCIe", "NVL"} for bus in reading.within("bus", *goods.zone))
    return on_a_slot or _CIRCUIT_BOARD.match(reading.text, mark.end) is not None


def _stands_in_title(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """'机器从哪收' above a line of cards, '显卡服务器清单': a word in another line before goods counted as cards."""
    line = reading.lines[goods.line]
    if mark.start >= line.start:
        return False
    counts = reading.within("count", line.start, goods.zone[1])
    return any(m.value.counter in {"card", "chip"} and not m.value.inside for m in counts)
