"""Tokens for the spaCy pipeline: split at script changes and between digits and letters."""

from __future__ import annotations

import re
from itertools import accumulate

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.normalise import HAN

OFFSETS = "chipwatch_offsets"
"""Key in ``Doc.user_data``: character offsets and texts of the tokens, without a walk over token objects."""
_LETTER = rf"(?:(?![0-9{HAN}])[^\W_])"
_TOKEN = re.compile(rf"([0-9]+|[a-z]+{_LETTER}*|[{HAN}]|{_LETTER}+|[^\S ]+| +|.)( (?! ))?", re.DOTALL)
"""A token, and the blank behind it where that is the only one."""


class ScriptTokenizer:
    """Cuts normalised text. One token a Han character, a run of digits, a run of letters or a sign."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A `Doc` whose text is exactly *text*."""
        pieces = _TOKEN.findall(text)
        words = [word for word, _ in pieces]
        spaces = [blank != "" for _, blank in pieces]
        doc = Doc(self.vocab, words=words, spaces=spaces)
        lengths = [len(word) + len(blank) for word, blank in pieces]
        doc.user_data[OFFSETS] = (list(accumulate(lengths, initial=0)), words)
        return doc
