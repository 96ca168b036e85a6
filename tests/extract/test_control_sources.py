"""The rules against the regulations and the timeline that they were written from."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from extract.catalogue.conditions import Condition
from extract.catalogue.rules import load_rules

RULES = load_rules()


def _regulation(shared: Path) -> dict[str, str]:
    """Paragraph → text of ECCN 3A090 as in force."""
    (file,) = (shared / "data").glob("eccn_3A090_4A090*.json")
    entry = next(item for item in json.loads(file.read_text("utf-8"))["entries"] if item["eccn"] == "3A090")
    return {
        item["paragraph"]: item["text"] for item in entry["items"] if item["paragraph"] in {"a.1", "a.2", "b.1", "b.2"}
    }


def _in_words(condition: Condition) -> set[tuple[str, str, Decimal]]:
    """(figure, bound, limit) of everything that a condition names."""
    return {
        (name, bound, limit)
        for name, bounds in condition
        if bounds is not None
        for bound, limit in bounds
        if limit is not None
    }


def _in_regulation(text: str) -> set[tuple[str, str, Decimal]]:
    """The same, read off the text of the regulation."""
    found = set()
    for figure, rest in re.findall(
        r"'(total processing performance|performance density)' of (.*?)(?= and a '|[;,.]? ?(?:or)?$)", text
    ):
        name = "tpp" if figure.startswith("total") else "density"
        for number, words in re.findall(r"([\d.]+)( or more)?", rest):
            found.add((name, "at_least" if words else "below", Decimal(number.rstrip("."))))
    return found


def test_rules_have_the_numbers_of_the_regulation(shared: Path) -> None:
    paragraphs = {item.paragraph: _in_words(item.when) for item in RULES.windows[-1].paragraphs}
    regulation = {f"3A090.{name}": _in_regulation(text) for name, text in _regulation(shared).items()}
    assert paragraphs == regulation
    assert sum(map(len, regulation.values())) == 10


def test_rules_have_the_days_of_the_timeline(shared: Path) -> None:
    with (shared / "data" / "control_timeline.csv").open(encoding="utf-8") as stream:
        timeline = {date.fromisoformat(row["date"]) for row in csv.DictReader(stream)}
    days = {
        *(item.from_ for item in (*RULES.windows, *RULES.letters, *RULES.exceptions, *RULES.import_blocks)),
        *(time.from_ for letter in RULES.letters for time in letter.outlook),
        *(notice.day for notice in RULES.notices),
        RULES.designed_elsewhere.from_,
    }
    # AMD's letter comes from a further source
    assert days - timeline - {None} == {date(2022, 8, 31)}


def test_rules_have_the_windows_of_the_data(shared: Path) -> None:
    data = json.loads((shared / "data" / "control_rules.json").read_text("utf-8"))
    ours = {(window.from_, window.to) for window in RULES.windows}
    theirs = {
        (date.fromisoformat(item["from"]), date.fromisoformat(item["to"]) if item["to"] else None)
        for item in data["windows"]
        if not item.get("test", "").startswith(("vendor letter:", "review policy"))
    }
    assert theirs | {(None, date(2022, 8, 25))} == ours
