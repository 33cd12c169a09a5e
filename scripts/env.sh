#!/usr/bin/env bash
# Makes or refreshes the environment: scripts/env.sh [.venv]. Called by make.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
venv=${1:-.venv}
stamp=$venv/.installed

say() { printf '%s\n' "$*" >&2; }
new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

rm -f "$stamp"

# An environment of the right age is kept; anything else is made again.
if [ -e "$venv" ] && ! new_enough "$venv/bin/python"; then
  rm -rf "$venv"
fi

uv=$(command -v uv || true)

if [ ! -x "$venv/bin/python" ]; then
  python=
  for name in "${PYTHON:-python3}" python3 python3.11 python3.12 python3.13 python3.14 python /usr/bin/python3; do
    path=$(command -v "$name" || true)
    if [ -n "$path" ] && new_enough "$path"; then
      python=$path
      break
    fi
  done
  if [ -z "$python" ]; then
    say '错误：找不到 Python 3.11 或更新的版本。Debian 12 可执行：apt-get install python3 python3-venv'
    say 'Error: no Python 3.11 or newer found. On Debian 12: apt-get install python3 python3-venv'
    say '（也可用 make PYTHON=/path/to/python3 指定。 Or name one: make PYTHON=/path/to/python3）'
    exit 1
  fi
  if [ -n "$uv" ]; then
    "$uv" venv --quiet --python "$python" "$venv"
  else
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
      say "错误：$python 缺少 venv/ensurepip。请执行：apt-get install python3-venv"
      say "Error: $python has no venv/ensurepip. Mend it with: apt-get install python3-venv"
      exit 1
    fi
    "$python" -m venv "$venv"
  fi
fi

if [ -n "$uv" ]; then
  say '用 uv 安装依赖… Installing with uv…'
  "$uv" pip install --quiet --python "$venv/bin/python" --require-hashes -r requirements.lock
  "$uv" pip install --quiet --python "$venv/bin/python" --no-build-isolation --no-deps -e .
else
  # A venv that uv made, or an interrupted one, may lack pip.
  "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null || {
    say "错误：缺少 ensurepip。请执行：apt-get install python3-venv"
    say "Error: no ensurepip. Mend it with: apt-get install python3-venv"
    exit 1
  }
  say '用 pip 安装依赖，头一次要几分钟… Installing with pip, minutes the first time…'
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
  "$venv/bin/python" -m pip install --quiet --require-hashes -r requirements.lock
  "$venv/bin/python" -m pip install --quiet --no-build-isolation --no-deps -e .
fi
