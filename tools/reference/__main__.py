"""Write every reference page anew."""

from __future__ import annotations

from tools.reference.blocks import DOCS
from tools.reference.pages import PAGES

for name, page in PAGES.items():
    (DOCS / name).write_text(page(), encoding="utf-8")
    print(f"wrote docs/{name}")
