"""Which passwords are taken. Pure: no database."""

import pytest

from workflows.errors import Refused
from workflows.services.people.passwords import check_strength, hashed, matches


@pytest.mark.parametrize(
    "password",
    ["hestesko paraply nordvest", "Tr0ub4dor&3-xyz", "æøå ÆØÅ 123 !?", "adgangskode til cykelskuret nr. 4"],
)
def test_a_long_password_of_mixed_words_is_taken(password):
    check_strength(password, name="Anna Prøve", email="anna@proeve.example")


@pytest.mark.parametrize(
    "password",
    [
        "kort",
        "x" * 201,
        "aaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "1234567890123",
        "abababababababab",
        "password12345",
        "Adgangskode2026!",
        "AnnaPrøve123!",
        "rammesagkommune",
    ],
)
def test_a_short_or_obvious_password_is_refused(password):
    with pytest.raises(Refused) as refused:
        check_strength(password, name="Anna Prøve", email="anna@proeve.example")

    assert refused.value.field == "password"


def test_a_password_matches_its_own_hash_only():
    kept = hashed("hestesko paraply")

    assert matches("hestesko paraply", kept)
    assert not matches("hestesko parapluie", kept)
    assert not matches("hestesko paraply", None)
    assert "hestesko" not in kept
