"""The pages of calendar, attendance, hours, team: who sees what; forms; feed; spreadsheets; constant queries."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from delegation.models import Officer, Street
from gongshu_enforcement.models import LegalSetting, User
from training.calendar import feed, hours, sign_in, team_sheet
from training.models import Attendance, CalendarFeed, TeamMember, TrainingEvent

from .events import at, bureau, client, held, member, planned, scan, street
from .made import act

pytestmark = pytest.mark.django_db

CALENDAR = "/training/calendar/?day=2026-03-18"


def text(account: str, url: str) -> str:
    return client(account).get(url).content.decode()


def code_url(event: TrainingEvent) -> str:
    return reverse("training_sign_in", args=[sign_in.token_for(event)])


# --- Who sees what ----------------------------------------------------------------------------------------------------


def test_an_event_exists_for_those_invited_and_for_those_who_read_all():
    event = planned(title="石桥专场（演示）")
    for account in ("officer.shiqiao", "head.shiqiao", "legal", "fire.legal", "director", "leader", "enforcement"):
        assert client(account).get(event.get_absolute_url()).status_code == 200, account
        for view in ("month", "week"):
            assert "石桥专场" in text(account, f"{CALENDAR}&view={view}"), account
    for account in ("officer.daguan", "head.daguan", "brigade1", "admin", "liaison1"):
        assert client(account).get(event.get_absolute_url()).status_code == 404, account
        assert "石桥专场" not in text(account, CALENDAR), account
        book = load_workbook(BytesIO(client(account).get("/training/calendar/calendar.xlsx?year=2026").content))
        assert book.active.max_row == 1, account


def test_only_my_own_events_on_request():
    planned("daguan", title="大关专场（演示）")
    planned(title="区里专场（演示）", streets=[], kinds=["desk"])
    assert "大关专场" in text("legal", CALENDAR)
    own = text("legal", f"{CALENDAR}&whose=mine")
    assert "大关专场" not in own
    assert "区里专场" in own
    assert "大关专场" not in text("legal", f"{CALENDAR}&kind=course")


def test_streets_see_their_own_attendance_only(clock):
    event = held(clock, "officer.shiqiao", "officer.daguan", streets=[street("shiqiao"), street("daguan")])
    names = {name: Officer.objects.get(user__username=f"officer.{name}").name for name in ("shiqiao", "daguan")}
    url = event.get_absolute_url()
    for account in ("head.shiqiao", "officer.shiqiao"):
        page = client(account).get(url)
        assert {seen.person.name for seen in page.context["present"]} == {names["shiqiao"]}
        assert names["daguan"] not in page.content.decode()
        assert {seen.person.street.pinyin for seen in page.context["missing"]} == {"shiqiao"}
        book = load_workbook(BytesIO(client(account).get(f"{url}attendance.xlsx").content))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert names["shiqiao"] in cells
        assert not any("大关" in cell for cell in cells)
    assert len(client("leader").get(url).context["present"]) == 2


def test_a_guest_sees_the_event_and_their_own_row(clock):
    event = planned()
    scan(clock, event, "brigade1", as_guest=True)
    page = client("brigade1").get(event.get_absolute_url())
    assert page.status_code == 200
    assert [seen.attendance.as_guest for seen in page.context["present"]] == [True]
    assert page.context["missing"] == []


def test_hours_are_read_by_ones_own_street_and_from_above(clock):
    held(clock, "officer.shiqiao")
    own, other = (Officer.objects.get(user__username=name) for name in ("officer.shiqiao", "officer.daguan"))
    for account, seen in (("head.shiqiao", 200), ("officer.daguan", 404), ("leader", 200), ("officer.shiqiao", 200)):
        assert client(account).get(f"/training/hours/{own.pk}/").status_code == seen, account
    people = {row.person.street.pinyin for row in client("head.shiqiao").get("/training/hours/").context["rows"]}
    assert people == {"shiqiao"}
    assert client("head.shiqiao").get(f"/training/hours/{other.pk}/").status_code == 404
    assert client("head.shiqiao").get("/training/hours/?street=none").status_code == 404
    assert client("leader").get("/training/hours/?year=1999").status_code == 404
    alone = client("brigade1").get("/training/hours/").context["rows"]
    assert [row.person.user.username for row in alone] == ["brigade1"]


# --- Hours ------------------------------------------------------------------------------------------------------------


def test_hours_count_once_the_event_is_closed(clock):
    event = planned()
    scan(clock, event, "officer.shiqiao")
    person = Officer.objects.get(user__username="officer.shiqiao")
    assert hours.row_of(person, 2026).done == 0
    clock.set(at(17))
    act("hold_event", event, "legal", minutes="讲了证据（演示）")
    row = hours.row_of(person, 2026)
    assert (row.done, row.asked, row.missing) == (Decimal(2), Decimal(40), Decimal(38))
    assert hours.row_of(person, 2025).done == 0
    page = client("officer.shiqiao").get("/training/mine/")
    assert page.context["hours"].done == 2


@pytest.mark.parametrize(
    ("day", "done", "state"),
    [
        (date(2026, 1, 1), 0, "red"),
        (date(2026, 7, 1), 40, "green"),
        (date(2026, 7, 1), 20, "green"),
        (date(2026, 7, 1), 19, "amber"),
        (date(2026, 7, 1), 9, "red"),
        (date(2026, 12, 31), 39, "amber"),
        (date(2027, 1, 1), 39, "red"),
        (date(2027, 1, 1), 40, "green"),
    ],
)
def test_the_light_follows_an_even_pace_over_the_year(day, done, state):
    person = Officer.objects.get(user__username="officer.shiqiao")
    assert hours.Row(person, Decimal(40), Decimal(done), 2026, day).state == state


def test_what_is_asked_is_a_dated_setting_that_is_marked():
    row = LegalSetting.objects.get(code="training_hours_officer")
    assert row.to_confirm
    assert "待核实" in text("officer.shiqiao", "/training/mine/") or "待核实" in text("leader", "/training/hours/")
    LegalSetting.objects.create(
        code=row.code,
        title_zh=row.title_zh,
        value="60",
        value_type="int",
        valid_from=date(2026, 3, 1),
        source="通知（演示）",
    )
    assert hours.required(2026)["officer"] == 60
    assert hours.required(2025)["officer"] == 40


def test_streets_add_up_what_their_people_are_missing(clock):
    held(clock, "officer.shiqiao", "head.shiqiao")
    page = client("leader").get("/training/hours/")
    found = {one.street.pinyin: one for one in page.context["streets"]}
    assert len(found) == 18
    one = found["shiqiao"]
    assert (one.done, one.missing) == (Decimal(4), one.asked - 4)
    book = load_workbook(BytesIO(client("leader").get("/training/hours/hours.xlsx").content))
    assert book.worksheets[0].max_row == 19
    assert book.worksheets[1].max_row == 1 + hours.asked_of(None).count()


# --- Signing in on the phone ------------------------------------------------------------------------------------------


def test_the_code_page_is_the_organisers(clock):
    event = planned()
    clock.set(at(14))
    page = text("legal", f"{event.get_absolute_url()}code/")
    assert "<svg" in page
    address = re.search(r'href="(http://testserver/training/sign-in/[^"]+)"', page)[1]
    assert client("officer.shiqiao").get(address).status_code == 200
    assert "<html" not in text("legal", f"{event.get_absolute_url()}code/?part")
    assert client("officer.shiqiao").get(f"{event.get_absolute_url()}code/").status_code == 403


def test_reading_the_page_changes_nothing_and_sending_it_signs_in_once(clock):
    event = planned()
    clock.set(at(14))
    url, phone = code_url(event), client("officer.shiqiao")
    assert "data-send-at-once" in phone.get(url).content.decode()
    assert not Attendance.objects.exists()
    first, second = phone.post(url), phone.post(url)
    assert first.context["row"].at == second.context["row"].at == at(14)
    assert Attendance.objects.count() == 1
    assert "data-send-at-once" not in phone.get(url).content.decode()


def test_guests_are_asked_and_strangers_refused(clock):
    event = planned()
    clock.set(at(14))
    url, phone = code_url(event), client("officer.daguan")
    page = phone.get(url).content.decode()
    assert "data-send-at-once" not in page
    assert 'name="as_guest"' in page
    assert phone.post(url).context["row"] is None
    assert phone.post(url, {"as_guest": "1"}).context["row"].as_guest
    assert client("officer.shiqiao").get("/training/sign-in/nonsense/").status_code == 404
    assert Client().get(url).url.startswith("/accounts/login/?next=/training/sign-in/")


def test_a_stale_code_and_a_closed_event_say_so(clock):
    event = planned()
    clock.set(at(10))
    url = code_url(event)
    assert not client("officer.shiqiao").post(url).context["open"]
    clock.set(at(14))
    late = client("officer.shiqiao").post(url)
    assert (late.context["fresh"], late.context["row"]) == (False, None)


# --- Forms ------------------------------------------------------------------------------------------------------------


def test_the_form_keeps_what_was_typed_and_names_every_error():
    url = f"/training/act/create_event/{bureau().pk}/"
    typed = {"kind": "on_site", "title": "送教（演示）", "starts_at": "2026-03-18T14:00", "ends_at": "2026-03-18T13:00"}
    page = client("legal").post(url, {**typed, "people": "没有这个人、也没有他", "hours": "-1"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"people", "hours"}
    assert len(page.context["form"].errors["people"]) == 2
    assert "送教（演示）" in page.content.decode()
    page = client("legal").post(url, {**typed, "kinds": ["officer"]})
    assert set(page.context["form"].errors) == {"ends_at"}
    done = client("legal").post(url, {**typed, "ends_at": "2026-03-18T16:00", "kinds": ["officer"]})
    assert done.url == TrainingEvent.objects.get().get_absolute_url()


def test_a_name_that_occurs_twice_asks_for_the_unit():
    own = Officer.objects.get(user__username="officer.shiqiao")
    Officer.objects.create(name=own.name, kind="officer", street=street("daguan"))
    url, typed = f"/training/act/create_event/{bureau().pk}/", {"kind": "course", "starts_at": "2026-03-18T14:00"}
    typed |= {"ends_at": "2026-03-18T16:00", "people": own.name}
    said = str(client("legal").post(url, typed).context["form"].errors["people"])
    assert f"{own.name}·{own.street.name}" in said
    assert client("legal").post(url, {**typed, "people": f"{own.name}·{own.street.name}"}).status_code == 302
    assert list(TrainingEvent.objects.get().people.all()) == [own]


def test_the_whole_way_on_the_pages(clock):
    expert, desk = member(), client("legal")
    url = f"/training/act/create_event/{bureau().pk}/"
    typed = {"kind": "on_site", "starts_at": "2026-03-18T14:00", "ends_at": "2026-03-18T16:00", "topics": ["evidence"]}
    typed |= {"streets": [street("shiqiao").pk], "speakers": [expert.pk], "place": "石桥（演示）"}
    page = desk.post(url, typed).url
    event = TrainingEvent.objects.get()
    act_url = "/training/act/{}/" + f"{event.pk}/"
    edit = desk.get(act_url.format("edit_event"))
    assert edit.context["form"].initial["streets"] == [street("shiqiao").pk]
    changed = {"title": "送教（演示）", "hours": "1.5", "streets": [street("shiqiao").pk], "speakers": [expert.pk]}
    assert desk.post(act_url.format("edit_event"), changed).status_code == 302
    later = {"starts_at": "2026-03-19T14:00", "ends_at": "2026-03-19T16:00", "reason": "台风（演示）"}
    assert desk.post(act_url.format("postpone_event"), later).url == page
    clock.set(at(15, day=date(2026, 3, 19)))
    listed = Officer.objects.filter(street=street("shiqiao"))[:3]
    by_hand = {"listed": [one.pk for one in listed], "others": "", "reason": "纸质签到（演示）"}
    assert desk.post(act_url.format("sign_in_by_hand"), by_hand).status_code == 302
    again = desk.post(act_url.format("sign_in_by_hand"), {"reason": "x"})
    assert "listed" in again.context["form"].errors
    strike = {"attendance": event.attendance.first().pk, "reason": "误签（演示）"}
    assert desk.post(act_url.format("strike_attendance"), strike).status_code == 302
    assert desk.post(act_url.format("hold_event"), {"minutes": "讲了证据（演示）"}).url == page
    shown = desk.get(page)
    assert (len(shown.context["present"]), shown.context["event"].state) == (2, "held")
    assert "讲了证据" in shown.content.decode()
    assert hours.given(TeamMember.objects.all()).get().hours_given == Decimal("1.5")
    for code in ("edit_event", "postpone_event", "cancel_event", "hold_event", "sign_in_by_hand"):
        assert desk.get(act_url.format(code)).url == page, code
    assert client("head.shiqiao").get(act_url.format("cancel_event")).status_code == 403
    assert client("officer.daguan").get(act_url.format("cancel_event")).status_code == 404


def pdf() -> SimpleUploadedFile:
    from pypdf import PdfWriter

    writer, kept = PdfWriter(), BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(kept)
    return SimpleUploadedFile("讲义.pdf", kept.getvalue(), "application/pdf")


def test_files_are_checked_by_their_content_and_shown_to_those_invited(clock):
    event = planned()
    url, desk = f"/training/act/add_event_files/{event.pk}/", client("legal")
    fake = SimpleUploadedFile("讲义.pdf", b"MZ not a PDF", "application/pdf")
    assert "files" in desk.post(url, {"kind": "material", "files": [fake]}).context["form"].errors
    assert "files" in desk.post(url, {"kind": "photo", "files": [pdf()]}).context["form"].errors
    assert desk.post(url, {"kind": "material", "files": [pdf()]}).status_code == 302
    file = f"/training/calendar/files/{event.files.get().pk}/"
    answer = client("officer.shiqiao").get(file)
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert client("officer.daguan").get(file).status_code == 404
    assert client("officer.shiqiao").get(f"{file}?small").status_code == 404
    assert "讲义.pdf" in text("officer.shiqiao", event.get_absolute_url())


# --- Feed -------------------------------------------------------------------------------------------------------------


def parsed(body: bytes) -> list[dict[str, str]]:
    """The events of a feed, read after RFC 5545: unfolded lines, names without parameters, text unescaped."""
    assert body.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and name not in ("END", "BEGIN"):
            found[-1][name.split(";")[0]] = unescaped(value)
    assert lines.count("END:VEVENT") == len(found)
    return found


def unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.just("\n"), max_size=200))
def test_whatever_is_typed_can_be_read_back(typed):
    line = feed.folded(f"LOCATION:{feed.escaped(typed)}")
    pieces = line.split(b"\r\n")
    assert pieces.pop() == b""
    assert all(len(piece) <= 75 for piece in pieces)
    for piece in pieces:
        piece.decode()  # no character is cut
    whole = line.replace(b"\r\n ", b"").decode().removesuffix("\r\n")
    assert unescaped(whole.removeprefix("LOCATION:")) == typed


def test_the_feed_shows_ones_own_events_and_nothing_of_cases(clock):
    secret = "演示机械厂（演示）未教育培训案"
    event = planned(title=secret, place="石桥街道，三楼; 会议室", hours=Decimal(1))
    planned("daguan")
    phone = client("officer.shiqiao")
    assert phone.post("/training/mine/feed/").url == "/training/mine/#feed"
    address = phone.get("/training/mine/").context["feed_url"]
    answer = Client().get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = parsed(answer.content)
    assert len(found) == 1
    one = found[0]
    assert (one["DTSTART"], one["DTEND"]) == ("20260318T060000Z", "20260318T080000Z")
    assert (one["SUMMARY"], one["LOCATION"]) == ("送教上门：证据", "石桥街道，三楼; 会议室")
    assert one["UID"] == f"training-{event.pk}@testserver"
    assert "机械厂" not in answer.content.decode()
    start = datetime.strptime(one["DTSTART"], "%Y%m%dT%H%M%SZ").replace(tzinfo=ZoneInfo("UTC"))
    assert start == event.starts_at


def test_calendars_follow_a_new_day_and_a_cancellation(clock):
    event = planned()
    row = CalendarFeed.objects.create(user=User.objects.get(username="officer.shiqiao"), made_at=at(9))
    url = reverse("calendar_feed", args=[row.token])
    act("postpone_event", event, "legal", starts_at=at(9), ends_at=at(10), reason="x")
    assert [(one["SEQUENCE"], one["STATUS"]) for one in parsed(Client().get(url).content)] == [("1", "CONFIRMED")]
    act("cancel_event", event, "legal", reason="x")
    assert [(one["SEQUENCE"], one["STATUS"]) for one in parsed(Client().get(url).content)] == [("2", "CANCELLED")]
    clock.set(at(10) + timedelta(days=100))
    assert parsed(Client().get(url).content) == []


def test_a_new_address_ends_the_old_and_whoever_left_has_none():
    phone = client("officer.shiqiao")
    phone.post("/training/mine/feed/")
    first = phone.get("/training/mine/").context["feed_url"]
    phone.post("/training/mine/feed/")
    second = phone.get("/training/mine/").context["feed_url"]
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    Officer.objects.filter(user__username="officer.shiqiao").update(active=False)
    assert Client().get(second).status_code == 404
    assert Client().get("/training/calendar/feed/nonsense.ics").status_code == 404


# --- The team and its sheet -------------------------------------------------------------------------------------------


def sheet(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    book, kept = Workbook(), BytesIO()
    book.active.append(list(team_sheet.COLUMNS.values()))
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return SimpleUploadedFile("team.xlsx", kept.getvalue())


RIGHT = ("赵教授（演示）", "专家", "", "某大学（演示）", "0571-2", "证据", "周三")


def test_a_sheet_is_looked_at_row_by_row_and_saves_nothing_at_first():
    wrong = [
        ("甲", "校长", "", "大学", "1", "证据", ""),
        ("乙", "专家", "", "", "", "证据", ""),
        ("丙", "专家", "", "大学", "1", "武术", ""),
        ("丁", "法律顾问", "no.account", "", "", "证据", ""),
        ("戊", "法律顾问", "counsel.shiqiao", "", "", "证据", ""),
        RIGHT,
        RIGHT,
    ]
    page = client("legal").post("/training/team/import/", {"sheet": sheet(*wrong)})
    told = [(row["row"], errors) for row, errors in page.context["rows"]]
    assert [number for number, errors in told if not errors] == [7]
    said = {number: " ".join(errors) for number, errors in told}
    for number, words in ((2, "校长"), (3, "单位"), (4, "武术"), (5, "no.account"), (6, "戊"), (8, "已在团队中")):
        assert words in said[number], said[number]
    assert page.context["wrong"] == 6
    assert not TeamMember.objects.exists()


def test_what_was_looked_at_is_entered_and_comes_out_again(clock):
    inside = ("", "法律顾问", "counsel.shiqiao", "", "", "证据、裁量", "")
    desk = client("legal")
    page = desk.post("/training/team/import/", {"sheet": sheet(RIGHT, inside)})
    signed = page.context["signed"]
    assert desk.post("/training/team/import/", {"rows": signed[:-2]}).status_code == 302
    assert not TeamMember.objects.exists()
    assert desk.post("/training/team/import/", {"rows": signed}).url == "/training/team/"
    assert TeamMember.objects.count() == 2
    again = desk.post("/training/team/import/", {"rows": signed})
    assert again.status_code in (200, 302)
    assert TeamMember.objects.count() == 2
    book = load_workbook(BytesIO(desk.get("/training/team/team.xlsx").content))
    lines = {row[0]: row for row in book.active.iter_rows(min_row=2, values_only=True)}
    assert lines["赵教授（演示）"][:7] == ("赵教授（演示）", "专家", None, "某大学（演示）", "0571-2", "证据", "周三")
    person = Officer.objects.get(user__username="counsel.shiqiao")
    assert lines[person.name][2] == "counsel.shiqiao"
    template = SimpleUploadedFile("t.xlsx", desk.get("/training/team/template.xlsx").content)
    page = desk.post("/training/team/import/", {"sheet": template})
    assert "sheet" in page.context["form"].errors, "the template holds an example only"


def test_text_that_looks_like_a_formula_stays_text():
    member(outside_name="=1+1")
    book = load_workbook(BytesIO(client("legal").get("/training/team/team.xlsx").content))
    assert book.active["A2"].data_type == "s"


def test_the_team_is_found_by_subject_and_name():
    member()
    member(outside_name="钱工（演示）", part="third_party", subjects=["inspection"])
    assert "钱工" not in text("leader", "/training/team/?subject=evidence")
    assert "李教授" not in text("leader", "/training/team/?q=钱工")
    assert "0571-1" not in text("leader", TeamMember.objects.get(part="expert").get_absolute_url())
    assert "0571-1" in text("legal", TeamMember.objects.get(part="expert").get_absolute_url())


def test_trainers_of_the_register_are_told_to_the_organisers_until_they_are_entered():
    person = Officer.objects.get(user__username="counsel.daguan")
    Officer.objects.filter(kind="trainer").update(active=False)
    Officer.objects.filter(pk=person.pk).update(trains=True)
    assert client("legal").get("/training/team/").context["marked"] == [person]
    assert client("leader").get("/training/team/").context["marked"] == []
    act("add_team_member", bureau(), "legal", officer=person, part="counsel", subjects=["law"])
    assert client("legal").get("/training/team/").context["marked"] == []


def test_a_kind_chosen_twice_is_invited_once():
    url, times = f"/training/act/create_event/{bureau().pk}/", ("2026-03-18T14:00", "2026-03-18T16:00")
    typed = {"kind": "course", "starts_at": times[0], "ends_at": times[1], "kinds": ["officer", "officer"]}
    assert client("legal").post(url, typed).status_code == 302
    assert TrainingEvent.objects.get().kinds.count() == 1


# --- Queries ----------------------------------------------------------------------------------------------------------


def queries(account: str, url: str) -> int:
    asking = client(account)
    asking.get(url)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert asking.get(url).status_code == 200
    return len(found)


def test_more_events_members_and_people_cost_no_more_queries(clock):
    expert = member()
    event = planned(speakers=[expert])
    scan(clock, event, "officer.shiqiao")
    clock.set(at(15))
    pages = [
        ("legal", CALENDAR),
        ("officer.shiqiao", CALENDAR),
        ("officer.shiqiao", f"{CALENDAR}&view=week"),
        ("legal", event.get_absolute_url()),
        ("legal", f"{event.get_absolute_url()}?who=missing"),
        ("leader", "/training/hours/"),
        ("leader", "/training/hours/?street=" + street("shiqiao").code),
        ("officer.shiqiao", "/training/mine/"),
        ("legal", "/training/team/"),
        ("legal", expert.get_absolute_url()),
        ("legal", "/training/calendar/rhythm/"),
        ("legal", "/training/calendar/calendar.xlsx?year=2026"),
        ("legal", f"{event.get_absolute_url()}attendance.xlsx"),
        ("leader", "/training/hours/hours.xlsx"),
        ("legal", "/training/team/team.xlsx"),
    ]
    before = {page: queries(*page) for page in pages}
    for number in range(4):
        more = member(outside_name=f"专家{number}")
        other = planned(speakers=[expert, more], starts_at=at(16, number + 1), ends_at=at(18))
        act(
            "sign_in_by_hand",
            event,
            "legal",
            people=Officer.objects.filter(street=street("shiqiao"))[: 5 + number],
            reason="x",
        )
        act("add_event_files", other, "legal", kind="material", files=[pdf()])
    Officer.objects.bulk_create(
        Officer(name=f"新人{number}", kind="officer", street=one) for number in range(3) for one in Street.objects.all()
    )
    assert {page: queries(*page) for page in pages} == before
    assert max(before.values()) < 45, before
