"""An officer sits an open exam to its result; a team writes a document of a mock case, and a judge gives points."""

from __future__ import annotations

from typing import Any

import pytest

from tests.training import bench
from tests.training.made import act
from training.models import Entry, JudgeMark, MockDocument, Paper

from .office import Office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WRITTEN = {
    "facts_1": "3月2日检查时，两台冲床没有安全警示标志（演练）。",
    "violated_provision_1": "《中华人民共和国安全生产法》第三十五条",
    "penalty_provision_1": "《中华人民共和国安全生产法》第九十九条第一项",
    "investigation": "检查、立案、询问（演练）。",
    "evidence": "现场检查记录1份",
    "rectification": "已整改（演练）",
    "discretion": "从轻（演练）",
    "proposal": "罚款壹万元（演练）",
}


def test_an_officer_sits_the_open_exam_to_its_result(office: Office) -> None:
    bench.bank()
    bench.exam(title="公开考试（演示）")
    officer = office.person("officer.shiqiao")

    officer.go("/training/exams/")
    officer.page.get_by_role("link", name="公开考试（演示）").click()
    officer.page.get_by_role("button", name="Begin").click()
    officer.page.wait_for_url("**/training/papers/*/")
    paper = Paper.objects.get()
    assert officer.page.locator("[data-left]").inner_text().startswith(("30:00", "29:"))

    # Answers are saved as they are given; whoever comes back finds them
    first = paper.questions.select_related("edition").first()
    for place in first.edition.answers:
        officer.page.locator(f'main [name="{first.name}"][value="{place}"]').check()
    officer.page.locator("[data-note]").filter(has_text="Saved").wait_for()
    officer.page.reload()
    assert officer.page.locator(f'main [name="{first.name}"]:checked').count() == len(first.edition.answers)
    for one in paper.questions.select_related("edition"):
        for place in one.edition.answers:
            officer.page.locator(f'main [name="{one.name}"][value="{place}"]').check()
    officer.send("Hand in")

    officer.says("Passed the exam", "100.0", first.edition.explanation)
    assert officer.status(f"/training/papers/{paper.pk}/certificate.pdf") == 200
    officer.go("/training/learning/me/")
    officer.says("公开考试（演示）")


def test_a_document_of_the_mock_case_is_written_and_judged(office: Office, clock: Any) -> None:
    bench.bank()
    made = bench.contest("shiqiao", "daguan", judges=("liaison1",))
    documents = bench.open_documents(made, clock)
    writer = office.person("officer2.shiqiao")

    writer.go(documents.get_absolute_url())
    writer.says("演练五金制品有限公司", "belongs to no case")
    writer.page.get_by_role("link", name="Write").first.click()
    report = MockDocument.objects.get(code="DCBG", entry__team__street__pinyin="shiqiao")
    writer.page.locator(f'main a[href="{report.get_absolute_url()}"]').click()
    writer.fill(facts_1="只写了一半（演练）")
    writer.send("Hand in", works=False)
    assert writer.value("facts_1") == "只写了一半（演练）", "what was typed is lost"
    writer.fill(**WRITTEN).send("Hand in")
    writer.says("handed in", WRITTEN["discretion"])
    assert writer.status(f"{report.get_absolute_url()}exercise.pdf") == 200

    office.now(bench.moment(18, 17).date(), "17:30")
    act("end_contest_round", documents, "legal")
    judge = office.person("liaison1")
    judge.go(documents.get_absolute_url())
    judge.page.get_by_role("link", name="石桥街道").click()
    judge.says(WRITTEN["facts_1"])
    judge.page.get_by_role("link", name="Give points").click()
    judge.fill(points_0=28, points_1=31, points_2=20, points_3=12)
    judge.send("Give the points", works=False)
    assert judge.errors_beside("points_1"), "more than the criterion gives"
    judge.fill(points_1=27, remark="事实清楚（演示）").send("Give the points")
    assert str(JudgeMark.objects.get().total) == "87.00"
    assert Entry.objects.get(pk=report.entry_id).points is None, "not before the round is settled"
