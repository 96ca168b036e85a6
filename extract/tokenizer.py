"""Tokens for the spaCy pipeline: split at script changes and between digits and letters."""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.normalise import HAN

OFFSETS = "chipwatch_offsets"
"""Key in ``Doc.user_data``: character offsets and texts of the tokens, without a walk over token objects."""
_LETTER = rf"(?:(?![0-9{HAN}])[^\W_])"
_TOKEN = re.compile(rf"[0-9]+|[a-z]+{_LETTER}*|[{HAN}]|{_LETTER}+|[^\S ]+| +|.", re.DOTALL)


class ScriptTokenizer:
    """Cuts normalised text. One token a Han character, a run of digits, a run of letters or a sign."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A `Doc` whose text is exactly *text*."""
        words: list[str] = []
        spaces: list[bool] = []
        starts: list[int] = []
        position = 0
        for piece in _TOKEN.findall(text):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
                starts.append(position)
            position += len(piece)
        doc = Doc(self.vocab, words=words, spaces=spaces)
        doc.user_data[OFFSETS] = (starts, words)
        return doc
