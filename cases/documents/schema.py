"""The contract between a case and a printed document: one TypedDict per document, JSON-able, frozen at issue.

Dates are ISO strings ("2026-03-05"), moments ISO with minutes ("2026-03-05T09:30"), amounts strings of Decimal yuan
("20000.00"); a fact that isn't known is "" and prints as “/”. Texts are Chinese, as they go on paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, get_args, get_origin, get_type_hints, is_typeddict

CORRECTION = "corrects"  # beside the facts of a corrected document: what it says of the one it corrects


class Organ(TypedDict):
    """The organ in whose name and under whose seal everything is issued (处罚法 20(3), 59)."""

    code: str
    name: str
    letterhead: str
    family: str  # first line of the national form: 安全生产行政执法文书 or 消防行政执法文书
    seal_text: str
    address: str
    phone: str
    postcode: str
    contact: str
    review_body: str
    court: str
    bank_name: str
    bank_account: str
    order_basis: str  # provision an order to correct rests on, besides 处罚法 28(1)
    to_confirm: list[str]  # Chinese names of values not yet confirmed; shown on drafts only


class Person(TypedDict):
    """An officer: name, number of the enforcement certificate that day, position."""

    name: str
    certificate: str
    position: str


class Party(TypedDict):
    """The party (当事人); `kind` is "unit" or "individual". Fields of the other kind are ""."""

    kind: str
    name: str
    credit_code: str
    representative: str
    representative_position: str
    address: str
    postcode: str
    phone: str
    gender: str
    age: str
    id_number: str
    work_unit: str
    position: str
    work_address: str


class CaseFacts(TypedDict):
    reference: str
    name: str
    cause: str
    source: str
    found_on: str
    filed_on: str


class ApprovalEntry(TypedDict):
    desk: str
    opinion: str
    signers: list[Person]
    date: str


class ApprovalBox(TypedDict):
    """One box of an approval form; no entries while nobody has decided."""

    label: str
    entries: list[ApprovalEntry]


class Violation(TypedDict):
    title: str
    facts: str
    violated_provision: str
    penalty_provision: str
    discretion: str
    established: bool


class Sheet(TypedDict):
    """What every document carries."""

    organ: Organ
    demo: bool
    issued_on: str


class OfCase(Sheet):
    case: CaseFacts
    party: Party


class Approval(OfCase):
    approvals: list[ApprovalBox]


class LA(Approval):
    summary: str


class JCFA(Sheet):
    party: Party
    contact: str
    industry: str
    task_source: str
    start: str
    end: str
    officers: list[Person]
    content: list[str]
    method: str
    approvals: list[ApprovalBox]
    remarks: str


class XCTZ(Sheet):
    party: Party
    basis: str
    task_source: str
    start: str
    end: str
    place: str
    content: list[str]
    method: str
    frequency: str
    officers: list[Person]
    scan_note: str
    refusal: str


class SitePerson(TypedDict):
    name: str
    position: str
    phone: str


class JCJL(Sheet):
    party: Party
    site_person: SitePerson
    place: str
    start: str
    end: str
    officers: list[Person]
    shown: bool
    findings: str
    refusal: str


class Problem(TypedDict):
    text: str
    provision: str
    due_on: str


class ZLZG(Sheet):
    party: Party
    inspected_on: str
    problems: list[Problem]
    interim: str
    officers: list[Person]
    refusal: str


class Order(TypedDict):
    name: str
    number: str
    issued_on: str


class Result(TypedDict):
    text: str
    due_on: str
    opinion: str


class FCYJ(Sheet):
    party: Party
    order: Order
    rechecked_on: str
    results: list[Result]
    findings: str
    passed: bool
    officers: list[Person]
    refusal: str


class Interviewee(TypedDict):
    name: str
    gender: str
    age: str
    id_number: str
    work_unit: str
    position: str
    address: str
    phone: str


class Bring(TypedDict):
    identity: bool
    licence: bool
    authority: bool
    other: str


class XWTZ(Sheet):
    person: Interviewee
    matter: str
    appear_at: str
    place: str
    bring: Bring


class Turn(TypedDict):
    question: str
    answer: str


class XWBL(Sheet):
    sequence: int
    start: str
    end: str
    place: str
    person: Interviewee
    interviewer: Person
    recorder: Person
    officers: list[Person]
    shown: bool
    rights_told: bool
    present: str
    matter: str
    questions: list[Turn]
    refusal: str


class Charges(OfCase):
    """What is held against the party, by what evidence, and what it costs."""

    violations: list[Violation]
    evidence: list[str]
    penalties: list[str]
    total_fine: str  # "" where no fine is among the penalties
    sum_stated: bool  # whether several fines are added up in a sentence of their own


class CFGZ(Charges):
    defence_days: int
    hearing_due: bool


class TZGZ(Charges):
    pass


class NoticeRef(TypedDict):
    name: str
    number: str
    served_on: str


class Speaker(TypedDict):
    name: str
    gender: str
    position: str
    work_unit: str
    phone: str
    address: str
    postcode: str


class CSSB(OfCase):
    start: str
    end: str
    place: str
    speaker: Speaker
    officers: list[Person]
    recorder: Person
    shown: bool
    notice: NoticeRef
    statement: str
    refusal: str


class AnsweredPoint(TypedDict):
    """One point of the defence and the answer after checking it (处罚法 45(1))."""

    point: str
    answer: str
    adopted: bool


class CSFH(Approval):
    notice: NoticeRef
    points: list[AnsweredPoint]
    conclusion: str


class Check(TypedDict):
    item: str
    passed: bool
    remark: str


class Choice(TypedDict):
    label: str
    chosen: bool


class FZSH(OfCase):
    sent_by: str
    received_on: str
    ground: str
    checks: list[Check]
    choices: list[Choice]
    opinion: str
    reviewers: list[Person]


class AJCP(Charges):
    verdict: str  # how each offence is to be treated: 应当给予行政处罚, 依法不予行政处罚
    defence: str
    discretion: str
    approvals: list[ApprovalBox]


class DefenceFacts(TypedDict):
    text: str
    points: list[AnsweredPoint]


class Decision(Charges):
    investigation: str
    notice: NoticeRef
    defence: DefenceFacts
    hearing_text: str
    correction: str


class CFDW(Decision):
    pass


class CFGR(Decision):
    pass


class BYCF(OfCase):
    violations: list[Violation]
    evidence: list[str]
    investigation: str
    reason: str
    basis: str
    education: str


class HeadOpinion(TypedDict):
    name: str
    opinion: str
    date: str


class DCBG(OfCase):
    violations: list[Violation]
    evidence: list[str]
    investigation: str
    rectification: str
    discretion: str
    proposal: str
    officers: list[Person]
    head: HeadOpinion


class JASP(Approval):
    result: str
    execution: str


class ZZSP(Approval):
    reason: str


class AJYQ(Approval):
    due: str
    new_due: str
    reason: str


class YSSP(Approval):
    receiver: str
    summary: str
    reason: str
    officers: list[Person]


class YSS(Sheet):
    case: CaseFacts
    receiver: str
    to_police: bool
    findings: str
    basis: str
    documents: str
    pages: str
    attachments: list[str]


class KeptItem(TypedDict):
    """One thing kept as evidence (先行登记保存)."""

    name: str
    model: str
    origin: str
    quality: str
    unit: str
    price: str
    quantity: str
    remark: str


class XBSP(Approval):
    summary: str
    items: list[KeptItem]
    reason: str
    storage: str


class XBTZ(Sheet):
    party: Party
    suspicion: str
    storage: str
    appear_on: str
    appear_at: str
    items: list[KeptItem]
    officers: list[Person]
    refusal: str


class XBCS(Approval):
    summary: str
    registered_on: str
    notice_number: str
    items: list[KeptItem]
    disposal: str


class XBCL(Sheet):
    party: Party
    registered_on: str
    notice_number: str
    items: list[KeptItem]
    disposal: str


class ServiceRow(TypedDict):
    """One service: `servers` has exactly two people."""

    document: str
    number: str
    recipient: str
    place: str
    date: str
    method: str
    servers: list[Person]


class SDHZ(OfCase):
    rows: list[ServiceRow]
    remarks: str


class SDDZ(OfCase):
    address: str
    recipient: str
    postcode: str
    phone: str
    agent: str
    electronic: bool
    electronic_method: str
    electronic_address: str
    officers: list[Person]


class EvidenceRow(TypedDict):
    name: str
    kind: str
    source: str
    taken_on: str
    taken_by: str
    proves: str
    pages: str
    file_hash: str
    is_copy: bool
    made: str  # time, place and maker of a photo, recording or electronic data (F06)


class ZJQD(Sheet):
    case: CaseFacts
    rows: list[EvidenceRow]
    officers: list[Person]


class AJSY(Sheet):
    case: CaseFacts
    result: str
    closed_on: str
    officers: list[Person]
    archived_on: str
    archive_number: str
    retention: str
    pages: str


class ContentsRow(TypedDict):
    title: str
    number: str
    date: str
    pages: str
    remark: str


class JNML(Sheet):
    rows: list[ContentsRow]


class AgreementFacts(TypedDict):
    number: str
    catalogue: str
    legal_basis: str
    powers: str
    area: str
    supervision: str
    liability: str
    cap_unit: str
    cap_individual: str
    signed_on: str
    valid_from: str
    valid_to: str
    recording_number: str
    published_on: str
    publication_url: str


class Delegate(TypedDict):
    name: str
    address: str
    phone: str


class DelegatedItem(TypedDict):
    code: str
    title: str
    provision: str


class WTS(Sheet):
    delegate: Delegate
    agreement: AgreementFacts
    items: list[DelegatedItem]


SCHEMAS: dict[str, type] = {
    form.__name__: form
    for form in (
        LA, JCFA, XCTZ, JCJL, ZLZG, FCYJ, XWTZ, XWBL, CFGZ, TZGZ, CSSB, CSFH, FZSH, AJCP, CFDW, CFGR, BYCF, DCBG,
        JASP, ZZSP, AJYQ, YSSP, YSS, XBSP, XBTZ, XBCS, XBCL, SDHZ, SDDZ, ZJQD, AJSY, JNML, WTS,
    )
}  # fmt: skip


class ContractBroken(ValueError):
    """Data that doesn't fit its document: says where."""


def check(code: str, data: Mapping[str, Any]) -> None:
    """Raise ContractBroken where `data` lacks or adds a fact, or has one of the wrong type."""
    facts = {name: value for name, value in data.items() if name != CORRECTION}
    faults = _faults(SCHEMAS[code], facts, code)
    if not isinstance(data.get(CORRECTION, ""), str):
        faults.append(f"{code}.{CORRECTION}: not a text")
    if faults:
        raise ContractBroken("; ".join(faults))


def _faults(form: type, value: Any, where: str) -> list[str]:
    if is_typeddict(form):
        return _record_faults(form, value, where)
    if get_origin(form) is list:
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        (kind,) = get_args(form)
        return [fault for place, item in enumerate(value) for fault in _faults(kind, item, f"{where}[{place}]")]
    return [] if type(value) is form else [f"{where}: {type(value).__name__} instead of {form.__name__}"]


def _record_faults(form: type, value: Any, where: str) -> list[str]:
    if not isinstance(value, Mapping):
        return [f"{where}: not a record"]
    hints = get_type_hints(form)
    missing = [f"{where}.{name}: missing" for name in hints if name not in value]
    unknown = [f"{where}.{name}: unknown" for name in value if name not in hints]
    inner = [
        fault
        for name, kind in hints.items()
        if name in value
        for fault in _faults(kind, value[name], f"{where}.{name}")
    ]
    return missing + unknown + inner
