# Shared by the scripts: system packages, the virtual environment, messages. Sourced, never run.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
PY=.venv/bin/python

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
die() {
    printf '\033[1;31m%s\033[0m\n' "$*" >&2
    exit 1
}

# What the product needs to run, and what the tests need besides. Debian 12 and Ubuntu 22.04+ share these names.
START_PACKAGES=(gettext tzdata)
RUN_PACKAGES=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-noto-cjk fonts-noto-cjk-extra
    fonts-babelstone-han poppler-utils)
TEST_PACKAGES=(postgresql redis-server chromium-headless-shell)

installed() { dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed; }

# The shell is Chromium without its window, a quarter less work for each page. Any Chromium will do where it can't be
# had: without root, or where the distribution doesn't know it (Ubuntu ships Chromium as a snap).
satisfied() {
    case $1 in
        chromium-headless-shell)
            command -v chromium-headless-shell >/dev/null ||
                { { [ "$(id -u)" != 0 ] || ! apt-cache show "$1" >/dev/null 2>&1; } && chromium_path >/dev/null; }
            ;;
        redis-server) command -v redis-server >/dev/null ;;
        postgresql) postgres_bin >/dev/null ;;
        gettext) command -v msgfmt >/dev/null ;;
        poppler-utils) command -v pdftoppm >/dev/null ;;
        *) installed "$1" ;;
    esac
}

chromium_path() {
    local found
    found=$(command -v "${CHROMIUM:-chromium-headless-shell}" || command -v chromium || command -v chromium-browser ||
        command -v google-chrome) || return 1
    # Ubuntu's package is a stub that only asks for the snap.
    "$found" --version >/dev/null 2>&1 && printf '%s\n' "$found"
}

postgres_bin() { # the folder of the newest PostgreSQL server's programs
    local found
    found=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || found=$(command -v initdb) || return 1
    dirname "$found"
}

# System packages: installed when we may, otherwise a clear list.
need_packages() {
    local missing=() name
    command -v dpkg-query >/dev/null || {
        say "Not Debian or Ubuntu: see the package list in scripts/lib.sh if something is missing."
        return 0
    }
    for name in "$@"; do satisfied "$name" || missing+=("$name"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" = 0 ]; then
        say "Installing system packages: ${missing[*]}"
        export DEBIAN_FRONTEND=noninteractive
        local install=(apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}")
        "${install[@]}" >/dev/null 2>&1 || { apt-get update -qq && "${install[@]}" >&2; } || die "Could not install: ${missing[*]}"
        return 0
    fi
    say "Missing system packages; please run:"
    printf '    sudo apt-get install -y --no-install-recommends %s\n' "${missing[*]}" >&2
    local must
    for must in "${missing[@]}"; do
        case $must in
            libharfbuzz-subset0 | fonts-noto-cjk-extra | fonts-babelstone-han | poppler-utils) ;; # slower or plainer without, but it works
            *) die "$must is truly needed. Run the line above and start again." ;;
        esac
    done
}

python_311() { # the interpreter to build the environment with
    local name
    for name in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        [ -n "$name" ] && command -v "$name" >/dev/null || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$name"
        return 0
    done
    return 1
}

need_python() {
    local base version
    base=$(python_311) || {
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && need_packages python3 python3-venv
        base=$(python_311) || die "Python 3.11 or later is needed."
    }
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        need_packages "python$version-venv"
    fi
    printf '%s\n' "$base"
}

# The virtual environment with the given requirements files; nothing happens where the stamp says it is done.
need_environment() {
    local base file stamp wanted files=()
    if ! "$PY" -c 'import pip' 2>/dev/null; then
        base=$(need_python) || exit 1
        say "Building .venv with $base"
        rm -rf .venv
        "$base" -m venv .venv || die "Could not build the virtual environment."
    fi
    for file in "$@"; do
        stamp=.venv/.done-$file
        wanted=$(sha256sum <"$file")
        [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] || files+=("$file")
    done
    [ ${#files[@]} -gt 0 ] || return 0
    say "Installing ${files[*]}"
    local arguments=()
    for file in "${files[@]}"; do arguments+=(-r "$file"); done
    "$PY" -m pip install --quiet --disable-pip-version-check --require-hashes "${arguments[@]}" ||
        die "Could not install the requirements."
    for file in "${files[@]}"; do sha256sum <"$file" >".venv/.done-$file"; done
}

compile_messages() { # only what changed; needs gettext
    local source
    for source in locale/*/LC_MESSAGES/*.po; do
        [ -e "$source" ] || continue
        [ "${source%.po}.mo" -nt "$source" ] || msgfmt --check-format -o "${source%.po}.mo" "$source" || return 1
    done
}

free_port() { "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
