"""Points of evaluations by the weight of the items (个性赋分), and what the criteria of a step show of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from delegation import criteria
from delegation.lessons import lessons
from delegation.models import Item, LiaisonVisit, Street
from gongshu_enforcement import door
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User
from supervision import points
from tests.training.made import closed
from training.models import Commentary, DrawnDossier, EvaluationRound, FollowUp

pytestmark = pytest.mark.django_db
FINAL = date(2026, 3, 10)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def user(account: str) -> User:
    return User.objects.get(username=account)


def evaluated(*rows: tuple[str, str, str], vetoes: int = 0) -> EvaluationRound:
    """A final round with these dossiers: street, item, points."""
    round_ = EvaluationRound.objects.create(
        year=2025,
        number=4,
        seed=1,
        per_street=9,
        pool=len(rows),
        state=EvaluationRound.State.CLOSED,
        table_version="1",
        drawn_on=FINAL,
        drawn_by=user("legal"),
        closed_on=FINAL,
    )
    for position, (street, item, score) in enumerate(rows, start=1):
        case = closed(street, item)
        DrawnDossier.objects.create(
            round=round_,
            drawn_case=case,
            street=case.street,
            item_code=item,
            position=position,
            state=DrawnDossier.State.SETTLED,
            score=Decimal(score),
            vetoes=vetoes,
        )
    return round_


def weigh(code: str, weight: str) -> None:
    Item.objects.filter(code=code).update(weight=Decimal(weight))


def test_a_hard_item_shapes_the_mean_more_and_an_easy_case_more_adds_nothing(cast) -> None:
    weigh("AQ-02", "1")
    weigh("AQ-03", "3")
    evaluated(("shiqiao", "AQ-02", "100"), ("shiqiao", "AQ-03", "80"), ("daguan", "AQ-02", "90"))
    found = points.by_street(*YEAR)
    streets = {street.pinyin: street.pk for street in Street.objects.all()}
    assert found[streets["shiqiao"]].mean == Decimal("85.0")  # (1×100 + 3×80) / 4, not 90
    assert found[streets["daguan"]].mean == Decimal("90.0")
    assert streets["wulin"] not in found


def test_a_veto_counts_nothing_and_equal_points_stay_whatever_the_weights(cast) -> None:
    weigh("AQ-02", "0.5")
    evaluated(("shiqiao", "AQ-02", "88"), ("shiqiao", "AQ-03", "88"))
    assert next(iter(points.by_street(*YEAR).values())).mean == Decimal("88.0")
    DrawnDossier.objects.update(vetoes=1)
    assert next(iter(points.by_street(*YEAR).values())).mean == Decimal("0.0")


def test_it_costs_the_same_for_any_number_of_dossiers(cast, django_assert_num_queries) -> None:
    evaluated(*[(street, "AQ-02", "90") for street in ("shiqiao", "daguan", "wulin", "hemu", "banshan")])
    with django_assert_num_queries(3):
        assert len(points.by_street(*YEAR)) == 5


def test_the_criteria_of_a_step_and_the_display_show_them(cast, client) -> None:
    weigh("AQ-02", "1")
    weigh("AQ-03", "3")
    evaluated(("hemu", "AQ-02", "100"), ("hemu", "AQ-03", "80"))
    street = Street.objects.get(pinyin="hemu")
    row = next(one for one in criteria.of_street(street, "independent") if one.url)
    assert row.value.startswith("85.0") and row.url == reverse("evaluations") and row.met is None
    client.force_login(user("liaison2"))
    page = client.get(reverse("mentoring_street", args=[street.code])).content.decode()
    assert "85.0" in page and f'href="{reverse("evaluations")}"' in page
    client.force_login(user("leader"))
    assert "85.0" in client.get(reverse("league"), {"period": "2026-03"}).content.decode()
    other = criteria.of_street(Street.objects.get(pinyin="wulin"), "independent")
    assert not any(one.url for one in other)


def topic(**more: Any) -> FollowUp:
    """A topic that a held commentary decided to teach."""
    held = Commentary.objects.create(
        year=2026, month=2, planned_on=date(2026, 2, 20), opened_by=user("legal"), state=Commentary.State.HELD
    )
    return FollowUp.objects.create(commentary=held, kind="topic", topic="evidence", text="证据规格（演示）", **more)


def test_an_entry_of_the_log_names_a_topic_of_a_training_and_links_to_it(cast, client) -> None:
    street, point = Street.objects.get(pinyin="shiqiao"), topic()
    given = {"done": "指导立案", "taught": "证据规格", "topics": ["evidence"], "happened_on": date(2026, 3, 13)}
    acting = {"acting_user": user("liaison6")}
    with pytest.raises(ActionRefused) as refused:
        door.perform("log_visit", street, lesson="topic:0", **given, **acting)
    assert refused.value.findings[0].field == "lesson"
    client.force_login(user("liaison6"))
    url = reverse("register_act", args=["log_visit", street.pk])
    assert point.text in client.get(url).content.decode()
    answer = client.post(url, {**given, "happened_on": "2026-03-13", "lesson": f"topic:{point.pk}"})
    assert answer.status_code == 302
    assert LiaisonVisit.objects.get(street=street, on=given["happened_on"]).lesson == lessons()[0].key
    address = reverse("commentary", args=["2026-02"])
    page = client.get(reverse("mentoring_street", args=[street.code])).content.decode()
    assert f'href="{address}"' in page
    assert client.get(address).status_code == 200
    client.force_login(user("admin"))  # who reads no cases gets the name without the link
    page = client.get(reverse("mentoring_street", args=[street.code])).content.decode()
    assert point.text in page and f'href="{address}"' not in page
