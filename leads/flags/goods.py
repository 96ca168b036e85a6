"""Flags of the goods: the model, how many, and compute sold instead of a model."""

from __future__ import annotations

from datetime import date

from extract.catalogue.control import ControlAnswer, ControlStatus, control_status
from extract.records import Offer, Side
from leads.case import Case, reason
from leads.flags.wording import hits
from leads.records import Reason
from leads.weights import ComputeFlag, ControlFlag, StockFlag


def controlled_model(name: str, flag: ControlFlag, case: Case) -> Reason | None:
    """A model that needs a US licence for the destination on the day of the listing; of several, the clearest."""
    found = [fired for offer in case.supply if (fired := _control(name, flag, case, offer))]
    return max(found, key=lambda fired: fired.points, default=None)


def _control(name: str, flag: ControlFlag, case: Case, offer: Offer) -> Reason | None:
    answer = _answer(offer, case.on, flag.destination)
    if answer is None or offer.model is None:
        return None
    if answer.status is ControlStatus.CONTROLLED and not answer.exceptions:
        points, said = flag.points, "needs a licence"
    elif answer.status is ControlStatus.CONTROLLED:
        exceptions = " or ".join(note.symbol for note in answer.exceptions)
        points, said = flag.lesser_points, f"needs a licence or licence exception {exceptions}"
    elif answer.status is ControlStatus.DEPENDS:
        points, said = flag.lesser_points, "needs a licence in some of its variants"
    else:
        return None
    return reason(
        name,
        flag,
        points,
        f"{offer.model} {said} for {flag.destination} on {case.on}: {answer.rule}",
        field="models",
        value=offer.model,
        spans=case.spans([offer], "model"),
    )


def _answer(offer: Offer, on: date, to: str) -> ControlAnswer | None:
    """For the stated variant where the catalogue has it, else for the model; none for goods that it lacks."""
    names = [f"{offer.model} {offer.variant}"] if offer.variant else []
    for goods in (*names, offer.model):
        try:
            return control_status(goods, on, to) if goods else None
        except KeyError:
            continue
    return None


def large_stock(name: str, flag: StockFlag, case: Case) -> Reason | None:
    """Hundreds of GPUs, stated or said in words."""
    count = case.listing.gpu_count or 0
    reached = [step for step in flag.steps if count >= step.at_least]
    if reached:
        return reason(
            name,
            flag,
            reached[-1].points,
            f"{count:,} GPUs on offer, {reached[-1].at_least:,} or more",
            field="gpu_count",
            value=str(count),
            spans=case.spans([offer for offer in case.supply if offer.gpu_count], "quantity", "gpus_per_unit"),
        )
    found = hits(flag.vague_terms, (), case.text.text)
    if found and any(_is_vague(offer) for offer in case.supply):
        spans = [case.cut(*hit) for hit in found]
        return reason(
            name,
            flag,
            flag.vague_points,
            f"stock is put in words ({spans[0].text}), without a number",
            field="offers.quantity",
            value=spans[0].text,
            spans=spans,
        )
    return None


def compute_not_model(name: str, flag: ComputeFlag, case: Case) -> Reason | None:
    """Compute for sale by the P, no model named: a weak lead."""
    if case.listing.models or case.listing.side not in (Side.OFFER, Side.NONE):
        return None
    text = case.text.text
    if not hits(flag.goods_terms, (), text) or hits(flag.unless_goods, (), text):
        return None
    found = hits(flag.terms, flag.patterns, text)
    if not found:
        return None
    spans = [case.cut(*hit) for hit in found]
    return reason(
        name,
        flag,
        flag.points,
        f"compute is offered ({spans[0].text}) and no model named",
        field="text",
        value=spans[0].text,
        spans=spans,
    )


def _is_vague(offer: Offer) -> bool:
    return offer.quantity is None and (offer.quantity_approx or any(u.field == "quantity" for u in offer.undetermined))
