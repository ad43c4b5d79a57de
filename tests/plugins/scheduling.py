"""Which tests a parallel run keeps together: files whose fixture is made once for all of their tests.

Every other test goes to whichever worker is free, so that no long file keeps the run waiting. (xdist's own marks for
groups change the name of a test, which pytest 9 no longer lets them.)
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/cases/test_demo.py", "tests/guide/test_automatic.py", "tests/test_house.py", "tests/browser/")


class KeepTogether(LoadScopeScheduling):
    """One unit of work per test, and one per file of TOGETHER."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return file if file.startswith(TOGETHER) else nodeid


@pytest.hookimpl(optionalhook=True)  # there is nothing to schedule without xdist
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> KeepTogether:
    """The scheduler of `pytest -n`."""
    return KeepTogether(config, log)
