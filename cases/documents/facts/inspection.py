"""Inspection plan, notice and record; order to correct and its re-check."""

from __future__ import annotations

from typing import Any

from .common import case_facts, day, lines, moment, party, people, sheet
from .registry import builds


def _visit(case: Any, inspection: Any) -> dict[str, Any]:
    officers = people(inspection.officers.all(), inspection.happened_on)
    return {
        "party": party(case.party, inspection.happened_on),
        "start": moment(inspection.started_at),
        "end": moment(inspection.ended_at),
        "officers": officers,
    }


@builds("JCFA")
def plan(case: Any, *, inspection: Any) -> dict[str, Any]:
    """Inspection plan (现场检查方案), approved before the visit."""
    signer = {"name": inspection.approved_by, "certificate": "", "position": ""}
    entry = {"desk": "", "opinion": "同意实施检查。", "signers": [signer], "date": day(inspection.approved_on)}
    return {
        **sheet(case, inspection.approved_on),
        **_visit(case, inspection),
        "contact": inspection.contact_name,
        "industry": inspection.industry,
        "task_source": inspection.task_source,
        "content": lines(inspection.scope),
        "method": inspection.method,
        "approvals": [{"label": "审批意见", "entries": [entry]}],
        "remarks": "",
    }


@builds("XCTZ")
def notice(case: Any, *, inspection: Any) -> dict[str, Any]:
    """Notice of inspection (行政检查通知书)."""
    earlier = case.inspections.filter(happened_on__lt=inspection.happened_on).count()
    return {
        **sheet(case, inspection.happened_on),
        **_visit(case, inspection),
        "basis": inspection.basis,
        "task_source": inspection.task_source,
        "place": inspection.place,
        "content": lines(inspection.scope),
        "method": inspection.method,
        "frequency": f"本案第{earlier + 1}次现场检查",
        "scan_note": "",
        "refusal": inspection.refused_to_sign,
    }


@builds("JCJL")
def record(case: Any, *, inspection: Any) -> dict[str, Any]:
    """Inspection record (现场检查记录)."""
    return {
        **sheet(case, inspection.happened_on),
        **_visit(case, inspection),
        "site_person": {
            "name": inspection.contact_name,
            "position": inspection.contact_title,
            "phone": inspection.contact_phone,
        },
        "place": inspection.place,
        "shown": inspection.certificates_shown,
        "findings": inspection.findings,
        "refusal": inspection.refused_to_sign,
    }


@builds("ZLZG")
def order(case: Any, *, order: Any) -> dict[str, Any]:
    """Order to correct (责令限期整改指令书), problem by problem with its day."""
    return {
        **sheet(case, order.ordered_on),
        "party": party(case.party, order.ordered_on),
        "inspected_on": _inspected_on(case, order),
        "problems": [
            {"text": item.problem.rstrip("。"), "provision": "", "due_on": day(item.due_on)}
            for item in order.items.all()
        ],
        "interim": "",
        "officers": people(order.officers.all(), order.ordered_on),
        "refusal": "",
    }


def _inspected_on(case: Any, order: Any) -> str:
    visits = [row.happened_on for row in case.inspections.all() if row.happened_on <= order.ordered_on]
    return day(max(visits, default=order.ordered_on))


@builds("FCYJ")
def recheck(case: Any, *, recheck: Any) -> dict[str, Any]:
    """Re-check opinion (整改复查意见书)."""
    order, on = recheck.order, recheck.rechecked_on
    paper = order.document
    return {
        **sheet(case, on),
        "party": party(case.party, on),
        "order": {
            "name": "责令限期整改指令书",
            "number": paper.number if paper else "",
            "issued_on": day(order.ordered_on),
        },
        "rechecked_on": day(on),
        "results": [
            {"text": item.problem.rstrip("。"), "due_on": day(item.due_on), "opinion": ""} for item in order.items.all()
        ],
        "findings": recheck.findings,
        "passed": recheck.passed,
        "officers": people(recheck.officers.all(), on),
        "refusal": "",
    }


@builds("SDDZ")
def service_address(case: Any) -> dict[str, Any]:
    """Confirmation of the address for service (送达地址确认书, 处罚法 61(2))."""
    who = case.party
    confirmed_on = who.address_confirmed_on
    data = sheet(case, confirmed_on)
    return {
        **data,
        "case": case_facts(case),
        "party": party(who),
        "address": who.service_address or who.address,
        "recipient": who.service_recipient,
        "postcode": who.postcode,
        "phone": who.service_phone or who.phone,
        "agent": "",
        "electronic": bool(who.electronic_service),
        "electronic_method": _electronic_way(who.electronic_service),
        "electronic_address": who.electronic_service,
        "officers": people((row.officer for row in case.current_handlers()), confirmed_on or case.opened_on),
    }


def _electronic_way(address: str) -> str:
    if not address:
        return ""
    return "电子邮件" if "@" in address else "手机短信或者即时通信"
