"""What the settings make of the environment: addresses, hosts, proxies, cookies, mail."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from houselights.config.mail import mailer
from tests.ops.houses import environment

pytestmark = pytest.mark.slow

ASKED = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "IS_PUBLIC", "PROXIES", "SECURE_HSTS_SECONDS")
ASKED += ("SECURE_PROXY_SSL_HEADER", "SESSION_COOKIE_SECURE", "ALLAUTH_TRUSTED_PROXY_COUNT")
HERE = ["localhost", "127.0.0.1", "[::1]"]


def settings_with(**more: str) -> dict[str, Any]:
    """The settings of a process with that environment."""
    ask = "import json; from houselights.config import settings as s; "
    ask += f"print(json.dumps({{name: getattr(s, name) for name in {ASKED}}}))"
    done = subprocess.run(
        [sys.executable, "-c", ask], env=environment(**more), capture_output=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_house_on_its_own_machine_answers_to_its_names_and_believes_no_header() -> None:
    found = settings_with()
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", *HERE]
    assert not found["IS_PUBLIC"]
    assert found["PROXIES"] == found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 0
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert not found["SESSION_COOKIE_SECURE"]


def test_a_house_with_an_address_has_a_proxy_in_front() -> None:
    found = settings_with(HOUSELIGHTS_PUBLIC_URL="https://lamp.example.org/")
    assert found["ALLOWED_HOSTS"] == ["lamp.example.org", *HERE]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://lamp.example.org"]
    assert found["IS_PUBLIC"]
    assert found["PROXIES"] == found["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] > 0


def test_the_number_of_proxies_can_be_told() -> None:
    url = {"HOUSELIGHTS_PUBLIC_URL": "https://lamp.example.org"}
    assert settings_with(HOUSELIGHTS_PROXIES="2", **url)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 2
    none = settings_with(HOUSELIGHTS_PROXIES="0", **url)
    assert none["SECURE_PROXY_SSL_HEADER"] is None


def test_a_house_that_listens_to_the_network_without_an_address_answers_to_any_name() -> None:
    found = settings_with(HOUSELIGHTS_LISTENS_AT="0.0.0.0")  # noqa: S104
    assert found["ALLOWED_HOSTS"] == ["*"]
    assert found["IS_PUBLIC"]


def test_further_hosts_are_added() -> None:
    found = settings_with(
        HOUSELIGHTS_PUBLIC_URL="https://lamp.example.org", HOUSELIGHTS_HOSTS="www.lamp.example.org"
    )
    assert found["ALLOWED_HOSTS"] == ["lamp.example.org", *HERE, "www.lamp.example.org"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOUSELIGHTS_HOSTS", "lamp.example.org"),
        ("HOUSELIGHTS_PROXIES", "1"),
        ("HOUSELIGHTS_PUBLIC_URL", "http://127.lamp.example.org"),
    ],
)
def test_a_way_in_from_elsewhere_makes_a_house_public(name: str, value: str) -> None:
    assert settings_with(**{name: value})["IS_PUBLIC"]


@pytest.mark.parametrize("host", ["[::1]", "127.0.0.2", "localhost"])
def test_this_machine_by_any_of_its_names_is_not_public(host: str) -> None:
    assert not settings_with(HOUSELIGHTS_PUBLIC_URL=f"http://{host}:8000")["IS_PUBLIC"]


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://localhost", ("localhost", 25, "", False, False)),
        ("smtp+tls://lamp@mail.example.org", ("mail.example.org", 587, "lamp", True, False)),
        (
            "smtp+ssl://l%40x.org:p%2Fw@mail.example.org:4650",
            ("mail.example.org", 4650, "l@x.org", False, True),
        ),
    ],
)
def test_addresses_of_mail_servers(url: str, wanted: tuple[object, ...], tmp_path: Path) -> None:
    options: Any = mailer(url, tmp_path)["OPTIONS"]
    names = ("host", "port", "username", "use_tls", "use_ssl")
    assert tuple(options[name] for name in names) == wanted
