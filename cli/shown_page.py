"""What ``chipwatch source check`` prints of a page for people: each field, what was chosen and why, who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import write_text

if TYPE_CHECKING:
    from crawlers.generic.page import PageReading
    from crawlers.reading_result import Reading

_SHOWN_LINKS = 10
_SHOWN_CHARACTERS = 300


def show_page(reading: PageReading, owner: str | None) -> None:
    """Print what a page shows to the readers of any page; *owner* is the source that its site belongs to."""
    from crawlers.generic.claims import fields_shown

    page = reading.page
    write_text(f"page          {page.file or page.url}")
    if page.file and page.url:
        write_text(f"address       {page.url}")
    write_text(f"kind          {page.kind}: {reading.kind.why}")
    for field in fields_shown(reading):
        if field.chosen is None and not field.claims:
            continue
        why = f"   <- {field.why}" if field.why else ""
        write_text(f"{field.name:<13} {_cut(field.chosen or '–')}{why}")
        for claim in field.claims:
            write_text(f"    {claim.parser:<10} {_cut(claim.value)}")
    if page.text:
        write_text(f"text          {len(page.text)} characters")
        write_text(f"    {_cut(page.text)}")
    for problem in reading.markup.problems:
        write_text(f"problem       {problem}")
    if owner is not None:
        write_text(f"source        {owner} reads this site: see what it makes of the page with --source {owner}")


def show_reading(reading: Reading) -> None:
    """Print what a source reads off a page."""
    write_text(f"role     {reading.role}")
    write_text(f"state    {reading.state}{f' ({reading.reason})' if reading.reason else ''}")
    if reading.problem:
        write_text(f"problem  {reading.problem}")
    write_text(f"items    {len(reading.items)}")
    for item in reading.items:
        write_text()
        write_text(f"  {item.key}  {item.state}{f' ({item.reason})' if item.reason else ''}")
        shown = item.page.model_dump(mode="json", exclude={"kind", "item_key"}) if item.page else {"url": item.url}
        for name, value in shown.items():
            if value not in (None, "", [], {}):
                text = str(value).replace("\n", "\n" + " " * 17)
                write_text(f"    {name:<12} {text[:_SHOWN_CHARACTERS]}{'…' if len(text) > _SHOWN_CHARACTERS else ''}")
    write_text(f"links    {len(reading.links)}")
    for link in reading.links[:_SHOWN_LINKS]:
        write_text(f"  {link.role:<8} {link.url}")
    if len(reading.links) > _SHOWN_LINKS:
        write_text(f"  … and {len(reading.links) - _SHOWN_LINKS} more")


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return f"{text[:_SHOWN_CHARACTERS]}…" if len(text) > _SHOWN_CHARACTERS else text
