"""Archive (归档): one case, one dossier, whole, in order, in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from cases.documents.catalogue import DOCUMENT_TYPES, dossier_order
from cases.guide.record import Record, missing
from cases.legality.registry import Pair
from gongshu_enforcement import ledger, legal_settings

from .base import Fault, Undecided, automatic, fault
from .evidence import RECORDINGS

NOT_CLOSED = Pair("本案未经结案审批，不涉及。", "The case ended without a closing form.")


@automatic("V16")
def nothing_forged(r: Record) -> Iterator[Fault]:
    """The ledger's chain verifies, and the days of the case follow each other."""
    for breach in ledger.verify(r.events):
        yield fault("台账第 {seq} 条校验不符。", "Event {seq} of the ledger does not verify.", seq=breach.event.seq)
    case = r.case
    named = (
        (Pair("立案", "filing"), case.filed_on),
        (Pair("告知送达", "notice"), r.notice.served_on if r.notice else None),
        (Pair("决定", "decision"), case.decided_on),
        (Pair("决定送达", "service"), case.decision_served_on),
        (Pair("结案", "closing"), case.closed_on),
    )
    days = [(name, day) for name, day in named if day]
    for (first, before), (second, after) in pairwise(days):
        if before > after:
            yield fault("{a}晚于{b}。", "{a_en} after {b_en}.", a=first.zh, b=second.zh, a_en=first.en, b_en=second.en)


@automatic("A01", when=lambda r: r.closed, otherwise=NOT_CLOSED)
def archived_in_time(r: Record) -> Iterator[Fault]:
    """Within the days set for archiving, counted to the day of this self-check."""
    days = legal_settings.value("archive_days", on=r.case.closed_on)
    if r.today > r.case.closed_on + timedelta(days=days):
        yield fault("结案后超过 {days} 日仍未归档。", "Not archived within {days} days of closing.", "1", days=days)


@automatic("A02", each="0.2")
def cover_is_complete(r: Record) -> Iterator[Fault]:
    """Cause, result, days, officers, number: what the cover prints."""
    case = r.case
    asked = [
        (Pair("案由", "cause"), case.cause),
        (Pair("承办人", "officers"), case.current_handlers()),
        (Pair("当事人", "party"), case.party.name),
    ]
    if r.closed:
        asked += [
            (Pair("处理结果", "result"), case.outcome),
            (Pair("立案日期", "day of filing"), case.filed_on),
            (Pair("结案日期", "day of closing"), case.closed_on),
        ]
    for name in missing(asked):
        yield fault("案卷首页缺少{zh}。", "The cover lacks {en}.", zh=name.zh, en=name.en)


@automatic("A03", each="0.5")
def every_paper_can_be_bound(r: Record) -> Iterator[Fault]:
    """What is listed in the contents has its pages: a template, or a file with the hash taken on arrival."""
    for paper in r.papers:
        if not DOCUMENT_TYPES[paper.code].has_template:
            yield fault("{title}没有可装订的文本。", "{title} has no pages to bind.", title=paper.title)
    for piece in r.evidence:
        if piece.file and not piece.sha256:
            yield fault("“{title}”没有校验值。", "“{title}” has no hash.", title=piece.title)


@automatic("A04", each="0.2")
def papers_have_their_place(r: Record) -> Iterator[Fault]:
    """Every kind of paper has its rank in the table of the dossier's order."""
    ranks = dossier_order()
    for paper in r.papers:
        if paper.code not in ranks:
            yield fault("{title}没有装订顺序。", "{title} has no place in the order.", title=paper.title)


@automatic(
    "A05",
    when=lambda r: any(piece.kind in RECORDINGS for piece in r.evidence),
    otherwise=Pair("没有音像、电子证据，不涉及。", "There are no recordings or data."),
)
def recordings_can_be_opened(r: Record) -> Iterator[Fault]:
    """Each recording has its file in the store, under the hash taken on arrival."""
    for piece in r.evidence:
        if piece.kind in RECORDINGS and not (piece.file and piece.sha256):
            yield fault("“{title}”没有随卷保存。", "“{title}” is not kept with the dossier.", title=piece.title)


@automatic("A06", rules=("G1", "P02"), when=lambda r: r.closed, otherwise=NOT_CLOSED)
def closing_agrees(r: Record) -> Iterator[Fault | Pair]:
    """The closing form is there; paid and re-checked as it says."""
    if r.paper("JASP") is None:
        yield fault("没有结案审批表。", "There is no closing form.")
    submitted = [row.content for row in r.approved("closure")]
    for code in ("G1", "P02"):
        yield from r.ask(code, "submit_closure", **(submitted[-1] if submitted else {}))


@automatic("A07", when=lambda r: r.penalised, by_hand=True)
def published(r: Record) -> Iterator[Fault]:
    """Publication is recorded elsewhere; where nothing is on record, a person says whether and when."""
    raise Undecided(
        "本系统没有公示记录，由承办人核对。", "There is no record of a publication here: a person must look."
    )
    yield  # a generator like every other check
