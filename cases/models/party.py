"""The party to a case (当事人): a unit or an individual."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    UNIT = "unit", _("Unit")
    INDIVIDUAL = "individual", _("Individual")


class Party(models.Model):
    """Who the case is about, as recorded for this case; typed once, printed in every document."""

    kind = models.CharField(_("kind of party"), max_length=10, choices=PartyKind, default=PartyKind.UNIT)
    name = models.CharField(_("name"), max_length=120, db_index=True)
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True, db_index=True)
    representative = models.CharField(_("legal representative or person in charge"), max_length=50, blank=True)
    representative_title = models.CharField(_("position of the representative"), max_length=50, blank=True)
    id_number = models.CharField(_("ID number"), max_length=18, blank=True, db_index=True)
    gender = models.CharField(_("gender"), max_length=4, blank=True)
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    employer = models.CharField(_("employer"), max_length=120, blank=True)
    employer_position = models.CharField(_("position"), max_length=50, blank=True)
    employer_address = models.CharField(_("employer's address"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=200)
    postcode = models.CharField(_("postcode"), max_length=6, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    service_address = models.CharField(_("address for service"), max_length=200, blank=True)
    service_recipient = models.CharField(_("recipient for service"), max_length=50, blank=True)
    service_phone = models.CharField(_("phone for service"), max_length=30, blank=True)
    electronic_service = models.CharField(_("electronic service address"), max_length=120, blank=True)
    address_confirmed_on = models.DateField(_("address confirmed on"), null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def is_unit(self) -> bool:
        """A unit (单位), not a natural person."""
        return self.kind == PartyKind.UNIT

    @property
    def code(self) -> str:
        """Credit code of a unit, ID number of an individual."""
        return self.credit_code if self.is_unit else self.id_number
