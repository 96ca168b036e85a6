"""Who sells: invented names, and contacts that are fictional at a glance. One trader may have several names."""

from __future__ import annotations

from dataclasses import dataclass

from demo.dice import Dice
from demo.profiles import SITES, load


@dataclass(frozen=True)
class Contact:
    """A contact as the post writes it."""

    kind: str
    """wechat, phone, qq, whatsapp or email."""
    value: str
    """The detail itself."""


@dataclass(frozen=True)
class Seller:
    """An account on one site."""

    number: int
    """The trader behind the account; the same number on two sites or under two names is the same trader."""
    name: str
    """Name of the account or firm."""
    style: str
    """Kind of contact given: one of those above, same_number (a phone that is the WeChat or WhatsApp too) or none."""
    contacts: tuple[Contact, ...]
    """What the posts give."""


def seller(seed: int, site: str, number: int, generation: int = 0) -> Seller:
    """A trader's account on a site. A later generation is the same trader back under a new name."""
    parts = load("sellers")[site]
    draw = Dice(seed, "name", site, number, generation)
    first = draw.pick("first", parts["first"])
    second = draw.pick("second", parts["second"])
    name = parts["form"].format(first=first, second=second)
    if site not in ("demo-shop", "demo-b2b"):
        name += str(draw.below("tail", 900) + 100)
    profile = SITES[site]
    style = Dice(seed, "contact", site, number).pick("style", profile.contacts)
    return Seller(number, name, style, _contacts(style, number, hongkong=profile.lang == "hk"))


def _contacts(style: str, number: int, *, hongkong: bool) -> tuple[Contact, ...]:
    tail = f"{number % 10_000:04d}"
    mainland = f"{138 + number // 10_000 % 2}-0000-{tail}"
    phone = f"+852 0000 {tail}" if hongkong else mainland
    match style:
        case "wechat":
            return (Contact("wechat", f"demo_gpu_{number}"),)
        case "phone":
            return (Contact("phone", phone),)
        case "same_number":
            return (Contact("phone", phone), Contact("whatsapp" if hongkong else "wechat", phone))
        case "qq":
            return (Contact("qq", f"12345{number % 100_000:05d}"),)
        case "whatsapp":
            return (Contact("whatsapp", phone if hongkong else f"+86 138-0000-{tail}"),)
        case "email":
            return (Contact("email", f"sales{number}@example.com"),)
    return ()
