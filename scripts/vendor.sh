#!/usr/bin/env bash
# Remakes static/vendor from the packages' published releases: only the files we serve, with their licences.
# There is no build step; to move to a newer release change a version here, run `make vendor`, and adapt the
# paths in templates/ (the version is part of the path, so a browser never mixes two releases).
set -euo pipefail

TABLER=1.6.1
HTMX=2.0.11
ECHARTS=6.1.0

cd "$(dirname "$0")/.."
target=static/vendor
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # package version name -> $work/name holds the unpacked release
    mkdir -p "$work/$3"
    (cd "$work" && npm pack --silent "$1@$2" >"$3.name")
    tar -xzf "$work/$(cat "$work/$3.name")" -C "$work/$3" --strip-components=1
}

take() { # file in the release, file in the repository; without the link to a source map that we don't serve
    mkdir -p "$(dirname "$2")"
    sed -E -e '/^\/[\/*]# sourceMappingURL=.*$/d' "$1" >"$2"
}

fetch @tabler/core "$TABLER" tabler
fetch htmx.org "$HTMX" htmx
fetch echarts "$ECHARTS" echarts

rm -rf "$target"/tabler-[0-9]* "$target"/htmx-* "$target"/echarts-*

take "$work/tabler/dist/css/tabler.min.css" "$target/tabler-$TABLER/tabler.min.css"
take "$work/tabler/dist/js/tabler.min.js" "$target/tabler-$TABLER/tabler.min.js"
# The release carries its licence only as a notice in the files: write the text it names, with its own notice.
{
    printf 'The MIT License (MIT)\n\n'
    sed -nE '1,10s/^[ *]*(Copyright .*)$/\1/p' "$work/tabler/dist/js/tabler.min.js"
    printf 'Bundled: Bootstrap, Copyright 2011-2025 The Bootstrap Authors (MIT); Popper, Copyright 2019 Federico Zivolo (MIT)\n\n'
    cat <<'MIT'
Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
MIT
} >"$target/tabler-$TABLER/LICENSE"

take "$work/htmx/dist/htmx.min.js" "$target/htmx-$HTMX/htmx.min.js"
cp "$work/htmx/LICENSE" "$target/htmx-$HTMX/LICENSE"

take "$work/echarts/dist/echarts.min.js" "$target/echarts-$ECHARTS/echarts.min.js"
cp "$work/echarts/LICENSE" "$work/echarts/NOTICE" "$target/echarts-$ECHARTS/"
cp "$work/echarts/licenses/LICENSE-d3" "$target/echarts-$ECHARTS/LICENSE-d3"

find "$target" -type f -exec chmod 644 {} +
(cd "$target" && find . -type f ! -name SHA256SUMS ! -name README.md ! -path "./tabler-icons-*" | LC_ALL=C sort | xargs sha256sum >SHA256SUMS)
[ ! -x .venv/bin/python ] || .venv/bin/python scripts/styles.py
echo "static/vendor remade; check static/vendor/README.md against the versions in this script."
