"""docs/first-hour.md, followed to the letter on a clean machine behind nginx and behind Caddy.

What the boxes of the page can't do here stands in this file: certificates of an authority of our
own in place of Let's Encrypt, and starting what the service file says in place of systemd.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.first_hour.machines import AUTHORITY, PATH, Machine, clean_machine, wait_for, why_not
from tests.ops.houses import ROOT

HOST = "reviews.example.org"
PAGE = ROOT / "docs" / "first-hour.md"
BOX = re.compile(
    r"^```sh title=\"(?P<title>[\w ]+)\"\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL
)
TITLES = {"run", "run with nginx", "run with Caddy", "run while closed", "not tested"}
FILM = f"https://{HOST}/films/the-long-lamp-1999/"
GUESSES_PER_MINUTE = 10  # from one address
QUIETLY = "curl --silent --output /dev/null"
PASSWORD = "a lamp on the long pier"

CERTIFICATES = f"/etc/letsencrypt/live/{HOST}"
CERTIFICATE = f"""
mkdir -p {CERTIFICATES} && cd {CERTIFICATES}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj "/CN=Our own" \\
    -addext "keyUsage=critical,keyCertSign" -keyout ca.key -out {AUTHORITY}
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN={HOST}" \\
    -keyout privkey.pem -out asked.pem
echo "subjectAltName=DNS:{HOST}" > extension
openssl x509 -req -in asked.pem -CA {AUTHORITY} -CAkey ca.key -CAcreateserial -days 2 \\
    -extfile extension -out fullchain.pem
"""


def boxes() -> list[tuple[str, str]]:
    """Each box of the page: its title and its commands."""
    return [(box["title"], box["commands"]) for box in BOX.finditer(PAGE.read_text())]


def section(heading: str) -> str:
    """The part of the page under a heading."""
    return PAGE.read_text().split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def commands(heading: str, title: str = "run") -> str:
    """The commands of a section that stand in boxes of that title."""
    found = [box["commands"] for box in BOX.finditer(section(heading)) if box["title"] == title]
    assert found, heading
    return "".join(found)


# ── the page itself ─────────────────────────────────────────────────────────────────────────────


def test_each_box_says_whether_it_is_tested() -> None:
    assert {title for title, _ in boxes()} == TITLES
    assert PAGE.read_text().count("```sh") == len(boxes())


def test_each_section_with_an_untested_box_says_so() -> None:
    for part in PAGE.read_text().split("\n## ")[1:]:
        if 'title="not tested"' in part and "\nsystemctl" not in part:
            assert "**Not tested**" in part or "**not tested**" in part, part.splitlines()[0]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_the_service_well_walled_in(tmp_path: Path) -> None:
    for name in ("houselights.service", "houselights-backup.service"):
        shutil.copy(ROOT / "deploy" / name, tmp_path)
        asked = ["systemd-analyze", "security", "--offline=true", "--threshold=15"]
        done = subprocess.run(
            [*asked, tmp_path / name], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout.splitlines()[-1]


def test_the_backup_service_is_walled_in_as_the_house_is() -> None:
    house, backup = (
        set(
            (ROOT / "deploy" / f"{name}.service").read_text().partition("[Service]")[2].splitlines()
        )
        for name in ("houselights", "houselights-backup")
    )
    assert {line.partition("=")[0] for line in house - backup if "=" in line} == {
        "ExecStart",
        "Restart",
        "RestartSec",
        "TimeoutStopSec",
        "WantedBy",
    }


# ── the whole hour ──────────────────────────────────────────────────────────────────────────────


class Hour:
    """The operator at work on the machine."""

    def __init__(self, machine: Machine, room: Path) -> None:
        self.machine, self.room = machine, room
        self.log = room / "house.log"
        self._service = ExitStack()

    def follow(self, heading: str, title: str = "run", **more: bool) -> str:
        """Paste the boxes of a section; `NEWEST` is remembered as a shell would."""
        remembered = commands("Backup, and back again").partition("NEWEST=")[2].splitlines()[0]
        before = f"NEWEST={remembered}\n" if "while closed" in title else ""
        return self.machine.run(before + commands(heading, title), **more)

    def start(self) -> None:
        """What systemd would do with the service file."""
        service = dict(
            line.split("=", 1)
            for line in (ROOT / "deploy" / "houselights.service").read_text().splitlines()
            if line.startswith(("ExecStart=", "EnvironmentFile=", "User=", "WorkingDirectory="))
        )
        user = shlex.quote(service["User"])
        as_user = f"exec setpriv --reuid {user} --regid {user} --init-groups {service['ExecStart']}"
        self._service.enter_context(
            self.machine.running(
                f"cd {service['WorkingDirectory']}; set -a; . {service['EnvironmentFile']}; "
                f"{as_user}",
                self.log,
                PYTHONUNBUFFERED="1",
            )
        )
        wait_for(self.log, "Ctrl-C")
        self.machine.run(f"until {QUIETLY} http://127.0.0.1:8000/; do sleep 0.1; done")

    def stop(self) -> None:
        """`systemctl stop houselights`."""
        self._service.close()

    def visit(self, *wishes: list[Any]) -> list[dict[str, Any]]:
        """What a visitor sees who does these things in turn."""
        said = [shlex.quote(json.dumps(wish)) for wish in wishes]
        script = Path(__file__).with_name("visitor.py")
        printed = self.machine.run(f"python3 -I {script} {' '.join(said)}")
        return [json.loads(line) for line in printed.splitlines()]


@pytest.fixture(params=["nginx", "Caddy"])
def proxy(request: pytest.FixtureRequest) -> str:
    """The web server in front."""
    name: str = request.param
    if not shutil.which(name.lower(), path=PATH):
        pytest.skip(f"{name} is not installed")
    return name


@pytest.fixture
def hour(tmp_path: Path) -> Iterator[Hour]:
    tmp_path.chmod(0o755)
    with clean_machine(tmp_path, HOST) as machine:
        hour = Hour(machine, tmp_path)
        yield hour
        hour.stop()


def put_in_front(hour: Hour, proxy: str) -> ExitStack:
    """Follow the section of that web server and start it, with an authority of our own."""
    running = ExitStack()
    hour.machine.run(CERTIFICATE)
    if proxy == "nginx":
        hour.machine.run("mkdir -p /var/log/nginx /var/lib/nginx /etc/nginx/sites-enabled")
        hour.follow("The certificate, with nginx", "run with nginx")
        service = hour.machine.running("exec nginx -g 'daemon off;'", hour.room / "nginx.log")
    else:
        hour.follow("The certificate, with Caddy", "run with Caddy")
        # Let's Encrypt does not answer here.
        ours = f"tls {CERTIFICATES}/fullchain.pem {CERTIFICATES}/privkey.pem"
        hour.machine.run(f"sed -i 's|encode gzip|{ours}\\n\\t&|' /etc/caddy/Caddyfile")
        run = "exec caddy run --adapter caddyfile --config /etc/caddy/Caddyfile"
        service = hour.machine.running(run, hour.room / "caddy.log")
    running.enter_context(service)
    hour.machine.run(f"until {QUIETLY} --fail https://{HOST}/; do sleep 0.2; done")
    return running


@pytest.mark.long
@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_the_first_hour(hour: Hour, proxy: str) -> None:
    hour.machine.run(commands("The address"))
    installed = hour.follow("The house", outside_network=True)
    assert f"HOUSELIGHTS_PUBLIC_URL = https://{HOST}" in installed
    hour.follow("Always on")
    hour.start()
    with put_in_front(hour, proxy):
        assert hour.follow("Is it there?").split() in (
            ["301", f"https://{HOST}/", "200"],
            ["308", f"https://{HOST}/", "200"],
        )
        become_administrator(hour)
        hour.follow("You are its administrator")
        assert "The demo house is gone." in hour.follow("Empty the demonstration")
        assert "1 review added" in hour.follow("The first film and its page")
        invite_a_friend(hour)
        look_at_addresses(hour)
        back_up_and_restore(hour)
        look_at_health(hour)
        hour.follow("A newer version")
        hour.stop()
        hour.start()
        assert "Worth the climb" in hour.visit(["open", FILM])[0]["text"]


def become_administrator(hour: Hour) -> None:
    link = wait_for(hour.log, "first administrator").split()[-1]
    assert link.startswith(f"https://{HOST}/set-up/")
    wanted = {"house_name": "Lamp", "handle": "ada", "email": "ada@example.org"}
    done = hour.visit(["fill", link, {**wanted, "password": PASSWORD, "registration": "open"}])[0]
    assert (done["status"], done["address"]) == (200, f"https://{HOST}/house/first-steps/")
    assert done["cookies"]["sessionid"], "the cookie must be secure"
    assert "max-age=31536000" in done["headers"]["strict-transport-security"]
    assert hour.visit(["open", link])[0]["status"] == 410


def invite_a_friend(hour: Hour) -> None:
    sign_up = f"https://{HOST}/accounts/signup/"
    stranger = hour.visit(["open", sign_up])[0]
    assert "password1" not in stranger["text"], "only who is invited may sign up"
    link = re.search(r"https://\S+/join/\S+", hour.follow("Invite a friend"))
    assert link
    friend = {"email": "bruno@example.org", "username": "bruno", "password1": PASSWORD}
    review = {
        "rating": "90",
        "headline": "Worth the climb",
        "body": "I went for the lighthouse and stayed for the photography. "
        "The wind is recorded as if it were music, and the cutting leaves every shot its time. "
        "In our hall the print was pale and the heating loud, and still nobody coughed. "
        "I would gladly watch it again next week, from the very same seat.",
        "contains_spoilers": "no",
    }
    *_, page = hour.visit(
        ["open", link[0]],
        ["fill", sign_up, friend],
        ["fill", f"{FILM}write/", review],
        ["open", FILM],
    )
    assert "Worth the climb" in page["text"]
    assert "The Long Lamp Film Club" in page["text"]
    assert (
        hour.visit(["open", f"https://{HOST}/films/the-lighthouse-cat-2004/"])[0]["status"] == 200
    )


def look_at_addresses(hour: Hour) -> None:
    """What a visitor claims about the way here changes nothing; a foreign name finds no house."""
    claimed = hour.visit(["open", FILM, "192.0.2.66"])[0]
    assert claimed["status"] == 200
    assert "strict-transport-security" in claimed["headers"]
    foreign = f"{QUIETLY} --write-out '%{{http_code}}' --header 'Host: evil.example'"
    assert hour.machine.run(f"{foreign} http://127.0.0.1:8000/") == "400"
    sign_in = f"https://{HOST}/accounts/login/"
    guesses = [
        ["fill", sign_in, {"login": f"person{n}", "password": "a guess"}, f"192.0.2.{n}"]
        for n in range(GUESSES_PER_MINUTE + 1)
    ]
    assert ["Too many" in answer["text"] for answer in hour.visit(*guesses)].index(True) > 0


def back_up_and_restore(hour: Hour) -> None:
    hour.follow("Backup, and back again")
    hour.visit(["open", FILM])
    hour.stop()
    restored = hour.follow("Backup, and back again", "run while closed")
    assert "Everybody has to sign in again." in restored
    hour.start()


def look_at_health(hour: Hour) -> None:
    findings = hour.follow("The doctor")
    assert "✗" not in findings, findings
