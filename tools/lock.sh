#!/bin/sh
# Resolve the three lock files anew. Hashes are in them, addresses of an index are not.
set -eu
cd "$(dirname "$0")/.."
compile() {
    .venv-tools/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
        --python-version 3.11 --universal ${UPGRADE:+--upgrade} "$@"
}
[ -x .venv-tools/bin/uv ] || { echo "uv is not installed: make dev" >&2; exit 1; }
compile pyproject.toml --extra postgres --extra s3 -o requirements.lock
compile pyproject.toml --extra postgres --extra s3 --group dev -c requirements.lock -o requirements-dev.lock
echo 'uv>=0.9' | compile - -o requirements-uv.lock
