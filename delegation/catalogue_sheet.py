"""A catalogue as a sheet (XLSX): out, in again row by row, and what a sheet would change. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .law_tables import ChoiceCell, YesNoCell, YuanCell
from .models import Item
from .models.item import RANGE_FIELDS, HearingRisk

MOST_ROWS = 500
LARGEST = 2 * 1024 * 1024  # bytes
COLUMNS = {
    "code": "编号",
    "title": "违法行为",
    "violated_provision": "违反条款",
    "other_provisions": "可选条款（每行一条）",
    "penalty_provision": "处罚依据",
    "penalty_provision_individual": "对个人的处罚依据",
    "subject": "处罚对象",
    "penalty_kinds": "处罚种类",
    "unit_first_min": "单位首次罚款下限（元）",
    "unit_first_max": "单位首次罚款上限（元）",
    "unit_overdue_min": "单位逾期罚款下限（元）",
    "unit_overdue_max": "单位逾期罚款上限（元）",
    "individual_first_min": "个人首次罚款下限（元）",
    "individual_first_max": "个人首次罚款上限（元）",
    "individual_overdue_min": "个人逾期罚款下限（元）",
    "individual_overdue_max": "个人逾期罚款上限（元）",
    "individual_role": "个人身份",
    "rectify_first": "先责令改正",
    "suspension_when_overdue": "逾期停产停业",
    "suspension_when_serious": "情节严重停产停业",
    "overdue_measure": "逾期措施",
    "warning_possible": "可以警告",
    "alt_basis": "另一幅度适用对象",
    "alt_min": "另一幅度下限（元）",
    "alt_max": "另一幅度上限（元）",
    "limitation_years": "追责时效（年）",
    "hearing_risk": "听证风险",
    "weight": "赋分权重",
    "exceeds_street_cap": "可能超出街道限额",
    "precondition": "前提条件",
    "street_note": "街道提示",
    "remarks": "备注",
    "source_check": "来源核对",
    "source": "来源",
}
REMARK = "问题"  # the column in which a sheet comes back with what is wrong; it is not read
AMOUNTS = tuple(f"{name}_{end}" for name in RANGE_FIELDS for end in ("min", "max"))
FLAGS = ("rectify_first", "suspension_when_overdue", "suspension_when_serious", "warning_possible")
CELLS = {
    **{name: YuanCell() for name in AMOUNTS},
    **{name: YesNoCell() for name in FLAGS},
    "subject": ChoiceCell(Item.Subject),
    "hearing_risk": ChoiceCell(HearingRisk),
}
WIDE = frozenset(
    {"title", "violated_provision", "other_provisions", "penalty_provision", "precondition", "street_note"}
)
WIDTH, WIDE_WIDTH = 14, 44
Row = dict[str, Any]


# --- Out --------------------------------------------------------------------------------------------------------------


def written(items: Iterable[Item], title: str) -> bytes:
    """The items as a sheet that can be read in again without loss."""
    return _book(title, ([_cell_of(item, name) for name in COLUMNS] for item in items), list(COLUMNS.values()))


def with_remarks(rows: Iterable[Row], wrong: Mapping[int, list[str]], title: str) -> bytes:
    """The rows as they came, each with what is wrong with it in a last column, to be mended and chosen again."""
    lines = ([*(row[name] for name in COLUMNS), "\n".join(wrong.get(row["row"], ()))] for row in rows)
    return _book(title, lines, [*COLUMNS.values(), REMARK])


def _cell_of(item: Item, name: str) -> Any:
    value = getattr(item, name)
    if name in CELLS and name not in AMOUNTS:
        with translation.override("zh-hans"):
            return CELLS[name].render(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _book(title: str, lines: Iterable[list[Any]], headings: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = title[:31]
    sheet.append(headings)
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE_WIDTH if name in WIDE else WIDTH
    sheet.freeze_panes = "C2"
    for number, line in enumerate(lines, start=2):
        for place, value in enumerate(line, start=1):
            cell = sheet.cell(number, place, None if value == "" else value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    _helps(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _helps(book: Workbook) -> None:
    helps = book.create_sheet("填写说明")
    with translation.override("zh-hans"):
        for name in ("subject", "hearing_risk"):
            helps.append([COLUMNS[name], "、".join(str(label) for label in CELLS[name].choices.labels)])
    helps.append(["是否类", "是、否"])
    helps.append(["金额", "元；下限与上限同时填写或同时留空；下限为 0 表示“……元以下”；留空表示法律没有单独规定"])
    helps.append(["编号", "同一编号即同一事项：已签订的委托协议按编号委托，新版本中编号不要改作他用"])
    helps.append([COLUMNS["weight"], "0.1 至 10，默认 1；只用于平均，不与件数挂钩"])


# --- In ---------------------------------------------------------------------------------------------------------------


def read(file: Any) -> list[Row]:
    """The rows of a sheet as text, with their number. Raises ValidationError where it is no catalogue sheet."""
    if file.size > LARGEST:
        raise ValidationError(_("The sheet is larger than %(most)s MB.") % {"most": LARGEST // 1024 // 1024})
    try:
        book = load_workbook(file, read_only=True, data_only=True)
        lines = list(book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS + 2, max_col=len(COLUMNS) + 10))
    except Exception as error:  # openpyxl raises whatever a broken archive makes it stumble over
        raise ValidationError(_("This is no XLSX sheet. Save it as .xlsx and choose it again.")) from error
    headings = [_text(cell) for cell in (lines[0] if lines else ())]
    _check_headings(headings)
    if len(lines) > MOST_ROWS + 1:
        raise ValidationError(_("At most %(most)s rows at a time.") % {"most": MOST_ROWS})
    places = {name: headings.index(title) for name, title in COLUMNS.items()}
    rows = []
    for number, line in enumerate(lines[1:], start=2):
        row = {name: _text(line[place]) if place < len(line) else "" for name, place in places.items()}
        if any(row.values()):
            rows.append({**row, "row": number})
    if not rows:
        raise ValidationError(_("The sheet has no rows."))
    return rows


def _check_headings(headings: list[str]) -> None:
    missing = [title for title in COLUMNS.values() if title not in headings]
    unknown = [title for title in headings if title and title not in {*COLUMNS.values(), REMARK}]
    twice = sorted({title for title in headings if title and headings.count(title) > 1})
    wrong = []
    if missing:
        wrong.append(_("The columns %(names)s are missing. Begin from an export.") % {"names": "、".join(missing)})
    if unknown:
        wrong.append(
            _("The columns %(names)s are not known. Take them out or correct the heading.")
            % {"names": "、".join(unknown)}
        )
    if twice:
        wrong.append(_("The columns %(names)s come twice.") % {"names": "、".join(twice)})
    if wrong:
        raise ValidationError(wrong)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str("" if value is None else value).replace("\r\n", "\n").replace("_x000D_", "").strip()


@dataclass
class Checked:
    """The rows of a sheet as items that nobody saved, and what is wrong with each row by its number."""

    items: list[Item] = field(default_factory=list)
    wrong: dict[int, list[str]] = field(default_factory=dict)


def check(rows: Iterable[Row]) -> Checked:
    """Read every row. What is wrong is said of its column; a code stands once."""
    found, seen = Checked(), {}
    for row in rows:
        item, wrong = _item(row)
        if row["code"] in seen:
            wrong.append(_said("code", _("stands in row %(row)s already") % {"row": seen[row["code"]]}))
        elif row["code"]:
            seen[row["code"]] = row["row"]
        if wrong:
            found.wrong[row["row"]] = wrong
        found.items.append(item)
    return found


def _item(row: Row) -> tuple[Item, list[str]]:
    values, wrong, unread = {}, [], set()
    for name in COLUMNS:
        try:
            values[name] = _value(name, row[name])
        except ValidationError as error:
            wrong += [_said(name, message) for message in error.messages]
            unread.add(name)
    item = Item(**values)
    try:
        item.full_clean(exclude=["version"], validate_unique=False)
    except ValidationError as error:
        wrong += list(_by_column(error, item, unread))
    return item, list(dict.fromkeys(wrong))


def _value(name: str, text: str) -> Any:
    if name in CELLS:
        return CELLS[name].clean(text)
    if name == "weight":
        return _number(text or "1", Decimal)
    if name == "limitation_years":
        return _number(text or "2", int)
    return text


def _number(text: str, kind: type) -> Any:
    try:
        return kind(text)
    except (ValueError, ArithmeticError) as error:
        raise ValidationError(_("“%(written)s” is no number.") % {"written": text}) from error


def _by_column(error: ValidationError, item: Item, unread: set[str]) -> Iterator[str]:
    """Each message under its column; what the row as a whole breaks names the columns it is about.

    `unread`: columns whose cell could not be read; nothing more is said of them.
    """
    for name, messages in error.message_dict.items():
        for message in messages:
            for about in [(name,)] if name in COLUMNS else _about(message, item):
                if not unread.intersection(about):
                    yield _said_of(about, message)


def _about(message: str, item: Item) -> list[tuple[str, ...]]:
    """The columns of the constraints that say this; ranges share one sentence, so that the broken ones are looked for."""
    said = [one.name for one in Item._meta.constraints if message == str(one.violation_error_message)]
    broken = [name for name in said if not name.endswith("_range") or _breaks(item, name)]
    return [_ABOUT[name] for name in broken if name in _ABOUT] or [()]


def _breaks(item: Item, constraint: str) -> bool:
    place = constraint.removeprefix("item_").removesuffix("_range")
    low, high = getattr(item, f"{place}_min"), getattr(item, f"{place}_max")
    if low is None or high is None:
        return (low is None) != (high is None)
    return low < 0 or high <= 0 or high < low


_ABOUT = {
    **{f"item_{name}_range": (f"{name}_min", f"{name}_max") for name in RANGE_FIELDS},
    "item_rectify_first": ("rectify_first", "unit_first_max", "individual_first_max"),
    "item_weight": ("weight",),
}


def _said(name: str, message: str) -> str:
    return _said_of((name,), message)


def _said_of(names: Iterable[str], message: str) -> str:
    titles = "、".join(COLUMNS[name] for name in names)
    return f"{titles}：{message}" if titles else message


# --- What changes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FieldChange:
    """One field that differs, before and after, as a person reads it."""

    name: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class ItemChange:
    """An item whose fields differ."""

    item: Item
    fields: list[FieldChange]

    @property
    def renamed(self) -> bool:
        """Whether its code now names another offence."""
        return any(one.name == "title" for one in self.fields)


@dataclass
class Difference:
    """What goes from one list of items to another."""

    added: list[Item] = field(default_factory=list)
    changed: list[ItemChange] = field(default_factory=list)
    removed: list[Item] = field(default_factory=list)
    same: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)


def difference(before: Iterable[Item], after: Iterable[Item]) -> Difference:
    """Items by their code: added, changed field by field, removed."""
    old = {item.code: item for item in before}
    found, kept = Difference(), set()
    for item in sorted(after, key=lambda one: one.code):
        kept.add(item.code)
        if item.code not in old:
            found.added.append(item)
            continue
        fields = list(_changes(old[item.code], item))
        if fields:
            found.changed.append(ItemChange(item, fields))
        else:
            found.same += 1
    found.removed = [old[code] for code in sorted(old.keys() - kept)]
    return found


def _changes(old: Item, new: Item) -> Iterator[FieldChange]:
    for name, label in COLUMNS.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield FieldChange(name, _label(name, label), _shown(name, before), _shown(name, after))


def _label(name: str, chinese: str) -> str:
    if (translation.get_language() or "").startswith("zh"):
        return chinese
    return str(Item._meta.get_field(name).verbose_name)


def _shown(name: str, value: Any) -> str:
    if name in CELLS:
        return CELLS[name].render(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
