"""The gold sets beside the checkout, by their own scorer."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.eval import evaluate


@pytest.mark.shared
def test_gold_figures_hold_their_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shared.is_dir()
    assert evaluate.main([]) == 0, capsys.readouterr().err


def test_gold_floors_name_every_own_set() -> None:
    floors = evaluate.FLOORS.read_text("utf-8")
    for path in evaluate.EXAMPLES.glob("*.jsonl"):
        assert f"[own_{path.stem}]" in floors
