"""PostgreSQL itself refuses to change or remove ledger rows. Not collected on SQLite (see conftest)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from gongshu_enforcement import ledger
from gongshu_enforcement.models import LedgerEvent

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def event(cast) -> LedgerEvent:
    return ledger.append(cast["officer.shiqiao"], "act", actor=None, inputs={})


@pytest.mark.parametrize("column", [field.attname for field in LedgerEvent._meta.concrete_fields])
def test_update_is_refused_for_every_column(event, column):
    with pytest.raises(DatabaseError, match="append-only: UPDATE"), transaction.atomic():
        LedgerEvent.objects.filter(pk=event.pk).update(**{column: getattr(event, column)})


def test_save_is_refused(event):
    event.action = "other"
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        event.save()


def test_delete_is_refused(event):
    with pytest.raises(DatabaseError, match="append-only: DELETE"), transaction.atomic():
        event.delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM gongshu_enforcement_ledgerevent")


def test_adding_is_not(event, cast):
    ledger.append(cast["officer.shiqiao"], "act", actor=None, inputs={})
    assert LedgerEvent.objects.filter(chain=event.chain).count() == 2
