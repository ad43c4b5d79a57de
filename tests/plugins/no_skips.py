"""A skipped or excused test fails the run: green has to mean that everything was tried."""

from __future__ import annotations

import pytest

_unrun: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect tests that were skipped or marked as expected to fail."""
    if report.skipped:
        _unrun.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Collect modules that skip themselves whole."""
    if report.skipped:
        _unrun.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with skips into a failed one."""
    if _unrun and not hasattr(session.config, "workerinput") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests made the run fail."""
    if _unrun:
        terminalreporter.section("skipped tests fail the run", red=True)
        for name in _unrun:
            terminalreporter.line(name)
