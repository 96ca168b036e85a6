"""What of a listing can be shared with others: sentences and contacts, as short keys.

Two texts are the same where they offer the same models and a whole sentence of them is the same, after normalisation
and without the contact details that sellers put in: brokers copy a post and change the handle. Digits stay: other
stock is another text. The models keep the phrases of a site apart from the text of a lot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from extract.normalise import HAN, Aligned, tokens
from extract.records import Contact
from index.documents import Listing
from leads.weights import TextGroupFlag

_SENTENCE = re.compile(r"[^\n。!?;]+|[^\n。!?;]*[.](?=\s|$)")
_LONG_NUMBER = re.compile(r"(?<![\d.])\+?\d[\d -]{6,}\d(?![\d.])")
_HANDLE = r"[\s::=是+]*[@+]?[a-z0-9][a-z0-9_.@+-]*"
_WORD = re.compile(rf"[{HAN}]|[^\W_{HAN}]+")


@dataclass(frozen=True)
class Sentence:
    """A sentence that is long enough to be told from others."""

    key: bytes
    """Digest of what is compared."""
    start: int
    """First character in the normalised text."""
    end: int
    """One past the last character."""


class Sentences:
    """Cuts texts into the sentences that are compared."""

    def __init__(self, flag: TextGroupFlag) -> None:
        self._min_tokens = flag.min_tokens
        words = "|".join(re.escape(word) for word in sorted(flag.contact_words, key=len, reverse=True))
        self._contact = re.compile(rf"(?:{words}){_HANDLE}")

    def of(self, text: Aligned, models: Iterable[str]) -> Iterator[Sentence]:
        """The long sentences of a text that offers *models*, each key once."""
        goods = "\x1f".join(models)
        seen = set()
        for match in _SENTENCE.finditer(text.text):
            compared = self._compared(match.group())
            if compared is None:
                continue
            key = digest(f"{goods}\x1e{compared}")
            if key not in seen:
                seen.add(key)
                yield Sentence(key, match.start(), match.end())

    def _compared(self, sentence: str) -> str | None:
        words = _WORD.findall(_LONG_NUMBER.sub(" ", self._contact.sub(" ", sentence)))
        return " ".join(words) if len(words) >= self._min_tokens else None


def contact_keys(listing: Listing) -> Iterator[tuple[Contact, bytes]]:
    """The contact details of a listing, each with a key that is the same under every listing of one operator."""
    for contact in listing.contacts:
        value = contact.hash or contact.normalised
        if value:
            yield contact, digest(f"{contact.kind}\x1f{value}")


def seller_key(listing: Listing) -> str | None:
    """A seller's name as compared between sites; none where no seller is named."""
    return " ".join(tokens(listing.seller)) or None if listing.seller else None


def digest(text: str) -> bytes:
    """16 bytes that stand for a text."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
