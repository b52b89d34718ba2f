"""A closing that comes to nothing."""

from workflows.processes.calling_off import CALLING_OFF, CallingOff
from workflows.processes.closing.decision import tell_called_off
from workflows.vocabulary import Process

CALLING_OFF[Process.CLOSING] = CallingOff(
    action="Opgiv lukningen",
    when="Brug det, når tilbuddet alligevel ikke skal lukke.",
    done="Lukningen er opgivet, og alle, der var orienteret, får besked.",
    tell=tell_called_off,
)
