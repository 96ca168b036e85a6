"""Sides in English wordings of forums, brokers, tenders and the press."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

OFFERS = (
    "Up for grabs: two RTX 6000 Ada, barely used, $5,200 each shipped, timestamps on request",
    "Firm on $1,750 for this RTX 4090 FE. Local pickup in Leeds or I can post it.",
    "Allocation available: 12 x HGX B200 8-GPU systems, ETA 4 weeks, USD 378k, DDP Singapore",
    "Moving overseas, must part with my A6000, 3,100 EUR, Berlin",
    "40 units XE9680 H200, ready to ship from Dubai, USD 268k per unit, PoF before serials",
    "Excess from a cancelled project: L40S 48GB, 36 pcs, $6,900 ea, sealed",
    "We can supply H100 PCIe 80GB, qty 100, 24k USD, HK delivery, MOQ 10",
    "Decommissioned A100 40GB PCIe cards, 64 available, tested, $3,900 or best offer",
    "FS: 4x Tesla V100 32GB SXM2, $450 each or $1,600 for all, OBO",
    "[H] RTX 5090 Suprim, sealed [W] $2,600 local cash Toronto",
    "Need gone this week: 8x RTX A5000... and one A100 80GB PCIe at $6,000",
    "Liquidation of a bankrupt render farm: 120 RTX 4090 cards at AUD 2,150, Sydney",
    "H20 96GB 8-GPU servers, 25 sets in Shenzhen, RMB 1.08M each with invoice",
    "Got a spare L4 and two A10s sitting in a drawer, $1,400 and $1,900, buyer pays postage",
    "Hot offer - Gaudi 2 OAM, 200 pcs, $3,400, ex works Munich, stock",
    "Dear all, our stock this week: H200 NVL 141GB x 48 at 27,900 USD; L20 x 200 at 3,450 USD",
    "Selling on behalf of a client: DGX H100, 3 units, 225k each, Frankfurt colo, inspection welcome",
    "Anyone want my 4090? Upgraded to a 5090, asking £1,300, Bristol",
    "Price drop! MI210 64GB now $4,200, two left, free shipping",
    "Looking for a good home for my DGX Station A100, 14,000 EUR, pickup Vienna",
    "Surplus auction, lot 12: six NVIDIA A40 cards, starting bid $2,000 each, viewing Friday",
    "Just landed: RTX PRO 6000 Blackwell Workstation, 30 pcs, SGD 12,400, Sim Lim",
)
WANTED = (
    "ISO 2x H100 PCIe, used fine, $17k each, have cash ready",
    "LF RTX 5090 FE, Manila, budget 150k PHP",
    "In the market for a DGX H100 or equivalent, up to $210k, West Coast",
    "Please advise availability and best price for 64 pcs H200 NVL, delivery Bangalore",
    "Anyone selling an A100 80GB PCIe? Can do $5,500 via PayPal",
    "We buy used V100, A100 and H100 servers. Send us your list, payment in 48h.",
    "RFQ #0912: HGX H100 8-GPU servers, qty 16, CIF Jakarta, quote validity 30 days",
    "End user needs 200 x L40S, new only, Q1, target 6,400 USD, contact procure@demo.example",
    "The University of Example invites tenders for the supply of two 8x H200 GPU servers. Closing date 4 May.",
    "Who can supply GB200 NVL72 for a Nordic buyer? Need 4 racks, LOI ready",
    "WTB RTX PRO 6000, any edition, 10 pcs, paying $7,900",
    "Does anyone have MI300X 8-GPU boxes they would let go of? Cash buyer, EU",
    "Our customer requires 12 units XE9680 with B200, DDP Riyadh, please quote by Thursday",
    "Looking to acquire 30+ A800 80GB modules in Hong Kong, top price paid",
    "Cash paid for your old GPU servers: A100, V100, H100, any condition",
    "Seeking offers for 8x RTX 6000 Ada, must be new, deliver to Prague, send quotes to it@demo.example",
    "Hunting for a 4090 under $1,400 in Austin, will drive",
    "Sources sought: agency intends to procure four DGX B200 systems",
)
RENTAL = (
    "Renting out an 8x H100 node, $16 per hour, Amsterdam, monthly discounts",
    "Need to rent 32 H200 GPUs for 3 months, budget $2.4 per GPU hour",
    "H100 SXM on demand, $2.29/gpu/hr, no commitment",
    "For lease: 20 servers 8xA100 80GB, USD 7,500 per server per month, 12 month term, Kuala Lumpur",
    "Colocation, 60kW racks, liquid ready, EUR 130 per kW monthly, bring your own GPU",
    "Looking for tenants for 16 nodes of 8x B200, Oslo, from $3.1 per GPU-hour",
    "Spare capacity: 4x L40S server to let, £1,900 pcm, London",
)
NONE = (
    "We repair RTX 4090 and A100 boards, from $180, no fix no fee, mail-in welcome",
    "Send in your 4090 and get it back with 48GB: $950, turnaround 5 days",
    "PSA: the guy selling 4x H100 for $40k here took my deposit and vanished, do not send money",
    "Beware of a fake listing for DGX H200 at $90k, photos are stolen",
    "A federal indictment says the men shipped 400 A100 chips worth $9 million through Thailand.",
    "Authorities seized 60 servers holding H100 chips at the border on Tuesday, valued at $18 million",
    "The company reported that it had deployed 4,000 H200 GPUs in the quarter at a cost of $120 million",
    "Hiring: datacenter technician for our B200 cluster, $38/hour, full-time, apply now",
    "3-day workshop on multi-GPU training with A100 nodes, tuition $1,200, seats left: 6",
    "Is $1,500 a fair price for a used 4090? Or should I wait?",
    "What are people paying for A100 80GB these days? I have seen $6k to $9k",
    "Ran Llama 70B on 2x RTX 5090: 28 tok/s, versus 22 tok/s on a single H100 at batch 1",
    "Street price of the 5090 dropped to $2,400 this week, I heard it will go lower, thoughts?",
    "SOLD, thanks everyone! Was: 2x A6000 for $3,000 each",
    "Everything gone: H100 NVL pair, L40S, please close the thread",
    "Contract award notice: supply of 6 DGX H100, awarded to Example Systems, value EUR 1.9 million",
    "RTX 4090 waterblock, nickel, $95 shipped",
    "H100 PCIe retail box only, no card included, $30",
    "RTX 3090 24GB, five cards, $700 each, Madrid",
    "On-site burn-in as a service for HGX H200, $700 per node, our crew travels",
    "H200 NVL datasheet: 141GB HBM3e, 4.8 TB/s bandwidth, TDP 600W, FP8 3,341 TFLOPS",
)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        *((text, "offer") for text in OFFERS),
        *((text, "wanted") for text in WANTED),
        *((text, "rental") for text in RENTAL),
        *((text, "none") for text in NONE),
    ],
)
def test_sides_english_wordings(text: str, side: str) -> None:
    extraction = read(text)
    assert extraction.side.value == side
    assert bool([o for o in extraction.offers if o.side.value == "offer"]) is (side == "offer")
