#!/usr/bin/env bash
# The small commands of the Makefile: lint, format, messages, soundness, bench, shots, requirements.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "$0")/lib.sh"

need_environment requirements.txt requirements-dev.txt

case ${1:-} in
    lint)
        $PY -m ruff check .
        $PY -m ruff format --check .
        .venv/bin/lint-imports
        ;;
    format)
        $PY -m ruff check --fix .
        $PY -m ruff format .
        ;;
    messages)
        need_packages gettext
        mkdir -p locale
        $PY manage.py makemessages --locale zh_Hans --no-obsolete --add-location file --ignore .venv --ignore tests --ignore var
        $PY scripts/check_translations.py || true
        ;;
    soundness | bench | shots)
        script=scripts/$([ "$1" = shots ] && echo screenshots || echo "$1").py
        [ -f "$script" ] || die "$script does not exist."
        shift
        exec $PY "$script" "$@"
        ;;
    requirements)
        $PY -m venv .venv/pip-tools
        .venv/pip-tools/bin/pip install --quiet pip-tools
        for name in requirements requirements-dev; do
            CUSTOM_COMPILE_COMMAND="make requirements" .venv/pip-tools/bin/pip-compile --quiet --generate-hashes \
                --strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
                --output-file "$name.txt" "$name.in"
        done
        ;;
    *) die "usage: scripts/dev.sh lint|format|messages|soundness|bench|shots|requirements" ;;
esac
