"""Rules for issued documents that are wrong: what may be corrected, what may become void (文书更正、作废)."""

from __future__ import annotations

from collections.abc import Iterator

from cases.models import Document

from .registry import Facts, Problem, problem, rule

BASIS = "办案规程·文书更正（待核实）"


@rule(
    "GZ1",
    zh="只有文字差错才能更正",
    en="Only clerical errors are corrected",
    articles=BASIS,
    gates=("ask_correction", "decide_correction"),
)
def words_only(facts: Facts) -> Iterator[Problem]:
    """Money, days, provisions and numbers are what was decided: they change by a new act and never by a correction."""
    from cases.documents import correcting

    document, changes = _asked(facts)
    if document is None:
        return
    for change in changes:
        if not correcting.occurrences(document.data, change["wrong"]):
            yield problem(
                "文书正文中没有“{passage}”。",
                "“{passage}” does not stand in the text of this document.",
                "请从文书上逐字照录（审批意见、落款和编号不能更正）。",
                "Copy it from the paper letter by letter (opinions of reviewers, signatures and numbers can't be corrected).",
                at="changes",
                passage=change["wrong"],
            )
    altered = correcting.figures_changed(document.data, changes)
    if altered:
        yield problem(
            "该更正会改变金额、日期、条款或者编号：{what}。",
            "This would change an amount, a date, a provision or a number: {what}.",
            "更正只限文字差错；内容有误的，由原审批环节退回后重新作出。",
            "A correction is for slips of the pen; where the content is wrong, have the case returned and act anew.",
            at="changes",
            what="、".join(altered),
        )


@rule(
    "GZ2",
    zh="更正针对有效文书，一次一件",
    en="A correction is of a document that stands, one at a time",
    articles=BASIS,
    gates=("ask_correction",),
)
def one_at_a_time(facts: Facts) -> Iterator[Problem]:
    """A void paper needs no correction, and two at once would not know of each other."""
    document = facts.inputs.get("document")
    if document is None:
        return
    if document.status != Document.Status.ISSUED:
        yield problem(
            "该文书已作废。",
            "This document is void.",
            "请选择现行有效的文书。",
            "Choose a document that stands.",
            at="document",
        )
    elif document.corrections_asked.filter(granted=None).exists():
        yield problem(
            "该文书已有一件更正申请等待审核。",
            "A correction of this document already waits for the legal section.",
            "等法制审核机构处理后再申请。",
            "Ask again once the legal section has decided.",
            at="document",
        )


@rule(
    "GZ3",
    zh="更正由法制审核机构审核一次",
    en="The legal section decides on a correction once",
    articles=BASIS,
    gates=("decide_correction",),
)
def decided_once(facts: Facts) -> Iterator[Problem]:
    """What was decided stays; a refusal says why."""
    correction = facts.inputs.get("correction")
    if correction is not None and correction.granted is not None:
        yield problem(
            "该更正申请已经处理。",
            "This correction has been decided already.",
            "刷新页面查看结果。",
            "Reload the page to see what became of it.",
            at="correction",
        )
    elif not facts.inputs.get("granted") and not (facts.inputs.get("opinion") or "").strip():
        yield problem(
            "不同意更正而没有写明理由。",
            "The correction is refused without a reason.",
            "写明不同意更正的理由。",
            "Say why it is refused.",
            at="opinion",
        )


@rule(
    "GZ4",
    zh="送达、签名或者已入卷的文书不得作废",
    en="A paper that was served, signed or is part of a record never becomes void",
    articles=BASIS,
    gates=("void_document",),
)
def nothing_rests_on_it(facts: Facts) -> Iterator[Problem]:
    """What reached the party or carries a record of the case can only be corrected; the number of a void paper stays taken."""
    from cases.documents import standing

    document = facts.inputs.get("document")
    if document is None:
        return
    if document.status != Document.Status.ISSUED:
        yield problem(
            "该文书已作废。", "This document is void already.", "请选择其他文书。", "Choose another one.", at="document"
        )
    elif standing.stands(document):
        yield problem(
            "该文书已送达或者已签名，不得作废。",
            "This document was served or signed and can't become void.",
            "有文字差错的，申请更正。",
            "Ask for a correction if it has a clerical error.",
            at="document",
        )
    elif standing.rests_on(document) or _was_approved(facts, document):
        yield problem(
            "该文书已记入案件或者经过审批，不得单独作废。",
            "A record of the case or an approval rests on this document.",
            "有文字差错的，申请更正；内容有误的，退回原环节重新作出。",
            "Ask for a correction if it has a clerical error; if its content is wrong, have the case returned.",
            at="document",
        )


def _asked(facts: Facts) -> tuple[Document | None, list[dict[str, str]]]:
    correction = facts.inputs.get("correction")
    if correction is not None:
        return (correction.document, correction.changes) if facts.inputs.get("granted") else (None, [])
    return facts.inputs.get("document"), list(facts.inputs.get("changes") or [])


def _was_approved(facts: Facts, document: Document) -> bool:
    """Whether some submission that ended in approval was decided with this paper before the desks, or produced it."""
    return bool(document.data.get("approvals")) or any(
        document.pk in (pk for pk, _hash in (row.snapshot or {}).get("documents", []))
        for row in facts.case.submissions.filter(status="approved")
    )
