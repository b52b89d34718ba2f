"""The documents there are: what each is called, which template it is set in, what is attached to it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """`holds_account`: the account goes along as an attached file, so that an auditor can recompute it."""

    id: str
    title: str
    template: str
    holds_account: bool = False


def _closing(name: str, title: str, *, holds_account: bool = False) -> Kind:
    return Kind(name, title, f"closing/{name}.html", holds_account)


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        _closing("possible_closing", "Orientering om mulig lukning"),
        _closing("closing_message", "Meddelelse om påtænkt lukning"),
        _closing("hearing_letter", "Høringsbrev"),
        _closing("hearing_summary", "Sammenfatning af høringssvar"),
        _closing("closing_notice", "Varsel om lukning"),
        _closing("provisional_account", "Foreløbigt lukkeregnskab", holds_account=True),
        _closing("significant_change", "Meddelelse om væsentlig ændring"),
        _closing("final_account", "Endeligt lukkeregnskab med revisionspåtegning", holds_account=True),
        _closing("share_letter", "Kommunens andel", holds_account=True),
        _closing("operator_statement", "Opgørelse, hvor driftsherren bærer resultatet", holds_account=True),
        _closing("called_off", "Meddelelse om at lukningen er opgivet"),
        _closing("correction", "Rettelse"),
        Kind("case_report", "Sagsrapport", "all/case_report.html"),
    )
}
