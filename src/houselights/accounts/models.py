"""People and the roles that they hold."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from houselights.base.clock import now
from houselights.base.ids import LENGTH, new_public_id
from houselights.base.limits import ABOUT_CHARACTERS
from houselights.base.models import PublicRow


class Person(AbstractUser):
    """Somebody with an account; `username` is the handle in addresses."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    public_id = models.CharField(
        max_length=LENGTH, unique=True, default=new_public_id, editable=False
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    about = models.TextField(_("about"), max_length=ABOUT_CHARACTERS, blank=True)
    language = models.CharField(max_length=12, blank=True)  # of the pages; "" asks the browser
    session_epoch = models.PositiveIntegerField(default=0)  # one more ends every session
    is_demo = models.BooleanField(default=False)  # invented, comes and goes with the demo house

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_person_a_handle"),
        ]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.shown_name

    @property
    def handle(self) -> str:
        """The name in addresses."""
        return self.username

    @property
    def shown_name(self) -> str:
        """What pages call this person."""
        return self.name or self.username

    def get_absolute_url(self) -> str:
        """The person's page."""
        return reverse("person", args=[self.username])

    def get_full_name(self) -> str:
        """Django's word for the shown name."""
        return self.shown_name

    def get_short_name(self) -> str:
        """Django's word for the shown name."""
        return self.shown_name

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """What a session must prove: the password and the epoch that it began with.

        Django compares it at each request, and asks for it with its earlier secrets too.
        """
        known = f"{self.password}:{self.session_epoch}"
        return salted_hmac(
            "houselights.accounts.session", known, secret=secret, algorithm="sha256"
        ).hexdigest()


class Role(models.TextChoices):
    """What a person may do beyond reading; roles add up, and each has its own row."""

    READER = "reader", _("Reader")
    REVIEWER = "reviewer", _("Reviewer")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleGrant(models.Model):
    """Who gave whom a role, and when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)
    granted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="roles_given"
    )
    granted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "role"], name="one_grant_per_role")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"


class SetupLink(models.Model):
    """A one-time way in for the first administrator; only a hash of the token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=now)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"set-up link of {self.created_at:%Y-%m-%d}"


class Invitation(PublicRow):
    """A link by which people may sign up where registration is by invitation.

    Only a hash of the token is kept, so the link is shown once.
    """

    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=200, blank=True)  # for whom it is, for the list of links
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.REVIEWER)
    uses = models.PositiveIntegerField(default=0)
    most_uses = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back by hand
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(uses__lte=models.F("most_uses")),
                name="invited_no_more_than_said",
            )
        ]
