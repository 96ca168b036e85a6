"""The score of a listing: the plain sum of the points of its flags, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator

from extract.records import Side
from index.documents import Listing
from leads.case import Case
from leads.flags.company import same_contact, same_text
from leads.flags.goods import compute_not_model, controlled_model, large_stock
from leads.flags.money import masked_price, price_over_market, price_under_market
from leads.flags.places import hong_kong_delivery, several_cities
from leads.flags.wording import wording
from leads.records import Lead, Reason
from leads.survey import Survey
from leads.weights import Weights


class Scorer:
    """Scores listings with one set of weights against one survey. The same listing always gets the same lead."""

    def __init__(self, weights: Weights, survey: Survey) -> None:
        self._weights = weights
        self._survey = survey

    def score(self, listing: Listing) -> Lead | None:
        """The lead that *listing* makes; none where no flag fires, and never for wanted posts and rentals.

        A listing of neither side makes one only by compute sold instead of a model.
        """
        case = Case(listing, self._survey)
        if listing.side == Side.OFFER:
            reasons = list(self._reasons(case))
        elif listing.side == Side.NONE:
            reasons = [r for r in [self._compute(case)] if r]
        else:
            return None
        if not reasons:
            return None
        reasons.sort(key=lambda r: (-r.points, r.flag))
        total = min(sum(r.points for r in reasons), self._weights.cap)
        return Lead(listing, total, tuple(reasons), self._weights.version)

    def _reasons(self, case: Case) -> Iterator[Reason]:
        flags = self._weights.flags
        fired = (
            controlled_model("controlled_model", flags.controlled_model, case),
            large_stock("large_stock", flags.large_stock, case),
            self._compute(case),
            hong_kong_delivery("hong_kong_delivery", flags.hong_kong_delivery, case),
            several_cities("several_cities", flags.several_cities, case),
            masked_price("masked_price", flags.masked_price, case),
            price_under_market("price_under_market", flags.price_under_market, case),
            price_over_market("price_over_market", flags.price_over_market, case),
            same_text("same_text", flags.same_text, case),
            same_contact("same_contact", flags.same_contact, case),
            *(wording(name, flag, case) for name, flag in flags.wording()),
        )
        return (found for found in fired if found)

    def _compute(self, case: Case) -> Reason | None:
        return compute_not_model("compute_not_model", self._weights.flags.compute_not_model, case)
