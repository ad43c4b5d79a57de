"""The rounds of review: what was submitted each time, what changed since the round before, what each desk said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, Party, ReviewDecision, Submission
from cases.reading.words import DESKS, FIELDS, plain

# Parts of the snapshot that are lists of records: a round says how many there were.
RECORDS = {
    "inspections": gettext_lazy("Inspection records"),
    "interviews": gettext_lazy("Interview records"),
    "evidence": gettext_lazy("Pieces of evidence"),
    "documents": gettext_lazy("Issued documents"),
    "handlers": gettext_lazy("Handling officers"),
}


@dataclass
class Line:
    """One fact of a submission; `before` is what the round before said, where that was different."""

    label: str
    value: str
    before: str | None = None
    is_long: bool = False

    @property
    def changed(self) -> bool:
        """Whether it differs from the round before."""
        return self.before is not None


@dataclass
class Word:
    """One person's word on a round."""

    desk: str
    who: str
    title: str
    at: Any
    verdict: str
    returned: bool
    opinion: str
    reason: str = ""
    back_to: str = ""


@dataclass
class Round:
    """One round as shown: content with differences, words of the desks."""

    submission: Submission
    lines: list[Line] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    is_first: bool = True

    @property
    def changes(self) -> list[Line]:
        """The lines that differ from the round before."""
        return [line for line in self.lines if line.changed]


def rounds_of(case: Case, submissions: list[Submission]) -> list[Round]:
    """Every round that was ever submitted, newest first, each compared with the one before of its kind and stage."""
    items = {row.pk: row.item.code for row in case.violations.all()}
    earlier: dict[tuple[str, str], Submission] = {}
    shown = []
    for submission in sorted(submissions, key=lambda row: row.pk):
        if submission.submitted_at is None:
            continue
        key = (submission.kind, submission.stage)
        shown.append(round_of(submission, earlier.get(key), items))
        earlier[key] = submission
    return shown[::-1]


def round_of(submission: Submission, before: Submission | None, items: dict[int, str]) -> Round:
    """One round beside the one before; `items`: item codes by violation id."""
    old = dict(_facts(before, items)) if before else {}
    lines = []
    new = dict(_facts(submission, items))
    for label in {**old, **new}:
        value = new.get(label, "")
        changed = before is not None and old.get(label, "") != value
        if value or changed:
            was = old.get(label, "") if changed else None
            lines.append(Line(label, value, was, is_long=len(value) > 60))
    return Round(submission, lines, [word_of(row) for row in submission.decisions.all()], before is None)


def word_of(decision: ReviewDecision) -> Word:
    """What one desk said."""
    returned = decision.verdict == ReviewDecision.Verdict.RETURN
    return Word(
        desk=str(DESKS.get(decision.desk, decision.desk)),
        who=decision.reviewer.display_name,
        title=decision.reviewer_title,
        at=decision.decided_at,
        verdict=decision.get_verdict_display(),
        returned=returned,
        opinion=decision.opinion,
        reason=decision.get_reason_code_display() if returned else "",
        back_to=stage_label(decision.return_to) if returned else "",
    )


def stage_label(stage: str) -> str:
    """A stage by its name on screen."""
    return str(dict(Case.stage.field.choices).get(stage, stage))


def _facts(submission: Submission, items: dict[int, str]) -> list[tuple[str, str]]:
    content = submission.content
    facts = [(str(FIELDS[name]), plain(name, content[name])) for name in FIELDS if name in content]
    for row in content.get("violations", ()):
        code = items.get(int(row["id"]), f"#{row['id']}")
        facts += [
            (f"{code} · {FIELDS[name]}", plain(name, row[name]))
            for name in FIELDS
            if name in row and row[name] not in ("", None, False)
        ]
    return facts + _frozen(submission.snapshot)


def _frozen(snapshot: dict[str, Any]) -> list[tuple[str, str]]:
    """What stood in the case itself when the round was submitted."""
    facts = [(_("Facts of the case"), snapshot.get("case", {}).get("facts", ""))]
    for name, value in snapshot.get("party", {}).items():
        if name != "id" and isinstance(value, str) and value and name not in ("kind",):
            facts.append((f"{_('Party')} · {Party._meta.get_field(name).verbose_name}", value))
    facts += [(str(label), str(len(snapshot[name]))) for name, label in RECORDS.items() if name in snapshot]
    return facts
