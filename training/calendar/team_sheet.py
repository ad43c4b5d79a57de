"""The training team as a sheet (XLSX): the template, reading it row by row, entering everybody or nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook

from delegation.models import Officer
from gongshu_enforcement.errors import ActionRefused, Finding
from training.evaluation.sheet import head
from training.models import TeamMember
from training.topics import LABELS

MOST_ROWS = 300
LARGEST = 2 * 1024 * 1024  # bytes
COLUMNS = {
    "name": "姓名",
    "part": "类别",
    "account": "账号",
    "organisation": "单位",
    "contact": "联系方式",
    "subjects": "授课专题",
    "availability": "可授课时间",
}
EXAMPLE = ("#李教授（演示）", "专家", "", "某大学（演示）", "0571-00000000", "证据、文书", "每周二下午")
NEEDED = ("name", "part", "subjects")
FIELDS = {"outside_name": "name", "officer": "account"}
Row = dict[str, Any]


class _Undo(Exception):
    """Takes a trial entry back."""


def template() -> bytes:
    """The empty sheet with one example row, which begins with # and is not read, and what may be written."""
    from .sheets import saved

    book = Workbook()
    sheet = book.active
    sheet.title = "培训团队"
    head(sheet, list(COLUMNS.values()))
    with translation.override("zh-hans"):
        subjects = "、".join([str(label) for label in LABELS.values()][3:5])
        sheet.append([*EXAMPLE[:5], subjects, EXAMPLE[6]])
        helps = book.create_sheet("填写说明")
        helps.append(["类别", "、".join(str(label) for label in TeamMember.Part.labels)])
        helps.append(["授课专题", "、".join(str(label) for label in LABELS.values())])
    helps.append(["账号", "在册人员填登录账号，单位和联系方式留空；外部人员不填账号，必须填单位和联系方式"])
    return saved(book)


def values_of(member: TeamMember) -> list[str]:
    """A member in the columns of the sheet."""
    inside = member.officer_id is not None
    account = member.officer.user.username if inside and member.officer.user_id else ""
    part, subjects = str(member.get_part_display()), "、".join(member.subject_labels)
    return [member.name, part, account, member.organisation, member.contact, subjects, member.availability]


def read(file: Any) -> list[Row]:
    """The rows of a sheet as text, with their number. Raises ValidationError where it is no sheet of the team."""
    if file.size > LARGEST:
        raise ValidationError(_("The sheet is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        lines = list(book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=40))
    except Exception as error:  # openpyxl raises whatever a broken archive makes it stumble over
        raise ValidationError(_("This is no XLSX sheet. Save it as .xlsx and choose it again.")) from error
    headings = [str(cell or "").strip() for cell in (lines[0] if lines else ())]
    missing = [COLUMNS[name] for name in NEEDED if COLUMNS[name] not in headings]
    if missing:
        raise ValidationError(_("The columns %(names)s are missing. Use the template.") % {"names": "、".join(missing)})
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(_("At most %(most)s rows at a time.") % {"most": MOST_ROWS})
    places = {name: headings.index(title) for name, title in COLUMNS.items() if title in headings}
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        row = {name: _text(line[place]) if place < len(line) else "" for name, place in places.items()}
        if any(row.values()) and not row.get("name", "").startswith("#"):
            rows.append({**dict.fromkeys(COLUMNS, ""), **row, "row": number})
    if not rows:
        raise ValidationError(_("The sheet has no rows. Lines that begin with # are examples."))
    return rows


def _text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str("" if value is None else value).strip()


def check(rows: list[Row]) -> list[tuple[Row, list[str]]]:
    """Each row with what is wrong with it; everything is tried in one transaction that is taken back."""
    found: list[tuple[Row, list[str]]] = []
    try:
        with transaction.atomic():
            for row in rows:
                try:
                    with transaction.atomic():
                        _enter(row)
                    found.append((row, []))
                except ValidationError as error:
                    found.append((row, list(_said(error))))
            raise _Undo
    except _Undo:
        return found


def enter(rows: Iterable[Row]) -> Iterator[TeamMember]:
    """Enter the rows. Raises ActionRefused naming every row at fault; the caller's transaction then saves none."""
    wrong: list[Finding] = []
    for row in rows:
        try:
            with transaction.atomic():
                member = _enter(row)
        except ValidationError as error:
            text = _("Row %(row)s: %(text)s") % {"row": row["row"], "text": " ".join(_said(error))}
            wrong.append(Finding("E1", text, _("Correct the row and choose the sheet again.")))
        else:
            yield member
    if wrong:
        raise ActionRefused(wrong)


def _enter(row: Row) -> TeamMember:
    officer = _officer(row)
    member = TeamMember(
        officer=officer,
        outside_name="" if officer else row["name"],
        organisation=row["organisation"],
        contact=row["contact"],
        part=_part(row["part"]),
        subjects=_subjects(row["subjects"]),
        availability=row["availability"],
    )
    member.full_clean()
    member.save()
    return member


def _officer(row: Row) -> Officer | None:
    if not row["account"]:
        return None
    person = (
        Officer.objects.filter(user__username=row["account"], active=True).select_related("street", "organ").first()
    )
    if person is None:
        raise ValidationError({"officer": _("No active person has the account “%(name)s”.") % {"name": row["account"]}})
    if row["name"] and row["name"] != person.name:
        raise ValidationError(
            {
                "officer": _("This account belongs to %(person)s, not to %(name)s.")
                % {"person": person, "name": row["name"]}
            }
        )
    return person


def _part(written: str) -> str:
    for code, label in TeamMember.Part.choices:
        if written in {code, *_languages(label)}:
            return code
    offered = "、".join(str(label) for label in TeamMember.Part.labels)
    raise ValidationError({"part": _("“%(text)s” is none of: %(offered)s.") % {"text": written, "offered": offered}})


def _subjects(written: str) -> list[str]:
    """The codes of the topics, by whatever language they are written in."""
    by_name = {name: code for code, label in LABELS.items() for name in (code, *_languages(label))}
    wanted = [part.strip() for part in written.replace("，", "、").replace(",", "、").split("、") if part.strip()]
    unknown = [part for part in wanted if part not in by_name]
    if unknown or not wanted:
        offered = "、".join(str(label) for label in LABELS.values())
        said = {"text": "、".join(unknown), "offered": offered}
        raise ValidationError({"subjects": _("“%(text)s” is none of: %(offered)s.") % said})
    return list(dict.fromkeys(by_name[part] for part in wanted))


def _languages(label: Any) -> Iterator[str]:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            yield str(label)


def _said(error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        title = COLUMNS.get(FIELDS.get(name, name), "")
        yield f"{title}：{' '.join(messages)}" if title else " ".join(messages)
