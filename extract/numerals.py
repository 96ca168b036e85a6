"""Numbers in Chinese characters."""

from __future__ import annotations

from decimal import Decimal

CHINESE = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟廿卅"
_DIGITS = {
    c: i
    for i, group in enumerate(("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in group
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_TENS = {"廿": 20, "卅": 30}


def chinese_number(text: str) -> Decimal | None:
    """The value below 10,000 of *text*, for example 廿二 → 22, 三百五 → 350, 八零 → 80; None where it is no number."""
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _TENS for c in text):
        return None
    if not any(c in _UNITS or c in _TENS for c in text):
        return Decimal("".join(str(_DIGITS[c]) for c in text))
    total, digit, last_unit, zero = 0, -1, 1, False
    for character in text:
        if character in _TENS:
            total, digit, last_unit = total + _TENS[character], -1, 10
        elif character in _UNITS:
            last_unit = _UNITS[character]
            total, digit, zero = total + (1 if digit < 0 else digit) * last_unit, -1, False
        elif _DIGITS[character] == 0:
            zero = True
        else:
            digit = _DIGITS[character]
    if digit >= 0:
        # 三百五 means 350, 三百零五 means 305
        total += digit * (last_unit // 10 if last_unit >= 100 and not zero else 1)
    return Decimal(total)


def rough_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The ends of 三四百, 十七八, 两三 or 三五: two digits side by side that follow each other; None for other text."""
    for index in range(1, len(text)):
        first, second = _DIGITS.get(text[index - 1], 0), _DIGITS.get(text[index], 0)
        if not first or (second != first + 1 and (first, second) != (3, 5)):
            continue
        around = text[: index - 1], text[index + 1 :]
        if around[0][-1:] in _DIGITS or around[1][:1] in _DIGITS:
            return None
        low, high = (chinese_number(f"{around[0]}{text[at]}{around[1]}") for at in (index - 1, index))
        return (low, high) if low is not None and high is not None else None
    return None
