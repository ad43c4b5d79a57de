#!/usr/bin/env bash
# `make run`: from a fresh clone to the demo in the browser. Doing it again takes seconds.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

export DEBUG=${DEBUG:-1} PORT=${PORT:-8000}
export INSECURE_HTTP=${INSECURE_HTTP:-1}

# As root, fonts and PDF libraries, which are large, install beside the Python packages; anybody else gets one list to read.
packages=
if [ "$(id -u)" = 0 ]; then
    need_packages "${START_PACKAGES[@]}"
    need_packages "${RUN_PACKAGES[@]}" &
    packages=$!
else
    need_packages "${START_PACKAGES[@]}" "${RUN_PACKAGES[@]}"
fi
need_environment requirements.txt
compile_messages || die "The translations don't compile."
[ -z "$packages" ] || wait "$packages" || exit 1

say "Preparing the database"
$PY manage.py migrate --noinput --verbosity 0
$PY manage.py load_reference --verbosity 0
say "Preparing the demo data (the first time takes a while)"
$PY manage.py seed_demo

# The papers of a few closed cases; all others are rendered when somebody first asks for them.
$PY manage.py seed_demo --papers &

# Without Redis, one process: cache and rate limits live in its memory.
workers=1
[ -z "${REDIS_URL:-}" ] || workers=3
say "Serving on http://127.0.0.1:$PORT/ (Ctrl-C ends it)"
exec $PY -m gunicorn gongshu_enforcement.wsgi --bind "127.0.0.1:$PORT" --workers "$workers" --threads 4 \
    --timeout 120 --graceful-timeout 5 --log-level warning
