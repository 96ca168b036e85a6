"""Source files: what they may hold, and what is said of mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from crawlers import source_schema
from crawlers.source import Source
from crawlers.source_file import load_source, read_source, source_files
from demo.source_files import SITES, write_sources
from foundation.errors import SourceError
from foundation.settings import load_settings

GOOD = """\
name: shop
title: A shop
kind: shop
languages: [en]
homepage: https://shop.example/
terms: May be crawled, read on 2026-03-01.
queries: [H100, 4090]
entries:
  - kind: search
    url: https://shop.example/search?q={query}&page={page}
lists:
  links: ul.goods a
pages:
  url: /item/(?P<id>\\d+)
  key: "{id}"
  fields:
    title: h1
    price: [span.now, {css: "meta[property='product:price:amount']", attr: content}]
"""


def _write(directory: Path, text: str, name: str = "shop") -> Path:
    file = directory / f"{name}.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_source_file_is_read(tmp_path: Path) -> None:
    source = read_source(_write(tmp_path, GOOD))
    assert source.queries == ("H100", "4090")
    assert [pick.css for pick in source.pages.fields.price] == ["span.now", "meta[property='product:price:amount']"]
    assert source.netlocs == {"shop.example"}


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (("title: A shop", "titel: A shop"), 2, "titel: no such key here"),
        (("kind: shop", "kind: bazaar"), 3, "kind: input should be 'marketplace', 'forum'"),
        (("languages: [en]", "languages: en"), 4, "languages: input should be a valid tuple (got 'en')"),
        (("homepage: https://shop.example/", "homepage: shop.example"), 5, "homepage: not an http or https address"),
        (("  - kind: search", "  - kind: serach"), 9, "entries.0.kind"),
        (("links: ul.goods a", "links: ul.goods >> a"), 12, "not a CSS selector"),
        (("(?P<id>\\d+)", "(?P<id>\\d+"), 14, "not a regular expression"),
        (("title: h1", "title: {json: 'a..b'}"), 17, "not a JMESPath expression"),
        (("title: h1", "title: {attr: href}"), 17, "give at least one of css, json, regex"),
        (("title: h1", "tittle: h1"), 17, "pages.fields.tittle: no such key here"),
        (("queries: [H100, 4090]\n", ""), 1, "an entry asks for {query}, but queries is empty"),
        (("name: shop", "name: other"), 1, "the name 'other' and the file's name differ"),
        (("title: A shop", "title: A shop\ntitle: B"), 3, "title: the key is there twice"),
        (("languages: [en]", "languages: [en"), 5, "is not YAML"),
        (("kind: shop", "kind:\tshop: x"), 3, "is not YAML"),
        (
            ('key: "{id}"', 'key: "{id}"\n  rendering: gopher'),
            16,
            "pages.rendering: input should be 'http' or 'browser'",
        ),
        (("terms:", "timezone: Mars\nterms:"), 6, "timezone: not an IANA time zone"),
        (("terms:", "encoding: klingon\nterms:"), 6, "encoding: not a character set"),
    ],
)
def test_source_file_names_file_line_and_key_of_a_mistake(
    tmp_path: Path, change: tuple[str, str], line: int, said: str
) -> None:
    file = _write(tmp_path, GOOD.replace(*change))
    with pytest.raises(SourceError) as caught:
        read_source(file)
    message = str(caught.value)
    assert message.startswith(f"{file}:{line}")
    assert said in message
    assert caught.value.exit_code == 4


def test_source_file_names_a_missing_key(tmp_path: Path) -> None:
    file = _write(tmp_path, "\n".join(line for line in GOOD.splitlines() if not line.startswith("terms")))
    with pytest.raises(SourceError, match="terms: the key is missing"):
        read_source(file)


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "just text"])
def test_source_file_without_keys_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match="holds no keys"):
        read_source(_write(tmp_path, text))


def test_source_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "shop.yaml"
    file.write_bytes("name: 商店".encode("gb18030"))
    with pytest.raises(SourceError, match="is not UTF-8 text"):
        read_source(file)


def test_source_that_nobody_wrote_is_named_with_those_that_are(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    with pytest.raises(SourceError, match=r"no source is called 'shoop'[\s\S]*shop"):
        load_source(load_settings(sources=tmp_path), "shoop")


def test_source_beside_a_broken_one_is_read(tmp_path: Path) -> None:
    _write(tmp_path, GOOD)
    _write(tmp_path, "name: [", "broken")
    assert load_source(load_settings(sources=tmp_path), "shop").name == "shop"


def test_source_directory_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="the directory of source files is not there"):
        source_files(load_settings(sources=tmp_path / "nowhere"))


def test_source_schema_is_that_of_the_model() -> None:
    assert source_schema.FILE.read_text(encoding="utf-8") == source_schema.schema_text(), (
        "the model has changed: run python -m crawlers.source_schema"
    )


def _loaded(text: str) -> Any:
    return yaml.safe_load(text)


def test_source_schema_takes_what_the_model_takes(tmp_path: Path) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(source_schema.FILE.read_text(encoding="utf-8")))
    for file in write_sources(tmp_path, 9000):
        data = _loaded(file.read_text(encoding="utf-8"))
        validator.validate(data)
        assert Source.model_validate(data).name in SITES
    for wrong in (
        GOOD.replace("title: A shop", "titel: A shop"),
        GOOD.replace("kind: shop", "kind: bazaar"),
        GOOD.replace("title: h1", "tittle: h1"),
        GOOD.replace("links: ul.goods a", "links: {selector: a}"),
    ):
        assert not validator.is_valid(_loaded(wrong))


def test_source_schema_explains_every_key() -> None:
    schema = json.loads(source_schema.FILE.read_text(encoding="utf-8"))
    own_words = {"Source", "Pick", "Entry", "Pages", "Lists", "Several", "Politeness", "Healthy", "Addresses", "More"}
    for name in own_words - {"Source"}:
        assert schema["$defs"][name]["description"]
