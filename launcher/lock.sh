#!/bin/sh
# Compiles the lock files from pyproject.toml: names, versions and hashes for every supported platform, no index host.
# Arguments go to uv, for example -U (newest of everything) or -P NAME (newest of one).
set -eu
compile() {
    .venv/bin/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
        --python-version 3.11 "$@"
}
compile "$@" pyproject.toml -o requirements.lock
for group in setup embedded dev peers; do
    compile "$@" --group "$group" -c requirements.lock -o "requirements-$group.lock"
done
