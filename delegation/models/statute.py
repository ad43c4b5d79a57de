"""Official texts (法律文本) the bureau has loaded: statutes by date, and their articles."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PREFIX = "中华人民共和国"


def name_of(title: str) -> str:
    """The name a statute goes by in an address: its title without the country's name."""
    return title.removeprefix(PREFIX)


class StatuteQuerySet(models.QuerySet):
    """Texts by what holds on a day."""

    def newest_on(self, on: date) -> StatuteQuerySet:
        """Texts with those that hold on the day first, the newest of them before the others."""
        holds = Q(effective_from__lte=on) & (Q(effective_to=None) | Q(effective_to__gte=on))
        rank = models.Case(models.When(holds, then=0), default=1, output_field=models.IntegerField())
        return self.alias(rank=rank).order_by("rank", "-effective_from")


class Statute(models.Model):
    """One text of a statute (法律、法规、规章) as it holds from a day on; an amended text is a row of its own."""

    name = models.CharField(_("name"), max_length=80)
    title = models.CharField(_("full title"), max_length=120)
    aliases = models.JSONField(_("short names"), default=list, blank=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force until"), null=True, blank=True)
    issued_by = models.TextField(_("issue and amendments"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_file = models.CharField(_("file"), max_length=200, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    loaded_on = models.DateField(_("loaded on"), null=True, blank=True)

    objects = StatuteQuerySet.as_manager()

    class Meta:
        ordering = ("name", "-effective_from")
        verbose_name = _("statute")
        verbose_name_plural = _("statutes")
        constraints = (
            models.UniqueConstraint(fields=("name", "effective_from"), name="statute_text"),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="statute_dates",
                violation_error_message=_("The text ends before it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its contents."""
        return reverse("statute", args=[self.name])

    def holds_on(self, on: date) -> bool:
        """Whether this text counts on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


class Article(models.Model):
    """One article (条) of a statute's text, its paragraphs one a line. `label`: 42, or 42-1 for 第四十二条之一."""

    statute = models.ForeignKey(Statute, verbose_name=_("statute"), on_delete=models.CASCADE, related_name="articles")
    position = models.PositiveSmallIntegerField(_("position"))
    label = models.CharField(_("number"), max_length=8)
    heading = models.CharField(_("as written"), max_length=20)
    chapter = models.CharField(_("chapter"), max_length=120, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        ordering = ("statute", "position")
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (
            models.UniqueConstraint(fields=("statute", "label"), name="article_once"),
            models.UniqueConstraint(fields=("statute", "position"), name="article_position"),
        )

    def __str__(self) -> str:
        return f"《{self.statute}》{self.heading}"
