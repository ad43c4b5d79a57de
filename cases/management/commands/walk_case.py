"""`manage.py walk_case`: one new case from filing to the bound dossier, by the demo people, through the one door."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from cases.actions.closing import attach_dossier
from cases.demo import setting, stories
from cases.documents.issue import ensure_rendered
from cases.journey import Cast, Journey, Step
from cases.models import Case, Procedure
from cases.stages import SIX_STAGES, Stage
from delegation.models import Item, Street
from gongshu_enforcement import timekeeper
from gongshu_enforcement.errors import ActionRefused, NotPermitted
from gongshu_enforcement.models import Origin
from gongshu_enforcement.working_days import add_working_days

ITEM = "AQ-02"
WORKING_DAYS = 11  # from opening to archive
PARTS = {"filing": 1, "interview": 3, "determination": 4, "discretion": 5, "notice": 6, "decision": 7, "serve": 8}
AFTER = {"payment": 9, "closure": 10, "archive": 11}


class Command(BaseCommand):
    """Walk one case through all six stages and write every document and the dossier to a folder."""

    help = "Take one new case from filing to closed with the demo people; write its documents and dossier to --out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Street, item and folder; where to stop; the fine to propose."""
        parser.add_argument("--street", required=True, help="name or pinyin, e.g. 石桥街道")
        parser.add_argument("--item", default=ITEM, help=f"code of the item, e.g. AQ-02 or XF-01 (default {ITEM})")
        parser.add_argument("--out", type=Path, required=True, help="folder for the PDF files")
        parser.add_argument(
            "--stop-at", choices=[*map(str, SIX_STAGES), "closed"], help="stop on arrival at this stage"
        )
        parser.add_argument("--fine", type=_yuan, help="fine to propose, in yuan")
        parser.add_argument(
            "--procedure",
            choices=Procedure.values,
            default=Procedure.ORDINARY,
            help="summary: decided on the spot, within the limits of article 51",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the reference and each step; fail where the door refuses, with rule, article and remedy."""
        setting.ensure_reference()
        setting.ensure_people(setting.demo_year(timekeeper.today()))
        street = Street.objects.filter(Q(name=options["street"]) | Q(pinyin=options["street"])).first()
        item = Item.objects.filter(code=options["item"], version__status="published").first()
        if street is None or item is None:
            missing = "--street" if street is None else "--item"
            raise CommandError(f"{missing} {options[missing[2:]]}: not found")
        if options["procedure"] == Procedure.SUMMARY and options["stop_at"] not in (None, "closed"):
            raise CommandError("--stop-at: the summary procedure passes no stage but the last")
        options["out"].mkdir(parents=True, exist_ok=True)
        journey = self._journey(street, item, options["fine"])
        try:
            if options["procedure"] == Procedure.SUMMARY:
                self._walk_on_site(journey)
            else:
                self._walk(journey, options["stop_at"] or "archived")
        except (ActionRefused, NotPermitted) as refusal:
            raise CommandError(_explain(journey, refusal)) from refusal
        self._write(journey.case, options["out"])

    def _journey(self, street: Street, item: Item, fine: Decimal | None) -> Journey:
        last = setting.last_day(timekeeper.today())
        start = setting.working_day_back(last, WORKING_DAYS)
        days = {part: add_working_days(start, number) for part, number in (PARTS | AFTER).items()}
        index = 700 + Case.objects.count()
        story = stories.invent(street, [item], index, fines=[fine] if fine is not None else None)
        return Journey(story, Cast(street, item.version.catalogue.organ, offset=index), start=start, days=days)

    def _walk(self, journey: Journey, stop_at: str) -> None:
        goal = Stage.CLOSED if stop_at == "archived" else stop_at
        self._tell(journey, journey.open())
        self.stdout.write(f"reference {journey.case.reference}")
        self._tell(journey, journey.go(goal))
        if stop_at == "archived":
            self._render(journey)
            self._tell(journey, journey.archive())
            self._bind(journey)
        self.stdout.write(f"{journey.case.reference} {journey.case.number}: {journey.case.get_stage_display()}")

    def _walk_on_site(self, journey: Journey) -> None:
        self._tell(journey, journey.decide_on_site())
        self.stdout.write(f"reference {journey.case.reference}")
        self._tell(journey, journey.close_on_site())
        self._render(journey)
        self._tell(journey, journey.archive())
        self._bind(journey)
        self.stdout.write(f"{journey.case.reference} {journey.case.number}: {journey.case.get_stage_display()}")

    def _tell(self, journey: Journey, part: Any) -> None:
        told = len(journey.lines)
        for _step in part:
            told = self._print(journey.lines, told)
        self._print(journey.lines, told)

    def _print(self, lines: list[Step], told: int) -> int:
        for line in lines[told:]:
            self.stdout.write(str(line))
        return len(lines)

    def _render(self, journey: Journey) -> None:
        with timekeeper.frozen(journey.at, origin=Origin.DEMO):
            for document in journey.case.documents.select_related("case"):
                ensure_rendered(document)

    def _bind(self, journey: Journey) -> None:
        from cases.dossier import bind

        case = Case.objects.get(pk=journey.case.pk)
        with timekeeper.frozen(journey.at, origin=Origin.DEMO):
            journey.case = attach_dossier(case, acting_user=None, pdf=bind(case))

    def _write(self, case: Case, folder: Path) -> None:
        case = Case.objects.get(pk=case.pk)
        for position, document in enumerate(case.documents.select_related("case"), start=1):
            with timekeeper.frozen(document.issued_at, origin=Origin.DEMO):
                document = ensure_rendered(document)
            self._file(folder / f"{case.reference}-{position:02d}-{document.code}.pdf", document.pdf)
        if case.dossier:
            self._file(folder / f"{case.reference}-dossier.pdf", case.dossier)

    def _file(self, path: Path, content: Any) -> None:
        with content.open("rb") as opened:
            path.write_bytes(opened.read())
        self.stdout.write(f"wrote {path}")


def _explain(journey: Journey, refusal: ActionRefused | NotPermitted) -> str:
    where = journey.case.reference if journey.case else "no case"
    if isinstance(refusal, NotPermitted):
        return f"{where}: not permitted: {refusal}"
    lines = [f"{where}: refused"]
    for finding in refusal.findings:
        lines.append(f"  [{finding.code}] {finding.message}")
        lines += [
            f"    {word}: {text}" for word, text in (("law", finding.article), ("remedy", finding.remedy)) if text
        ]
    return "\n".join(lines)


def _yuan(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
