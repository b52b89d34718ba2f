"""What a case means for an organisation by its part in it, in words that a social director understands."""

from collections.abc import Collection

from workflows.vocabulary import Party, Process

MEANINGS: dict[tuple[Process, Party], str] = {
    (Process.CLOSING, Party.OPERATOR): "Det er jeres tilbud: I beslutter, skriver regnskabet og bærer selv en del.",
    (Process.CLOSING, Party.BUYER): "I køber pladser på tilbuddet og kan få en del af over- eller underskuddet.",
    (Process.CLOSING, Party.HEARING_MEMBER): "I er part i høringen om lukningen.",
    (Process.CLOSING, Party.HEARING_BODY): "Organet drøfter høringssvarene og siger, om tilbuddet bør lukke.",
    (Process.CLOSING, Party.BUSINESS_COMMITTEE): "Udvalget behandler det foreløbige lukkeregnskab.",
    (Process.CLOSING, Party.REGION_MUNICIPALITY): "I bliver orienteret og skal ikke gøre noget.",
    (Process.TAKEOVER, Party.MUNICIPALITY): "Det er jer, der overtager: en del af resultatet følger med tilbuddet.",
    (Process.TAKEOVER, Party.REGION): "Det er jeres tilbud, kommunen vil overtage: I leverer tal og vilkår.",
    (Process.TAKEOVER, Party.DECIDING_BODY): "I beslutter på et møde.",
    (Process.TAKEOVER, Party.DISCUSSING_BODY): "Organet drøfter overtagelsen, før kommunen beslutter.",
    (Process.TAKEOVER, Party.REQUESTED): "I bliver spurgt om oplysninger.",
    (Process.TAKEOVER, Party.REGION_MUNICIPALITY): "I bliver orienteret og skal ikke gøre noget.",
    (Process.EMERGENCY_BRAKE, Party.OPERATOR): "Det er jeres tilbud: særlige tiltag kan ændre, hvad det koster jer.",
    (Process.EMERGENCY_BRAKE, Party.BUYER): "I køber pladser på tilbuddet: særlige tiltag kan ændre, hvad I betaler.",
    (Process.EMERGENCY_BRAKE, Party.HEARING_MEMBER): "I er part i høringen, hvis opsigelsesvarslet skal forlænges.",
    (Process.EMERGENCY_BRAKE, Party.TASK_FORCE): "Taskforcen afdækker tilbuddet og foreslår tiltag.",
    (Process.EMERGENCY_BRAKE, Party.ADMINISTRATIVE_BODY): "Organet vurderer indstillingen og anbefaler tiltag.",
    (Process.EMERGENCY_BRAKE, Party.POLITICAL_BODY): "Organet tager stilling til de særlige tiltag.",
    (Process.EMERGENCY_BRAKE, Party.DECIDING_BODY): "I beslutter på et møde.",
    (Process.EMERGENCY_BRAKE, Party.REGION): "Regionen tager del i beslutningen.",
    (Process.EMERGENCY_BRAKE, Party.REQUESTED): "I bliver spurgt om oplysninger.",
    (Process.EMERGENCY_BRAKE, Party.REGION_MUNICIPALITY): "I bliver orienteret og skal ikke gøre noget.",
    (Process.REEVALUATION, Party.TASK_FORCE): "Taskforcen vurderer tilbuddene og foreslår listen.",
    (Process.REEVALUATION, Party.ADMINISTRATIVE_BODY): "Organet tager stilling til listen.",
    (Process.REEVALUATION, Party.REQUESTED): "I bliver spurgt, hvad jeres borgere har brug for.",
    (Process.REEVALUATION, Party.REGION_MUNICIPALITY): "I får listen, når den er vedtaget.",
    (Process.REFERRAL, Party.CENTRE): "Centret udreder borgeren og følger indsatsen.",
    (Process.REFERRAL, Party.ACTING_MUNICIPALITY): "I træffer afgørelsen.",
    (Process.REFERRAL, Party.PAYING_MUNICIPALITY): "I betaler det, der bevilges.",
}
"""By process and part. Of several parts the one that stands first here tells most."""
FOLLOWING = "I følger sagen."


def meaning(process: Process, parties: Collection[Party]) -> str:
    """What a case of a process means for one that has these parts in it."""
    return next(
        (words for (about, party), words in MEANINGS.items() if about is process and party in parties), FOLLOWING
    )
