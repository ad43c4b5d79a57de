"""What walking a case wrote, kept per worker and put back where another test walks the same way.

Hundreds of tests begin with a case at some stage. To bring it there through the one door takes a second or two, its
rows a few hundredths. So the first test that goes a way walks it; what it wrote is kept as rows and files, and the next
test that goes the same way from the same start gets them as they were. Nothing is assumed about what a walk writes:
every writing statement is noticed, and a test that has written anything else, patched anything, changed a setting or
commits walks for itself.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation

from gongshu_enforcement import timekeeper

Row = tuple[Any, ...]
Table = dict[Any, Row]  # by primary key, which is each table's first column

WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')
READS = re.compile(
    r"[\s(]*(?:SELECT|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|EXPLAIN|SHOW|SET CONSTRAINTS|PRAGMA)\b", re.IGNORECASE
)
HARMLESS = re.compile(r'"django_session"|^\s*UPDATE "\w+" SET "last_login" = ')  # signing in changes no case
OF_THE_TEST = {"MEDIA_ROOT", "CHECKPOINT_DIR"}  # settings that differ from test to test, and decide nothing
SOMETHING = "?"  # a statement that names no table plainly


class Watch:
    """Notices which tables are written on the default connection."""

    def __init__(self) -> None:
        self.test: set[str] = set()  # by the present test, from the first fixture on
        self._listening: list[set[str]] = [self.test]

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not READS.match(sql) and not HARMLESS.search(sql):
            named = WRITES.match(sql)
            for written in self._listening:
                written.add(named[1] if named else SOMETHING)
        return execute(sql, params, many, context)

    def listen(self) -> set[str]:
        """A set that fills with the names of the tables written, until `stop`."""
        self._listening.append(set())
        return self._listening[-1]

    def stop(self, written: set[str]) -> None:
        """Write no more into it."""
        self._listening = [one for one in self._listening if one is not written]


@dataclass
class Place:
    """The state after a way: what the last step changed, what stood there in the end, and the ways on from here."""

    tables: dict[str, Table]
    state: bytes = b""
    changes: dict[str, tuple[list[Any], list[Row]]] = field(default_factory=dict)  # table: keys to go, rows to come
    files: dict[str, bytes] = field(default_factory=dict)
    callbacks: list[tuple[Callable, bool]] = field(default_factory=list)
    onward: dict[str, Place] = field(default_factory=dict)


watch = Watch()
_beginning: Place | None = None


def begin() -> None:
    """Call once, with the database filled and nothing in it that a test has written."""
    global _beginning
    _beginning = Place({table: _rows(table) for table in connection.introspection.table_names()})
    connection.execute_wrappers.append(watch)


class Ways:
    """The ways one test goes. `patches`: what the test has patched; None: it walks for itself."""

    def __init__(self, patches: pytest.MonkeyPatch | None) -> None:
        self._patches = patches
        self._place = _beginning if patches and _untouched() else None

    @property
    def _elsewhere(self) -> set[str]:
        """What the test has written besides going ways."""
        return watch.test

    def leave(self) -> None:
        """From here on this test walks for itself."""
        self._place = None

    def go(self, key: Any, walk: Callable[[], Any], memory: Memory) -> Any:
        """What `walk` returns, having walked or put back what walking wrote.

        `key`: all that decides where the way leads, by its repr. `memory`: what the walker itself remembers.
        """
        if self._place is None:
            return walk()
        name = repr((key, timekeeper.now(), translation.get_language(), _settings()))
        if self._elsewhere or _patched(self._patches) or " object at 0x" in name or not connection.in_atomic_block:
            self.leave()
            return walk()
        before = self._place
        known = before.onward.get(name)
        if known is None:
            result = self._record(before, name, walk, memory)
        else:
            _put_back(known)
            result = memory.load(known.state)
            self._place = known
        self._elsewhere.clear()
        return result

    def _record(self, before: Place, name: str, walk: Callable[[], Any], memory: Memory) -> Any:
        waiting, files = len(connection.run_on_commit), set(_files())
        written = watch.listen()
        try:
            result = walk()
        finally:
            watch.stop(written)
        self._place = None
        if SOMETHING in written:
            return result
        try:
            state = memory.save(result)
        except (pickle.PicklingError, TypeError, AttributeError):  # e.g. a function made in the test
            return result
        after = Place(before.tables | {table: _rows(table) for table in written}, state=state)
        for table in written:
            old, new = before.tables[table], after.tables[table]
            gone = [key for key, row in old.items() if new.get(key) != row]
            after.changes[table] = gone, [row for key, row in new.items() if old.get(key) != row]
        after.files = {name: _media(name).read_bytes() for name in set(_files()) - files}
        after.callbacks = [(callback, robust) for _ids, callback, robust in connection.run_on_commit[waiting:]]
        before.onward[name] = self._place = after
        return result


class Memory(Protocol):
    """What the walker remembers of its ways besides the database."""

    def save(self, result: Any) -> bytes:
        """All of it, with the result of the way."""

    def load(self, saved: bytes) -> Any:
        """Remember what was saved; the result of that way."""


def _untouched() -> bool:
    """Whether nothing but the installation's own rows is there: a fixture of a whole file may have put cases in."""
    return _beginning is not None and all(
        _count(table) == len(_beginning.tables[table]) for table in ("cases_case", "gongshu_enforcement_ledgerevent")
    )


def _patched(patches: pytest.MonkeyPatch) -> bool:
    """Whether the test has patched anything; pytest-django gives mail a host's name for every test."""
    return bool(patches._setitem or [one for one in patches._setattr if one[1] != "DNS_NAME"])


def _settings() -> list[tuple[str, str]]:
    """The settings that the test has changed."""
    changed: dict[str, str] = {}
    holder = django_settings._wrapped
    while hasattr(holder, "default_settings"):
        own = {name: repr(value) for name, value in vars(holder).items() if name.isupper()}
        changed = own | changed
        holder = holder.default_settings
    return sorted((name, value) for name, value in changed.items() if name not in OF_THE_TEST)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
        return cursor.fetchone()[0]


def _rows(table: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return {row[0]: tuple(row) for row in cursor.fetchall()}


def _put_back(place: Place) -> None:
    with connection.cursor() as cursor:
        for table, (gone, come) in place.changes.items():
            name = connection.ops.quote_name(table)
            for key in gone:
                cursor.execute(f"DELETE FROM {name} WHERE id = %s", [key])
            for rows in _batches(come):
                marks = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
                cursor.execute(f"INSERT INTO {name} VALUES {marks}", [value for row in rows for value in row])
    for name, data in place.files.items():
        path = _media(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    now = set(connection.savepoint_ids)
    connection.run_on_commit += [(now, callback, robust) for callback, robust in place.callbacks]


def _batches(rows: list[Row], at_most: int = 500) -> Iterator[list[Row]]:
    """Rows in groups of at most so many values: databases limit the parameters of a statement."""
    size = max(1, at_most // len(rows[0])) if rows else 1
    return (rows[first : first + size] for first in range(0, len(rows), size))


def _media(name: str = "") -> Path:
    return Path(django_settings.MEDIA_ROOT, name)


def _files() -> Iterable[str]:
    root = _media()
    return (str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def way(go: Callable[..., Any]) -> Callable[..., Any]:
    """For a function of `cases` that brings a case somewhere and returns what can be pickled: kept like a walk.

    Called as the first thing of a test, or by another such function. Its other arguments must tell all by their repr.
    """

    @wraps(go)
    def kept(cases: Any, *args: Any, **options: Any) -> Any:
        return cases.way(f"{go.__module__}.{go.__qualname__}", go, *args, **options)

    return kept
