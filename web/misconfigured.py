"""What is raised when a setting cannot be used."""


class Misconfigured(Exception):
    """A setting that is missing or cannot be used; the message says which, and what to do."""
