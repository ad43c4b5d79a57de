"""Every action's page at its stage, and what happens on error, replay, conflict and foreign objects."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.guide.scoring import prescore
from cases.journey import play
from cases.models import Case, Evidence, Inspection, Submission
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.models import LedgerEvent
from tests.cases.forms.page import form_values
from tests.cases.forms.test_uploads import pdf, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, cast):
    client.force_login(cast["officer.shiqiao"])
    return client


@pytest.fixture
def colleague(cast):
    from django.test import Client

    other = Client()
    other.force_login(cast["officer2.shiqiao"])
    return other


def url(case: Case, code: str, pk: int | None = None) -> str:
    if pk is not None:
        return reverse("submission_action", args=[case.reference, pk, code])
    return reverse("case_action", args=[case.reference, code])


def errors(response) -> dict:
    form = response.context["form"]
    return {
        **form.errors,
        **{f"{row.prefix}-{name}": text for row in form.fixed_rows for name, text in row.errors.items()},
    }


def reload(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


# --- A whole case through the forms ---------------------------------------------------------------------------------


def send(client, case, code, files=None, **changes):
    """Open the form, change what is named, send it; what the page prefilled goes along."""
    values = form_values(client.get(url(case, code)))
    response = client.post(url(case, code), values | changes | (files or {}))
    if response.status_code != 302:
        context = response.context
        raise AssertionError((code, errors(response), [str(one.message) for one in context["form"].refused]))
    return response


def asked(row, **changes):
    """The questions on the grounds for no penalty answered so that none is made out."""
    given = {"minor": "no", "corrected": "no", "harm": "none", "first": "yes", "no_fault": "no"}
    given |= {"reason": "复查尚未合格；当事人没有提出无过错的证据。"} | changes
    return {f"{row}-{name}": value for name, value in given.items()}


def approve_all(cast, case):
    from django.test import Client

    for account in ("officer2.shiqiao", "counsel.shiqiao", "enforcement", "legal", "director"):
        client = Client()
        client.force_login(cast[account])
        submission = case.open_submission()
        code = "confirm" if account == "officer2.shiqiao" else "approve"
        response = client.post(
            url(case, code, submission.pk), {"opinion": "同意。", "request_key": f"{account}{submission.pk}"}
        )
        assert response.status_code == 302, (account, response.content.decode()[-3000:])


def deliberate(cast, case):
    """The legal section's two forms, for a fine that reaches the figure for a collective discussion."""
    from django.test import Client

    from cases.models import LegalReviewPoint

    legal = Client()
    legal.force_login(cast["legal"])
    points = {f"point-{point}-fits": "yes" for point in LegalReviewPoint.Point.values}
    send(legal, case, "record_legal_review", verdict="agree", opinion="同意。", is_experienced="on", **points)
    people = [cast[name].officer.pk for name in ("chief", "director", "legal")]
    opinions = {f"opinions-{n}-officer": pk for n, pk in enumerate(people)}
    opinions |= {f"opinions-{n}-opinion": "同意。" for n in range(3)} | {f"opinions-{n}-agrees": "on" for n in range(3)}
    times = {"start_time": "09:00", "end_time": "09:30"}
    send(
        legal,
        case,
        "record_discussion",
        recorder=people[2],
        outcome="penalty",
        conclusion="按告知内容处罚。",
        **times,
        **opinions,
    )


def test_a_case_goes_from_filing_to_the_sealed_dossier_through_the_forms(officer, cast, open_case):
    """Nothing but pages: what the forms offer and prefill is enough for a lawful case."""
    case = open_case("shiqiao")
    day = {"start_time": "09:00", "end_time": "09:40"}
    send(
        officer,
        case,
        "record_inspection",
        **day,
        scope="车间",
        task_source="计划",
        approved_by="甲",
        certificates_shown="on",
        contact_name="甲",
    )
    send(officer, case, "order_rectification", **{"problems-0-problem": "整改", "problems-0-due_on": "2026-03-18"})
    send(officer, case, "submit_filing", opinion="建议立案。")
    approve_all(cast, case)
    assert reload(case).stage == "interview"
    send(officer, case, "confirm_address")
    send(officer, case, "summon_interview", day="2026-03-16", time="14:00")
    answers = {"answers-0-question": "问？", "answers-0-answer": "答。"}
    send(
        officer,
        case,
        "record_interview",
        start_time="10:05",
        end_time="10:30",
        certificates_shown="on",
        rights_told="on",
        **answers,
    )
    send(
        officer,
        case,
        "add_evidence",
        kind="documentary",
        title="营业执照",
        proves="主体",
        files={"files": SimpleUploadedFile("a.pdf", pdf())},
    )
    send(officer, case, "recheck_rectification", passed="yes", findings="已整改")
    send(officer, case, "submit_interview", summary="完成调查。", opinion="证据齐全。")
    approve_all(cast, case)
    violation = case.violations.get()
    send(
        officer, case, "submit_determination", opinion="成立。", **{f"violation-{violation.pk}-finding": "established"}
    )
    approve_all(cast, case)
    row = f"violation-{violation.pk}"
    send(
        officer,
        case,
        "submit_discretion",
        opinion="建议罚款。",
        **asked(row),
        **{f"{row}-no_penalty": "penalty"},
    )
    approve_all(cast, case)
    case = reload(case)
    assert case.stage == "notice" and case.proposed_total() == 50000
    send(officer, case, "issue_notice")
    render(case)
    for _document in range(case.documents.filter(needs_service=True, services=None).count()):
        send(officer, case, "serve")
    send(officer, case, "waive_defence")
    deliberate(cast, case)
    send(officer, case, "submit_notice", opinion="按告知内容决定。")
    approve_all(cast, case)
    render(case)
    while reload(case).stage == "notice":
        send(officer, case, "serve")
    send(officer, case, "record_payment", voucher="V1")
    send(officer, case, "submit_closure", opinion="建议结案。")
    approve_all(cast, case)
    assert (reload(case).stage, reload(case).outcome) == ("closed", "penalty")
    open_checks = [code for code, found in prescore(reload(case)).items() if not found.result]
    send(officer, reload(case), "fill_self_check", **{f"check-{code}-result": "in_order" for code in open_checks})
    send(officer, reload(case), "archive")
    assert reload(case).is_sealed


def render(case):
    """Stand in for the PDFs that the outbox makes after commit."""
    case.documents.update(pdf_sha256="0" * 64)


# --- Pages ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["filing", "interview", "determination", "discretion", "notice", "closure"])
def test_every_possible_form_of_a_stage_opens(officer, open_case, walk, cast, stage):
    case = open_case("shiqiao")
    case = walk(case, stage, "ready") if stage != "filing" else case
    opened = 0
    for code, entry in ACTIONS.items():
        if entry.subject is Case and entry.form and entry.permitted(case, cast["officer.shiqiao"]):
            response = officer.get(url(case, code))
            assert response.status_code == 200, code
            opened += 1
    assert opened >= 3


def test_a_form_of_another_stage_says_so(officer, open_case):
    case = open_case("shiqiao")
    response = officer.get(url(case, "submit_discretion"))
    assert response.status_code == 409 and "refused" in response.context
    response = officer.post(url(case, "submit_discretion"), {"opinion": "写好的意见", "request_key": "a"})
    assert response.status_code == 409 and "写好的意见" in response.content.decode()


@pytest.mark.parametrize(
    ("account", "status"),
    [("officer.banshan", 404), ("fire.legal", 404), ("head.shiqiao", 403), ("leader", 403), ("officer3.shiqiao", 403)],
)
def test_who_may_not_act(client, cast, open_case, account, status):
    case = open_case("shiqiao")
    client.force_login(cast[account])
    for method in (client.get, client.post):
        assert method(url(case, "submit_filing")).status_code == status


@pytest.mark.parametrize("code", ["nothing", "open_case", "save_draft", "attach_dossier", "attach_rendering"])
def test_codes_that_are_no_page(officer, open_case, code):
    assert officer.get(url(open_case("shiqiao"), code)).status_code == 404


def test_a_submission_of_another_case_is_not_found(client, cast, cases):
    here, there = cases.open("shiqiao"), cases.open("shiqiao", "AQ-03")
    cases.walk(there, "filing", "confirming")
    client.force_login(cast["officer2.shiqiao"])
    assert client.post(url(here, "confirm", there.open_submission().pk), {"request_key": "x"}).status_code == 404
    assert client.get(url(there, "submit_filing", there.open_submission().pk)).status_code == 404


# --- Errors lose nothing, replays do nothing ------------------------------------------------------------------------


def test_an_error_in_a_row_keeps_every_row(officer, open_case):
    case = open_case("shiqiao")
    values = form_values(officer.get(url(case, "order_rectification")))
    values |= {
        "problems-0-problem": "第一项",
        "problems-0-due_on": "2026-03-20",
        "problems-1-problem": "第二项没有日期",
    }
    response = officer.post(url(case, "order_rectification"), values)
    again = form_values(response)
    assert response.status_code == 200 and not case.rectifications.exists()
    assert (again["problems-0-problem"], again["problems-1-problem"]) == ("第一项", "第二项没有日期")


def test_a_list_needs_one_row(officer, open_case):
    case = open_case("shiqiao")
    response = officer.post(
        url(case, "order_rectification"), form_values(officer.get(url(case, "order_rectification")))
    )
    assert response.status_code == 200 and not case.rectifications.exists()


def test_a_refusal_of_the_door_stands_beside_its_field(officer, open_case):
    case = open_case("shiqiao")
    values = form_values(officer.get(url(case, "record_inspection")))
    values |= {
        "start_time": "09:00",
        "end_time": "09:40",
        "scope": "车间",
        "task_source": "计划",
        "approved_by": "甲",
        "contact_name": "甲",
    }
    response = officer.post(url(case, "record_inspection"), values | {"second_officer": values["first_officer"]})
    found = errors(response)
    assert "B4" in found["certificates_shown"][0] and "A8" in found["second_officer"][0]
    assert form_values(response)["task_source"] == "计划"


def test_late_entries_need_a_reason(officer, open_case):
    case = open_case("shiqiao")
    values = form_values(officer.get(url(case, "order_rectification")))
    values |= {"happened_on": "2026-02-02", "problems-0-problem": "甲", "problems-0-due_on": "2026-03-20"}
    assert "late_reason" in errors(officer.post(url(case, "order_rectification"), values))
    assert "happened_on" in errors(
        officer.post(url(case, "order_rectification"), values | {"happened_on": "2026-12-01"})
    )


def test_a_double_click_has_one_effect(officer, open_case):
    case = open_case("shiqiao")
    values = form_values(officer.get(url(case, "order_rectification")))
    values |= {"problems-0-problem": "甲", "problems-0-due_on": "2026-03-20"}
    first, second = (officer.post(url(case, "order_rectification"), values) for _click in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert case.rectifications.count() == 1


def test_a_replay_after_the_stage_moved_goes_back_to_the_case(officer, open_case, walk):
    case = walk(open_case("shiqiao"), "filing", "ready")
    values = form_values(officer.get(url(case, "submit_filing"))) | {"opinion": "建议立案。"}
    assert officer.post(url(case, "submit_filing"), values).status_code == 302
    assert officer.post(url(case, "submit_filing"), values).status_code == 302
    assert case.submissions.count() == 1


def test_a_reviewers_double_click_goes_back_too(client, cast, open_case, walk):
    case = walk(open_case("shiqiao"), "filing", "initial")
    submission = case.open_submission()
    client.force_login(cast["head.shiqiao"])
    values = {"opinion": "同意。", "request_key": "one-click"}
    answers = [client.post(url(case, "approve", submission.pk), values).status_code for _click in range(2)]
    assert answers == [302, 302] and submission.decisions.count() == 1


def test_next_stays_on_our_site(officer, open_case):
    case = open_case("shiqiao")
    for number, (wanted, expected) in enumerate(
        [("/reviews/", "/reviews/"), ("https://example.org/", case.get_absolute_url())]
    ):
        values = form_values(officer.get(url(case, "order_rectification")))
        values |= {"problems-0-problem": f"甲{number}", "problems-0-due_on": "2026-03-20", "next": wanted}
        assert officer.post(url(case, "order_rectification"), values)["Location"] == expected


# --- Two people, one text -------------------------------------------------------------------------------------------


def test_a_draft_is_kept_even_incomplete_and_seen_by_the_colleague(officer, colleague, open_case):
    case = open_case("shiqiao")
    address = url(case, "submit_filing")
    values = form_values(officer.get(address)) | {"opinion": "写到一半", "draft": "1"}
    values.pop("proposal")
    assert officer.post(address, values).status_code == 302
    assert form_values(colleague.get(address))["opinion"] == "写到一半"


def test_two_drafts_meet_and_both_texts_are_shown(officer, colleague, open_case):
    case = open_case("shiqiao")
    address = url(case, "submit_filing")
    mine, theirs = form_values(officer.get(address)), form_values(colleague.get(address))
    assert colleague.post(address, theirs | {"opinion": "同事的意见", "draft": "1"}).status_code == 302
    response = officer.post(address, mine | {"opinion": "我的意见", "draft": "1"})
    assert response.status_code == 409
    text = response.content.decode()
    assert "同事的意见" in text and "我的意见" in text
    again = form_values(response)
    assert again["opinion"] == "我的意见"
    assert officer.post(address, again | {"take_theirs": "1"}).context["form"]["opinion"].value() == "同事的意见"
    assert Submission.objects.get(case=case).content["opinion"] == "同事的意见"
    assert officer.post(address, again | {"draft": "1"}).status_code == 302
    assert Submission.objects.get(case=case).content["opinion"] == "我的意见"


def test_submitting_over_a_colleagues_draft_is_a_conflict_too(officer, colleague, open_case, walk):
    case = walk(open_case("shiqiao"), "filing", "ready")
    address = url(case, "submit_filing")
    mine = form_values(officer.get(address))
    colleague.post(address, form_values(colleague.get(address)) | {"opinion": "同事的意见", "draft": "1"})
    assert officer.post(address, mine | {"opinion": "我的意见"}).status_code == 409
    assert not case.submissions.exclude(status="draft").exists()


def test_the_draft_address_answers_posts_only(officer, open_case):
    case = open_case("shiqiao")
    address = reverse("case_save_draft", args=[case.reference])
    assert officer.get(address).status_code == 405
    assert officer.post(address, {"opinion": "自动保存", "base_version": "0"}).status_code == 302
    assert case.submissions.get().content["opinion"] == "自动保存"


def test_two_edits_of_the_particulars_show_both(officer, colleague, open_case):
    case = open_case("shiqiao")
    address = url(case, "edit_case")
    mine, theirs = form_values(officer.get(address)), form_values(colleague.get(address))
    assert colleague.post(address, theirs | {"facts": "同事改的事实"}).status_code == 302
    response = officer.post(address, mine | {"facts": "我改的事实"})
    text = response.content.decode()
    assert response.status_code == 409 and "同事改的事实" in text and "我改的事实" in text
    assert officer.post(address, form_values(response)).status_code == 302
    assert reload(case).facts == "我改的事实"
    assert case.violations.count() == 1


def test_what_the_reviewers_said_stands_above_the_carried_over_text(officer, cases, cast):
    case = cases.walk(cases.open("shiqiao"), "filing", "initial")
    submission = case.open_submission()
    before = submission.content["opinion"]
    from django.test import Client

    head = Client()
    head.force_login(cast["counsel.shiqiao"])
    sent = {"opinion": "请补充证据（演示）", "reason_code": "evidence", "return_to": "filing", "request_key": "r"}
    assert head.post(url(case, "return_back", submission.pk), sent).status_code == 302
    response = officer.get(url(case, "submit_filing"))
    assert "请补充证据（演示）" in response.content.decode()
    assert form_values(response)["opinion"] == before


def test_the_longer_limitation_is_asked_about_only_where_the_usual_one_is_over(officer, cases):
    case = cases.walk(cases.open("shiqiao"), "filing", "ready")
    assert "harm_done" not in form_values(officer.get(url(case, "submit_filing")))
    Case.objects.filter(pk=case.pk).update(act_ended_on=case.act_ended_on.replace(year=2023))
    values = form_values(officer.get(url(case, "submit_filing"))) | {"opinion": "建议立案。"}
    assert "harm_grounds" in errors(officer.post(url(case, "submit_filing"), values | {"harm_done": "on"}))
    assert "harm_done" in errors(officer.post(url(case, "submit_filing"), values | {"harm_grounds": "致伤一人。"}))
    stated = values | {"harm_done": "on", "harm_grounds": "致伤一人。"}
    assert officer.post(url(case, "submit_filing"), stated).status_code == 302
    assert case.open_submission().content["harm_grounds"] == "致伤一人。"


# --- Foreign objects ------------------------------------------------------------------------------------------------


def test_objects_of_another_case_are_refused(officer, cases):
    here, there = cases.open("shiqiao"), cases.open("shiqiao", "AQ-03")
    play(cases.journey_of(there).prepare())
    play(cases.journey_of(here).prepare())
    order, document = there.rectifications.get(), there.documents.first()
    events = LedgerEvent.objects.count()
    for code, field, foreign in (
        ("recheck_rectification", "order", order.pk),
        ("attach_signed_scan", "document", document.pk),
    ):
        values = form_values(officer.get(url(here, code)))
        extra = {"passed": "yes", "findings": "x", "file": SimpleUploadedFile("a.pdf", pdf())}
        assert field in errors(officer.post(url(here, code), values | extra | {field: str(foreign)})), code
    assert LedgerEvent.objects.count() == events


def test_a_violation_of_another_case_in_the_post_is_ignored(officer, cases):
    here = cases.walk(cases.open("shiqiao"), "determination")
    there = cases.walk(cases.open("shiqiao", "AQ-03"), "determination")
    foreign = there.violations.get()
    values = form_values(officer.get(url(here, "submit_determination"))) | {"opinion": "意见"}
    own = here.violations.get()
    values |= {f"violation-{own.pk}-finding": "established", f"violation-{foreign.pk}-finding": "not_established"}
    assert officer.post(url(here, "submit_determination"), values).status_code == 302
    assert [row["id"] for row in here.open_submission().content["violations"]] == [own.pk]


# --- Files ----------------------------------------------------------------------------------------------------------


def evidence_values(client, case) -> dict:
    return form_values(client.get(url(case, "add_evidence"))) | {
        "kind": "audiovisual",
        "title": "现场照片",
        "proves": "现场状况",
    }


def test_several_files_become_several_pieces(officer, open_case):
    case = open_case("shiqiao")
    files = [SimpleUploadedFile("一.png", picture()), SimpleUploadedFile("二.pdf", pdf())]
    values = evidence_values(officer, case) | {"files": files}
    assert officer.post(url(case, "add_evidence"), values).status_code == 302
    assert [row.title for row in case.evidence.all()] == ["现场照片（1）", "现场照片（2）"]
    assert all(row.sha256 and row.sm3 for row in case.evidence.all())
    assert {row.content_type for row in case.evidence.all()} == {"image/png", "application/pdf"}
    officer.post(url(case, "add_evidence"), values)
    assert case.evidence.count() == 2


def test_one_bad_file_keeps_all_out_and_is_named(officer, open_case):
    case = open_case("shiqiao")
    files = [SimpleUploadedFile("好.png", picture()), SimpleUploadedFile("坏.png", b"PK\x03\x04rest")]
    response = officer.post(url(case, "add_evidence"), evidence_values(officer, case) | {"files": files})
    assert "坏.png" in errors(response)["files"][0] and not Evidence.objects.exists()


def test_evidence_without_a_file_is_possible(officer, open_case):
    case = open_case("shiqiao")
    assert officer.post(url(case, "add_evidence"), evidence_values(officer, case)).status_code == 302
    assert case.evidence.get().file.name == ""


# --- Discretion -----------------------------------------------------------------------------------------------------


@pytest.fixture
def at_discretion(open_case, walk):
    return walk(open_case("shiqiao"), "discretion")


def test_a_fine_above_the_cap_is_refused_with_the_way_to_hand_over(officer, at_discretion):
    case, row = at_discretion, f"violation-{at_discretion.violations.get().pk}"
    values = form_values(officer.get(url(case, "submit_discretion")))
    values |= {"opinion": "重罚", f"{row}-no_penalty": "penalty", f"{row}-tier": "severe", f"{row}-fine": "90000"}
    values |= asked(row) | {f"{row}-departure_reason": "情节严重。"}
    response = officer.post(url(case, "submit_discretion"), values)
    assert [finding.code for finding in response.context["refused"]] == ["A7"]
    assert url(case, "hand_over") + "?reason=over_cap" in response.content.decode()
    assert form_values(response)[f"{row}-fine"] == "90000"


def test_no_penalty_needs_no_fine(officer, at_discretion):
    case, row = at_discretion, f"violation-{at_discretion.violations.get().pk}"
    values = form_values(officer.get(url(case, "submit_discretion"))) | {
        "opinion": "不罚",
        f"{row}-no_penalty": "minor",
        **asked(row, minor="yes", corrected="yes"),
        f"{row}-education": "讲解有关规定。",
    }
    assert officer.post(url(case, "submit_discretion"), values).status_code == 302
    content = case.open_submission().content["violations"][0]
    assert (content["proposal"], content["no_penalty_reason"], content["fine"]) == ("no_penalty", "minor", None)


def test_a_fine_outside_the_tier_needs_a_reason(officer, at_discretion):
    case, row = at_discretion, f"violation-{at_discretion.violations.get().pk}"
    values = form_values(officer.get(url(case, "submit_discretion")))
    values |= {"opinion": "从轻", f"{row}-no_penalty": "penalty", f"{row}-tier": "normal", f"{row}-fine": "10000"}
    response = officer.post(url(case, "submit_discretion"), values | asked(row))
    assert "L03" in errors(response)[f"{row}-departure_reason"][0]
    values |= asked(row)
    values[f"{row}-departure_reason"] = "主动消除危害后果"
    assert officer.post(url(case, "submit_discretion"), values).status_code == 302


def test_letters_instead_of_an_amount(officer, at_discretion):
    case, row = at_discretion, f"violation-{at_discretion.violations.get().pk}"
    values = form_values(officer.get(url(case, "submit_discretion")))
    response = officer.post(
        url(case, "submit_discretion"), values | {"opinion": "x", f"{row}-no_penalty": "penalty", f"{row}-fine": "两万"}
    )
    assert response.status_code == 200 and f"{row}-fine" in errors(response)
    draft = officer.post(url(case, "submit_discretion"), values | {"draft": "1", f"{row}-fine": "两万"})
    assert draft.status_code == 302
    assert officer.get(url(case, "submit_discretion")).status_code == 200
    assert Inspection.objects.filter(case=case).exists()


def test_what_was_not_corrected_is_asked_for_where_there_are_several_violations(officer, cases):
    single = cases.walk(cases.open(item="XF-22"), "determination")
    several = cases.walk(cases.open(item="XF-22 XF-14"), "determination")
    assert "rests_on" not in officer.get(url(single, "submit_determination")).content.decode()
    row = f"violation-{several.violations.first().pk}"
    values = form_values(officer.get(url(several, "submit_determination")))
    values |= {f"{row}-finding": "established", f"{row}-is_overdue": "on", f"{row}-rests_on": several.disobeyed()[0]}
    values |= {f"violation-{several.violations.last().pk}-finding": "not_established", "opinion": "成立。"}
    assert officer.post(url(several, "submit_determination"), values).status_code == 302
    kept = several.open_submission().content["violations"][0]
    assert kept["rests_on"] == several.disobeyed()[0] and "责令改正" in kept["rests_on"]
