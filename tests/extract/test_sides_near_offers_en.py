"""Sides of English texts near an offer: parts, work, talk, buyers, and offers that look like them."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

NONE = (
    "Delta 3000W PSU for DGX H100, pulled, tested, 24 in stock, $420 ea. Also rail kits $180.",
    "A100 80GB heatsink + backplate original NVIDIA, removed during waterblock install, $75 shipped, no GPU",
    "64GB DDR5-5600 ECC RDIMM, pulled from HGX H200 nodes, 1,100 sticks, $265 each, min 50",
    "We benchmark and certify used A100/H100 cards: 48h stress, signed PDF, $60 per card, Singapore lab.",
    "Got quoted $24k for a used H100 PCIe from a guy in Dubai, seems low? What checks would you run before wiring?",
    "Curious whether 2x RTX 6000 Ada or 1x RTX PRO 6000 makes more sense for a 70B model at around $9k",
    'The "HK H200 desk" on WhatsApp wants a 10% deposit for 30 nodes at $220k. Address is a nail salon. Stay clear.',
    "Update: both DGX A100 went this morning, thread can be locked. Thanks everyone.",
    "Shares of the server maker climbed 6% after it guided for 14,000 GB300 racks next year at about $3.9M apiece.",
    "Sales engineer (GPU servers), Dubai. You know XE9680 and HGX B200 cold. AED 28k + commission.",
    "NDR 400G DAC cables 1.5m, 900 pcs surplus from our H100 build, $85 each, Santa Clara",
    "Noctua fan shroud kit for Tesla V100 / A40 / P40, 3D printed, £24 posted",
    "RTX 5090 waterblock, Alphacool Core, opened once, 140 EUR, Berlin",
    "4U 8-GPU chassis rails + caddies, fits H100 boxes, $95",
    "NVIDIA certified tech, I'll install and cable your HGX nodes, $150/hr, Phoenix area",
    "Board-level rework: A100, H100, L40S. Flat $900, no result no charge. Ship to Toronto.",
    "Is 27k for a sealed H100 PCIe in Singapore realistic? A broker offered me 10 of them.",
    "Anyone running MI300X in production? How's ROCm these days?",
    "Heads up: someone cloned our store and lists B200 boards at half price. We only sell via the official page.",
    "SOLD - 8x L40S - thanks for all the messages, shipping tomorrow",
    "H100 NVL pair: taken. Leaving the post up for price reference only.",
    "Korean chipmaker said its HBM3E now ships in 60% of B300 boards; analysts expect $42k per GPU.",
    "Malaysia to require permits for exports of US AI chips such as H100, ministry says",
    "Hiring: CUDA kernel dev, H100/B200 experience, fully remote, 180-240k USD",
    "A100 copy paper 80gsm 5 reams RM 62",
    "Sony A7 + A100 lens adapter, £35",
    "EPYC 9654 x96, pulled from HGX H100 servers, $2,900 each, ex Dallas",
    "Micron 96GB DDR5 RDIMM, new, for XE9680/821GE, 500 pcs, $410",
    "48V busbar and power shelf for NVL72 rack, OEM, $2,100/set, qty 12",
    "Custom crate + foam for HGX B200 boards, $380, made to order, Shenzhen",
    "Fixing 4090 melted connectors, 65 EUR, Berlin, walk-in welcome",
    "Data wipe and logistics for your DGX fleet, R2 certified, quote per rack",
    "Selling my time: DGX B200 bring-up, Slurm/K8s, 140 USD/h",
    "What's an H200 NVL worth these days? Inherited two from a closed startup and have no clue",
    "Should I get a used A100 40GB for $3.2k or two 4090s?",
    "Beware of the Telegram desk pushing 200 x B300 at half of market; same photos as a 2024 eBay ad",
    "RTX A6000 ×3 — gone to a forum member, cheers",
    "Nvidia to resume H20 sales; each chip reportedly costs about $12,000",
    "DOJ: man sentenced to 46 months for shipping A100 and H100 GPUs worth $50M via Penang",
    "H200 141GB HBM3e 4.8TB/s 700W SXM5 vs H100 80GB 3.35TB/s 700W",
    "We need a BMC firmware engineer for our XE9680 fleet. Austin, $160k, W2 only",
    "GPU Summit ticket: hands-on H200 lab, 299 USD, Singapore",
    "Arista 7060X6 64x800G, came out of a B200 pod, 6 units, $28k each",
    "64 x Solidigm P5336 30.72TB, ex H100 storage nodes, $2,450",
    "SXM5 socket protective caps, bag of 100, $40",
    "We reball H100 and A100 modules. Quote in 24h. Munich.",
    "Runpod account with $800 credit, sells for $600, H100 hours",
    "why does everyone want 48GB 4090s? is blower noise that bad at $3k",
    "Thinking about swapping my 4090 for a 5090D import, thoughts?",
    "Fake alert, the seller 'gpu_king_demo' never ships. Lost $5,500 on a 'sealed' A100.",
    "Closing this thread: all 14 L40S found homes.",
    "Foxconn says it will double GB300 rack output to 2,000 a month",
    "H100 80GB: 60 TFLOPS FP64, 3958 TFLOPS FP8, up to 700W",
)

WANTED = (
    "Paying top money for idle MI300X nodes, any condition, EU or UK. Wire on inspection.",
    "Our lab has ~$30k left this FY, would like four L40S or two H100 NVL, quotes to pi@uni.example",
    "Can someone source 40x RTX 5090 FE below MSRP+10%? Net 15, Rotterdam",
    "Project kick-off in Hanoi: 24 x H200 NVL required, delivery before Tet, vendor must provide serials",
    "Need pricing on 16x B200 HGX boards, delivered Hsinchu, this week",
    "Startup here, we'd take up to 12 H100 PCIe if priced under 20k, Bay Area pickup",
    "Any sellers of Gaudi 3 UBB in Germany? 4 boards, paying by SEPA",
    "Need 10 L40S by Friday, Dubai, cash on delivery",
    "We're in the market for twenty DGX H100, refurbished is fine, Nordics",
    "Trying to get hold of two MI210s for a hobby cluster, up to $2k each",
    "Need: HGX H100 baseboards, 6 pcs, EXW Taiwan ok, payment escrow",
    "Buyer ready for 50 nodes XE9680 H200. FOB HK. Send LOI template.",
    "Purchase intent: 2 x GB200 NVL72, Thailand site, handover Q3, budget 7M USD",
)

RENTAL = ("4x H100 box available hourly, $9.20/hr all in, SSH, Frankfurt",)

OFFER = (
    "Got 6 spare H100 NVL after our order was duplicated, unopened, 23.5k USD a piece, Zurich",
    "Bought two 5090 Astral, wife only lets me keep one. $2,900 local Denver, receipt included",
    "Moving house: dual A6000 workstation, TR 3975WX, 256GB, £7,200, collect Leeds, can demo",
    "100 Stk. RTX 5090 MSI Ventus, originalverpackt, 2.350 EUR netto, ab Lager Hamburg",
    "Six HGX H200 baseboards left from a phase we never built. 240k each, DAP Dubai.",
    "Have 3 x XE9680 w/ H100, lightly used, Ashburn. 165k a box, inspection welcome.",
    "A40 48GB passive, refurbished, 12 mo warranty, 31 in stock, €3,950 ex VAT",
    "GB200 NVL72 x2, Q2 slot transfer, 3.35M USD/rack, deposit paid already",
    "[H] 4090 FE [W] $1,650 local Austin",
    "H200 SXM5 modules, tray pulls, 48 ea, 24.8k, Singapore FTZ",
    "4 off Dell R760xa each 4x L40S, £31k each + VAT, Reading, ex-lease",
    "MI325X platform, 3 units, 8-GPU Dell XE9680, 212k USD, Tokyo",
    "PRO 6000 Max-Q, new, tray, 80 pcs HK, 7.15k",
    "Atlas 900? no. Atlas 800I A2, 8x910B4, 14 sets, RMB 620k",
    "HGX H20 96G, 25 systems in Shenzhen, 1.02M CNY tax included",
    "NVIDIA A10 24GB, pulled, 60 pcs, USD 1,450, FOB Shenzhen",
    "Spare pair of H100 NVL w/ bridges, never racked, 46k the pair, Dublin",
    "HPE XD685 B300 pre-order, ETA Oct, 492k, min 4",
    "3 pcs MI210, tested ROCm, $2,900 ea, CA",
    "ASUS ESC8000 w/ 8x RTX PRO 6000, 2 sets, SGD 128k each",
)


@pytest.mark.parametrize(
    ("text", "side"),
    [
        *((text, "none") for text in NONE),
        *((text, "wanted") for text in WANTED),
        *((text, "rental") for text in RENTAL),
        *((text, "offer") for text in OFFER),
    ],
)
def test_sides_english_near_offers(text: str, side: str) -> None:
    extraction = read(text)
    assert extraction.side.value == side
    assert (side == "offer") == any(offer.side == "offer" for offer in extraction.offers)
