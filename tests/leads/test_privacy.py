"""Contact details in exported objects."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.records import Contact
from leads.export.objects import listing_object
from leads.export.offer_keys import OFFER_KEYS
from leads.export.privacy import export_hider
from tests.leads.listings import contact, listing, offer, span

TEXT = "3090 现货,微信 gpu_fan88 联系"


def test_text_and_evidence_repeat_no_hashed_detail() -> None:
    goods = offer(verbatim=TEXT, evidence=(span(TEXT, TEXT, "model"),))
    shown = listing_object(
        listing(text=TEXT, title=TEXT, seller="gpu_fan88", offers=(goods,), contacts=(contact(TEXT, "gpu_fan88"),)),
        "hashed",
    )
    assert "gpu_fan88" not in str(shown)
    assert shown["text"] == "3090 现货,微信 gp******* 联系"
    (piece,) = shown["offer_evidence"][0]
    assert shown["text"][piece["start"] : piece["end"]] == piece["text"]
    assert shown["contacts"] == [
        {"kind": "wechat", "hash": contact(TEXT, "gpu_fan88").hash, "mask": "gp*******"},
    ]


def test_raw_mode_shows_what_was_written() -> None:
    raw = contact(TEXT, "gpu_fan88").model_copy(update={"value": "gpu_fan88", "normalised": "gpu_fan88"})
    shown = listing_object(listing(text=TEXT, contacts=(raw,)), "raw")
    assert shown["text"] == TEXT
    assert shown["contacts"][0]["value"] == "gpu_fan88"


def test_raw_values_in_the_store_are_hidden_from_a_hashed_export() -> None:
    raw = Contact(kind="phone", value="138 0000 6600", normalised="+8613800006600", hash="ab", mask="138****6600")
    shown = listing_object(listing(text="call +8613800006600 or 138 0000 6600", contacts=(raw,)), "hashed")
    assert "6600" not in shown["text"]
    assert "138 0000 6600" not in str(shown)


def test_addresses_stay_as_they_are() -> None:
    """Evidence that points elsewhere would be none."""
    subject = listing("gpu_fan88", text=TEXT, contacts=(contact(TEXT, "gpu_fan88"),))
    shown = listing_object(subject, "hashed")
    assert shown["url"] == subject.url
    assert shown["evidence"]["url"] == subject.evidence.url


def test_offer_has_exactly_the_keys_of_the_guide() -> None:
    (shown,) = listing_object(listing(), "hashed")["offers"]
    assert tuple(shown) == OFFER_KEYS
    assert not {"evidence", "undetermined"} & set(shown)


@given(st.text(min_size=3, max_size=12), st.text(max_size=30), st.text(max_size=30))
def test_cover_keeps_the_length(detail: str, before: str, after: str) -> None:
    text = before + detail + after
    subject = listing(
        text=text, contacts=(Contact(kind="qq", hash="x", start=len(before), end=len(before) + len(detail)),)
    )
    shown = export_hider(subject, "hashed")(text)
    assert len(shown) == len(text)
    assert detail not in shown or detail == detail[0] + "*" * (len(detail) - 1)
