"""The first staff account, so that somebody can log in."""

import secrets

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kommunen.models import Membership, Role, User

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is easily misread


class Command(BaseCommand):
    help = "Create the first staff account (PMO) and print its one-time password, once; nothing where there is one."

    def add_arguments(self, parser):
        parser.add_argument("--email", default="pmo@localhost", help="its login name (default: %(default)s)")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        with transaction.atomic():
            if count := User.objects.count():
                text = ngettext(
                    "There is %(count)d account already: nothing changed.",
                    "There are %(count)d accounts already: nothing changed.",
                    count,
                )
                self.stdout.write(text % {"count": count})
                return
            password = one_time_password()
            user = User.objects.create_superuser(email, password, must_change_password=True)
            Membership.objects.create(user=user, role=Role.PMO)
        self.stdout.write(_("First account: %(email)s") % {"email": email})
        self.stdout.write(_("One-time password: %(password)s") % {"password": password})
        self.stdout.write(_("It is shown only now and must be changed at the first login."))


def one_time_password():
    """Five groups of four letters and digits: 99 bits, and still easy to type."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(5))
