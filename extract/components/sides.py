"""Which side of a trade each place of the text stands on, and whether the text trades at all."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from extract.reading import Mark, Reading
from extract.records import Side

_OUT = re.compile(
    r"(?:(?:^|[\n【\[(:：,，。;；!！\s>、|~\-*])(?:现货|含税|未税|诚心?|低价|急|可|公司|个人|自用|闲置|手里|手上|明价|一手|特价|大量|长期|现|便宜|工作室|库存|本人|诚意|同行价|割肉|含泪|打包|批量|年底)?)"
    r"(?:出|售|卖|放|让|甩)(?=[:：】\])\s]|[0-9a-z]|现货|一[张台批块片套组个些]|几|两|批|点|台|张|全新|二手|闲置|英伟达|超微|浪潮|戴尔|联想|新华三|宁畅|超聚变|华为|升腾|技嘉|华硕|惠普|辉达|微星|华三|索泰|七彩虹|影驰|自用|公司|国行|拆|库存|机|整|个|块|片|单|双|八|多|四|各|模|显|卡|掉|下)"
    r"|(?:机头|整机|服务器|模组|显卡|[^支输演付推退超产突特杰播]卡|准系统|工作站|台|张|片|套|块|低价|现货|含税)(?:出|放)(?=[:：\s,，。;；)）]|$|\n)"
)
_IN = re.compile(
    r"(?:(?:^|[\n【\[(:：,，。;；!！\s>、|~\-*])(?:现金|长期|大量|高价|诚心?|急|自用|公司|个人|实单|本人|常年|专业|全国|上门|想|再|还|另|也|同时|求|现款|真心|诚意)?)"
    r"(?:收(?!到|款|货|藏|录|费|益|入|据|件|购|尾|起|银|紧|音)|求(?!和|证|助|教|推|真|是|解|稳|职)|找(?!我|他|事|零|茬)|蹲|买(?!家|手|卖|断|单|就|了|得|前|后)|需要?(?=[0-9a-z])|等(?=一|两|几|个|[0-9a-z])|征|缺(?!货|点|陷|少))(?=[:：】\])\s]|[0-9a-z]|一[张台批块片套组个些]|几|两|批|点|台|张|全新|二手|闲置|英伟达|各|多|卡|显|整|模|单|双|八|四|现货|个|些)"
    r"|(?:整机|服务器|模组|显卡|卡|台|张|套)(?:求|收)(?=[:：\s,，。;；]|$|\n)|(?:^|\n)(?:诚心|急)?询价(?=[:：\s0-9a-z])|有(?:货)?的?(?:请)?(?:私信|私聊|私我|联系|滴滴|来|dd|甩|发我|报价|戳|call|pm|dm|速联)|(?:带价|带图|带sn)(?:来|私|联系|滴滴)"
)
_HAVE = re.compile(r"\[h\](?!\s*(?:paypal|cash|venmo|local|zelle|\$|money|btc|crypto))")
_WANT = re.compile(r"\[w\](?!\s*(?:paypal|cash|venmo|local|zelle|\$|money|btc|crypto))")
_NEGATED = re.compile(r"(?:不|非|勿|别|no|not|non|without|谢绝|拒绝|免|never|don't|无)[\s\-]?$")
_SCAM_AWAY = re.compile(
    r"(?:骗子|scammers?|诈骗)[^\n,，。]{0,6}(?:勿|绕|滚|别|走|退|away|off|please)|(?:no|谨防|勿信|防) ?(?:scammers?|scams?|骗子|上当)"
)
_WEAK_WANTED = {
    "need",
    "buy",
    "want",
    "需求",
    "蹲",
    "求出",
    "寻",
    "征",
    "seeking",
    "要收",
    "iso",
    "sourcing",
    "接货",
    "买家",
    "等货",
    "有没有",
    "急需",
}
_WEAK_OFFER = {
    "sell",
    "have",
    "we have",
    "手里有",
    "手上有",
    "手头有",
    "批发",
    "wholesale",
    "surplus",
    "热卖",
    "热销",
    "在售",
    "有售",
    "fs",
    "clearance",
    "表示",
    "回血",
    "变现",
}
_WEAK_RENTAL = {
    "rent",
    "instance",
    "instances",
    "hosting",
    "hosted",
    "on demand",
    "on-demand",
    "serverless",
    "渲染",
    "起租",
    "租期",
    "托管",
    "租",
    "云主机",
    "裸金属",
    "bare metal",
    "bare-metal",
    "lease",
    "hourly",
}
_STRONG_SERVICE = re.compile(
    r"维修|修卡|代购费|代购服务|收代购|去改|拿去改|代改|改装服务|改显存服务|自备卡|自备显卡|自备料|自备4|自己的卡|来料|改装费|加工费|送修|寄修|repair|reballing|fee per fix|parts not sold|modding service|mod service|upgrade service|your own card|send us your|send in your|返修"
)
_SERVICE_EXTRA = re.compile(
    r"(?:免费|保|支持|提供|可|质保|送|含|包|终身|店保|三包|free|with|no|不|未|无|never|没)[^\s,，。]{0,3}$"
)
_LATER_REACH = 2000
_STRONG_BENCHMARK = re.compile(r"tok(?:en)?s?/s|(?<![a-z])fps|mlperf|跑分|个token|benchmarked|每秒\d+ ?(?:个)?token")
_SERVICE_WORK = re.compile(
    r"安装调试|上门安装|驱动部署|集群组网|服务费|运维服务|代运维|installation service|deployment service|setup service|managed service"
)
_SENTENCE = re.compile(r"[。;；!！?？\n|]|\.(?=\s|$)")


AWARD = "the text says who won a tender"


@dataclass(slots=True)
class Stance:
    """Where a side is declared."""

    position: int
    """Start of the declaring words."""
    end: int
    """End of them."""
    side: Side
    """The side."""
    weak: bool
    """A word that says so only where goods follow."""
    mark: Mark
    """Evidence."""


class Stances:
    """All stances of a text, found by place without a walk over all of them."""

    def __init__(self, stances: list[Stance]) -> None:
        self._stances = stances
        self._positions = [s.position for s in stances]
        self._headings: list[Stance | None] = []
        strong: Stance | None = None
        for stance in stances:
            strong = strong if stance.weak else stance
            self._headings.append(strong or stance)

    def between(self, start: int, end: int) -> list[Stance]:
        """Stances that start in a span."""
        return self._stances[bisect_left(self._positions, start) : bisect_left(self._positions, end)]

    def last_before(self, position: int) -> Stance | None:
        """The last strong stance before a place, else the last weak one."""
        index = bisect_left(self._positions, position)
        return self._headings[index - 1] if index else None


def find_sides(reading: Reading) -> None:
    """Fills ``reading.state['stances']``. Runs after vocabulary and contacts."""
    text = reading.text
    stances: list[Stance] = []
    said = bytearray(len(text))
    for mark in reading.marks.get("side", ()):
        word = text[mark.start : mark.end]
        if _NEGATED.search(text, max(0, mark.start - 8), mark.start) or reading.is_taken(mark.start, mark.end):
            continue
        side = Side(mark.value)
        weak = word in (_WEAK_WANTED | _WEAK_OFFER | _WEAK_RENTAL)
        stances.append(Stance(mark.start, mark.end, side, weak, mark))
        said[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    for pattern, side in ((_OUT, Side.OFFER), (_IN, Side.WANTED), (_HAVE, Side.OFFER), (_WANT, Side.WANTED)):
        for match in pattern.finditer(text):
            start = match.start() + (len(match.group()) - len(match.group().lstrip(" \n【[(:：,，。;；!！>、|~-*")))
            if any(said[start : match.end()]):
                continue
            said[start : match.end()] = b"\x01" * (match.end() - start)
            mark = Mark("side", side.value, start, match.end(), f"side.{side.value}_word", 0.85)
            stances.append(Stance(start, match.end(), side, False, mark))
    stances.sort(key=lambda s: s.position)
    reading.state["stances"] = stances
    reading.state["stance_board"] = Stances(stances)


def stance_at(reading: Reading, start: int, end: int) -> Stance | None:
    """The stance that governs goods at a place: in their sentence before them, behind them, else the last heading."""
    board: Stances = reading.state["stance_board"]
    starts: list[int] = reading.state.get("goods_starts", [])
    first, last = _sentence(reading.text, start, end)
    before = board.between(first, end)
    if before:
        return ([s for s in before if not s.weak] or before)[-1]
    for stance in board.between(end, last):
        if not stance.weak and not _leads_other(stance, starts, last):
            return stance
    heading = board.last_before(first)
    if heading is not None:
        return heading
    for stance in board.between(end, end + _LATER_REACH):
        if not stance.weak and not _leads_other(stance, starts, None):
            return stance
    return None


def _leads_other(stance: Stance, starts: list[int], last: int | None) -> bool:
    """The word stands right before other goods: 想换 H200 says nothing of the A800 before it."""
    limit = stance.end + 16 if last is None else min(last, stance.end + 16)
    index = bisect_left(starts, stance.position)
    return index < len(starts) and starts[index] < limit


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = 0
    for match in _SENTENCE.finditer(text, max(0, start - 400), start):
        first = match.end()
    if first == 0 and start > 400:
        first = start - 400
    following = _SENTENCE.search(text, end, min(len(text), end + 400))
    return first, following.start() if following else min(len(text), end + 400)


def no_trade_reason(reading: Reading) -> str | None:
    """Why the text as a whole trades nothing, or none."""
    text = reading.text
    cues: dict[str, list[Mark]] = {}
    for mark in reading.marks.get("none", ()):
        cues.setdefault(mark.value, []).append(mark)
    stances: list[Stance] = reading.state["stances"]
    declared = [s for s in stances if not s.weak and s.side in {Side.OFFER, Side.WANTED}]
    contacts = reading.marks.get("contact", [])
    if cues.get("warning") and not _SCAM_AWAY.search(text):
        strong = [m for m in cues["warning"] if text[m.start : m.end] not in {"warning", "曝光", "小心骗", "警惕"}]
        if strong:
            return "the text warns of a fraud"
    for match in _STRONG_SERVICE.finditer(text):
        if not _SERVICE_EXTRA.search(text, max(0, match.start() - 8), match.start()) and not _sells_goods(reading):
            return "the text sells a service"
    if cues.get("course") and not declared and len(cues["course"]) >= 1:
        return "the text is about a course"
    if cues.get("award"):
        return AWARD
    if cues.get("job") and (not declared or len(cues["job"]) >= 2):
        return "the text offers a job"
    if cues.get("compute") and any(
        len(text[m.start : m.end]) > 2 and text[m.start : m.end] not in {"tokens", "token", "credits"}
        for m in cues["compute"]
    ):
        return "the text sells compute, not machines"
    if _SERVICE_WORK.search(text) and not declared and _only_fees(reading):
        return "the text sells a service"
    counted = any(m.value.role == "units" and m.value.low for m in reading.marks.get("count", ()))
    if cues.get("question") and not contacts and not counted and ("?" in text or not declared):
        return "the text asks a question"
    priced_each = any(m.value.signed or m.value.each for m in reading.marks.get("money", ()))
    if not (declared or contacts or counted or priced_each) and re.search(r"[?？]\s*(?:$|\n)", text):
        return "the text asks a question"
    if _STRONG_BENCHMARK.search(text) and not (declared or contacts or counted):
        return "the text is a test report"
    page_price = reading.hints.price is not None
    if page_price or declared:
        return None
    if len(cues.get("news", ())) >= 1 and not contacts and _reports(reading, cues["news"]):
        return "the text is news"
    priced = bool(reading.marks.get("money")) and not all(m.value.bare for m in reading.marks["money"])
    if cues.get("question") and not contacts and not (priced and len(cues["question"]) < 1):
        return "the text asks a question"
    if cues.get("benchmark") and not contacts and not priced:
        return "the text is a test report"
    return None


def _only_fees(reading: Reading) -> bool:
    """Every amount is a fee, or there is none."""
    return all(m.value.label == "fee" for m in reading.marks.get("money", ()))


def _reports(reading: Reading, cues: list[Mark]) -> bool:
    words = {reading.text[m.start : m.end] for m in cues}
    return (
        bool(
            words
            - {
                "讯",
                "新闻",
                "customs",
                "alleged",
                "shares",
                "analyst",
                "review",
                "police",
                "court",
                "quarter revenue",
                "报道",
            }
        )
        or len(words) > 1
    )


def _sells_goods(reading: Reading) -> bool:
    """An offer word and a count or a price per unit stand in a text that also speaks of repair."""
    strong = [s for s in reading.state["stances"] if s.side is Side.OFFER and not s.weak]
    return bool(strong) and bool(
        reading.marks.get("count") or any(m.value.each for m in reading.marks.get("money", ()))
    )
