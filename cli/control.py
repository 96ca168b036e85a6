"""``chipwatch control`` and ``chipwatch catalogue check``: control status computed from data, and the data proved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, say, write_json, write_table, write_text

if TYPE_CHECKING:
    from extract.catalogue.answers import ControlAnswer
    from extract.catalogue.checking import Disagreement


def register(app: typer.Typer) -> None:
    """Adds ``control`` and ``catalogue check``."""
    app.command("control")(control)
    catalogue = typer.Typer(help="The catalogue of chips, servers and rules.", no_args_is_help=True)
    catalogue.command("check")(check)
    app.add_typer(catalogue, name="catalogue")


def control(
    ctx: typer.Context,
    model: Annotated[str, typer.Argument(help="Model, variant or part number, for example H100 or 'H100 PCIe'.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day, for example 2025-04-09.", show_default="today")
    ] = None,
    to: Annotated[str, typer.Option(metavar="COUNTRY", help="Destination: a country's code or name.")] = "CN",
    format: FormatOption = Format.TABLE,
) -> None:
    """Answer whether US export control covers a model on a day for a destination, by which rule and source.

    Computed from figures and rules that ship with chipwatch; "unknown" where a figure is missing. Not legal advice.
    """
    from extract.catalogue.control import control_status

    day = _day(on) if on else settings_of(ctx).clock.now().date()
    try:
        answer = control_status(model, day, to)
    except KeyError:
        raise _unknown(model) from None
    if format is Format.JSON:
        write_json(answer)
    else:
        _write(answer)


def check(
    against: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Table of GPUs in CSV to recompute as well (gpu_catalog.csv).")
    ] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Prove names, references and sources of the catalogue, and recompute every published figure.

    Ends with 1 where a published value differs and the catalogue does not say why.
    """
    from extract.catalogue.checking import against_table, check_rules, disagreements
    from extract.catalogue.loading import load_catalogue
    from extract.catalogue.rules import load_rules
    from extract.components.spellings import check_spelling
    from extract.lexicon import vocabulary_file

    catalogue, rules = load_catalogue(), load_rules()
    check_rules(catalogue, rules)
    check_spelling(vocabulary_file("spelling.yaml"), catalogue)
    found = disagreements(catalogue, rules)
    rows = 0
    if against is not None:
        rows, more = against_table(catalogue, rules, against)
        found += [difference for difference in more if difference not in found]
    counts = {
        "models": len(catalogue.models),
        "watched": len(catalogue.watched),
        "variants": sum(len(model.variants) for model in catalogue.models),
        "servers": len(catalogue.servers),
        "spellings": len(catalogue.by_key),
        "sources": len(catalogue.sources),
        "rows": rows,
    }
    if format is Format.JSON:
        write_json({**counts, "disagreements": found})
    else:
        _write_check(counts, found)
    unexplained = sum(1 for difference in found if not difference.reason)
    if unexplained:
        say(f"{unexplained} published values differ from the computation without a reason given")
        raise typer.Exit(1)


def _day(text: str) -> date:
    from foundation.errors import UsageError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day", where="--on", way_out="write it like 2025-04-09") from None


def _unknown(name: str) -> Exception:
    """What to say of a name that is no GPU of the catalogue."""
    import difflib

    from extract.catalogue.loading import load_catalogue
    from foundation.errors import UsageError

    catalogue = load_catalogue()
    found = catalogue.find(name)
    if found is not None and found.server is not None:
        held = ", ".join(found.server.models_seen) or "none on record"
        return UsageError(
            f"{name!r} is a server; its status is that of its GPUs", way_out=f"ask for one of them (seen: {held})"
        )
    near = difflib.get_close_matches(name.upper(), [model.name for model in catalogue.models], n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}? " if near else ""
    return UsageError(f"{name!r} is not in the catalogue", way_out=f"{hint}docs/catalogue.md says how to add a model")


def _write(answer: ControlAnswer) -> None:
    write_text(f"{answer.variant or answer.model} to {answer.to} on {answer.on}: {answer.status.value}")
    write_table(["what", "answer"], _rows(answer), whole=["what"])
    if answer.variants:
        write_table(
            ["variant", "status", "paragraph", "TPP", "PD", "H100e", "exceptions", "outlook"],
            [
                [
                    part.variant,
                    part.status.value,
                    part.paragraph or part.would_meet,
                    part.tpp,
                    part.density,
                    part.h100e,
                    ", ".join(note.symbol for note in part.exceptions) or None,
                    "; ".join(outlook.outlook for outlook in part.outlook) or None,
                ]
                for part in answer.variants
            ],
            right=["TPP", "PD", "H100e"],
        )
    write_text("Not legal advice. Method and limits: docs/control-status.md")


def _rows(answer: ControlAnswer) -> list[tuple[str, str]]:
    rows = [
        ("ECCN paragraph", answer.paragraph or ("undetermined" if answer.status == "unknown" else "none")),
        ("rule", answer.rule),
        ("in force", f"{answer.window_from or 'ever'} to {answer.window_to or 'further notice'}"),
        ("source", f"{answer.source.title} ({answer.source.where})"),
        ("TPP", _figure(answer.tpp, answer.tpp_max, answer.tpp_basis)),
        ("performance density", _figure(answer.density, answer.density_max)),
        ("H100 equivalents", _figure(answer.h100e, answer.h100e_max)),
        *(
            (name, f"{value} {unit}")
            for name, value, unit in (
                ("die area", answer.die_mm2, "mm²"),
                ("I/O", answer.io_gb_s, "GB/s"),
                ("memory bandwidth", answer.memory_gb_s, "GB/s"),
            )
            if value is not None
        ),
        ("figures from", f"{', '.join(source.key for source in answer.figure_sources) or 'none'}"),
        ("trust in figures", answer.confidence or "none"),
    ]
    if answer.system_paragraph:
        rows.insert(1, ("computers with it", answer.system_paragraph))
    if answer.would_meet:
        rows.insert(1, ("would meet", answer.would_meet))
    rows += [("see", f"{source.title} ({source.where})") for source in answer.see]
    rows += [("also", ground.rule) for ground in answer.grounds[1:]]
    rows += [("exception", f"{note.symbol}, {note.condition} ({note.source.title})") for note in answer.exceptions]
    rows += [
        ("outlook", f"{part.outlook}{f': {part.condition}' if part.condition else ''} ({part.source.title})")
        for part in answer.outlook
    ]
    rows += [("import block", f"{report.on}: {report.text} ({report.source.title})") for report in answer.import_blocks]
    rows += [("notice", f"{report.on}: {report.text} ({report.source.title})") for report in answer.notices]
    rows += [("unknown", text) for text in answer.unknowns]
    rows += [("mind", text) for text in answer.caveats]
    return rows


def _figure(low: object, high: object, basis: str | None = None) -> str:
    if low is None:
        return "unknown"
    span = f"{low} to {high}" if high is not None else str(low)
    return f"{span} ({basis})" if basis else span


def _write_check(counts: dict[str, int], found: list[Disagreement]) -> None:
    said = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    write_text(f"catalogue holds together: {said}")
    if not found:
        write_text("every published value is what the computation gives")
        return
    write_table(
        ["variant", "field", "published", "computed", "why"],
        [(item.name, item.field, item.published or None, item.ours or None, item.reason or None) for item in found],
    )
