"""`manage.py legality`: the registry of rules of law, or what the rules say of one case now."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

import cases.actions  # noqa: F401  registers the actions, whose codes are the gates
from cases.legality import RULES
from cases.legality.coverage import ROWS, Row
from cases.legality.registry import Rule, findings_at
from cases.models import Case
from gongshu_enforcement.door import ACTIONS

LANGUAGES = {"zh": "zh-hans", "en": "en"}


class Command(BaseCommand):
    """Print rules and rows, or the findings of a case at the acts that submit its present stage."""

    help = "Print the registry of rules (--json for machines), or the findings of one case (--case REF)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Form, language, case."""
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--case", metavar="REF", help="the findings of this case now")
        parser.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of the sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        """Registry or findings, as JSON or as lines."""
        with translation.override(LANGUAGES[options["lang"]]):
            found = self._of_case(options["case"]) if options["case"] else registry()
            if options["json"]:
                self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            elif options["case"]:
                self._print_findings(found)
            else:
                self._print_registry()

    def _of_case(self, reference: str) -> dict[str, Any]:
        case = Case.objects.select_related("party", "street", "organ", "agreement").filter(reference=reference).first()
        if case is None:
            raise CommandError(f"--case {reference}: there is no such case")
        gate = f"submit_{case.stage}"
        findings = findings_at(gate, case) if gate in ACTIONS else []
        return {
            "case": case.reference,
            "stage": str(case.stage),
            "gate": gate,
            "findings": [_finding(f) for f in findings],
        }

    def _print_findings(self, found: dict[str, Any]) -> None:
        self.stdout.write(f"{found['case']} ({found['stage']}): {len(found['findings'])} findings at {found['gate']}")
        for finding in found["findings"]:
            self.stdout.write(
                f"  [{finding['code']}] {finding['severity']}: {finding['message']} ({finding['article']})"
            )
            if finding["remedy"]:
                self.stdout.write(f"      → {finding['remedy']}")

    def _print_registry(self) -> None:
        for entry in RULES.values():
            self.stdout.write(f"{entry.code:<6} {entry.severity:<6} {entry.title} ({entry.articles})")
        self.stdout.write("")
        for row in ROWS.values():
            self.stdout.write(f"{row.code:<6} {row.state:<10} {row.text}: {_how(row)}")


def registry() -> dict[str, Any]:
    """Every rule and every row of the table, JSON-able."""
    return {"rules": [_rule(entry) for entry in RULES.values()], "rows": [_row(row) for row in ROWS.values()]}


def _rule(entry: Rule) -> dict[str, Any]:
    return {
        "code": entry.code,
        "title": {"zh": entry.title.zh, "en": entry.title.en},
        "articles": entry.articles,
        "sources": [
            {"name": source.name, "articles": source.articles, "statute": source.is_statute} for source in entry.sources
        ],
        "severity": entry.severity,
        "gates": sorted(entry.gates),
        "covers": list(entry.rows),
        "invariants": list(entry.invariants),
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "text": {"zh": row.text.zh, "en": row.text.en},
        "articles": row.articles,
        "check": row.check,
        "state": row.state,
        "rules": [entry.code for entry in row.rules],
        "by": list(row.by),
        "outside": {"zh": row.outside.zh, "en": row.outside.en} if row.outside else None,
    }


def _how(row: Row) -> str:
    if row.rules:
        return " ".join(entry.code for entry in row.rules)
    return " ".join(row.by) or (str(row.outside) if row.outside else "—")


def _finding(finding: Any) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": str(finding.message),
        "remedy": str(finding.remedy or ""),
        "article": finding.article,
        "field": finding.field,
    }
