from __future__ import annotations

import pytest

import extract.names
from cli.extract import say_what_was_lost
from extract.names import Name, lost, missing, names_in
from tests.extract.reading_of import read

ENGLISH = "Corwin Addleby testified on Friday."
CHINESE = "法院传唤了林志昊。"


@pytest.fixture
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra `names` is not installed."""
    monkeypatch.setattr(extract.names, "_is_installed", lambda _: False)
    monkeypatch.setattr(extract.names, "_UNANSWERED", set())


def test_names_of_people_in_both_languages() -> None:
    ((english,),) = names_in([ENGLISH], "en")
    ((chinese,),) = names_in([CHINESE], "zh")
    assert english == Name("person", 0, len("Corwin Addleby"))
    assert CHINESE[chinese.start : chinese.end] == "林志昊"
    assert missing("en") is None
    assert lost() == []


def test_names_answer_every_text_in_its_place() -> None:
    assert [len(names) for names in names_in(["Nobody.", ENGLISH, ""], "en")] == [0, 1, 0]
    assert names_in([], "zh") == []


@pytest.mark.usefixtures("no_models")
def test_names_without_models_are_none_and_say_so_once() -> None:
    assert names_in([ENGLISH, ENGLISH], "en") == [[], []]
    (notice,) = lost()
    assert "English" in notice
    assert "make names" in notice


@pytest.mark.usefixtures("no_models")
def test_names_without_models_rules_still_read_and_the_record_says_what_is_lost() -> None:
    extraction = read("Ada Okonjo, 40, was charged with smuggling H100 GPUs.", kind="article")
    assert [party.name for event in extraction.events for party in event.parties] == ["Ada Okonjo"]
    assert [(doubt.field, doubt.reason) for doubt in extraction.undetermined] == [("parties", missing("en"))]


@pytest.mark.usefixtures("no_models")
def test_names_without_models_other_texts_lose_nothing() -> None:
    for text, kind in (("出H100 8卡整机 20台 260万", "listing"), ("英伟达发布新显卡。", "article")):
        assert all(doubt.field != "parties" for doubt in read(text, kind=kind).undetermined)
    assert lost() == []


@pytest.mark.usefixtures("no_models")
def test_names_notice_of_a_command_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    names_in([CHINESE], "zh")
    say_what_was_lost()
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("Chinese") == 1


def test_names_a_very_long_text_is_not_shown_whole() -> None:
    text = "Ada Okonjo was charged with smuggling H100 GPUs to China. " * 200
    doubts = [doubt for doubt in read(text, kind="article").undetermined if doubt.field == "parties"]
    assert len(doubts) == 1
    assert 3000 < doubts[0].start < 5000
