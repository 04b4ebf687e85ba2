#!/bin/sh
# Makes .venv hold exactly what the given lock files name, checked against their hashes.
# uv does it in seconds; pip does it where uv cannot reach the index that pip is set up for.
set -eu
echo "Installing the packages named in the lock files…"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
.venv/bin/python -m pip install --quiet --require-hashes -r requirements-setup.lock
if .venv/bin/uv pip sync --quiet --python .venv/bin/python --require-hashes "$@"; then
    exit 0
fi
echo "uv could not install them; trying pip…"
for lock in "$@"; do
    .venv/bin/python -m pip install --quiet --require-hashes -r "$lock"
done
