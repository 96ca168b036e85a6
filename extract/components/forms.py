"""What the goods are as a thing: card, module, baseboard, server, barebone, rack or workstation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from extract.components.form_signs import FormSigns, modular_models, racks
from extract.lexicon import vocabulary_file
from extract.reading import Mark
from extract.records import Form, Unit
from extract.word_classes import word_classes

_WORDS = word_classes("forms")
_TRAY = _WORDS.pattern("{trays}")
_HOST_TRAY = _WORDS.pattern("{host_trays}")
_BOARD_TRAY = _WORDS.pattern("{board_trays}")
_WHOLE_RACK = _WORDS.pattern("{whole_racks}")
_NOT_BEFORE = _WORDS.pattern("{not_these} ?$")
_NOT_REACH = 8
_EMPTY = _WORDS.pattern("{empty_words}")
_OTHERS = _WORDS.pattern(r"[,，。;；.\n]\s*{others}[^,，。;；\n]{0,14}$")
_OTHERS_REACH = 30
_TO_BE_HAD = _WORDS.pattern("[ ,，]?{also_to_be_had}")
_MACHINE_SIZES = {4, 8, 10, 16}
_ASSEMBLED = {"GH200", "GB200", "GB300"}
"""CPU and GPU on one board: never sold as a bare card."""
_UNIT_OF: dict[Form, Unit] = {
    "card": "card", "module": "module", "baseboard": "baseboard", "server": "server", "barebone": "server",
    "rack": "rack", "workstation": "server",
}  # fmt: skip


def unit_of(form: Form) -> Unit:
    """What counts of a form count."""
    return _UNIT_OF[form]


def form_of(signs: FormSigns) -> tuple[Form, list[Mark]]:
    """The form of a line of goods and what tells it; a card where nothing else is said."""
    for form, rule in _RULES:
        evidence = rule(signs)
        if evidence is not None:
            return form, list(evidence[:1])
    return "card", signs.words.get("card", [])[:1]


def _barebone(signs: FormSigns) -> Sequence[Mark] | None:
    marks = signs.reading.within("barebone", *signs.goods.zone)
    if not marks and signs.goods.model is None and not signs.many:
        marks = _said_of_all(signs)
    return [mark for mark in marks if not _holds_gpus(signs, mark) and not _is_of_others(signs, mark)] or None


def _is_of_others(signs: FormSigns, mark: Mark) -> bool:
    """'4台（A100×8），另外2台只剩机头': a clause of its own counts other machines, and these are said to be filled."""
    if not (signs.many or signs.inside or _multiplied(signs)) or mark.start < signs.goods.end:
        return False
    if _TO_BE_HAD.match(signs.reading.text, mark.end):
        return True
    start = max(signs.goods.end, mark.start - _OTHERS_REACH)
    return _OTHERS.search(signs.reading.text, start, mark.start) is not None


def _multiplied(signs: FormSigns) -> bool:
    """'A100 40G×8' behind the name of a machine."""
    return any(mark.value.counter == "times" and mark.value.low in _MACHINE_SIZES for mark in signs.counts)


def _said_of_all(signs: FormSigns) -> list[Mark]:
    """'机头现货：821GE 12台，NF5688M7 5台，都不带模组': what the heading or the last clause says of every machine."""
    state = signs.reading.state
    return [mark for part in ("header", "footer") for mark in signs.reading.within("barebone", *state[part])]


def _holds_gpus(signs: FormSigns, mark: Mark) -> bool:
    """'8x H100 in an 8U chassis' has GPUs; a bare word for a case is weaker than what is said to be inside."""
    text = signs.reading.text
    word = text[mark.start : mark.end]
    if word in _WORDS["weak_barebones"]:
        if signs.many or signs.inside or signs.words.get("workstation") or signs.words.get("baseboard"):
            return True
        return (bool(signs.bus) or signs.goods.sku is None) and not _EMPTY.search(text)
    return word in _WORDS["heads"] and text[max(0, mark.start - 1) : mark.start] in _WORDS["head_included"]


def _named_rack(signs: FormSigns) -> Sequence[Mark] | None:
    marks = [mark for mark in signs.bus if mark.value in racks()]
    tray = signs.words.get("server") and _TRAY.search(signs.reading.text, *signs.goods.zone)
    if marks and not tray:
        return marks
    sku = signs.goods.sku
    return [sku] if sku is not None and sku.value.form == "rack" else None


def _rack(signs: FormSigns) -> Sequence[Mark] | None:
    words = signs.words.get("rack")
    meant = (
        "rack" in signs.counters
        or signs.name in {"GB200", "GB300"}
        or _WHOLE_RACK.search(signs.reading.text, *signs.goods.zone)
    )
    return words if words and meant else None


def _workstation(signs: FormSigns) -> Sequence[Mark] | None:
    sku = signs.goods.sku
    if sku is None:
        return signs.words.get("workstation")
    return [sku] if sku.value.form == "workstation" else None


def _known_machine(signs: FormSigns) -> Sequence[Mark] | None:
    return [signs.goods.sku] if signs.goods.sku is not None else None


def _baseboard(signs: FormSigns) -> Sequence[Mark] | None:
    """A server word nearer behind the name than the board word: the board is part of the server."""
    servers, boards = signs.behind("server"), signs.behind("baseboard")
    if servers and (not boards or min(servers) < min(boards)):
        return None
    if signs.behind("module") and not boards:
        return None
    boards_said = [mark for mark in signs.words.get("baseboard", ()) if not _NOT_BEFORE.search(_before(signs, mark))]
    return boards_said or _trays(signs)


def _before(signs: FormSigns, mark: Mark) -> str:
    return signs.reading.text[max(0, mark.start - _NOT_REACH) : mark.start]


def _trays(signs: FormSigns) -> list[Mark] | None:
    """'SXM5 H200 trays, no host': boards of modules. A compute tray has a host."""
    sockets = [mark for mark in signs.bus if mark.value.startswith("SXM")] or signs.hgx
    trays = sockets and _BOARD_TRAY.search(signs.reading.text, *signs.goods.zone)
    return sockets if trays and not _HOST_TRAY.search(signs.reading.text, *signs.goods.zone) else None


def _server(signs: FormSigns) -> Sequence[Mark] | None:
    servers = signs.words.get("server")
    if not servers:
        return None
    filled = bool(signs.many or signs.inside)
    text = signs.reading.text
    strong = any(text[m.start : m.end] in _WORDS["strong_servers"] for m in servers)
    cards = signs.words.get("card")
    if signs.behind("module") and not signs.behind("server") and not signs.counted_in("server"):
        return None
    if not (filled or strong or not cards or signs.counted_in("server")):
        return None
    if cards and not filled and "server" not in signs.counters and _card_stands_first(signs):
        return None
    return servers


def _card_stands_first(signs: FormSigns) -> bool:
    first = {form: min(places) for form in ("baseboard", "server", "module", "card") if (places := signs.behind(form))}
    return bool(first) and min(first, key=lambda form: first[form]) == "card"


def _counted_boards(signs: FormSigns) -> Sequence[Mark] | None:
    """'2 boards': of a model that comes as a module. '40 A100 PCIe boards' are cards."""
    if signs.on_a_slot or (signs.name and signs.name not in modular_models()):
        return None
    return [*signs.hgx, *signs.counts] if signs.counted_in("board") else None


def _hgx(signs: FormSigns) -> Sequence[Mark] | None:
    if signs.words.get("server") or {"card", "server"} & signs.counters:
        return None
    return signs.hgx or None


def _counted_servers(signs: FormSigns) -> Sequence[Mark] | None:
    if not signs.counted_in("server"):
        return None
    return [mark for mark in signs.counts if mark.value.counter == "server"]


def _filled_machine(signs: FormSigns) -> Sequence[Mark] | None:
    if signs.inside:
        return signs.inside
    many = signs.many
    if many and many[0].value in _MACHINE_SIZES and not signs.words.get("card") and not signs.words.get("module"):
        return many
    return None


def _module(signs: FormSigns) -> Sequence[Mark] | None:
    sockets = [mark for mark in signs.bus if mark.value.startswith(("SXM", "OAM"))]
    if sockets:
        return sockets
    words = signs.words.get("module", [])
    if signs.name in _oam_models() and not signs.on_a_slot:
        return words
    return words if words and signs.name and not signs.on_a_slot else None


def _assembled(signs: FormSigns) -> Sequence[Mark] | None:
    return [] if signs.name in _ASSEMBLED else None


@cache
def _oam_models() -> frozenset[str]:
    return frozenset(vocabulary_file("spelling.yaml")["oam"])


_RULES: tuple[tuple[Form, Callable[[FormSigns], Sequence[Mark] | None]], ...] = (
    ("barebone", _barebone),
    ("rack", _named_rack),
    ("rack", _rack),
    ("workstation", _workstation),
    ("server", _known_machine),
    ("baseboard", _baseboard),
    ("server", _server),
    ("baseboard", _counted_boards),
    ("baseboard", _hgx),
    ("server", _counted_servers),
    ("server", _filled_machine),
    ("module", _module),
    ("server", _assembled),
)
"""The first rule with evidence decides; evidence may be an empty list where the name alone tells."""
