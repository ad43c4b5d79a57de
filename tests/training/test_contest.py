"""A contest from teams to awards; its sandbox touches no case, no series, no figure."""

from __future__ import annotations

import ast
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from cases.documents import schema
from cases.models import Case, Document
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import LedgerEvent
from supervision.league import Period, league
from training.contest import criteria, results
from training.models import Contest, Entry, MockDocument
from training.sandbox import mock, papers, writing

from . import bench
from .made import act, closed
from .test_pages import as_

pytestmark = pytest.mark.django_db

TEXT = {
    "facts_1": "3月2日检查时，两台冲床没有安全警示标志（演练）。",
    "violated_provision_1": "《中华人民共和国安全生产法》第三十五条",
    "penalty_provision_1": "《中华人民共和国安全生产法》第九十九条第一项",
    "investigation": "检查、立案、询问（演练）。",
    "evidence": "现场检查记录1份\n照片4张",
    "rectification": "已整改",
    "discretion": "从轻",
    "proposal": "罚款壹万元",
}


@pytest.fixture(autouse=True)
def filled():
    bench.bank()


def document(made: Contest, street: str = "shiqiao", code: str = "DCBG") -> MockDocument:
    return MockDocument.objects.get(entry__round__contest=made, entry__team__street__pinyin=street, code=code)


# --- Teams and judges -------------------------------------------------------------------------------------------------


def test_a_team_is_three_people_of_one_street_and_nobody_is_in_two():
    made = bench.contest()
    people = bench.members("xiangfu")
    for wrong in (people[:2], [*people[:2], people[0]], [*people[:2], bench.person("officer.banshan")]):
        with pytest.raises(ActionRefused):
            act("enter_team", made, "head.xiangfu", members=wrong)
    with pytest.raises(NotPermitted):
        act("enter_team", made, "officer.xiangfu", members=people)
    act("enter_team", made, "head.xiangfu", members=people)
    act("enter_team", made, "head.xiangfu", members=[*people[:2], bench.person("officer3.xiangfu")])
    assert made.teams.count() == 4
    assert made.teams.get(street__pinyin="xiangfu").members.count() == 3
    with pytest.raises(ActionRefused):
        act("name_judge", made, "legal", officer=bench.person("officer.xiangfu"))
    act("name_judge", made, "legal", officer=bench.person("officer2.banshan"))
    with pytest.raises(ActionRefused):
        act(
            "enter_team", made, "head.banshan", members=[*bench.members("banshan")[1:], bench.person("officer.banshan")]
        )


def test_rounds_open_one_after_another_and_teams_are_fixed_then(clock):
    made = bench.contest()
    given = {
        "mock_code": "YL-01",
        "closes_at": bench.moment(18, 17),
        "criteria": criteria.read(criteria.USUAL["documents"]),
    }
    with pytest.raises(ActionRefused):
        act("open_contest_round", bench.rounds(made)["documents"], "legal", **given)
    bench.open_documents(made, clock)
    with pytest.raises(ActionRefused):
        act("enter_team", made, "head.xiangfu", members=bench.members("xiangfu"))
    assert Entry.objects.filter(round__kind="documents").count() == 3
    assert MockDocument.objects.count() == 9


def test_a_round_without_a_judge_from_elsewhere_does_not_open(clock):
    made = bench.contest("shiqiao", "daguan", judges=())
    with pytest.raises(ActionRefused) as refused:
        bench.open_documents(made, clock)
    assert "石桥" in str(refused.value.findings[0].message)


@pytest.mark.parametrize(
    "text", ["", "事实 50", "事实 50\n事实 50", "事实50\n法律 50", "事实 -1\n法律 101", "事实 0\n法律 100"]
)
def test_criteria_that_are_no_hundred_points_are_refused(text):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        criteria.read(text)


# --- Points and ranking -----------------------------------------------------------------------------------------------


def test_from_five_judges_on_the_highest_and_the_lowest_are_left_out():
    marks = [Decimal(value) for value in (90, 80, 70, 60)]
    assert results.mean_of(marks) == Decimal("75.00"), "four: all count"
    assert results.mean_of([*marks, Decimal(10)]) == Decimal("70.00"), "five: 80, 70, 60"
    assert results.mean_of([]) == Decimal("0.00")


def test_equal_totals_are_decided_by_documents_then_defence_then_written():
    made = bench.contest()
    teams = list(made.teams.select_related("street").prefetch_related("members__officer"))
    points = {
        teams[0].pk: {"written": 80, "documents": 60, "defence": 90},
        teams[1].pk: {"written": 60, "documents": 80, "defence": 90},
        teams[2].pk: {"written": 60, "documents": 80, "defence": 90},
    }
    for made_round in made.rounds.all():
        for team in teams:
            Entry.objects.create(round=made_round, team=team, points=points[team.pk][made_round.kind])
    rows = results.ranking(made)
    assert [str(row.total) for row in rows] == ["74.00"] * 3
    assert [row.place for row in rows] == [1, 1, 3], "two share the first place, the second stays free"
    assert rows[2].team.pk == teams[0].pk
    assert [row.prize for row in rows] == ["一等奖", "一等奖", "三等奖"]


def test_a_missing_paper_counts_nothing(clock):
    made = bench.contest("shiqiao", "daguan")
    written = bench.exam(announce=False, for_contest=True)
    act("open_contest_round", bench.rounds(made)["written"], "legal", exam=written)
    bench.sit(written, "officer.shiqiao")
    bench.sit(written, "counsel.shiqiao", right=5)
    with pytest.raises(NotPermitted):
        bench.begin(written, "officer.wulin")
    assert as_("officer.wulin").get(written.get_absolute_url()).status_code == 404
    with pytest.raises(ActionRefused):
        act("end_contest_round", bench.rounds(made)["written"], "legal")
    clock.set(written.closes_at + timedelta(minutes=1))
    act("end_contest_round", bench.rounds(made)["written"], "legal")
    points = {one.team.street.pinyin: one.points for one in Entry.objects.select_related("team__street")}
    assert points == {"shiqiao": Decimal("50.00"), "daguan": Decimal("0.00")}


def test_the_whole_contest(clock):
    judges = ("liaison1", "liaison2", "brigade1", "brigade2", "counsel.banshan")
    made = bench.contest(judges=judges)
    act("name_judge", made, "legal", officer=bench.person("officer3.shiqiao"))
    documents = bench.open_documents(made, clock)
    act("save_mock_document", document(made), "officer.shiqiao", fields=TEXT)
    act("hand_in_mock_document", document(made, "daguan"), "counsel.daguan", fields=TEXT)
    with pytest.raises(ActionRefused):
        act("end_contest_round", documents, "legal")
    clock.set(bench.moment(18, 17, 1))
    for street in ("shiqiao", "daguan"):
        with pytest.raises(ActionRefused):
            act("save_mock_document", document(made, street), f"officer.{street}", fields={})
    act("end_contest_round", documents, "legal")
    assert document(made).fields == TEXT, "what was saved is handed in"
    assert not MockDocument.objects.filter(handed_in_at=None).exists()
    documents = bench.rounds(made)["documents"]
    with pytest.raises(ActionRefused):
        act("settle_contest_round", documents, "legal")
    entry = documents.entries.get(team__street__pinyin="shiqiao")
    with pytest.raises(NotPermitted):
        act("mark_entry", entry, "officer3.shiqiao", points={})
    with pytest.raises(ActionRefused):
        act("mark_entry", entry, "liaison1", points={one["name"]: Decimal(99) for one in documents.criteria})
    bench.mark_all(documents, {"shiqiao": [90, 80, 70, 60, 10], "daguan": [50] * 6, "wulin": [40] * 6})
    with pytest.raises(ActionRefused):
        act("mark_entry", entry, "liaison1", points={one["name"]: Decimal(1) for one in documents.criteria})
    act("settle_contest_round", documents, "legal")
    entry.refresh_from_db()
    assert entry.points == Decimal("70.00")
    with pytest.raises(ActionRefused):
        act("publish_contest", made, "legal")
    defence = bench.rounds(made)["defence"]
    act("open_contest_round", defence, "legal", criteria=criteria.read(criteria.USUAL["defence"]))
    defence = bench.rounds(made)["defence"]
    bench.mark_all(defence, {"shiqiao": [80] * 5, "daguan": [90] * 6, "wulin": [70] * 6})
    act("settle_contest_round", defence, "legal")
    assert "ranking" not in as_("head.daguan").get(made.get_absolute_url()).content.decode()
    assert as_("head.daguan").get(f"{made.get_absolute_url()}results.xlsx").status_code == 404
    act("publish_contest", made, "legal")
    made = Contest.objects.get()
    assert [(row["place"], row["street"], row["total"]) for row in made.results] == [
        (1, "石桥街道", "44.00"),
        (2, "大关街道", "38.00"),
        (3, "武林街道", "30.00"),
    ]
    first = made.results[0]
    award = f"{made.get_absolute_url()}awards/{first['team']}.pdf"
    paper = PdfReader(BytesIO(as_("head.shiqiao").get(award).content))
    assert len(paper.pages) == 1
    assert "一等奖" in paper.pages[0].extract_text().replace(" ", "")
    assert as_("officer.shiqiao").get(award).status_code == 200
    assert as_("head.daguan").get(award).status_code == 404
    sheet = load_workbook(BytesIO(as_("head.daguan").get(f"{made.get_absolute_url()}results.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][:2] == [1, "石桥街道"]
    events = LedgerEvent.objects.filter(chain=ledger.chain_of(made)).order_by("seq")
    assert list(ledger.verify(events)) == []


# --- Who sees what ----------------------------------------------------------------------------------------------------


def test_a_teams_work_is_the_teams_until_the_judges_read_it(clock):
    made = bench.contest()
    documents = bench.open_documents(made, clock)
    act("save_mock_document", document(made), "officer.shiqiao", fields=TEXT)
    entry = documents.entries.get(team__street__pinyin="shiqiao")
    one = document(made)
    pages = {"entry": entry.get_absolute_url(), "pdf": f"{one.get_absolute_url()}exercise.pdf"}
    write = as_("officer2.shiqiao").get(one.get_absolute_url())
    assert write.status_code == 200
    for account in (
        "officer.daguan",
        "head.daguan",
        "officer3.shiqiao",
        "liaison1",
        "brigade1",
        "fire.legal",
        "enforcement",
    ):
        assert as_(account).get(pages["entry"]).status_code == 404, account
        assert as_(account).get(pages["pdf"]).status_code == 404, account
        assert as_(account).get(one.get_absolute_url()).status_code == 404, account
    for account in ("head.shiqiao", "legal", "leader"):
        assert as_(account).get(pages["entry"]).status_code == 200, account
        assert as_(account).get(pages["pdf"]).status_code == 404, f"{account} reads what is handed in alone"
        assert TEXT["facts_1"] not in as_(account).get(pages["entry"]).content.decode()
    clock.set(bench.moment(18, 18))
    act("end_contest_round", documents, "legal")
    for account in ("liaison1", "counsel.banshan", "legal"):
        assert TEXT["facts_1"] in as_(account).get(pages["entry"]).content.decode(), account
    assert as_("officer.daguan").get(pages["entry"]).status_code == 404
    assert as_("officer.shiqiao").get(one.get_absolute_url()).url == pages["entry"], "nothing is written any more"


def test_judges_do_not_see_each_others_points(clock):
    made = bench.contest("shiqiao", "daguan")
    documents = bench.open_documents(made, clock)
    clock.set(bench.moment(18, 18))
    act("end_contest_round", documents, "legal")
    documents = bench.rounds(made)["documents"]
    bench.mark_all(documents, {"shiqiao": [90, 80, 70], "daguan": [50] * 3})
    page = documents.entries.get(team__street__pinyin="shiqiao").get_absolute_url()
    expected = {"liaison1": 1, "brigade1": 1, "legal": 3, "leader": 0, "head.shiqiao": 0, "officer.shiqiao": 0}
    for account, count in expected.items():
        assert len(as_(account).get(page).context["marks"]) == count, account


def test_documents_are_saved_and_handed_in_on_the_page(clock):
    made = bench.contest()
    bench.open_documents(made, clock)
    one, client = document(made), as_("officer.shiqiao")
    url = one.get_absolute_url()
    saved = client.post(url, {"facts_1": "只写了一半", "draft": "1"})
    assert saved.url == url
    assert document(made).fields["facts_1"] == "只写了一半"
    refused = client.post(url, {"facts_1": "只写了一半"})
    assert refused.status_code == 200
    assert "investigation" in refused.context["form"].errors, "handing in asks for everything"
    assert "只写了一半" in refused.content.decode()
    done = client.post(url, TEXT)
    assert done.url == one.entry.get_absolute_url()
    assert document(made).handed_in_at == timekeeper.now()


def test_pages_cost_the_same_however_many_teams_there_are(clock):
    made, few = bench.contest(), bench.contest("xiangfu", "banshan", judges=("liaison1",))

    def queries(path: str) -> int:
        client = as_("leader")
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    bench.open_documents(made, clock)
    clock.set(bench.moment(16, 9))
    bench.open_documents(few, clock)
    for path in (lambda one: one.get_absolute_url(), lambda one: bench.rounds(one)["documents"].get_absolute_url()):
        assert queries(path(made)) == queries(path(few))


# --- The sandbox ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(mock.mock_cases()))
@pytest.mark.parametrize("document_code", sorted(writing.WRITABLE))
def test_a_mock_document_prints_in_the_real_template_with_the_mark_across(code, document_code):
    facts = mock.mock_cases()[code]
    names = [name for name, _field, _title in writing.fields(document_code, facts)]
    typed = {
        name: {"total_fine": "10000", "defence_days": "3", "hearing_due": "yes"}.get(name, f"{name}（演练）")
        for name in names
    }
    page = papers.html(document_code, facts, typed)
    assert page.count(papers.EXERCISE_MARK) == 1
    assert "草稿" not in page
    assert facts["party"]["name"] in page
    assert "evidence（演练）" in page
    assert "<svg" not in page, "no seal, no code to check it by"
    empty = papers.html(document_code, facts, {})
    assert papers.EXERCISE_MARK in empty, "an unfinished one prints too"


def test_what_teams_write_are_fields_of_the_documents_contract():
    from typing import get_type_hints

    for code, fields in writing.WRITABLE.items():
        assert {field.name for field in fields} <= set(get_type_hints(schema.SCHEMAS[code])), code
    assert {field.name for field in writing.OF_VIOLATION} <= set(get_type_hints(schema.Violation))


def test_mock_cases_are_invented_and_say_so():
    for one in mock.mock_cases().values():
        assert "演练" in one["title"]
        assert "演练" in one["party"]["name"]
        assert "演练" in one["organ"]["name"]
        assert set(one["documents"]) <= set(writing.WRITABLE)


def test_the_sandbox_imports_nothing_that_could_make_a_case_or_take_a_number():
    root = Path(__file__).resolve().parents[2] / "training" / "sandbox"
    allowed = {"cases.documents", "cases.documents.catalogue", "training.printing"}
    for path in root.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.ImportFrom)
                and node.level == 0
                and node.module.startswith(("cases", "training", "delegation"))
            ):
                assert node.module in allowed, (path.name, node.module)
                assert not {"issue", "facts"} & {name.name for name in node.names}, path.name


def test_a_contest_changes_no_case_no_document_no_number_no_figure(clock):
    """Every table of the cases and the league are the same after documents were written, printed and judged."""
    closed("shiqiao"), closed("daguan", "AQ-04")
    made = bench.contest()

    def rows() -> dict[str, list]:
        models = [model for model in apps.get_app_config("cases").get_models() if not model._meta.proxy]
        return {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}

    def figures() -> str:
        clock.set(bench.moment(20, 10))
        return repr(league(Period.parse("2026")))

    before, shown = rows(), figures()
    clock.set(bench.moment(16, 10))
    documents = bench.open_documents(made, clock)
    act("save_mock_document", document(made), "officer.shiqiao", fields=TEXT)
    act("hand_in_mock_document", document(made), "officer2.shiqiao", fields=TEXT)
    pdf = as_("officer.shiqiao").get(f"{document(made).get_absolute_url()}exercise.pdf")
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "不编号" in said
    clock.set(bench.moment(18, 18))
    act("end_contest_round", documents, "legal")
    documents = bench.rounds(made)["documents"]
    bench.mark_all(documents, {"shiqiao": [90, 80, 70], "daguan": [50] * 3, "wulin": [50] * 3})
    act("settle_contest_round", documents, "legal")
    assert rows() == before
    assert figures() == shown
    assert Case.objects.count() == 2
    assert not Document.objects.exists()
