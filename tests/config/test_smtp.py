"""Mail leaves through a real mail server: plain, by STARTTLS and by TLS, with a password."""

from __future__ import annotations

import smtplib
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, override
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from aiosmtpd.smtp import AuthResult, LoginPassword
from django.core.mail import EmailMessage, mailers
from django.test import override_settings

from houselights.config.mail import mailer

# The server's own advice: it does not see that a plain connection here never leaves the machine.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

NAME, PASSWORD = "house@example.org", "p/w: with @ signs"
CERTIFY = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
CERTIFY += " -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out ca.pem"


class Kept(Message):
    """Keeps what it is handed."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    def handle_message(self, message: Any) -> None:
        """Called for each mail that was taken in."""
        self.subjects.append(message["Subject"])


class AtFreePort(Controller):
    """A mail server at any free port; its own knock at the door knows only fixed ones."""

    @override
    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        socket.create_connection(("localhost", self.port)).close()


def check_password(_server: Any, _session: Any, _envelope: Any, _how: str, data: Any) -> AuthResult:
    """Only the house with its password may send."""
    given = isinstance(data, LoginPassword) and (data.login.decode(), data.password.decode())
    return AuthResult(success=given == (NAME, PASSWORD), handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a certificate for localhost that signs itself."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(CERTIFY.split(), cwd=folder, check=True, capture_output=True)
    return folder


@contextmanager
def server(scheme: str, certificate: Path) -> Iterator[tuple[Kept, int]]:
    """A mail server at a free port; it takes nothing in without the password."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "ca.pem", certificate / "key.pem")
    kept = Kept()
    controller = AtFreePort(
        kept,
        hostname="localhost",
        port=0,
        ssl_context=context if scheme == "smtp+ssl" else None,
        tls_context=context if scheme == "smtp+tls" else None,
        require_starttls=scheme == "smtp+tls",
        authenticator=check_password,
        auth_required=True,
        auth_require_tls=scheme == "smtp+tls",
    )
    controller.start()
    try:
        yield kept, controller.port
    finally:
        controller.stop()


def send(scheme: str, port: int, password: str = PASSWORD) -> None:
    """Send one mail by the address that an operator would write."""
    url = f"{scheme}://{quote(NAME, safe='')}:{quote(password, safe='')}@localhost:{port}"
    mail = EmailMessage("The lamp is lit", "", NAME, ["ada@example.org"])
    ours = override_settings(MAILERS={"default": mailer(url, Path("unused"))})
    with ours, mailers.default as connection:
        connection.send_messages([mail])


@pytest.mark.parametrize("scheme", ["smtp", "smtp+tls", "smtp+ssl"])
def test_a_mail_arrives(scheme: str, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "ca.pem"))
    with server(scheme, certificate) as (kept, port):
        send(scheme, port)
    assert kept.subjects == ["The lamp is lit"]


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    scheme: str, certificate: Path
) -> None:
    with server(scheme, certificate) as (kept, port), pytest.raises(ssl.SSLCertVerificationError):
        send(scheme, port)
    assert kept.subjects == []


def test_a_wrong_password_is_told(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "ca.pem"))
    refused = pytest.raises(smtplib.SMTPAuthenticationError)
    with server("smtp+tls", certificate) as (_, port), refused:
        send("smtp+tls", port, "another")
