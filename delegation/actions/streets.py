"""Streets that power is delegated to: a new one, and its particulars. Their grants come with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from delegation.grants import ensure_groups
from delegation.models import Organ, Street
from gongshu_enforcement import door
from gongshu_enforcement.administration.permits import ADMINISTRATOR
from gongshu_enforcement.models import User

from ._register import refusing


@door.action(
    permission=ADMINISTRATOR,
    subject=Organ,
    label=_("Enter a street"),
    form="delegation.forms_stations.NewStreetForm",
    group="station",
    opens=True,
)
def enter_street(
    organ: Organ, *, acting_user: User, name: str, division_code: str, pinyin: str, address: str = "", phone: str = ""
) -> Street:
    """Enter a street at the first step (参与办); every desk of the district gets its part on it in the same transaction.

    `organ` keeps the register. The street has no power before an agreement is in force.
    """
    street = Street(
        name=name.strip(),
        code=division_code,
        pinyin=pinyin,
        address=address,
        phone=phone,
        autonomy_step=Street.AutonomyStep.PARTICIPATE,
    )
    with refusing("R1", code="division_code"):
        street.full_clean()
    street.save()
    ensure_groups()
    return street


@door.action(
    permission=ADMINISTRATOR,
    subject=Street,
    label=_("Change particulars"),
    form="delegation.forms_stations.StreetForm",
    group="station",
)
def edit_street(street: Street, *, acting_user: User, name: str, address: str = "", phone: str = "") -> Street:
    """Correct name, address and phone; documents that were issued keep what they say."""
    street.name, street.address, street.phone = name.strip(), address, phone
    with refusing("R1"):
        street.full_clean()
    street.save(update_fields=["name", "address", "phone"])
    return street
