"""Staff accounts and what they belong to."""

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kommunen.models.municipality import Municipality


class UserManager(BaseUserManager):
    """Creates accounts by e-mail address."""

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A staff account; the e-mail address is its login name. What it may do follows from its memberships."""

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    must_change_password = models.BooleanField(
        _("must choose a new password"), default=False, help_text=_("Asked for at the next login.")
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["email"]

    @cached_property
    def _roles(self):
        return {(membership.role, membership.municipality_id) for membership in self.memberships.all()}

    @property
    def is_pmo(self):
        """Whether this account may change everything."""
        return self.is_active and (self.is_superuser or any(role == Role.PMO for role, _municipality in self._roles))

    @property
    def has_role(self):
        """Whether this account may see what is not published."""
        return self.is_active and (self.is_superuser or bool(self._roles))

    @property
    def edited_municipalities(self):
        """The ids of the municipalities whose records this account may change as their editor."""
        return {municipality for role, municipality in self._roles if role == Role.EDITOR}


class Role(models.TextChoices):
    """What a membership allows."""

    PMO = "pmo", _("PMO: may change everything")
    EDITOR = "editor", _("editor: may change the own municipality's entries")
    READER = "reader", _("reader: sees drafts, changes nothing")


class Membership(models.Model):
    """That an account belongs to a municipality, and with which role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("account"))
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("municipality"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["user", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality", "role"], name="membership_once"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(municipality__isnull=True), name="membership_once_without_place"
            ),
            models.CheckConstraint(
                name="membership_editor_of_a_municipality",
                condition=~Q(role="editor") | Q(municipality__isnull=False),
                violation_error_message=_("An editor belongs to a municipality."),
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.get_role_display()}"
