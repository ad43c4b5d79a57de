"""Administration of reference data. People and agreements are changed by services; here they are read, with history."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, XLSX
from simple_history.admin import SimpleHistoryAdmin

from gongshu_enforcement import timekeeper
from gongshu_enforcement.models import LegalSetting

from .law_tables import DiscretionFactorResource, DiscretionTierResource, check_begins_later
from .models import (
    Agreement,
    Catalogue,
    CatalogueVersion,
    Certificate,
    DiscretionFactor,
    DiscretionTier,
    Item,
    MentoringGroup,
    Officer,
    Organ,
    Street,
    Suspension,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shown, never changed: a change needs a service, which checks it and moves the grants."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody adds rows here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes rows here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes rows here."""
        return False


class LawForm(forms.ModelForm):
    """A row of law by date, typed in: the same checks as when it comes in a sheet."""

    def clean(self) -> dict[str, Any]:
        """Refuse what would reach back."""
        data = super().clean()
        begins = data.get("valid_from")
        if begins is not None:
            stored = type(self.instance).objects.filter(pk=self.instance.pk).first()
            check_begins_later(begins, stored.valid_from if stored else None)
        return data


class LawAdmin(ImportExportModelAdmin):
    """Rows of law by date, also as XLSX in and out. What has begun is read only: cases keep it."""

    form = LawForm
    formats = (XLSX, CSV)
    import_formats = formats
    export_formats = formats

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what has yet to begin."""
        return _is_to_come(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what has yet to begin, one at a time."""
        return obj is not None and _is_to_come(obj) and super().has_delete_permission(request, obj)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """Whoever may add rows by hand."""
        return self.has_add_permission(request)


def _is_to_come(row: Any) -> bool:
    return row is None or row.valid_from > timekeeper.today()


@admin.register(Organ)
class OrganAdmin(SimpleHistoryAdmin):
    """Names, seals, banks; the fields still to be confirmed are listed."""

    list_display = ("code", "name", "number_prefix", "review_body", "court", "to_confirm")


@admin.register(Street)
class StreetAdmin(ReadOnlyAdmin):
    """The streets and their autonomy step. Entering one brings its grants, so it is done on the pages of stations."""

    list_display = ("code", "name", "pinyin", "autonomy_step")
    list_filter = ("autonomy_step",)
    search_fields = ("code", "name", "pinyin")


@admin.register(Catalogue)
class CatalogueAdmin(admin.ModelAdmin):
    """The two catalogues."""

    list_display = ("code", "name", "organ")


@admin.register(CatalogueVersion)
class CatalogueVersionAdmin(ReadOnlyAdmin):
    """Versions. A sheet makes a draft and publishing is an act, both on the pages of catalogues."""

    list_display = ("catalogue", "label", "status", "valid_from", "valid_to", "published_on", "source_note")
    list_filter = ("catalogue", "status")


@admin.register(Item)
class ItemAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """Items with their history; they change in drafts alone, by a sheet."""

    list_display = ("code", "title", "subject", "unit_first_max", "unit_overdue_max", "source_check")
    list_filter = ("version__catalogue", "version", "subject", "rectify_first", "source_check")
    search_fields = ("code", "title", "violated_provision", "penalty_provision")


@admin.register(DiscretionTier)
class DiscretionTierAdmin(LawAdmin):
    """Discretion tiers."""

    resource_classes = (DiscretionTierResource,)
    list_display = ("item", "target", "stage", "tier", "fine_min", "fine_max", "valid_from", "derived")
    list_filter = ("derived", "valid_from", "tier", "target", "stage", "item__version__catalogue")
    list_select_related = ("item",)
    search_fields = ("item__code", "item__title")
    raw_id_fields = ("item",)


@admin.register(DiscretionFactor)
class DiscretionFactorAdmin(LawAdmin):
    """Circumstances of discretion; one that holds is ended by a sheet that gives it its last day."""

    resource_classes = (DiscretionFactorResource,)
    list_display = ("code", "organ", "kind", "title", "effect", "step", "valid_from", "valid_to", "to_confirm")
    list_filter = ("kind", "effect", "mandatory", "to_confirm", "organ")
    search_fields = ("code", "title", "article")


class SuspensionInline(admin.TabularInline):
    """The suspensions of an agreement."""

    model = Suspension
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Suspending is an act of its own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """So is resuming."""
        return False


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """Agreements. Drafts are worded, and everything after is done, on the agreement's own page."""

    list_display = ("number", "street", "organ", "valid_from", "valid_to", "status")
    list_filter = ("status", "organ", "street")
    list_select_related = ("street", "organ")
    search_fields = ("number", "recording_number", "street__name")
    inlines = (SuspensionInline,)


@admin.register(Officer)
class OfficerAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """People. Adding or moving somebody moves their grants, so it goes through services."""

    list_display = ("name", "kind", "street", "organ", "position", "active", "demo")
    list_filter = ("kind", "active", "organ", "street")
    list_select_related = ("street", "organ")
    search_fields = ("name", "user__username")


@admin.register(Certificate)
class CertificateAdmin(ReadOnlyAdmin, SimpleHistoryAdmin):
    """Certificates and their terms. Entering or ending one moves grants, so it is done in the register of people."""

    list_display = ("number", "officer", "kind", "valid_from", "valid_to")
    list_filter = ("kind",)
    list_select_related = ("officer__street", "officer__organ")
    search_fields = ("number", "officer__name")
    raw_id_fields = ("officer",)


@admin.register(MentoringGroup)
class MentoringGroupAdmin(ReadOnlyAdmin):
    """The six mentoring groups."""

    list_display = ("number", "name", "liaison")


if not admin.site.is_registered(LegalSetting):

    @admin.register(LegalSetting)
    class LegalSettingAdmin(admin.ModelAdmin):
        """Dated values of the law: a new value is a new row with its date, so that older cases keep theirs."""

        list_display = ("code", "organ", "title_zh", "value", "valid_from", "source", "to_confirm")
        list_filter = ("to_confirm", "organ")
        search_fields = ("code", "title_zh", "source")
