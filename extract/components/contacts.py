"""Contact details in the disguises people use; kept as keyed hashes with a mask unless raw contacts are on."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import hashlib
import hmac
import re

import phonenumbers

from extract.reading import Mark, Reading
from extract.records import Contact, ContactKind

_HANDLE = r"[a-z0-9][a-z0-9_\-]{3,30}"
_SEPARATOR = r"[\s:：=\-号→👉,，.。'\"“”「」()（）]{0,4}"
_PHONE = r"(?:\+|00)?[0-9(（][0-9()（） \-.]{6,20}[0-9]"
_LABELS: tuple[tuple[ContactKind, str], ...] = (
    (
        "wechat",
        r"微信号?(?!同)|薇信?|威信|卫星|徽信|微❤️?|微|v信|v❤️?|v♥|vx号?|v号|wx号?|w\.?x|wechat(?: id)?|weixin|we chat|绿泡泡|绿色软件|绿泡|绿标|企微|加v|➕v|\+v|v(?=[ :：])|✌|❤",
    ),
    ("qq", r"qq号?|扣扣|企鹅号?|球球|抠抠|叩叩|q(?=[ :：])|q群|秋秋|扣(?=[ :：0-9])|🐧"),
    ("telegram", r"telegram|tele|tg|电报|飞机(?:号)?|纸飞机|小飞机|t\.me/|✈️?"),
    ("whatsapp", r"whats ?app|wa\.me/|wapp|ws(?=[ :：+])|wa(?=[ :：+])|whatsap|瓦次|whatapp"),
    ("phone", r"电话|手机号?|联系电话|热线|致电|tel|phone|call|mobile|cell|mob|ph|座机|固话|hp(?=[ :：+])|☎️?|📞|📱"),
)
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]{0,63}@[a-z0-9][a-z0-9\-]{0,62}(?:\.[a-z0-9\-]{1,62}){1,5}")
_SPOKEN_EMAIL = re.compile(
    r"(?P<user>[a-z0-9][a-z0-9._\-]{1,40}) ?[(\[]? ?(?:at|艾特) ?[)\]]? ?(?P<host>[a-z0-9\-]{2,40}) ?[(\[]? ?(?:dot|点) ?[)\]]? ?(?P<top>com|net|org|example|cn|io)(?![a-z])"
)
_AT = re.compile(r"(?<![a-z0-9._@])@(?P<handle>[a-z][a-z0-9_]{3,31})(?![a-z0-9_]*[.@])")
_LABELLED = {
    kind: re.compile(
        rf"(?:(?<![a-z0-9])|(?<=加)|(?<=id))(?:{label}){_SEPARATOR}(?:id|at|号|me|us|on|上)?{_SEPARATOR}(?P<value>"
        + {
            "wechat": rf"{_PHONE}|{_HANDLE}",
            "qq": r"[1-9][0-9][0-9 ]{3,13}[0-9]",
            "telegram": rf"@?{_HANDLE}",
            "whatsapp": _PHONE,
            "phone": rf"{_PHONE}|[0-9零〇一二三四五六七八九幺 \-]{{9,20}}",
        }[kind]
        + ")"
    )
    for kind, label in _LABELS
}
_MOBILE = re.compile(
    r"(?<![0-9a-z.\-_@])(?:\+ ?(?P<intl>[1-9][0-9]{0,2})[ \-]?[0-9()][0-9() \-]{5,16}[0-9]|1[3-9][0-9][ \-]?[0-9]{4}[ \-]?[0-9]{4}|0[0-9]{1,3}[ \-][0-9]{3,4}[ \-]?[0-9]{4})(?![0-9a-z*])"
)
_CHINESE_PHONE = re.compile(
    r"(?<![零〇一二三四五六七八九幺])[一幺][三四五六七八九][零〇一二三四五六七八九幺]{9}(?![零〇一二三四五六七八九幺万])"
)
_SAME = re.compile(
    r"(?P<kinds>(?:(?:微信?|薇信?|v信?|vx|wx|v|wechat|whatsapp|wa|qq|扣扣|telegram|tg|电话|手机|tel)[/、,和&+ 及]{0,3}){1,3}) ?(?:同号|同步|一样|same(?: number)?|同)"
)
_SAME_KINDS: tuple[tuple[str, ContactKind], ...] = (
    ("whatsapp", "whatsapp"), ("wechat", "wechat"), ("微", "wechat"), ("薇", "wechat"), ("vx", "wechat"), ("wx", "wechat"), ("v", "wechat"),
    ("wa", "whatsapp"), ("qq", "qq"), ("扣", "qq"), ("telegram", "telegram"), ("tg", "telegram"),
    ("电话", "phone"), ("手机", "phone"), ("tel", "phone"),
)  # fmt: skip
_MASKED = re.compile(r"[0-9]{2,4}[*x×]{3,}")
_MASKED_PHONE = re.compile(r"(?<![0-9])1[3-9][0-9][ \-]?[*x×]{3,4}[ \-]?[0-9]{2,4}(?![0-9])")
_CHINESE_DIGITS = str.maketrans("零〇一幺二三四五六七八九", "001123456789")
_STOP = {"same", "群", "group", "channel", "only", "联系", "or", "and", "here", "welcome"}
_BEFORE_SAME_CLAIM = 60


def find_contacts(reading: Reading) -> None:
    """Marks of kind ``contact`` with (kind, start, end) of the value; claims them. Runs before numbers."""
    if not any(c in reading.text for c in "0123456789@零一❤") and "." not in reading.text:
        return
    for match in _MASKED_PHONE.finditer(reading.text):
        reading.add("masked_phone", match.group(), match.start(), match.end(), "contact.masked")
        reading.take(*match.span())
    for match in _EMAIL.finditer(reading.text):
        _add(reading, "email", match.start(), match.end(), "contact.email")
    for match in _SPOKEN_EMAIL.finditer(reading.text):
        _add(reading, "email", match.start(), match.end(), "contact.email_spoken")
    for kind, _ in _LABELS:
        for match in _LABELLED[kind].finditer(reading.text):
            start, end = match.span("value")
            if kind == "phone" and not _enough_digits(reading.text[start:end], 7):
                continue
            if not _plausible(kind, reading.text[start:end]) or _MASKED.match(reading.text, start):
                continue
            _add(reading, kind, start, end, f"contact.{kind}")
    for match in _AT.finditer(reading.text):
        _add(reading, "telegram", match.start(), match.end(), "contact.at")
    for match in _MOBILE.finditer(reading.text):
        _add(reading, _kind_behind(reading.text, match.end()), match.start(), match.end(), "contact.number")
    for match in _CHINESE_PHONE.finditer(reading.text):
        _add(reading, "phone", match.start(), match.end(), "contact.number_in_words")
    _same_number(reading)
    reading.marks["contact"].sort(key=lambda mark: (mark.start, mark.confidence < 0.9))


def _add(reading: Reading, kind: ContactKind, start: int, end: int, rule: str) -> None:
    text = reading.text
    while end > start and text[end - 1] in " -.(（":
        end -= 1
    if reading.is_taken(start, end):
        return
    reading.add("contact", kind, start, end, rule, 0.95)
    reading.take(start, end)


def _enough_digits(text: str, least: int) -> bool:
    return sum(character.isdigit() for character in text) >= least or len(text.translate(_CHINESE_DIGITS)) >= 11


def _plausible(kind: ContactKind, value: str) -> bool:
    if value in _STOP or len(value.strip("@")) < 4:
        return False
    if kind == "telegram" and not value.startswith("@"):
        return any(c.isdigit() or c == "_" for c in value) and not value[0].isdigit()
    if kind == "wechat":
        if re.fullmatch(r"[0-9]{1,4}(?:g|gb|t|tb|w|k|pcs|u)", value):
            return False
        return any(c.isdigit() or c in "_-" for c in value) or len(value) >= 6
    return True


def _kind_behind(text: str, end: int) -> ContactKind:
    """'+852 0000 0000 (WhatsApp)' is WhatsApp; a number with no word behind it is a phone."""
    behind = text[end : end + 14]
    match = re.match(r"\s?[(（\[]?\s?(whats ?app|wechat|微信|wa\b|tg|telegram)(?!\s?同)", behind)
    if not match or re.search(r"同|same", behind):
        return "phone"
    word = match.group(1)
    return "whatsapp" if word.startswith("wh") or word == "wa" else "telegram" if word.startswith("t") else "wechat"


def _same_number(reading: Reading) -> None:
    """'微信同号' after a number gives the same value a second kind."""
    for match in _SAME.finditer(reading.text):
        before = reading.within("contact", max(0, match.start() - _BEFORE_SAME_CLAIM - 20), match.start())
        before = before or reading.within("contact", match.end(), match.end() + 40)[:1]
        if not before:
            continue
        number = before[-1]
        words, kinds = match["kinds"], []
        for word, kind in _SAME_KINDS:
            if word in words:
                kinds.append(kind)
                words = words.replace(word, " ")
        for kind in kinds:
            if kind != number.value and not any(
                m.value == kind and m.start == number.start for m in reading.marks["contact"]
            ):
                reading.add("contact", kind, number.start, number.end, "contact.same_number", 0.85)


def contacts_of(reading: Reading, *, raw: bool, key: bytes | None) -> tuple[Contact, ...]:
    """The contacts as records: raw, or hashed under the operator's key with a mask."""
    seen: set[tuple[str, str]] = set()
    contacts: list[Contact] = []
    for mark in reading.marks["contact"]:
        start, end = reading.aligned.span(mark.start, mark.end)
        written = reading.original[start:end].strip()
        plain = normalised_contact(mark.value, reading.text[mark.start : mark.end], reading.hints.country)
        if (mark.value, plain) in seen:
            continue
        seen.add((mark.value, plain))
        contacts.append(_contact(mark, written, plain, start, end, raw=raw, key=key))
    return tuple(contacts)


def _contact(mark: Mark, written: str, plain: str, start: int, end: int, *, raw: bool, key: bytes | None) -> Contact:
    digest = hmac.new(key, f"{mark.value}:{plain}".encode(), hashlib.sha256).hexdigest() if key else None
    return Contact(
        kind=mark.value,
        value=written if raw else None,
        normalised=plain if raw else None,
        hash=digest,
        mask=mask(written),
        start=start,
        end=end,
    )


def normalised_contact(kind: str, text: str, country: str | None) -> str:
    """E.164 where a phone number is valid, else its digits; handles in lower case without @."""
    if kind == "email":
        match = _SPOKEN_EMAIL.fullmatch(text)
        return f"{match['user']}@{match['host']}.{match['top']}" if match else text
    if kind in {"phone", "whatsapp"} or (kind == "wechat" and _enough_digits(text, 9)):
        digits = re.sub(r"[^0-9+]", "", text.translate(_CHINESE_DIGITS))
        try:
            number = phonenumbers.parse(digits, country or "CN")
        except phonenumbers.NumberParseException:
            return digits
        if not phonenumbers.is_possible_number(number):
            return digits
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return text.lstrip("@").strip()


def mask(text: str) -> str:
    """First and last characters, the middle starred."""
    shown = 1 if len(text) < 8 else 3
    return f"{text[:shown]}{'*' * max(3, len(text) - 2 * shown)}{text[-shown:] if len(text) > 3 else ''}"
