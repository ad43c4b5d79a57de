"""The courses few demo cases take, each gone by itself: where it ends, and what it puts on paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cases.demo import courses, measures
from cases.journey import play
from cases.models import Case
from tests.factories import IndividualFactory

pytestmark = pytest.mark.django_db

COURSES: dict[str, tuple[Any, dict[str, Any], set[str]]] = {
    "on_site": (courses.on_site, {"fines": [Decimal(3000)]}, {"DCDW"}),
    "with_preservation": (courses.with_preservation, {"item": "AQ-05"}, {"XBSP", "XBTZ", "XBCS", "XBCL"}),
    "deferred": (courses.deferred, {"item": "AQ-19"}, {"YQSP", "YQPZ"}),
    "before_the_court": (courses.before_the_court, {"fines": [Decimal(20_000)]}, {"CJCG", "JCFK", "QZCG", "QZSQ"}),
    "with_measures": (
        measures.with_measures,
        {"unit": "organ", "fines": [Decimal(60_000)], "waive": False},
        {"TZGZ", "TZTZ", "TZBL", "TZBG", "FZSH", "JTTL", "XCCL", "KYBL", "CFKY", "CKQD", "TGJD", "HFGD", "JDWT"},
    ),
}


@pytest.mark.parametrize("name", COURSES)
def test_each_ends_in_the_archive_with_its_papers(name, cases) -> None:
    course, options, papers = COURSES[name]
    journey = cases.journey(**options)
    play(course(journey))
    case = Case.objects.get(pk=journey.case.pk)
    assert (case.stage, case.outcome) == ("closed", "penalty")
    assert case.is_sealed
    assert set(case.documents.values_list("code", flat=True)) >= papers


def test_a_citizen_is_fined_on_the_spot(cases) -> None:
    journey = cases.journey(item="XF-05", fines=[Decimal(200)], party=IndividualFactory())
    play(courses.on_site(journey))
    assert journey.case.documents.filter(code="DCGR").exists()
