"""What ``make eval`` prints: a table a form, then the main figure by language and by tag, then the worst misses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from tests.eval.results import Measured, lower_is_better
from tests.eval.sets import GoldSet

Outcome = tuple[GoldSet, Measured]
_TITLES = {
    "side_accuracy": "side",
    "slot_f1": "slot F1",
    "exact_offer_f1": "exact F1",
    "seller_f1": "seller F1",
    "contact_f1": "contact F1",
    "supply_false_positives": "false supply",
    "invented_numbers": "invented",
    "fact_f1": "fact F1",
    "basis_accuracy": "basis",
    "negative_false_positives": "negative FPs",
}
_WIDEST = 10
"""Figures that stand beside each other; more stand in lines, a column a set."""
_HELD_OUT = "no rule written for these"
_SHOWN = 160
"""Characters of a text that a miss shows."""
_TAGS = 12
"""Tags that are printed a set, the worst first."""


def show(outcomes: Sequence[Outcome], misses: int, console: Console) -> None:
    """Print everything; of each set the *misses* texts with the most mistakes."""
    for form in dict.fromkeys(gold.form for gold, _ in outcomes):
        _show_form([outcome for outcome in outcomes if outcome[0].form == form], console)
    for gold, measured in outcomes:
        _show_misses(gold, measured, misses, console)


def _show_form(outcomes: Sequence[Outcome], console: Console) -> None:
    """The table of one form, and the main figure of each set by language and tag."""
    figures = list(outcomes[0][1].scored.figures)
    table = _upright(outcomes, figures) if len(figures) > _WIDEST else _flat(outcomes, figures)
    console.print(table, "")
    labelled = [(gold.name, measured.labels) for gold, measured in outcomes if measured.labels]
    if not labelled:
        return
    languages = sorted({label for _, labels in labelled for label in labels if label.startswith("lang:")})
    by_language = _table("by language", *(language.removeprefix("lang:") for language in languages))
    for name, labels in labelled:
        by_language.add_row(name, *(_part(*labels[key]) if key in labels else "" for key in languages))
    console.print(by_language, "")
    by_tag = _table("by tag", "texts", "")
    for name, labels in labelled:
        for row in _tag_rows(labels):
            by_tag.add_row(f"{name}  {row[0]}", *row[1:])
    console.print(by_tag, "")


def _flat(outcomes: Sequence[Outcome], figures: Sequence[str]) -> Table:
    """A line a set."""
    table = _table(outcomes[0][0].form, "texts", *map(_title, figures), "")
    for gold, measured in outcomes:
        values = (_value(figure, measured.scored.figures[figure]) for figure in figures)
        table.add_row(gold.name, str(measured.texts), *values, _HELD_OUT if gold.held_out else "")
    return table


def _upright(outcomes: Sequence[Outcome], figures: Sequence[str]) -> Table:
    """A line a figure."""
    table = _table(outcomes[0][0].form, *(gold.name for gold, _ in outcomes))
    table.add_row("texts", *(str(measured.texts) for _, measured in outcomes))
    for figure in figures:
        table.add_row(_title(figure), *(_value(figure, measured.scored.figures[figure]) for _, measured in outcomes))
    table.add_row("", *(_HELD_OUT if gold.held_out else "" for gold, _ in outcomes))
    return table


def _tag_rows(labels: dict[str, tuple[float, int]]) -> Iterator[tuple[str, str, str]]:
    """Tag, texts, figure: the worst tags, then one line for all that have no mistake."""
    tags = sorted((value, tag, texts) for tag, (value, texts) in labels.items() if not tag.startswith("lang:"))
    missed = [entry for entry in tags if entry[0] < 1]
    for value, tag, texts in missed[:_TAGS]:
        yield tag, str(texts), f"{value:.3f}"
    if missed[_TAGS:]:
        yield f"{len(missed) - _TAGS} more tags", "", f"≥ {missed[_TAGS][0]:.3f}"
    if len(missed) < len(tags):
        yield f"{len(tags) - len(missed)} tags without a mistake", "", "1.000"


def _show_misses(gold: GoldSet, measured: Measured, most: int, console: Console) -> None:
    worst = sorted(measured.scored.misses, key=lambda miss: -len(miss.wrong))[:most]
    if not worst:
        return
    if gold.held_out:
        console.print(f"{gold.name}: {len(measured.scored.misses)} texts with mistakes, not shown: {_HELD_OUT}\n")
        return
    console.print(f"{gold.name}: the worst {len(worst)} of {len(measured.scored.misses)} with mistakes")
    for miss in worst:
        console.print(f"  {miss.id}  {miss.text[:_SHOWN]!r}" if miss.text else f"  {miss.id}", markup=False)
        for mistake in miss.wrong:
            console.print(f"      {mistake}", markup=False, highlight=False)
    console.print()


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(first)
    for title in others:
        table.add_column(title, justify="right" if title else "left")
    return table


def _title(figure: str) -> str:
    return _TITLES.get(figure, figure.replace("_", " "))


def _value(figure: str, value: float) -> str:
    return str(int(value)) if lower_is_better(figure) else f"{value:.3f}"


def _part(value: float, texts: int) -> str:
    return f"{value:.3f} of {texts}"
