"""A case as its record shows it: everything the self-check looks at, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from cases.legality import RULES
from cases.legality.registry import Facts, Pair
from cases.models import Case, Document, Submission
from cases.stages import Outcome, Stage
from delegation.models import Officer
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.models import LedgerEvent

DECISIONS = ("CFDW", "CFGR", "DCDW", "DCGR", "BYCF")
PENALTIES = ("CFDW", "CFGR", "DCDW", "DCGR")
READ_AHEAD = (
    "violations__item__version",
    "handlers__officer",
    "inspections__officers",
    "rectifications__items",
    "rectifications__rechecks__officers",
    "rectifications__officers",
    "interviews__interviewer",
    "interviews__recorder",
    "evidence",
    "documents",
    "services__officers",
    "services__document",
    "notices__items",
    "notices__defences",
    "notices__hearing__sessions__members",
    "notices__legal_reviews__reviewer",
    "notices__discussions__opinions__officer",
    "submissions__decisions",
    "payments",
    "deliberation_flags",
)


@dataclass(frozen=True)
class Act:
    """An act that needs two officers: what, on which day, by whom."""

    name: Pair
    on: date
    officers: list[Officer]


class Record:
    """The facts on record of one case, and its rules of law asked again; nothing is written."""

    def __init__(self, case: Case) -> None:
        self.case = Case.objects.select_related("party", "organ", "street", "agreement").get(pk=case.pk)
        prefetch_related_objects([self.case], *READ_AHEAD)
        self.today = timekeeper.today()
        people = [officer for act in self.acts for officer in act.officers]
        people += [row.officer for row in self.case.handlers.all()]
        prefetch_related_objects(people, "certificates")

    # --- What is on file ----------------------------------------------------------------------------------------------

    @cached_property
    def on_site(self) -> Any:
        """The decision made on the spot, if it was one."""
        return getattr(self.case, "on_site", None) if self.case.is_summary else None

    @cached_property
    def papers(self) -> list[Document]:
        """The documents that stand."""
        return [row for row in self.case.documents.all() if row.status == Document.Status.ISSUED]

    def paper(self, *codes: str) -> Document | None:
        """The newest document of one of the codes."""
        return next((row for row in reversed(self.papers) if row.code in codes), None)

    @cached_property
    def violations(self) -> list[Any]:
        """The violations, with their items; they know the case at hand."""
        rows = list(self.case.violations.all())
        for row in rows:
            row.case = self.case
        return rows

    @cached_property
    def punished(self) -> list[Any]:
        """Violations for which the decision imposes a penalty."""
        return [row for row in self.violations if row.finding != "not_established" and row.proposal != "no_penalty"]

    @cached_property
    def evidence(self) -> list[Any]:
        """The evidence that was not withdrawn."""
        return [piece for piece in self.case.evidence.all() if piece.withdrawn_at is None]

    @cached_property
    def notice(self) -> Any:
        """The notice that counts."""
        standing = [row for row in self.case.notices.all() if row.superseded_on is None]
        return max(standing, key=lambda row: row.pk, default=None)

    @cached_property
    def hearing(self) -> Any:
        """The hearing asked for after the notice, if any."""
        return getattr(self.notice, "hearing", None) if self.notice else None

    @cached_property
    def events(self) -> list[LedgerEvent]:
        """The case's chain in the ledger."""
        return list(LedgerEvent.objects.filter(chain=ledger.chain_of(self.case)).order_by("seq"))

    @property
    def penalised(self) -> bool:
        """Whether a penalty was decided."""
        return self.case.is_decided and self.case.outcome == Outcome.PENALTY

    @property
    def ordinary_penalty(self) -> bool:
        """Whether a penalty was decided by the ordinary procedure."""
        return self.penalised and not self.case.is_summary

    @property
    def closed(self) -> bool:
        """Whether the case went the whole way."""
        return self.case.stage == Stage.CLOSED

    @cached_property
    def acts(self) -> list[Act]:
        """Every act on record that needs two officers."""
        case, found = self.case, []
        for row in case.inspections.all():
            found.append(Act(Pair("现场检查", "inspection"), row.happened_on, list(row.officers.all())))
        for row in case.interviews.all():
            found.append(Act(Pair("询问", "interview"), row.happened_on, [row.interviewer, row.recorder]))
        for order in case.rectifications.all():
            found.append(Act(Pair("责令改正", "order to correct"), order.ordered_on, list(order.officers.all())))
            for row in order.rechecks.all():
                found.append(Act(Pair("整改复查", "re-check"), row.rechecked_on, list(row.officers.all())))
        for row in case.services.all():
            found.append(Act(Pair("送达", "service"), row.served_on, list(row.officers.all())))
        if self.on_site:
            officers = list(self.on_site.officers.all())
            found.append(Act(Pair("当场处罚", "decision on site"), self.on_site.decided_on, officers))
        return found

    def approved(self, stage: str = "") -> list[Submission]:
        """The approved submissions of a stage (of every stage), oldest first."""
        rows = [row for row in self.case.submissions.all() if row.status == Submission.Status.APPROVED]
        return [row for row in rows if row.kind == "stage" and (not stage or row.stage == stage)]

    def served(self, document: Document | None) -> list[Any]:
        """The services of a document."""
        return [row for row in self.case.services.all() if document and row.document_id == document.pk]

    # --- The rules of law, asked again --------------------------------------------------------------------------------

    def ask(self, code: str, gate: str, *, on: date | datetime | None = None, **inputs: Any) -> Iterator[Pair]:
        """What a rule of the registry finds when asked as on a day, with these inputs; the clock stands on that day."""
        day = on or self.today
        facts = Facts(self.case, self.case, inputs, day, gate)
        facts.__dict__["notice"] = self.notice
        with timekeeper.frozen(day):
            found = list(RULES[code].check(facts))
        for message, _remedy, _field in found:
            yield message

    @cached_property
    def draft(self) -> dict[str, Any]:
        """The decision as it was made, in the shape in which it was submitted."""
        last = self.approved("notice")[-1:]
        return {
            "outcome": self.case.outcome,
            "violations": [
                {
                    "id": row.pk,
                    "fine": str(row.decided_fine or Decimal(0)),
                    "with_warning": row.with_warning,
                    "further_penalty": row.further_penalty,
                    "proposal": row.proposal or "penalty",
                    "mitigation_reason": row.mitigation_reason,
                }
                for row in self.punished
            ],
            "hearing_basis": last[0].content.get("hearing_basis", "") if last else "",
        }

    def ask_of_decision(self, *codes: str) -> Iterator[Pair]:
        """What the rules of the decision find in it, as on the day it was made."""
        for code in codes:
            yield from self.ask(code, "submit_notice", on=self.case.decided_on, **self.draft)


def every(value: Any, key: str) -> Iterator[Any]:
    """Every value under a key, at any depth of a document's frozen data."""
    if isinstance(value, dict):
        if key in value:
            yield value[key]
        for part in value.values():
            yield from every(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from every(part, key)


def people_in(value: Any) -> Iterator[tuple[str, str]]:
    """Name and certificate number of every officer named in a document's frozen data."""
    if isinstance(value, dict):
        if {"name", "certificate"} <= set(value) and value["name"]:
            yield value["name"], value["certificate"]
        for part in value.values():
            yield from people_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from people_in(part)


def missing(pairs: Iterable[tuple[Pair, Any]]) -> Iterator[Pair]:
    """The names of what is empty."""
    return (name for name, value in pairs if not value)
