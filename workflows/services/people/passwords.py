"""Passwords: kept as Argon2 hashes, and at least twelve signs that are not easily guessed."""

from itertools import pairwise
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from workflows.errors import Refused

SHORTEST = 12
LONGEST = 200
WORDS_ALL_TRY = ("adgangskode", "password", "kodeord", "rammesag", "kommune", "region", "qwerty", "velkommen")
FEWEST_SIGNS = 5
"""How many different signs a password has at least."""

_hasher = PasswordHasher()
# One hashing takes 64 MiB: a crowd at the login page must not take the machine's memory.
_turn = BoundedSemaphore(2)
_NOBODYS_HASH = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def hashed(password: str) -> str:
    """The hash to keep for `password`."""
    with _turn:
        return _hasher.hash(password)


def matches(password: str, kept_hash: str | None) -> bool:
    """Whether `password` is the one behind the hash; it takes the same time when there is none."""
    with _turn:
        try:
            return _hasher.verify(kept_hash or _NOBODYS_HASH, password)
        except (VerifyMismatchError, InvalidHashError):
            return False


def check_strength(password: str, *, name: str, email: str) -> None:
    """Refuse a password that is short or easily guessed.

    Raises Refused on the field `password`.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise _refused(f"Adgangskoden skal være på mindst {SHORTEST} og højst {LONGEST} tegn.")
    if len(set(password)) < FEWEST_SIGNS:
        raise _refused(f"Brug mindst {FEWEST_SIGNS} forskellige tegn i adgangskoden.")
    if _is_a_count(password):
        raise _refused("Adgangskoden må ikke være en række af tegn, der følger efter hinanden.")
    own_words = [*name.split(), email.split("@")[0]]
    if _leans_on(password.casefold(), [*WORDS_ALL_TRY, *(word.casefold() for word in own_words)]):
        raise _refused("Adgangskoden er for let at gætte. Vælg fx flere ord, der ikke hører sammen.")


def _is_a_count(password: str) -> bool:
    """Whether each sign follows the one before by the same step; after 9 comes 0."""
    whole_round = 10 if password.isdigit() else 0x110000
    return len({(ord(after) - ord(before)) % whole_round for before, after in pairwise(password)}) == 1


def _leans_on(password: str, words: list[str]) -> bool:
    """Whether less than a whole password is left when the words that all would try are taken out."""
    left = password
    for word in words:
        if len(word) >= 3:
            left = left.replace(word, "")
    return left != password and len(left) < SHORTEST - 4


def _refused(message: str) -> Refused:
    return Refused(message, field="password")
