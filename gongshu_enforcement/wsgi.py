"""The WSGI application for the web server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongshu_enforcement.settings")

application = get_wsgi_application()

from gongshu_enforcement.settings import serve_ready  # noqa: E402

serve_ready()
