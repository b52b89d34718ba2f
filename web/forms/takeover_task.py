"""What the forms of a takeover's tasks share."""

from web.forms.regime_task import RegimeTask


class TakeoverTask(RegimeTask):
    """A task of a takeover: above its fields stands what is taken over, by whom and until when."""

    about = "takeover_tasks/about.html"
