"""The list of cases: search, nine filters, pages by key, and the same as XLSX."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases import access, selectors
from cases.filters import CaseFilter
from cases.models import Case
from cases.reading.sheet import MOST_ROWS, workbook
from cases.views.paging import key_from, page_links
from gongshu_enforcement import timekeeper

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """A page of the cases a person may read, newest first, under the filters of the address."""
    chosen, cases = _filtered(request)
    page = selectors.page_by_key(
        selectors.with_total(selectors.with_row_facts(cases), cases),
        after=key_from(request, "after"),
        before=key_from(request, "before"),
        size=selectors.LIST_PAGE,
    )
    total = page.rows[0].total if page.rows else 0
    query = request.GET.urlencode()
    context = {
        "filter": chosen,
        "rows": selectors.rows(page.rows, request.user),
        "total": total,
        "filtered": any(request.GET.get(name) for name in chosen.data or ()),
        "may_open": access.holds_anywhere(request.user, "handle", "own"),
        "export_url": reverse("case_export") + (f"?{query}" if query else ""),
        "most_rows": MOST_ROWS,
        **page_links(request, page),
    }
    return render(request, "cases/list.html", context)


@require_safe
def case_export(request: HttpRequest) -> HttpResponse:
    """The filtered list as XLSX, at most MOST_ROWS rows."""
    chosen, cases = _filtered(request)
    if not chosen.form.is_valid():
        raise BadRequest(_("The filters are wrong."))
    found = selectors.with_row_facts(cases).order_by("-pk")[:MOST_ROWS]
    response = HttpResponse(workbook(selectors.rows(found, request.user)), content_type=XLSX)
    name = f"cases-{timekeeper.today():%Y%m%d}.xlsx"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _filtered(request: HttpRequest) -> tuple[CaseFilter, QuerySet[Case]]:
    chosen = CaseFilter(request.GET, queryset=access.readable(request.user), user=request.user)
    return chosen, chosen.qs
