"""Official texts: read from Markdown and DOCX, loaded once, errors by file and line, shown by article. Invented texts."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from docx import Document

from delegation import statutes
from delegation.models import Article, Statute
from gongshu_enforcement import citations
from gongshu_enforcement.models import LedgerEvent

pytestmark = pytest.mark.django_db

PENALTY = """# 中华人民共和国行政处罚法

施行日期：2021-07-15
简称：演示罚法、罚法
来源：演示文本

2021年1月22日 演示修订

<!-- INFO END -->

## 第一章　总则

第一条 为了演示，编写本文。

第二条 本文适用于演示。

其他事项，依照演示规定：

（一）第一项；

（二）第二项。

## 第二章　附则

第三条　本文自2021年7月15日起施行。
"""
RULES = """# 演示市安全条例

2019年3月1日 演示市公布

第一条 演示条例。
第二条 本条例自2019年5月1日起施行。
"""


@pytest.fixture(autouse=True)
def _forgetting():
    """Texts of one test are unknown to the next."""
    yield
    statutes.forget()


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two texts."""
    (tmp_path / "处罚.md").write_text(PENALTY, encoding="utf-8")
    (tmp_path / "条例.md").write_text(RULES, encoding="utf-8")
    return tmp_path


def run(folder: Path) -> str:
    out = StringIO()
    call_command("import_statutes", str(folder), stdout=out)
    return out.getvalue()


def problems(folder: Path) -> str:
    with pytest.raises(CommandError) as refused:
        run(folder)
    assert not Statute.objects.exists()
    return str(refused.value)


def as_docx(path: Path, text: str) -> None:
    document = Document()
    for line in text.splitlines():
        line = line.replace("<!-- INFO END -->", "").strip()
        if line:
            document.add_paragraph(line.lstrip("# "), style="Heading 1" if line.startswith("## ") else None)
    document.save(str(path))


def test_texts_are_loaded_with_their_articles(folder):
    assert "loaded 2" in run(folder)
    text = Statute.objects.get(name="行政处罚法")
    assert text.title == "中华人民共和国行政处罚法"
    assert text.aliases == ["演示罚法", "罚法"]
    assert (text.adopted_on, text.effective_from) == (date(2021, 1, 22), date(2021, 7, 15))
    assert text.source == "演示文本"
    second = text.articles.get(label="2")
    assert second.chapter == "第一章 总则"
    assert second.text.splitlines() == [
        "本文适用于演示。",
        "其他事项，依照演示规定：",
        "（一）第一项；",
        "（二）第二项。",
    ]
    assert Statute.objects.get(name="演示市安全条例").effective_from == date(2019, 5, 1)


def test_loading_is_on_record(folder):
    run(folder)
    event = LedgerEvent.objects.get(chain=f"statute:{Statute.objects.get(name='行政处罚法').pk}")
    assert (event.action, event.actor, event.inputs["articles"]) == ("load_statute", None, 3)
    assert "处罚.md" in event.inputs["text"]


def test_running_twice_changes_nothing(folder):
    run(folder)
    before = [*Statute.objects.values(), *Article.objects.values(), *LedgerEvent.objects.values()]
    assert "unchanged 2" in run(folder)
    assert [*Statute.objects.values(), *Article.objects.values(), *LedgerEvent.objects.values()] == before


def test_a_corrected_text_takes_the_place_of_the_wrong_one(folder):
    run(folder)
    (folder / "条例.md").write_text(RULES.replace("演示条例。", "演示条例，更正。"), encoding="utf-8")
    assert "changed 1" in run(folder)
    assert Article.objects.get(statute__name="演示市安全条例", label="1").text == "演示条例，更正。"
    assert Statute.objects.count() == 2


def test_an_amended_text_stands_beside_the_older_one(folder):
    run(folder)
    (folder / "处罚2.md").write_text(PENALTY.replace("2021-07-15", "2025-01-01"), encoding="utf-8")
    run(folder)
    assert Statute.objects.filter(name="行政处罚法").count() == 2


def test_docx_reads_the_same(tmp_path, folder):
    other = tmp_path / "docx"
    other.mkdir()
    as_docx(other / "处罚.docx", PENALTY)
    from delegation.statute_text import read

    one, two = read(folder / "处罚.md"), read(other / "处罚.docx")
    assert not two.problems
    assert [(a.label, a.chapter, a.text) for a in one.articles] == [(a.label, a.chapter, a.text) for a in two.articles]
    assert (one.title, one.aliases, one.effective_from) == (two.title, two.aliases, two.effective_from)


def test_contents_and_sections_are_no_articles(tmp_path):
    from delegation.statute_text import read

    text = """# 演示法

施行日期：2020-01-01

目　录

第一章　总则
第二章　办法
第一节　一般

第一章　总则

第一条　演示。

第二章　办法

第一节　一般

第二条　第二章规定的演示。
"""
    (tmp_path / "演示.md").write_text(text, encoding="utf-8")
    found = read(tmp_path / "演示.md")
    assert not found.problems
    assert [one.chapter for one in found.articles] == ["第一章 总则", "第二章 办法 · 第一节 一般"]


def test_an_article_that_is_missing_is_named_by_file_and_line(folder):
    (folder / "条例.md").write_text(RULES.replace("第二条", "第三条"), encoding="utf-8")
    assert "条例.md line 6: 第三条 follows 第一条" in problems(folder)


def test_an_article_that_stands_twice_is_named(folder):
    (folder / "条例.md").write_text(RULES.replace("第二条", "第一条"), encoding="utf-8")
    assert "条例.md line 6: 第一条 follows 第一条" in problems(folder)


def test_an_article_without_text_is_named(folder):
    (folder / "条例.md").write_text(RULES.replace("第一条 演示条例。", "第一条"), encoding="utf-8")
    assert "条例.md line 5: 第一条 has no text" in problems(folder)


def test_a_text_without_a_day_asks_for_it(folder):
    (folder / "条例.md").write_text(RULES.replace("本条例自2019年5月1日起施行", "完"), encoding="utf-8")
    assert "条例.md line 1: no day from which this text holds" in problems(folder)


def test_the_first_texts_day_is_not_an_amendments(folder):
    amended = RULES.replace("2019年3月1日 演示市公布", "2019年3月1日 公布\n\n2024年6月1日 修正")
    (folder / "条例.md").write_text(amended, encoding="utf-8")
    assert "no day from which this text holds" in problems(folder)


def test_a_wrong_day_is_named(folder):
    (folder / "处罚.md").write_text(PENALTY.replace("2021-07-15\n", "明年\n", 1), encoding="utf-8")
    assert "处罚.md line 3: 施行日期：“明年” is no day" in problems(folder)


def test_other_files_are_named_and_nothing_is_loaded(folder):
    (folder / "notes.md").write_text("# Notes\n\nno law here\n", encoding="utf-8")
    (folder / "x.md").write_bytes(b"# a\n\n\xff\xfe")
    (folder / "y.docx").write_bytes(b"no zip")
    said = problems(folder)
    assert "notes.md line 3: no article" in said
    assert "x.md line 3: not UTF-8" in said
    assert "y.docx line 1: no DOCX file" in said


def test_a_short_name_has_one_owner(folder):
    (folder / "条例.md").write_text(RULES.replace("\n\n2019", "\n\n简称：罚法\n\n2019", 1), encoding="utf-8")
    assert "the short name 罚法 belongs to" in problems(folder)


def test_a_folder_that_is_not_there():
    with pytest.raises(CommandError, match="no such folder"):
        call_command("import_statutes", "/nowhere")


def test_an_article_has_a_page_with_numbered_paragraphs(folder, client, cast):
    run(folder)
    client.force_login(cast["officer.shiqiao"])
    page = client.get(reverse("article", args=["行政处罚法", "2"])).content.decode()
    assert "第二条" in page and 'id="p2"' in page and 'id="p3"' not in page
    assert reverse("article", args=["行政处罚法", "3"]) in page
    assert "演示市安全条例" in client.get(reverse("statutes")).content.decode()
    assert "第二章 附则" in client.get(reverse("statute", args=["行政处罚法"])).content.decode()
    for missing in (["行政处罚法", "99"], ["没有的法", "1"]):
        assert client.get(reverse("article", args=missing)).status_code == 404


def test_the_text_of_its_day_can_be_read(folder, client, cast):
    run(folder)
    later = PENALTY.replace("2021-07-15", "2030-01-01").replace("为了演示", "为了将来")
    (folder / "将来.md").write_text(later, encoding="utf-8")
    run(folder)
    client.force_login(cast["officer.shiqiao"])
    url = reverse("article", args=["行政处罚法", "1"])
    assert "为了演示" in client.get(url).content.decode()
    coming = client.get(url, {"text": "2030-01-01"}).content.decode()
    assert "为了将来" in coming and "gs-notice-strong" in coming
    assert client.get(url, {"text": "1999-01-01"}).status_code == 404


def test_citations_open_their_article_where_it_is_loaded(folder, client, cast):
    client.force_login(cast["officer.shiqiao"])
    manual = reverse("manual")
    assert "gs-law" not in client.get(manual).content.decode()
    run(folder)
    assert reverse("statutes") in client.get(manual).content.decode()
    assert citations.linked("罚法1；处罚法2(1)").count("gs-law") == 2
    assert citations.linked("处罚法44") == "处罚法44"  # this article is not in the text


def test_a_limit_and_a_refusal_open_theirs(folder, cases, client):
    whole = "".join(f"第{n}条 演示第{n}条。\n" for n in _numbers(90))
    (folder / "处罚.md").write_text("# 中华人民共和国行政处罚法\n\n施行日期：2021-07-15\n\n" + whole, encoding="utf-8")
    run(folder)
    case = cases.walk(cases.open(), "filing", "ready")
    client.force_login(cases.journey_of(case).officers[0].user)
    page = client.get(reverse("case", args=[case.reference])).content.decode()
    assert reverse("article", args=["行政处罚法", "54"]) in page
    form = reverse("case_action", args=[case.reference, "submit_filing"])
    page = client.post(form, {"proposal": "file", "opinion": ""}).content.decode()
    assert "/law/" in page


def _numbers(most: int) -> list[str]:
    digits = "零一二三四五六七八九"

    def spell(n: int) -> str:
        tens, ones = divmod(n, 10)
        head = "" if not tens else ("十" if tens == 1 else f"{digits[tens]}十")
        return head + (digits[ones] if ones else "")

    return [spell(n) for n in range(1, most + 1)]


def test_pages_cost_the_same_with_and_without_texts(folder, client, cast, django_assert_max_num_queries):
    client.force_login(cast["officer.shiqiao"])
    client.get(reverse("items"))
    run(folder)
    client.get(reverse("items"))
    with django_assert_max_num_queries(11):
        client.get(reverse("items"))
