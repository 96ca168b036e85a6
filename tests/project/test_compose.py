"""compose.yaml and its Dockerfile, as far as they can be tried without a container engine."""

from __future__ import annotations

import json
import re
import shlex
import stat
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema.validators import validator_for

from tests.conftest import ROOT
from tests.project.tracked import tracked_files

TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
SCRIPTS = sorted((ROOT / "tools" / "compose").glob("*.sh"))


def _schema() -> dict[str, Any]:
    vendored = resources.files("check_jsonschema").joinpath("builtin_schemas/vendor/compose-spec.json")
    found: dict[str, Any] = json.loads(vendored.read_text("utf-8"))
    return found


def _instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def test_compose_file_keeps_the_compose_specification() -> None:
    validator = validator_for(_schema())(_schema())
    assert [error.message for error in validator.iter_errors(COMPOSE)] == []
    assert list(validator.iter_errors({**COMPOSE, "services": {"a": {"imagine": "b"}}}))


def test_compose_has_what_a_team_needs() -> None:
    assert set(SERVICES) == {"certificates", "elasticsearch", "setup", "kibana", "dashboards", "chipwatch"}
    assert [name for name, service in SERVICES.items() if "profiles" in service] == ["chipwatch"]


def test_compose_takes_the_official_images_of_one_exact_version() -> None:
    images = {service["image"] for name, service in SERVICES.items() if name not in OURS}
    names, versions = zip(*(image.split(":") for image in images), strict=True)
    assert set(names) == {"elasticsearch", "kibana"}
    assert len(set(versions)) == 1
    assert re.fullmatch(r"8\.(?:[89]|1\d)\.\d+", versions[0]), "a version that the client and the dashboards are for"


def test_compose_image_of_chipwatch_has_the_version_of_the_project() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert {service["image"] for service in OURS.values()} == {f"chipwatch:{version[1]}"}


def test_compose_waits_for_services_that_can_be_waited_for() -> None:
    for name, service in SERVICES.items():
        for other, wanted in service.get("depends_on", {}).items():
            if wanted["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other], f"{name} waits for {other}"
            else:
                assert wanted["condition"] == "service_completed_successfully"
                assert "restart" not in SERVICES[other], f"{other} is to end"


def test_compose_turns_security_on_everywhere() -> None:
    elasticsearch = SERVICES["elasticsearch"]["environment"]
    for part in ("xpack.security.enabled", "xpack.security.http.ssl.enabled", "xpack.security.transport.ssl.enabled"):
        assert elasticsearch[part] == "true"
    assert SERVICES["kibana"]["environment"]["SERVER_SSL_ENABLED"] == "true"
    assert "http://" not in TEXT
    assert [
        port for service in SERVICES.values() for port in service.get("ports", ()) if "127.0.0.1:" not in port
    ] == []


def test_compose_has_no_secret_of_its_own_and_asks_for_each() -> None:
    for name in ("ELASTIC_PASSWORD", "KIBANA_SYSTEM_PASSWORD", "KIBANA_ENCRYPTION_KEY"):
        used = re.findall(rf"\${{{name}[^}}]*}}", TEXT)
        assert used
        assert [text for text in used if not text.startswith(f"${{{name}:?")] == []


def test_compose_asks_for_the_variables_of_the_example_and_no_others() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    given = dict(re.findall(r"^(\w+)=(.*)$", example, re.MULTILINE))
    assert set(re.findall(r"\${(\w+)", TEXT)) == set(given)
    assert [name for name, value in given.items() if value and ("PASSWORD" in name or "KEY" in name)] == []
    defaults = re.findall(r"\${(\w+):-([^}]*)}", TEXT)
    assert dict(defaults) == {name: given[name] for name, _ in defaults}


def test_compose_mounts_volumes_and_folders_that_exist() -> None:
    for name, service in SERVICES.items():
        for mount in service.get("volumes", ()):
            source = mount.split(":")[0]
            known = (ROOT / source).is_dir() if source.startswith(".") else source in COMPOSE["volumes"]
            assert known, f"{name}: {mount}"
    used = {mount.split(":")[0] for service in SERVICES.values() for mount in service.get("volumes", ())}
    assert set(COMPOSE["volumes"]) <= used


@pytest.mark.parametrize("name", OURS)
def test_compose_gives_chipwatch_commands_that_it_has(name: str, tmp_path: Path) -> None:
    command = [word for word in OURS[name]["command"] if word != "--help"]
    done = subprocess.run(
        [sys.executable, "-m", "cli", *command, "--help"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: chipwatch " + " ".join(word for word in command[:2] if not word.startswith("-")) in done.stdout


def test_compose_settings_of_chipwatch_are_settings_that_it_has(tmp_path: Path) -> None:
    environment = dict.fromkeys(OURS["chipwatch"]["environment"], "") | {"CHIPWATCH_CONTACT": "a@example.org"}
    done = subprocess.run(
        [sys.executable, "-m", "cli", "settings"],
        cwd=tmp_path,
        env=environment | {"PATH": "", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "variable CHIPWATCH_CONTACT" in done.stdout
    assert "variable CHIPWATCH_STORE" in done.stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_compose_scripts_can_be_run(script: Path) -> None:
    assert script.stat().st_mode & stat.S_IXUSR
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
    assert f"/scripts/{script.name}" in TEXT


def test_image_is_made_in_two_stages_of_locked_packages() -> None:
    assert len(set(_instructions("FROM")) | {"x"}) == 3
    assert _instructions("FROM")[0].endswith(" AS build")
    installs = [part for run in _instructions("RUN") for part in run.split("&&") if "pip install" in part]
    assert len(installs) == 3
    for install in installs:
        assert "--no-deps" in install
        assert "--require-hashes" in install or install.strip().endswith(" .")


def test_image_runs_as_a_user_that_is_not_root_and_brings_a_browser() -> None:
    last = DOCKERFILE.rpartition("FROM ")[2]
    assert _instructions("USER") == ["chipwatch"]
    assert last.index("USER chipwatch") < last.index("ENTRYPOINT")
    assert json.loads(_instructions("ENTRYPOINT")[0]) == ["chipwatch"]
    assert "chromium" in shlex.split(next(run for run in _instructions("RUN") if "apt-get install" in run))


def test_image_is_built_of_every_room_and_nothing_private() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    assert "*" in lines
    rooms = set(re.findall(r'^    "(\w+)", "\w+\.\*",$', (ROOT / "pyproject.toml").read_text(), re.MULTILINE))
    assert rooms <= kept
    assert {"pyproject.toml", "requirements.lock", "requirements-sdist.lock"} <= kept
    assert kept <= {path.parts[0] for path in tracked_files()}
    assert not kept & {".git", ".env", ".venv", "data", "tests"}
    copied = [word for line in _instructions("COPY") if "--from" not in line for word in line.split()[:-1]]
    assert [word for word in copied if word != "." and word not in kept] == []
