"""Papers of the investigation on the spot: measures against a danger, inquest, samples, appraisal; and credit repair."""

from __future__ import annotations

from typing import Any

from gongshu_enforcement import legal_settings

from .common import case_facts, day, documents, lines, moment, of_case, party, people, sheet
from .registry import builds

BASIS = {
    "emergency": "《中华人民共和国安全生产法》第六十五条第一款第三项",
    "fire": "《中华人民共和国消防法》第五十四条",
}


@builds("XCCL")
def on_site_measures(case: Any, *, measure: Any) -> dict[str, Any]:
    """Decision on measures on the spot (现场处理措施决定书, 安全法 65(1)(3))."""
    on = measure.ordered_on
    visits = [row.happened_on for row in case.inspections.all() if row.happened_on <= on]
    return {
        **sheet(case, on),
        "party": party(case.party, on),
        "inspected_on": day(max(visits, default=on)),
        "problems": [{"text": row["text"].rstrip("。"), "provision": row["provision"]} for row in measure.problems],
        "basis": BASIS[case.organ.code],
        "danger": measure.danger.rstrip("。"),
        "measures": lines(measure.measures),
        "officers": people(measure.officers.all(), on),
        "refusal": measure.refused_to_sign,
    }


def _on_site(case: Any, row: Any) -> dict[str, Any]:
    return {
        "start": moment(row.started_at),
        "end": moment(row.ended_at),
        "place": row.place,
        "officers": people(row.officers.order_by("pk"), row.happened_on),
        "refusal": row.refused_to_sign,
    }


@builds("KYBL")
def inquest(case: Any, *, inquest: Any) -> dict[str, Any]:
    """Inquest record (勘验笔录); the second officer writes it."""
    common = _on_site(case, inquest)
    return {
        **of_case(case, inquest.happened_on),
        **common,
        "weather": inquest.weather,
        "present": inquest.party_present,
        "phone": inquest.party_phone,
        "invited": inquest.invited,
        "recorder": common["officers"][-1],
        "shown": inquest.certificates_shown,
        "findings": inquest.findings,
        "sketch": inquest.sketch,
    }


@builds("CYQZ")
def sampling(case: Any, *, sampling: Any) -> dict[str, Any]:
    """Receipt for samples (抽样取证凭证, 处罚法 56)."""
    return {
        **sheet(case, sampling.happened_on),
        **_on_site(case, sampling),
        "party": party(case.party, sampling.happened_on),
        "contact": sampling.contact_name,
        "phone": sampling.contact_phone,
        "items": [{name: row[name] for name in ("name", "specification", "quantity")} for row in sampling.items],
    }


@builds("JDWT")
def commission(case: Any, *, commission: Any) -> dict[str, Any]:
    """Commission for an appraisal (鉴定委托书)."""
    return {
        **sheet(case, commission.since),
        "institution": commission.institution,
        "cause": case_facts(case)["cause"],
        "items": [{name: row[name] for name in ("name", "model", "quantity", "remark")} for row in commission.items],
        "demand": commission.basis,
        "report_by": day(commission.report_by),
    }


@builds("XYXF")
def credit_repair(case: Any) -> dict[str, Any]:
    """Notice on credit repair (信用修复告知书), handed over with the decision."""
    decision = documents(case, "CFDW", "CFGR", "DCDW", "DCGR")[-1]
    on, organ = case.decided_on, case.organ.code
    parts = ("channel", "publication", "conditions", "materials")
    told = {part: legal_settings.value(f"credit_{part}", on=on, organ=organ) for part in parts}
    return {
        **of_case(case, on),
        "decision_number": decision.number,
        "decided_on": day(on),
        "channel": told["channel"],
        "period": told["publication"],
        "conditions": told["conditions"].split("；"),
        "materials": told["materials"].split("；"),
    }
