"""People as a sheet (XLSX): the template, reading it row by row, entering all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from gongshu_enforcement.errors import ActionRefused, Finding
from gongshu_enforcement.models import User

from . import services
from .models import Certificate, Officer, Organ, Street

MOST_ROWS = 500
LARGEST = 2 * 1024 * 1024  # bytes
COLUMNS = {
    "name": "姓名",
    "kind": "类别",
    "street": "街道",
    "organ": "委托机关",
    "desk": "审核岗",
    "position": "职务",
    "phone": "电话",
    "account": "账号",
    "certificate_kind": "证件种类",
    "certificate_number": "证件编号",
    "issuer": "发证机关",
    "valid_from": "有效期起",
    "valid_to": "有效期止",
}
EXAMPLE = (
    "张三（演示）",
    "辅助人员",
    "石桥街道",
    "",
    "",
    "辅助人员",
    "",
    "",
    "辅助执法证",
    "演示0001",
    "发证机关",
    "2026-01-01",
    "2028-12-31",
)
Row = dict[str, Any]


class _Undo(Exception):
    """Takes a trial entry back."""


def template() -> bytes:
    """The empty sheet with its headings and one example row, which begins with # and is not read."""
    book = Workbook()
    sheet = book.active
    sheet.title = "人员"
    sheet.append(list(COLUMNS.values()))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = 16
    sheet.append([f"#{EXAMPLE[0]}", *EXAMPLE[1:]])
    helps = book.create_sheet("填写说明")
    with translation.override("zh-hans"):
        helps.append(["类别", "、".join(str(label) for label in Officer.Kind.labels)])
        helps.append(["审核岗", "、".join(str(label) for label in Officer.Desk.labels)])
        helps.append(["证件种类", "、".join(str(label) for label in Certificate.Kind.labels)])
    helps.append(["街道", "、".join(Street.objects.values_list("name", flat=True))])
    helps.append(["委托机关", "、".join(Organ.objects.values_list("name", flat=True))])
    helps.append(["日期", "2027-01-01"])
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def read(file: Any) -> list[Row]:
    """The rows of a sheet as text, with their number. Raises ValidationError where it is no sheet of people."""
    if file.size > LARGEST:
        raise ValidationError(_("The sheet is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        lines = list(book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=40))
    except Exception as error:  # openpyxl raises whatever a broken archive makes it stumble over
        raise ValidationError(_("This is no XLSX sheet. Save it as .xlsx and choose it again.")) from error
    headings = [str(cell or "").strip() for cell in (lines[0] if lines else ())]
    missing = [title for name, title in COLUMNS.items() if title not in headings and name in ("name", "kind")]
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
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
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


def enter(rows: Iterable[Row]) -> Iterator[Officer]:
    """Enter the rows. Raises ActionRefused naming every row at fault; the caller's transaction then saves none."""
    wrong: list[Finding] = []
    for row in rows:
        try:
            with transaction.atomic():
                person = _enter(row)
        except ValidationError as error:
            text = _("Row %(row)s: %(text)s") % {"row": row["row"], "text": " ".join(_said(error))}
            wrong.append(Finding("P6", text, _("Correct the row and choose the sheet again.")))
        else:
            yield person
    if wrong:
        raise ActionRefused(wrong)


def _enter(row: Row) -> Officer:
    kind = _choice(Officer.Kind, row["kind"], COLUMNS["kind"])
    person = services.add_officer(
        name=row["name"],
        kind=kind,
        street=_named(Street, row["street"], COLUMNS["street"]),
        organ=_named(Organ, row["organ"], COLUMNS["organ"]),
        desk=_choice(Officer.Desk, row["desk"], COLUMNS["desk"]) if row["desk"] else "",
        position=row["position"],
        phone=row["phone"],
        user=_account(row["account"]),
    )
    if row["certificate_number"]:
        services.issue_certificate(
            person,
            number=row["certificate_number"],
            kind=_choice(Certificate.Kind, row["certificate_kind"], COLUMNS["certificate_kind"]),
            issuer=row["issuer"],
            valid_from=_day(row["valid_from"], COLUMNS["valid_from"]),
            valid_to=_day(row["valid_to"], COLUMNS["valid_to"]),
        )
    return person


def _choice(choices: Any, written: str, title: str) -> str:
    for code, label in choices.choices:
        if written in {code, *_languages(label)}:
            return code
    offered = "、".join(str(label) for label in choices.labels)
    raise ValidationError(
        _("%(title)s: “%(written)s” is none of: %(offered)s.")
        % {"title": title, "written": written, "offered": offered}
    )


def _languages(label: Any) -> Iterator[str]:
    for language in ("zh-hans", "en"):
        with translation.override(language):
            yield str(label)


def _named(model: Any, written: str, title: str) -> Any:
    if not written:
        return None
    found = model.objects.filter(name=written).first()
    if found is None:
        raise ValidationError(_("%(title)s: there is no “%(written)s”.") % {"title": title, "written": written})
    return found


def _account(username: str) -> User | None:
    if not username:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise ValidationError(_("There is no account “%(name)s”.") % {"name": username})
    return user


def _day(written: str, title: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise ValidationError(
            _("%(title)s: “%(written)s” is no day; write it as 2027-01-01.") % {"title": title, "written": written}
        ) from error


def _said(error: ValidationError) -> Iterator[str]:
    if hasattr(error, "error_dict"):
        for name, messages in error.message_dict.items():
            title = COLUMNS.get(
                {"organ": "organ", "number": "certificate_number", "user": "account"}.get(name, name), ""
            )
            yield f"{title}：{' '.join(messages)}" if title else " ".join(messages)
    else:
        yield from error.messages
