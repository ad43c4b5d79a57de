"""Fixtures that every test may use. The database holds the reference data and the demonstration's people from the start.

They are loaded once per worker and stay committed, so an ordinary test costs nothing but its own rows; a test that
commits (transactional_db, live_server) empties the tables at its end, and they are loaded again before the next one.
The clock stands still: tests mean 16 March 2026, ten in the morning, unless they move it.
"""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models import Model
from django.test import TransactionTestCase
from django.utils import translation

from gongshu_enforcement import timekeeper
from tests import printed, walked

TODAY = date(2026, 3, 16)  # a Monday with no holiday near
VALID = {"valid_from": date(2026, 1, 1), "valid_to": date(2027, 12, 31)}
PASSWORD = "demo-only-password"
FAST_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"

ON_POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
# Not collected rather than skipped: a skipped test fails the run.
ONLY_POSTGRESQL = ["races", "core/test_ledger_triggers.py"]
# The walk puts whole databases back; random plays and the demo year are ten thousand acts, at half the price here, and
# ask nothing of the database that single acts and courses of the demo don't ask of PostgreSQL.
ONLY_SQLITE = [
    "properties/test_walk.py",
    "properties/test_machine.py",
    "properties/test_decisions.py",
    "cases/test_demo.py",
]
collect_ignore = ONLY_SQLITE if ON_POSTGRESQL else ONLY_POSTGRESQL


def pytest_configure(config: pytest.Config) -> None:
    """Sign-in need not be slow here, and PostgreSQL copies a migrated database where `make test` has made one."""
    django_settings.PASSWORD_HASHERS = [FAST_HASHER]
    logging.getLogger("django.request").setLevel(logging.ERROR)  # thousands are refused on purpose, each with a trace
    if ON_POSTGRESQL and (template := os.environ.get("TEST_TEMPLATE")):
        connection.settings_dict["TEST"]["TEMPLATE"] = template


# --- The database -----------------------------------------------------------------------------------------------------

Snapshot = list[tuple[type[Model], list[dict[str, Any]]]]

_blocker: Any = None
_snapshot: Snapshot = []


def load_everything() -> None:
    """Reference data, review policies, people: what a fresh installation with demo people holds, without cases."""
    from cases.models import ReviewPolicy
    from delegation.demo_people import create_demo_people
    from delegation.reference import load

    load(Path(django_settings.BASE_DIR, "data"))
    for organ, desks in (("emergency", "enforcement,legal"), ("fire", "legal")):
        ReviewPolicy.objects.get_or_create(
            organ=organ, kind="", stage="", procedure="ordinary", defaults={"recheck_desks": desks}
        )
    with timekeeper.frozen(TODAY):
        create_demo_people(**VALID, password=PASSWORD)


def take_snapshot() -> Snapshot:
    """Every row of every table, to be put back in a moment; loading anew takes seconds."""
    tables = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    rows = [(model, list(model._base_manager.values())) for model in tables if not model._meta.proxy]
    return [(model, found) for model, found in rows if found]


def restore(snapshot: Snapshot) -> None:
    """Put the rows back into tables that a flush has emptied; it leaves only permissions and content types, renumbered.

    The sequences go on where they were: no key is given twice, so rows kept from earlier tests may come back (walked.py).
    """
    from django.contrib.auth.models import Permission
    from django.contrib.contenttypes.models import ContentType

    with connection.constraint_checks_disabled(), transaction.atomic():
        for model in (Permission, ContentType):
            model._base_manager.all()._raw_delete(DEFAULT_DB_ALIAS)
        for model, rows in snapshot:
            model._base_manager.bulk_create((model(**row) for row in rows), batch_size=500)
    ContentType.objects.clear_cache()
    cache.clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """The test database, filled."""
    global _blocker, _snapshot
    with django_db_blocker.unblock():
        load_everything()
        _snapshot = take_snapshot()
        walked.begin()
    _blocker = django_db_blocker


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fill the tables again where a committing test has emptied them."""
    if _blocker is None or not _uses_database(item):
        return
    # Models can't be imported before the settings are in place.
    from cases.models import Document
    from delegation.models import Street

    with _blocker.unblock():
        if not Street.objects.exists():
            restore(_snapshot)
        if not Document.objects.exists():  # those of a fixture of the whole file keep their codes
            printed.tokens.begin(0)
    walked.watch.test.clear()


def _uses_database(item: pytest.Item) -> bool:
    """Whether the test asks for the database: by a fixture, or as one of Django's own test cases."""
    of_django = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    return of_django or bool(
        {"db", "transactional_db", "_django_db_helper", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    )


@pytest.fixture
def reference_data(db) -> None:
    """Organs, streets, catalogues, settings, policies, people. They are there anyway; ask for it to say that you need it."""


# --- Around every test ------------------------------------------------------------------------------------------------


class Clock:
    """The test's clock."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def set(self, at: date | datetime) -> None:
        """It is now this moment (a date: ten in the morning)."""
        self._stack.enter_context(timekeeper.frozen(at))

    def close(self) -> None:
        """Let it run again."""
        self._stack.close()


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    """The clock stands at TODAY until the test moves it."""
    stopped = Clock()
    stopped.set(TODAY)
    yield stopped
    stopped.close()


@pytest.fixture(autouse=True)
def surroundings(settings, tmp_path) -> Iterator[None]:
    """An empty cache, files in a folder of the test's own, the default language."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.CHECKPOINT_DIR = str(tmp_path / "checkpoints")
    settings.NOTE_LIMITS_ON_DESK = False  # the tests of it switch it on
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    yield
    translation.deactivate()
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def pages_kept(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What is printed alike is laid out once; the workers of a run share the pages."""
    base = tmp_path_factory.getbasetemp()
    printed.begin((base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "printed")


@pytest.fixture
def laid_out_anew() -> Iterator[None]:
    """PDFs come from the engine itself, not from what another test has printed alike."""
    with printed.anew():
        yield


# --- People and cases -------------------------------------------------------------------------------------------------


@pytest.fixture
def cast(reference_data) -> dict[str, Any]:
    """The demonstration's people: account → User, e.g. cast["officer.shiqiao"], cast["director"]."""
    from gongshu_enforcement.models import User

    people = User.objects.select_related("officer__street", "officer__organ")
    return {user.username: user for user in people}


class Cases:
    """Opens cases and walks them on, through the one door, with the demonstration's people and lawful days.

    `ways`: what other tests have walked the same way may be put back instead; without them everything is walked.
    """

    def __init__(self, clock: Clock, ways: walked.Ways | None = None) -> None:
        self._clock, self._ways = clock, ways or walked.Ways(None)
        self.today = timekeeper.today()
        self._diary: Any = None
        self._journeys: dict[int, Any] = {}

    def journey(self, street: str = "shiqiao", item: str = "AQ-02", **options: Any) -> Any:
        """A journey that has not begun. `item`: one code or several with spaces; `fines`, `party`, `defence`: the story's."""
        from cases.journey import Cast, Diary, Journey
        from delegation.models import Organ, Street
        from tests.factories import story

        of_story = {name: options.pop(name) for name in ("party", "fines", "defence", "source") if name in options}
        told = story(*item.split(), **of_story)
        organ = Organ.objects.get(pk=told.items[0].version.catalogue.organ_id)
        cast = Cast(Street.objects.get(pinyin=street), organ)
        self._diary = self._diary or Diary()
        start = options.pop("start", None) or timekeeper.today()
        return Journey(told, cast, start=start, diary=self._diary, **options)

    def open(self, street: str = "shiqiao", item: str = "AQ-02", **options: Any) -> Any:
        """A case just opened."""

        def go() -> int:
            from cases.journey import play

            journey = self.journey(street, item, **options)
            play(journey.open())
            self._journeys[journey.case.pk] = journey
            return journey.case.pk

        return self._arrived(self._ways.go(("open", street, item, sorted(options.items())), go, self))

    def walk(self, case: Any, until: str = "closed", desk: str = "") -> Any:
        """Go on until the case stands in a stage, with its submission at `desk` (see Journey.go); the clock moves along."""

        from cases.journey import play
        from cases.stages import SIX_STAGES

        def step(stage: str, desk: str = "") -> None:
            self._ways.go(
                ("step", case.pk, str(stage), str(desk)), lambda: play(self._journeys[case.pk].go(stage, desk)), self
            )

        def go() -> None:
            while (stage := self._journeys[case.pk].case.stage) in SIX_STAGES[:-1] and stage != until:
                step(SIX_STAGES[SIX_STAGES.index(stage) + 1])  # by stages: many ways begin alike
            step(until, desk)

        self._ways.go(("walk", case.pk, str(until), str(desk)), go, self)
        return self._arrived(case.pk)

    def way(self, name: str, go: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """`go(self, …)`, or what it wrote in another test that began with it; see `walked.way`."""
        result = self._ways.go((name, args, sorted(options.items())), lambda: go(self, *args, **options), self)
        self._ways.leave()  # whoever has the result may change it
        return result

    def journey_of(self, case: Any) -> Any:
        """The journey of a case opened here, for single steps: `play(journey.give_back(…))`."""
        self._ways.leave()
        return self._journeys[case.pk]

    def save(self, result: Any) -> bytes:
        """Journeys, diary, the time, and what a way gives."""
        return pickle.dumps((self._journeys, self._diary, timekeeper.now(), printed.tokens.given, result))

    def load(self, saved: bytes) -> Any:
        """Remember them; what the way gives."""
        self._journeys, self._diary, now, codes, result = pickle.loads(saved)
        printed.tokens.begin(codes)
        self._clock.set(now)
        return result

    def _arrived(self, pk: int) -> Any:
        from cases.models import Case

        journey = self._journeys[pk]
        self._clock.set(journey.at)
        journey.case = Case.objects.select_related("party", "street", "organ", "agreement").get(pk=pk)
        return journey.case


@pytest.fixture
def cases(reference_data, clock, monkeypatch) -> Cases:
    """Opens cases and walks them on."""
    return Cases(clock, walked.Ways(monkeypatch))


@pytest.fixture
def open_case(cases) -> Callable[..., Any]:
    """open_case(street="shiqiao", item="AQ-02", **options): a case just opened."""
    return cases.open


@pytest.fixture
def walk(cases) -> Callable[..., Any]:
    """walk(case, until="discretion", desk="recheck"): the case, further on."""
    return cases.walk
