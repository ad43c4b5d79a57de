"""The site's own signature (Ed25519): over sealed dossiers and over checkpoints of the ledger, to be checked offline.

The private key comes from SIGNING_KEY (32 bytes, base64), else from a file of its own made on first use. Whoever checks
needs the public key alone; its fingerprint is published on the page that verifies papers.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from functools import cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32


def sign(data: bytes) -> str:
    """The signature over the data, base64."""
    return base64.b64encode(_private_key().sign(data)).decode()


def verify(data: bytes, signature: str, key: str) -> bool:
    """Whether the signature over the data was made with the key (both base64)."""
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True)).verify(
            base64.b64decode(signature, validate=True), data
        )
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def public_key() -> str:
    """The site's public key, base64."""
    return base64.b64encode(_private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def fingerprint(key: str) -> str:
    """What people compare: the SHA-256 of a public key in groups of four digits. ValueError for what is no base64."""
    digest = hashlib.sha256(base64.b64decode(key, validate=True)).hexdigest()[:32]
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))


@cache
def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_given() or _kept(Path(settings.SIGNING_KEY_FILE)))


def _given() -> bytes:
    if not settings.SIGNING_KEY:
        return b""
    try:
        seed = base64.b64decode(settings.SIGNING_KEY, validate=True)
    except binascii.Error as error:
        raise ImproperlyConfigured("SIGNING_KEY is not base64") from error
    if len(seed) != KEY_BYTES:
        raise ImproperlyConfigured(f"SIGNING_KEY must hold {KEY_BYTES} bytes")
    return seed


def _kept(path: Path) -> bytes:
    """The key of the file; made now where there is none, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return base64.b64decode(path.read_text())
    with os.fdopen(handle, "w") as file:
        file.write(base64.b64encode(fresh).decode())
    return fresh
