"""The demonstration's referrals stand at five points of the way, about citizens who do not exist."""

import re
from pathlib import Path

from sqlalchemy import select

from db.models.case import Case
from db.session import reading
from workflows.rules.cpr import is_replacement
from workflows.services.demonstration import demo_referral


def test_the_demonstration_shows_a_referral_at_each_point_of_the_way(seeded):
    demo_referral.fill()

    with reading() as session:
        cases = list(session.scalars(select(Case).order_by(Case.number)))
    centre, municipality = "Afventer kommunikationscentret", "Afventer handlekommunen"
    contact = f"{municipality}: Oplys en fast kontaktperson"
    assert [set(case.standing.split("; ")) for case in cases] == [
        {f"{centre}: Vurdér henvendelsen"},
        {f"{centre}: Skriv og send rapporten", contact},
        {f"{municipality}: Vurdér, om sagen er fuldt oplyst"},
        {f"{municipality}: Registrér de manglende oplysninger", contact},
        {f"{centre}: Følg indsatsen", contact},
    ]
    assert all(case.sealed for case in cases)


def test_every_number_of_the_demonstration_is_a_replacement_number():
    text = Path(demo_referral.__file__).read_text(encoding="utf-8")

    numbers = re.findall(r'"(\d{10})"', text)
    assert len(numbers) == 5
    assert all(is_replacement(number) for number in numbers)
