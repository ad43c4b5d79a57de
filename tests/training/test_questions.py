"""The question bank: citations that exist, editions, sheets."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from cases.legality.registry import RULES
from delegation.models import Article, Statute
from delegation.statutes import forget
from gongshu_enforcement import citations
from gongshu_enforcement.errors import ActionRefused
from training.exams import bank, citing, sheet
from training.models import Question, QuestionEdition
from training.topics import LABELS

from . import bench
from .made import act
from .test_pages import as_

pytestmark = pytest.mark.django_db


def upload(client: Client, made: bytes) -> object:
    return client.post("/training/questions/import/", {"sheet": SimpleUploadedFile("题库.xlsx", made)})


# --- The questions that ship -----------------------------------------------------------------------------------------


def test_every_question_that_ships_may_be_stored():
    rows = bank.starter()
    assert len(rows) >= 60
    texts, items = citing.library(), bank.items()
    wrong = {row["code"]: found for row in rows if (found := bank.problems(bank.content_of(row), texts, items))}
    assert wrong == {}
    assert {row["topic"] for row in rows} == set(LABELS), "a topic without a question can't be examined"
    assert {row["kind"] for row in rows} == set(QuestionEdition.Kind.values)
    assert {row["rule"] for row in rows if row["rule"]} <= set(RULES)
    assert len({row["text"] for row in rows}) == len(rows)


def test_every_citation_that_ships_opens_its_article_once_the_text_is_loaded():
    """By the machinery that links citations on every page, on statutes with as many articles as the outline counts."""
    for title, count in (("中华人民共和国行政处罚法", 86), ("中华人民共和国安全生产法", 119)):
        text = Statute.objects.create(
            name=title.removeprefix("中华人民共和国"), title=title, effective_from="2021-07-15"
        )
        Article.objects.bulk_create(
            Article(statute=text, position=n, label=str(n), heading=f"第{n}条", text="演示")
            for n in range(1, count + 1)
        )
    forget()
    cited = [
        row["citation"] for row in bank.starter() if "行政处罚法" in row["citation"] or "安全生产法" in row["citation"]
    ]
    assert len(cited) > 40
    for citation in cited:
        found = list(citations.citations(citation))
        assert len(found) == 1 and found[0].end == len(citation), citation


@pytest.mark.parametrize(
    "citation",
    [
        "《中华人民共和国行政处罚法》第八十七条",
        "《食品安全法》第一条",
        "处罚法",
        "第四十二条",
        "见处罚法42(1)",
        "处罚法42(1)等",
        "",
    ],
)
def test_what_is_no_article_is_refused(citation):
    with pytest.raises(ValidationError):
        citing.check(citation)


@pytest.mark.parametrize("citation", ["处罚法42(1)", "《中华人民共和国安全生产法》第九十九条第一项", "安全法94、95"])
def test_articles_may_be_written_either_way(citation):
    citing.check(citation)


def test_a_loaded_text_decides_over_the_outline():
    text = Statute.objects.create(name="消防法", title="中华人民共和国消防法", effective_from="2030-01-01")
    Article.objects.create(statute=text, position=1, label="90", heading="第九十条", text="演示")
    forget()
    citing.check("《中华人民共和国消防法》第九十条")
    with pytest.raises(ValidationError):
        citing.check("《中华人民共和国消防法》第六十条")


# --- Storing ----------------------------------------------------------------------------------------------------------


def test_a_question_is_edited_into_a_new_edition_and_the_old_one_stays():
    question = act("add_question", bench.organ(), "legal", content=bench.content())
    first = question.current
    act("edit_question", question, "legal", content=bench.content(text="决定之前须告知什么？"))
    question = Question.objects.select_related("current").get()
    assert (question.current.edition, question.current.text) == (2, "决定之前须告知什么？")
    first.refresh_from_db()
    assert first.text == "决定之前应当告知什么？"
    with pytest.raises(ActionRefused):
        act("edit_question", question, "legal", content=bench.content(text="决定之前须告知什么？"))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"citation": "《中华人民共和国行政处罚法》第九十九条"}, "citation"),
        ({"options": ["一"]}, "options"),
        ({"options": ["一", "一"]}, "options"),
        ({"answers": []}, "answers"),
        ({"answers": [7]}, "answers"),
        ({"answers": [-1]}, "answers"),
        ({"answers": [0, 1]}, "answers"),
        ({"kind": "multiple", "answers": [1]}, "answers"),
        ({"kind": "judgement"}, "options"),
        ({"item_code": "AQ-99"}, "item_code"),
        ({"rule_code": "X9"}, "rule_code"),
        ({"topic": "cooking"}, "topic"),
        ({"explanation": ""}, "explanation"),
    ],
)
def test_a_wrong_question_is_refused_beside_its_field(more, field):
    with pytest.raises(ActionRefused) as refused:
        act("add_question", bench.organ(), "legal", content=bench.content(**more))
    assert field in {one.field for one in refused.value.findings}
    assert not Question.objects.exists()


def test_a_question_out_of_use_is_drawn_no_more():
    bench.bank()
    before = bank.in_use().count()
    act("retire_question", Question.objects.first(), "legal", reason="过时（演示）")
    assert bank.in_use().count() == before - 1


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong():
    url = f"/training/act/add_question/{bench.organ().pk}/"
    typed = {
        "kind": "single", "topic": "notice", "citation": "处罚法142", "text": "问题", "options": "一\n二", "answers": "A",
        "explanation": "解析",
    }  # fmt: skip
    refused = as_("legal").post(url, typed)
    assert refused.status_code == 200
    assert "citation" in refused.context["form"].errors
    assert "处罚法142" in refused.content.decode()
    done = as_("legal").post(url, {**typed, "citation": "处罚法42(1)"})
    assert done.status_code == 302
    assert done.url == Question.objects.get().get_absolute_url()


# --- Sheets -----------------------------------------------------------------------------------------------------------


def test_the_bank_goes_out_and_comes_back_without_a_change():
    bench.bank()
    found = Question.objects.select_related("current")
    rows = sheet.read(SimpleUploadedFile("题库.xlsx", sheet.written(found)))
    checked = sheet.check(rows)
    assert checked.wrong == {}
    assert (checked.same, checked.is_empty) == (found.count(), True)


def test_a_sheet_is_previewed_then_stored():
    bench.bank()
    client = as_("legal")
    book = load_workbook(BytesIO(client.get("/training/questions/questions.xlsx").content))
    page = book.active
    page.cell(2, 7).value = "改过的题干（演示）"
    page.append([None, "判断", "立案", None, None, "处罚法54(2)", "新题（演示）", None, "A", "见第五十四条。"])
    kept = BytesIO()
    book.save(kept)
    before = Question.objects.count()
    seen = upload(client, kept.getvalue())
    assert (len(seen.context["checked"].added), len(seen.context["checked"].changed)) == (1, 1)
    assert Question.objects.count() == before, "nothing is stored by looking"
    stored = client.post("/training/questions/import/", {"kept": seen.context["form"].data["kept"]})
    assert stored.status_code == 302
    assert Question.objects.count() == before + 1
    assert Question.objects.get(code="T001").current.text == "改过的题干（演示）"
    assert Question.objects.get(code="T001").current.edition == 2


def test_rows_at_fault_are_named_and_nothing_is_stored():
    bench.bank()
    client = as_("legal")
    book = load_workbook(BytesIO(client.get("/training/questions/questions.xlsx").content))
    page = book.active
    page.cell(2, 6).value = "《某某法》第一条"
    page.cell(3, 2).value = "问答"
    page.cell(4, 9).value = "Z"
    kept = BytesIO()
    book.save(kept)
    seen = upload(client, kept.getvalue())
    assert set(seen.context["checked"].wrong) == {2, 3, 4}
    assert "依据" in seen.context["checked"].wrong[2][0]
    again = client.post("/training/questions/import/", {"kept": seen.context["form"].data["kept"]})
    assert again.status_code == 200, "the wrong rows are shown again"
    assert not QuestionEdition.objects.filter(edition=2).exists()


@pytest.mark.parametrize("made", [b"no sheet at all", b""])
def test_a_file_that_is_no_sheet_is_refused_kindly(made):
    seen = upload(as_("legal"), made)
    assert seen.status_code == 200
    assert seen.context["form"].errors["sheet"]


def test_the_bank_is_for_the_organisers_alone():
    bench.bank()
    question = Question.objects.first()
    for account in ("officer.shiqiao", "head.shiqiao", "director", "leader", "fire.legal"):
        for path in ("", "questions.xlsx", "import/", f"{question.pk}/"):
            assert as_(account).get(f"/training/questions/{path}").status_code == 403, (account, path)
    for path in ("", "questions.xlsx", "import/", f"{question.pk}/"):
        assert as_("legal").get(f"/training/questions/{path}").status_code == 200, path
