"""The one door: order of its checks, replays, what a refusal leaves, the day to the law."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from cases import access
from cases.models import Case, Submission
from gongshu_enforcement import door, outbox, timekeeper
from gongshu_enforcement.errors import ActionRefused, Finding, NotPermitted
from gongshu_enforcement.models import CalendarDay, LedgerEvent, OutboxMessage, RequestKey
from gongshu_enforcement.working_days import CalendarNotCovered

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def registered():
    """Registers actions for one test and takes them out of the registry again."""
    before = dict(door.ACTIONS)
    yield door.action
    door.ACTIONS.clear()
    door.ACTIONS.update(before)


@pytest.fixture
def opened(open_case):
    return open_case()


@pytest.fixture
def officer(cast):
    return cast["officer.shiqiao"]


def events(case: Case) -> int:
    return LedgerEvent.objects.filter(chain=f"case:{case.pk}").count()


def codes(refused: pytest.ExceptionInfo[ActionRefused]) -> set[str]:
    return {finding.code for finding in refused.value.findings}


# --- The order of its checks ------------------------------------------------------------------------------------------


def test_permission_is_asked_before_stage_and_rules(registered, opened, cast):
    asked = []

    @registered(permission=access.HANDLER, subject=Case, label="x", stages=["closed"], rules=lambda *_: asked.append(1))
    def do_something(case, *, acting_user):
        asked.append(2)

    with pytest.raises(NotPermitted):
        do_something(opened, acting_user=cast["officer.daguan"])
    assert asked == []


def test_stage_is_asked_before_rules(registered, opened, officer):
    asked = []

    @registered(permission=access.HANDLER, subject=Case, label="x", stages=["closed"], rules=lambda *_: asked.append(1))
    def do_something(case, *, acting_user):
        asked.append(2)

    with pytest.raises(ActionRefused) as refused:
        do_something(opened, acting_user=officer)
    assert codes(refused) == {"STAGE"}
    assert asked == []


def test_every_blocking_finding_is_reported_and_warnings_do_not_block(registered, opened, officer):
    found = [Finding("B1", "one"), Finding("B2", "two"), Finding("W", "mere warning", severity="warn")]

    @registered(permission=access.HANDLER, subject=Case, label="x", rules=lambda *_: found)
    def do_something(case, *, acting_user):
        return case

    with pytest.raises(ActionRefused) as refused:
        do_something(opened, acting_user=officer)
    assert codes(refused) == {"B1", "B2"}
    del found[:2]
    assert do_something(opened, acting_user=officer).pk == opened.pk


def test_nobody_may_act_but_the_software_where_an_action_is_its_own(registered, opened, officer):
    @registered(permission=access.SYSTEM, subject=Case, label="x", system=True)
    def by_the_software(case, *, acting_user):
        return case

    by_the_software(opened, acting_user=None)
    with pytest.raises(NotPermitted):
        by_the_software(opened, acting_user=officer)
    with pytest.raises(NotPermitted):
        door.perform("edit_case", opened, acting_user=None)


def test_someone_signed_off_may_do_nothing(opened, officer):
    officer.is_active = False
    with pytest.raises(NotPermitted):
        door.perform("save_draft", opened, acting_user=officer, content={}, base_version=0)


# --- Verbs don't call verbs -------------------------------------------------------------------------------------------


def test_a_verb_called_from_a_verb_is_refused(registered, opened, officer):
    @registered(permission=access.HANDLER, subject=Case, label="x")
    def outer(case, *, acting_user):
        door.perform("save_draft", case, acting_user=acting_user, content={}, base_version=0)

    with pytest.raises(RuntimeError, match="save_draft called from inside outer"):
        outer(opened, acting_user=officer)
    door.perform("save_draft", opened, acting_user=officer, content={}, base_version=0)  # the door is open again


@pytest.mark.django_db(transaction=True)
def test_what_runs_after_commit_may_open_the_door_again(registered, opened, officer, monkeypatch):
    """The rendering of a document is such an act: it must not be taken for a verb inside a verb."""
    done = []

    @registered(permission=access.SYSTEM, subject=Case, label="x", system=True)
    def afterwards(case, *, acting_user):
        done.append(case.pk)

    @registered(permission=access.HANDLER, subject=Case, label="x")
    def first(case, *, acting_user):
        outbox.queue("after_first", case_id=case.pk)

    def handle(case_id):
        afterwards(Case.objects.get(pk=case_id), acting_user=None)

    monkeypatch.setitem(outbox.HANDLERS, "after_first", handle)
    first(opened, acting_user=officer)
    assert done == [opened.pk]
    assert OutboxMessage.objects.get().delivered_at is not None


# --- Locked and re-read -----------------------------------------------------------------------------------------------


def test_the_subject_is_read_again_under_the_lock(registered, opened, officer):
    """Whoever holds an old copy of the case acts on the case as it is."""
    seen = []

    @registered(permission=access.HANDLER, subject=Case, label="x")
    def look(case, *, acting_user):
        seen.append((case.facts, connection.in_atomic_block))

    Case.objects.filter(pk=opened.pk).update(facts="as it is now")
    look(opened, acting_user=officer)
    assert seen == [("as it is now", True)]


def test_a_submission_comes_with_the_locked_case(registered, cases, open_case, officer):
    case = cases.walk(open_case(), "filing", "confirming")
    same = []

    @registered(permission=access.HANDLER, subject=Submission, label="x")
    def look(submission, *, acting_user):
        same.append(submission.case.__dict__.get("ledger_notes", None) is None and submission.case.pk)

    look(case.open_submission(), acting_user=officer)
    assert same == [case.pk]


def test_rows_of_another_case_are_refused(open_case, walk, cast):
    """An act on one case never reaches into another, whatever the form sends."""
    mine = walk(open_case(), "interview")
    theirs = walk(open_case(street="daguan"), "interview", "ready")
    with pytest.raises(ActionRefused) as refused:
        door.perform(
            "withdraw_evidence",
            mine,
            acting_user=cast["officer.shiqiao"],
            evidence=theirs.evidence.first(),
            reason="not mine",
        )
    assert codes(refused) == {"FOREIGN"}
    assert theirs.evidence.first().withdrawn_at is None


# --- Replays ----------------------------------------------------------------------------------------------------------


def test_a_replay_has_one_effect_and_gets_the_first_result(opened, officer):
    act = {"acting_user": officer, "content": {"facts": "x"}, "base_version": 0, "request_key": "form-1"}
    first = door.perform("save_draft", opened, **act)
    before = events(opened)
    again = door.perform("save_draft", opened, **act)
    assert isinstance(again, door.Replay)
    assert again.pk == first.pk
    assert events(opened) == before


def test_a_key_used_for_another_action_or_by_someone_else_is_refused(opened, officer, cast):
    act = {"content": {}, "base_version": 0, "request_key": "form-2"}
    door.perform("save_draft", opened, acting_user=officer, **act)
    with pytest.raises(ActionRefused) as refused:
        door.perform("save_draft", opened, acting_user=cast["officer2.shiqiao"], **act)
    assert codes(refused) == {"REPLAY"}
    with pytest.raises(ActionRefused) as refused:
        door.perform("archive", opened, acting_user=officer, request_key="form-2")
    assert codes(refused) == {"REPLAY"}


def test_a_refused_act_leaves_its_key_unused(opened, officer):
    with pytest.raises(ActionRefused):
        door.perform(
            "submit_filing", opened, acting_user=officer, proposal="file", opinion="too early", request_key="form-3"
        )
    assert not RequestKey.objects.filter(key="form-3").exists()


def test_a_key_taken_meanwhile_on_another_case_is_refused_and_nothing_stays(opened, officer, monkeypatch):
    act = {"acting_user": officer, "content": {}, "base_version": 0, "request_key": "form-4"}
    door.perform("save_draft", opened, **act)
    before = events(opened)
    monkeypatch.setattr(door, "_replayed", lambda *arguments: None)  # neither has seen the other's key yet
    with pytest.raises(ActionRefused) as refused:
        door.perform("save_draft", opened, **act)
    assert codes(refused) == {"REPLAY"}
    assert events(opened) == before


# --- A refusal leaves no trace ----------------------------------------------------------------------------------------


def test_a_refusal_within_the_verb_takes_everything_back(registered, opened, officer):
    before = (events(opened), OutboxMessage.objects.count(), Case.objects.get(pk=opened.pk).version)

    @registered(permission=access.HANDLER, subject=Case, label="x")
    def half_done(case, *, acting_user):
        case.facts = "half done"
        case.save()
        outbox.queue("never", case_id=case.pk)
        raise ActionRefused.because("LATE", "no")

    with pytest.raises(ActionRefused):
        half_done(opened, acting_user=officer, request_key="form-4")
    now = Case.objects.get(pk=opened.pk)
    assert (events(opened), OutboxMessage.objects.count(), now.version) == before
    assert now.facts == opened.facts


# --- The day to the law -----------------------------------------------------------------------------------------------


@pytest.fixture
def dated(registered):
    @registered(permission=access.HANDLER, subject=Case, label="x", dated=True)
    def happened(case, *, acting_user, happened_on):
        return happened_on

    return happened


def last_event(case: Case) -> LedgerEvent:
    return LedgerEvent.objects.filter(chain=f"case:{case.pk}").order_by("-seq").first()


def test_an_act_without_a_day_happened_today(dated, opened, officer):
    assert dated(opened, acting_user=officer) == timekeeper.today()


def test_a_day_in_the_future_is_refused(dated, opened, officer):
    with pytest.raises(ActionRefused) as refused:
        dated(opened, acting_user=officer, happened_on=timekeeper.today() + timedelta(days=1))
    assert codes(refused) == {"DATE"}


def test_within_three_working_days_no_reason_is_needed(dated, opened, officer):
    # 11 March 2026 is a Wednesday, 16 March the Monday after: three working days.
    dated(opened, acting_user=officer, happened_on=date(2026, 3, 11), late_reason="needless")
    event = last_event(opened)
    assert (event.happened_on, event.late_reason) == (date(2026, 3, 11), "")


def test_a_late_entry_needs_a_reason_and_stays_marked(dated, opened, officer):
    with pytest.raises(ActionRefused) as refused:
        dated(opened, acting_user=officer, happened_on=date(2026, 3, 10))
    assert codes(refused) == {"LATE"}
    dated(opened, acting_user=officer, happened_on=date(2026, 3, 10), late_reason="paper arrived late")
    event = last_event(opened)
    assert event.is_late
    assert event.late_reason == "paper arrived late"
    assert event.happened_on == date(2026, 3, 10)
    assert timekeeper.today() == event.recorded_at.astimezone(timekeeper.SHANGHAI).date()


def test_a_year_without_a_calendar_is_a_clear_refusal(registered, opened, officer):
    @registered(permission=access.HANDLER, subject=Case, label="x")
    def needs_2031(case, *, acting_user):
        raise CalendarNotCovered(date(2031, 1, 2))

    with pytest.raises(ActionRefused) as refused:
        needs_2031(opened, acting_user=officer)
    assert codes(refused) == {"CALENDAR"}
    assert "2031" in str(refused.value)
    assert refused.value.findings[0].remedy
    assert not CalendarDay.objects.exists()


# --- The registry -----------------------------------------------------------------------------------------------------


def test_a_code_is_registered_once(registered):
    with pytest.raises(ValueError, match="twice"):

        @registered(permission=access.HANDLER, subject=Case, label="x")
        def approve(case, *, acting_user):
            pass


def test_the_ledger_entry_says_who_when_from_to_and_what(opened, officer):
    door.perform("save_draft", opened, acting_user=officer, content={"facts": "x"}, base_version=0)
    event = last_event(opened)
    assert (event.action, event.actor, event.actor_name) == ("save_draft", officer, officer.display_name)
    assert (event.from_state, event.to_state) == ("filing", "filing")
    assert event.inputs["on"] == f"case:{opened.pk}"
    assert event.inputs["content"] == {"facts": "x"}
    assert event.recorded_at == timekeeper.now()


def test_opening_starts_the_chain_of_the_new_case(opened, officer):
    first = LedgerEvent.objects.get(chain=f"case:{opened.pk}")
    assert (first.seq, first.action, first.from_state, first.to_state) == (1, "open_case", "", "filing")
    assert first.actor == officer
