"""The rounds of review: what was submitted each time, what changed since the round before, what each desk said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Case, Party, ReviewDecision, Submission
from cases.reading.words import DESKS, FIELDS, plain

Facts = dict[str, str]
LONG = 60  # characters that need a row of their own

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
    of_case: bool = False

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
    def content(self) -> list[Line]:
        """What the officers wrote for this submission."""
        return [line for line in self.lines if not line.of_case]

    @property
    def frozen(self) -> list[Line]:
        """The case as it stood when it was submitted."""
        return [line for line in self.lines if line.of_case]

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
    lines = _compared(_content(submission, items), _content(before, items) if before else None, of_case=False)
    lines += _compared(_frozen(submission), _frozen(before) if before else None, of_case=True)
    return Round(submission, lines, [word_of(row) for row in submission.decisions.all()], before is None)


def _compared(new: Facts, old: Facts | None, *, of_case: bool) -> list[Line]:
    lines = []
    for label in {**(old or {}), **new}:
        value = new.get(label, "")
        was = None if old is None or old.get(label, "") == value else old.get(label, "")
        if value or was is not None:
            lines.append(Line(label, value, was, is_long=len(value) > LONG, of_case=of_case))
    return lines


def word_of(decision: ReviewDecision) -> Word:
    """What one desk said."""
    returned = decision.verdict == ReviewDecision.Verdict.RETURN
    return Word(
        desk=str(DESKS.get(decision.desk, decision.desk)),
        who=decision.signed_by,
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


def _content(submission: Submission, items: dict[int, str]) -> Facts:
    content = submission.content
    facts = {str(FIELDS[name]): plain(name, content[name]) for name in FIELDS if name in content}
    for row in map(_with_advice, content.get("violations", ())):
        code = items.get(int(row["id"]), f"#{row['id']}")
        facts |= {
            f"{code} · {FIELDS[name]}": plain(name, row[name])
            for name in FIELDS
            if name in row and row[name] not in ("", None, False, [], {})
        }
    return facts


def _with_advice(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its circumstances in words and the recommended fine, as the calculator said them at submission."""
    advice = row.get("advice") or {}
    told = {"recommended": advice.get("recommended")}
    return row | told | ({"factors": advice["circumstances"]} if advice.get("circumstances") else {})


def _frozen(submission: Submission) -> Facts:
    snapshot = submission.snapshot
    facts = {_("Facts of the case"): snapshot.get("case", {}).get("facts", "")}
    for name, value in snapshot.get("party", {}).items():
        if name not in ("id", "kind") and isinstance(value, str) and value:
            facts[f"{_('Party')} · {Party._meta.get_field(name).verbose_name}"] = value
    return facts | {str(label): str(len(snapshot[name])) for name, label in RECORDS.items() if name in snapshot}
