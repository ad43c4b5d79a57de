"""Facts and evidence (事实证据): source, records, pieces, preservation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from cases.guide.record import Record, missing
from cases.legality.registry import Pair
from cases.models import Inspection, Interview
from gongshu_enforcement import legal_settings
from gongshu_enforcement.working_days import working_days_between

from .base import Fault, automatic, fault

RECORDINGS = ("audiovisual", "electronic")


@automatic("F01", rules=("F0", "A14"))
def has_a_source(r: Record) -> Iterator[Pair]:
    """Source and material fit each other; facts and particulars are there."""
    if r.case.is_summary:
        if not (r.case.source and r.case.facts):
            yield Pair("缺少案件来源或违法事实。", "Source or facts are missing.")
        return
    rows = r.approved("filing")
    content = {name: rows[-1].content.get(name) for name in ("opinion", "proposal")} if rows else {}
    for code in ("F0", "A14"):
        yield from r.ask(code, "submit_filing", on=r.case.filed_on, **content)


@automatic(
    "F02",
    each="0.5",
    when=lambda r: bool(r.case.inspections.all()),
    otherwise=Pair("未做现场检查，不涉及。", "There was no inspection."),
)
def inspection_is_complete(r: Record) -> Iterator[Fault]:
    """Times to the minute, place, scope, findings, person on site, two officers."""
    for row in r.case.inspections.all():
        asked = (
            (Pair("检查场所", "place"), row.place),
            (Pair("检查内容", "scope"), row.scope),
            (Pair("检查情况", "findings"), row.findings),
            (Pair("现场负责人", "person in charge"), row.contact_name),
            (Pair("起止时间", "times"), row.ended_at > row.started_at),
            (Pair("两名检查人员", "two officers"), len(row.officers.all()) >= 2),
        )
        for name in missing(asked):
            yield fault("现场检查记录缺少{zh}。", "The inspection record lacks {en}.", zh=name.zh, en=name.en)


@automatic(
    "F03",
    each="1",
    rules=("F03",),
    when=lambda r: bool(r.case.interviews.all()),
    otherwise=Pair("未作询问，不涉及。", "Nobody was interviewed."),
)
def interviews_are_in_order(r: Record) -> Iterator[Fault | Pair]:
    """Rights told, questions answered, and nobody at two places at a time."""
    for row in r.case.interviews.all():
        yield from r.ask("F03", "record_interview", on=row.happened_on, rights_told=row.rights_told)
    for (name, start, end), (_other, begun, done) in combinations(_busy(r), 2):
        if name == _other and start < done and begun < end:
            yield fault("{name} 同一时段有两份笔录。", "{name} has two records at one time.", name=name)


def _busy(r: Record) -> list[tuple[str, object, object]]:
    """When each officer of this case's interviews was at a record, in any case of those days."""
    rows = list(r.case.interviews.all())
    days = {row.happened_on for row in rows}
    people = {officer.pk: officer.name for row in rows for officer in (row.interviewer, row.recorder)}
    spans = []
    for row in Interview.objects.filter(happened_on__in=days):
        spans += [(pk, row) for pk in (row.interviewer_id, row.recorder_id) if pk in people]
    for row in Inspection.objects.filter(happened_on__in=days).prefetch_related("officers"):
        spans += [(officer.pk, row) for officer in row.officers.all() if officer.pk in people]
    return [(people[pk], row.started_at, row.ended_at) for pk, row in spans]


@automatic(
    "F06",
    each="0.5",
    when=lambda r: any(piece.kind in RECORDINGS for piece in r.evidence),
    otherwise=Pair("无此类证据，不涉及。", "There is no such evidence."),
)
def recordings_are_described(r: Record) -> Iterator[Fault]:
    """When, where, by whom, what for, and a hash where a file is there."""
    for piece in r.evidence:
        if piece.kind not in RECORDINGS:
            continue
        asked = (
            (Pair("制作地点", "place"), piece.place),
            (Pair("制作人", "maker"), piece.made_by),
            (Pair("证明对象", "what it proves"), piece.proves),
            (Pair("校验值", "hash"), piece.sha256),
        )
        for name in missing(asked):
            yield fault("“{title}”缺少{zh}。", "“{title}” lacks {en}.", title=piece.title, zh=name.zh, en=name.en)


@automatic(
    "F07",
    when=lambda r: r.paper("XBTZ") is not None,
    otherwise=Pair("未采取先行登记保存，不涉及。", "Nothing was preserved."),
)
def preservation_is_settled(r: Record) -> Iterator[Fault]:
    """Approved before, and disposed of within the working days of 处罚法 56."""
    notice, approval, settled = r.paper("XBTZ"), r.paper("XBSP"), r.paper("XBCL")
    if approval is None or approval.issued_on > notice.issued_on:
        yield fault("先行登记保存没有事前审批。", "The preservation was not approved before.", "1")
    days = legal_settings.value("preservation_working_days", on=notice.issued_on, organ=r.case.organ.code)
    last = settled.issued_on if settled else r.today
    if settled is None or working_days_between(notice.issued_on, last) > days:
        yield fault("先行登记保存未在期限内处理。", "The preserved evidence was not settled in time.", "2")
