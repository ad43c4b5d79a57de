#!/usr/bin/env bash
# `make run`: from a fresh clone to the demo in the browser. Doing it again takes seconds.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

# The demonstration runs as production does, with its accounts on the sign-in page and without HTTPS.
export DEMO=${DEMO:-1} PORT=${PORT:-8000}
export INSECURE_HTTP=${INSECURE_HTTP:-1}

# How long one waits for the first page, in seconds; what the demo lacks by then comes while it is served. The demo gets
# some time in any case, however long the installing took.
PATIENCE=100 AT_LEAST=45

wait_for_demo() { # until the cases are there, or patience ends; $1: the process that makes them
    local begun=
    while kill -0 "$1" 2>/dev/null; do
        if [ -e var/demo-filling ]; then
            begun=1
            [ "$SECONDS" -lt "$PATIENCE" ] || {
                say "The rest of the demo data comes while the site is served; a notice on each page says how far it is"
                $PY manage.py seed_demo --accounts | tail -n 1
                return 0
            }
        elif [ -n "$begun" ]; then
            return 0
        fi
        sleep 0.5
    done
    wait "$1" || die "The demo data could not be made."
}

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

# The demo may still be being made from a start before; one that was broken off half-way is put aside and made anew.
mkdir -p var
flock --wait 600 var/demo.lock true
if [ -e var/demo-filling ]; then
    say "The demo data were broken off; the unfinished database goes to var/unfinished/"
    mkdir -p var/unfinished
    mv -f var/db.sqlite3* var/demo-filling var/unfinished/
fi

say "Preparing the database"
$PY manage.py migrate --noinput --verbosity 0
$PY manage.py load_reference --verbosity 0
say "Preparing the demo data (the first time takes a while)"
[ "$SECONDS" -lt $((PATIENCE - AT_LEAST)) ] || PATIENCE=$((SECONDS + AT_LEAST))
# The papers of a few closed cases are rendered after the rest; all others when somebody first asks for them.
if [ -z "${DATABASE_URL:-}" ]; then
    {
        flock 9
        $PY manage.py seed_demo --force --in-pieces $((PATIENCE - SECONDS)) && $PY manage.py seed_demo --force --papers
    } 9>var/demo.lock &
    wait_for_demo $!
else
    $PY manage.py seed_demo --force
    $PY manage.py seed_demo --force --papers &
fi

# Without Redis, one process: cache and rate limits live in its memory.
workers=1
[ -z "${REDIS_URL:-}" ] || workers=3
say "Serving on http://127.0.0.1:$PORT/ (Ctrl-C ends it)"
exec $PY -m gunicorn gongshu_enforcement.wsgi --bind "127.0.0.1:$PORT" --workers "$workers" --threads 4 \
    --timeout 120 --graceful-timeout 5 --log-level warning
