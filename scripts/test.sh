#!/usr/bin/env bash
# `make test`: everything that must be green, on services of our own that end with us.
# With DATABASE_URL or REDIS_URL given, those are used instead. PYTEST_ARGS adds arguments for pytest.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

need_packages "${START_PACKAGES[@]}" "${RUN_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
need_environment requirements.txt requirements-dev.txt
CHROMIUM=$(chromium_path) || die "No Chromium: install it, or name one in CHROMIUM."
export CHROMIUM

# PostgreSQL refuses to run as root; so does nothing else here, and only its folder changes hands.
work=$(mktemp -d)
chmod 755 "$work"
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

redis_pid=
template_pid=
sqlite_pid=
TEMPLATE=template_gongshu
end() {
    local status=$?
    trap - EXIT
    [ -z "$sqlite_pid" ] || kill "$sqlite_pid" 2>/dev/null || true
    [ -z "$redis_pid" ] || kill "$redis_pid" 2>/dev/null || true
    [ ! -d "$work/pg" ] || (cd / && as_postgres "$(postgres_bin)/pg_ctl" -D "$work/pg" -m immediate stop) >/dev/null 2>&1 || true
    [ -z "$redis_pid" ] || wait "$redis_pid" 2>/dev/null || true
    rm -rf "$work"
    exit "$status"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

start_postgres() {
    local port bin
    bin=$(postgres_bin)
    port=$(free_port)
    mkdir "$work/pg"
    [ "$(id -u)" != 0 ] || chown postgres "$work/pg"
    (
        cd /
        as_postgres "$bin/initdb" -D "$work/pg" -U tester --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync
        # Throw-away data: speed before durability.
        as_postgres "$bin/pg_ctl" -D "$work/pg" -l "$work/pg/log" -w -o "-c listen_addresses=127.0.0.1 -p $port \
            -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
            -c max_connections=200 -c shared_buffers=128MB -c jit=off" start
    ) >"$work/start.log" 2>&1 || {
        cat "$work/start.log" "$work/pg/log" >&2
        die "PostgreSQL did not start."
    }
    export DATABASE_URL="postgres://tester@127.0.0.1:$port/postgres"
    make_template "$port" &
    template_pid=$!
}

# Every worker copies this database instead of migrating one of its own; the checks below run meanwhile.
make_template() {
    "$(postgres_bin)/createdb" -h 127.0.0.1 -p "$1" -U tester "$TEMPLATE" &&
        env DATABASE_URL="postgres://tester@127.0.0.1:$1/$TEMPLATE" SECRET_KEY=only-to-migrate $PY manage.py migrate -v0
}

start_redis() {
    local port
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
    redis_pid=$!
    for _try in $(seq 50); do
        redis-cli -p "$port" ping >/dev/null 2>&1 && break
        sleep 0.1
    done
    redis-cli -p "$port" ping >/dev/null 2>&1 || die "Redis did not start: $(cat "$work/redis.log")"
    export REDIS_URL="redis://127.0.0.1:$port/0"
}

say "Starting services"
if [ -z "${DATABASE_URL:-}" ]; then start_postgres; fi
if [ -z "${REDIS_URL:-}" ]; then start_redis; fi

# What a developer's shell may hold must not decide a test.
unset DEBUG DEMO INSECURE_HTTP PORT ALLOWED_HOSTS
export SECRET_KEY=only-for-the-tests-7Jm2vQx8RfKc4ZbN6wTgHyLd3PsE9uAoXi5 MEDIA_ROOT="$work/media" LOG_LEVEL=WARNING

# Side by side: each prints what it found when its turn comes; one that fails ends the run.
check_style() { $PY -m ruff check . && $PY -m ruff format --check .; }
check_house() { .venv/bin/lint-imports; }
check_translations() { $PY scripts/check_translations.py; }
check_migrations() { $PY manage.py makemigrations --check --dry-run; }
check_deployment() { env DEBUG=0 ALLOWED_HOSTS=example.org $PY manage.py check --deploy --fail-level WARNING; }

compile_messages
checks=(style house translations migrations deployment)
pids=()
for check in "${checks[@]}"; do
    "check_$check" >"$work/$check.log" 2>&1 &
    pids+=($!)
done
for number in "${!checks[@]}"; do
    say "Check: ${checks[$number]}"
    wait "${pids[$number]}" || {
        cat "$work/${checks[$number]}.log"
        die "Failed: ${checks[$number]}"
    }
    cat "$work/${checks[$number]}.log"
done

# The run on SQLite has one long file and needs no service: it goes on beside the other.
say "Smaller run on SQLite, beside the other"
env DATABASE_URL= REDIS_URL= $PY -m pytest -q -n 1 -p no:cacheprovider -m "sqlite and not postgres and not browser" \
    >"$work/sqlite.log" 2>&1 &
sqlite_pid=$!

say "Everything on PostgreSQL"
if [ -n "$template_pid" ]; then
    wait "$template_pid" || die "The migrations failed on PostgreSQL."
    export TEST_TEMPLATE=$TEMPLATE
fi
failed=
# shellcheck disable=SC2086
$PY -m pytest -n "${PYTEST_WORKERS:-2}" ${PYTEST_ARGS:-} || failed=" PostgreSQL"

say "The run on SQLite"
wait "$sqlite_pid" || failed+=" SQLite"
sqlite_pid=
cat "$work/sqlite.log"
[ -z "$failed" ] || die "Failed on:$failed"
