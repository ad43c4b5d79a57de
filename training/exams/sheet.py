"""The bank as a sheet (XLSX): out, in again row by row, and what a sheet would change. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from training.models import Question, QuestionEdition
from training.topics import LABELS

from . import bank, citing

MOST_ROWS = 1000
LARGEST = 2 * 1024 * 1024  # bytes
COLUMNS = {
    "code": "编号",
    "kind": "题型",
    "topic": "主题",
    "item": "案由编号",
    "rule": "规则编号",
    "citation": "依据",
    "text": "题干",
    "options": "选项（每行一个）",
    "answers": "正确选项",
    "explanation": "解析",
}
KINDS = {"single": "单选", "multiple": "多选", "judgement": "判断"}
WIDE = {"citation": 34, "text": 50, "options": 40, "explanation": 50}
FIELDS = {"item": "item_code", "rule": "rule_code"}
Row = dict[str, Any]


def written(questions: Iterable[Question]) -> bytes:
    """The questions in use as a sheet that can be taken in again without loss."""
    book = Workbook()
    page = book.active
    page.title = "题库"
    page.append(list(COLUMNS.values()))
    for number, name in enumerate(COLUMNS, start=1):
        page.column_dimensions[get_column_letter(number)].width = WIDE.get(name, 12)
    page.freeze_panes = "B2"
    topics = _topics()
    for row_number, question in enumerate(questions, start=2):
        one = question.current
        values = (
            *(question.code, KINDS[one.kind], topics[one.topic], one.item_code, one.rule_code, one.citation),
            *(one.text, "\n".join(one.options), one.key, one.explanation),
        )
        for place, value in enumerate(values, start=1):
            cell = page.cell(row_number, place, value or None)
            cell.data_type = "s" if value else "n"  # a text that begins with = is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _topics() -> dict[str, str]:
    from django.utils import translation

    with translation.override("zh-hans"):
        return {code: str(label) for code, label in LABELS.items()}


def read(file: Any) -> list[Row]:
    """The rows of a sheet as text, with their number. Raises ValidationError where it is no sheet of questions."""
    if file.size > LARGEST:
        raise ValidationError(_("The sheet is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    try:
        page = load_workbook(file, read_only=True, data_only=True).worksheets[0]
        lines = list(page.iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=len(COLUMNS) + 10))
    except Exception as error:  # openpyxl raises whatever a broken archive makes it stumble over
        raise ValidationError(_("This is no XLSX sheet. Save it as .xlsx and choose it again.")) from error
    headings = [_text(cell) for cell in (lines[0] if lines else ())]
    missing = [title for title in COLUMNS.values() if title not in headings]
    if missing:
        raise ValidationError(
            _("The columns %(names)s are missing. Begin from an export.") % {"names": "、".join(missing)}
        )
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(_("At most %(most)s rows at a time.") % {"most": MOST_ROWS})
    at = {name: headings.index(title) for name, title in COLUMNS.items()}
    rows = [
        {**{name: _text(line[place]) for name, place in at.items()}, "row": number}
        for number, line in enumerate(lines[1:], start=2)
        if any(_text(cell) for cell in line)
    ]
    if not rows:
        raise ValidationError(_("The sheet has no rows."))
    return [_in_codes(row) for row in rows]


def _in_codes(row: Row) -> Row:
    """Chinese names of kind and topic as their codes; what is no name stays, and is refused by its column."""
    kinds = {name: code for code, name in KINDS.items()}
    topics = {name: code for code, name in _topics().items()}
    return {**row, "kind": kinds.get(row["kind"], row["kind"]), "topic": topics.get(row["topic"], row["topic"])}


def _text(value: Any) -> str:
    return str("" if value is None else value).replace("\r\n", "\n").replace("_x000D_", "").strip()


@dataclass
class Checked:
    """What a sheet would do: new questions, changed ones, how many stay; what is wrong, by row."""

    added: list[tuple[str, bank.Content]] = field(default_factory=list)
    changed: list[tuple[Question, bank.Content]] = field(default_factory=list)
    same: int = 0
    wrong: dict[int, list[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed)


def check(rows: Iterable[Row]) -> Checked:
    """Read every row against the bank; three queries. A row without a code is a new question."""
    found, seen = Checked(), {}
    texts, items = citing.library(), bank.items()
    known = {one.code: one for one in Question.objects.select_related("current")}
    for row in rows:
        content, code = bank.content_of(row), row["code"]
        wrong = _said(bank.problems(content, texts, items))
        if len(code) > 12:
            wrong.append(f"{COLUMNS['code']}：" + _("At most %(most)s characters.") % {"most": 12})
        if code and code in seen:
            wrong.append(f"{COLUMNS['code']}：" + _("stands in row %(row)s already") % {"row": seen[code]})
        seen.setdefault(code, row["row"])
        if wrong:
            found.wrong[row["row"]] = wrong
        elif code in known:
            _sort(found, known[code], content)
        else:
            found.added.append((code, content))
    return found


def _said(problems: dict[str, list[str]]) -> list[str]:
    titles = {FIELDS.get(name, name): title for name, title in COLUMNS.items()}
    return [f"{titles[name]}：{text}" for name, texts in problems.items() for text in texts]


def _sort(found: Checked, question: Question, content: bank.Content) -> None:
    current: QuestionEdition | None = question.current
    if current is not None and current.content() == {**content, "answers": sorted(content["answers"])}:
        found.same += 1
    else:
        found.changed.append((question, content))
