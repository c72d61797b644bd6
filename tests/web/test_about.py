"""/about/…/: what the house says of itself is true, can be changed, and runs no script."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db.models import EmailField, GenericIPAddressField, Model
from django.test import Client
from django.utils import translation

import houselights
from houselights.accounts.models import Person
from houselights.base.house import CHOICES, choose
from houselights.statements.actions import write_statement
from houselights.statements.models import Name, Statement
from houselights.statements.rules import own_text
from houselights.web.about_facts import COOKIES, facts
from tests.web.payloads import PAYLOADS

pytestmark = pytest.mark.django_db

PACKAGE = Path(houselights.__file__).parent
RULES, EDIT = "/about/rules/", "/about/rules/edit/"


@pytest.fixture
def desk(client: Client, ada: Person) -> Client:
    """Ada's browser."""
    client.force_login(ada)
    return client


def written(body: str, **more: str) -> dict[str, str]:
    return {"body": body, "began_with": "0"} | more


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", Name.values)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_each_statement_is_read_without_an_account(
    client: Client, name: str, language: str
) -> None:
    page = client.get(f"/about/{name}/", headers={"Accept-Language": language}).text
    assert f'<div class="about__text" lang="{language}">' in page
    assert not re.findall(r"\{[a-z_]+\}", page), "a fact is missing"
    assert "Change this page" not in page


def test_there_are_no_others(client: Client, desk: Client) -> None:
    assert client.get("/about/prices/").status_code == 404
    assert desk.get("/about/prices/edit/").status_code == 404
    assert desk.get(f"{EDIT}?language=eo").status_code == 404


def test_every_page_leads_to_them(client: Client) -> None:
    foot = client.get("/").text.partition('<footer class="foot">')[2]
    assert [name for name in Name.values if f'href="/about/{name}/"' in foot] == Name.values


def test_joining_names_the_rules(client: Client) -> None:
    page = client.get("/accounts/signup/").text
    assert "By joining you agree to" in page


def test_numbers_are_those_of_the_house(client: Client) -> None:
    choose("removed_days", 77)
    choose("report_days", 333)
    choose("house_name", "The *Lamp*")
    page = client.get("/about/privacy/").text
    assert "sealed for 77 days" in page
    assert "333 days after the decision" in page
    assert "behind The *Lamp*" in page


@pytest.mark.parametrize("registration", CHOICES["registration"].options)
def test_how_we_check_says_who_may_sign_up(client: Client, registration: str) -> None:
    choose("registration", registration)
    assert facts()["registration"] in client.get("/about/checks/").text


def test_whether_mail_is_set_up_is_said(client: Client, settings: LazySettings) -> None:
    for is_set_up in (False, True):
        settings.MAIL_IS_SET_UP = is_set_up
        assert ("sends no mail yet" in client.get("/about/privacy/").text) is not is_set_up


def test_what_the_house_wrote_is_dated(client: Client, ada: Person) -> None:
    assert "The program’s own text of 25 November 2026" in client.get(RULES).text
    write_statement("rules", "vi", "Hãy tử tế với {house}.", ada, began_with=0)
    page = client.get(RULES, headers={"Accept-Language": "en"}).text
    assert "Version 1, " in page
    assert 'lang="vi"><p>Hãy tử tế với Houselights.</p>' in page


# ── the privacy text is held to the code ────────────────────────────────────────────────────────

# The modules that set a cookie, and which; a new one has to be told of first.
SET_BY = {
    "web/pages/lights.py": "lights",
    "web/pages/language.py": "language",
    "web/reading.py": "spoilers films",
}
BY_DJANGO = {"sessionid", "csrftoken", "messages"}


SETTERS = {"set_cookie", "set_signed_cookie", "keep_choice"}


def _called(call: ast.Call) -> str:
    """The last name of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_every_cookie_is_told_of(client: Client) -> None:
    found = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and _called(node) in SETTERS
    }
    assert found == {*SET_BY, "web/cookies.py"}
    assert {cookie.name for cookie in COOKIES} == BY_DJANGO | set(" ".join(SET_BY.values()).split())
    page = client.get("/about/privacy/").text
    assert [
        cookie.name for cookie in COOKIES if f"<strong>{cookie.name}</strong>" not in page
    ] == []


# What the English text says of each table that names a person or an address.
TOLD = {
    "accounts.Person": "**The account**: handle, e-mail address, password",
    "account.EmailAddress": "**The account**: handle, e-mail address",
    "accounts.RoleGrant": "**Your roles**",
    "accounts.Invitation": "Who made an invitation link",
    "admin.LogEntry": "what you changed in the house’s settings",
    "base.IdempotentAnswer": "**Marks on forms**",
    "catalogue.FilmProposal": "which facts about films you settled",
    "opinions.Correction": "what you said is wrong of what the program found in reviews",
    "moderation.LogEntry": "what you decided as a moderator",
    "moderation.Objection": "So is your objection",
    "moderation.Report": "## If you report something",
    "questions.Answer": "**What you write**: reviews, questions, answers",
    "questions.AnswerRevision": "with every earlier version",
    "questions.AnswerStateChange": "when it went, stays too",
    "questions.AnswerVote": "**Your votes**",
    "questions.Comment": "reviews, questions, answers and comments",
    "questions.CommentRevision": "with every earlier version",
    "questions.CommentStateChange": "when it went, stays too",
    "questions.Follow": "**What you follow**",
    "questions.Question": "**What you write**: reviews, questions",
    "questions.QuestionLink": "what you decided as a moderator",
    "questions.QuestionRevision": "with every earlier version",
    "questions.QuestionStateChange": "when it went, stays too",
    "reviews.Draft": "**Drafts**",
    "reviews.ImportBatch": "which pages you brought in",
    "reviews.Review": "**What you write**: reviews",
    "reviews.ReviewStateChange": "when it went, stays too",
    "reviews.Revision": "with every earlier version",
    "sessions.Session": "**Your sessions**",
    "spoilers.Reading": "**What you said about spoilers**",
    "spoilers.SecretTerm": "which words you kept or declined as secrets of a film",
    "spoilers.SentenceMark": "**Your marks**",
    "statements.Statement": "which of the house’s own texts you wrote",
    "votes.HelpfulVote": "**Your votes**: which texts you found helpful",
}
NOT_TOLD = {
    "account.EmailConfirmation": "never filled: links to confirm are signed, not stored",
    "accounts.Person_groups": "roles take the place of groups, so it stays empty",
    "accounts.Person_user_permissions": "roles take the place of permissions, so it stays empty",
}
PERSONAL_NAMES = {"owner", "session_key", "ip_address", "user_agent", "handle"}


def names_somebody(model: type[Model]) -> bool:
    """Whether a row says who: a person, an e-mail address, an internet address."""
    return model is Person or any(
        field.name in PERSONAL_NAMES
        or isinstance(field, EmailField | GenericIPAddressField)
        or (
            getattr(field, "remote_field", None) is not None
            and field.remote_field.model in (Person, apps.get_model("account", "EmailAddress"))
        )
        for field in model._meta.fields
    )


def test_every_table_that_names_somebody_is_told_of() -> None:
    found = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if names_somebody(model)
    }
    assert found == set(TOLD) | set(NOT_TOLD)
    text = own_text("privacy", "en") or ""
    assert [label for label, words in TOLD.items() if words not in text] == []


# ── writing ─────────────────────────────────────────────────────────────────────────────────────


def test_an_administrator_writes_looks_and_keeps(desk: Client) -> None:
    form = desk.get(f"{EDIT}?language=en").text
    assert "## Write about the film" in form
    looked = desk.post(f"{EDIT}?language=en", written("## Be kind to {house}", look="1"))
    assert "<h2>Be kind to Houselights</h2>" in looked.text
    assert not Statement.objects.exists()
    kept = desk.post(f"{EDIT}?language=en", written("## Be kind to {house}"), follow=True)
    assert "<h2>Be kind to Houselights</h2>" in kept.text
    assert "Change this page" in kept.text


def test_every_version_is_shown_with_who_wrote_it(desk: Client) -> None:
    desk.post(f"{EDIT}?language=en", written("Be kind."))
    desk.post(f"{EDIT}?language=en", written("Be kinder.", began_with="1"))
    page = desk.get(f"{EDIT}?language=en").text
    assert "<p>Be kind.</p>" in page
    assert page.count("· <bdi>Ada</bdi>") == 2


def test_each_language_has_its_own_text(desk: Client) -> None:
    desk.post(f"{EDIT}?language=en", written("Be kind."))
    desk.post(f"{EDIT}?language=vi", written("Hãy tử tế."))
    found = [
        desk.get(RULES, headers={"Accept-Language": language}).text for language in ("en", "vi")
    ]
    assert "Be kind." in found[0]
    assert "Hãy tử tế." in found[1]


def test_one_press_goes_back_to_the_programs_own(desk: Client) -> None:
    desk.post(f"{EDIT}?language=en", written("Be kind."))
    assert "Back to the program’s own text" in desk.get(f"{EDIT}?language=en").text
    page = desk.post(f"{EDIT}?language=en", written("", began_with="1", own="1"), follow=True).text
    assert "The program’s own text" in page
    assert "Back to the program’s own text." in desk.get(f"{EDIT}?language=en").text


def test_who_comes_second_sees_both_texts(desk: Client) -> None:
    desk.post(f"{EDIT}?language=en", written("Be kind."))
    answer = desk.post(f"{EDIT}?language=en", written("Be loud."))
    assert answer.status_code == 409
    assert "Somebody has changed this page" in answer.text
    assert "<p>Be kind.</p>" in answer.text
    assert "Be loud.</textarea>" in answer.text
    again = desk.post(f"{EDIT}?language=en", written("Be loud.", began_with="1"), follow=True)
    assert "<p>Be loud.</p>" in again.text


@pytest.mark.parametrize("sent", [written(""), written("x" * 40_001), {"body": "Be kind."}])
def test_a_form_to_mend_keeps_nothing(desk: Client, sent: dict[str, str]) -> None:
    assert desk.post(f"{EDIT}?language=en", sent).status_code == 422
    assert not Statement.objects.exists()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_script(desk: Client, payload: str) -> None:
    usual = desk.get(f"{EDIT}?language=en").text.count("<script")
    for sent in (payload, f"</textarea>{payload}", f"## {payload}", f"[{payload}]({payload})"):
        Statement.objects.all().delete()
        looked = desk.post(f"{EDIT}?language=en", written(sent, look="1")).text
        read = desk.post(f"{EDIT}?language=en", written(sent), follow=True).text
        for page in (looked, read):
            assert page.count("<script") == usual
            assert not re.search(r"<(img|svg|iframe|object|embed|base|style|math)\b", page)
            assert not re.search(r'href="\s*(javascript|data|vbscript):', page, re.IGNORECASE)
            assert not re.search(r"<[a-z]+[^>]*\son\w+=[^>]*>", page.replace("&lt;", ""))


# ── the banner ──────────────────────────────────────────────────────────────────────────────────

BANNER = "find nothing yet"


def test_who_runs_a_public_house_is_asked_for_contact_and_imprint(
    desk: Client, ada: Person, settings: LazySettings
) -> None:
    assert BANNER not in desk.get("/").text
    settings.IS_PUBLIC = True
    page = desk.get("/").text
    assert BANNER in page
    assert 'href="/about/contact/edit/"' in page
    assert BANNER not in Client().get("/").text
    with translation.override("en"):
        for name in ("contact", "imprint"):
            write_statement(name, "en", "Ada, by the lamp.", ada, began_with=0)
    assert BANNER not in desk.get("/").text


def test_a_model_is_named_where_one_is_connected(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "language model" not in client.get("/about/privacy/").text
    monkeypatch.setenv("HOUSELIGHTS_MODEL_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HOUSELIGHTS_MODEL", "lamp-1")
    assert "connected to this house: lamp-1." in client.get("/about/privacy/").text
