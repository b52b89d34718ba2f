"""To whom a citizen complains of a decision, by which law it was made; the date is the rule `complaint`."""

from dataclasses import dataclass

from workflows.vocabulary import Law


@dataclass(frozen=True)
class Guide:
    """The authority, how a complaint is made, and where the rule stands. `{decider}` is who has decided."""

    authority: str
    how: str
    source: str


GUIDES = {
    Law.SERVICELOVEN: Guide(
        "Ankestyrelsen",
        "Klagen sendes til {decider}, som først ser på afgørelsen igen. Holder {decider} fast i den, sendes klagen "
        "videre til Ankestyrelsen.",
        "serviceloven § 166; retssikkerhedsloven § 66",
    ),
    Law.SPECIAL_EDUCATION: Guide(
        "Klagenævnet for Specialundervisning",
        "Klagen sendes direkte til Klagenævnet for Specialundervisning. Nævnet kan tage stilling til, om reglerne er "
        "fulgt, men ikke til det faglige skøn.",
        "lov om specialundervisning for voksne",
    ),
}


def guide(law: Law, decider: str) -> Guide:
    """The complaint guide of a decision by a law.

    >>> guide(Law.SERVICELOVEN, "Prøve Kommune").authority
    'Ankestyrelsen'
    """
    found = GUIDES[law]
    return Guide(found.authority, found.how.format(decider=decider), found.source)
