"""How contacts are kept, and how a typed contact finds what is kept."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.components.contact_numbers import e164
from extract.components.contact_records import contact_hashes, normalised_contact
from extract.pipeline import Extractor
from extract.records import Hints

GOODS = "出H100 PCIe 5张 18万一张 "
KEY = b"k" * 32


@given(st.from_regex("1[3-9][0-9]{9}", fullmatch=True))
def test_contact_mobiles_of_the_mainland_are_read_as_the_numbering_plan_has_them(digits: str) -> None:
    number = phonenumbers.parse(digits, "CN")
    planned = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert e164(digits, None) == e164(digits, "CN") == (planned if phonenumbers.is_possible_number(number) else digits)


def test_contacts_are_hashed_and_masked_unless_raw() -> None:
    text = GOODS + "电话 138-0000-0404"
    hashed, again = (Extractor(contact_key=KEY).read(text).contacts[0] for _ in range(2))
    other = Extractor(contact_key=b"x" * 32).read(text).contacts[0]
    assert hashed.value is None
    assert hashed.normalised is None
    assert hashed.mask
    assert "0000" not in hashed.mask
    assert hashed.hash == again.hash != other.hash


@pytest.mark.parametrize(
    ("kind", "text", "country", "plain"),
    [
        ("phone", "138-0000-0404", None, "+8613800000404"),
        ("phone", "一三八零零零零零四零四", None, "+8613800000404"),
        ("wechat", "+86 138 0000 0404", None, "+8613800000404"),
        ("whatsapp", "9123 4567", "HK", "+85291234567"),
        ("wechat", "12345678", None, "12345678"),
        ("wechat", "demo138000000", None, "demo138000000"),
        ("qq", "1234567890", None, "1234567890"),
        ("telegram", "@desk_demo", None, "desk_demo"),
        ("email", "desk [at] racks [dot] example", None, "desk@racks.example"),
    ],
)
def test_contacts_plain_form(kind: str, text: str, country: str | None, plain: str) -> None:
    assert normalised_contact(kind, text, country) == plain


@pytest.mark.parametrize(
    ("written", "country", "typed"),
    [
        ("电话 138-0000-0404", None, "138 0000 0404"),
        ("微信 13800000404", None, "+86 138 0000 0404"),
        ("WhatsApp +852 9123 4567", None, "9123-4567"),
        ("tel 9123 4567", "HK", "+85291234567"),
        ("V❤: Abc_Demo_1", None, "abc_demo_1"),
        ("tg @desk_demo", None, "@Desk_Demo"),
        ("扣扣 1000000000", None, "1000000000"),
        ("desk(at)racks.example", None, "desk@racks.example"),
    ],
)
def test_contact_hashes_hold_what_was_read(written: str, country: str | None, typed: str) -> None:
    (contact,) = Extractor(contact_key=KEY).read(GOODS + written, hints=Hints(country=country)).contacts
    assert contact.hash in contact_hashes(typed, KEY)
    assert contact.hash not in contact_hashes(typed, b"x" * 32)
    assert contact.hash not in contact_hashes("another_1", KEY)
