"""The environment every test run shares, set before Django reads its settings: `make test` and a bare pytest agree.

Each worker of a parallel run gets its own Redis database. PostgreSQL needs nothing of the kind: pytest-django names
each worker's database after it.
"""

from __future__ import annotations

import os
import re

SHARED = {
    "INSECURE_HTTP": "1",  # the test client and the live server speak plain HTTP
    "CELERY_TASK_ALWAYS_EAGER": "1",  # there may be a broker, but there is no worker
    "SIGNING_KEY": "b25seS1mb3ItdGhlLXRlc3RzLW9ubHktZm9yLXRlc3Q=",  # no key file is made
    "RENDER_WORKERS": "1",  # the tests run side by side already
    "CONN_MAX_AGE": "0",  # an open connection would keep a test database from being dropped
}
for name, value in SHARED.items():
    os.environ.setdefault(name, value)

worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
if worker and os.environ.get("REDIS_URL"):
    # Databases 1…15; number 0 belongs to whoever gave us the address.
    number = int(worker.group(1)) % 15 + 1
    os.environ["REDIS_URL"] = re.sub(r"(?<=[^/:])(/\d*)?$", f"/{number}", os.environ["REDIS_URL"], count=1)
