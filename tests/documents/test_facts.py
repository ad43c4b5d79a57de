"""What a case puts on paper: real cases, walked through the one door, keep the contract and the law's wording."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from cases.documents import schema
from cases.documents.facts import BUILDERS, build
from cases.documents.issue import html
from cases.journey import play
from cases.models import Case, Document
from tests.documents.tools import words
from tests.factories import IndividualFactory
from tests.legality.steps import after_the_periods, heavy, set_value

pytestmark = pytest.mark.django_db

ORDINARY = {
    "JCFA", "XCTZ", "JCJL", "ZLZG", "LA", "SDDZ", "XWTZ", "XWBL", "ZJQD", "DCBG", "CFGZ", "CSSB", "AJCP", "CFDW", "FCYJ",
    "JASP", "SDHZ",
}  # fmt: skip


def papers(case: Case) -> dict[str, Document]:
    """The case's newest document of each code."""
    return {document.code: document for document in case.documents.order_by("pk")}


def text_of(document: Document) -> str:
    """What stands on the paper, without white space."""
    return words(html(document))


def decide(journey: Any, part: str, *args: Any, **options: Any) -> None:
    """Propose a side way and pass it through every level."""
    play(getattr(journey, part)(*args, **options))
    if journey.submission.is_open:
        play(journey.approve())


def test_every_template_has_a_builder() -> None:
    assert set(BUILDERS) == set(schema.SCHEMAS)


def test_an_ordinary_case_issues_every_paper_and_each_keeps_its_contract(cases: Any) -> None:
    case = cases.walk(cases.open())

    issued = papers(case)

    assert set(issued) >= ORDINARY
    for code, document in issued.items():
        schema.check(code, document.data)
        text = text_of(document)
        assert "None" not in text
        assert "安监" not in text


def test_the_decision_speaks_in_the_organs_name_and_never_in_the_streets(cases: Any) -> None:
    case = cases.walk(cases.open())

    text = text_of(papers(case)["CFDW"])

    assert case.street.name not in text
    assert case.organ.name in text
    assert case.party.name in text
    assert f"（￥{case.total_fine:,.2f}）" in text
    assert "书面明确放弃陈述、申辩的权利" in text
    assert "责令你单位改正上述违法行为" in text


def test_the_filing_form_shows_all_three_levels_with_names_and_days(cases: Any) -> None:
    case = cases.walk(cases.open(), "interview")

    boxes = papers(case)["LA"].data["approvals"]

    assert [box["label"].split("\n")[-1] for box in boxes] == ["承办人意见", "（初审）", "（复核）", "（终审）"]
    assert [entry["desk"] for entry in boxes[2]["entries"]] == ["执法队", "法规科"]
    assert len(boxes[0]["entries"][0]["signers"]) == 2
    assert all(signer["certificate"] for signer in boxes[0]["entries"][0]["signers"])
    assert all(entry["date"] for box in boxes for entry in box["entries"])


def test_a_defence_is_answered_point_by_point(cases: Any) -> None:
    points = [
        ("当时订单急，请求从轻处理。", "订单情况不属于法定从轻情形。", False),
        ("已经改正。", "经复查属实。", True),
    ]
    case = cases.walk(cases.open(waive=False, defence=points))

    issued = papers(case)

    assert {"CSSB", "CSFH"} <= set(issued)
    assert text_of(issued["CFDW"]).count("经复核，") == 2
    assert "采纳1点，不予采纳1点" in text_of(issued["CSFH"])


def test_fire_papers_carry_the_fire_organ(cases: Any) -> None:
    case = cases.walk(cases.open(item="XF-02"))

    for document in case.documents.all():
        text = text_of(document)
        assert "安全生产行政执法文书" not in text
        assert "拱墅区应急管理局" not in text
    assert "消防行政执法文书" in text_of(papers(case)["LA"])
    assert "《中华人民共和国消防法》第五十四条" in text_of(papers(case)["ZLZG"])


def test_an_individual_gets_the_form_for_individuals(cases: Any) -> None:
    party = IndividualFactory()
    case = cases.walk(cases.open(item="XF-03", party=party))

    issued = papers(case)

    assert "CFGR" in issued
    assert "CFDW" not in issued
    assert f"被处罚人：{party['name']}" in text_of(issued["CFGR"])
    assert "你单位" not in text_of(issued["CFGR"])


def test_high_fines_tell_of_the_hearing(cases: Any) -> None:
    case = cases.open(unit="organ", fines=[60000])
    case = cases.walk(case, "notice", "ready")

    issued = papers(case)

    assert "五个工作日内" in text_of(issued["TZGZ"])
    assert "另行送达《行政处罚听证告知书》" in text_of(issued["CFGZ"])


@pytest.mark.parametrize(
    ("outcome", "ground"),
    [("no_penalty", "第三十三条"), ("not_established", "第五十七条第一款第三项")],
)
def test_no_penalty_says_why(cases: Any, outcome: str, ground: str) -> None:
    case = cases.walk(cases.open(outcome=outcome))

    text = text_of(papers(case)["BYCF"])

    assert ground in text
    assert "不予行政处罚" in text
    assert ("进行教育" in text) == (outcome == "no_penalty")


def test_side_ways_have_their_papers(cases: Any) -> None:
    ended = cases.walk(cases.open(), "interview")
    decide(cases.journey_of(ended), "terminate", "当事人已注销（演示）。")
    moved = cases.walk(cases.open(street="xiangfu"), "interview")
    decide(cases.journey_of(moved), "transfer", "杭州市公安局拱墅区分局（演示）", "涉嫌犯罪。", to_police=True)

    assert "当事人已注销" in text_of(papers(ended)["ZZSP"])
    assert "涉嫌犯罪" in text_of(papers(moved)["YSSP"])
    assert "二十四小时内" in text_of(papers(moved)["YSS"])
    assert "第五条、第六条" in text_of(papers(moved)["YSS"])


def test_a_data_fault_stops_the_issue(cases: Any) -> None:
    case = cases.walk(cases.open(), "interview")

    with pytest.raises(schema.ContractBroken, match="JNML"):
        build("JNML", case, rows=[{"title": "只有标题"}])


def test_certificates_are_those_valid_on_the_day_of_the_act(cases: Any) -> None:
    case = cases.walk(cases.open(), "interview")
    record = papers(case)["JCJL"]
    inspection = case.inspections.get()

    numbers = {officer.certificate_on(inspection.happened_on).number for officer in inspection.officers.all()}

    assert {person["certificate"] for person in record.data["officers"]} == numbers


def test_the_letter_of_delegation_lists_items_caps_and_term(cases: Any) -> None:
    agreement = cases.open().agreement

    data = build("WTS", None, agreement=agreement)

    assert len(data["items"]) == agreement.items.count()
    assert (data["agreement"]["cap_unit"], data["agreement"]["cap_individual"]) == ("50000.00", "20000.00")


def test_numbers_on_paper_have_no_padding(cases: Any) -> None:
    case = cases.walk(cases.open(), "determination")

    numbers = [document.number for document in case.documents.exclude(number="")]

    assert all(re.fullmatch(r"（拱）应急[^〔]*〔\d{4}〕[1-9]\d*(-[1-9]\d*)?号", number) for number in numbers)


def test_what_credit_repair_takes_is_told_as_the_settings_say_on_the_day_of_the_decision(cases: Any) -> None:
    set_value("credit_conditions", "履行完毕；另一条件", since=date(2020, 1, 1))

    told = papers(cases.walk(cases.open(), "closure"))["XYXF"]

    assert told.data["conditions"] == ["履行完毕", "另一条件"]
    assert "2.另一条件。" in text_of(told)


def decided_text(journey: Any) -> str:
    """What the decision says once the periods are over and everybody has agreed."""
    after_the_periods(journey)
    play(journey.deliberate())
    play(journey.submit())
    play(journey.approve())
    return text_of(papers(journey.case)["CFDW"])


def test_a_waiver_of_the_defence_alone_gives_up_no_hearing(cases: Any) -> None:
    journey = heavy(cases)
    play(journey._record("waive_defence", officers=None, signed_by="甲", hearing_too=False))
    signed = text_of(papers(journey.case)["CSSB"])
    assert "明确放弃陈述、申辩的权利" in signed and "放弃陈述、申辩和要求听证" not in signed
    told = decided_text(journey)
    assert "书面明确放弃陈述、申辩的权利，在规定期限内未要求听证。" in told


def test_a_waiver_of_both_says_so(cases: Any) -> None:
    journey = heavy(cases)
    play(journey._record("waive_defence", officers=None, signed_by="甲"))
    assert "明确放弃陈述、申辩和要求听证的权利" in text_of(papers(journey.case)["CSSB"])
    told = decided_text(journey)
    assert "书面明确放弃陈述、申辩和要求听证的权利。" in told and "未要求听证" not in told


def test_after_a_hearing_no_paper_says_that_none_was_asked_for(cases: Any) -> None:
    journey = heavy(cases)
    play(journey.hear())
    told = decided_text(journey)
    assert "举行了听证" in told and "未要求听证" not in told
    assert "在规定期限内未另行提出陈述、申辩意见。" in told


def test_nothing_said_and_no_hearing_asked_for(cases: Any) -> None:
    assert "在规定期限内未提出陈述、申辩意见，也未要求听证。" in decided_text(heavy(cases))
