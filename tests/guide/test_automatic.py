"""The automatic checks: each passes on a good case, and finds the fault of a case broken in just that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.guide import checks, scoring
from cases.guide.automatic import AUTOMATIC
from cases.journey import Exhibit, play
from cases.legality import RULES
from cases.models import Case, CollectiveDiscussion, Document, Evidence, HearingSession, LegalReview, Service, Violation
from gongshu_enforcement import timekeeper
from tests.core.test_ledger import tamper

pytestmark = [pytest.mark.django_db]

LONG_AGO = timedelta(days=400)
DEFENCE = [("罚款过重。", "已在幅度内从轻，不予采纳。", False)]
PHOTO = Exhibit("electronic", "现场照片", "现场情况", "photo.png", "image/png", b"")


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two closed cases, made once and rolled back after this module: a street's with a defence, a heavy one heard."""
    from tests.conftest import TODAY, Cases, Clock

    kept = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("media"))
    clock = Clock()
    clock.set(TODAY)
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        try:
            yield {"plain": _plain(Cases(clock)), "heavy": _heavy(Cases(clock)), "at": timekeeper.now()}
        finally:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            settings.MEDIA_ROOT = kept
            clock.close()


def _plain(cases: Any) -> int:
    journey = cases.journey_of(cases.open(waive=False, defence=DEFENCE))
    journey.story.exhibits.append(
        Exhibit("electronic", "现场照片", "现场情况", "photo.png", "image/png", _png(), "现场")
    )
    cases.walk(journey.case, "closed")
    for paper in Document.objects.filter(case=journey.case, code__in=("JCJL", "XWBL", "CSSB")):
        paper.scan.save("scan.pdf", SimpleUploadedFile("scan.pdf", b"%PDF-1.4"))
    return journey.case.pk


def _heavy(cases: Any) -> int:
    case = cases.walk(cases.open(unit="organ", fines=[Decimal(60_000)], waive=False), "notice")
    journey = cases.journey_of(case)
    play(journey.issue_notice())
    play(journey.serve_issued())
    play(journey.hear())
    cases.walk(journey.case, "closed")
    return journey.case.pk


def _png() -> bytes:
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (20, 20), "gray").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def scored(made, clock, db) -> Callable[..., scoring.Found]:
    """scored("V07"): what the software finds for a check of the case now."""
    clock.set(made["at"])

    def score(code: str, which: str = "plain") -> scoring.Found:
        return scoring.prescore(Case.objects.get(pk=made[which]))[code]

    return score


# --- Breaking a case in one thing -------------------------------------------------------------------------------------


def paper(case: Case, *codes: str) -> Document:
    return case.documents.filter(code__in=codes).last()


def reprint(case: Case, code: str, change: Callable[[dict[str, Any]], None]) -> None:
    row = paper(case, code)
    change(row.data)
    row.save()


def expire(case: Case) -> None:
    for row in case.handlers.all():
        row.officer.certificates.update(valid_to=case.found_on - timedelta(days=1))


def no_agreement(case: Case) -> None:
    case.agreement.revoked_on = case.filed_on - timedelta(days=1)
    case.agreement.save()


def second_case(case: Case) -> None:
    from copy import copy

    party, other = copy(case.party), copy(case)
    party.pk = None
    party.save()
    other.pk, other.reference, other.party, other.serial = None, "G26-9998", party, 9998
    other._state.adding = True
    other.save(force_insert=True)
    Violation.objects.create(case=other, item=case.violations.first().item)


def preserved(case: Case) -> None:
    """A notice of preservation without approval, settled never."""
    like = paper(case, "ZLZG")
    like.pk, like.code, like.number, like.token = None, "XBTZ", "", "preserved"
    like.issued_on = case.filed_on
    like._state.adding = True
    like.save(force_insert=True)


def update(name: str, **values: Any) -> Callable[[Case], None]:
    return lambda case: getattr(case, name).all().update(**values)


def of_case(**values: Any) -> Callable[[Case], None]:
    return lambda case: Case.objects.filter(pk=case.pk).update(**values)


def of_notice(**values: Any) -> Callable[[Case], None]:
    return lambda case: case.notices.update(**values)


def late_decision(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(decision_due_on=case.decided_on - timedelta(days=1))


def early_decision(case: Case) -> None:
    case.notices.update(defence_due_on=case.decided_on + timedelta(days=3), waived_on=None)


def same_reviewer(case: Case) -> None:
    submission = case.submissions.filter(status="approved").first()
    submission.submitted_by = submission.decisions.first().reviewer
    submission.save()


def late_service(case: Case) -> None:
    Service.objects.filter(document=paper(case, "CFDW")).update(served_on=case.decided_on + timedelta(days=30))


def altered_ledger(case: Case) -> None:
    tamper(
        "UPDATE gongshu_enforcement_ledgerevent SET actor_name = %s WHERE chain = %s AND seq = 3",
        "别人",
        f"case:{case.pk}",
    )


def no_heading(data: dict[str, Any]) -> None:
    data["organ"]["name"] = "石桥街道办事处"


BROKEN: dict[str, tuple[str, Callable[[Case], Any]]] = {
    "V01": ("plain", lambda case: reprint(case, "CFDW", no_heading)),
    "V02": ("plain", no_agreement),
    "V04": ("plain", expire),
    "V07": ("plain", update("violations", decided_fine=Decimal(900_000))),
    "V08": ("plain", of_notice(served_on=None)),
    "V09": ("plain", early_decision),
    "V10": ("heavy", of_notice(with_hearing=False)),
    "V11": ("heavy", lambda case: CollectiveDiscussion.objects.filter(notice__case=case).delete()),
    "V12": ("plain", late_decision),
    "V13": ("plain", lambda case: case.notices.get().items.update(fine=Decimal(1))),
    "V15": ("plain", lambda case: reprint(case, "CFDW", lambda data: data["organ"].update(seal_text="石桥街道"))),
    "V16": ("plain", altered_ledger),
    "S01": ("plain", lambda case: Case.objects.filter(pk=case.pk).update(agreement=None)),
    "S02": ("plain", lambda case: reprint(case, "DCBG", lambda data: data["officers"][0].update(certificate="浙A000"))),
    "S03": ("plain", update("interviews", certificates_shown=False)),
    "S04": ("plain", lambda case: type(case.party).objects.filter(pk=case.party_id).update(credit_code="91330105X")),
    "F01": ("plain", of_case(facts="")),
    "F02": ("plain", update("inspections", findings="")),
    "F03": ("plain", update("interviews", rights_told=False)),
    "F06": ("plain", lambda case: Evidence.objects.filter(case=case, kind="electronic").update(place="")),
    "F07": ("plain", preserved),
    "P01": ("plain", lambda case: case.interviews.update(happened_on=case.filed_on - timedelta(days=2))),
    "P02": ("plain", lambda case: [order.rechecks.all().delete() for order in case.rectifications.all()]),
    "P03": ("plain", lambda case: case.documents.filter(code="AJCP").update(status="void")),
    "P04": ("plain", lambda case: reprint(case, "CFGZ", lambda data: data.update(defence_days=0))),
    "P05": ("plain", lambda case: Service.objects.filter(document=paper(case, "CFGZ")).update(recipient="")),
    "P06": ("plain", lambda case: case.notices.get().defences.update(answer="")),
    "P10": ("plain", same_reviewer),
    "P11": ("plain", late_service),
    "P12": ("plain", lambda case: case.payments.update(voucher="")),
    "L01": ("plain", update("violations", provision="安全生产法")),
    "L02": (
        "plain",
        lambda case: [
            type(v.item).objects.filter(pk=v.item_id).update(penalty_provision="《某法》第一条")
            for v in case.violations.all()
        ],
    ),
    "L03": ("plain", update("violations", factors="")),
    "L04": (
        "plain",
        lambda case: [(order.rechecks.all().delete(), order.delete()) for order in case.rectifications.all()],
    ),
    "L06": ("plain", second_case),
    "D01": ("plain", lambda case: reprint(case, "CFDW", lambda data: data.update(issued_on=""))),
    "D02": ("plain", lambda case: reprint(case, "CFDW", lambda data: data["organ"].update(court=""))),
    "D03": ("plain", lambda case: case.documents.filter(code="CFDW").update(number="应急罚[2026]01号")),
    "D04": ("plain", lambda case: reprint(case, "CFDW", lambda data: data.update(total_fine="1.00"))),
    "D05": ("plain", lambda case: reprint(case, "CFGZ", lambda data: data.update(defence_days=99))),
    "D07": ("plain", lambda case: case.documents.filter(code="JCJL").update(scan="")),
    "A01": ("plain", of_case(closed_on=timekeeper.today() - LONG_AGO)),
    "A02": ("plain", of_case(outcome="")),
    "A03": ("plain", lambda case: case.evidence.filter(kind="electronic").update(sha256="")),
    "A04": ("plain", lambda case: case.documents.filter(code="JCJL").update(code="AJSY")),
    "A05": ("plain", lambda case: case.evidence.filter(kind="electronic").update(file="")),
    "A06": ("plain", lambda case: case.payments.update(amount=Decimal(1))),
    "P07": ("heavy", lambda case: HearingSession.objects.filter(hearing__notice__case=case).update(served_on=None)),
    "P08": ("heavy", lambda case: LegalReview.objects.filter(notice__case=case).update(opinion="")),
    "P09": ("heavy", lambda case: CollectiveDiscussion.objects.filter(notice__case=case).update(conclusion="")),
}
BY_HAND = {code for code, own in AUTOMATIC.items() if own.by_hand}


def test_every_automatic_check_of_the_table_is_scored_and_broken_here() -> None:
    table = {code for code, check in checks.checks().items() if check.automatic}
    assert table == set(AUTOMATIC)
    assert set(BROKEN) == table - BY_HAND


def test_the_table_is_whole() -> None:
    found = checks.checks().values()
    assert (len(found), sum(check.veto for check in found), sum(check.automatic for check in found)) == (61, 16, 51)
    assert sum(check.points for check in found) == 100
    assert all(check.text.zh and check.text.en for check in found)
    assert {check.group for check in found} == set(checks.GROUPS)


def test_the_rules_that_score_are_in_the_registry() -> None:
    assert {code for own in AUTOMATIC.values() for code in own.rules} <= set(RULES)


@pytest.mark.parametrize("code", list(BROKEN))
def test_a_good_case_passes_and_a_broken_one_is_found(code: str, scored, made) -> None:
    which, spoil = BROKEN[code]
    expected = "not_applicable" if code == "F07" else "in_order"
    assert scored(code, which).result == expected, scored(code, which).reason
    spoil(Case.objects.select_related("agreement", "party").get(pk=made[which]))
    found = scored(code, which)
    assert found.result == "faulty", found
    assert found.reason.zh and found.reason.en
    assert found.check.veto or 0 < found.deduction <= found.check.points


@pytest.mark.parametrize("code", sorted(BY_HAND))
def test_what_is_nowhere_on_record_is_never_taken_as_in_order(code: str, scored) -> None:
    assert scored(code).result == ""


def test_a_case_is_scored_in_a_fixed_number_of_queries(scored, made) -> None:
    counted = {}
    for which in ("plain", "heavy"):
        case = Case.objects.get(pk=made[which])
        with CaptureQueriesContext(connection) as queries:
            scoring.prescore(case)
        counted[which] = len(queries)
    for number in range(6):
        Evidence.objects.create(
            case_id=made["plain"],
            kind="documentary",
            title=f"书证{number}",
            proves="x",
            made_on=timekeeper.today(),
            added_by=case.opened_by,
            added_at=datetime(2026, 3, 1, tzinfo=UTC),
        )
    with CaptureQueriesContext(connection) as queries:
        scoring.prescore(Case.objects.get(pk=made["plain"]))
    assert len(queries) == counted["plain"]
    assert max(counted.values()) <= 70, counted
