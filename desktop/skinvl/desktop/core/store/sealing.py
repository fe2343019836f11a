"""Keys derived from the data key, and bytes sealed with them."""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16


def make_data_key() -> bytearray:
    """A fresh random key of 32 bytes."""
    return bytearray(os.urandom(KEY_BYTES))


def derive_key(data_key: bytes | bytearray, purpose: str, store_id: str) -> bytearray:
    """A key of 32 bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    info = f"skinvl store {store_id} {purpose}".encode()
    return bytearray(HKDF(SHA256(), KEY_BYTES, None, info).derive(bytes(data_key)))


def seal(key: bytes | bytearray, content: bytes, about: bytes) -> bytes:
    """AES-256-GCM: random nonce, then ciphertext and tag; `about` is authenticated with it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(bytes(key)).encrypt(nonce, content, about)


def unseal(key: bytes | bytearray, sealed: bytes, about: bytes) -> bytes | None:
    """The content of what `seal` made; None where key, content or `about` is another."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        return None
    try:
        return AESGCM(bytes(key)).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], about)
    except InvalidTag:
        return None


def authenticate(key: bytes | bytearray, content: bytes) -> str:
    """HMAC-SHA256 as hex."""
    return hmac.new(bytes(key), content, hashlib.sha256).hexdigest()


def is_authentic(key: bytes | bytearray, content: bytes, code: str) -> bool:
    """Whether `authenticate` gives this code."""
    return hmac.compare_digest(authenticate(key, content), code)


def wipe(key: bytearray) -> None:
    """Overwrite a key with zeros."""
    key[:] = bytes(len(key))
