"""Rules of service (送达, 处罚法 61; 民诉法 87–95): what is served, how, and from when it counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cases.execution import DECISIONS
from gongshu_enforcement import legal_settings
from gongshu_enforcement.working_days import add_working_days

from .registry import Facts, Problem, problem, rule


@rule(
    "E0",
    zh="文书生成 PDF 后方可送达",
    en="Service requires the rendered document",
    articles="处罚法61(1)；民诉法87、88",
    gates=("serve",),
    covers=("E2",),
    invariants=(11,),
)
def rendered_before_service(facts: Facts) -> Iterator[Problem]:
    """What is served is the frozen document, whose hash is in the ledger. Demo papers are rendered when first asked for."""
    document = facts.inputs["document"]
    if not document.is_rendered and document.origin != "demo":
        yield problem(
            "《{title}》的 PDF 尚未生成。",
            "The PDF of “{title}” has not been rendered yet.",
            "稍候刷新页面，生成后再登记送达。",
            "Reload in a moment and record the service then.",
            at="document",
            title=document.title,
        )
    if facts.on < document.issued_on:
        yield problem(
            "送达日期早于签发日期 {day}。",
            "The day of service lies before the issue, {day}.",
            "核对日期。",
            "Check the date.",
            at="happened_on",
            day=document.issued_on.isoformat(),
        )


@rule(
    "E4",
    zh="电子送达须有当事人事先签署的确认书",
    en="Electronic service needs consent signed before",
    articles="处罚法61(2)",
    gates=("serve",),
    covers=("C18",),
)
def electronic_needs_consent(facts: Facts) -> Iterator[Problem]:
    """Only where the party agreed and signed, on the day of the service at the latest."""
    if facts.inputs.get("method") == "electronic" and not _consented(facts.case, facts.on):
        yield problem(
            "到 {day} 为止，当事人没有签署同意电子送达的确认书。",
            "By {day} the party had not signed consent to electronic service.",
            "改用其他送达方式，或先办理送达地址确认；送达日期不得早于签署日期。",
            "Serve another way, or have the confirmation signed first; no service lies before its day.",
            at="method",
            day=facts.on.isoformat(),
        )


def _consented(case: Any, on: date) -> bool:
    """What the last confirmation up to the day says; a later one leaves what was agreed before as its paper has it."""
    party = case.party
    if party.address_confirmed_on is not None and party.address_confirmed_on <= on:
        return bool(party.electronic_service)
    papers = case.documents.filter(code="SDDZ", status="issued").order_by("pk").values_list("data", flat=True)
    until_then = [data for data in papers if data["issued_on"] and data["issued_on"] <= on.isoformat()]
    return bool(until_then) and sorted(until_then, key=lambda data: data["issued_on"])[-1]["electronic"]


UNSIGNED = ("left", "post", "electronic", "public")


@rule(
    "E1",
    zh="决定书应在七个工作日内送达",
    en="A decision is served within seven working days",
    articles="处罚法61(1)、85",
    gates=("serve",),
    severity="warn",
    covers=("E1",),
)
def decision_served_in_time(facts: Facts) -> Iterator[Problem]:
    """A late service leaves the decision standing, but the delay must be explained in the dossier."""
    case, document = facts.case, facts.inputs["document"]
    if document.code not in DECISIONS or case.decided_on is None:
        return
    days = legal_settings.value("serve_decision_working_days", on=case.decided_on, organ=case.organ.code)
    due = add_working_days(case.decided_on, days)
    if facts.on > due:
        yield problem(
            "决定书应于 {day} 前送达。",
            "The decision was to be served by {day}.",
            "在备注中写明迟延原因。",
            "Say in the note why it is late.",
            at="happened_on",
            day=due.isoformat(),
        )


@rule(
    "E3",
    zh="留置送达须有见证人签名或拍照录像",
    en="Leaving a paper at the address needs witnesses, photos or film",
    articles="民诉法89；处罚法61(1)",
    gates=("serve",),
    covers=("E3",),
)
def left_with_witnesses(facts: Facts) -> Iterator[Problem]:
    """The party refused: what shows it is named on the receipt."""
    if facts.inputs.get("method") == "left" and not facts.inputs.get("note_text"):
        yield problem(
            "留置送达没有写明见证人或拍照、录像情况。",
            "Left at the address without naming witnesses, photos or film.",
            "在备注中写明拒收情况和见证人姓名，或拍照、录像情况。",
            "Note the refusal and the witnesses, or the photos or film taken.",
            at="note_text",
        )


@rule(
    "E4p",
    zh="邮寄送达以回执日期为准，须记回执",
    en="Service by post counts from the return slip, which is noted",
    articles="民诉法91；处罚法61(1)",
    gates=("serve",),
    covers=("E4",),
)
def post_has_its_slip(facts: Facts) -> Iterator[Problem]:
    """The day on the slip is the day of service; its number stands in the note."""
    if facts.inputs.get("method") == "post" and not facts.inputs.get("note_text"):
        yield problem(
            "邮寄送达没有写明回执。",
            "Service by post without its return slip.",
            "在备注中写明邮件号码；送达日期填回执上的收件日期。",
            "Note the mail's number; the day of service is the one on the slip.",
            at="note_text",
        )


@rule(
    "E5p",
    zh="公告送达须其他方式无法送达",
    en="Public notice only where no other way works",
    articles="民诉法95；处罚法61(1)",
    gates=("serve",),
    covers=("E5",),
)
def public_notice_is_the_last_way(facts: Facts) -> Iterator[Problem]:
    """Whereabouts unknown, or every other way tried; it counts from the end of its period."""
    if facts.inputs.get("method") == "public" and not facts.inputs.get("note_text"):
        yield problem(
            "公告送达没有写明原因和经过。",
            "Service by public notice without its reason and course.",
            "在备注中写明下落不明或其他方式无法送达的经过。",
            "Note that the whereabouts are unknown, or how the other ways failed.",
            at="note_text",
        )


@rule(
    "E6",
    zh="留置、邮寄、电子、公告送达应附送达凭证",
    en="Service that nobody signs for has its proof on file",
    articles="民诉法89、90、91、95；处罚法61(1)",
    gates=("serve",),
    severity="warn",
    covers=("E2", "E3", "E4", "E5"),
)
def proof_on_file(facts: Facts) -> Iterator[Problem]:
    """A receipt signed by the party proves itself; every other way is proved by what it left behind."""
    if facts.inputs.get("method") in UNSIGNED and not facts.inputs.get("proof"):
        yield problem(
            "没有上传送达凭证（照片、邮件回执、电子送达记录或者公告）。",
            "No proof of the service was uploaded (photo, return slip, record of arrival, notice).",
            "现在上传，或者收到回执后作为证据补充入卷。",
            "Upload it now, or add it to the evidence when the slip comes.",
            at="proof",
        )
