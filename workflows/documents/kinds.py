"""The documents there are: what each is called, which template it is set in, what is attached to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attached:
    """A field of the data that goes along as a file, so that an auditor can recompute it.

    It goes along where it is not empty, with the fields `also` named.
    """

    field: str
    file: str
    description: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    id: str
    title: str
    template: str
    attached: Attached | None = None

    @property
    def holds_account(self) -> bool:
        """Whether its figures can be had as data."""
        return self.attached is not None


ACCOUNT = Attached("account", "lukkeregnskab.json", "Regnskabets tal, beregningens grundlag og beregningens resultat")
SHARES = Attached("shares", "overtagelsesandel.json", "Enhedernes tal, beregningens grundlag og beregningens resultat")

MAPPED = Attached(
    "occupancy",
    "datagrundlag.json",
    "Belægning og økonomi år for år, og tiltagenes beregning for hver kommune",
    also=("accounts", "measures", "together"),
)
MEASURES = Attached(
    "measures",
    "tiltag.json",
    "Tiltagenes beregning for hver kommune, dens grundlag og dens resultat",
    also=("together",),
)


def _closing(name: str, title: str, *, holds_account: bool = False) -> Kind:
    return Kind(name, title, f"closing/{name}.html", ACCOUNT if holds_account else None)


def _takeover(name: str, title: str, attached: Attached | None = None) -> Kind:
    return Kind(name, title, f"takeover/{name}.html", attached)


def _referral(name: str, title: str) -> Kind:
    return Kind(name, title, f"referral/{name}.html")


def _brake(name: str, title: str, attached: Attached | None = None) -> Kind:
    return Kind(name, title, f"emergency_brake/{name}.html", attached)


def _reevaluation(name: str, title: str) -> Kind:
    return Kind(name, title, f"reevaluation/{name}.html")


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        _closing("possible_closing", "Orientering om mulig lukning"),
        _closing("closing_message", "Meddelelse om påtænkt lukning"),
        _closing("hearing_letter", "Høringsbrev"),
        _closing("hearing_summary", "Høringsnotat"),
        _closing("closing_notice", "Varsel om lukning"),
        _closing("provisional_account", "Foreløbigt lukkeregnskab", holds_account=True),
        _closing("significant_change", "Meddelelse om væsentlig ændring"),
        _closing("final_account", "Endeligt lukkeregnskab med revisionspåtegning", holds_account=True),
        _closing("share_letter", "Kommunens andel", holds_account=True),
        _closing("operator_statement", "Opgørelse, hvor driftsherren bærer resultatet", holds_account=True),
        _closing("called_off", "Meddelelse om at lukningen er opgivet"),
        _closing("correction", "Rettelse"),
        _takeover("takeover_data_request", "Anmodning om oplysninger til brug for overtagelse"),
        _takeover("takeover_recommendation_municipal", "Indstilling til kommunalbestyrelsen om overtagelse", SHARES),
        _takeover("takeover_declaration", "Meddelelse om overtagelse til regionsrådet"),
        _takeover("takeover_terms", "Overtagelsesvilkår", SHARES),
        _takeover("takeover_recommendation_regional", "Indstilling til regionsrådet om overtagelse", SHARES),
        _takeover("takeover_agreement", "Aftale om overtagelse", SHARES),
        _takeover("takeover_information", "Orientering om overtagelse"),
        _takeover("takeover_settlement", "Afregning efter overtagelse", SHARES),
        _referral("assessment_report", "Udredningsrapport"),
        _referral("missing_information", "Anmodning om manglende oplysninger"),
        _referral("party_hearing", "Partshøring"),
        _referral("referral_decision", "Afgørelse"),
        _referral("referral_notice", "Meddelelse i henvisningssag"),
        _brake("brake_nomination", "Indstilling af tilbud"),
        _brake("brake_answer", "Svar på indstilling"),
        _brake("brake_data_request", "Anmodning om oplysninger til afdækning"),
        _brake("brake_report", "Afdækningsrapport og indstilling", MAPPED),
        _brake("brake_hearing_letter", "Høring om forlænget opsigelsesvarsel"),
        _brake("brake_hearing_summary", "Høringsnotat om forlænget opsigelsesvarsel"),
        _brake("brake_kkr_recommendation", "Indstilling om særlige tiltag", MEASURES),
        _brake("brake_kkr_decision", "Beslutning om særlige tiltag", MEASURES),
        _brake("brake_followup", "Status for særlige tiltag"),
        _reevaluation("reevaluation_questionnaire", "Spørgeskema om de mest specialiserede tilbud"),
        _reevaluation("reevaluation_evaluation", "Vurdering af de mest specialiserede tilbud"),
        _reevaluation("reevaluation_list", "Listen over de mest specialiserede tilbud"),
        Kind("agenda", "Dagsorden", "meetings/agenda.html"),
        Kind("minutes", "Referat", "meetings/minutes.html"),
        Kind("answers_note", "Svarnotat", "all/answers_note.html"),
        Kind("case_report", "Sagsrapport", "all/case_report.html"),
    )
}
