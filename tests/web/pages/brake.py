"""What is typed on the screens of an emergency brake."""

TOOLS = ("close", "content", "notice", "occupancy", "objective", "purchase", "shared")
"""The toolbox's measures in their order, hovedstaden-2019-2020, 9.2."""

REPORT = {
    "situation": "Otte af tolv pladser er i brug.",
    "economy": "Underskuddet kan ikke dækkes.",
    "alternatives": "Ingen i regionen.",
    "attention_points-0": "Viden er samlet hos få.",
    "summary": "Behovet fortsætter.",
    "available": "yes",
    "motive": "Der er ingen andre tilbud.",
}


def danish(iso: str) -> str:
    """A day as it is typed."""
    return "-".join(reversed(iso.split("-")))


def tool(name: str, field: str) -> str:
    """The name of a field of a measure of the toolbox."""
    return f"tools-{TOOLS.index(name)}-{field}"
