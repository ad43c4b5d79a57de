"""Every statutory document: complete, lawful in its wording, safe with what people type."""

from __future__ import annotations

from copy import deepcopy

import pytest

from cases.documents import schema
from cases.documents.catalogue import DOCUMENT_TYPES
from cases.documents.render import MissingFact, render_html, template_version
from tests.documents.samples import CHARGES, EMERGENCY, FIRE, INDIVIDUAL, NO_APPROVALS, SAMPLES, UNIT, sample
from tests.documents.tools import html_of, words_of

CODES = sorted(SAMPLES)


def test_every_core_document_has_template_schema_and_sample() -> None:
    core = {code for code, kind in DOCUMENT_TYPES.items() if kind.tier == "core"}

    assert len(core) == 20
    assert all(DOCUMENT_TYPES[code].has_template for code in core)
    assert core <= set(SAMPLES)
    assert len(SAMPLES) == len(DOCUMENT_TYPES) == 58
    assert set(SAMPLES) == set(schema.SCHEMAS) == {code for code, kind in DOCUMENT_TYPES.items() if kind.has_template}


@pytest.mark.parametrize("code", CODES)
def test_it_renders_from_its_sample_without_an_unknown_fact(code: str) -> None:
    schema.check(code, SAMPLES[code])

    assert f"<title>{DOCUMENT_TYPES[code].name_zh}" in html_of(code)


@pytest.mark.parametrize("code", CODES)
def test_it_renders_for_an_individual_and_for_the_fire_organ(code: str) -> None:
    changes = {"organ": FIRE} | ({"party": INDIVIDUAL} if "party" in SAMPLES[code] else {})

    text = words_of(code, **changes)

    assert "安全生产行政执法文书" not in text
    assert EMERGENCY["name"] not in text


@pytest.mark.parametrize("code", CODES)
def test_a_missing_fact_stops_it(code: str) -> None:
    data = sample(code)
    del data["organ"]["name"]
    del data["issued_on"]

    with pytest.raises((MissingFact, schema.ContractBroken)):
        schema.check(code, data)
        render_html(code, data)


@pytest.mark.parametrize("code", CODES)
def test_what_people_type_is_escaped(code: str) -> None:
    html = render_html(code, _tainted(sample(code)))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize("code", CODES)
def test_nothing_still_speaks_of_the_abolished_agency(code: str) -> None:
    text = words_of(code)

    assert "安监" not in text
    assert "安全生产监督管理部门" not in text


@pytest.mark.parametrize("code", CODES)
def test_empty_fields_print_a_stroke(code: str) -> None:
    text = words_of(code, **_emptied(code))

    assert "/" in text
    assert "None" not in text


@pytest.mark.parametrize("code", CODES)
def test_a_draft_says_so_and_bears_no_seal(code: str) -> None:
    html = html_of(code, draft=True)

    assert "草稿" in html
    assert "<svg" not in html


@pytest.mark.parametrize("code", CODES)
def test_only_documents_that_carry_a_seal_show_one(code: str) -> None:
    assert ("<svg" in html_of(code)) == DOCUMENT_TYPES[code].seal


def test_a_demo_seal_says_so_and_a_real_one_does_not() -> None:
    demo, real = html_of("CFDW"), html_of("CFDW", demo=False)

    assert ">演示</text>" in demo
    assert ">演示</text>" not in real


def test_a_draft_lists_what_is_not_confirmed_and_the_issued_paper_does_not() -> None:
    assert "待核实" in html_of("CFDW", draft=True)
    assert "待核实" not in html_of("CFDW")


# --- wording of the law


@pytest.mark.parametrize("code", ["CFDW", "CFGR"])
def test_the_surcharge_is_three_percent_a_day_and_never_above_the_fine(code: str) -> None:
    text = words_of(code)

    assert "每日按罚款数额的百分之三加处罚款，加处罚款的数额不得超出罚款的数额" in text
    assert "加处罚款在行政复议或者行政诉讼期间不予计算" in text
    assert "第七十二条第一款第一项" in text
    assert "十五日内" in text


def test_a_decision_without_a_fine_asks_for_no_payment() -> None:
    text = words_of("CFDW", penalties=["警告"], total_fine="")

    assert "加处罚款" not in text
    assert "账号" not in text


def test_a_hearing_is_asked_for_within_five_working_days() -> None:
    text = words_of("TZGZ")

    assert "五个工作日内" in text
    assert "第六十三条、第六十四条" in text
    assert "三日" not in text


def test_the_advance_notice_names_the_right_articles_and_the_set_period() -> None:
    text = words_of("CFGZ", defence_days=7)

    assert "第四十四条、第四十五条" in text
    assert "7个工作日内" in text


@pytest.mark.parametrize("code", ["CFDW", "CFGR", "BYCF", "ZLZG", "XBCL", "XCCL", "CFKY", "CKYQ", "CKCL", "TGJD"])
def test_reconsideration_goes_to_the_named_government_alone(code: str) -> None:
    text = words_of(code)

    assert "六十日内向杭州市拱墅区人民政府申请行政复议" in text
    assert "六个月内依法直接向杭州市拱墅区人民法院提起行政诉讼" in text
    assert "上一级" not in text


@pytest.mark.parametrize(
    "code", ["CFDW", "CFGR", "BYCF", "CFGZ", "TZGZ", "ZLZG", "XCCL", "CFKY", "CKCL", "TGJD", "TGTZ", "XYXF"]
)
def test_a_street_never_appears_as_the_deciding_body(code: str) -> None:
    changes = {"party": UNIT | {"address": "杭州市拱墅区演示路88号"}}

    text = words_of(code, **changes)

    assert "街道" not in text
    assert SAMPLES[code]["organ"]["name"] in text


def test_preserved_evidence_is_disposed_of_in_seven_working_days() -> None:
    assert "第五十六条" in words_of("XBTZ")
    assert "七个工作日内" in words_of("XBTZ")


def test_each_point_of_the_defence_is_answered_in_the_decision() -> None:
    text = words_of("CFDW")

    assert text.count("经复核，") == 2
    assert "本机关不予采纳" in text


def test_several_fines_are_added_up_in_words_and_figures() -> None:
    changes = {"penalties": ["甲", "乙"], "total_fine": "30000.00", "sum_stated": True}

    assert "合计人民币叁万元整（￥30,000.00）" in words_of("CFDW", **changes)


@pytest.mark.parametrize("code", ["JCJL", "XWBL", "CSSB"])
def test_records_have_signature_lines_and_page_numbers_on_every_page(code: str) -> None:
    html = html_of(code)

    assert 'class="page-signs"' in html
    assert 'class="page-of"' in html
    assert "续页" in html


def test_service_receipt_has_five_rows() -> None:
    assert html_of("SDHZ").count('class="c server"') == 10


def test_template_version_is_stable_and_differs_between_documents() -> None:
    assert template_version("LA") == template_version("LA")
    assert template_version("LA") != template_version("JASP")


def test_open_opinion_boxes_stay_blank_for_the_pen() -> None:
    assert 'class="pen"' in html_of("LA", approvals=NO_APPROVALS)


def _tainted(value: object) -> object:
    """The same facts with a script in every text that isn't a date, an amount or a code."""
    if isinstance(value, dict):
        keep = ("kind", "code", "total_fine", "left", "seal_text")
        return {key: item if key in keep else _tainted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_tainted(item) for item in value]
    if isinstance(value, str) and value and not value[:4].isdigit():
        return value + "<script>alert(1)</script>"
    return value


def _emptied(code: str) -> dict[str, object]:
    """Top-level texts and the party's details emptied."""
    data = deepcopy(SAMPLES[code])
    blank: dict[str, object] = {key: "" for key, value in data.items() if isinstance(value, str) and key != "issued_on"}
    if "party" in data:
        blank["party"] = {key: value if key in ("kind", "name") else "" for key, value in data["party"].items()}
    if "rows" in data:
        blank["rows"] = data["rows"][:1] if code == "JNML" else []
    return blank | {"organ": data["organ"] | {"phone": "", "contact": "", "bank_name": "", "bank_account": ""}}


def test_samples_of_charges_agree_with_the_schema() -> None:
    assert set(CHARGES) < set(schema.get_type_hints(schema.CFGZ))
