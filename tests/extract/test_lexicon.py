from __future__ import annotations

from spacy.vocab import Vocab

from extract.lexicon import Lexicon, vocabulary_file, words_of
from extract.normalise import normalise
from extract.pipeline import COMPONENTS, Extractor
from extract.tokenizer import ScriptTokenizer


def test_lexicon_words_are_strings_and_have_one_reading_a_kind() -> None:
    assert "no" in words_of("exclusion", "not")
    for kind, values in vocabulary_file("words.yaml").items():
        seen: dict[str, str] = {}
        for value, words in values.items():
            for word in words:
                assert seen.setdefault(normalise(word), value) == value, (kind, word)


def test_lexicon_longest_word_wins() -> None:
    vocab = Vocab()
    lexicon, tokenizer = Lexicon(vocab), ScriptTokenizer(vocab)
    found = [(m.value, m.start, m.end) for m in lexicon.find(tokenizer("不含税"))["tax"]]
    assert found == [("excl", 0, 3)]


def test_tokenizer_splits_scripts_and_digits_and_keeps_the_text() -> None:
    doc = ScriptTokenizer(Vocab())("h100  80g显卡\n出")
    assert doc.text == "h100  80g显卡\n出"
    assert [t.text for t in doc if t.text.strip()] == ["h", "100", "80", "g", "显", "卡", "出"]


def test_pipeline_order_stands_in_one_place() -> None:
    names = Extractor().nlp.pipe_names
    assert names == ["chipwatch_words", *(f"chipwatch_{name}" for name, _ in COMPONENTS)]
