"""The effect of a training: what is counted before and after its day, and that nothing is counted for another topic."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client

from gongshu_enforcement.models import User
from gongshu_enforcement.timekeeper import SHANGHAI
from tests.supervision.made import said, submitted
from training import effect, topics
from training.models import Commentary, DrawnDossier, EvaluationRound, Fault, FollowUp

from .made import closed

pytestmark = pytest.mark.django_db

TAUGHT = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def later(clock):
    clock.set(date(2026, 8, 3))


def taught(topic: str = "evidence") -> FollowUp:
    legal = User.objects.get(username="legal")
    one = Commentary.objects.create(
        year=2026, month=2, planned_on=TAUGHT, opened_by=legal, state="held", held_on=TAUGHT
    )
    return FollowUp.objects.create(commentary=one, kind="topic", text="证据", topic=topic, state="done", done_on=TAUGHT)


def returned(day: date, reason: str = "evidence", verdict: str = "return") -> None:
    submission = submitted(closed(), "returned")
    said(submission, "legal", verdict, at=datetime(day.year, day.month, day.day, 0, 30, tzinfo=SHANGHAI), reason=reason)


def evaluated(day: date, **faults: str) -> None:
    legal = User.objects.get(username="legal")
    kept = {"seed": 1, "per_street": 1, "pool": 1, "drawn_on": day, "drawn_by": legal}
    made, _new = EvaluationRound.objects.get_or_create(
        year=2026, number=1, defaults={**kept, "state": "closed", "closed_on": date(2026, 7, 1)}
    )
    case = closed()
    type(case).objects.filter(pk=case.pk).update(closed_on=day)
    position = made.dossiers.count() + 1
    one = DrawnDossier.objects.create(
        round=made, drawn_case=case, street=case.street, item_code="AQ-02", position=position, state="settled", score=90
    )
    for code, points in faults.items():
        Fault.objects.create(dossier=one, code=code, deduction=Decimal(points), found="both")


def test_returns_are_counted_by_their_day_and_reason():
    taught()
    returned(date(2026, 3, 1))
    returned(date(2026, 3, 1), reason="law")
    returned(date(2026, 3, 1), reason="", verdict="approve")
    returned(date(2026, 3, 2))  # the day itself belongs to neither side
    returned(date(2026, 3, 3), reason="law")
    returned(date(2025, 11, 1))  # longer ago than the days before
    found = effect.effects()[0]
    assert (found.before.returns, found.before.words, found.before.returned) == (1, 3, Decimal("33.3"))
    assert (found.after.returns, found.after.words, found.after.returned) == (0, 1, Decimal("0.0"))


def test_points_are_counted_by_the_day_of_closing_and_the_topics_checks():
    taught()
    evaluated(date(2026, 2, 10), F04="2", D06="3")
    evaluated(date(2026, 2, 11))
    evaluated(date(2026, 4, 1), F05="0.5")
    found = effect.effects()[0]
    assert (found.before.dossiers, found.before.points) == (2, 1)
    assert (found.after.dossiers, found.after.points) == (1, Decimal("0.5"))
    assert found.after.few
    assert not found.running


def test_the_days_after_may_still_be_running(clock):
    taught()
    clock.set(date(2026, 3, 20))
    assert effect.effects()[0].running


def test_without_figures_nothing_is_claimed():
    taught()
    found = effect.effects()[0]
    assert (found.before.returned, found.after.points) == (None, None)


def test_every_topic_has_reasons_and_checks():
    assert set(topics.REASONS) == set(topics.CHECKS) == set(topics.LABELS)


def test_the_number_of_queries_is_constant(django_assert_num_queries):
    taught()
    evaluated(date(2026, 2, 10), F04="2")
    with django_assert_num_queries(4):
        effect.effects()
    FollowUp.objects.create(
        commentary=Commentary.objects.get(), kind="topic", text="x", topic="law", state="done", done_on=TAUGHT
    )
    evaluated(date(2026, 2, 12), F04="2")
    with django_assert_num_queries(4):
        effect.effects()


def test_the_page_is_for_staff():
    taught()
    for account, status in (("officer.daguan", 200), ("leader", 200), ("admin", 403)):
        client = Client()
        client.force_login(
            User.objects.get(username=account), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        assert client.get("/training/effect/").status_code == status
        assert client.get("/training/effect/effect.xlsx").status_code == status
