"""Nothing about people is kept longer than it is needed."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from congress.models import Note
from kommunen.models import User
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_unused_accounts_are_switched_off_and_old_notes_deleted():
    now = timezone.now()
    used, unused, new = (make.UserFactory() for _account in range(3))
    User.objects.filter(pk=used.pk).update(last_login=now - timedelta(days=700), date_joined=now - timedelta(days=900))
    User.objects.filter(pk=unused.pk).update(last_login=now - timedelta(days=731))
    old, young = make.NoteFactory(), make.NoteFactory()
    Note.objects.filter(pk=old.pk).update(written_at=now - timedelta(days=400))

    call_command("forget_accounts", dry_run=True, notes=365)
    assert (User.objects.filter(pk=unused.pk, is_active=True).exists(), Note.objects.count()) == (True, 2)

    call_command("forget_accounts", notes=365)
    assert {used.pk, new.pk} <= set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    assert not User.objects.get(pk=unused.pk).is_active
    assert list(Note.objects.all()) == [young]
