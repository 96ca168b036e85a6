"""Ids and errors."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from foundation.errors import ChipwatchError
from foundation.ids import natural_id, sha256_hex

# The separator inside a natural key is a control character; keys are texts without them.
KEYS = st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"])), min_size=1, max_size=4)


def test_id_is_the_same_for_ever() -> None:
    assert natural_id("listing", "tieba", "42") == "085f552d-82c5-5855-bcb7-5778372300a5"


@given(st.sampled_from(["listing", "sighting"]), KEYS)
def test_id_is_a_uuid_that_depends_on_kind_and_key_alone(kind: str, key: list[str]) -> None:
    assert uuid.UUID(natural_id(kind, *key)).version == 5
    assert natural_id(kind, *key) == natural_id(kind, *key)


@given(KEYS, KEYS)
def test_id_differs_where_the_key_does(one: list[str], other: list[str]) -> None:
    assert (natural_id("listing", *one) == natural_id("listing", *other)) == (one == other)


def test_sha256_is_the_known_one_of_nothing() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_error_builds_its_message_from_the_parts_it_has() -> None:
    assert str(ChipwatchError("broken")) == "broken"
    assert str(ChipwatchError("broken", where="here")) == "here: broken"
    assert str(ChipwatchError("broken", way_out="mend it")) == "broken\n  way out: mend it"
