"""The working-day calendar of a year the program does not know: read from the notice, previewed, saved, counted with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from gongshu_enforcement import working_days
from gongshu_enforcement.administration import actions, gap, notice_text
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import CalendarDay, CalendarYear, LedgerEvent
from gongshu_enforcement.working_days import CalendarNotCovered, add_working_days

pytestmark = pytest.mark.django_db

YEAR = working_days.COVERED_UNTIL + 1
# An invented notice in the wording of the real ones, for 2027 (the real one had not appeared when this was written).
NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日（周五）至12日（周五）放假调休，共8天。2月14日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假。
六、中秋节：9月15日（周三）放假。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。"""
HOLIDAYS = """2027-01-01..2027-01-03 元旦
2月5日（周五）至12日（周五） 春节
2027-04-03..2027-04-05 清明节
5月1日至5日 劳动节
6月9日 端午节
9月15日 中秋节
2027-10-01..2027-10-07 国庆节"""
WORKING = "2027-02-14\n2月20日（周六）\n2027-05-08\n2027-09-26\n2027-10-09"
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知（演示）"

assert YEAR == 2027, "the library knows more years now: take a later one for these tests"


@pytest.fixture
def page(cast, client) -> Any:
    """page(holidays=…): what the administrator gets after sending the form for the year."""
    user = cast["admin"]
    user.language = "en"
    user.save(update_fields=["language"])
    client.force_login(user)

    def sent(**values: Any) -> Any:
        url = reverse("calendar_year", args=[YEAR])
        return client.post(url, values) if values else client.get(url)

    return sent


def load(cast) -> CalendarYear:
    found = notice_text.read(YEAR, NOTICE, "")
    days = [(day.day, day.works, day.name) for day in found.in_order()]
    row, _made = CalendarYear.objects.get_or_create(year=YEAR)
    return actions.load_calendar_year(row, acting_user=cast["admin"], days=days, source=SOURCE)


# --- Reading the notice -----------------------------------------------------------------------------------------------


def test_the_whole_notice_pasted_reads_like_its_days_typed_line_by_line():
    pasted, typed = notice_text.read(YEAR, NOTICE, ""), notice_text.read(YEAR, HOLIDAYS, WORKING)
    assert pasted.problems == typed.problems == {"holidays": [], "working": []}
    assert {d.day: d.works for d in pasted.in_order()} == {d.day: d.works for d in typed.in_order()}
    assert pasted.doubts == typed.doubts == []
    assert {day.name for day in pasted.in_order() if not day.works} == {
        "元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节",
    }  # fmt: skip


def test_a_sentence_of_the_notice_gives_days_off_and_worked_days():
    found = notice_text.read(2027, "元旦：1月1日（周五）至3日放假调休，1月9日（周六）上班", "")
    assert [(day.day, day.works) for day in found.in_order()] == [
        (date(2027, 1, 1), False),
        (date(2027, 1, 2), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 9), True),
    ]


def test_a_weekday_said_to_be_worked_changes_nothing_and_is_pointed_out():
    found = notice_text.read(2027, "元旦：1月1日（周五）至3日放假调休，1月4日（周一）上班", "")
    assert [day.day.day for day in found.in_order()] == [1, 2, 3]
    assert found.is_right and "2027-01-04" in " ".join(found.doubts)


def test_headings_and_closing_sentences_of_the_notice_are_passed_over():
    whole = f"经批准，现将2027年部分节假日放假调休日期的具体安排通知如下：\n{NOTICE}\n节假日期间，各地区要妥善安排好值班和安全、保卫等工作。"
    assert notice_text.read(YEAR, whole, "").in_order() == notice_text.read(YEAR, NOTICE, "").in_order()


def test_a_holiday_may_begin_in_the_december_before():
    found = notice_text.read(2027, "2026-12-31..2027-01-02 元旦", "")
    assert found.is_right and date(2026, 12, 31) in found.days


@pytest.mark.parametrize(
    ("holidays", "working", "field", "words"),
    [
        ("", "", "holidays", ""),
        ("sometime in May", "", "holidays", "no day"),
        ("2027-02-30 春节", "", "holidays", "no such day"),
        ("2027-01-03..2027-01-01 元旦", "", "holidays", "before the first"),
        ("2027-01-01..2027-01-03", "", "holidays", "Name the holiday"),
        ("2027-05-01..2027-06-01 劳动节", "", "holidays", "days off in a row"),
        ("2027-01-01 元旦\n2027-01-01 元旦", "", "holidays", "another line"),
        ("2026-05-01 劳动节", "", "holidays", "does not lie in"),
        ("1月1日（周六）至3日 元旦", "", "holidays", "is no"),
        ("2027-01-01 元旦", "2027-01-04", "working", "by its weekday"),
        ("2027-01-01..2027-01-03 元旦", "2027-01-02", "working", "another line"),
        ("元旦：1月1日至2日放假，1月2日（周六）上班", "", "holidays", "another line"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(page, holidays, working, field, words):
    response = page(holidays=holidays, working=working, source=SOURCE)
    errors = " ".join(response.context["form"].errors[field])
    assert words in errors
    assert not response.context["preview"]
    assert holidays[:20] in response.content.decode() and not CalendarDay.objects.exists()


def test_what_every_notice_had_is_asked_for_and_may_still_be_missing(page):
    response = page(holidays="2027-01-01..2027-01-03 元旦", working="", source=SOURCE)
    assert response.context["preview"]
    doubts = " ".join(response.context["doubts"])
    assert "春节" in doubts and "2027-10-01" in doubts


# --- The page ---------------------------------------------------------------------------------------------------------


def test_nothing_is_saved_before_it_was_previewed(page):
    preview = page(holidays=HOLIDAYS, working=WORKING, source=SOURCE)
    assert preview.context["preview"] and not CalendarDay.objects.exists()
    seen = preview.context["form"].fingerprint()
    january = preview.context["months"][0]
    assert january.working == 20
    changed = page(holidays=HOLIDAYS.replace("6月9日", "6月10日"), working=WORKING, source=SOURCE, seen=seen)
    assert changed.context["preview"] and not CalendarDay.objects.exists(), "what was not seen is shown first"
    saved = page(holidays=HOLIDAYS, working=WORKING, source=SOURCE, seen=seen)
    assert saved.status_code == 302
    assert CalendarYear.objects.get(year=YEAR).source == SOURCE
    assert CalendarDay.objects.filter(day__year=YEAR).exists()
    event = LedgerEvent.objects.get(action="load_calendar_year")
    assert event.inputs["source"] == SOURCE
    text = page().content.decode()
    assert SOURCE in text


def test_the_clock_counts_through_the_year_once_it_is_entered(page, cast):
    with pytest.raises(CalendarNotCovered):
        add_working_days(date(2026, 12, 30), 5)
    load(cast)
    # 31 December; 1 to 3 January off; 4, 5, 6, 7 January.
    assert add_working_days(date(2026, 12, 30), 5) == date(2027, 1, 7)
    # 5 to 12 February off, Sunday the 14th worked: 14, 15, 16.
    assert add_working_days(date(2027, 2, 4), 3) == date(2027, 2, 16)
    assert working_days.covers(2027) and not working_days.covers(2028)


def test_a_limit_into_the_year_is_counted_after_it_is_entered(cases, cast, clock):
    """What had no day gets one at the next daily look."""
    from cases import passing
    from cases.models import Case

    case = cases.open()
    Case.objects.filter(pk=case.pk).update(opened_on=date(2026, 12, 30), next_limit_on=None, next_limit_code="filing")
    clock.set(date(2026, 12, 30))
    assert passing.note_all() == 0
    load(cast)
    assert passing.note_all() == 1
    case.refresh_from_db()
    assert (case.next_limit_code, case.next_limit_on) == ("filing", date(2027, 1, 7))


def test_an_act_that_needs_the_year_is_refused_with_the_way_out(cases, clock):
    """Serving a notice in the last days of the year: five working days can't be counted."""
    from cases.journey import play

    case = cases.walk(cases.open(start=date(2026, 12, 1), waive=False), "notice")
    journey = cases.journey_of(case)
    journey._not_before(date(2026, 12, 29))
    play(journey.issue_notice())
    with pytest.raises(ActionRefused) as refusal:
        play(journey.serve_issued())
    [finding] = refusal.value.findings
    assert finding.code == "CALENDAR" and "2027" in str(finding.message) and str(finding.remedy)


# --- The warning ------------------------------------------------------------------------------------------------------


def warned(cast, client, account: str) -> bool:
    client.force_login(cast[account])
    return "2027" in str(client.get("/").context["frame"].calendar_gap or "")


def test_the_warning_stands_from_the_last_quarter_on_and_goes_with_the_notice(cast, client, clock):
    assert not warned(cast, client, "admin"), "in March nobody can know"
    clock.set(date(2026, 11, 20))
    assert warned(cast, client, "admin") and warned(cast, client, "legal")
    assert not warned(cast, client, "officer.shiqiao")
    load(cast)
    assert not warned(cast, client, "admin")
    assert gap.missing_year() is None


# --- Who may, and in which order --------------------------------------------------------------------------------------


def test_only_the_administrator_enters_a_year(cast, client):
    url = reverse("calendar_year", args=[YEAR])
    for account, seen, sent in (("legal", 200, 403), ("officer.shiqiao", 403, 403), ("admin", 200, 200)):
        client.force_login(cast[account])
        assert (client.get(url).status_code, client.post(url, {}).status_code) == (seen, sent), account
    row, _made = CalendarYear.objects.get_or_create(year=YEAR)
    with pytest.raises(NotPermitted):
        actions.load_calendar_year(row, acting_user=cast["legal"], days=[], source="x")


@pytest.mark.parametrize(("year", "code"), [(2026, "K1"), (2028, "K2")])
def test_a_known_year_and_one_after_a_gap_are_refused(cast, year, code):
    row = CalendarYear.objects.create(year=year)
    with pytest.raises(ActionRefused) as refusal:
        actions.load_calendar_year(row, acting_user=cast["admin"], days=[], source=SOURCE)
    assert refusal.value.findings[0].code == code


def test_entering_a_year_again_needs_a_reason(page, cast):
    load(cast)
    seen = page(holidays=HOLIDAYS, working=WORKING, source=SOURCE).context["form"].fingerprint()
    refused = page(holidays=HOLIDAYS, working=WORKING, source=SOURCE, seen=seen)
    assert "reason" in refused.context["form"].errors
    done = page(holidays=HOLIDAYS, working=WORKING, source=SOURCE, seen=seen, reason="通知更正")
    assert done.status_code == 302


def test_years_that_make_no_sense_are_not_found(page, client):
    assert client.get(reverse("calendar_year", args=[1999])).status_code == 404
    assert client.get(reverse("calendar_year", args=[2101])).status_code == 404
    assert client.get(reverse("calendar_year", args=[2025])).status_code == 200


def test_the_warning_links_to_the_page_only_where_it_opens(cast, client, clock):
    clock.set(date(2026, 11, 20))
    for account, linked in (("admin", True), ("legal", True), ("director", False)):
        client.force_login(cast[account])
        text = client.get("/reviews/").content.decode()
        assert "2027" in text
        assert (reverse("calendar") in text) is linked, account


def test_pages_open_in_the_last_days_of_the_year_too(cases, cast, client, clock):
    """A limit into the unknown year has no day; pages and forms say so or leave it out, and nothing breaks."""
    from cases import passing
    from cases.journey import play

    clock.set(date(2026, 12, 30))
    journey = cases.journey(fines=[500], start=date(2026, 12, 30))
    play(journey.decide_on_site())
    case = journey.case
    clock.set(journey.at)
    assert (case.next_limit_code, case.next_limit_on) == ("payment", date(2027, 1, 14))
    client.force_login(journey.officers[0].user)
    for url in (
        reverse("case", args=[case.reference]),
        reverse("case_action", args=[case.reference, "report_summary"]),
        reverse("case_action", args=[case.reference, "submit_closure"]),
        reverse("desk"),
        reverse("case_list"),
    ):
        assert client.get(url).status_code == 200, url
    load(cast)
    assert passing.note_all() == 1
    case.refresh_from_db()
    assert (case.next_limit_code, case.next_limit_on) == ("report_summary", date(2027, 1, 7)), "the earlier one"
