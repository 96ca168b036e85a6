"""The extractor: one spaCy pipeline of small components, in the order that stands here."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Literal

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.components.bare_memory import find_bare_memory
from extract.components.blank_tables import find_blank_tables
from extract.components.cases import read_cases
from extract.components.contact_records import contacts_of
from extract.components.contacts import find_contacts
from extract.components.counts import find_counts
from extract.components.facts_beside import facts_beside
from extract.components.form_fields import find_form_fields
from extract.components.goods_lines import find_goods
from extract.components.models import find_models, guard_models
from extract.components.money import find_money
from extract.components.numbers import find_numbers
from extract.components.offers import read_offers
from extract.components.places import find_places
from extract.components.sellers import seller_of
from extract.components.servers import find_servers
from extract.components.specs import find_specs
from extract.components.spoken_amounts import find_spoken_amounts
from extract.components.stances import find_stances
from extract.components.tables import find_tables
from extract.components.taxes import find_taxes
from extract.components.tiers import find_tiers
from extract.components.times import find_times
from extract.lexicon import Lexicon
from extract.reading import Reading
from extract.records import Extraction, Hints, Side
from extract.tokenizer import ScriptTokenizer

VERSION = "3"
"""Rises with every change that reads a text differently."""

COMPONENTS: tuple[tuple[str, Callable[[Reading], None]], ...] = (
    ("servers", find_servers),
    ("models", find_models),
    ("contacts", find_contacts),
    ("specs", find_specs),
    ("bare_memory", find_bare_memory),
    ("tables", find_tables),
    ("blank_tables", find_blank_tables),
    ("form_fields", find_form_fields),
    ("times", find_times),
    ("numbers", find_numbers),
    ("spoken_amounts", find_spoken_amounts),
    ("money", find_money),
    ("taxes", find_taxes),
    ("tiers", find_tiers),
    ("counts", find_counts),
    ("guards", guard_models),
    ("places", find_places),
    ("stances", find_stances),
    ("goods", find_goods),
)
"""Order matters: what claims characters first keeps them from everything behind it."""

_READING = "chipwatch_reading"
_BATCH = 256
_NO_HINTS = Hints()


def reading_of(doc: Doc) -> Reading:
    """The text that a document stands for, with its marks."""
    reading: Reading = doc.user_data[_READING]
    return reading


def _component(name: str, step: Callable[[Reading], None]) -> str:
    factory = f"chipwatch_{name}"

    def run(doc: Doc) -> Doc:
        step(reading_of(doc))
        return doc

    Language.component(factory, func=run)
    return factory


class Extractor:
    """Reads texts. One instance serves any number of texts; it is not safe to share between threads."""

    def __init__(self, *, contacts: Literal["hashed", "raw"] = "hashed", contact_key: bytes | None = None) -> None:
        self._raw = contacts == "raw"
        self._key = contact_key
        self.nlp = spacy.blank("xx", vocab=Vocab())
        """The components, in their order. Its documents come from `document`."""
        self.nlp.max_length = 1 << 40
        self._tokenizer = ScriptTokenizer(self.nlp.vocab)
        self._lexicon = Lexicon(self.nlp.vocab)
        Language.component("chipwatch_words", func=self._words)
        self.nlp.add_pipe("chipwatch_words")
        for name, step in COMPONENTS:
            self.nlp.add_pipe(_component(name, step))
        self._components = [component for _, component in self.nlp.pipeline]

    def read(
        self, text: str, *, kind: str = "listing", lang: str | None = None, hints: Hints | None = None
    ) -> Extraction:
        """Everything in one text. `kind` is ``listing``; any other kind is read as an article. Never raises on a text."""
        with self.nlp.memory_zone():
            return self._read(text, kind, lang, hints or _NO_HINTS)

    def marked(
        self, text: str, *, kind: str = "listing", lang: str | None = None, hints: Hints | None = None
    ) -> Reading:
        """One text with the marks of all components, before offers and facts are put together of them."""
        with self.nlp.memory_zone():
            return reading_of(self.nlp(self.document(text, kind, lang, hints or _NO_HINTS)))

    def document(self, text: str, kind: str = "listing", lang: str | None = None, hints: Hints = _NO_HINTS) -> Doc:
        """Tokens of the normalised text, with a `Reading` that nothing is marked on yet: what `nlp` is called with."""
        reading = Reading(text, hints, kind, lang)
        doc = self._tokenizer(reading.text)
        doc.user_data[_READING] = reading
        return doc

    def _read(self, text: str, kind: str = "listing", lang: str | None = None, hints: Hints = _NO_HINTS) -> Extraction:
        doc = self.document(text, kind, lang, hints)
        for component in self._components:  # as `nlp` does, without its questions before each
            doc = component(doc)
        return self.extraction(reading_of(doc))

    def pipe(self, texts: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Extraction]:
        """Many texts, each with the options of `read`. The words of a batch are forgotten after it."""
        batch: list[Extraction] = []
        source = iter(texts)
        while True:
            with self.nlp.memory_zone():
                batch = [self._read(text, **options) for text, options in islice(source, _BATCH)]
            yield from batch
            if len(batch) < _BATCH:
                return

    def _words(self, doc: Doc) -> Doc:
        reading_of(doc).marks.update(self._lexicon.find(doc))
        return doc

    def extraction(self, reading: Reading) -> Extraction:
        """What the marks of a text say, put together."""
        reading.state["offers_expected"] = len(reading.state["goods"])
        side, offers = read_offers(reading) if reading.kind == "listing" else (Side.NONE, ())
        return Extraction(
            side=side,
            lang=reading.stated_lang or reading.lang.code,
            offers=offers,
            seller=seller_of(reading, side),
            contacts=contacts_of(reading, raw=self._raw, key=self._key),
            facts=facts_beside(reading, offers),
            events=read_cases(reading) if reading.kind != "listing" else (),
            undetermined=tuple(reading.undetermined),
            version=VERSION,
        )
