"""The written pages of the project, read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT
from tests.project.tracked import tracked_files

PAGES = [path for path in tracked_files() if path.suffix == ".md" and path.parts[0] != "tests"]


def text_of(page: Path) -> str:
    """Content of a page."""
    return (ROOT / page).read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The same without blocks of code."""
    return re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


def headings_of(page: Path) -> list[str]:
    """Headings in order, code marks left off."""
    return [text.replace("`", "").strip() for text in re.findall(r"^#+ (.+)$", prose_of(page), re.MULTILINE)]


def anchors_of(page: Path) -> set[str]:
    """Anchors that headings get when rendered."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings_of(page)}


def links_of(page: Path) -> list[str]:
    """Targets of links, those to the web left out."""
    found = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose_of(page))
    return [target for target in found if not re.match(r"https?:|mailto:", target)]


def code_lines_of(page: Path) -> Iterator[str]:
    """Lines of code blocks and of inline code, continued lines joined, a prompt cut off."""
    text = text_of(page)
    blocks = re.findall(r"^```\w*\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", prose_of(page))
    for line in [*"\n".join(blocks).replace("\\\n", " ").splitlines(), *inline]:
        yield re.sub(r"^\s*\$ ", "", line).strip()
