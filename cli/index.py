"""``chipwatch index``: the indices of an Elasticsearch store, and copies from one store to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import access_of, settings_of
from cli.output import Format, FormatOption, progress, say, write_json, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from index.elasticsearch.managing import Managed
    from index.elasticsearch.migrating import Migration, Progress
    from index.store import SetAside, Store

_ASIDE_SHOWN = 20


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Look after the indices of an Elasticsearch store; copy stores.", no_args_is_help=True)
    for command in (status, create, verify, migrate, rollback, roles, copy):
        group.command()(command)
    app.add_typer(group, name="index")


def status(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:
    """Show every index of the store, who reads and writes it, and the documents that the server refused."""
    with _managed(ctx) as store:
        server, held, aside = store.server, store.held(), store.set_aside()
    if format is Format.JSON:
        write_json({"server": server, "mapping": store.schema.version, "indices": held, "set_aside": aside})
        return
    if not held:
        say(f"there is no store at {store.address.shown} yet; make it with `chipwatch index create`")
        return
    columns = ("index", "role", "mapping", "documents", "bytes", "shards", "replicas")
    numbers = columns[2:]
    write_table(columns, [[getattr(one, name) for name in columns] for one in held], right=numbers, whole=("index",))
    _write_set_aside(aside)
    say(f"Elasticsearch {server or 'of a version that this account may not ask for'}")


def _write_set_aside(aside: Sequence[SetAside]) -> None:
    missing = [one for one in aside if not one.landed]
    if missing:
        write_table(
            ("set aside", "id", "refused (UTC)", "reason"),
            [(one.kind, one.id, f"{one.at:%Y-%m-%d %H:%M}", one.reason) for one in missing[:_ASIDE_SHOWN]],
            whole=("id",),
        )
    if aside:
        documents = f"{len(missing):,} document{'' if len(missing) == 1 else 's'}"
        say(f"{documents} refused and missing; {len(aside) - len(missing):,} that were refused have landed since")


def create(ctx: typer.Context) -> None:
    """Make what is missing of the store: templates, indices, aliases. Running it again changes nothing."""
    with _managed(ctx) as store:
        store.indices.create()
    say(f"the store {store.address.shown} is complete")


def verify(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:
    """Hold the indices to what this chipwatch would make, and read a sample of documents back. Problems end with 5."""
    from foundation.errors import StoreError
    from index.elasticsearch.verifying import problems

    with _managed(ctx) as store:
        found = list(problems(store.client, store.address.names, store.schema, store.address.shown))
    if format is Format.JSON:
        write_json(found)
    elif found:
        write_table(("problem",), [(problem,) for problem in found])
    if found:
        raise StoreError(
            f"{len(found)} problem{'s' if len(found) > 1 else ''} found",
            where=store.address.shown,
            way_out="make the indices anew with `chipwatch index migrate --again`",
        )
    say("every index is as it should be")


def migrate(
    ctx: typer.Context,
    again: Annotated[
        bool, typer.Option("--again", help="Make the indices anew though their mapping is today's.")
    ] = False,
    drop_old: Annotated[
        bool, typer.Option("--drop-old", help="Then remove the indices that are in use no more.")
    ] = False,
) -> None:
    """Bring the indices to today's mapping while readers and writers go on. Killed, it can be run again."""
    with _managed(ctx) as store, progress("copying documents") as advance:
        migration = _migration(store, advance)
        if again or migration.needed():
            new = migration.migrate()
            say(f"in use now: {', '.join(store.address.names.index(name) for name in new.values())}")
        else:
            say("the indices have today's mapping")
        kept = migration.drop_kept() if drop_old else migration.kept()
        names = ", ".join(store.address.names.index(name) for name in kept)
    if kept:
        say(f"removed: {names}" if drop_old else f"kept until --drop-old: {names}")


def rollback(ctx: typer.Context) -> None:
    """Go back to the indices before the last migration. What was written since comes again with the next ingest."""
    with _managed(ctx) as store:
        old = _migration(store).roll_back()
        say(f"in use again: {', '.join(store.address.names.index(name) for name in old.values())}")


def roles(
    ctx: typer.Context,
    api_keys: Annotated[bool, typer.Option("--api-keys", help="Print bodies of API keys instead of roles.")] = False,
) -> None:
    """Print the roles of crawler, researcher, keeper and Kibana as JSON: name and body of each."""
    from index.elasticsearch.address import SCHEMES, read_address
    from index.elasticsearch.names import Names
    from index.elasticsearch.roles import api_keys as bodies_of_keys
    from index.elasticsearch.roles import roles as bodies_of_roles

    url = settings_of(ctx).store_url
    names = read_address(url).names if url.partition("://")[0].lower() in SCHEMES else Names()
    write_json(bodies_of_keys(names) if api_keys else bodies_of_roles(names))


def copy(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="URL of the store to read.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="URL of the store to fill.")],
    format: FormatOption = Format.TABLE,
) -> None:
    """Copy everything from one store into another and prove that both are equal. Killed, it can be run again."""
    from index.copying import copy_store

    with _store(ctx, source) as ours, _store(ctx, target) as theirs, progress("copying documents") as advance:
        copied = copy_store(ours, theirs, advance)
    if format is Format.JSON:
        write_json(copied)
        return
    write_table(("kind", "documents"), list(copied.documents.items()), right=("documents",))
    say(f"both stores are equal; {copied.written:,} documents written, {copied.cursors:,} positions of the spool")


def _managed(ctx: typer.Context) -> AbstractContextManager[Managed]:
    from index.elasticsearch.managing import managed

    settings = settings_of(ctx)
    return managed(settings.store_url, access_of(settings))


def _migration(store: Managed, advance: Progress = lambda documents: None) -> Migration:
    from index.elasticsearch.migrating import Migration

    return Migration(store.client, store.address, store.schema, advance)


def _store(ctx: typer.Context, url: str) -> Store:
    from index.opening import open_store

    settings = settings_of(ctx)
    return open_store(url, access=access_of(settings), clock=settings.clock)
