"""The pages of the evaluation: who sees what, and when; and what the results feed."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from gongshu_enforcement.models import User
from training.evaluation import results
from training.models import EvaluationRound, SeatReading

from .made import AFTER, act, answers, closed, drawn, mark, seat, settled

pytestmark = pytest.mark.django_db

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def after_the_quarter(clock):
    clock.set(AFTER)


def as_(account: str | User) -> Client:
    user = account if isinstance(account, User) else User.objects.get(username=account)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def page(account, path) -> str:
    return as_(account).get(path).content.decode()


def finished(clock, *streets: str) -> EvaluationRound:
    """A round whose results are final: published on 8 April, closed on the 16th."""
    made = drawn(*streets)
    settled(made, F04="2", D06="1")
    act("publish_round", made, "legal")
    clock.set(date(2026, 4, 16))
    act("close_round", EvaluationRound.objects.get(), "legal", summary="总体规范（演示）")
    return EvaluationRound.objects.get()


# --- Blindness --------------------------------------------------------------------------------------------------------


def test_evaluators_open_exactly_the_dossiers_drawn_for_them():
    made = drawn("shiqiao", "daguan", "wulin")
    for dossier in made.dossiers.all():
        url = dossier.get_absolute_url()
        for part in ("first", "second"):
            assert as_(seat(dossier, part)).get(url).status_code == 200
        others = [one for one in made.dossiers.all() if one.pk != dossier.pk]
        for other in others:
            sits_there = other.seats.filter(officer__user=seat(dossier, "first"), called=True).exists()
            expected = 200 if sits_there else 404
            assert as_(seat(dossier, "first")).get(other.get_absolute_url()).status_code == expected
        assert as_(seat(dossier, "arbiter")).get(url).status_code in (200, 404)


def test_the_street_and_strangers_see_nothing_before_the_results_are_out():
    dossier = drawn("shiqiao").dossiers.get()
    mark(dossier, "first", F04="2")
    mark(dossier, "second", F04="2")
    for account in ("head.shiqiao", "officer.shiqiao", "director", "leader", "admin", seat(dossier, "arbiter")):
        assert as_(account).get(dossier.get_absolute_url()).status_code == 404, account
        assert as_(account).get(dossier.get_absolute_url() + "file/").status_code == 404, account
    listing = page("head.shiqiao", "/training/evaluations/2026Q1/")
    assert dossier.get_absolute_url() not in listing


def test_nobody_sees_the_other_form_before_both_are_in():
    dossier = drawn("shiqiao").dossiers.get()
    mark(dossier, "first", F04="3")
    for account in (seat(dossier, "second"), User.objects.get(username="legal")):
        response = as_(account).get(dossier.get_absolute_url())
        assert response.status_code == 200
        assert response.context["forms"] == []
        assert response.context["faults"] == []
        assert "F04 演示" not in response.content.decode()
    assert "F04 演示" not in page(seat(dossier, "second"), f"/training/act/mark_dossier/{dossier.pk}/")
    own = page(seat(dossier, "first"), dossier.get_absolute_url())
    assert "F04 演示" in own
    mark(dossier, "second", F04="3")
    both = as_(seat(dossier, "second")).get(dossier.get_absolute_url())
    assert len(both.context["forms"]) >= 1


def test_the_street_sees_points_and_reasons_but_not_who_evaluated():
    made = drawn("shiqiao")
    dossier = settled(made, F04="2")[0]
    act("publish_round", made, "legal")
    names = [row.officer.name for row in dossier.seats.select_related("officer")]
    for account in ("head.shiqiao", "officer.shiqiao", "liaison1", "leader"):
        client = as_(account)
        for path in (dossier.get_absolute_url(), "/training/evaluations/2026Q1/", "/training/evaluations/"):
            response = client.get(path)
            text = response.content.decode()
            assert not any(
                name in text for name in names if name not in client.get("/accounts/email/").content.decode()
            ), path
    text = page("head.shiqiao", dossier.get_absolute_url())
    assert "F04 演示" in text
    assert "98.00" in text or "98" in text
    assert as_("head.daguan").get(dossier.get_absolute_url()).status_code == 404


def test_the_evaluators_names_are_for_the_desk_alone():
    dossier = drawn("shiqiao").dossiers.get()
    names = [row.officer.name for row in dossier.seats.filter(called=True).select_related("officer")]
    assert all(name in page("legal", dossier.get_absolute_url()) for name in names)
    other = seat(dossier, "second").officer.name
    assert other not in page(seat(dossier, "first"), dossier.get_absolute_url())


def test_the_dossier_is_read_by_its_evaluators_while_it_is_evaluated(monkeypatch):
    monkeypatch.setattr("cases.dossier.bind", lambda case: b"%PDF-1.7 dossier")
    made = drawn("shiqiao")
    dossier = made.dossiers.get()
    url = dossier.get_absolute_url() + "file/"
    response = as_(seat(dossier, "first")).get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "no-store"
    assert SeatReading.objects.filter(seat__dossier=dossier, seat__part="first").count() == 1
    assert not dossier.drawn_case.readings.exists(), "the street reads that list"
    assert as_(seat(dossier, "arbiter")).get(url).status_code == 404
    settled(made)
    act("publish_round", made, "legal")
    assert as_(seat(dossier, "first")).get(url).status_code == 404


# --- Forms on the page ------------------------------------------------------------------------------------------------


def posted(dossier, **faults) -> dict[str, str]:
    data = {"opinion": "", "confirmed": "on"}
    for one in answers(dossier, **faults):
        data |= {f"check-{one['code']}-{name}": one[name] for name in ("result", "deduction", "reason")}
    return data


def test_a_form_is_filled_in_and_handed_in_on_the_page():
    dossier = drawn("shiqiao").dossiers.get()
    client, url = as_(seat(dossier, "first")), f"/training/act/mark_dossier/{dossier.pk}/"
    text = client.get(url).content.decode()
    assert text.count('class="gs-check-row') == 61
    unread = client.post(url, posted(dossier) | {"confirmed": ""})
    assert unread.status_code == 200
    wrong = client.post(url, posted(dossier) | {"check-F04-result": "faulty", "check-F04-deduction": "9"})
    assert wrong.status_code == 200
    assert "check-F04-deduction" in wrong.content.decode()
    done = client.post(url, posted(dossier, F04="2"))
    assert (done.status_code, done.url) == (302, dossier.get_absolute_url())
    assert client.get(url).status_code == 302, "a second form is not offered"


def test_the_whole_way_in_the_browser(clock):
    closed("shiqiao")
    from delegation.models import Organ

    desk, bureau = as_("legal"), Organ.objects.get(code="emergency")
    drawn_now = desk.post(f"/training/act/draw_round/{bureau.pk}/", {"quarter": "2026Q1", "per_street": 1, "seed": 5})
    assert drawn_now.url == "/training/evaluations/2026Q1/"
    made = EvaluationRound.objects.get()
    dossier = made.dossiers.get()
    for part, faults in (("first", {"V05": "0", "F04": "2"}), ("second", {"F04": "2"})):
        sent = as_(seat(dossier, part)).post(f"/training/act/mark_dossier/{dossier.pk}/", posted(dossier, **faults))
        assert sent.status_code == 302, sent.context["form"].errors
    judge = as_(seat(dossier, "arbiter"))
    url = f"/training/act/arbitrate_dossier/{dossier.pk}/"
    assert judge.get(url).content.decode().count('class="gs-check-row') == 1
    word = {"check-V05-result": "in_order", "check-V05-reason": "印证充分", "opinion": ""}
    assert judge.post(url, word).status_code == 302
    assert desk.post(f"/training/act/publish_round/{made.pk}/", {}).status_code == 302
    head = as_("head.shiqiao")
    appealed = head.post(
        f"/training/act/object_to_result/{dossier.pk}/", {"point-F04-argument": "见第12页", "text": ""}
    )
    assert appealed.status_code == 302
    reply = {"point-F04-stands": "yes", "point-F04-deduction": "1", "opinion": "部分采纳"}
    assert desk.post(f"/training/act/answer_objection/{dossier.pk}/", reply).status_code == 302
    clock.set(date(2026, 4, 16))
    assert desk.post(f"/training/act/close_round/{made.pk}/", {"summary": "总体规范"}).status_code == 302
    report = head.get("/training/evaluations/2026Q1/report.pdf")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(report.content)).pages)
    assert "案卷评查通报" in text
    assert dossier.seats.first().officer.name not in text
    assert "部分采纳" in head.get(dossier.get_absolute_url()).content.decode()


def test_there_is_no_report_before_the_results_are_final():
    drawn("shiqiao")
    assert as_("legal").get("/training/evaluations/2026Q1/report.pdf").status_code == 404
    assert as_("legal").get("/training/evaluations/2026Q2/").status_code == 404
    assert as_("legal").get("/training/evaluations/nonsense/").status_code == 404


# --- What the results feed --------------------------------------------------------------------------------------------


def test_the_spreadsheet_holds_what_the_person_may_see(clock):
    finished(clock, "shiqiao", "daguan")
    own = load_workbook(BytesIO(as_("head.shiqiao").get("/training/evaluations/2026Q1/results.xlsx").content))
    everything = load_workbook(BytesIO(as_("legal").get("/training/evaluations/2026Q1/results.xlsx").content))
    assert (own.worksheets[0].max_row, everything.worksheets[0].max_row) == (2, 3)
    assert own.worksheets[1].max_row == 3


def test_a_dossier_counts_once_on_the_display_and_changes_none_of_its_counts(clock):
    made = drawn("shiqiao")
    before = [row.figures.as_dict() for row in as_("leader").get("/league/?period=2026").context["league"].rows]
    settled(made, F04="2", D06="1")
    act("publish_round", made, "legal")
    assert as_("leader").get("/league/?period=2026").context["evaluated"] == []
    clock.set(date(2026, 4, 16))
    act("close_round", EvaluationRound.objects.get(), "legal", summary="x")
    client = as_("leader")
    months = [client.get(f"/league/?period=2026-{month:02d}").context["evaluated"] for month in range(1, 5)]
    assert [len(found) for found in months] == [0, 0, 0, 1]
    street, tally, weighed = months[3][0]
    assert (street.pinyin, tally.dossiers, tally.mean, tally.unfit) == ("shiqiao", 1, 97, 0)
    assert weighed.mean == 97  # one dossier: its weight changes nothing
    year = client.get("/league/?period=2026").context
    assert len(year["evaluated"]) == 1
    assert [row.figures.as_dict() for row in year["league"].rows] == before
    book = load_workbook(BytesIO(client.get("/league/xlsx/?period=2026").content))
    assert book.worksheets[1].max_row == 2


def test_weak_spots_by_street_and_officer(clock):
    finished(clock, "shiqiao", "daguan")
    desk = as_("legal").get("/training/weak-spots/").context
    assert [row.check.code for row in desk["weak"]] == ["F04", "D06"]
    assert len(desk["streets"]) == 2
    assert len(desk["officers"]) == 4
    own = as_("officer.shiqiao").get("/training/weak-spots/").context
    assert [officer.user.username for officer, _tally, _weak in own["officers"]] == ["officer.shiqiao"]
    assert [street.pinyin for street, _tally, _weak in own["streets"]] == ["shiqiao"]
    head = as_("head.shiqiao").get("/training/weak-spots/").context
    assert len(head["officers"]) == 2
    assert as_("admin").get("/training/weak-spots/").status_code == 403
    assert as_("legal").get("/training/weak-spots/?year=x").status_code == 404


def test_a_veto_counts_nothing_in_the_mean():
    made = drawn("shiqiao", "daguan")
    first, second = made.dossiers.all()
    for part in ("first", "second"):
        mark(first, part, V05="0")
        mark(second, part)
    total = results.tally(made.dossiers.all())
    assert (total.mean, total.unfit) == (50, 1)


def test_a_badge_counts_the_forms_outstanding():
    dossier = drawn("shiqiao").dossiers.get()
    from training.evaluation.seats import waiting

    user = seat(dossier, "first")
    assert waiting(user).count() == 1
    assert not waiting(seat(dossier, "arbiter")).exists()
    mark(dossier, "first")
    assert not waiting(user).exists()


@pytest.mark.parametrize("path", ["/training/evaluations/", "/training/evaluations/2026Q1/", "/training/weak-spots/"])
def test_the_number_of_queries_does_not_grow(clock, path):
    counts = []
    finished(clock, "shiqiao", "daguan")
    for more in ((), ("wulin", "xiangfu", "banshan")):
        for street in more:
            _another(street)
        client = as_("legal")
        client.get(path)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(path).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1], counts


def _another(street: str) -> None:
    """One more dossier of the same round, settled, as a row."""
    from training.models import DrawnDossier, Fault, Seat

    made = EvaluationRound.objects.get()
    like = made.dossiers.order_by("position").first()
    case = closed(street)
    one = DrawnDossier.objects.create(
        round=made,
        drawn_case=case,
        street=case.street,
        item_code="AQ-02",
        position=made.dossiers.count() + 1,
        proposals=like.proposals,
        state="settled",
        score=99,
        settled_on=AFTER,
    )
    Fault.objects.create(dossier=one, code="F04", deduction=1, found="both")
    for row in like.seats.all():
        Seat.objects.create(dossier=one, part=row.part, officer=row.officer, street=row.street, called=row.called)
