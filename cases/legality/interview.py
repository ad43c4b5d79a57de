"""Rules of investigation (调查询问): records of two officers, rights told, evidence there."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Inspection, Interview

from .registry import Facts, Problem, problem, rule


@rule(
    "B4",
    zh="出示执法证件",
    en="Certificates are shown",
    articles="处罚法55(1)；安全法67(2)",
    gates=("record_inspection", "record_interview"),
)
def certificates_shown(facts: Facts) -> Iterator[Problem]:
    """The record says that the certificates were shown."""
    if not facts.inputs.get("certificates_shown"):
        yield problem(
            "未勾选已出示执法证件。",
            "The record does not say that certificates were shown.",
            "出示证件并在笔录中载明。",
            "Show them and tick the box.",
            at="certificates_shown",
        )


@rule(
    "F03",
    zh="询问须告知权利义务",
    en="The person interviewed is told rights and duties",
    articles="处罚法55；案卷评查F03",
    gates=("record_interview",),
)
def rights_told(facts: Facts) -> Iterator[Problem]:
    """Truthful answers, statement and defence, recusal."""
    if not facts.inputs.get("rights_told"):
        yield problem(
            "未勾选已告知权利义务。",
            "The record does not say that rights and duties were told.",
            "告知如实回答义务、陈述申辩权和申请回避权。",
            "Tell them: to answer truthfully, to state and defend, to ask for recusal.",
            at="rights_told",
        )


@rule(
    "F03b",
    zh="同一执法人员同一时段不得有两份笔录",
    en="An officer is at one place at a time",
    articles="案卷评查F03",
    gates=("record_inspection", "record_interview"),
)
def no_overlap(facts: Facts) -> Iterator[Problem]:
    """Records of one officer never overlap in time, across all cases."""
    start, end = facts.inputs["started_at"], facts.inputs["ended_at"]
    ids = [officer.pk for officer in facts.inputs.get("officers", ())]
    clash = {"started_at__lt": end, "ended_at__gt": start}
    inspection = Inspection.objects.filter(officers__in=ids, **clash).exclude(case=facts.case).first()
    interview = Interview.objects.filter(**clash).filter(interviewer__in=ids).first()
    interview = interview or Interview.objects.filter(**clash).filter(recorder__in=ids).first()
    other = inspection or interview
    if other is not None:
        yield problem(
            "所选执法人员在同一时段另有笔录（{reference}）。",
            "One of the officers has another record at that time ({reference}).",
            "核对起止时间或人员。",
            "Check the times or the officers.",
            at="started_at",
            reference=other.case.reference,
        )


@rule(
    "B5",
    zh="调查终结前须有询问笔录和证据",
    en="An investigation has an interview and evidence",
    articles="处罚法40、46、54",
    gates=("submit_interview",),
)
def evidence_is_there(facts: Facts) -> Iterator[Problem]:
    """Facts without evidence carry no penalty."""
    if not facts.case.interviews.exists():
        yield problem(
            "没有询问笔录。", "There is no record of an interview.", "先记录询问。", "Record an interview first."
        )
    if not facts.case.evidence.filter(withdrawn_at=None).exists():
        yield problem("没有证据。", "There is no evidence.", "先添加证据。", "Add evidence first.")


@rule(
    "B6",
    zh="电子技术监控记录须经审核方可作为证据",
    en="A record of electronic monitoring is evidence only once it was reviewed",
    articles="处罚法41",
    gates=("add_evidence",),
)
def monitoring_is_reviewed(facts: Facts) -> Iterator[Problem]:
    """Equipment lawful, marked, its sites public; the record true, clear, whole and accurate."""
    if facts.inputs.get("from_monitoring") and not str(facts.inputs.get("monitoring_review") or "").strip():
        yield problem(
            "没有电子技术监控记录的审核情况。",
            "The review of the monitoring record is missing.",
            "写明设备经法制和技术审核、标志明显、地点已公布，以及记录内容经审核真实、清晰、完整、准确；未经审核的不得作为证据。",
            "Say who reviewed equipment and record, and how; without a review it is no evidence.",
            at="monitoring_review",
        )


@rule(
    "E5",
    zh="送达地址确认书",
    en="The party confirmed an address for service",
    articles="处罚法61；民诉法90",
    severity="warn",
    gates=("submit_interview",),
)
def address_confirmed(facts: Facts) -> Iterator[Problem]:
    """Not required by law, but it saves a dispute on service."""
    if facts.case.party.address_confirmed_on is None:
        yield problem(
            "当事人尚未确认送达地址。",
            "The party has not confirmed an address for service.",
            "请当事人签署送达地址确认书。",
            "Have the party sign the confirmation.",
        )


@rule(
    "B9",
    zh="处罚同时责令改正",
    en="A penalty comes with an order to correct",
    articles="处罚法28(1)",
    severity="warn",
    gates=("submit_interview", "submit_determination"),
)
def ordered_to_correct(facts: Facts) -> Iterator[Problem]:
    """An order to correct is part of every penalty case."""
    if not facts.case.rectifications.exists():
        yield problem(
            "尚未责令改正。",
            "No order to correct has been issued.",
            "签发责令限期整改指令书。",
            "Issue the rectification order.",
        )
