"""What is shipped for systemd, Kubernetes and Scrapyd holds what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate  # type: ignore[import-untyped]
import pytest
import yaml
from typer.main import get_command

from cli.main import build_app
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS: list[dict[str, Any]] = list(yaml.safe_load_all((DEPLOY / "kubernetes" / "cronjobs.yaml").read_text("utf-8")))
UNITS = sorted((DEPLOY / "systemd").iterdir())
KUBERNETES = "1.30"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_verified_by_systemd(unit: Path, tmp_path: Path) -> None:
    program = tmp_path / "chipwatch"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    for one in UNITS:
        text = one.read_text("utf-8").replace("/usr/local/bin/chipwatch", str(program))
        (tmp_path / one.name).write_text(text, encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    own = [line for line in verified.stderr.splitlines() if str(tmp_path) in line or unit.name in line]
    assert own == []
    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize(
    "manifest", MANIFESTS, ids=lambda manifest: f"{manifest['kind']}-{manifest['metadata']['name']}"
)
def test_manifests_fit_the_schema_of_kubernetes(manifest: dict[str, Any]) -> None:
    kubernetes_validate.validate(manifest, KUBERNETES, strict=True)


def test_commands_of_units_and_manifests_exist() -> None:
    command: Any = get_command(build_app())
    asked = [re.search(r"^ExecStart=\S+ (.*)$", unit.read_text("utf-8"), re.MULTILINE) for unit in UNITS]
    lines = [found[1].split() for found in asked if found]
    for manifest in MANIFESTS:
        if manifest["kind"] == "CronJob":
            pod = manifest["spec"]["jobTemplate"]["spec"]["template"]["spec"]
            lines.append(pod["containers"][0]["command"][1:])
    assert len(lines) == 5
    for name, *arguments in lines:
        known = {
            option
            for parameter in command.commands[name].params
            for option in parameter.opts + parameter.secondary_opts
        }
        assert {argument for argument in arguments if argument.startswith("--")} <= known


def test_shards_of_the_manifests_are_all_parts_of_one_whole() -> None:
    text = (DEPLOY / "kubernetes" / "cronjobs.yaml").read_text("utf-8")
    assert re.findall(r"--shard, (\d/\d)", text) == ["1/2", "2/2"]
