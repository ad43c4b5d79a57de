# The image of the web process, the workers and beat: one image, three commands (docker-compose.yml).
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# Pango and HarfBuzz lay out the documents, Noto CJK draws them, gettext compiles the translations.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fontconfig fonts-noto-cjk fonts-noto-cjk-extra fonts-babelstone-han gettext tzdata \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt

COPY . .

# Files that change live in /data; the code belongs to root and stays as it is.
ENV HASHED_STATIC_FILES=1 STATIC_ROOT=/app/staticfiles MEDIA_ROOT=/data/media
RUN SECRET_KEY=build DATABASE_URL=sqlite:////tmp/build.sqlite3 sh -c \
        'for po in locale/*/LC_MESSAGES/*.po; do [ ! -e "$po" ] || msgfmt -o "${po%.po}.mo" "$po"; done \
        && python manage.py collectstatic --noinput --verbosity 0' \
    && rm -rf var \
    && useradd --system --uid 10001 --home-dir /data --create-home app \
    && mkdir -p /data/media /data/keys /data/checkpoints && chown -R app /data

USER app
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "scripts/healthcheck.py"]
CMD ["sh", "-c", "exec gunicorn gongshu_enforcement.wsgi --bind 0.0.0.0:${PORT:-8000} --workers ${WEB_WORKERS:-3} --threads ${WEB_THREADS:-4} --timeout 60 --max-requests 5000 --max-requests-jitter 500 --worker-tmp-dir /dev/shm"]
