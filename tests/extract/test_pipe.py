from __future__ import annotations

from extract.pipeline import Extractor


def test_pipe_reads_every_text_of_many_batches() -> None:
    texts = ((f"出 H100 整机 {number} 台", {"kind": "listing"}) for number in range(2, 602))
    counts = [extraction.offers[0].quantity for extraction in Extractor().pipe(texts)]
    assert counts == list(range(2, 602))
