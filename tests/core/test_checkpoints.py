"""Checkpoints: a tail cut off a chain, a foreign signature, a broken file; and the key that signs."""

from __future__ import annotations

import base64
import json
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from gongshu_enforcement import checkpoints, ledger, signing
from gongshu_enforcement.models import LedgerEvent

from .test_ledger import tamper

pytestmark = pytest.mark.django_db


@pytest.fixture
def chains(cast) -> list[str]:
    for name in ("officer.shiqiao", "head.shiqiao"):
        for number in range(3):
            ledger.append(cast[name], "act", actor=cast[name], inputs={"number": number})
    return sorted(LedgerEvent.objects.filter(action="act").values_list("chain", flat=True).distinct())


def verified() -> str:
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    return out.getvalue()


def test_the_ledger_is_compared_with_the_newest_checkpoint(chains) -> None:
    out = StringIO()
    call_command("checkpoint_ledger", stdout=out)
    assert out.getvalue().strip() == str(checkpoints.files()[-1])
    assert "Every chain still holds" in verified()


def test_a_tail_that_was_cut_off_is_noticed(chains) -> None:
    checkpoints.write()
    tamper("DELETE FROM gongshu_enforcement_ledgerevent WHERE chain = %s AND seq = 3", chains[0])
    with pytest.raises(CommandError, match=f"{chains[0]} event 3 .* is not in the ledger any more"):
        verified()


def test_a_chain_that_is_gone_is_noticed(chains) -> None:
    checkpoints.write()
    tamper("DELETE FROM gongshu_enforcement_ledgerevent WHERE chain = %s", chains[1])
    with pytest.raises(CommandError, match=chains[1]):
        verified()


def test_a_checkpoint_that_somebody_rewrote_is_noticed(chains) -> None:
    path = checkpoints.write()
    kept = json.loads(path.read_text())
    path.write_text(json.dumps({**kept, "body": kept["body"].replace('[3,"', '[2,"', 1)}))
    with pytest.raises(CommandError, match="not signed by this site"):
        verified()
    path.write_text("{")
    with pytest.raises(CommandError, match="can't be read"):
        verified()


def test_the_key_is_made_once_and_kept_to_its_owner(settings, tmp_path) -> None:
    signing._private_key.cache_clear()
    try:
        settings.SIGNING_KEY, settings.SIGNING_KEY_FILE = "", str(tmp_path / "keys" / "signing")
        first = signing.public_key()
        signing._private_key.cache_clear()
        assert signing.public_key() == first
        assert (tmp_path / "keys" / "signing").stat().st_mode & 0o077 == 0
        for wrong in ("not base64!", base64.b64encode(b"short").decode()):
            signing._private_key.cache_clear()
            settings.SIGNING_KEY = wrong
            with pytest.raises(ImproperlyConfigured):
                signing.public_key()
    finally:
        signing._private_key.cache_clear()
