"""Durations and dates: lead times are kept, everything else is claimed so that no count or price is made of it."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re

from extract.numerals import CHINESE, chinese_number
from extract.reading import Reading

_NUMBER = rf"(?:[0-9]{{1,5}}(?:\.[0-9]{{1,3}})?|[{CHINESE}]{{1,3}}|one|two|three|four|six|eight|ten|twelve)"
_UNIT = (
    r"(?P<day>个?工作日|天|日内?(?!元|币)|days?|business days?|working days?|bdays?|d(?![a-z0-9]))"
    r"|(?P<week>周(?!末|年|边|转)|星期|礼拜|个星期|weeks?|wks?|wk)"
    r"|(?P<month>个月|个半月|月(?!租|供|付|销|结|饼|底|初|中|光)|months?|mos?(?![a-z])|mths?)"
    r"|(?P<year>年|years?|yrs?|yr)"
    r"|(?P<hour>个?小时|hours?|hrs?|hr|h(?![a-z0-9])|分钟|minutes?|mins?|min(?![a-z]))"
)
_DURATION = re.compile(
    rf"(?<![0-9a-z.,$¥€£/])(?P<low>{_NUMBER})(?: ?(?:天|周|个?月|days?|weeks?)? ?(?:-|~|–|—|至|到|to) ?(?P<high>{_NUMBER}))?[ \-]?(?:business |working )?(?:{_UNIT})"
)
_DATE = re.compile(
    r"(?<![0-9])(?:19|20)[0-9]{2}(?:[.\-/年][ ]?[0-9]{1,2}(?:[.\-/月][ ]?[0-9]{1,2}[日号]?|月)?|年)|(?<![0-9a-z])[0-9]{1,2} ?月 ?(?:[0-9]{1,2} ?[日号])?(?!租|付|供|销)"
    r"|(?<![0-9])[0-9]{1,2}(?:号(?!楼|线)|日(?!内))|(?<![a-z0-9])q[1-4](?![0-9a-z])|(?<![0-9])[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
    r"|(?<![0-9a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? [0-9]{1,2}(?:st|nd|rd|th)?(?![0-9,k])(?:,? (?:19|20)[0-9]{2})?"
    r"|(?<![0-9a-z])(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.? (?:19|20)[0-9]{2}|(?<![0-9])(?:19|20)[0-9]{2}(?= ?款)"
    r"|(?:since|in|est\.?|established|成立于?|始于) (?:19|20)[0-9]{2}(?![0-9,])"
)
_LEAD_BEFORE = re.compile(
    r"(?:(?<![a-z])(?=[a-z])|(?=[^a-z]))(?:交付期限|期限|工期|供货期|交期|货期|交货期|交付期|交货周期|交付周期|交货|交付|排产|排期|排单|期货|预售|预订|预定|订货|到货|发货|lead ?time|l/t|delivery(?: time)?|delivered|eta|arriv\w*|ships?|shipping|shipment|"
    r"ship|in|within|约|大约|approx\.?|about|around|turnaround|期|等|dispatch|leadtime|to delivery|ready in|production)[ :：为是约在内,，()]{0,6}$"
)
_LEAD_AFTER = re.compile(
    r"[ ]?(?:内?(?:交货|到货|交付|发货|到港|可交|可到|可发|出货|交期|货期|交机|提货|到手|发出|能到|左右到|左右交|排产|期货|期)|aro|after|lead|delivery|ex|from order|leadtime|to ship|to deliver|arrival|eta)"
)
_NOT_LEAD = re.compile(
    r"(?:保|质保|保修|维保|在保|剩|用了|使用|上架|合同|租期|起租|响应|烧机|测试|试用|包换|包退|退换|used|warranty|burn|reply|respond|response|tested|old|support|contract|每|per|成立|over|for|runtime|运行|上机|课程|服务内容|验货|质押|账期|net|valid|有效|报价|last|past)[^0-9\n]{0,8}$"
)
_NOT_LEAD_AFTER = re.compile(
    r" ?(?:质保|保修|维保|原厂|包换|包退|店保|联保|延保|保|warranty|support|burn|old|validity|有效|turnaround|使用|测试|return|guarantee|of use|of service|账期|试用|起租|合同|租期|剩|onsite|on-site|nbd|内响应|回复|响应|无理由|in use|usage|运行|前|ago|历史|back)"
)
_DAYS = {"day": 1, "week": 7, "month": 30}
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "eight": 8, "ten": 10, "twelve": 12}


def find_times(reading: Reading) -> None:
    """Marks of kind ``lead`` (days, days_max); claims every other date and duration."""
    text = reading.text
    for match in _DATE.finditer(text):
        if not reading.is_taken(*match.span()):
            reading.add("date", match.group(), match.start(), match.end(), "time.date")
            reading.take(*match.span())
    for match in _DURATION.finditer(text):
        start, end = match.span()
        if reading.is_taken(start, end) or match.lastgroup is None:
            continue
        unit = next(u for u in ("day", "week", "month", "year", "hour") if match[u])
        if _is_rent(text, start, end, match):
            continue
        reading.take(start, end)
        low, high = _value(match["low"]), _value(match["high"])
        reading.add("duration", (low, unit), start, end, "time.duration")
        if unit in _DAYS and low is not None and _is_lead(text, start, end, unit):
            days = (int(low * _DAYS[unit]), int(high * _DAYS[unit]) if high is not None else None)
            reading.add("lead", days, start, end, f"lead.{unit}s", 0.9)


def _is_rent(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """'3.5万一个月', '$2.1 1 hour': the count one after money says what the rent is for."""
    return (
        _value(match["low"]) == 1
        and match["high"] is None
        and re.search(r"[0-9万wk元/块]\s?$", text[max(0, start - 3) : start]) is not None
    )


def _is_lead(text: str, start: int, end: int, unit: str) -> bool:
    left = text[max(0, start - 24) : start]
    if _NOT_LEAD.search(left) or _NOT_LEAD_AFTER.match(text, end):
        return False
    alone = (
        unit != "month" and re.search(r"[,，]\s?$", left) and re.match(r"\s?(?:[,，.。;；\n]|$)", text[end : end + 2])
    )
    return (
        (alone is not None and bool(alone))
        or _LEAD_BEFORE.search(left) is not None
        or _LEAD_AFTER.match(text, end) is not None
    )


def _value(text: str | None) -> float | None:
    if text is None:
        return None
    if text in _WORDS:
        return _WORDS[text]
    if text[0].isdigit():
        return float(text)
    value = chinese_number(text)
    return None if value is None else float(value)
