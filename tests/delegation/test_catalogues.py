"""Catalogue versions: a sheet out and in, its preview, publishing with a day, and that cases keep the law of theirs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cases.journey import play
from delegation import catalogue_sheet, selectors, versions
from delegation.actions import catalogues as acts
from delegation.catalogue_sheet import COLUMNS
from delegation.models import Agreement, Catalogue, CatalogueVersion, DiscretionTier, Item, Street
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent
from tests.conftest import TODAY

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)
ALL = list(COLUMNS)


@pytest.fixture
def safety(reference_data) -> Catalogue:
    return Catalogue.objects.get(code="safety")


@pytest.fixture
def admin(cast):
    return cast["admin"]


def first(catalogue: Catalogue) -> CatalogueVersion:
    return catalogue.versions.get(label="参考目录")


def sheet_of(version: CatalogueVersion) -> bytes:
    return catalogue_sheet.written(version.items.order_by("code"), "演示")


def upload(content: bytes, name: str = "list.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def rows_of(content: bytes) -> list[dict[str, Any]]:
    return catalogue_sheet.read(upload(content))


def changed(content: bytes, change: Any) -> bytes:
    """The sheet after somebody worked on it."""
    book = load_workbook(BytesIO(content))
    change(book.worksheets[0])
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def cell(sheet: Any, code: str, name: str) -> Any:
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == code)
    return sheet.cell(row, ALL.index(name) + 1)


def drafted(catalogue: Catalogue, admin: Any, change: Any = lambda sheet: None, **inputs: Any) -> CatalogueVersion:
    """A draft from the reference version's sheet, changed."""
    rows = rows_of(changed(sheet_of(first(catalogue)), change))
    values = {"label": "演示目录", "source_note": "演示", **inputs}
    made = acts.import_catalogue(catalogue, acting_user=admin, rows=rows, **values)
    return CatalogueVersion.objects.get(pk=made.pk)


def published(
    catalogue: Catalogue, admin: Any, change: Any = lambda sheet: None, on: date = TOMORROW, **inputs: Any
) -> CatalogueVersion:
    draft = drafted(catalogue, admin, change)
    acts.publish_version(catalogue, acting_user=admin, version=draft, valid_from=on, **inputs)
    return CatalogueVersion.objects.get(pk=draft.pk)


def wrong(act: Any) -> set[str]:
    with pytest.raises(ActionRefused) as refused:
        act()
    return {finding.code for finding in refused.value.findings}


# --- What was there before --------------------------------------------------------------------------------------------


def test_the_reference_lists_are_the_first_published_versions(reference_data):
    for version in CatalogueVersion.objects.all():
        assert version.status == "published"
        assert version.published_on == version.valid_from
    assert Item.objects.get(code="AQ-01").hearing_risk == "high"
    assert Item.objects.get(code="AQ-25").hearing_risk == "medium"
    assert Item.objects.get(code="XF-16").hearing_risk == "low"
    assert Item.objects.get(code="AQ-01").weight == Decimal("1.5")


# --- The sheet --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["safety", "fire"])
def test_a_catalogue_survives_the_way_out_and_in_without_loss(reference_data, code):
    version = first(Catalogue.objects.get(code=code))
    checked = catalogue_sheet.check(rows_of(sheet_of(version)))
    assert checked.wrong == {}
    before = {item.code: {name: getattr(item, name) for name in COLUMNS} for item in version.items.all()}
    after = {item.code: {name: getattr(item, name) for name in COLUMNS} for item in checked.items}
    assert after == before
    assert catalogue_sheet.difference(version.items.all(), checked.items).is_empty


def test_odd_texts_survive_too(safety):
    odd = {"title": "=1+1", "remarks": "第一行\n第二行", "street_note": "0012", "penalty_kinds": "+86", "source": "@x"}
    Item.objects.filter(code="AQ-01", version__catalogue=safety).update(**odd, weight=Decimal("0.5"))
    row = rows_of(sheet_of(first(safety)))[0]
    assert {name: row[name] for name in odd} == odd
    assert catalogue_sheet.check([row]).items[0].weight == Decimal("0.5")


def test_every_column_of_an_item_is_in_the_sheet():
    own = {column.name for column in Item._meta.concrete_fields} - {"id", "version"}
    assert own == set(COLUMNS)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("subject", "团体", "处罚对象"),
        ("rectify_first", "也许", "先责令改正"),
        ("unit_first_max", "很多", "单位首次罚款上限（元）"),
        ("unit_first_max", None, "单位首次罚款下限（元）、单位首次罚款上限（元）"),
        ("hearing_risk", "极高", "听证风险"),
        ("weight", "重", "赋分权重"),
        ("weight", "11", "赋分权重"),
        ("limitation_years", "两年", "追责时效（年）"),
        ("title", None, "违法行为"),
        ("title", "长" * 201, "违法行为"),
        ("code", "AQ-01", "编号"),
    ],
)
def test_what_is_wrong_is_said_of_row_and_column(safety, name, value, said):
    def change(sheet: Any) -> None:
        cell(sheet, "AQ-02", name).value = value

    checked = catalogue_sheet.check(rows_of(changed(sheet_of(first(safety)), change)))
    assert set(checked.wrong) == {3}
    assert all(text.startswith(f"{said}：") for text in checked.wrong[3]), checked.wrong


def test_a_range_upside_down_names_its_two_columns_alone(safety):
    def change(sheet: Any) -> None:
        cell(sheet, "AQ-32", "unit_overdue_min").value = 60000

    checked = catalogue_sheet.check(rows_of(changed(sheet_of(first(safety)), change)))
    assert [text.split("：")[0] for text in checked.wrong[33]] == ["单位逾期罚款下限（元）、单位逾期罚款上限（元）"]


def test_two_ranges_upside_down_are_both_named(safety):
    def change(sheet: Any) -> None:
        cell(sheet, "AQ-32", "unit_overdue_min").value = 60000
        cell(sheet, "AQ-32", "individual_overdue_max").value = None

    checked = catalogue_sheet.check(rows_of(changed(sheet_of(first(safety)), change)))
    assert [text[:4] for text in checked.wrong[33]] == ["单位逾期", "个人逾期"]


def test_two_wrong_rows_are_both_named(safety):
    def change(sheet: Any) -> None:
        cell(sheet, "AQ-02", "subject").value = "x"
        cell(sheet, "AQ-05", "rectify_first").value = "x"

    assert set(catalogue_sheet.check(rows_of(changed(sheet_of(first(safety)), change))).wrong) == {3, 6}


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.delete_cols(3),
        lambda sheet: sheet.cell(1, sheet.max_column + 1, "别的"),
        lambda sheet: sheet.cell(1, sheet.max_column + 1, "编号"),
        lambda sheet: sheet.delete_rows(2, sheet.max_row),
    ],
)
def test_columns_and_rows_that_are_not_as_they_should_be(safety, change):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        rows_of(changed(sheet_of(first(safety)), change))


def test_something_else_is_no_sheet(db):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        catalogue_sheet.read(upload(b"PK no sheet"))


def test_the_sheet_with_remarks_holds_everything_and_can_be_chosen_again(safety):
    def spoil(sheet: Any) -> None:
        cell(sheet, "AQ-02", "subject").value = "x"

    rows = rows_of(changed(sheet_of(first(safety)), spoil))
    back = catalogue_sheet.with_remarks(rows, catalogue_sheet.check(rows).wrong, "演示")
    sheet = load_workbook(BytesIO(back)).worksheets[0]
    assert "处罚对象" in sheet.cell(3, len(COLUMNS) + 1).value
    assert rows_of(back) == rows


# --- The difference ---------------------------------------------------------------------------------------------------


def three_changes(sheet: Any) -> None:
    """One changed, one gone, one new."""
    cell(sheet, "AQ-02", "unit_first_max").value = 80000
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "AQ-31")
    sheet.delete_rows(row)
    values = [sheet.cell(2, place).value for place in range(1, len(COLUMNS) + 1)]
    sheet.append(["AQ-33", "新增事项（演示）", *values[2:]])


def test_a_difference_is_said_field_by_field(safety):
    after = catalogue_sheet.check(rows_of(changed(sheet_of(first(safety)), three_changes))).items
    found = catalogue_sheet.difference(first(safety).items.all(), after)
    assert [item.code for item in found.added] == ["AQ-33"]
    assert [item.code for item in found.removed] == ["AQ-31"]
    (change,) = found.changed
    assert [(one.name, one.before, one.after) for one in change.fields] == [("unit_first_max", "100000", "80000")]
    assert found.same == 30


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_a_sheet_makes_a_draft_that_counts_for_nobody(safety, admin):
    draft = drafted(safety, admin, three_changes)
    assert draft.is_draft and draft.valid_from is None
    assert draft.items.count() == 32
    assert versions.version_on(safety, TODAY) == first(safety)
    street = Street.objects.get(pinyin="shiqiao")
    assert not selectors.delegated_items(street, TODAY).filter(version=draft).exists()
    event = LedgerEvent.objects.filter(chain=ledger.chain_of(safety)).get()
    assert (event.action, event.inputs["added"]) == ("import_catalogue", draft_codes(draft))


def draft_codes(draft: CatalogueVersion) -> list[str]:
    return list(draft.items.order_by("code").values_list("code", flat=True))


def test_a_sheet_changes_a_draft_in_place(safety, admin):
    draft = drafted(safety, admin)
    kept = draft.items.get(code="AQ-02").pk
    again = drafted(safety, admin, three_changes, draft=draft)
    assert again == draft
    assert draft.items.get(code="AQ-02").pk == kept
    assert draft.items.get(code="AQ-02").unit_first_max == 80_000
    assert draft.items.filter(code="AQ-33").exists() and not draft.items.filter(code="AQ-31").exists()
    assert first(safety).items.get(code="AQ-02").unit_first_max == 100_000


def test_one_wrong_row_and_nothing_is_stored(safety, admin):
    def spoil(sheet: Any) -> None:
        cell(sheet, "AQ-02", "subject").value = "x"

    assert wrong(lambda: drafted(safety, admin, spoil)) == {"V1"}
    assert safety.versions.count() == 1


def test_a_name_is_given_once(safety, admin):
    drafted(safety, admin)
    with pytest.raises(ActionRefused) as refused:
        drafted(safety, admin)
    assert refused.value.findings[0].field == "label"


def test_a_published_version_takes_no_sheet(safety, admin):
    assert wrong(lambda: drafted(safety, admin, draft=first(safety))) == {"V3"}


def test_a_draft_can_be_discarded(safety, admin):
    draft = drafted(safety, admin)
    acts.discard_draft(safety, acting_user=admin, version=draft, reason="演示")
    assert safety.versions.count() == 1
    assert wrong(lambda: acts.discard_draft(safety, acting_user=admin, version=first(safety), reason="演示")) == {"V3"}


def test_the_same_request_has_one_effect(safety, admin):
    for _time in range(2):
        rows = rows_of(sheet_of(first(safety)))
        acts.import_catalogue(safety, acting_user=admin, rows=rows, label="一次", request_key="one-key")
    assert safety.versions.count() == 2


# --- Publishing -------------------------------------------------------------------------------------------------------


def test_publishing_supersedes_the_version_before_from_its_day_on(safety, admin):
    new = published(safety, admin)
    old = first(safety)
    assert (new.status, new.valid_from, new.published_on) == ("published", TOMORROW, TODAY)
    assert (old.status, old.valid_to) == ("superseded", TODAY)
    assert versions.version_on(safety, TODAY) == old
    assert versions.version_on(safety, TOMORROW) == new
    assert old.state_on(TODAY) != old.state_on(TOMORROW) == CatalogueVersion.Status.SUPERSEDED.label
    assert old.in_force_on(TODAY) and not old.in_force_on(TOMORROW)


def test_streets_handle_the_new_version_under_the_agreements_they_have(safety, admin):
    new = published(safety, admin, lambda sheet: setattr(cell(sheet, "AQ-02", "unit_first_max"), "value", 80000))
    street = Street.objects.get(pinyin="shiqiao")
    before = selectors.delegated_items(street, TODAY).get(code="AQ-02")
    after = selectors.delegated_items(street, TOMORROW).get(code="AQ-02")
    assert (before.version, after.version) == (first(safety), new)
    assert (before.unit_first_max, after.unit_first_max) == (100_000, 80_000)
    assert selectors.delegated_items(street, TOMORROW).filter(code__startswith="AQ").count() == 32


def test_an_item_that_is_new_needs_an_agreement_and_one_that_goes_is_gone(safety, admin):
    published(safety, admin, three_changes, aware=True)
    codes = set(
        selectors.delegated_items(Street.objects.get(pinyin="shiqiao"), TOMORROW).values_list("code", flat=True)
    )
    assert "AQ-33" not in codes and "AQ-31" not in codes and "AQ-30" in codes


def test_what_goes_from_agreements_has_to_be_looked_at(safety, admin):
    draft = drafted(safety, admin, three_changes)
    found = versions.consequences(draft, TODAY)
    assert len(found.touched) == 18 and found.touched[0][1] == ["AQ-31"]
    assert [item.code for item in found.not_delegated] == ["AQ-33"]
    assert found.derived == ["AQ-02", "AQ-33"]
    publish = {"acting_user": admin, "version": draft, "valid_from": TOMORROW}
    assert wrong(lambda: acts.publish_version(safety, **publish)) == {"V7"}
    acts.publish_version(safety, **publish, aware=True)
    assert CatalogueVersion.objects.get(pk=draft.pk).status == "published"


def test_a_code_given_to_another_offence_has_to_be_looked_at_too(safety, admin):
    draft = drafted(
        safety, admin, lambda sheet: setattr(cell(sheet, "AQ-02", "title"), "value", "别的违法行为（演示）")
    )
    assert versions.consequences(draft, TODAY).touched[0][1] == ["AQ-02"]


def test_discretion_tables_come_along_where_the_range_is_the_same_else_are_derived(safety, admin):
    new = published(safety, admin, three_changes, aware=True)
    same, other = new.items.get(code="AQ-03"), new.items.get(code="AQ-02")
    old = first(safety).items.get(code="AQ-03")
    columns = ("target", "stage", "alternative", "tier", "fine_min", "fine_max", "min_inclusive", "condition", "source")
    assert list(same.tiers.values_list(*columns)) == list(old.tiers.values_list(*columns))
    tiers = other.tiers_for("unit", False, on=TOMORROW)
    assert [tier.fine_max for tier in tiers] == [None, 24_000, 56_000, 80_000]
    assert all(tier.derived for tier in tiers)
    for item in new.items.prefetch_related("tiers"):
        for target in ("unit", "individual"):
            for overdue in (False, True):
                assert bool(item.fine_range(target, overdue)) == bool(item.tiers_for(target, overdue, on=TOMORROW))


def test_a_table_entered_for_the_draft_stays_and_must_fit(safety, admin):
    draft = drafted(safety, admin)
    item = draft.items.get(code="AQ-32")
    row = {
        "item": item,
        "stage": "overdue",
        "target": "unit",
        "valid_from": TOMORROW,
        "source": "演示",
        "derived": False,
    }
    DiscretionTier.objects.create(
        tier="lenient", fine_min=30_000, fine_max=40_000, min_inclusive=True, condition="演示", **row
    )
    publish = {"acting_user": admin, "version": draft, "valid_from": TOMORROW}
    assert wrong(lambda: acts.publish_version(safety, **publish)) == {"V6"}
    DiscretionTier.objects.create(tier="severe", fine_min=40_000, fine_max=50_000, condition="演示", **row)
    acts.publish_version(safety, **publish)
    assert item.tiers.filter(target="unit", stage="overdue").count() == 2


def test_a_version_never_reaches_back_over_cases(safety, admin, cases):
    cases.open()
    draft = drafted(safety, admin)
    day = timekeeper.today()
    publish = {"acting_user": admin, "version": draft}
    assert wrong(lambda: acts.publish_version(safety, **publish, valid_from=day)) == {"V4"}
    acts.publish_version(safety, **publish, valid_from=day + timedelta(days=1))


def test_before_the_first_case_it_may(safety, admin):
    new = published(safety, admin, on=date(2026, 1, 1))
    assert versions.version_on(safety, TODAY) == new


def test_a_version_begins_after_the_one_it_follows(safety, admin):
    draft = drafted(safety, admin)
    publish = {"acting_user": admin, "version": draft}
    assert wrong(lambda: acts.publish_version(safety, **publish, valid_from=first(safety).valid_from)) == {"V4"}


def test_a_coming_version_can_be_withdrawn_and_the_one_before_goes_on(safety, admin):
    new = published(safety, admin)
    acts.withdraw_version(safety, acting_user=admin, version=new, reason="演示")
    new, old = CatalogueVersion.objects.get(pk=new.pk), first(safety)
    assert new.is_draft and new.valid_from is None
    assert (old.status, old.valid_to) == ("published", None)
    assert wrong(lambda: acts.withdraw_version(safety, acting_user=admin, version=old, reason="演示")) == {"V8"}


def test_a_version_with_an_agreement_is_not_withdrawn(safety, admin):
    new = published(safety, admin)
    Agreement.objects.filter(street__pinyin="shiqiao", organ__code="emergency").update(version=new)
    assert wrong(lambda: acts.withdraw_version(safety, acting_user=admin, version=new, reason="演示")) == {"V9"}


def test_nobody_sets_the_status_by_hand(safety):
    with pytest.raises(AttributeError):
        first(safety).status = "draft"


# --- Cases ------------------------------------------------------------------------------------------------------------


def test_a_case_keeps_the_version_of_the_day_it_was_filed(safety, admin, cases, clock):
    case = cases.walk(cases.open(fines=[20_000]), "interview")
    with timekeeper.frozen(cases.journey_of(case).at):
        filed = timekeeper.today()
        new = published(
            safety,
            admin,
            lambda sheet: setattr(cell(sheet, "AQ-02", "unit_first_max"), "value", 80000),
            on=filed + timedelta(days=1),
        )
    case = cases.walk(case, "closed")
    violation = case.violations.get()
    assert violation.item.version == first(safety)
    assert violation.fine_range().maximum == 100_000
    assert new.items.get(code="AQ-02").violations.count() == 0


def test_a_case_opened_later_has_the_new_version(safety, admin, cases, clock):
    journey = cases.journey(start=TOMORROW)
    new = published(safety, admin)
    journey.story.items[0] = selectors.delegated_items(journey.cast.street, TOMORROW).get(code="AQ-02")
    play(journey.open())
    assert journey.case.violations.get().item.version == new


def test_the_particulars_offer_the_item_of_the_version_in_force(safety, admin, cases, client):
    from cases.forms.filing import EditCaseForm

    case = cases.open()
    journey = cases.journey_of(case)
    with timekeeper.frozen(journey.at):
        new = published(safety, admin, on=timekeeper.today() + timedelta(days=1))
    with timekeeper.frozen(journey.at + timedelta(days=1)):
        form = EditCaseForm(case=case, user=journey.officers[0].user, subject=case)
        row = form.row_sections[0].formset.forms[0]
        assert row["item"].initial == new.items.get(code="AQ-02").pk


def test_the_matrix_counts_an_item_over_its_versions(safety, admin, cases):
    from supervision.matrix import matrix

    case = cases.walk(cases.open(), "interview")
    with timekeeper.frozen(cases.journey_of(case).at):
        today = timekeeper.today()
        new = published(safety, admin, on=today + timedelta(days=1))
    columns, lines = matrix(case.organ, today + timedelta(days=1))
    line = next(line for line in lines if line.item.code == "AQ-02")
    assert line.item.version == new and line.total == 1
    assert {column.coverage for column in columns} == {"0/32", "1/32"}


# --- Pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def as_admin(client, admin):
    client.force_login(admin)
    return client


def test_everybody_reads_published_versions_and_nobody_else_drafts(safety, admin, cast, client):
    draft = drafted(safety, admin)
    item = draft.items.first()
    for name, status in (("officer.shiqiao", 404), ("admin", 200)):
        client.force_login(cast[name])
        for address in ("catalogue_version", "catalogue_xlsx"):
            assert client.get(reverse(address, args=[draft.pk])).status_code == status
            assert client.get(reverse(address, args=[first(safety).pk])).status_code == 200
        assert client.get(reverse("item", args=[item.pk])).status_code == status
        assert client.get(reverse("catalogue_compare", args=[draft.pk, first(safety).pk])).status_code == status
        assert ("演示目录" in client.get(reverse("catalogues")).content.decode()) == (status == 200)


def test_versions_of_two_catalogues_are_not_compared(safety, as_admin):
    other = CatalogueVersion.objects.get(catalogue__code="fire")
    assert as_admin.get(reverse("catalogue_compare", args=[first(safety).pk, other.pk])).status_code == 404


def test_the_export_is_the_sheet(safety, as_admin):
    response = as_admin.get(reverse("catalogue_xlsx", args=[first(safety).pk]))
    assert response["Content-Type"] == catalogue_sheet_type()
    assert len(rows_of(response.content)) == 32


def catalogue_sheet_type() -> str:
    from delegation.views.catalogues import XLSX

    return XLSX


def preview(client: Any, safety: Catalogue, content: bytes | None, **data: Any) -> Any:
    data = {"label": "演示目录", "source_note": "演示来源", **data}
    if content is not None:
        data["sheet"] = upload(content)
    return client.post(reverse("catalogue_import", args=[safety.code]) + data.pop("query", ""), data)


def test_a_preview_stores_nothing_and_the_second_step_stores_what_was_seen(safety, as_admin):
    content = changed(sheet_of(first(safety)), three_changes)
    shown = preview(as_admin, safety, content)
    page = shown.content.decode()
    assert safety.versions.count() == 1
    assert "AQ-33" in page and "AQ-31" in page and "80000" in page
    form = shown.context["form"]
    done = preview(as_admin, safety, None, kept=form["kept"].value(), seen=form["seen"].value())
    draft = safety.versions.get(status="draft")
    assert done.url == reverse("catalogue_version", args=[draft.pk])
    assert draft.items.get(code="AQ-02").unit_first_max == 80_000


def test_another_sheet_in_the_second_step_is_previewed_again(safety, as_admin):
    form = preview(as_admin, safety, sheet_of(first(safety))).context["form"]
    other = changed(sheet_of(first(safety)), three_changes)
    again = preview(as_admin, safety, other, kept=form["kept"].value(), seen=form["seen"].value())
    assert again.status_code == 200 and safety.versions.count() == 1


def test_wrong_rows_are_listed_and_nothing_typed_or_uploaded_is_lost(safety, as_admin):
    def spoil(sheet: Any) -> None:
        cell(sheet, "AQ-02", "subject").value = "团体"

    shown = preview(as_admin, safety, changed(sheet_of(first(safety)), spoil))
    page = shown.content.decode()
    assert "处罚对象" in page and "团体" in page
    assert 'value="演示目录"' in page and "演示来源" in page
    kept = shown.context["kept"]
    back = as_admin.post(reverse("catalogue_import", args=["safety"]), {"remarks": "1", "kept": kept})
    assert [row["subject"] for row in rows_of(back.content)][1] == "团体"
    assert safety.versions.count() == 1


def test_a_missing_name_keeps_the_sheet(safety, as_admin):
    shown = preview(as_admin, safety, sheet_of(first(safety)), label="")
    assert shown.context["total"] == 32 and not shown.context["ready"]
    form = shown.context["form"]
    named = preview(as_admin, safety, None, kept=form["kept"].value(), label="有名字了")
    assert named.context["ready"]


def test_a_name_that_is_taken_keeps_the_sheet_and_says_so(safety, as_admin):
    form = preview(as_admin, safety, sheet_of(first(safety)), label="参考目录").context["form"]
    refused = preview(as_admin, safety, None, label="参考目录", kept=form["kept"].value(), seen=form["seen"].value())
    assert refused.context["form"].errors["label"] and refused.context["total"] == 32


def test_rows_that_were_tampered_with_are_refused(safety, as_admin):
    form = preview(as_admin, safety, sheet_of(first(safety))).context["form"]
    shown = preview(as_admin, safety, None, kept=form["kept"].value() + "x", seen=form["seen"].value())
    assert shown.context["form"].errors["sheet"] and safety.versions.count() == 1
    back = as_admin.post(reverse("catalogue_import", args=["safety"]), {"remarks": "1", "kept": "x"})
    assert back.status_code == 302


def test_a_draft_is_compared_with_itself_and_a_stale_preview_is_shown_again(safety, admin, as_admin):
    draft = drafted(safety, admin)
    query = f"?draft={draft.pk}"
    form = preview(as_admin, safety, changed(sheet_of(first(safety)), three_changes), query=query).context["form"]
    drafted(safety, admin, lambda sheet: setattr(cell(sheet, "AQ-05", "remarks"), "value", "别人改的"), draft=draft)
    held = {"kept": form["kept"].value(), "seen": form["seen"].value(), "query": query}
    shown = preview(as_admin, safety, None, **held)
    assert shown.status_code == 200
    assert [change.item.code for change in shown.context["difference"].changed] == ["AQ-02", "AQ-05"]
    assert as_admin.get(reverse("catalogue_import", args=["safety"]) + "?draft=x").status_code == 404
    gone = as_admin.get(reverse("catalogue_import", args=["safety"]) + f"?draft={first(safety).pk}")
    assert gone.status_code == 404


def test_publishing_in_the_browser(safety, admin, as_admin):
    draft = drafted(safety, admin, three_changes)
    address = reverse("catalogue_act", args=[draft.pk, "publish_version"])
    page = as_admin.get(address).content.decode()
    assert "AQ-31" in page and "石桥街道" in page and "AQ-33" in page
    refused = as_admin.post(address, {"valid_from": TOMORROW.isoformat()})
    assert refused.status_code == 200 and refused.context["form"].errors["aware"]
    done = as_admin.post(address, {"valid_from": TOMORROW.isoformat(), "aware": "on"})
    assert done.url == reverse("catalogue_version", args=[draft.pk])
    assert "AQ-31" not in as_admin.get(reverse("items") + f"?version={draft.pk}").content.decode()
    assert "参考目录" in as_admin.get(reverse("items")).content.decode()  # still in force today
    withdraw = reverse("catalogue_act", args=[draft.pk, "withdraw_version"])
    assert as_admin.post(withdraw, {"reason": "演示"}).status_code == 302
    discard = reverse("catalogue_act", args=[draft.pk, "discard_draft"])
    assert as_admin.post(discard, {"reason": "演示"}).url == reverse("catalogues")
    assert as_admin.get(reverse("catalogue_act", args=[first(safety).pk, "approve"])).status_code == 404


def test_pages_cost_few_queries_however_many_versions_there_are(safety, admin, as_admin, django_assert_max_num_queries):
    published(safety, admin)
    for address, most in (
        (reverse("catalogues"), 10),
        (reverse("catalogue_version", args=[first(safety).pk]), 12),
        (reverse("item", args=[first(safety).items.first().pk]), 11),
    ):
        as_admin.get(address)
        with django_assert_max_num_queries(most):
            as_admin.get(address)


def test_an_empty_book_has_no_rows(db):
    from django.core.exceptions import ValidationError

    book, made = Workbook(), BytesIO()
    book.active.append(list(COLUMNS.values()))
    book.save(made)
    with pytest.raises(ValidationError):
        rows_of(made.getvalue())


def test_the_reference_files_don_t_bring_a_superseded_version_back(safety, admin):
    from delegation import reference
    from tests.delegation.base import DATA

    published(safety, admin)
    reference.load(DATA, overwrite=True)
    assert (first(safety).status, first(safety).valid_to) == ("superseded", TODAY)
