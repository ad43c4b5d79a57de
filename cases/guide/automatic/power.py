"""Power and people (主体): in whose name, under which delegation, by whom."""

from __future__ import annotations

from collections.abc import Iterator

from stdnum.cn import ric, uscc

from cases import settling
from cases.guide.record import DECISIONS, Record, every, missing, people_in
from cases.legality.registry import Pair

from .base import Fault, automatic, fault

BY_STREET = Pair("本案由区级机关办理，不涉及委托。", "The organ handled the case itself: no delegation.")


@automatic("V01", when=lambda r: r.case.is_decided)
def in_the_organs_name(r: Record) -> Iterator[Fault]:
    """The decision names the organ whose power it is, and nobody else."""
    decision = r.paper(*DECISIONS)
    if decision is None:
        yield fault("没有决定书。", "There is no decision on file.")
        return
    for organ in every(decision.data, "organ"):
        if organ.get("name") != r.case.organ.name:
            yield fault(
                "决定书以“{name}”名义作出。", "The decision is in the name of “{name}”.", name=organ.get("name", "")
            )


@automatic("V02", rules=("A1",), when=lambda r: r.case.handling_unit == "street", otherwise=BY_STREET)
def delegated(r: Record) -> Iterator[Fault | Pair]:
    """The item was delegated when the case was filed, and the agreement ran on the day of the decision."""
    case = r.case
    yield from r.ask("A1", "submit_filing", on=case.filed_on or case.opened_on)
    agreement = case.agreement
    if agreement is None:
        yield fault("没有委托协议。", "There is no agreement on file.")
    elif (
        case.decided_on
        and not agreement.in_force_on(case.decided_on)
        and not settling.may_finish(case, case.decided_on)
    ):
        yield fault("决定之日委托协议已终止。", "The agreement had ended on the day of the decision.")


@automatic("V04", rules=("A8",))
def two_certified_officers(r: Record) -> Iterator[Fault]:
    """Every act on record has two officers with a certificate of that day."""
    for act in r.acts:
        for message in r.ask("A8", "record_inspection", on=act.on, officers=act.officers):
            yield fault("{act}：{message}", "{act_en}: {message_en}", **_both(act.name, message))


def _both(act: Pair, message: Pair) -> dict[str, str]:
    return {"act": act.zh, "act_en": act.en, "message": message.zh, "message_en": message.en}


@automatic("S01", when=lambda r: r.case.handling_unit == "street", otherwise=BY_STREET)
def delegation_on_file(r: Record) -> Iterator[Fault]:
    """The agreement with its items and term, made public."""
    agreement = r.case.agreement
    if agreement is None:
        yield fault("案卷缺少委托书。", "The letter of delegation is missing.", "2")
    elif not agreement.published_on:
        yield fault("委托书没有公布。", "The delegation was not made public.", "1")


@automatic("S02", each="1")
def same_officers_everywhere(r: Record) -> Iterator[Fault]:
    """One officer, one certificate number, in every document that names them."""
    seen: dict[str, set[str]] = {}
    for paper in r.papers:
        for name, certificate in people_in(paper.data):
            if certificate:
                seen.setdefault(name, set()).add(certificate)
    for name, numbers in seen.items():
        if len(numbers) > 1:
            listed = "、".join(sorted(numbers))
            yield fault(
                "{name} 的执法证号不一致：{listed}。", "{name} appears with {listed}.", name=name, listed=listed
            )
    for handler in r.case.handlers.all():
        if handler.officer.name not in seen and r.papers:
            yield fault(
                "文书中没有承办人 {name} 的执法证号。",
                "No document bears the certificate number of {name}.",
                name=handler.officer.name,
            )


@automatic("S03", each="1", rules=("B4",))
def certificates_shown(r: Record) -> Iterator[Pair]:
    """Each record of an inspection or an interview says so."""
    for row in (*r.case.inspections.all(), *r.case.interviews.all()):
        yield from r.ask("B4", "record_inspection", on=row.happened_on, certificates_shown=row.certificates_shown)
    if r.on_site and not r.on_site.certificates_shown:
        yield Pair(
            "当场处罚没有出示执法证件的记载。", "The decision on site does not say that certificates were shown."
        )


@automatic("S04", each="1")
def party_as_in_its_papers(r: Record) -> Iterator[Fault]:
    """The code's check digit; name and code as in every document; address and representative there."""
    party = r.case.party
    if not (uscc.is_valid(party.credit_code) if party.is_unit else _is_id_number(party.id_number)):
        yield fault("当事人代码“{code}”不正确。", "The party's code “{code}” is not right.", code=party.code)
    for name in missing(
        (
            (Pair("地址", "address"), party.address),
            (Pair("法定代表人", "representative"), party.representative or not party.is_unit),
        )
    ):
        yield fault("当事人缺少{zh}。", "The party has no {en}.", zh=name.zh, en=name.en)
    for paper in r.papers:
        for printed in every(paper.data, "party"):
            code = printed.get("credit_code") or printed.get("id_number") or party.code
            if (printed.get("name"), code) != (party.name, party.code):
                yield fault(
                    "{title}中的当事人与立案信息不一致。", "The party in {title} is not as recorded.", title=paper.title
                )


def _is_id_number(number: str) -> bool:
    """The check digit alone: the library's table of districts is older than the district's present bounds."""
    return len(number) == 18 and number[:17].isdigit() and ric.calc_check_digit(number) == number[17].upper()
