"""Citations of law: which are found, what they open, and that everything else stays text."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from gongshu_enforcement import citations
from gongshu_enforcement.citations import Library, chinese_number, linked

PENALTY = {"演示处罚法": "演示处罚法", "处罚法": "演示处罚法", "CF": "演示处罚法"}
SAFETY = {"中华人民共和国演示安全法": "演示安全法", "演示安全法": "演示安全法", "安全法": "演示安全法"}
NUMBERS = frozenset(str(number) for number in range(1, 100))


@pytest.fixture(autouse=True)
def texts():
    """Two invented statutes of 99 articles."""
    known = citations._source
    citations.use_library(
        lambda: Library({**PENALTY, **SAFETY}, {"演示处罚法": NUMBERS | {"42-1"}, "演示安全法": NUMBERS})
    )
    yield
    citations.use_library(known)


def found(text: str) -> list[tuple[str, str, str, int | None]]:
    """What stands linked in the text, and where it leads."""
    return [(text[one.start : one.end], one.statute, one.article, one.paragraph) for one in citations.citations(text)]


P, S = "演示处罚法", "演示安全法"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("处罚法44", [("处罚法44", P, "44", None)]),
        ("处罚法42(1)", [("处罚法42(1)", P, "42", 1)]),
        ("处罚法20(1)(2)", [("处罚法20(1)(2)", P, "20", 1)]),
        ("处罚法 20(2)", [("处罚法 20(2)", P, "20", 2)]),
        ("处罚法56、85", [("处罚法56", P, "56", None), ("85", P, "85", None)]),
        ("处罚法5(2)、30至32", [("处罚法5(2)", P, "5", 2), ("30", P, "30", None), ("32", P, "32", None)]),
        (
            "处罚法64(1)、85；安全法70(1)",
            [("处罚法64(1)", P, "64", 1), ("85", P, "85", None), ("安全法70(1)", S, "70", 1)],
        ),
        ("处罚法第五十一条", [("处罚法第五十一条", P, "51", None)]),
        ("依据处罚法第五十一条第二款处理", [("处罚法第五十一条第二款", P, "51", 2)]),
        (
            "《演示处罚法》第四十四条、第六十二条",
            [("《演示处罚法》第四十四条", P, "44", None), ("第六十二条", P, "62", None)],
        ),
        (
            "《中华人民共和国演示安全法》（2021年修正）第二十四条第二款第一项",
            [("《中华人民共和国演示安全法》（2021年修正）第二十四条第二款第一项", S, "24", 2)],
        ),
        ("《演示处罚法》第42(1)条", [("《演示处罚法》第42(1)条", P, "42", 1)]),
        ("《演示处罚法》第56、85条", [("《演示处罚法》第56", P, "56", None), ("85条", P, "85", None)]),
        ("处罚法第四十二条之一", [("处罚法第四十二条之一", P, "42-1", None)]),
        ("(CF 57(2), 63)", [("CF 57(2)", P, "57", 2), ("63", P, "63", None)]),
        ("CF 30 to 32", [("CF 30", P, "30", None), ("32", P, "32", None)]),
    ],
)
def test_citations_are_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "处罚法",
        "处罚法999",
        "处罚法2021年修订",
        "治安管理处罚法42",
        "食品安全法第三条",
        "《高层民用建筑消防安全管理规定》第四十七条",
        "委托协议",
        "案卷评查F03",
        "SCF 33",
        "5日内",
    ],
)
def test_anything_else_is_text(text):
    assert found(text) == []
    assert linked(text) == text


def test_what_counts_something_is_no_article():
    assert [one[0] for one in found("处罚法44，5日内送达；处罚法42、3名执法人员")] == ["处罚法44", "处罚法42"]
    assert [one[0] for one in found("CF 44, 5 days")] == ["CF 44"]


def test_the_text_around_is_escaped():
    assert (
        linked("<b>处罚法44</b>")
        == '&lt;b&gt;<a class="gs-law" href="/law/%E6%BC%94%E7%A4%BA%E5%A4%84%E7%BD%9A%E6%B3%95/44/" target="_blank" rel="noopener">处罚法44</a>&lt;/b&gt;'
    )


def test_a_paragraph_is_an_anchor():
    assert "/44/#p2" in linked("处罚法44(2)")


def test_the_filter_works_on_literals_and_leaves_markup_alone():
    def drawn(text: str) -> str:
        return Template("{% load ui %}" + text).render(Context({"html": "<a>处罚法44</a>", "none": None}))

    assert "gs-law" in drawn('{{ "处罚法44"|cited }}')
    assert "gs-law" not in drawn("{{ html|safe|cited }}")
    assert drawn("{{ none|cited }}") == ""
    assert "gs-law" in drawn('{% fact "x" "处罚法44" %}')
    assert "gs-law" in drawn('{% limit_light state="red" text="x" article="处罚法44" %}')


def test_without_texts_nothing_is_linked():
    citations.use_library(Library)
    assert linked("处罚法44") == "处罚法44"


@pytest.mark.parametrize(
    ("text", "number"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百", 100), ("一百零三", 103), ("一百一十九", 119)],
)
def test_numbers(text, number):
    assert chinese_number(text) == number
