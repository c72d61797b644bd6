"""Every page's address: a table of contents."""

from __future__ import annotations

from django.urls import URLPattern, path

from houselights.web import assets
from houselights.web.pages import (
    about,
    answers,
    asking,
    decisions,
    demonstration,
    edit_film,
    erase_version,
    film,
    films,
    first_steps,
    history,
    home,
    import_basis,
    imports,
    invitations,
    language,
    lights,
    me,
    moderate,
    moderation,
    new_film,
    people,
    person,
    question_history,
    questions,
    receipts,
    reports,
    review,
    robots,
    search,
    secrets,
    sentences,
    sentences_waiting,
    setup,
    signing_up,
    spoilers,
    unstated,
    vote,
    write,
)

urlpatterns: list[URLPattern] = [
    # ── films ──
    path("new-film/", new_film.begin, name="new_film"),
    path("films/<str:slug>/", film.show, name="film"),
    path("films/<str:slug>/rate/", film.rate, name="rate"),
    path("films/<str:slug>/spoilers/", film.say_known, name="film_spoilers"),
    # ── reviews ──
    path("reviews/<str:public_id>/", review.show, name="review"),
    path("reviews/<str:public_id>/card/", review.card, name="review_card"),
    path("reviews/<str:public_id>/sentences/", sentences.of_review, name="review_sentences"),
    path("answers/<str:public_id>/sentences/", sentences.of_answer, name="answer_sentences"),
    path("questions/<str:public_id>/sentences/", sentences.of_question, name="question_sentences"),
    # ── votes ──
    path("reviews/<str:public_id>/vote/", vote.vote, name="vote"),
    # ── writing ──
    path("films/<str:slug>/write/", write.write, name="write"),
    path("films/<str:slug>/preview/", write.preview, name="preview"),
    path("films/<str:slug>/draft/", write.draft, name="draft"),
    path("reviews/<str:public_id>/edit/", write.edit, name="edit_review"),
    path("reviews/<str:public_id>/take-back/", write.take_back, name="take_back"),
    path("reviews/<str:public_id>/delete/", write.delete, name="delete_review"),
    path("reviews/<str:public_id>/history/", history.show, name="history"),
    path(
        "reviews/<str:public_id>/history/<int:number>/erase/",
        erase_version.of_review,
        name="erase_review_version",
    ),
    # ── questions ──
    path("questions/", questions.of_house, name="questions"),
    path("questions/<str:public_id>/", questions.show, name="question"),
    path("questions/<str:public_id>/edit/", asking.edit, name="edit_question"),
    path("questions/<str:public_id>/delete/", asking.delete, name="delete_question"),
    path(
        "questions/<str:public_id>/history/", question_history.of_question, name="question_history"
    ),
    path(
        "questions/<str:public_id>/history/<int:number>/erase/",
        erase_version.of_question,
        name="erase_question_version",
    ),
    path("questions/<str:public_id>/answer/", answers.give, name="answer"),
    path("films/<str:slug>/ask/", asking.ask, name="ask"),
    path("films/<str:slug>/questions/", questions.of_film, name="film_questions"),
    path("answers/<str:public_id>/card/", answers.card, name="answer_card"),
    path("answers/<str:public_id>/vote/", answers.vote, name="answer_vote"),
    path("answers/<str:public_id>/accept/", answers.accept, name="accept_answer"),
    path("answers/<str:public_id>/history/", question_history.of_answer, name="answer_history"),
    path(
        "answers/<str:public_id>/history/<int:number>/erase/",
        erase_version.of_answer,
        name="erase_answer_version",
    ),
    path("answers/<str:public_id>/edit/", answers.edit, name="edit_answer"),
    path("answers/<str:public_id>/delete/", answers.delete, name="delete_answer"),
    # ── reports ──
    path("report/<str:kind>/<str:public_id>/", reports.report, name="report"),
    path("reports/<str:token>/", receipts.show, name="receipt"),
    path("reports/<str:token>/object/", receipts.object_to_report, name="object_to_report"),
    path(
        "decisions/<str:public_id>/object/",
        decisions.object_to_decision,
        name="object_to_decision",
    ),
    # ── people, search, home ──
    path("", home.show, name="home"),
    path("films/", films.show, name="films"),
    path("people/", people.show, name="people"),
    path("people/<str:handle>/", person.show, name="person"),
    path("search/", search.show, name="search"),
    # ── imports ──
    path("import/", imports.bring_in, name="import_page"),
    path("imports/<str:public_id>/basis/", import_basis.change, name="import_basis"),
    path("films/<str:slug>/edit/", edit_film.edit, name="edit_film"),
    path("films/<str:slug>/secrets/", secrets.show, name="film_secrets"),
    # ── accounts ──
    path("me/", me.show, name="my_account"),
    path("me/sign-out-everywhere/", me.sign_out_everywhere, name="sign_out_everywhere"),
    path("set-up/<str:token>/", setup.set_up, name="setup"),
    path("accounts/signup/", signing_up.sign_up, name="account_signup"),
    path("join/<str:invitation>/", signing_up.join, name="join"),
    # ── what the house says of itself, and who runs it ──
    path("about/<str:statement_name>/", about.show, name="statement"),
    path("about/<str:statement_name>/edit/", about.edit, name="edit_statement"),
    path("house/first-steps/", first_steps.show, name="first_steps"),
    path("house/invitations/", invitations.show, name="invitations"),
    path("house/invitations/<str:public_id>/end/", invitations.end, name="end_invitation"),
    # ── moderators ──
    path("moderation/", moderation.show, name="moderation"),
    path("moderation/log/", moderation.log, name="moderation_log"),
    path(
        "moderation/objections/<str:public_id>/",
        moderate.answer_objection,
        name="answer_objection",
    ),
    path("moderation/<str:kind>/<str:public_id>/", moderate.show, name="moderate"),
    # ── the house ──
    path("house/unstated/", unstated.decide, name="unstated_texts"),
    path("robots.txt", robots.show, name="robots"),
    path("spoilers/", spoilers.show, name="spoilers"),
    path("spoilers/waiting/", sentences_waiting.show, name="sentences_waiting"),
    path("lights/", lights.switch, name="lights"),
    path("demonstration/remove/", demonstration.remove, name="remove_demo"),
    path("language/", language.switch, name="language"),
    path(f"{assets.ASSETS}<str:name>", assets.serve, name="asset"),
]
