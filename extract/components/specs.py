"""Claims what is neither count nor money: memory, part numbers, CPU models, power, bandwidth, sizes."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.numerals import chinese_number
from extract.reading import Reading

_MEMORY = re.compile(
    r"(?<![0-9a-z.])(?P<n>[0-9]{1,4}|[一二三四五六七八九十百零]{1,5}) ?(?:gib|gb|g)(?![a-z0-9/]|pu|/s)(?P<after> ?(?:内存|ram|ddr|"
    r"rdimm|ssd|nvme|固态|硬盘|以太|网|光|ib|条)?)"
)
_MEMORY_LEAD = re.compile(r"(?:内存|ram|ddr[345]|rdimm|ssd|硬盘|固态|条)[ :x*]{0,3}$")
_MULTIPLIED = re.compile(r"(?<![0-9a-z])(?P<count>[1-9][0-9]?) ?[x×*] ?(?=[0-9]{2,3} ?gi?b?(?![a-z]))")
_SPECS = re.compile(
    r"(?P<part>(?<![a-z0-9])[0-9]{3}-[0-9a-z]{4,5}-[0-9a-z]{3,4}(?:-[0-9a-z]{3})?(?![a-z0-9]))"
    r"|(?P<cpu>(?:双路?|四路|2 ?[x*×] ?|两颗|2颗 ?)?(?:xeon|epyc|至强|霄龙|铂金|platinum|金牌|gold|银牌|cpu|amd|intel|线程撕裂者"
    r"|threadripper|ryzen|酷睿|i[579]-)[ :：]{0,2}(?:amd |intel |epyc |xeon |platinum |gold |pro )?[a-z]{0,2}-?[0-9]{4,5}[a-z+]{0,3})"
    r"|(?P<ultra>(?<![a-z])ultra ?[3579][ \-][0-9]{3}[a-z]{0,2}(?![a-z])|(?:锐龙|r[579])[ \-]?[3579]? ?[0-9]{4,5}[a-z0-9]{0,4})"
    r"|(?P<footnote>\[\^?[a-z]?[0-9]{1,3}(?:, ?[a-z]?[0-9]{1,3}){0,6}\]|\^[0-9]{1,3})"
    r"|(?P<resolution>[0-9]{3,4} ?[x×*] ?[0-9]{3,4}(?![0-9])|(?<![0-9.])[1-9](?:\.[0-9])?k(?= ?(?:分辨|屏|\+|游戏|视频|[0-9]{2,3} ?hz|oled|ips|lcd|和|、|/|显示|高刷|超清)))"
    r"|(?P<dual_cpu>(?:双路?|2 ?[x*×] ?|2颗|两颗) ?(?:[345689][0-9]{3}[a-z+]{0,2})(?![0-9a-z]| ?(?:卡|gpu|显卡|元|万|台)))"
    r"|(?P<pro_cpu>(?<![0-9a-z])[0-9]{4}wx(?![a-z])|(?<![0-9a-z])e[35]-[0-9]{4} ?v?[0-9]?|w[0-9]-[0-9]{4}x?)"
    r"|(?P<rate>[0-9]{1,9}(?:\.[0-9]{1,4})? ?(?:gb/s|tb/s|gbps|tbps|gbe|gb/秒|tflops|pflops|tops|gt/s|mt/s|mhz|ghz|hz|fps|tok/s|tokens/s|kwh|kw|mw(?![a-z])"
    r"|瓦|nm|mm|cm|mah|rpm|℃|°c|英寸|寸|bit|位宽|核|线程|吨|公斤|kg|lbs|mb(?![a-z])|tib|tb|%|折|度|p算力|线|斤|毫米|公里|km|px|dpi|pin|v(?![a-z0-9])"
    r"|槽|热管|层|相|g网|g光|g单|吋|m²|m2|平米|℅|楼|号楼|层楼))"
    r"|(?P<height>(?<![0-9,.])[0-9]{1,2} ?u(?![a-z0-9]))"
    r"|(?P<disk>(?<![0-9a-z.])[0-9]{1,4}(?:\.[0-9]{1,3})? ?t(?![a-zà-ỹ0-9/])(?:固态|内存|硬盘|ssd|nvme|ram)?)"
    r"|(?P<speed>ddr[345] ?-? ?[0-9]{4})"
    r"|(?P<pcie>(?:pcie|pci-e|gen|usb|hdmi|dp|ddr|gddr|hbm|nvlink|displayport|cuda|ddr|v|ver|版本) ?[0-9](?:\.[0-9])?(?![0-9.]| ?(?:张|片|台|块|pcs|units?|cards?|个|套|颗|枚|x ))(?:[a-z](?![a-z]))?(?: ?[x×][0-9]{1,2}(?![0-9]))?)"
    r"|(?P<lanes>(?<![0-9a-z])x(?:16|8|4|1)(?= ?(?:slot|lane|接口|插槽)))"
    r"|(?P<cores>(?:cuda核心|cuda cores?|核心数?|流处理器|功耗|tdp|显存带宽|带宽|频率|位宽|pue|快门数|里程)[ :：]{0,2}[0-9]{1,9}(?:\.[0-9]{1,4})?)"
    r"|(?P<mining>(?<![0-9a-z])[0-9]{1,2} ?(?:-| )?slot)"
    r"|(?P<ddr>(?<![0-9a-z])[3-8][0-9]00 ?(?:rdimm|mhz|mt|频))"
    r"|(?P<letterwatts>(?<![0-9a-z.¥$])(?:1[0-9]{2}|2[0-9]{2}|3[0-9]{2}|4[0-9]{2}|5[0-9]{2}|6[0-9]{2}|700|1000|1200|1400|1600|2000|2700|3000|3300) ?w(?![a-z0-9]))"
    r"|(?P<product>(?<![0-9a-z])[a-z]{1,4}[0-9]{2,5}[a-z]{1,4}[0-9]{0,4}[a-z]{0,3}(?![a-z0-9]))"
)


@cache
def _identifiers() -> re.Pattern[str]:
    """A number that a label calls an identifier: it counts and costs nothing."""
    labels = sorted(map(normalise, vocabulary_file("grammar.yaml")["identifier_labels"]), key=len, reverse=True)
    return re.compile(
        rf"(?<![a-z])(?:{'|'.join(map(re.escape, labels))})[ .:：#]{{1,3}}(?P<id>[0-9]{{3,24}})(?![0-9.,])"
    )


_WATTS_ARE_MONEY = re.compile(r" ?(?:一|每|/|含|未|不|左右|出|收|人民|rmb|打包|全|\+税|[,，。;；]?$)")
_UPPER_W = re.compile(r"W$")


def find_specs(reading: Reading) -> None:
    """Marks of kinds ``memory`` (GB) and ``times`` (8×80G); claims the rest. Runs after names and contacts."""
    text = reading.text
    for match in _SPECS.finditer(text):
        start, end = match.span()
        if reading.is_taken(start, end):
            continue
        if match.lastgroup == "letterwatts" and not _is_watts(reading, start, end):
            continue
        reading.add("spec", match.lastgroup, start, end, "spec")
        reading.take(start, end)
    for match in _identifiers().finditer(text):
        if not reading.is_taken(*match.span("id")):
            reading.add("spec", "identifier", *match.span("id"), "spec")
            reading.take(*match.span("id"))
    for match in _MULTIPLIED.finditer(text):
        if not reading.is_taken(*match.span()):
            reading.add("times", int(match["count"]), match.start(), match.end(), "gpus.times_memory")
            reading.take(*match.span())
    for match in _MEMORY.finditer(text):
        start, end = match.span()
        if reading.is_taken(start, end):
            continue
        size = int(match["n"]) if match["n"].isdigit() else chinese_number(match["n"])
        system = match["after"].strip() or _MEMORY_LEAD.search(text, max(0, start - 8), start)
        reading.take(start, end)
        if size is not None and not system:
            reading.add("memory", int(size), start, match.end("n"), "memory.size", 0.9)
            reading.marks["memory"][-1].end = end


def _is_watts(reading: Reading, start: int, end: int) -> bool:
    """430w一台 is money, 450W is power."""
    if re.match(
        r" ?(?:/ ?(?:台|张|套|片|块|个|组)|[一每](?:台|张|套|片|块)|含税|未税|不含税)", reading.text[end : end + 6]
    ):
        return False
    if _WATTS_ARE_MONEY.match(reading.text, end) and not _UPPER_W.search(reading.raw(start, end)):
        return not reading.lang.chinese
    if reading.lang.chinese and not _UPPER_W.search(reading.raw(start, end)):
        left = reading.text[max(0, start - 6) : start]
        return any(word in left for word in ("功耗", "电源", "tdp", "功率")) or "电源" in reading.text[end : end + 4]
    return True
