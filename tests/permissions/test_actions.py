"""Action × role: who may do what, as workflow.md says. An action that is not in the table fails the test."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cases.models import Case, Submission
from delegation.models import Agreement, Catalogue, MentoringGroup, Officer, Organ, Statute, Street
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import NotPermitted
from gongshu_enforcement.models import CalendarYear, LedgerEvent, LegalSetting, User
from training.models import (
    Commentary,
    DrawnDossier,
    EvaluationRound,
    FollowUp,
    TeamMember,
    TrainingEvent,
    TrainingRhythm,
)

from .roles import ADMIN, EACH_KIND, HANDLERS, LEADER, OTHER_STREET, OWN_REVIEWERS, OWN_STREET

pytestmark = pytest.mark.django_db

# Action → the permit it asks for.
TABLE = {
    "open_case": "opener",
    "decide_on_site": "opener",
    "report_summary": "handler",
    "hand_in_fine": "handler",
    "bank_fine": "handler",
    "record_correction": "handler",
    "edit_case": "handler",
    "save_draft": "handler",
    "record_inspection": "handler",
    "order_rectification": "handler",
    "record_inquest": "handler",
    "record_sampling": "handler",
    "order_on_site_measures": "handler",
    "request_seizure": "handler",
    "request_seizure_extension": "handler",
    "dispose_seizure": "handler",
    "request_supply_stop": "handler",
    "restore_supply": "handler",
    "recheck_rectification": "handler",
    "confirm_address": "handler",
    "summon_interview": "handler",
    "record_interview": "handler",
    "add_evidence": "handler",
    "link_evidence": "handler",
    "withdraw_evidence": "handler",
    "submit_filing": "handler",
    "submit_interview": "handler",
    "submit_determination": "handler",
    "submit_discretion": "handler",
    "submit_notice": "handler",
    "submit_closure": "handler",
    "request_extension": "handler",
    "request_termination": "handler",
    "request_transfer": "handler",
    "request_preservation": "handler",
    "dispose_preservation": "handler",
    "take_back": "handler",
    "confirm": "other_handler",
    "recall": "submitter",
    "approve": "reviewer",
    "return_back": "reviewer",
    "designate_reviewer": "accepting_desk",
    "keep_questions": "handler",
    "sign_on_screen": "handler",
    "ask_correction": "handler",
    "decide_correction": "legal_desk",
    "void_document": "handler",
    "issue_notice": "handler",
    "serve": "handler",
    "waive_defence": "handler",
    "record_defence": "handler",
    "answer_defence": "handler",
    "request_hearing": "handler",
    "withdraw_hearing": "handler",
    "announce_hearing": "legal_desk",
    "reschedule_hearing": "legal_desk",
    "hold_hearing": "legal_desk",
    "record_absence": "legal_desk",
    "report_hearing": "legal_desk",
    "flag_deliberation": "handler_or_reviewer",
    "record_legal_review": "legal_desk",
    "record_discussion": "legal_desk",
    "begin_appraisal": "handler",
    "end_appraisal": "handler",
    "explain_passed_limit": "handler",
    "note_passed_limits": "system",
    "recount_limits": "system",
    "receive_case": "exchange_desk",
    "set_legal_setting": "law_keeper",
    "withdraw_legal_setting": "law_keeper",
    "load_calendar_year": "administrator",
    "enrol_person": "administrator",
    "edit_person": "administrator",
    "end_person": "administrator",
    "return_person": "administrator",
    "add_certificate": "administrator",
    "end_certificate": "administrator",
    "name_deputy": "absentee",
    "end_deputy": "absentee",
    "import_people": "administrator",
    "import_catalogue": "administrator",
    "publish_version": "administrator",
    "withdraw_version": "administrator",
    "discard_draft": "administrator",
    "load_statute": "system",
    "record_station": "station_keeper",
    "enter_street": "administrator",
    "edit_street": "administrator",
    "make_account": "administrator",
    "renew_password": "administrator",
    "draft_agreement": "agreement_keeper",
    "edit_agreement": "agreement_keeper",
    "sign_agreement": "agreement_keeper",
    "record_agreement": "agreement_keeper",
    "publish_agreement": "agreement_keeper",
    "suspend_agreement": "agreement_keeper",
    "resume_agreement": "agreement_keeper",
    "revoke_agreement": "agreement_keeper",
    "renew_agreement": "agreement_keeper",
    "bring_into_force": "system",
    "expire_agreement": "system",
    "mark_renewed": "system",
    "freeze_letter": "system",
    "attach_letter": "system",
    "settle_delegation": "agreement_keeper",
    "change_group": "administrator",
    "log_visit": "liaison",
    "propose_step": "liaison",
    "decide_step": "step_director",
    "attach_signed_scan": "handler",
    "record_payment": "handler",
    "record_remedy": "legal_desk",
    "record_remedy_result": "legal_desk",
    "reopen": "organ_director",
    "publish": "handler",
    "withdraw_publication": "handler",
    "request_deferral": "handler",
    "remind": "handler",
    "record_statement": "handler",
    "answer_reminder": "handler",
    "decide_surcharge": "handler",
    "apply_court": "accepting_desk",
    "record_court_result": "accepting_desk",
    "archive": "handler",
    "fill_self_check": "handler",
    "hand_over": "handler_or_reviewer",
    "accept_hand_over": "accepting_desk",
    "refuse_hand_over": "accepting_desk",
    "ask_recusal": "handler",
    "decide_recusal": "organ_director",
    "replace_officer": "officer_manager",
    "draw_round": "conductor",
    "mark_dossier": "evaluator",
    "arbitrate_dossier": "arbiter",
    "replace_evaluator": "conductor",
    "publish_round": "conductor",
    "close_round": "conductor",
    "object_to_result": "street_head",
    "answer_objection": "appeal_desk",
    "open_commentary": "commentator",
    "pick_cases": "commentator",
    "remark_on_case": "commentator",
    "set_point": "commentator",
    "hold_commentary": "commentator",
    "report_task": "street_head",
    "judge_task": "commentator",
    "close_topic": "commentator",
    "add_team_member": "organiser",
    "edit_team_member": "organiser",
    "end_team_member": "organiser",
    "return_team_member": "organiser",
    "import_team": "organiser",
    "plan_event": "system",
    "set_rhythm": "organiser",
    "create_event": "organiser",
    "edit_event": "organiser",
    "postpone_event": "organiser",
    "cancel_event": "organiser",
    "add_event_files": "organiser",
    "hold_event": "organiser",
    "sign_in_by_code": "participant",
    "sign_in_by_hand": "organiser",
    "strike_attendance": "organiser",
    # learning path, exams, contests
    "propose_learning_step": "liaison",
    "decide_learning_step": "step_director",
    "add_question": "conductor",
    "edit_question": "conductor",
    "retire_question": "conductor",
    "import_questions": "conductor",
    "load_starter_bank": "conductor",
    "set_exam": "conductor",
    "change_exam": "conductor",
    "open_exam": "conductor",
    "withdraw_exam": "conductor",
    "begin_paper": "candidate",
    "save_answers": "paper_owner",
    "hand_in_paper": "paper_owner",
    "time_out_paper": "system",
    "set_contest": "conductor",
    "enter_team": "team_leader",
    "name_judge": "conductor",
    "release_judge": "conductor",
    "open_contest_round": "conductor",
    "end_contest_round": "conductor",
    "save_mock_document": "team_member",
    "hand_in_mock_document": "team_member",
    "mark_entry": "judge",
    "settle_contest_round": "conductor",
    "publish_contest": "conductor",
    "attach_rendering": "system",
    "attach_dossier": "system",
}

# Desk that is due → who sits there.
REVIEWERS = {
    ("emergency", "confirming"): (),
    ("emergency", "initial"): OWN_REVIEWERS,
    ("emergency", "recheck"): ("enforcement", "legal"),
    ("emergency", "legal"): ("legal",),
    ("emergency", "final"): ("director",),
    ("fire", "initial"): OWN_REVIEWERS,
    ("fire", "recheck"): ("fire.legal",),
    ("fire", "final"): ("fire.director",),
}

LAW_KEEPERS = ("legal", "fire.legal", ADMIN)

# Permit → who has it, where it does not depend on the desk that is due. The first officer submitted.
HOLDERS = {
    "emergency": {
        "handler": HANDLERS,
        "other_handler": HANDLERS[1:],
        "submitter": HANDLERS[:1],
        "accepting_desk": ("enforcement",),
        "organ_director": ("director",),
        "legal_desk": ("legal",),
        "exchange_desk": ("enforcement", "legal"),
        "officer_manager": ("head.shiqiao", "enforcement"),
        "law_keeper": LAW_KEEPERS,
        "agreement_keeper": ("legal", ADMIN),
        "administrator": (ADMIN,),
        "absentee": (ADMIN,),  # and the person themself, which a case is not
        "station_keeper": ("head.shiqiao", ADMIN),
        "liaison": ("liaison.own", "liaison6"),
        "step_director": ("director",),
        "conductor": ("legal",),
        "commentator": ("legal", "fire.legal"),
        "organiser": ("legal", "fire.legal"),
        "evaluator": (),  # people of a drawn dossier, which a case is not
        "arbiter": (),
        "street_head": ("head.shiqiao",),
        "appeal_desk": ("legal",),
        # people of a paper, a team, a contest, which a case is not
        "candidate": (),
        "paper_owner": (),
        "team_member": (),
        "judge": (),
        "team_leader": (),
        "system": (),
    },
    "fire": {
        "handler": HANDLERS,
        "other_handler": HANDLERS[1:],
        "submitter": HANDLERS[:1],
        "accepting_desk": ("fire.legal",),
        "organ_director": ("fire.director",),
        "legal_desk": ("fire.legal",),
        "exchange_desk": ("fire.legal",),
        "officer_manager": ("head.shiqiao", "fire.legal"),
        "law_keeper": LAW_KEEPERS,
        "agreement_keeper": ("fire.legal", ADMIN),
        "administrator": (ADMIN,),
        "absentee": (ADMIN,),  # and the person themself, which a case is not
        "station_keeper": ("head.shiqiao", ADMIN),
        "liaison": ("liaison.own", "liaison6"),
        "step_director": ("director",),
        "conductor": ("legal",),
        "commentator": ("legal", "fire.legal"),
        "organiser": ("legal", "fire.legal"),
        "evaluator": (),  # people of a drawn dossier, which a case is not
        "arbiter": (),
        "street_head": ("head.shiqiao",),
        "appeal_desk": ("fire.legal",),
        # people of a paper, a team, a contest, which a case is not
        "candidate": (),
        "paper_owner": (),
        "team_member": (),
        "judge": (),
        "team_leader": (),
        "system": (),
    },
}

DRAWN = {
    "seed": 1,
    "per_street": 1,
    "pool": 1,
    "drawn_on": date(2026, 4, 8),
}

# What the administration and the register act on, which is no part of a case.
OF_THE_SYSTEM = {
    Catalogue: lambda organ: Catalogue.objects.get(code="safety"),
    Statute: lambda organ: Statute.objects.get_or_create(name="演示法", title="演示法", effective_from="2020-01-01")[0],
    LegalSetting: lambda organ: LegalSetting.objects.first(),
    CalendarYear: lambda organ: CalendarYear.objects.get_or_create(year=2099)[0],
    Organ: lambda organ: Organ.objects.get(code=organ),
    Agreement: lambda organ: Agreement.objects.get(organ__code=organ, street__pinyin="shiqiao"),
    Officer: lambda organ: Officer.objects.get(user__username="officer2.shiqiao"),
    Street: lambda organ: Street.objects.get(pinyin="shiqiao"),
    MentoringGroup: lambda organ: MentoringGroup.objects.get(number=6),
    EvaluationRound: lambda organ: drawn_dossier().round,
    DrawnDossier: lambda organ: drawn_dossier(),
    Commentary: lambda organ: a_commentary(),
    FollowUp: lambda organ: a_task(),
    TeamMember: lambda organ: a_member(),
    TrainingRhythm: lambda organ: TrainingRhythm.objects.get(kind="contest"),
    TrainingEvent: lambda organ: an_event(),
}


def drawn_dossier() -> DrawnDossier:
    """A dossier of 石桥 with nobody to evaluate it."""
    made = EvaluationRound.objects.get_or_create(
        year=2026, number=1, defaults={**DRAWN, "drawn_by": User.objects.get(username="legal")}
    )[0]
    case = Case.objects.select_related("street").first()
    kept = {"drawn_case": case, "street": case.street, "item_code": "AQ-02"}
    return DrawnDossier.objects.get_or_create(round=made, position=1, defaults=kept)[0]


def a_commentary() -> Commentary:
    """A commentary in preparation."""
    opened = {"planned_on": date(2026, 3, 20), "opened_by": User.objects.get(username="legal")}
    return Commentary.objects.get_or_create(year=2026, month=3, defaults=opened)[0]


def a_task() -> FollowUp:
    """A task of 石桥."""
    due = {"street": Street.objects.get(pinyin="shiqiao"), "due_on": date(2026, 3, 30)}
    return FollowUp.objects.get_or_create(commentary=a_commentary(), kind="task", text="x", defaults=due)[0]


def a_member() -> TeamMember:
    """Somebody from outside."""
    more = {"contact": "1", "part": "expert", "subjects": ["law"]}
    return TeamMember.objects.get_or_create(outside_name="李教授", organisation="大学", defaults=more)[0]


def an_event() -> TrainingEvent:
    """An event of the day to which nobody is invited."""
    at = timekeeper.now()
    times = {"starts_at": at, "ends_at": at + timedelta(hours=2), "hours": 2, "changed_at": at}
    return TrainingEvent.objects.create(kind="course", **times)


def holders(permit: str, organ: str, desk: str) -> set[str]:
    """Accounts to whom a permit is given on a case of the organ whose submission is at a desk."""
    if permit == "reviewer":
        return set(REVIEWERS[organ, desk])
    if permit == "handler_or_reviewer":
        return {*HANDLERS, *REVIEWERS[organ, desk]}
    if permit == "participant":  # of an event: everybody in the register
        in_it = User.objects.filter(officer__active=True).values_list("username", flat=True)
        return {*in_it, "liaison.own", "liaison.other"}
    return set(HOLDERS[organ][permit])


def of_cases() -> list[door.Action]:
    return [entry for entry in door.ACTIONS.values() if not entry.opens]


def test_every_action_is_in_the_table_with_its_permit():
    assert {code: entry.permission.name for code, entry in door.ACTIONS.items()} == TABLE


def test_no_action_lacks_a_permission():
    for entry in door.ACTIONS.values():
        assert isinstance(entry.permission, door.Permit), entry.code
        assert entry.system == (entry.permission.name == "system"), entry.code


@pytest.mark.parametrize(("organ", "desk"), REVIEWERS, ids="-".join)
def test_each_role_may_do_exactly_what_the_table_says(filed, people, organ, desk):
    one = filed(organ, desk=desk)
    wrong = []
    for entry in {(entry.permission.allows, entry.subject is Submission): entry for entry in of_cases()}.values():
        subject = one.submission if entry.subject is Submission else one.case
        expected = holders(entry.permission.name, organ, desk) if entry.permission.name != "participant" else set()
        allowed = {name for name, user in people.items() if entry.permission.allows(one.case, subject, user)}
        if allowed != expected:
            wrong.append(f"{entry.code}: {sorted(allowed ^ expected)}")
    assert wrong == []


@pytest.mark.parametrize("organ", HOLDERS)
def test_the_door_refuses_everybody_else_before_anything_is_looked_at(filed, people, organ):
    """No inputs are given: whoever is refused is refused before they would be missed."""
    one = filed(organ)
    before = LedgerEvent.objects.count()
    for entry in of_cases():
        subject = one.submission if entry.subject is Submission else one.case
        if entry.subject not in (Case, Submission):
            subject = OF_THE_SYSTEM.get(entry.subject, lambda organ, one=one: one.document)(organ)
        for name in set(EACH_KIND) - holders(entry.permission.name, organ, "recheck"):
            with pytest.raises(NotPermitted):
                door.perform(entry.code, subject, acting_user=people[name])
    assert LedgerEvent.objects.count() == before


def test_only_officers_of_the_street_and_of_the_organs_open_cases_there(people):
    street = Street.objects.get(pinyin="shiqiao")
    allowed = {
        name for name, user in people.items() if door.ACTIONS["open_case"].permission.allows(street, street, user)
    }
    officers = {name for name in OWN_STREET if name.startswith("officer")}
    assert allowed == {*officers, "brigade1", "brigade2", "brigade3", "brigade4", "fire1", "fire2"}


def test_a_street_officer_opens_no_case_for_the_organ_nor_the_organ_one_for_the_street(people, cases):
    story = cases.journey()
    inputs = {
        "organ": story.cast.organ,
        "party": story.story.party,
        "violations": [{"item": item} for item in story.story.items],
        "source": "inspection",
        "found_on": cases.today,
        "facts": "x",
    }
    crews = {"street": story.officers, "organ": story.cast.own_officers[:2]}
    for account, unit in (("officer.shiqiao", "organ"), ("brigade1", "street"), ("fire1", "organ")):
        with pytest.raises(NotPermitted):
            inputs |= {"handling_unit": unit, "officers": crews[unit]}
            door.perform("open_case", story.cast.street, acting_user=people[account], **inputs)
    assert not Case.objects.exists()


def test_after_a_hand_over_the_street_only_reads(cases, people):
    from cases import access
    from cases.journey import play

    case = cases.walk(cases.open(), "discretion", "ready")
    journey = cases.journey_of(case)
    play(journey.hand_over("over_cap", "x"))
    play(journey.accept_hand_over())
    case = Case.objects.get(pk=case.pk)
    for name in OWN_STREET:
        assert access.may_read(people[name], case)
        for entry in of_cases():
            if entry.subject is Case and entry.permission.name != "officer_manager":
                assert not entry.permission.allows(case, case, people[name]), (name, entry.code)
    assert access.is_handler(case, case, people["brigade1"])


def test_nobody_signs_twice_on_one_submission(filed, people):
    one = filed("emergency", desk="legal")
    for name in ("enforcement", *OWN_REVIEWERS, *HANDLERS, *OTHER_STREET, LEADER):
        assert not door.ACTIONS["approve"].permission.allows(one.case, one.submission, people[name]), name
