"""The root of all addresses."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from houselights.web.urls import urlpatterns as pages

# One door for everybody: Django's own sign-in knows no limits on guessing.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    *pages,  # first: our sign-up stands before allauth's
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "houselights.web.pages.errors.bad_request"
handler403 = "houselights.web.pages.errors.forbidden"
handler404 = "houselights.web.pages.errors.not_found"
handler500 = "houselights.web.pages.errors.server_error"
