#!/bin/sh
# Write the exact pins with hashes again: `sh requirements/compile.sh`, with --upgrade for newer ones.
set -eu
cd "$(dirname "$0")"
for name in uv run postgres test; do
    uv pip compile "$@" --quiet --universal --python-version 3.12 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$name.txt" "$name.in"
done
