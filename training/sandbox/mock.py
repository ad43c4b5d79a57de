"""The mock cases that ship: an invented party, what happened, the evidence. Copied into a round when it opens."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cases.documents.catalogue import ROOT

FILE = ROOT / "data" / "mock_cases.json"


@cache
def mock_cases() -> dict[str, dict[str, Any]]:
    """By their codes."""
    return {one["code"]: one for one in json.loads(FILE.read_text(encoding="utf-8"))}
