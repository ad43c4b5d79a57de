"""Who took part in a case: every officer on a record of its investigation, not its handlers alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps

from cases import review
from cases.actions.review import designate_reviewer
from cases.forms.hearing import people_of_organ
from cases.models import Case
from cases.taking_part import PARTS, took_part, users_of
from delegation.models import Officer
from gongshu_enforcement.errors import ActionRefused

pytestmark = pytest.mark.django_db

# Officers who are named for something else than investigating.
BESIDE = {
    "collectivediscussion.presiding",
    "collectivediscussion.recorder",
    "collectivediscussion.reporter",
    "discussionopinion.officer",
    "hearingsession.chair",
    "hearingsession.members",
    "hearingsession.recorder",
    "legalreview.reviewer",
    "recusal.officer",
    "reviewdecision.on_behalf_of",
    "service.officers",
}


def named_by_models() -> Iterator[str]:
    """Every field of a case's tables that names officers."""
    for model in apps.get_app_config("cases").get_models():
        for field in (*model._meta.fields, *model._meta.many_to_many):
            if field.related_model is Officer:
                yield f"{model._meta.model_name}.{field.name}"


def named_by_a_part(part: str) -> str:
    """The field at the end of a way from the case."""
    model = Case
    *steps, last = part.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return f"{model._meta.model_name}.{last}"


def test_every_record_that_names_officers_is_known() -> None:
    assert set(named_by_models()) == {*map(named_by_a_part, PARTS), *BESIDE}


def test_who_inspected_takes_part_and_past_handlers_stay(cases) -> None:
    journey = cases.journey_of(cases.walk(cases.open(), "interview"))
    third = next(person for person in journey.cast.officers if person not in journey.officers)
    case = Case.objects.get(pk=journey.case.pk)
    assert set(took_part(case)) == {person.pk for person in journey.officers}
    assert users_of(case) == {person.user_id for person in journey.officers}
    case.inspections.get().officers.add(third)
    case.handlers.update(until=journey.at.date())
    again = Case.objects.get(pk=case.pk)
    assert set(took_part(again)) == {third.pk, *(person.pk for person in journey.officers)}


def test_the_hearing_form_offers_nobody_who_interviewed(cases) -> None:
    journey = cases.journey_of(cases.walk(cases.open(unit="organ"), "determination"))
    third = journey.cast.own_officers[2]
    assert third in people_of_organ(Case.objects.get(pk=journey.case.pk))
    journey.case.interviews.update(recorder=third)
    assert third not in people_of_organ(Case.objects.get(pk=journey.case.pk))


def test_whoever_took_part_reviews_nothing_of_the_case(cases) -> None:
    journey = cases.journey_of(cases.walk(cases.open(), "interview", "initial"))
    submission, reviewer = journey.case.open_submission(), journey.cast.initial
    assert review.desk_for(submission, reviewer) == "initial"
    assert submission in review.queue(reviewer)
    journey.case.interviews.update(recorder=reviewer.officer)
    submission = Case.objects.get(pk=journey.case.pk).open_submission()
    assert review.desk_for(submission, reviewer) is None
    assert submission not in review.queue(reviewer)
    with pytest.raises(ActionRefused):
        designate_reviewer(submission, acting_user=journey.cast.enforcement, reviewer=reviewer, reason="无人")
