"""What the officers record on site beside the inspection: inquest (勘验), samples taken (抽样取证), measures ordered on the spot."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OnSiteRecord(models.Model):
    """What an inquest and a sampling share: two officers, place, times to the minute, the paper."""

    happened_on = models.DateField()
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"))
    place = models.CharField(_("place"), max_length=200)
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("officers"))
    refused_to_sign = models.CharField(_("reason where signing was refused"), max_length=200, blank=True)
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ("started_at",)

    def __str__(self) -> str:
        return f"{self.place} {self.happened_on}"


class Inquest(OnSiteRecord):
    """An inquest of the scene (勘验): who was there, the weather, what was measured and seen (处罚法 46(1)(8))."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="inquests")
    weather = models.CharField(_("weather"), max_length=60)
    party_present = models.CharField(_("person of the party who was present"), max_length=80)
    party_phone = models.CharField(_("phone"), max_length=30, blank=True)
    invited = models.CharField(_("person invited, unit and position"), max_length=120, blank=True)
    certificates_shown = models.BooleanField(_("certificates shown"), default=False)
    findings = models.TextField(_("what the inquest found"))
    sketch = models.CharField(_("sketch or photographs enclosed"), max_length=200, blank=True)

    class Meta(OnSiteRecord.Meta):
        verbose_name = _("inquest")
        verbose_name_plural = _("inquests")


class Sampling(OnSiteRecord):
    """Samples taken as evidence (抽样取证, 处罚法 56): [{name, specification, quantity}]."""

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="samplings")
    contact_name = models.CharField(_("person in charge on site"), max_length=50)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    items = models.JSONField(_("samples"), default=list)

    class Meta(OnSiteRecord.Meta):
        verbose_name = _("sampling")
        verbose_name_plural = _("samplings")


class OnSiteMeasure(models.Model):
    """A decision on measures on the spot (现场处理措施决定): dangers found, what must be done at once (安全法 65(1)(3))."""

    class Kind(models.TextChoices):
        """What is ordered: 立即排除 / 撤出人员 / 暂时停产停业或停止使用."""

        REMOVE = "remove", _("Remove the danger at once")
        EVACUATE = "evacuate", _("Remove the danger at once and withdraw the workers from the dangerous area")
        STOP = "stop", _("Stop production, business or the use of equipment for the time being")

    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="on_site_measures")
    ordered_on = models.DateField(_("ordered on"))
    kind = models.CharField(_("measure"), max_length=8, choices=Kind)
    problems = models.JSONField(_("dangers found"), default=list)
    danger = models.CharField(_("why safety can't be guaranteed otherwise"), max_length=300, blank=True)
    measures = models.TextField(_("what must be done"))
    refused_to_sign = models.CharField(_("reason where signing was refused"), max_length=200, blank=True)
    officers = models.ManyToManyField("delegation.Officer", related_name="+", verbose_name=_("officers"))
    document = models.ForeignKey("cases.Document", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("measure ordered on the spot")
        verbose_name_plural = _("measures ordered on the spot")

    def __str__(self) -> str:
        return f"{self.case_id} {self.ordered_on} {self.kind}"

    @property
    def stops(self) -> bool:
        """Whether production, business or the use of equipment is stopped."""
        return self.kind == self.Kind.STOP
