"""A quarter's dossier evaluation, everybody at their own browser: from the draw to the topic of the next training."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cases.guide import checks
from training.models import Commentary, DrawnDossier, EvaluationRound, FollowUp, Seat, TrainingEvent
from training.topics import OF_CHECK

from .office import PHONE, Office, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DRAWN, ARBITRATED, OUT, ANSWERED, FINAL = (date(2026, 4, day) for day in (8, 9, 10, 13, 22))
MEETING = date(2026, 4, 28)
FAR_APART = 10  # points; beyond them the arbiter decides


def test_a_quarter_from_the_draw_to_the_next_topic(office: Office, cases: Any) -> None:
    case = cases.walk(cases.open(), until="closed")
    office.now(DRAWN)
    desk = office.person("legal")

    # The legal section draws the quarter that is over
    desk.go("/training/evaluations/")
    desk.page.get_by_role("link", name="Draw the dossiers of a quarter").click()
    desk.fill(quarter="2026Q2", per_street=2, seed=7).send("Draw", works=False)
    desk.says("The quarter is not over yet")
    assert desk.value("seed") == "7", "what was typed is lost"
    desk.fill(quarter="2026Q1").send("Draw")
    drawn = EvaluationRound.objects.get()
    dossier = drawn.dossiers.get()
    assert dossier.drawn_case == case

    # Two officers of two other streets read it and fill in their forms; neither sees the other's
    seats = {seat.part: seat for seat in dossier.seats.select_related("officer__user", "street")}
    assert len({case.street_id, *(seat.street_id for seat in seats.values())}) == 4
    first, second, arbiter = (_seated(office, seats[part]) for part in ("first", "second", "arbiter"))
    assert arbiter.status(dossier.get_absolute_url()) == 404, "the arbiter comes only when called"
    lost = _evaluates(first, dossier, severe=True)
    second.go(dossier.get_absolute_url())
    second.says("For you to evaluate")
    assert "演示：卷内缺少" not in second.text(), "the other form is seen before both are in"
    desk.go(dossier.get_absolute_url())
    assert "演示：卷内缺少" not in desk.text(), "nobody sees a form before both are in"
    _evaluates(second, dossier, severe=False)

    # They lie too far apart: the arbiter, at a phone, decides where they differ
    office.now(ARBITRATED)
    arbiter.go("/training/evaluations/")
    arbiter.page.locator(f'main a[href="{dossier.get_absolute_url()}"]').first.click()
    arbiter.page.get_by_role("link", name="Decide as arbiter").click()
    for number, code in enumerate(lost):
        fault = number < 2
        arbiter.fill(**{f"check__{code}__result": "faulty" if fault else "in_order"})
        if fault:
            arbiter.fill(**{f"check__{code}__deduction": "1"})
        if code != lost[-1]:
            arbiter.fill(**{f"check__{code}__reason": "演示：以卷内材料为准"})
    arbiter.send("Decide", works=False)
    assert arbiter.errors_beside(f"check-{lost[-1]}-reason"), "an arbiter's word needs its reason"
    arbiter.fill(**{f"check__{lost[-1]}__reason": "演示：以卷内材料为准"}).send("Decide")
    dossier.refresh_from_db()
    assert dossier.state == "settled" and dossier.arbitrated and dossier.score == 98
    assert arbiter.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (
        "the page slides sideways"
    )

    # The results come out; the street's head objects to one fault, and the legal section answers
    office.now(OUT)
    head = office.person("head.shiqiao")
    assert head.status(dossier.get_absolute_url()) == 404, "no result before it is published"
    _round_act(desk, drawn, "Publish the results").send("Publish the results")
    head.go(f"/training/evaluations/{drawn.quarter}/")
    head.page.locator(f'main a[href="{dossier.get_absolute_url()}"]').click()
    head.says("98", lost[0], lost[1])
    names = [seat.officer.name for seat in seats.values()]
    assert not any(name in head.text() for name in names), "the street learns who evaluated it"
    head.page.get_by_role("link", name="Object to the result").click()
    head.fill(**{f"point__{lost[0]}__argument": "演示：材料在卷第12页"}).send("Raise the objection")
    head.says("演示：材料在卷第12页")
    office.now(ANSWERED)
    desk.go(dossier.get_absolute_url())
    desk.page.get_by_role("link", name="Answer the objection").click()
    desk.fill(**{f"point__{lost[0]}__stands": "no"}, opinion="演示：材料在卷，异议成立").send("Answer the objection")
    head.go(dossier.get_absolute_url())
    head.says("99", "演示：材料在卷，异议成立", "falls")

    # Final only when the days for objections are over; then the report is there for all
    form = _round_act(desk, drawn, "Make the results final")
    form.fill(summary="演示：总体规范").send("Make the results final", works=False)
    desk.says("Streets may object until")
    assert desk.value("summary") == "演示：总体规范"
    office.now(FINAL)
    desk.send("Make the results final")
    report = head.fetch(f"/training/evaluations/{drawn.quarter}/report.pdf")
    assert report.ok and report.body().startswith(b"%PDF")
    head.go("/training/weak-spots/")
    head.says(lost[1])

    # What recurs is the topic of the next month's commentary, which becomes a training
    _topic(office, desk, lost[1])


def _seated(office: Office, seat: Seat) -> Person:
    """An evaluator; the arbiter works at a phone."""
    options = {"size": PHONE} if seat.is_arbiter else {}
    return office.newcomer(seat.officer.user.username, **options)


def _evaluates(person: Person, dossier: DrawnDossier, *, severe: bool) -> list[str]:
    """Read the dossier and hand in the form; severe: with faults beyond ten points. Returns the checks at fault."""
    person.go("/training/evaluations/")
    person.page.locator(f'main a[href="{dossier.get_absolute_url()}"]').first.click()
    file = person.fetch(f"{dossier.get_absolute_url()}file/")
    assert file.ok and file.body().startswith(b"%PDF")
    person.page.get_by_role("link", name="Evaluate the dossier").click()
    table, points, lost = checks.checks(), 0, []
    waiting = person.page.locator('.gs-check-row:has(> .gs-check-fields) select[name$="-result"]')
    names = [waiting.nth(n).get_attribute("name") or "" for n in range(waiting.count())]
    assert names, "nothing is left for a person to judge"
    for name in names:
        code = name.removeprefix("check-").removesuffix("-result")
        faulty = severe and points <= FAR_APART and not table[code].veto
        person.fill(**{f"check__{code}__result": "faulty" if faulty else "in_order"})
        person.fill(**{f"check__{code}__reason": "演示：卷内缺少" if faulty else "演示：在卷"})
        if faulty:
            person.fill(**{f"check__{code}__deduction": table[code].points})
            points += table[code].points
            lost.append(code)
    assert not severe or points > FAR_APART, "too few points are a person's to take off"
    person.send("Hand in the form", works=False)
    assert person.errors_beside("confirmed"), "the dossier is read before its form is handed in"
    person.fill(confirmed=True).send("Hand in the form")
    return lost


def _round_act(desk: Person, drawn: EvaluationRound, label: str) -> Person:
    desk.go(f"/training/evaluations/{drawn.quarter}/")
    desk.page.get_by_role("link", name=label).click()
    return desk


def _topic(office: Office, desk: Person, code: str) -> None:
    topic = OF_CHECK[code]
    desk.go("/training/effect/")
    desk.says(code)
    desk.go("/training/commentaries/")
    desk.page.get_by_role("link", name="Prepare a commentary").click()
    desk.fill(planned_on=MEETING, place="区应急管理局会议室（演示）").send("Prepare the commentary")
    meeting = Commentary.objects.get()
    _meets(desk, meeting, "Pick cases", "Take these cases", proposed=True)
    said = {"kind": "fault", "check": code, "text": "每一项事实要有对应的证据（演示）"}
    _meets(desk, meeting, "Add a remark", "Add the remark", pick="picked", **said)
    point = {"kind": "topic", "text": "讲清证据与事实的对应（演示）", "topic": topic}
    _meets(desk, meeting, "Set a point to follow", "Set the point", **point)
    office.now(MEETING)
    held = {"happened_on": MEETING, "minutes": "讲评一件案卷，下月培训该专题（演示）。"}
    _meets(desk, meeting, "Record the meeting", "Record the meeting", **held)
    assert FollowUp.objects.get(kind="topic").topic == topic

    # The training on it stands in the calendar of the next month, the street is invited
    desk.go("/training/commentaries/")
    desk.says("讲清证据与事实的对应（演示）")
    desk.go("/training/calendar/?day=2026-05-12")
    desk.page.get_by_role("link", name="Plan an event").click()
    desk.fill(kind="course", title="专题培训（演示）", starts_at="2026-05-12T14:00", ends_at="2026-05-12T16:00")
    desk.page.locator(f'main input[name="topics"][value="{topic}"]').check()
    desk.page.get_by_label("石桥街道").check()
    desk.send("Plan the event")
    event = TrainingEvent.objects.get(title="专题培训（演示）")
    assert event.topics == [topic]


def _meets(desk: Person, meeting: Commentary, label: str, button: str, pick: str = "", **given: Any) -> None:
    """One step of the commentary; `pick`: the list of which the first entry is taken."""
    desk.go(meeting.get_absolute_url())
    desk.page.get_by_role("link", name=label).click()
    if pick:
        desk.page.locator(f'main select[name="{pick}"]').select_option(index=1)
    desk.fill(**given).send(button)
