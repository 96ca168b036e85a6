"""What the extractor says of a text. Field meanings: docs/fields.md and the annotation guide of the gold sets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Form = Literal["card", "module", "baseboard", "server", "barebone", "rack", "workstation"]
Unit = Literal["card", "module", "baseboard", "server", "rack", "lot"]
Basis = Literal["each", "lot"]
Tax = Literal["incl", "excl"]
Condition = Literal["new", "opened", "pulled", "used"]
Availability = Literal["spot", "forward"]
ContactKind = Literal["wechat", "phone", "qq", "telegram", "whatsapp", "email"]
TextKind = Literal["listing", "article"]


class Side(StrEnum):
    """Which side of a trade a text stands on."""

    OFFER = "offer"
    """Goods for sale. The only side that counts as supply."""
    WANTED = "wanted"
    """A buyer looks for goods. Never supply."""
    RENTAL = "rental"
    """Use of goods for a time. Rental money never enters a sale price."""
    NONE = "none"
    """Neither: news, services, sold notices, look-alikes."""


class Record(BaseModel):
    """Base of all extraction records: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Evidence(Record):
    """Why a value was read: where it stands, by which rule, how sure."""

    field: str
    """Name of the field that the span supports, for example ``price``."""
    start: int
    """First character of the span in the original text, 0-based."""
    end: int
    """One past the last character of the span."""
    text: str
    """The span as it stands in the original text."""
    rule: str
    """Rule id, for example ``money.wan``."""
    version: int = 1
    """Version of that rule."""
    confidence: float = Field(ge=0, le=1)
    """Between 0 and 1."""


class Undetermined(Record):
    """A value that is there but was not read, and why not."""

    field: str
    """Name of the field left empty."""
    raw: str
    """The text as written, for example ``34X万``."""
    reason: str
    """One clause for a person, for example ``digits are masked``."""
    start: int
    """First character in the original text."""
    end: int
    """One past the last character."""


class Money(Record):
    """An amount as it was stated. Never a float."""

    amount: Decimal
    """In full units of the currency."""
    amount_max: Decimal | None = None
    """Upper end where a range or tiers are stated."""
    currency: str | None = None
    """ISO 4217; none where the text leaves it open."""
    basis: Basis | None = None
    """Each unit, or the whole lot."""
    unit: Unit | None = None
    """What "each" means."""


class Quantity(Record):
    """A count as it was stated."""

    value: int | None = None
    """None where the text is vague (上千) or states only a ceiling."""
    value_max: int | None = None
    """Upper end of a range or of "up to"."""
    approx: bool = False
    """True for "500+", "about", 上千."""
    unit: Unit | None = None
    """What is counted."""


class Offer(Record):
    """One line of goods on offer, wanted or to let. Keys as in the annotation guide of the gold sets."""

    side: Side = Side.OFFER
    """Side of this line; a mixed post has offers of both sides."""
    model: str | None = None
    """Short catalogue name, for example ``H100`` or ``RTX 4090 D``."""
    variant: str | None = None
    """Stated bus or edition and memory, for example ``SXM5 80GB``."""
    server: str | None = None
    """Server SKU without the maker, for example ``SYS-821GE-TNHR``."""
    form: Form | None = None
    """What the goods are as a thing. A barebone holds no GPUs."""
    quantity: int | None = None
    """Units on offer, counted in `unit`."""
    quantity_max: int | None = None
    """Upper end of a stated range of units."""
    quantity_approx: bool = False
    """The count is approximate or vague."""
    unit: Unit | None = None
    """What `quantity` counts; none where no count is given."""
    gpus_per_unit: int | None = None
    """GPUs in one unit, where stated or fixed by SKU or convention."""
    gpus_source: Literal["stated", "sku", "convention"] | None = None
    """Where `gpus_per_unit` comes from."""
    gpu_count: int | None = None
    """quantity × gpus_per_unit; none where either is unknown."""
    moq: int | None = None
    """Minimum order quantity, in units."""
    price: Decimal | None = None
    """Price in full currency units; low end of a range. Bid or target where wanted."""
    price_max: Decimal | None = None
    """High end of a range; a buyer's ceiling."""
    price_from: bool = False
    """The price is a "from" price."""
    currency: str | None = None
    """ISO 4217 currency of `price`."""
    price_basis: Basis | None = None
    """Each unit or the lot."""
    price_unit: Unit | None = None
    """What "each" means."""
    alt_prices: tuple[Money, ...] = ()
    """The same goods in another currency, tax basis or counting."""
    tax: Tax | None = None
    """VAT in or out, where stated."""
    masked_price: str | None = None
    """Raw token of a hidden or unit-less price, for example ``34X万``."""
    rental_price: Decimal | None = None
    """Rent per `rental_unit`, in `rental_currency`."""
    rental_price_max: Decimal | None = None
    """High end of a range of rents."""
    rental_currency: str | None = None
    """ISO 4217 currency of the rent."""
    rental_unit: str | None = None
    """``gpu|server|rack|card`` ``_`` ``hour|day|week|month|year``."""
    condition: Condition | None = None
    """New, opened, pulled or used, where stated."""
    availability: Availability | None = None
    """Spot or forward, where stated."""
    lead_time_days: int | None = None
    """Days to delivery; low end of a range."""
    lead_time_days_max: int | None = None
    """Days to delivery; high end of a range."""
    goods_location: str | None = None
    """Where the goods are, as written."""
    goods_city: str | None = None
    """English name of the city in `goods_location`, where the gazetteer knows it."""
    goods_country: str | None = None
    """ISO 3166 country of `goods_location`, where the gazetteer knows one only."""
    goods_free_zone: bool = False
    """`goods_location` is a free port or a bonded zone."""
    delivery_location: str | None = None
    """Where they are handed over, as written."""
    origin: str | None = None
    """Where they were made or come from, as written."""
    modded: bool = False
    """A re-memoried card."""
    verbatim: str = ""
    """The exact piece of text that carries the line."""
    evidence: tuple[Evidence, ...] = ()
    """A span for every value above."""
    undetermined: tuple[Undetermined, ...] = ()
    """Values that were seen and not read."""


class Contact(Record):
    """A contact detail of a seller or buyer."""

    kind: ContactKind
    """Channel."""
    value: str | None = None
    """As written; none unless raw contacts are on."""
    normalised: str | None = None
    """E.164 phone, lower-case handle; none unless raw contacts are on."""
    hash: str | None = None
    """HMAC-SHA256 of the normalised value under the operator's key, hexadecimal."""
    mask: str | None = None
    """For a reader's eye, for example ``138****6600``."""
    start: int = 0
    """First character in the original text."""
    end: int = 0
    """One past the last character."""


class Party(Record):
    """A firm, shop, nickname or person named in a text."""

    name: str
    """As written."""
    role: str | None = None
    """seller, buyer, exporter, broker, forwarder, intermediary, consignee, end_user, claimed_end_user, shell, holder,
    manufacturer, accused or designated; none where the text does not say it."""
    status: Literal["press", "allegation", "plea", "conviction", "designation"] | None = None
    """What the text claims of it. A name is not a verdict."""
    start: int = 0
    """First character in the original text."""
    end: int = 0
    """One past the last character."""


class Fact(Record):
    """A stated fact of an article: goods with a quantity or a price."""

    model: str | None = None
    """Short name; none where chips are counted without a model."""
    form: str | None = None
    """card, module, server, system, rack or none."""
    quantity: int | None = None
    """Low end where a range is stated."""
    quantity_max: int | None = None
    """High end of a range."""
    price: Decimal | None = None
    """Full units of the currency."""
    price_max: Decimal | None = None
    """High end of a range."""
    currency: str | None = None
    """ISO 4217."""
    price_basis: Literal["each", "total"] | None = None
    """Each unit or the total."""
    relation: str | None = None
    """offer, sale, purchase, shipment, seizure, holding, market_price …"""
    approx: Literal["about", "gt", "lt"] | None = None
    """How exact the statement is."""
    verbatim: str = ""
    """The exact piece of text that carries the fact."""
    evidence: tuple[Evidence, ...] = ()
    """A span for every value above."""


class CaseEvent(Record):
    """What a court paper or report says happened."""

    kind: str
    """charge, arrest, search, plea, conviction, sentence, dismissal, penalty, investigation, designation or seizure; or
    what is said to have been done: shipment, attempt, conspiracy, sale, purchase, payment or deception."""
    status: Literal["press", "allegation", "plea", "conviction", "designation"]
    """Standing of the claim."""
    parties: tuple[Party, ...] = ()
    """Who is named, each with a role and status."""
    models: tuple[str, ...] = ()
    """Short catalogue names."""
    quantity: int | None = None
    """How many, in `unit`; low end of a range, none where only a ceiling is stated."""
    quantity_max: int | None = None
    """High end of a range, or of "up to"."""
    unit: Unit | None = None
    """What is counted; a server is not a GPU. None where the text counts nothing nameable."""
    approx: Literal["about", "gt", "lt"] | None = None
    """How exact the count is stated."""
    value: Money | None = None
    """Money named with the event."""
    value_kind: Literal["wired", "sold", "exported", "attempted", "seized", "reached"] | None = None
    """What the money measures."""
    route: tuple[str, ...] = ()
    """ISO 3166 countries in order; one alone is the destination."""
    methods: tuple[str, ...] = ()
    """How it was done: false_end_user, relabelling, dummy_servers …"""
    on: date | None = None
    """Day of the event, where stated."""
    verbatim: str = ""
    """The exact piece of text that carries the event."""
    evidence: tuple[Evidence, ...] = ()
    """A span for every value above."""
    undetermined: tuple[Undetermined, ...] = ()
    """Values that were seen and not read."""


class Hints(Record):
    """What the page around a text says, for a reader that knows no sources."""

    price: str | None = None
    """Price field of the page, as shown."""
    currency: str | None = None
    """ISO 4217 currency that the page states in its markup."""
    default_currency: str | None = None
    """ISO 4217 currency that a bare sign means on this site (HKD for $ in a Hong Kong classified)."""
    seller: str | None = None
    """Seller field of the page, as shown."""
    country: str | None = None
    """ISO 3166 country of the site; default region of phone numbers."""


class Extraction(Record):
    """Everything that was read from one text."""

    side: Side
    """Side of the text as a whole; a mixed post is an offer."""
    lang: str | None = None
    """zh, zh-Hant, en or mixed."""
    offers: tuple[Offer, ...] = ()
    """In the order of the text."""
    seller: Party | None = None
    """Who offers or lets; none for buyers."""
    contacts: tuple[Contact, ...] = ()
    """In the order of the text."""
    facts: tuple[Fact, ...] = ()
    """Facts of an article."""
    events: tuple[CaseEvent, ...] = ()
    """Case events of an article."""
    undetermined: tuple[Undetermined, ...] = ()
    """Values that belong to no offer and were not read."""
    version: str = ""
    """Version of the extractor that read the text."""
