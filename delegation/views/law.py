"""Official texts that the bureau has loaded: the list, one statute, one article."""

from __future__ import annotations

from itertools import groupby

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from delegation.models import Article, Statute
from gongshu_enforcement import timekeeper


@require_safe
def statutes(request: HttpRequest) -> HttpResponse:
    """Every text that is loaded, one row a statute and day."""
    today = timekeeper.today()
    rows = Statute.objects.annotate(article_count=Count("articles"))
    return render(request, "delegation/law/list.html", {"rows": [(row, row.holds_on(today)) for row in rows]})


def _text(request: HttpRequest, name: str, label: str = "") -> tuple[Statute, list[Statute]]:
    """The text asked for by its day, else the one that holds today; and all texts of the statute. 404 for none."""
    texts = Statute.objects.filter(name=name)
    if label:
        texts = texts.filter(articles__label=label)
    found = list(texts.newest_on(timekeeper.today()))
    wanted = request.GET.get("text", "")
    if wanted:
        found = sorted(found, key=lambda row: row.effective_from.isoformat() != wanted)
    if not found or (wanted and found[0].effective_from.isoformat() != wanted):
        raise Http404(name)
    return found[0], sorted(found, key=lambda row: row.effective_from, reverse=True)


@require_safe
def statute(request: HttpRequest, name: str) -> HttpResponse:
    """The contents of a statute by chapter."""
    found, texts = _text(request, name)
    articles = found.articles.all()
    context = {
        "statute": found,
        "texts": texts,
        "chapters": [(chapter, list(rows)) for chapter, rows in groupby(articles, key=lambda row: row.chapter)],
        "today": timekeeper.today(),
        "holds": found.holds_on(timekeeper.today()),
    }
    return render(request, "delegation/law/statute.html", context)


@require_safe
def article(request: HttpRequest, name: str, label: str) -> HttpResponse:
    """One article with its paragraphs, and the ones before and after it."""
    found, texts = _text(request, name, label)
    near = {}
    shown = found.articles.get(label=label)
    for row in found.articles.filter(position__range=(shown.position - 1, shown.position + 1)):
        near[row.position - shown.position] = row
    today = timekeeper.today()
    context = {
        "statute": found,
        "article": shown,
        "paragraphs": _paragraphs(shown),
        "before": near.get(-1),
        "after": near.get(1),
        "texts": texts,
        "today": today,
        "holds": found.holds_on(today),
        "query": f"?text={found.effective_from.isoformat()}" if request.GET.get("text") else "",
        "crumbs": [(_("Statutes"), reverse("statutes")), (found.title, reverse("statute", args=[name]))],
    }
    return render(request, "delegation/law/article.html", context)


def _paragraphs(shown: Article) -> list[tuple[int | None, str]]:
    """Each line with the number of its paragraph (款); items (项) such as （一） belong to the paragraph above."""
    rows: list[tuple[int | None, str]] = []
    number = 0
    for line in shown.text.splitlines():
        if rows and line.startswith(("（", "(")):
            rows.append((None, line))
            continue
        number += 1
        rows.append((number, line))
    return rows
