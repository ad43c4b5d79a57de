"""Catalogue versions: the list, one version, the difference of two, a sheet out and in, publishing and withdrawing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from delegation import catalogue_sheet, versions
from delegation.actions import catalogues as acts
from delegation.forms_catalogues import PublishForm, ReasonForm, SheetForm, unkept
from delegation.models import Catalogue, CatalogueVersion
from gongshu_enforcement import ledger, timekeeper
from gongshu_enforcement.administration.permits import is_administrator
from gongshu_enforcement.door import ACTIONS
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import LedgerEvent

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Status = CatalogueVersion.Status


def version_for(request: HttpRequest, pk: int) -> CatalogueVersion:
    """A version the person may see: drafts are the administrator's (404 for others)."""
    found = get_object_or_404(CatalogueVersion.objects.select_related("catalogue__organ"), pk=pk)
    if found.is_draft and not is_administrator(request.user):
        raise Http404(pk)
    return found


def _administrator(request: HttpRequest) -> None:
    if not is_administrator(request.user):
        raise PermissionDenied


@require_safe
def catalogues(request: HttpRequest) -> HttpResponse:
    """Every catalogue with its versions by date."""
    today, may_change = timekeeper.today(), is_administrator(request.user)
    found = versions.all_versions(drafts=may_change)
    rows = [(catalogue, [_row(version, today) for version in catalogue.shown]) for catalogue in found]
    return render(request, "delegation/catalogues/list.html", {"catalogues": rows, "may_change": may_change})


def _row(version: CatalogueVersion, today: Any) -> dict[str, Any]:
    return {"version": version, "state": version.state_on(today), "in_force": version.in_force_on(today)}


@require_safe
def catalogue_version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: dates, state, source, its items, what can be done with it, and who did what."""
    version = version_for(request, pk)
    today = timekeeper.today()
    others = [
        other
        for other in version.catalogue.versions.order_by("-valid_from").exclude(pk=pk)
        if is_administrator(request.user) or not other.is_draft
    ]
    context = {
        "version": version,
        "today": today,
        "state": version.state_on(today),
        "in_force": version.in_force_on(today),
        "items": list(version.items.order_by("code")),
        "others": others,
        "acts": _acts(version, request, today),
        "events": _events(version),
        "may_change": is_administrator(request.user),
        "import_url": f"{reverse('catalogue_import', args=[version.catalogue.code])}?draft={pk}",
    }
    return render(request, "delegation/catalogues/version.html", context)


def _acts(version: CatalogueVersion, request: HttpRequest, today: Any) -> list[tuple[str, str, str]]:
    """Code, label and address of the acts open on a version."""
    if not is_administrator(request.user):
        return []
    coming = version.status == Status.PUBLISHED and version.valid_from > today
    codes = ("publish_version", "discard_draft") if version.is_draft else ("withdraw_version",) if coming else ()
    return [(code, str(ACTIONS[code].label), reverse("catalogue_act", args=[version.pk, code])) for code in codes]


def _events(version: CatalogueVersion) -> list[dict[str, Any]]:
    """What the ledger of the catalogue holds of the version, newest first."""
    rows = LedgerEvent.objects.filter(chain=ledger.chain_of(version.catalogue)).order_by("-seq")[:200]
    name = f"catalogueversion:{version.pk}"
    return [
        {
            "at": row.recorded_at,
            "title": ACTIONS[row.action].label if row.action in ACTIONS else row.action,
            "who": row.actor_name,
            "text": _said(row.inputs),
        }
        for row in rows
        if name in (row.inputs.get("version"), row.inputs.get("draft"), row.inputs.get("supersedes"))
    ]


def _said(inputs: dict[str, Any]) -> str:
    if "added" in inputs:
        counts = {name: len(inputs[name]) for name in ("added", "changed", "removed")}
        return _("%(added)s added, %(changed)s changed, %(removed)s removed") % counts
    return str(inputs.get("reason") or inputs.get("valid_from") or "")


@require_safe
def catalogue_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """A version as a sheet that can be taken in again."""
    version = version_for(request, pk)
    made = catalogue_sheet.written(version.items.order_by("code"), version.catalogue.name)
    return _sheet(made, f"{version.catalogue.name}-{version.label}.xlsx")


def _sheet(made: bytes, name: str) -> HttpResponse:
    response = HttpResponse(made, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


@require_safe
def catalogue_compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """What a version changed against another of the same catalogue: added, changed field by field, removed."""
    version, against = version_for(request, pk), version_for(request, other)
    if version.catalogue_id != against.catalogue_id:
        raise Http404(other)
    found = catalogue_sheet.difference(against.items.all(), version.items.all())
    context = {"version": version, "against": against, "difference": found}
    return render(request, "delegation/catalogues/compare.html", context)


# --- A sheet in -------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def catalogue_import(request: HttpRequest, code: str) -> HttpResponse:
    """A sheet: what is wrong row by row, or what it would change; then, confirmed, all of it into a draft."""
    _administrator(request)
    catalogue = get_object_or_404(Catalogue.objects.select_related("organ"), code=code)
    draft = _chosen_draft(request, catalogue)
    if request.method == "POST" and "remarks" in request.POST:
        return _remarks(request, catalogue)
    first = {"label": draft.label, "source_note": draft.source_note} if draft else {}
    form = SheetForm(*_given(request), initial=first)
    refused, checked, found, fingerprint = None, None, None, ""
    if form.is_bound:
        valid = form.is_valid()
        base = draft or versions.newest(catalogue)
        if form.rows:
            checked = catalogue_sheet.check(form.rows)
            before = list(base.items.all()) if base else []
            found = catalogue_sheet.difference(before, checked.items)
            fingerprint = _fingerprint(form.rows, before)
        confirmed = valid and form.cleaned_data["seen"] == fingerprint and "draft" not in request.POST
        if confirmed and not checked.wrong:
            try:
                return _take_in(request, catalogue, draft, form)
            except ActionRefused as refusal:
                form.add_refusal(refusal)
                refused = form.refused
    context = {
        "catalogue": catalogue,
        "draft": draft,
        "base": draft or versions.newest(catalogue),
        "form": form,
        "refused": refused,
        "rows": [(row, checked.wrong[row["row"]]) for row in form.rows if row["row"] in checked.wrong]
        if checked
        else [],
        "total": len(form.rows),
        "difference": found,
        "ready": found is not None and not checked.wrong and not form.errors,
        "kept": form.keep(fingerprint) if form.rows else "",
    }
    return render(request, "delegation/catalogues/import.html", context)


def _given(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _chosen_draft(request: HttpRequest, catalogue: Catalogue) -> CatalogueVersion | None:
    wanted = request.GET.get("draft", "")
    if not wanted:
        return None
    if not wanted.isdecimal():
        raise Http404(wanted)
    return get_object_or_404(catalogue.versions, pk=int(wanted), status=Status.DRAFT)


def _fingerprint(rows: list[dict[str, Any]], before: list[Any]) -> str:
    """Stands for what was previewed: the rows, and what they were held against."""
    return ledger.digest([rows, [[getattr(item, name) for name in catalogue_sheet.COLUMNS] for item in before]])


def _take_in(
    request: HttpRequest, catalogue: Catalogue, draft: CatalogueVersion | None, form: SheetForm
) -> HttpResponse:
    made = acts.import_catalogue(
        catalogue, acting_user=request.user, request_key=form.key, rows=form.rows, draft=draft, **form.inputs()
    )
    messages.success(request, _("The draft is stored. It counts for nobody until it is published."))
    return HttpResponseRedirect(reverse("catalogue_version", args=[made.pk]))


def _remarks(request: HttpRequest, catalogue: Catalogue) -> HttpResponse:
    """The sheet as it was chosen, with what is wrong in a last column."""
    rows = unkept(request.POST.get("kept", ""))
    if rows is None:
        messages.error(request, _("The preview is too old or was changed. Choose the sheet again."))
        return HttpResponseRedirect(reverse("catalogue_import", args=[catalogue.code]))
    made = catalogue_sheet.with_remarks(rows, catalogue_sheet.check(rows).wrong, catalogue.name)
    return _sheet(made, f"{catalogue.name}-{catalogue_sheet.REMARK}.xlsx")


# --- Publishing, withdrawing, discarding ------------------------------------------------------------------------------

VERBS = {
    "publish_version": acts.publish_version,
    "withdraw_version": acts.withdraw_version,
    "discard_draft": acts.discard_draft,
}


@require_http_methods(["GET", "HEAD", "POST"])
def catalogue_act(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One act on a version: what it means, its form, then through the door."""
    _administrator(request)
    version = version_for(request, pk)
    if code not in VERBS:
        raise Http404(code)
    publishing = code == "publish_version"
    given = request.POST if request.method == "POST" else None
    means = versions.consequences(version, timekeeper.today()) if publishing and version.is_draft else None
    form = PublishForm(given, asks=means is not None and means.needs_word) if publishing else ReasonForm(given)
    if form.is_bound and form.is_valid():
        try:
            VERBS[code](
                version.catalogue, acting_user=request.user, request_key=form.key, version=version, **form.inputs()
            )
        except ActionRefused as refused:
            form.add_refusal(refused)
        else:
            messages.success(request, _("Recorded: %(act)s") % {"act": ACTIONS[code].label})
            there = CatalogueVersion.objects.filter(pk=pk).exists()
            return HttpResponseRedirect(reverse("catalogue_version", args=[pk]) if there else reverse("catalogues"))
    context = {"version": version, "entry": ACTIONS[code], "form": form, "means": means}
    return render(request, "delegation/catalogues/act.html", context)
