"""The way to the mail server: encrypted, to the server that it says it is, and only then with the password."""

import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mailbox import ADDRESS, free_port
from workflows.services.notices.post_office import PostOffice, Security
from workflows.services.notices.sending import _connected

USER, PASSWORD = "rammesag", "hemmeligt"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A file with the key and the certificate of 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    day = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    private = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *private) + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


def logs_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
    """Let in who knows the password."""
    known = isinstance(given, LoginPassword) and (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


@pytest.fixture
def server(certificate):
    """A server that asks for STARTTLS and then for a password; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    controller = Controller(
        object(),
        hostname="127.0.0.1",
        port=free_port(),
        tls_context=context,
        require_starttls=True,
        auth_required=True,
        authenticator=logs_in,
    )
    controller.start()
    yield controller.port
    controller.stop()


def office(port: int, password: str = PASSWORD) -> PostOffice:
    return PostOffice("127.0.0.1", port, Security.STARTTLS, "rammesag@rammesag.example", ADDRESS, USER, password)


def test_the_server_that_is_trusted_is_logged_in_to_by_an_encrypted_way(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with _connected(office(server)) as talk:
        assert talk.mail("rammesag@rammesag.example")[0] == 250
        assert isinstance(talk.sock, ssl.SSLSocket)


def test_a_server_that_is_not_the_one_it_says_gets_no_password(server):
    with pytest.raises(ssl.SSLCertVerificationError), _connected(office(server)):
        pass


def test_a_server_that_encrypts_nothing_gets_no_password():
    controller = Controller(object(), hostname="127.0.0.1", port=free_port())
    controller.start()

    with pytest.raises(smtplib.SMTPNotSupportedError), _connected(office(controller.port)):
        pass

    controller.stop()


def test_a_wrong_password_is_no_way_in(server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with pytest.raises(smtplib.SMTPAuthenticationError), _connected(office(server, "forkert")):
        pass
