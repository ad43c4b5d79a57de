"""What the delegation tests share. The database already holds the reference data and the demonstration's people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import TestCase

from delegation import reference
from delegation.models import (
    Absence,
    Agreement,
    AgreementLetter,
    Catalogue,
    CatalogueVersion,
    Certificate,
    DiscretionFactor,
    DiscretionTier,
    Item,
    LiaisonVisit,
    MentoringGroup,
    Officer,
    Organ,
    StationRecord,
    StepDecision,
    Street,
    Suspension,
)
from gongshu_enforcement.models import LegalSetting, User
from tests.conftest import VALID

DATA = Path(settings.BASE_DIR) / "data"
START, END = VALID["valid_from"], VALID["valid_to"]
DAY = date(2026, 5, 6)


class DelegationTest(TestCase):
    """Short ways to what a test is about."""

    def street(self, pinyin: str = "shiqiao") -> Street:
        """A street by its pinyin."""
        return Street.objects.get(pinyin=pinyin)

    def organ(self, code: str = "emergency") -> Organ:
        """An organ by its code."""
        return Organ.objects.get(code=code)

    def item(self, code: str) -> Item:
        """An item of the reference catalogue."""
        return Item.objects.get(code=code)

    def user(self, username: str) -> User:
        """An account by its name."""
        return User.objects.get(username=username)


def remove_agreements() -> None:
    """No street has any power."""
    for model in (Suspension, AgreementLetter, Agreement.items.through, Agreement):
        model._default_manager.all().delete()


def remove_everything() -> None:
    """As in a database just migrated."""
    remove_agreements()
    for model in (
        LiaisonVisit,
        StepDecision,
        StationRecord,
        Absence,
        MentoringGroup,
        Certificate,
        Officer,
        DiscretionFactor,
        DiscretionTier,
        Item,
        CatalogueVersion,
        Catalogue,
    ):
        model._default_manager.all().delete()
    for model in (Street, Organ, LegalSetting):
        model._default_manager.all().delete()


class FreshlyLoaded(DelegationTest):
    """The reference data loaded into an empty database, and what the loader reported."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Empty the tables and load data/."""
        remove_everything()
        cls.report = reference.load(DATA)
