"""The generated pages and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tools.reference.commands import commands_page
from tools.reference.control import control_page
from tools.reference.extractor import extractor_page, vocabulary_page
from tools.reference.field_guide import field_guide_page
from tools.reference.fields import fields_page
from tools.reference.settings import settings_page

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "control-status.md": control_page,
    "extractor.md": extractor_page,
    "field-guide.md": field_guide_page,
    "fields.md": fields_page,
    "settings.md": settings_page,
    "vocabulary.md": vocabulary_page,
}
"""File in docs/ → its text."""
