"""From a case to the frozen data of a document: `build(code, case, **extra)`.

The builders read only the case and the objects handed over by the act; what they return is plain JSON (schema.py).
Importing this package registers them all.
"""

from . import (
    approvals,
    closing,
    compulsory,
    decisions,
    delegation,
    execution,
    hearing,
    inspection,
    interview,
    measures,
    notices,
    on_site,
    preservation,
)
from .registry import BUILDERS, build

__all__ = [
    "BUILDERS",
    "approvals",
    "build",
    "closing",
    "compulsory",
    "decisions",
    "delegation",
    "execution",
    "hearing",
    "inspection",
    "interview",
    "measures",
    "notices",
    "on_site",
    "preservation",
]
