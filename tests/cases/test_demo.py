"""The demo year, made once through the one door: its figures, and that everything in it is lawful."""

from __future__ import annotations

from collections import Counter
from datetime import date
from io import StringIO
from itertools import pairwise, product
from statistics import median

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Q

from cases import dossier
from cases.demo import parties, seed, setting, stories, year
from cases.demo.facts import FACTS
from cases.documents.catalogue import DOCUMENT_TYPES
from cases.models import Case, Document, Inspection, Interview, Notice, Submission, Violation
from cases.stages import SIX_STAGES, Stage
from delegation.models import Item, Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import LedgerEvent
from gongshu_enforcement.working_days import is_working_day

TODAY = date(2026, 11, 23)
MEDIA = "media-of-the-demo"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demo year in the test database, rolled back after this module."""
    from django.conf import settings

    kept = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = str(tmp_path_factory.getbasetemp() / MEDIA)
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            seed.seed(setting.last_day(TODAY))
            yield Case.objects.all()
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            settings.MEDIA_ROOT = kept


@pytest.fixture(autouse=True)
def now(clock) -> None:
    clock.set(TODAY)


pytestmark = [pytest.mark.slow, pytest.mark.sqlite]


def test_the_figures_of_the_year(demo) -> None:
    filed = demo.filter(filed_on__year=2026)
    assert filed.count() == 191
    assert filed.filter(opened_by_unit="street").count() == 171
    assert filed.filter(opened_by_unit="organ").count() == 20
    assert set(demo.values_list("origin", flat=True)) == {"demo"}
    assert set(LedgerEvent.objects.filter(chain__startswith="case:").values_list("origin", flat=True)) == {"demo"}


def test_each_street_has_its_number(demo) -> None:
    counted = Counter(
        demo.filter(filed_on__year=2026, opened_by_unit="street").values_list("street__pinyin", flat=True)
    )
    assert counted == year.STREETS
    assert set(demo.values_list("organ__code", flat=True)) == {"emergency", "fire"}


def test_the_ledger_verifies(demo) -> None:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    chains = LedgerEvent.objects.order_by().values("chain").distinct()
    assert chains.filter(chain__startswith="case:").count() == demo.count()
    assert f"{chains.count()} chains" in out.getvalue()


def test_a_changed_event_is_named(demo) -> None:
    with transaction.atomic():
        event = LedgerEvent.objects.filter(seq=5).first()
        LedgerEvent.objects.filter(pk=event.pk).update(actor_name="somebody else")
        with pytest.raises(CommandError, match=f"{event.chain} event 5"):
            call_command("verify_ledger")
        transaction.set_rollback(True)


def test_the_days_from_filing_to_closing_fall(demo) -> None:
    closed = demo.filter(stage=Stage.CLOSED, outcome="penalty")
    days: dict[int, list[int]] = {}
    for case in closed:
        days.setdefault(case.filed_on.month, []).append((case.closed_on - case.filed_on).days)
    assert 10 <= median(days[1]) <= 15
    assert 3 <= median(days[max(days)]) <= 5
    assert median(days[1]) > median(days[6]) > median(days[11])


def test_open_cases_stand_at_every_stage_and_desk(demo) -> None:
    still_open = demo.exclude(stage__in=("closed", "not_filed", "terminated", "transferred"))
    assert 28 <= still_open.count() <= 42
    assert set(still_open.values_list("stage", flat=True)) == {str(stage) for stage in SIX_STAGES}
    statuses = Counter(Submission.objects.filter(status__in=Submission.OPEN).values_list("status", flat=True))
    assert set(statuses) == {"confirming", "initial", "recheck", "final"}
    rechecks = Submission.objects.filter(status="recheck").exclude(decisions__verdict="return")
    spoken = [set(row.decisions.values_list("desk", flat=True)) for row in rechecks]
    assert any("enforcement" in desks for desks in spoken)
    assert any("enforcement" not in desks for desks in spoken)
    assert still_open.filter(next_limit_on__lt=TODAY).count() >= 3
    assert still_open.filter(submissions__status="draft", submissions__round__gt=1).exists()


def test_every_side_way_is_there(demo) -> None:
    assert demo.filter(stage="not_filed").count() == 1
    assert demo.filter(stage="terminated").count() == 1
    assert demo.filter(stage="transferred").count() == 1
    assert demo.filter(outcome="no_penalty", stage="closed").exists()
    assert demo.filter(outcome="not_established", stage="closed").exists()
    assert set(demo.values_list("hand_overs__status", flat=True)) >= {"pending", "accepted", "refused"}
    assert demo.filter(linked_to__isnull=False, party__kind="individual").count() == 1
    assert (
        demo.filter(opened_by_unit="organ", total_fine=60000, notices__with_hearing=True, stage="closed").count() == 1
    )
    assert demo.filter(notices__defences__answer="").exists()
    assert demo.filter(notices__defences__accepted=False, stage="closed").exists()
    assert demo.filter(stage="closure", payments=None, total_fine__gt=0).exists()


def test_nothing_lies_in_the_future_and_every_act_on_a_working_day(demo) -> None:
    moments = LedgerEvent.objects.filter(chain__startswith="case:").values_list("recorded_at", flat=True)
    days = {moment.astimezone(timekeeper.SHANGHAI).date() for moment in moments}
    assert max(days) < TODAY
    assert min(days).year == 2026
    assert all(is_working_day(day) for day in days)


def test_no_penalty_without_notice_and_defence(demo) -> None:
    for case in demo.filter(outcome="penalty", decided_on__isnull=False, procedure="ordinary"):
        notice = Notice.objects.get(case=case, superseded_on=None)
        assert notice.served_on <= case.decided_on
        assert notice.waived_on or notice.defence_due_on < case.decided_on
        assert case.total_fine <= notice.total_fine
        assert case.decided_on <= case.decision_due_on


def test_no_fine_outside_range_or_cap(demo) -> None:
    fined = Violation.objects.filter(decided_fine__gt=0).select_related("item", "case__party", "case__agreement")
    assert fined.count() > 140
    for violation in fined:
        low, high = violation.fine_range()
        assert low <= violation.decided_fine <= high
    for case in demo.filter(handling_unit="street", decided_on__isnull=False).select_related("agreement", "party"):
        assert case.total_fine <= case.agreement.cap_for(case.target)


def test_serials_have_no_gap_and_follow_the_days(demo) -> None:
    for organ, procedure in product(("emergency", "fire"), ("ordinary", "summary")):
        rows = list(demo.filter(organ__code=organ, procedure=procedure, serial__isnull=False).order_by("serial"))
        assert [row.serial for row in rows] == list(range(1, len(rows) + 1))
        assert [row.filed_on for row in rows] == sorted(row.filed_on for row in rows)


def test_no_officer_is_at_two_places(demo) -> None:
    busy: dict[int, list] = {}
    for inspection in Inspection.objects.prefetch_related("officers"):
        for officer in inspection.officers.all():
            busy.setdefault(officer.pk, []).append((inspection.started_at, inspection.ended_at))
    for row in Interview.objects.all():
        for officer_id in (row.interviewer_id, row.recorder_id):
            busy.setdefault(officer_id, []).append((row.started_at, row.ended_at))
    for spans in busy.values():
        spans.sort()
        assert all(end <= start for (_start, end), (start, _end) in pairwise(spans))


def test_every_document_of_the_catalogue_is_there(demo, monkeypatch, settings, tmp_path_factory) -> None:
    """Issued in some case; the cover, the contents and the letter of delegation are bound into every dossier."""
    settings.MEDIA_ROOT = str(tmp_path_factory.getbasetemp() / MEDIA)
    bound: set[str] = set()
    draw = dossier.render_html
    monkeypatch.setattr(
        dossier, "render_html", lambda code, *rest, **more: bound.add(code) or draw(code, *rest, **more)
    )
    case = demo.filter(archived_on__isnull=False, handling_unit="street").first()
    dossier.bind(case)
    # The letter is an entry of its own, as it was signed, not a page drawn anew.
    assert dossier.dossier_entries(case)[-1].title == DOCUMENT_TYPES["WTS"].name_zh
    bound.add("WTS")
    issued = set(Document.objects.values_list("code", flat=True))
    assert issued | bound == set(DOCUMENT_TYPES)


def test_papers_are_rendered_when_first_asked_for(demo) -> None:
    rendered = Document.objects.exclude(pdf_sha256="").values("case").distinct().count()
    assert rendered <= 3


def test_service_never_precedes_the_issue(demo) -> None:
    assert not Document.objects.filter(services__served_on__lt=F("issued_on")).exists()
    assert not demo.filter(
        Q(decision_served_on__lt=F("decided_on")) | Q(closed_on__lt=F("decision_served_on"))
    ).exists()


# --- The command, the story data --------------------------------------------------------------------------------------


def test_seeding_again_does_nothing(demo, settings) -> None:
    settings.DEBUG = True
    before, out = demo.count(), StringIO()
    call_command("seed_demo", stdout=out)
    assert demo.count() == before
    assert setting.PASSWORD in out.getvalue()


def test_it_refuses_a_live_system(db, settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_demo")


def test_it_prints_the_accounts(reference_data) -> None:
    out = StringIO()
    call_command("seed_demo", "--accounts", stdout=out)
    for account in ("officer.shiqiao", "counsel.wulin", "fire.director", "liaison6", "admin"):
        assert account in out.getvalue()


def test_invented_codes_are_valid_and_different() -> None:
    from stdnum.cn import ric, uscc

    codes = [parties.credit_code(index) for index in range(400)]
    numbers = [parties.id_number(index) for index in range(400)]
    assert len(set(codes)) == len(set(numbers)) == 400
    assert all(uscc.is_valid(code) for code in codes)
    # As the form checks it: the district's code changed hands over the years, so the birth place says nothing.
    assert all(number[-1] == ric.calc_check_digit(number) and ric.get_birth_date(number) for number in numbers)


def test_every_item_has_a_story(reference_data) -> None:
    street = Street.objects.get(pinyin="shiqiao")
    known = set(Item.objects.values_list("code", flat=True))
    assert set(FACTS) <= known
    for index, item in enumerate(Item.objects.all()):
        story = stories.invent(street, [item], index)
        assert story.party["name"].endswith(parties.MARK)
        assert story.problems and story.interview
