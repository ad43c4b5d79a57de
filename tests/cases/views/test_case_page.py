"""The case page: everything on file, the one next step, and nothing for strangers."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from cases.journey import play
from cases.models import Case, Submission
from gongshu_enforcement.door import ACTIONS

pytestmark = pytest.mark.django_db

TABS = ("facts", "records", "evidence", "decision", "documents", "reviews", "timeline")


def page(client, case, tab: str = "facts"):
    """A section of the page."""
    return client.get(reverse("case", args=[case.reference]) + f"?tab={tab}")


@pytest.fixture
def closed(cases) -> Case:
    """A case that went the whole way."""
    case = cases.open()
    return cases.walk(case, until="closed")


@pytest.mark.parametrize("tab", TABS)
def test_every_section_opens_for_everyone_who_may_read(browse, closed, tab):
    for username in ("officer.shiqiao", "head.shiqiao", "legal", "director", "liaison6", "leader"):
        assert page(browse(username), closed, tab).status_code == 200, username


def test_the_main_action_is_the_next_step(browse, cases):
    case = cases.open()
    client = browse("officer.shiqiao")
    assert page(client, case).context["step"].action == "record_inspection"
    cases.walk(case, until="filing", desk="ready")
    assert page(client, case).context["step"].action == "submit_filing"
    cases.walk(case, until="filing", desk="confirming")
    assert page(client, case).context["step"] is None
    assert page(browse("officer2.shiqiao"), case).context["step"].action == "confirm"


def test_the_buttons_are_the_registry_s(browse, cases, cast):
    case = cases.open()
    cases.walk(case, until="interview")
    user = cast["officer.shiqiao"]
    shown = {choice.code for group in page(browse(user.username), case).context["groups"] for choice in group.choices}
    case = Case.objects.get(pk=case.pk)
    permitted = {
        code
        for code, entry in ACTIONS.items()
        if entry.subject is Case and entry.form and not entry.system and not entry.opens and entry.permitted(case, user)
    }
    assert shown == permitted
    assert "record_interview" in shown


def test_readers_without_a_part_get_no_buttons(browse, cases):
    case = cases.open()
    for username in ("leader", "liaison6", "chief"):
        context = page(browse(username), case).context
        assert context["groups"] == [], username
        assert context["step"] is None


def test_what_is_missing_is_said_by_article_with_the_way_to_it(browse, cases):
    case = cases.open()
    context = page(browse("officer.shiqiao"), case).context
    missing = {line["code"]: line for line in context["missing"]}
    assert missing["A14"]["severity"] == "block"
    assert missing["A14"]["article"]
    assert missing["A14"]["url"] == reverse("case_action", args=[case.reference, "record_inspection"])


def test_every_round_is_kept_and_shown_with_its_differences(browse, cases):
    case = cases.open()
    cases.walk(case, until="interview", desk="initial")
    journey = cases.journey_of(case)
    play(journey.give_back("evidence", "Add a photograph of the entrance."))
    journey.story.exhibits.append(journey.story.exhibits[0])
    cases.walk(case, until="interview", desk="initial")
    response = page(browse("head.shiqiao"), case, "reviews")
    rounds = response.context["rounds"]
    assert [(entry.submission.stage, entry.submission.round) for entry in rounds] == [
        ("interview", 2),
        ("interview", 1),
        ("filing", 1),
    ]
    body = response.content.decode()
    assert "Add a photograph of the entrance." in body
    assert "Evidence insufficient" in body


def test_the_timeline_reads_in_words_and_folds_the_software_s_own_acts(browse, closed):
    response = page(browse("officer.shiqiao"), closed, "timeline")
    titles = [str(event["title"]) for event in response.context["events"]]
    with translation.override("en"):
        assert titles[-1] == str(ACTIONS["open_case"].label)
    assert any("Final review" in title for title in titles)
    assert not any(title in ACTIONS for title in titles)


def test_the_ribbon_shows_six_stages_and_the_end(browse, closed):
    context = page(browse("officer.shiqiao"), closed).context
    assert [stage["state"] for stage in context["ribbon"]] == ["done"] * 6
    assert all(stage["date"] and stage["who"] and stage["days"] is not None for stage in context["ribbon"])
    assert context["end"]["label"]


def test_a_case_page_costs_the_same_with_more_on_file(browse, cases, queries):
    case = cases.open()
    cases.walk(case, until="interview", desk="ready")
    client = browse("officer.shiqiao")
    urls = [reverse("case", args=[case.reference]) + f"?tab={tab}" for tab in TABS]
    journey = cases.journey_of(case)

    def put_more_on_file() -> None:
        for exhibit in journey.story.exhibits:
            play(journey.add_evidence(exhibit))
        play(journey.order_rectification())
        play(journey.interview())

    put_more_on_file()
    client.get(urls[0])  # which texts of law are loaded comes from the cache afterwards
    before = [queries(client, url) for url in urls]
    put_more_on_file()
    put_more_on_file()
    after = [queries(client, url) for url in urls]
    assert after == before
    assert max(after) <= 54


def test_the_page_costs_the_same_with_more_rounds(browse, cases, queries):
    case = cases.open()
    cases.walk(case, until="filing", desk="initial")
    play(cases.journey_of(case).give_back("facts", "Say when."))
    client, url = browse("officer.shiqiao"), reverse("case", args=[case.reference]) + "?tab=reviews"
    client.get(url)  # which texts of law are loaded comes from the cache afterwards
    before = queries(client, url)
    for _more in range(2):
        cases.walk(case, until="filing", desk="initial")
        play(cases.journey_of(case).give_back("facts", "Say where."))
    assert Submission.objects.filter(case=case, status="returned").count() == 3
    assert queries(client, url) == before
