"""The field's words as enums. Each value is what is stored; `label` is what a user reads."""

from enum import StrEnum


class Labelled(StrEnum):
    """A stored word with its Danish label."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class AgreementId(Labelled):
    """The five framework agreements whose rules are known."""

    SYDDANMARK_2016 = "syddanmark-2016", "Rammeaftale 2016, Syddanmark"
    MIDTJYLLAND_2017 = "midtjylland-2017", "Rammeaftale 2017, Midtjylland"
    SJAELLAND_2018_2019 = "sjaelland-2018-2019", "Rammeaftale 2018-2019, Sjælland"
    HOVEDSTADEN_2019_2020 = "hovedstaden-2019-2020", "Rammeaftale 2019-2020, Hovedstaden"
    SYDDANMARK_2025_2026 = "syddanmark-2025-2026", "Rammeaftale 2025-2026, Syddanmark"


class Process(Labelled):
    """What a case is about; the word is the same in every folder."""

    CLOSING = "closing", "Lukning af tilbud"
    TAKEOVER = "takeover", "Overtagelse af regionalt tilbud"
    EMERGENCY_BRAKE = "emergency_brake", "Nødbremse"
    REEVALUATION = "reevaluation", "Årlig revurdering af de mest specialiserede tilbud"
    REFERRAL = "referral", "Henvisning til kommunikationscenter"


class OrganisationKind(Labelled):
    MUNICIPALITY = "municipality", "Kommune"
    REGION = "region", "Region"
    BODY = "body", "Fælles organ"
    SECRETARIAT = "secretariat", "Sekretariat"
    AUDIT_FIRM = "audit_firm", "Revision"
    CENTRE = "centre", "Kommunikationscenter"


class Party(Labelled):
    """An organisation's part in a case. The label is the lane's name in the diagrams."""

    OPERATOR = "operator", "Driftsherre"
    HEARING_MEMBER = "hearing_member", "Høringspart"
    HEARING_BODY = "hearing_body", "Høringsorgan"
    BUSINESS_COMMITTEE = "business_committee", "Forretningsudvalg"
    SECRETARIAT = "secretariat", "Sekretariat"
    AUDITOR = "auditor", "Revisor"
    BUYER = "buyer", "Køberkommune"
    REGION_MUNICIPALITY = "region_municipality", "Kommune i regionen"
    MUNICIPALITY = "municipality", "Kommune"
    REGION = "region", "Region"
    DISCUSSING_BODY = "discussing_body", "Drøftende organ"
    DECIDING_BODY = "deciding_body", "Besluttende organ"
    REQUESTED = "requested", "Adspurgt part"
    ADMINISTRATIVE_BODY = "administrative_body", "Administrativt organ"
    POLITICAL_BODY = "political_body", "Politisk organ"
    TASK_FORCE = "task_force", "Taskforce"
    CENTRE = "centre", "Kommunikationscenter"
    ACTING_MUNICIPALITY = "acting_municipality", "Handlekommune"
    PAYING_MUNICIPALITY = "paying_municipality", "Betalingskommune"


class Role(Labelled):
    """A person's work in an organisation."""

    CASEWORKER = "caseworker", "Sagsbehandler"
    ACCOUNTANT = "accountant", "Økonomimedarbejder"
    COUNCIL_SECRETARY = "council_secretary", "Byrådssekretær"
    DIRECTOR = "director", "Socialdirektør"
    BODY_SECRETARY = "body_secretary", "Udvalgssekretær"
    SECRETARIAT_OFFICER = "secretariat_officer", "Sekretariatsmedarbejder"
    AUDITOR = "auditor", "Revisor"
    TASK_FORCE_MEMBER = "task_force_member", "Taskforcemedlem"


class OfferStructure(Labelled):
    STANDALONE = "standalone", "Selvstændigt tilbud"
    PART_OF_UNIT = "part_of_unit", "Del af en økonomisk enhed"


class OfferCategory(Labelled):
    """The categories of syddanmark-2016."""

    HIGHLY_SPECIALISED = "highly_specialised", "Højt specialiseret tilbud med regional betydning"
    CLUSTER = "cluster", "Klyngetilbud"
    LOCAL = "local", "Lokalt tilbud"


class CaseStatus(Labelled):
    RUNNING = "running", "I gang"
    CLOSED = "closed", "Afsluttet"
    CALLED_OFF = "called_off", "Opgivet"


class TaskStatus(Labelled):
    OPEN = "open", "Åben"
    DONE = "done", "Udført"
    WITHDRAWN = "withdrawn", "Bortfaldet"


class Priority(Labelled):
    """How much a task matters beside others, the most urgent first; kept by its place here."""

    URGENT = "urgent", "Haster"
    HIGH = "high", "Høj"
    NORMAL = "normal", "Normal"


class EventKind(Labelled):
    """What an entry in a case's history tells."""

    CASE_OPENED = "case_opened", "Sag oprettet"
    TASK_DONE = "task_done", "Opgave udført"
    STEP = "step", "Trin udført af Rammesag"
    REMINDED = "reminded", "Påmindelse sendt"
    ESCALATED = "escalated", "Frist overskredet"
    DOCUMENT_ISSUED = "document_issued", "Dokument udstedt"
    DOCUMENT_SENT = "document_sent", "Dokument sendt"
    DOCUMENT_READ = "document_read", "Dokument modtaget"
    CORRECTED = "corrected", "Rettelse"
    HANDED_OVER = "handed_over", "Opgave givet videre"
    CALLED_OFF = "called_off", "Sag opgivet"
    CASE_CLOSED = "case_closed", "Sag afsluttet"
    INCIDENT = "incident", "Driftshændelse"
    CLOCK_PAUSED = "clock_paused", "Fristen er sat i bero"
    CLOCK_RESUMED = "clock_resumed", "Fristen løber igen"
    TASK_TAKEN = "task_taken", "Opgave taget"
    TASK_RELEASED = "task_released", "Opgave lagt tilbage"
    PRIORITISED = "prioritised", "Opgave prioriteret"
    ERRAND_GIVEN = "errand_given", "Ekstra opgave givet"
    ERRAND_CALLED_OFF = "errand_called_off", "Ekstra opgave bortfaldet"
    LINKED = "linked", "Sager knyttet sammen"


class CommentKind(Labelled):
    """What is written in a case between its parties."""

    COMMENT = "comment", "Kommentar"
    QUESTION = "question", "Spørgsmål"
    ANSWER = "answer", "Svar"


class CaseLinkKind(Labelled):
    """How a case hangs together with the one that it is linked to."""

    FOLLOWS = "follows", "Følger af"
    SAME_OFFER = "same_offer", "Vedrører samme tilbud som"
    REPLACES = "replaces", "Erstatter"
    OTHER = "other", "Hænger sammen med"


class NoticeKind(Labelled):
    """What a message to a person is about."""

    TASK_OPENED = "task_opened", "Ny opgave"
    TASK_GIVEN = "task_given", "Opgave givet til mig"
    TASK_TAKEN_BACK = "task_taken_back", "Opgave taget tilbage eller givet til en anden"
    DEADLINE_NEAR = "deadline_near", "Frist nærmer sig"
    DEADLINE_PASSED = "deadline_passed", "Frist overskredet"
    DOCUMENT_RECEIVED = "document_received", "Dokument modtaget"
    CASE_MESSAGE = "case_message", "Besked i en sag"
    QUESTION = "question", "Spørgsmål eller omtale til mig"
    ANSWER = "answer", "Svar på mit spørgsmål"
    FOLLOWED_CASE = "followed_case", "Sag, jeg følger, er gået videre"
    CASE_ENDED = "case_ended", "Sag afsluttet eller opgivet"
    INCIDENT = "incident", "Driftshændelse"
    ADDRESS_REFUSED = "address_refused", "E-mailadresse afvist"
    STAND_IN = "stand_in", "Stedfortræder ved fravær"


class MailFrequency(Labelled):
    """When a message goes out by mail."""

    AT_ONCE = "at_once", "Straks"
    DAILY = "daily", "Dagligt"
    WEEKLY = "weekly", "Ugentligt"
    ON_PAGE = "on_page", "Kun på siden"


class MailStatus(Labelled):
    """Where a mail stands."""

    WAITING = "waiting", "Venter"
    HANDED_OVER = "handed_over", "Afleveres"
    SENT = "sent", "Sendt"
    UNKNOWN = "unknown", "Måske sendt"
    REFUSED = "refused", "Afvist af mailserveren"
    NOT_NEEDED = "not_needed", "Ikke længere nødvendig"


class AccountKind(Labelled):
    PROVISIONAL = "provisional", "Foreløbigt lukkeregnskab"
    FINAL = "final", "Endeligt lukkeregnskab"


class AccountRowKind(Labelled):
    LINE = "line", "Linje"
    KEY = "key", "Part i nøglen"
    UNIT_OTHER = "unit_other", "Andet tilbud i enheden"
    REGION_OTHER = "region_other", "Andet tilbud i regionen"
    SHARE = "share", "Andel"


class TakeoverFigures(Labelled):
    """For what the region has stated figures in a takeover."""

    DATA = "data", "Data fra regionen"
    TERMS = "terms", "Overtagelsesvilkår"
    SETTLEMENT = "settlement", "Afregning"


class TakeoverOutcome(Labelled):
    """What a takeover came to."""

    NOT_PURSUED = "not_pursued", "Ikke gået videre med"
    COUNCIL_DECLINED = "council_declined", "Kommunalbestyrelsen overtager ikke"
    TOO_LATE = "too_late", "Ikke meddelt i tide"
    WITHDRAWN = "withdrawn", "Trukket tilbage"
    REFUSED = "refused", "Aftalen er ikke godkendt"
    TAKEN_OVER = "taken_over", "Overtaget"


class HearingPosition(Labelled):
    NO_OBJECTION = "no_objection", "Ingen bemærkninger"
    REMARKS = "remarks", "Bemærkninger"
    AGAINST = "against", "Bør ikke lukke"


class MeetingPaper(Labelled):
    """What is published of a meeting."""

    AGENDA = "agenda", "Dagsorden"
    MINUTES = "minutes", "Referat"


class PointOutcome(Labelled):
    """What came of a point at its meeting, where it is not a case's own decision."""

    CONCLUDED = "concluded", "Konkluderet"
    NOTED = "noted", "Taget til efterretning"
    DISCUSSED = "discussed", "Drøftet uden konklusion"
    WITHDRAWN = "withdrawn", "Udgået"


class ListExtracted(Labelled):
    """The lists that can be long, and are then drawn to Excel behind the screens."""

    CASES = "sager", "Sager"
    TASKS = "opgaver", "Opgaver"
    DUE = "frister", "Frister"


class JobStatus(Labelled):
    WAITING = "waiting", "Venter"
    RUNNING = "running", "I gang"
    DONE = "done", "Udført"
    FAILED = "failed", "Fejlet"


class Direction(Labelled):
    """The direction of a journal entry (offentlighedsloven § 15)."""

    IN = "in", "Ind"
    OUT = "out", "Ud"
    INTERNAL = "internal", "Intern"


class InquirySource(Labelled):
    """Who has asked a communication centre for an assessment."""

    CITIZEN = "citizen", "Borgeren selv"
    CENTRE = "centre", "Kommunikationscentret"
    MUNICIPALITY = "municipality", "Kommunen"


class TargetGroup(Labelled):
    """What a citizen's impairment concerns. Of one citizen it is health information."""

    SPEECH = "speech", "Tale, sprog og stemme"
    HEARING = "hearing", "Hørelse"
    SIGHT = "sight", "Syn"
    COGNITION = "cognition", "Kognition"


class Law(Labelled):
    """The laws by which a centre's services are granted, aids included."""

    SERVICELOVEN = "serviceloven", "serviceloven"
    SPECIAL_EDUCATION = "special_education", "lov om specialundervisning for voksne"


class ReferralOutcome(Labelled):
    GRANT = "grant", "Bevilget"
    PARTLY = "partly", "Delvist bevilget"
    REFUSE = "refuse", "Afslag"


class MissingFrom(Labelled):
    """Who is asked for what is missing before a case is fully informed."""

    CENTRE = "centre", "Kommunikationscentret"
    CITIZEN = "citizen", "Borgeren"
    OTHER = "other", "Andre"


class Financing(Labelled):
    """What a granted service is paid by."""

    SUBSCRIPTION = "subscription", "Abonnement"
    FRAME = "frame", "Samarbejdsaftalens ramme"
    SINGLE = "single", "Betaling for den enkelte ydelse"


class Competence(Labelled):
    """What a collaboration agreement lets a centre do in the municipality's place."""

    DECIDE = "decide", "Træffe afgørelse"
    CONTINUE = "continue", "Fortsætte en indsats, som kommunen har bevilget"


class SpecialisedArea(Labelled):
    """The area of a most specialised offer, or of a member of a task force."""

    CHILDREN = "children", "Børne- og ungeområdet"
    ADULTS = "adults", "Voksenområdet"
    BOTH = "both", "Børn, unge og voksne"


class TaskForceSeat(Labelled):
    """From where a member of a task force comes."""

    AUTHORITY = "authority", "Myndighedskommune"
    OPERATOR = "operator", "Driftsherrekommune"
    REGION = "region", "Region"


class OfferStanding(Labelled):
    """How an offer stands to the list as it is evaluated."""

    LISTED = "listed", "På listen"
    NEW = "new", "Nyt tilbud"
    OTHER = "other", "Øvrigt tilbud"


class FollowUpStatus(Labelled):
    """Where a measure, or a duty of an offer, stands."""

    NOT_BEGUN = "not_begun", "Ikke begyndt"
    UNDER_WAY = "under_way", "I gang"
    CARRIED_OUT = "carried_out", "Gennemført"
    GIVEN_UP = "given_up", "Opgivet"


class ChangeKind(Labelled):
    """What happened to something that is administered."""

    CREATED = "created", "Oprettet"
    CHANGED = "changed", "Ændret"
    REMOVED = "removed", "Fjernet"


class SearchKind(Labelled):
    """What the search finds."""

    CASE = "case", "Sager"
    DOCUMENT = "document", "Dokumenter"
    JOURNAL = "journal", "Journal"
    ATTACHMENT = "attachment", "Bilag"
    OFFER = "offer", "Tilbud"
    ORGANISATION = "organisation", "Parter og organer"
