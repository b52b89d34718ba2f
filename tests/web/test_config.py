"""Settings: what is read from the environment, and what is refused."""

import stat

import pytest

from web.cli.serve import _kept_key
from web.config import Misconfigured, Responsible, Settings, version

KEY = "k" * 48
MASTER = "m" * 43


def test_a_fresh_clone_needs_no_setting():
    settings = Settings.from_environment({})

    assert settings.database_url.startswith("sqlite:///")
    assert settings.https


def test_pages_are_not_served_without_the_key_of_cookies_and_the_master_key():
    both = {"SECRET_KEY": KEY, "RAMMESAG_MASTER_KEY": MASTER}
    for missing in both:
        with pytest.raises(Misconfigured, match=f"{missing} is not set"):
            Settings.from_environment(
                {name: key for name, key in both.items() if name != missing}
            ).checked_for_serving()

    assert Settings.from_environment(both).checked_for_serving().secret_key == KEY


def test_the_master_key_in_use_comes_before_the_former_ones():
    settings = Settings.from_environment(
        {"RAMMESAG_MASTER_KEY": MASTER, "RAMMESAG_MASTER_KEYS_BEFORE": f"{'b' * 43} {'c' * 50}"}
    )

    assert settings.master_keys == (MASTER, "b" * 43, "c" * 50)
    assert MASTER not in repr(settings)


@pytest.mark.parametrize(
    "environment",
    [
        {"SECRET_KEY": "short"},
        {"RAMMESAG_HTTPS": "ja"},
        {"RAMMESAG_PROXIES": "-1"},
        {"RAMMESAG_PROXIES": "mange"},
        {"RAMMESAG_MASTER_KEY": "m" * 42},
        {"RAMMESAG_MASTER_KEY": f"{'m' * 43} {'n' * 43}"},
        {"RAMMESAG_MASTER_KEYS_BEFORE": "b" * 43},
        {"RAMMESAG_RESPONSIBLE": "Socialsekretariatet"},
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_by_name(environment):
    (name,) = environment

    with pytest.raises(Misconfigured, match=name):
        Settings.from_environment(environment)


def test_settings_are_read_from_the_environment():
    settings = Settings.from_environment(
        {"DATABASE_URL": "postgresql://db/rammesag", "RAMMESAG_HTTPS": "0", "RAMMESAG_PROXIES": "1"}
    )

    assert (settings.database_url, settings.https, settings.proxies) == ("postgresql://db/rammesag", False, 1)


def test_who_answers_for_the_installation_is_named_with_an_address_and_a_number():
    settings = Settings.from_environment(
        {
            "RAMMESAG_RESPONSIBLE": "Socialsekretariatet",
            "RAMMESAG_RESPONSIBLE_EMAIL": "post@sekretariat.example",
            "RAMMESAG_RESPONSIBLE_PHONE": "70 10 20 30",
        }
    )

    assert settings.responsible == Responsible("Socialsekretariatet", "post@sekretariat.example", "70 10 20 30")


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    path = tmp_path / "var" / "secret_key"

    key = _kept_key(path)

    assert _kept_key(path) == key
    assert len(key) >= 48
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_version_has_three_parts():
    assert len(version().split(".")) == 3


MAIL = {
    "RAMMESAG_SMTP_HOST": "mail.example.dk",
    "RAMMESAG_MAIL_FROM": "Rammesag <rammesag@example.dk>",
    "RAMMESAG_ADDRESS": "https://rammesag.example.dk/",
}


def test_mail_goes_by_an_encrypted_way_unless_it_is_said_otherwise():
    office = Settings.from_environment(MAIL).post_office

    assert office is not None
    assert (office.security, office.port, office.address) == ("starttls", 587, "https://rammesag.example.dk")
    assert (office.sender_address, office.domain) == ("rammesag@example.dk", "rammesag.example.dk")


def test_without_a_mail_server_there_is_no_mail():
    assert Settings.from_environment({}).post_office is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"RAMMESAG_SMTP_HOST": "", "RAMMESAG_SMTP_PORT": "25"}, "RAMMESAG_SMTP_HOST is not"),
        ({"RAMMESAG_SMTP_PORT": "smtp"}, "RAMMESAG_SMTP_PORT"),
        ({"RAMMESAG_SMTP_SECURITY": "ssl"}, "RAMMESAG_SMTP_SECURITY"),
        ({"RAMMESAG_SMTP_USER": "rammesag"}, "together"),
        (
            {"RAMMESAG_SMTP_SECURITY": "none", "RAMMESAG_SMTP_USER": "a", "RAMMESAG_SMTP_PASSWORD": "b"},
            "in clear",
        ),
        ({"RAMMESAG_MAIL_FROM": "Rammesag"}, "RAMMESAG_MAIL_FROM"),
        ({"RAMMESAG_ADDRESS": "rammesag.example.dk"}, "RAMMESAG_ADDRESS"),
    ],
)
def test_mail_that_could_not_be_sent_stops_the_start(changed, said):
    with pytest.raises(Misconfigured, match=said):
        Settings.from_environment(MAIL | changed)


def test_the_password_of_the_mail_server_is_not_shown():
    office = Settings.from_environment(
        MAIL | {"RAMMESAG_SMTP_USER": "rammesag", "RAMMESAG_SMTP_PASSWORD": "hemmeligt"}
    ).post_office

    assert "hemmeligt" not in repr(office)
