"""Which goods a text speaks of, and which part of the text belongs to each."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract.components.names import memory_sizes
from extract.reading import Mark, Reading

_LIST_GLUE = re.compile(r"[\s/、,，&+|和与或及]{0,4}(?:or|and)?[\s/、,，&]{0,3}(?:nvidia|英伟达|rtx|geforce|hgx)? ?")
_STRONG = re.compile(r"[。;；!！|]|\. (?=[a-z0-9])")
_WEAK = re.compile(r"(?<![0-9]),|,(?![0-9])|[，、]|\s[-–—/+]\s|\s&\s")
_FOOTER = re.compile(r"(?:以上|都|均|全部|全都|统一|价格|所有|all |both |everything|prices?|each |terms|payment|各)")
_FOOTER_ZH = re.compile(r"(?:以上|都|均|全部|全都|统一)(?!价)")
_HEADER_END = re.compile(r"[:：】\]](?=[^,，。;；:：\]】]{0,12}$)")
_RECENT = 6
_SPLIT_REACH = 600
_DENIAL_REACH = 10
_SUPPORT_REACH = 14
_ACCESSORY = re.compile(
    r"[\s\-/]{0,2}(?:nvlink|nv link|双卡|多卡|sli|专用|用|的|原装|官方|official|original|sxm\d?|pcie|nvl|80gb?|40gb?|3 ?slot|2 ?slot|双槽|三槽|gpu|显卡|显卡用|服务器|passive|oem|用的|公版|hgx|baseboard|8-gpu|涡轮|gen ?\d|大|用)*[\s\-]{0,2}"
)


@dataclass(slots=True)
class Goods:
    """One line of goods while it is being read."""

    model: Mark | None
    """Model mark."""
    sku: Mark | None
    """Machine mark."""
    start: int
    """First character of its names."""
    end: int
    """End of its names."""
    zone: tuple[int, int] = (0, 0)
    """The text that is its own."""
    line: int = 0
    """Line number of its names."""
    bundle: int = 0
    """Goods of one bundle (H100/H200 8卡) share one zone."""
    memory: Mark | None = None
    """Set where the memory alone sets it apart from its sister (…，48G的2.2万)."""
    anchored_bus: Mark | None = None
    """Set where the bus alone sets it apart."""


def find_goods(reading: Reading) -> None:
    """Fills ``reading.state['goods']`` and header and footer spans. Runs after all marks."""
    anchors = _anchors(reading)
    groups = _split_by_spec(reading, _merge_repeats(reading, anchors))
    _zones(reading, groups)
    reading.state["goods"] = groups
    reading.state["goods_starts"] = [g.start for g in groups]


def _anchors(reading: Reading) -> list[Goods]:
    marks = sorted(
        [*reading.marks.get("model", ()), *reading.marks.get("sku", ())], key=lambda m: (m.start, m.kind == "model")
    )
    groups: list[Goods] = []
    dropped: list[Mark] = []
    for mark in marks:
        if mark.kind == "sku" and _fits(reading, mark):
            _undo(reading, mark, "the text names it as what something else fits")
            continue
        if mark.kind == "model" and (_follows_dropped(reading, dropped, mark) or _is_only_mentioned(reading, mark)):
            dropped.append(mark)
            continue
        last = groups[-1] if groups else None
        if last and _joins(reading, last, mark):
            if mark.kind == "sku":
                last.sku = mark
            else:
                last.model = mark
            last.end = max(last.end, mark.end)
            continue
        goods = (
            Goods(None, mark, mark.start, mark.end) if mark.kind == "sku" else Goods(mark, None, mark.start, mark.end)
        )
        goods.line = reading.line_number(mark.start)
        groups.append(goods)
    return groups


def _fits(reading: Reading, mark: Mark) -> bool:
    """'适用821GE', 'fits XE9680': the machine is not what is sold."""
    before = reading.within("exclusion", max(0, mark.start - 12), mark.start)
    return any(
        e.value == "supports" and mark.start - e.end <= 3 and reading.text[e.start : e.end] != "for" for e in before
    )


def _follows_dropped(reading: Reading, dropped: list[Mark], mark: Mark) -> bool:
    """What fits an H100 also fits the A100 named beside it."""
    if not dropped:
        return False
    between = reading.text[dropped[-1].end : mark.start]
    return "\n" not in between and _LIST_GLUE.fullmatch(between) is not None


def _joins(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """A machine and the model in it are one line of goods."""
    if mark.start < goods.end:
        return (goods.model is None) if mark.kind == "model" else goods.sku is None
    between = reading.text[goods.end : mark.start]
    near = "\n" not in between and len(between) < 60
    own_line = between.count("\n") == 1 and not _is_complete(reading, goods)
    if mark.kind == "sku":
        return goods.sku is None and goods.model is not None and (near or own_line) and not _STRONG.search(between)
    if goods.model is None and goods.sku is not None:
        return (near or own_line) and not _STRONG.search(between)
    return False


def _is_complete(reading: Reading, goods: Goods) -> bool:
    """A line that has its own count or price, or says that it comes without GPUs."""
    return any(reading.within(kind, *reading.near(goods.start)) for kind in ("count", "money", "barebone", "masked"))


def _is_only_mentioned(reading: Reading, mark: Mark) -> bool:
    """'NOT RTX 6000 Ada', 'supports H100', 'H100 NVLink bridge': named, not sold."""
    text = reading.text
    for exclusion in reading.within("exclusion", max(0, mark.start - 40), mark.start):
        if exclusion.value == "harmless":
            continue
        gap = text[exclusion.end : mark.start] if exclusion.end <= mark.start else None
        if gap is None or "\n" in gap:
            continue
        if (
            exclusion.value == "not"
            and len(gap) <= _DENIAL_REACH
            and not re.search(r"[,，。;；!0-9]", gap)
            and text[exclusion.start : exclusion.end] not in {"除了", "免"}
        ):
            return _undo(reading, mark, "the text says what it is not")
        if (
            exclusion.value == "supports"
            and len(gap) <= _SUPPORT_REACH
            and not re.search(r"[,，。;；!]|sale|sell|rent|\d", gap)
            and not _barebone(reading, mark)
        ):
            if text[exclusion.start : exclusion.end] in {"for", "同款", "用于", "support", "replacement for"} and (
                reading.state["stances"]
                and text[exclusion.start : exclusion.end] == "for"
                and re.search(
                    r"looking|search|price|quote|rfq|wanted|asking|rent|paying|cash|budget|offer|lease|市",
                    text[max(0, exclusion.start - 14) : exclusion.start],
                )
            ):
                continue
            return _undo(reading, mark, "the text names it as what something else fits or is compared with")
    accessory = _ACCESSORY.match(text, mark.end)
    position = accessory.end() if accessory else mark.end
    for part in reading.within("foreign", mark.end, position + 40):
        if (
            part.value == "part"
            and part.start == position
            and not re.search(
                r"(?:送|含|带|配|with|incl|including|w/|\+|和)[^,，。]{0,8}$",
                text[max(0, mark.start - 10) : mark.start],
            )
        ):
            return _undo(reading, mark, "the goods are a part for it")
    if _english_part(reading, mark) or _beside_foreign_goods(reading, mark):
        return _undo(reading, mark, "the goods are something else")
    line = reading.line_of(mark.start)
    for none in reading.within("none", max(line.start, mark.start - 2000), min(line.end, mark.end + 2000)):
        if (
            none.value in {"empty", "licence", "scrap"}
            and position <= none.start <= position + 6
            and "\n" not in text[mark.end : none.start]
        ):
            return _undo(reading, mark, "the goods are an empty box, a licence or scrap")
        if none.value == "empty" and reading.line_of(none.start) == reading.line_of(mark.start):
            return _undo(reading, mark, "the goods are an empty box")
        if _is_licence(reading, none):
            return _undo(reading, mark, "the goods are a licence")
        if (
            none.value in {"scrap", "licence"}
            and reading.line_of(none.start) == reading.line_of(mark.start)
            and abs(none.start - mark.end) < 30
            and not re.search(
                r"(?:无|非|不是|没有|no|not|包|保证|坏|含|incl|with|送)\s?$", text[max(0, none.start - 6) : none.start]
            )
        ):
            return _undo(reading, mark, "the goods are scrap or a licence")
    return False


_STRONG_LICENCE = re.compile(r"ai enterprise|vgpu|subscription|软件授权|license key|licence key|订阅|激活码|授权许可")
_ENGLISH_PART = re.compile(
    r"[ ,]{1,2}(?:[a-z0-9\-/]+ ){0,4}?(?:cables?|heatsinks?|heat sinks?|adapters?|brackets?|risers?|water ?blocks?|cold plates?|backplanes?|"
    r"bridges?|power supply|psu|retimers?|shrouds?|rails?|thermal pads?|sleeve|kit|cover|fan replacement|replacement fans?|i/o plate)(?![a-z])"
)
_WITH = re.compile(r"(?:with|incl\.?|including|includes|w/|\+|and|plus|,|-|\(|送|含|带) ?(?:[a-z0-9]+ ){0,3}$")


def _english_part(reading: Reading, mark: Mark) -> bool:
    """'A100 PCIe power cable': a few words on stands what is sold."""
    if reading.lang.chinese:
        return False
    match = _ENGLISH_PART.match(reading.text, mark.end)
    if match is None or _WITH.search(match.group().rsplit(" ", 1)[0] + " "):
        return False
    return "gpu" not in match.group() and "card" not in match.group() and "module" not in match.group()


def _beside_foreign_goods(reading: Reading, mark: Mark) -> bool:
    """'CX7 网卡 50张 7200 H100集群拆机': the line counts and prices something else before the name."""
    first, last = reading.near(mark.start)
    heads = [f for f in reading.within("foreign", first, mark.start) if f.value != "other_gpu"]
    if not heads or reading.within("model", first, heads[0].start) or reading.within("sku", first, last):
        return False
    values = [*reading.within("count", first, last), *reading.within("money", first, last)]
    if re.search(
        r"(?:from|out of|for|拆自|来自|自|出自) ?(?:a |an |the |our )?(?:working |old |live )?(?:nvidia |hgx |dgx |sxm )*$",
        reading.text[max(first, mark.start - 30) : mark.start],
    ):
        return True
    return bool(values) and all(v.end <= mark.start for v in values) and heads[0].start < min(v.start for v in values)


def _is_licence(reading: Reading, none: Mark) -> bool:
    """A licence is sold, not given along with the machine."""
    text = reading.text
    return (
        none.value == "licence"
        and _STRONG_LICENCE.fullmatch(text, none.start, none.end) is not None
        and not re.search(
            r"(?:with|incl|including|w/|\+|送|含|带|赠)[^,，。]{0,12}$", text[max(0, none.start - 16) : none.start]
        )
    )


def _barebone(reading: Reading, mark: Mark) -> bool:
    return bool(reading.within("barebone", *reading.near(mark.start)))


def _undo(reading: Reading, mark: Mark, reason: str) -> bool:
    reading.undetermined.append(reading.undetermined_at("model", mark.start, mark.end, reason))
    return True


def _merge_repeats(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """The same model named again without goods of its own is the same line: title and body, name and specs."""
    kept: list[Goods] = []
    for goods in groups:
        twin = next(
            (g for g in (*kept[:2], *kept[2:][-_RECENT:]) if _same_line_of_goods(reading, g, goods, kept[-1])), None
        )
        if twin is None:
            kept.append(goods)
            continue
        if goods.sku and not twin.sku:
            twin.sku = goods.sku
    return kept


def _same_line_of_goods(reading: Reading, first: Goods, second: Goods, last: Goods) -> bool:
    if first.model is None or second.model is None or first.model.value.name != second.model.value.name:
        return (
            first.model is None
            and second.model is None
            and first.sku is not None
            and second.sku is not None
            and first.sku.value.sku == second.sku.value.sku
        )
    if first.sku and second.sku and first.sku.value.sku != second.sku.value.sku:
        return False
    if _conflicts(reading, first, second):
        return False
    said, again = _spec(reading, first), _spec(reading, second)
    return not said or not again or bool(said & again)


def _conflicts(reading: Reading, first: Goods, second: Goods) -> bool:
    """Both name a count, or both a price, and not the same."""
    for kind in ("count", "money"):
        stated = _values_near(reading, kind, first, until=second.start)
        again = _values_near(reading, kind, second, until=None)
        if stated and again and not stated & again:
            return True
    return False


def _values_near(reading: Reading, kind: str, goods: Goods, until: int | None) -> set[object]:
    line = reading.line_of(goods.start)
    end = min(line.end, goods.end + 60) if until is None else min(until, line.end + 400, goods.end + 800)
    start = max(line.start, goods.start - 10) if kind == "count" else goods.end
    return {
        (m.value.low, m.value.high)
        for m in reading.within(kind, start, end)
        if kind == "money" or (m.value.role == "units" and (m.value.low or m.value.high))
    }


def _spec(reading: Reading, goods: Goods) -> set[str]:
    """Memory and bus right behind (or before) a name."""
    line = reading.line_of(goods.end)
    words: set[str] = set()
    for kind in ("memory", "bus"):
        for mark in reading.within(kind, goods.end, min(line.end, goods.end + 14)):
            words.add(str(mark.value))
    return words


def _split_by_spec(reading: Reading, groups: list[Goods]) -> list[Goods]:
    """'4090 24G 1.3万，48G 2.2万': a second memory with a price of its own is a second line of goods."""
    split: list[Goods] = []
    for index, goods in enumerate(groups):
        split.append(goods)
        if goods.model is None:
            continue
        limit = groups[index + 1].start if index + 1 < len(groups) else len(reading.text)
        current = goods
        sizes = reading.within("memory", max(0, goods.start - 6), min(limit, goods.end + _SPLIT_REACH))
        for mark in sizes[1:]:
            earlier = [m for m in sizes if m.start < mark.start]
            paid = reading.within("money", current.end, mark.start)
            ahead = reading.within("money", mark.end, min(limit, mark.end + 40))
            crosses = re.search(r"[,，。;；\n/]", reading.text[earlier[-1].end : mark.start])
            if mark.value != earlier[-1].value and paid and ahead and crosses and _is_memory_of(goods, mark.value):
                current = Goods(goods.model, None, mark.start, mark.end, memory=mark)
                current.line = reading.line_number(mark.start)
                split.append(current)
    return split


def _is_memory_of(goods: Goods, size: int) -> bool:
    return goods.model is not None and size in memory_sizes(goods.model.value.name)


def _zones(reading: Reading, groups: list[Goods]) -> None:
    """Gives every line of goods its own text; the rest is header and footer, which hold for all."""
    text = reading.text
    reading.state["header"] = (0, 0)
    reading.state["footer"] = (len(text), len(text))
    if not groups:
        return
    if len(groups) == 1:
        groups[0].zone = (0, len(text))
        return
    _bundles(reading, groups)
    cuts = [_cut(reading, before, after) for before, after in pairwise(groups)]
    first_line = reading.lines[groups[0].line]
    head = first_line.start
    prefix = _HEADER_END.search(text[first_line.start : groups[0].start])
    if prefix:
        head = first_line.start + prefix.end()
    reading.state["header"] = (0, head)
    last = groups[-1]
    tail = _tail(reading, groups)
    reading.state["footer"] = (tail, len(text))
    edges = [head, *cuts, tail]
    for index, goods in enumerate(groups):
        goods.zone = (edges[index], max(edges[index + 1], goods.end))
    last.zone = (edges[-2], tail)
    bundles: dict[int, list[Goods]] = {}
    for goods in groups:
        if goods.bundle:
            bundles.setdefault(goods.bundle, []).append(goods)
    for members in bundles.values():
        zone = (members[0].zone[0], max(m.zone[1] for m in members))
        for member in members:
            member.zone = zone


def _bundles(reading: Reading, groups: list[Goods]) -> None:
    number = 0
    for before, after in pairwise(groups):
        if after.memory or before.memory or before.model is None or after.model is None:
            continue
        if (
            _LIST_GLUE.fullmatch(reading.text, before.end, after.start)
            and "\n" not in reading.text[before.end : after.start]
        ):
            if not before.bundle:
                number += 1
                before.bundle = number
            after.bundle = before.bundle


def _cut(reading: Reading, before: Goods, after: Goods) -> int:
    text = reading.text
    if before.line != after.line:
        return reading.lines[after.line].start
    between = text[before.end : after.start]
    strong = [m.end() for m in _STRONG.finditer(between)]
    if strong:
        return before.end + strong[-1]
    weak = [m.end() for m in _WEAK.finditer(between)]
    counts = [
        m
        for m in reading.within("count", before.end, after.start)
        if text[m.end : after.start].strip() in {"", "x", "nvidia", "英伟达", "的", "units of", "of"}
    ]
    if weak:
        return before.end + weak[-1]
    if counts:
        return counts[-1].start
    return after.start


def _tail(reading: Reading, groups: list[Goods]) -> int:
    """Where the footer starts: lines behind the last goods of a list, or a clause that speaks for all."""
    text = reading.text
    last = groups[-1]
    line = reading.lines[last.line]
    lines_apart = {g.line for g in groups}
    if len(lines_apart) == 1:
        for match in re.finditer(r"[,，。;；\n.\s]\s*", text[last.end :]):
            position = last.end + match.end()
            if (
                (_FOOTER.match(text, position) and not text[last.end + match.start()].isspace())
                or _FOOTER_ZH.match(text, position)
                or text[last.end + match.start()] == "\n"
            ):
                return position
        return _shared_clauses(reading, groups, line.end)
    continued = any(
        reading.within("money", reading.lines[g.line].end, reading.lines[n.line].start)
        for g, n in pairwise(groups)
        if n.line > g.line + 1
    )
    if continued:
        blank = text.find("\n\n", last.end)
        return blank if blank >= 0 else len(text)
    return line.end


def _shared_clauses(reading: Reading, groups: list[Goods], line_end: int) -> int:
    """In a one-line list, clauses behind the last price or count that hold facts only speak for all."""
    last = groups[-1]
    values = [
        *reading.within("money", last.end, line_end),
        *reading.within("count", last.end, line_end),
        *reading.within("masked", last.end, line_end),
    ]
    if not values or not reading.lang.chinese:
        return line_end
    behind = max(m.end for m in values)
    match = re.search(r"[,，。;；]", reading.text[behind:line_end])
    return behind + match.end() if match else line_end
