"""Sealing: AES-256-GCM with a key for each organisation, wrapped by a master key that is kept outside the database.

Master keys are handed in once at start, with `hold_master_keys`. What is sealed names the key it was sealed with, and
is bound to the place it stands in: it can't be moved to another case, column or organisation unnoticed.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from os import urandom
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
"""The first byte of everything sealed: how it is made. Another way gets another number."""
KEY_BYTES = 32
NONCE_BYTES = 12
NAME_BYTES = 16
"""How a key is named in what it has sealed: the id of an organisation's key, or a digest of a master key."""
HEADER_BYTES = 1 + NAME_BYTES


class CannotUnseal(Exception):
    """Something sealed does not open: another key, or changed since. Tells where it stands, and no more."""


class NoMasterKey(Exception):
    """Nothing can be sealed or read: no master key was handed in at start, or not the one it takes."""


@dataclass(frozen=True)
class MasterKey:
    """One master key, as the two keys that are derived from it, and a name that gives nothing away."""

    name: bytes
    wrapping: bytes = field(repr=False)
    lookup: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: str) -> "MasterKey":
        """The master key of a long random text."""
        return cls(
            name=_derived(secret, "name", NAME_BYTES),
            wrapping=_derived(secret, "wrapping", KEY_BYTES),
            lookup=_derived(secret, "look-up", KEY_BYTES),
        )


def _derived(secret: str, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=f"rammesag {purpose}".encode()).derive(secret.encode())


@dataclass(frozen=True)
class DataKey:
    """A key of one organisation, unwrapped."""

    id: UUID
    organisation_id: UUID
    secret: bytes = field(repr=False)


class Keyring:
    """The master keys of this program, the one in use first, and the organisations' keys that were unwrapped so far."""

    def __init__(self) -> None:
        self._masters: tuple[MasterKey, ...] = ()
        self._unwrapped: dict[UUID, DataKey] = {}

    def hold(self, secrets: Iterable[str]) -> None:
        """Take the master keys, the one in use first and former ones after it, in place of those before."""
        self._masters = tuple(MasterKey.of(secret) for secret in secrets)
        self._unwrapped = {}

    def current(self) -> MasterKey:
        """The master key in use. Raises NoMasterKey."""
        if not self._masters:
            raise NoMasterKey("No master key was handed in: RAMMESAG_MASTER_KEY is not set.")
        return self._masters[0]

    def new_key(self, key_id: UUID, organisation_id: UUID) -> tuple[DataKey, bytes]:
        """A new key for an organisation, and how it is kept. Raises NoMasterKey."""
        key = DataKey(key_id, organisation_id, urandom(KEY_BYTES))
        return key, self.wrapped(key)

    def wrapped(self, key: DataKey) -> bytes:
        """An organisation's key as it is kept, wrapped by the master key in use. Raises NoMasterKey."""
        master = self.current()
        return _seal(master.wrapping, master.name, _place_of(key.id, key.organisation_id), key.secret)

    def unwrapped(self, key_id: UUID) -> DataKey | None:
        """An organisation's key that was unwrapped before."""
        return self._unwrapped.get(key_id)

    def unwrap(self, key_id: UUID, organisation_id: UUID, wrapped: bytes) -> DataKey:
        """An organisation's key from how it is kept.

        Raises NoMasterKey when it takes a master key that is not held, and CannotUnseal when it was changed.
        """
        name = wrapped[1:HEADER_BYTES]
        master = next((one for one in self._masters if one.name == name), None)
        if master is None:
            raise NoMasterKey(f"The key {key_id} takes a master key that was not handed in.")
        secret = _unseal(master.wrapping, _place_of(key_id, organisation_id), wrapped)
        self._unwrapped[key_id] = DataKey(key_id, organisation_id, secret)
        return self._unwrapped[key_id]

    def opens(self, wrapped: bytes) -> bool:
        """Whether the master key that a key is wrapped by is held."""
        return wrapped[1:HEADER_BYTES] in {master.name for master in self._masters}

    def in_use(self, wrapped: bytes) -> bool:
        """Whether a key is wrapped by the master key in use. Raises NoMasterKey."""
        return wrapped[1:HEADER_BYTES] == self.current().name

    def lookups(self, text: str) -> list[str]:
        """What a text is looked up by, with the master key in use first. Raises NoMasterKey."""
        self.current()
        return [hmac.new(master.lookup, text.encode(), sha256).hexdigest() for master in self._masters]


KEYRING = Keyring()


def hold_master_keys(*secrets: str) -> None:
    """Take the master keys of this program: the one in use, then former ones that some keys may still be wrapped by."""
    KEYRING.hold(secrets)


def sealed_with(key: DataKey, place: str, content: bytes) -> bytes:
    """Content sealed with an organisation's key and bound to its place, e.g. `<case>|document.pdf`."""
    return _seal(key.secret, key.id.bytes, f"{key.organisation_id}|{place}", content)


def opened_with(key: DataKey, place: str, sealed: bytes) -> bytes:
    """What was sealed with the key in that place. Raises CannotUnseal."""
    return _unseal(key.secret, f"{key.organisation_id}|{place}", sealed)


def key_named_in(sealed: bytes) -> UUID:
    """The id of the key that something was sealed with. Raises CannotUnseal for what is not sealed."""
    if len(sealed) < HEADER_BYTES + NONCE_BYTES or sealed[0] != VERSION:
        raise CannotUnseal("This was not sealed here, or in a way that is not known.")
    return UUID(bytes=sealed[1:HEADER_BYTES])


def _place_of(key_id: UUID, organisation_id: UUID) -> str:
    return f"{organisation_id}|{key_id}|organisation_key.wrapped"


def _seal(secret: bytes, name: bytes, place: str, content: bytes) -> bytes:
    header = bytes([VERSION]) + name
    nonce = urandom(NONCE_BYTES)
    return header + nonce + AESGCM(secret).encrypt(nonce, content, header + place.encode())


def _unseal(secret: bytes, place: str, sealed: bytes) -> bytes:
    header, rest = sealed[:HEADER_BYTES], sealed[HEADER_BYTES:]
    if header[:1] != bytes([VERSION]):
        raise CannotUnseal("This was not sealed here, or in a way that is not known.")
    try:
        return AESGCM(secret).decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], header + place.encode())
    except InvalidTag:
        raise CannotUnseal(f"What stands at {place} does not open: another key, or it was changed.") from None
