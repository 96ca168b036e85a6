#!/bin/sh
# Writes the lock files: every version with its hashes, for CPython 3.11 and later, without an index address.
#
#   requirements.lock        what `make demo` needs; wheels only
#   requirements-dev.lock    the same and what `make test` needs; wheels only
#   requirements-names.lock  what the extra `names` adds to requirements.lock; wheels only
#   requirements-sdist.lock  jstyleson alone: extruct imports it and it ships no wheel. It is one pure Python
#                            module; setup.sh builds it with the locked setuptools, without build isolation.
#
# Versions move only with `make lock UPGRADE=1`.
set -eu
cd "$(dirname "$0")/.."

uv=.venv/bin/uv
[ -x "$uv" ] || .venv/bin/python -m pip install --quiet 'uv>=0.11,<1'

upgrade=
[ -z "${UPGRADE:-}" ] || upgrade=--upgrade

# Scrapyd imports pkg_resources, which setuptools 81 and later do without.
lock() {
    output=$1
    shift
    echo 'setuptools>=77,<81' | "$uv" pip compile --quiet $upgrade --universal --python-version 3.11 --generate-hashes \
        --only-binary :all: --no-header --annotation-style line --output-file "$output" "$@" pyproject.toml - >/dev/null
    echo "wrote $output: $(grep -c '^[a-z]' "$output") packages"
}

lock requirements.lock --extra browser --extra demo
# shellcheck disable=SC2046 # one option a package
lock requirements-names.lock --extra names --constraint requirements.lock \
    $(sed -n 's/^\([a-z0-9._-]*\)==.*/--no-emit-package \1/p' requirements.lock)
sed '/^# The following packages/,$d' requirements-names.lock >requirements-names.lock.part
mv requirements-names.lock.part requirements-names.lock
lock requirements-dev.lock --extra dev --constraint requirements.lock
echo 'jstyleson' | "$uv" --no-config pip compile --quiet $upgrade --generate-hashes --no-binary jstyleson \
    --no-header --no-annotate --output-file requirements-sdist.lock - >/dev/null
