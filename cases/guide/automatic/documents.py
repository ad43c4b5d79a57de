"""Documents (文书): seal, six items, remedies, numbers, agreement between papers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from cases.documents.catalogue import DOCUMENT_TYPES
from cases.guide.record import DECISIONS, PENALTIES, Record, every
from cases.legality.registry import Pair
from gongshu_enforcement import ledger

from .base import Fault, automatic, fault

NUMBER = re.compile(r"〔\d{4}〕[1-9]\d*(-[1-9]\d*)?号(-[1-9]\d*)?$")


@automatic("V15", when=lambda r: r.case.is_decided)
def sealed_by_the_organ(r: Record) -> Iterator[Fault]:
    """The seal printed on the decision is the organ's own."""
    decision = r.paper(*DECISIONS)
    if decision is None:
        yield fault("没有决定书。", "There is no decision on file.")
        return
    text = decision.data.get("organ", {}).get("seal_text", "")
    if not DOCUMENT_TYPES[decision.code].seal or not text or text != r.case.organ.seal_text:
        yield fault(
            "决定书印章“{text}”不是委托机关印章。", "The seal “{text}” is not the delegating organ's.", text=text
        )


@automatic("D01", each="1", rules=("C16",), when=lambda r: r.penalised)
def six_items(r: Record) -> Iterator[Fault | Pair]:
    """Party, facts, penalty and basis, manner, remedies, organ and day."""
    decision = r.paper(*PENALTIES)
    if decision is None:
        yield fault("没有决定书。", "There is no decision on file.", "4")
        return
    if not (decision.number and decision.data.get("issued_on")):
        yield fault("决定书没有文号或者日期。", "The decision has no number or day.")
    if r.ordinary_penalty:
        yield from r.ask_of_decision("C16")


@automatic("D02", when=lambda r: r.case.is_decided)
def remedies_named(r: Record) -> Iterator[Fault]:
    """The bodies printed are the organ's."""
    decision = r.paper(*DECISIONS)
    organ = decision.data.get("organ", {}) if decision else {}
    printed = (organ.get("review_body"), organ.get("court"))
    if not all(printed) or printed != (r.case.organ.review_body, r.case.organ.court):
        yield fault("决定书载明的复议机关或者法院不正确。", "Reconsideration body or court are not rightly named.")


@automatic("D03", each="0.5")
def numbers_in_form(r: Record) -> Iterator[Fault]:
    """Prefix of the organ, year in brackets, a serial without leading zeros."""
    for paper in r.papers:
        if not DOCUMENT_TYPES[paper.code].number_word or not (paper.number or r.case.number):
            continue  # a case that was never filed has no number to give
        if not NUMBER.search(paper.number) or not paper.number.startswith(r.case.organ.number_prefix):
            yield fault("{title}文号“{number}”不规范。", "{title}: “{number}” is not in form.",
                        title=paper.title, number=paper.number)  # fmt: skip


@automatic("D04", each="0.5")
def papers_agree(r: Record) -> Iterator[Fault]:
    """One party in all of them, the amount decided in the decision, its day."""
    names = {found.get("name") for paper in r.papers for found in every(paper.data, "party") if isinstance(found, dict)}
    for name in names - {r.case.party.name}:
        yield fault("文书中的当事人“{name}”与案件不一致。", "“{name}” in a document is not the party.", name=name)
    decision = r.paper(*PENALTIES)
    if not (r.penalised and decision):
        return
    total = Decimal(decision.data.get("total_fine") or 0)
    if total != (r.case.total_fine or 0):
        yield fault("决定书金额与案件不一致。", "The amount in the decision is not the one decided.")
    if decision.data.get("issued_on") != r.case.decided_on.isoformat():
        yield fault("决定书日期与案件不一致。", "The day of the decision is not the one recorded.")


@automatic("D05", each="0.2")
def nothing_blank_nothing_altered(r: Record) -> Iterator[Fault]:
    """Printed from its template, which strikes out what is blank, from facts unaltered since the issue."""
    for paper in r.papers:
        told = ledger.digest({"code": paper.code, "number": paper.number, "data": paper.data})
        if not DOCUMENT_TYPES[paper.code].has_template or told != paper.data_hash:
            yield fault("{title}的内容与签发时不一致。", "{title} is not as it was issued.", title=paper.title)


@automatic("D07", each="0.2")
def signed(r: Record) -> Iterator[Fault]:
    """Records that are signed by hand have their signed scan on file."""
    for paper in r.papers:
        if DOCUMENT_TYPES[paper.code].kind == "笔录" and not paper.scan:
            yield fault("{title}没有附签名扫描件。", "{title} has no signed scan.", title=paper.title)
