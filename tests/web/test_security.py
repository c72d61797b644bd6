"""Who gets in where, and what the house does with those who try to break in."""

from __future__ import annotations

from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houselights.accounts.models import Person, Role
from houselights.answers.near_questions import near_questions
from houselights.base import limits
from houselights.catalogue.models import Film
from tests.cast import PASSWORD, make_person
from tests.web.stage import ROUTES, Stage, build_stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = ("stranger", *Role.values)

# What a stranger, reader, reviewer, editor, moderator and administrator get for what is Alice's;
# first by GET, then by POST; "in" is the way to sign-in, "-" a method that the page does not know.
EVERYBODY = "200 200 200 200 200 200"
MEMBERS = "in 200 200 200 200 200"
NO = "- - - - - -"
WRITERS = "in 403 200 200 200 200"
WRITTEN = "in 403 302 302 302 302"
EDITORS = "in 403 403 200 403 200"
EDITED = "in 403 403 302 403 302"
ALICE = "in 403 403 403 403 403"
MODERATORS = "in 403 403 403 200 200"
MODERATED = "in 403 403 403 302 302"
PRESENT = "in 403 403 403 400 400"  # the present version is edited and not erased
ADMINISTRATORS = "in 403 403 403 403 200"
ADMINISTERED = "in 403 403 403 403 302"
DONE = "302 302 302 302 302 302"
MEMBERS_DONE = "in 302 302 302 302 302"
VISITORS = "200 302 302 302 302 302"

ANSWERS: dict[str, tuple[str, str]] = {
    "account_login": (VISITORS, VISITORS),
    "account_logout": ("302 200 200 200 200 200", DONE),
    "account_inactive": (EVERYBODY, NO),
    "account_signup": (VISITORS, VISITORS),
    "account_reauthenticate": (MEMBERS, MEMBERS),
    "account_email": (MEMBERS, MEMBERS_DONE),
    "account_email_verification_sent": (EVERYBODY, NO),
    "account_change_password": (MEMBERS, MEMBERS),
    "account_set_password": (MEMBERS_DONE, MEMBERS_DONE),
    "account_reset_password": (EVERYBODY, EVERYBODY),
    "account_confirm_login_code": (MEMBERS_DONE, MEMBERS_DONE),
    "account_confirm_email": (EVERYBODY, "404 404 404 404 404 404"),  # a wrong key
    "account_reset_password_from_key_done": (EVERYBODY, NO),
    "account_reset_password_from_key": (EVERYBODY, EVERYBODY),  # a wrong key
    "account_reset_password_done": (EVERYBODY, NO),
    "film": (EVERYBODY, NO),
    "digest_subject": (EVERYBODY, NO),
    "corrections": (EDITORS, EDITED),
    "rate": (NO, WRITTEN),
    "film_spoilers": (NO, DONE),
    "review": (EVERYBODY, NO),
    "review_card": (EVERYBODY, NO),
    "review_sentences": (EVERYBODY, MEMBERS_DONE),
    "answer_sentences": (EVERYBODY, MEMBERS_DONE),
    "question_sentences": (EVERYBODY, MEMBERS_DONE),
    "vote": (MEMBERS, MEMBERS_DONE),
    "write": (WRITERS, WRITTEN),
    "preview": (NO, WRITERS),
    "draft": (NO, WRITTEN),
    "edit_review": (ALICE, ALICE),
    "take_back": (NO, ALICE),
    "delete_review": (MODERATED, MODERATED),
    "history": (EVERYBODY, NO),
    "erase_review_version": (PRESENT, PRESENT),
    "questions": (EVERYBODY, NO),
    "question": (EVERYBODY, NO),
    "edit_question": (ALICE, ALICE),
    "delete_question": (MODERATED, MODERATED),
    "question_history": (EVERYBODY, NO),
    "erase_question_version": (MODERATORS, MODERATED),
    "follow_question": (MEMBERS_DONE, MEMBERS_DONE),
    "manage_question": (MODERATORS, MODERATED),
    "question_repeats": (WRITERS, "in 403 422 422 422 422"),  # names none
    "followed_questions": (MEMBERS, "in - - - - -"),
    "answer": (MEMBERS_DONE, WRITTEN),
    "ask": (WRITERS, WRITTEN),
    "film_questions": (EVERYBODY, NO),
    "reviews_say": (EVERYBODY, NO),
    "reviews_say_summary": (EVERYBODY, NO),
    "api_ask": ("400 400 400 400 400 400", NO),  # nothing is asked
    "answer_card": (EVERYBODY, NO),
    "answer_vote": (MEMBERS_DONE, MEMBERS_DONE),
    "accept_answer": (NO, MODERATED),
    "answer_history": (EVERYBODY, NO),
    "erase_answer_version": (PRESENT, PRESENT),
    "edit_answer": (ALICE, ALICE),
    "delete_answer": (MODERATED, MODERATED),
    "comment_on_question": (WRITERS, WRITTEN),
    "comment_on_answer": (WRITERS, WRITTEN),
    "comment_card": (EVERYBODY, NO),
    "edit_comment": (ALICE, ALICE),
    "delete_comment": (MODERATED, MODERATED),
    "comment_history": (EVERYBODY, NO),
    "erase_comment_version": (MODERATORS, MODERATED),
    "report": (EVERYBODY, DONE),
    "receipt": (EVERYBODY, NO),  # the key is in the address
    "object_to_report": (EVERYBODY, DONE),
    "object_to_decision": (ALICE, ALICE),
    "moderation": (MODERATORS, NO),
    "moderation_log": (MODERATORS, NO),
    "moderate": (MODERATORS, MODERATED),
    "answer_objection": (NO, MODERATED),
    "home": (EVERYBODY, NO),
    "films": (EVERYBODY, NO),
    "people": (EVERYBODY, NO),
    "person": (EVERYBODY, NO),
    "search": (EVERYBODY, NO),
    "import_page": (EDITORS, EDITED),
    "import_basis": (EDITORS, EDITED),
    "edit_film": (EDITORS, EDITED),
    "film_secrets": (EDITORS, EDITED),
    "sentences_waiting": ("in 403 403 200 200 200", "in 403 403 404 404 404"),  # names none
    "new_film": (EDITORS, EDITED),
    "my_account": (MEMBERS, MEMBERS_DONE),
    "sign_out_everywhere": ("in - - - - -", MEMBERS_DONE),
    "setup": ("200 200 200 200 200 410", "422 422 422 422 422 410"),  # once: no administrator yet
    "statement": (EVERYBODY, NO),
    "edit_statement": (ADMINISTRATORS, ADMINISTERED),
    "first_steps": (ADMINISTRATORS, "in - - - - -"),
    "invitations": (ADMINISTRATORS, ADMINISTRATORS),
    "end_invitation": ("in - - - - -", ADMINISTERED),
    "join": (EVERYBODY, NO),
    "unstated_texts": (ADMINISTRATORS, ADMINISTERED),
    "robots": (EVERYBODY, NO),
    "spoilers": (EVERYBODY, DONE),
    "lights": (NO, DONE),
    "language": (NO, DONE),
    "remove_demo": (ADMINISTRATORS, ADMINISTERED),
    "asset": ("404 404 404 404 404 404", NO),  # another content has another name
}

REVIEW = {
    "headline": "A lamp",
    "body": "It burns.",
    "contains_spoilers": "no",
    "revision": "0",
    "draft": "0",
}
PAGE = "8/10\nA lamp\n\nIt burns.\n\n3 out of 4 found this helpful\n"
# What a page needs so that nothing but the person's role is in the way.
SENT: dict[str, dict[str, str]] = {
    "rate": {"rating": "8"},
    "corrections": {"subject": "aspect:music"},
    "write": REVIEW,
    "preview": REVIEW,
    "draft": REVIEW,
    "edit_review": REVIEW | {"revision": "1"},
    "review_sentences": {"quote": "Open words about the lamp.", "mark": "gives"},
    "answer_sentences": {"quote": "Because of the lamp.", "mark": "harmless"},
    "question_sentences": {"quote": "Why does the lamp burn?", "mark": "gives"},
    "vote": {"value": "yes"},
    "answer_vote": {"value": "yes"},
    "ask": {"title": "Who lit it?"},
    "edit_question": {"title": "Who lit it?"},
    "answer": {"body": "Nobody.", "contains_spoilers": "no"},
    "manage_question": {"act": "protect"},
    "erase_question_version": {"reason": "private", "explanation": "It names somebody."},
    "edit_answer": {"body": "Nobody.", "contains_spoilers": "no"},
    "comment_on_question": {"body": "Which lamp?"},
    "comment_on_answer": {"body": "Which lamp?"},
    "edit_comment": {"body": "Which lamp?"},
    "erase_comment_version": {"reason": "private", "explanation": "It names somebody."},
    "report": {"reason": "spam"},
    "object_to_report": {"words": "Look again."},
    "object_to_decision": {"words": "Look again."},
    "moderate": {"act": "note", "note": "Look at it together."},
    "answer_objection": {"verdict": "uphold", "explanation": "It stays."},
    "import_basis": {"basis": "own"},
    "unstated_texts": {"shown_to": "members"},
    "edit_film": {"title": "The Long Lamp", "year": "1999"},
    "film_secrets": {"words": "the lamp keeper"},
    "sentences_waiting": {"say": "cover"},
    "new_film": {"title": "A Lamp (not lit)", "year": "2003"},
    "edit_statement": {"body": "Be kind.", "began_with": "0"},
    "language": {"language": "en"},
    "invitations": {"uses": "1", "days": "14", "role": "reviewer"},
    "import_page": {"text": PAGE, "film": "A Lamp (2001)", "keep": "1"},
}
CHANGING = [name for name, (_get, post) in ANSWERS.items() if post != NO]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Limits by address are counted in the cache, and all tests come from one address."""
    cache.clear()


@pytest.fixture
def stage(film: Film, alice: Person) -> Stage:
    return build_stage(film, alice)


def said(response: HttpResponse) -> str:
    """The status as the table above writes it."""
    if "/accounts/login/" in response.headers.get("Location", ""):
        return "in"
    return "-" if response.status_code == 405 else str(response.status_code)


def undone(client: Client, method: str, address: str, sent: dict[str, str]) -> str:
    """What the request is answered; all that it did is undone."""
    session = client.cookies.copy()
    before = transaction.savepoint_create()
    response = getattr(client, method)(address, sent)
    transaction.savepoint_rollback(before)
    client.cookies = session
    return said(response)


# ── who gets in ─────────────────────────────────────────────────────────────────────────────────


def test_every_page_is_in_the_table() -> None:
    assert set(ANSWERS) == set(ROUTES)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(stage: Stage, client: Client, role: str) -> None:
    column = ROLES.index(role)
    if role != "stranger":
        client.force_login(make_person("somebody", role))
    found, told = {}, {}
    for name, (get, post) in ANSWERS.items():
        address = stage.address(name)
        found[name] = (
            undone(client, "get", address, {}),
            undone(client, "post", address, SENT.get(name, {})),
        )
        told[name] = get.split()[column], post.split()[column]
    assert found == told


def test_its_writer_may_change_what_is_theirs(stage: Stage, client: Client) -> None:
    client.force_login(stage.alice)
    for name in (
        "edit_review",
        "delete_review",
        "edit_question",
        "edit_answer",
        "delete_answer",
        "edit_comment",
        "delete_comment",
        "object_to_decision",
    ):
        assert undone(client, "get", stage.address(name), {}) == "200", name
        assert undone(client, "post", stage.address(name), SENT.get(name, {})) == "302", name
    # Others have answered, so the question is not hers alone any more.
    assert undone(client, "post", stage.address("delete_question"), {}) == "403"


def test_what_is_typed_into_an_edit_survives_signing_in(stage: Stage, client: Client) -> None:
    edits = (("edit_answer", "body"), ("edit_question", "title"), ("edit_comment", "body"))
    for name, field in edits:
        client.logout()
        client.post(stage.address(name), {field: "Typed before signing in?"})
        client.post("/accounts/login/", {"login": "alice", "password": PASSWORD})
        assert "Typed before signing in?" in client.get(stage.address(name)).text


# ── forms from elsewhere, ways out ──────────────────────────────────────────────────────────────


def test_every_form_needs_its_token(stage: Stage) -> None:
    """Four go without: they turn lights, curtains and the language, and nothing else."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_person("somebody", *Role.values))
    passed = {
        name
        for name in CHANGING
        if strict.post(stage.address(name), SENT.get(name, {})).status_code != 403
    }
    assert passed == {"film_spoilers", "language", "lights", "spoilers"}


def test_no_other_site_opens_the_curtains(stage: Stage, client: Client) -> None:
    for site, opened in (("cross-site", False), ("same-origin", True)):
        headers = {"Sec-Fetch-Site": site}
        client.post(stage.address("film_spoilers"), {"know": "seen"}, headers=headers)
        assert ("zqspan" in client.get(stage.address("film")).text) is opened


ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil",
    "http:evil.example", "javascript:alert(1)", "/\t/evil.example", " //evil.example", "/\n/evil",
    "data:text/html,x", "https:/evil.example", "/%2f%2fevil.example/..//evil.example",
)  # fmt: skip


def test_no_form_and_no_link_leads_elsewhere(stage: Stage, client: Client, bruno: Person) -> None:
    for elsewhere in ELSEWHERE:
        _leads_nowhere_else(stage, client, elsewhere)
    client.force_login(bruno)
    for elsewhere in ELSEWHERE:
        _leads_nowhere_else(stage, client, elsewhere)


def _leads_nowhere_else(stage: Stage, client: Client, elsewhere: str) -> None:
    sent = {"next": elsewhere, "here": elsewhere, "value": "yes", "lights": "up", "language": "en"}
    for name in ("vote", "answer_vote", "lights", "language", "film_spoilers", "spoilers"):
        _stays_here(client.post(stage.address(name), sent)["Location"])
    for name in ("review_card", "answer_card", "comment_card"):
        page = client.get(stage.address(name), sent).text
        assert 'href="//' not in page
        assert "evil" not in page.replace("%2f%2fevil", "") or elsewhere.startswith("/%")


def _stays_here(address: str) -> None:
    assert address.startswith("/"), address
    assert not address.startswith(("//", "/\\", "/\t", "/\n")), address


def test_signing_in_leads_to_this_house_only(client: Client, bruno: Person) -> None:
    for elsewhere in ELSEWHERE[:8]:
        client.logout()
        sent = {"login": "bruno", "password": PASSWORD, "next": elsewhere}
        _stays_here(client.post("/accounts/login/", sent)["Location"])


# ── headers and cookies ─────────────────────────────────────────────────────────────────────────


def test_every_page_says_what_it_may_load(stage: Stage, client: Client) -> None:
    missing = ["/nowhere/", "/%00/", "/films/?sort=none", "/search/?q=%00", *stage.gone]
    for address in [*(stage.address(name) for name in ROUTES), *missing]:
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        assert "frame-ancestors 'none'" in policy, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        # Whoever has the link of a receipt can read it, so no page that it leads to learns it.
        is_receipt = address == stage.address("receipt")
        expected = "no-referrer" if is_receipt else "same-origin"
        assert response["Referrer-Policy"] == expected, address


def test_a_broken_page_says_so_too(
    film: Film, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.raise_request_exception = False

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("houselights.web.pages.film.film_view", fail)
    response = client.get(film.get_absolute_url())
    assert response.status_code == 500
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_cookies_are_kept_from_scripts_and_other_sites(
    stage: Stage, client: Client, bruno: Person
) -> None:
    client.post(stage.address("film_spoilers"), {"know": "seen"})
    client.post(stage.address("spoilers"), {"spoilers": "hide"})
    cookies = dict(client.cookies.items())
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "bruno", "password": PASSWORD})
    client.post("/lights/", {"lights": "up"})
    cookies = dict(client.cookies.items()) | cookies
    assert {"sessionid", "csrftoken", "films", "spoilers", "lights"} <= set(cookies)
    assert all(cookie["samesite"] == "Lax" for cookie in cookies.values())
    for name in ("sessionid", "films", "spoilers"):
        assert cookies[name]["httponly"]


# ── too much ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "act", "limit"),
    [
        ("rate", "rate", limits.REVIEWS_PER_PERSON),
        ("write", "review", limits.REVIEWS_PER_PERSON),
        ("preview", "preview", limits.PREVIEWS_PER_PERSON),
        ("draft", "draft", limits.DRAFTS_PER_PERSON),
        ("vote", "vote", limits.VOTES_PER_PERSON),
        ("answer_vote", "vote", limits.VOTES_PER_PERSON),
        ("ask", "ask", limits.QUESTIONS_PER_PERSON),
        ("answer", "answer", limits.ANSWERS_PER_PERSON),
        ("comment_on_answer", "comment", limits.COMMENTS_PER_PERSON),
        ("import_page", "import", limits.IMPORTS_PER_PERSON),
    ],
)
def test_nobody_acts_without_end(
    stage: Stage, client: Client, edda: Person, name: str, act: str, limit: tuple[int, int]
) -> None:
    for _ in range(limit[0]):
        limits.spend(edda.public_id, act, limit)
    client.force_login(edda)
    assert client.post(stage.address(name), SENT[name]).status_code == 429


HUGE = "a" * 1_000_000


def test_a_huge_text_is_refused_in_words(stage: Stage, client: Client) -> None:
    client.force_login(stage.alice)
    for name, field in (
        ("edit_review", "headline"),
        ("preview", "headline"),
        ("ask", "title"),
        ("edit_question", "details"),
        ("edit_answer", "body"),
        ("edit_comment", "body"),
        ("my_account", "about"),
    ):
        response = client.post(stage.address(name), SENT.get(name, {}) | {field: HUGE})
        assert response.status_code in (200, 302, 422), name
        assert len(stage.alice.about) == 0


def test_a_huge_question_is_compared_no_further_than_a_question_goes(stage: Stage) -> None:
    assert near_questions(stage.film, "Why does the lamp burn? " * 40_000, stage.alice) is not None


def test_thousands_of_fields_are_refused(stage: Stage, client: Client) -> None:
    client.force_login(stage.alice)
    many = {f"field{number}": "x" for number in range(10_000)}
    assert client.post(stage.address("write"), many).status_code == 400
    assert client.get(stage.address("film"), many).status_code == 400


# ── broken addresses ────────────────────────────────────────────────────────────────────────────

PARAMETERS = (
    "after", "before", "open", "q", "sort", "rating", "low", "high", "spoilers", "language", "in",
    "here", "next", "value", "full", "film", "part", "show", "title", "version", "group",
    "comments", "knows", "sentence",
)  # fmt: skip
BAD = (
    "%00", "%ED%A0%80", "%FF%FE", "9" * 5000, "1.1", "9223372036854775808.1", "1e309.1",
    "%27%22%3E%3Cscript%3E", "..%2F..", "%F0%9F%8E%AC", "%E2%80%AE", "[", "//[", ",,,",
    "%2500", "1.%00", "x.1", "NaN.1", "%D9%A1.%D9%A1", "-9223372036854775809.0", "%0D%0AX-Evil:1",
)  # fmt: skip
# A refused value hides what would come of the next, so these are tried one by one too.
ALONE = {
    "film": ("after", "before", "q", "language", "rating"),
    "question": ("after", "before"),
    "films": ("after", "q"),
    "people": ("before", "q"),
    "person": ("after", "rating"),
}
READS_MUCH = ("film", "question", "search", "films", "history")
READ = [name for name, (get, _post) in ANSWERS.items() if get == EVERYBODY] + ["vote", "ask"]


def _answers_in_words(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code < 500, address
    assert "X-Evil" not in response.headers


@pytest.mark.engine
@pytest.mark.long
def test_broken_values_never_break_a_page(stage: Stage, client: Client) -> None:
    for name, value in product(READ, BAD):
        everywhere = "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
        _answers_in_words(client, f"{stage.address(name)}?{everywhere}")
        for parameter in ALONE.get(name, ()):
            _answers_in_words(client, f"{stage.address(name)}?{parameter}={value}")


NAMED = [name for name, path in ROUTES.items() if "<str:" in path]


@pytest.mark.engine
def test_unknown_and_broken_names_are_not_found(stage: Stage, client: Client) -> None:
    for name in NAMED:
        _is_not_found(stage, client, name)


def _is_not_found(stage: Stage, client: Client, name: str) -> None:
    word = next(iter(stage.values(name).values()))
    for wrong in ("zzzzzzzzzzzz", "%00", "%ED%A0%80", "a" * 3000):
        address = stage.address(name).replace(word, wrong)
        for response in (client.get(address), client.post(address)):
            assert 300 <= response.status_code < 500, (address, response.status_code)


@pytest.mark.engine
@given(
    query=st.dictionaries(
        st.sampled_from(PARAMETERS), st.text(st.characters(), max_size=40), max_size=4
    )
)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_value_at_all_breaks_a_page(stage: Stage, client: Client, query: dict[str, str]) -> None:
    for name in READS_MUCH:
        response = client.get(
            stage.address(name),
            {key: value.encode(errors="surrogatepass") for key, value in query.items()},
        )
        assert response.status_code < 500, (name, query)
