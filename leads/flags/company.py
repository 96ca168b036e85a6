"""Flags of company: what a listing shares with those of other sellers."""

from __future__ import annotations

from leads.case import Case, reason
from leads.records import Reason, Span
from leads.similar import contact_keys
from leads.survey import Holder
from leads.weights import GroupFlag, TextGroupFlag

_SHOWN = 3


def same_text(name: str, flag: TextGroupFlag, case: Case) -> Reason | None:
    """A whole sentence stands under several sellers."""
    for sentence in case.survey.sentences.of(case.text, case.listing.models):
        holders = case.survey.holders("text", sentence.key)
        if flag.at_least <= len(holders) <= flag.at_most:
            span = case.cut(sentence.start, sentence.end)
            return reason(
                name,
                flag,
                flag.points,
                f"the same text stands under {_names(holders)}",
                field="text",
                value=span.text.strip(),
                spans=[span],
                others=_others(holders, case),
            )
    return None


def same_contact(name: str, flag: GroupFlag, case: Case) -> Reason | None:
    """One contact detail is used under several names."""
    for contact, key in contact_keys(case.listing):
        holders = case.survey.holders("contact", key)
        if flag.at_least <= len(holders) <= flag.at_most:
            shown = contact.mask or contact.value or ""
            return reason(
                name,
                flag,
                flag.points,
                f"{contact.kind} {shown} is used by {_names(holders)}",
                field="contacts",
                value=f"{contact.kind} {shown}",
                spans=[Span(start=contact.start, end=contact.end, text=shown)],
                others=_others(holders, case),
            )
    return None


def _names(holders: tuple[Holder, ...]) -> str:
    shown = ", ".join(holder.name for holder in holders[:_SHOWN])
    more = f" and {len(holders) - _SHOWN} more" if len(holders) > _SHOWN else ""
    return f"{len(holders)} names: {shown}{more}"


def _others(holders: tuple[Holder, ...], case: Case) -> list[str]:
    return [holder.listing_id for holder in holders if holder.listing_id != case.listing.id]
