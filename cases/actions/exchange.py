"""Packages of other systems, taken in (数据交换)."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.exchange.package import PackageRefused, read
from cases.models import ReceivedCase
from delegation.models import Organ
from gongshu_enforcement import door, timekeeper
from gongshu_enforcement.errors import ActionRefused
from gongshu_enforcement.models import User

from ._case import save_new


@door.action(permission=access.EXCHANGE_DESK, subject=Organ, label=_("Take in a package"), group="exchange")
def receive_case(organ: Organ, *, acting_user: User, package: UploadedFile | ContentFile) -> ReceivedCase:
    """Keep a package that is whole and signed. Raises ActionRefused with everything that is wrong with it."""
    data = package.read()
    try:
        found = read(data)
    except PackageRefused as refused:
        raise ActionRefused.because(
            "EXCHANGE",
            _("This package can't be taken: %(problems)s") % {"problems": "; ".join(refused.problems[:5])},
            remedy=_("Ask the sender for the package anew."),
            field="package",
        ) from refused
    sha256 = hashlib.sha256(data).hexdigest()
    if ReceivedCase.objects.filter(sha256=sha256).exists():
        raise ActionRefused.because("EXCHANGE", _("This package was taken in already."), field="package")
    case, party = found.content["case"], found.content["party"]
    received = ReceivedCase(
        organ=organ,
        sender=case["organ"]["name"][:120],
        number=case["number"][:60],
        party=party["name"][:120],
        content=found.content,
        sha256=sha256,
        key=found.key[:60],
        received_at=timekeeper.now(),
        received_by=acting_user,
    )
    received.package.save("package.zip", ContentFile(data), save=False)
    return save_new(received)
