"""Nothing about people is kept longer than it is needed."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from congress.models import Meeting, Note
from kommunen.models import User
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_unused_accounts_are_switched_off_and_old_notes_deleted(capsys):
    now = timezone.now()
    Session.objects.create(session_key="ended", session_data="x", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="open", session_data="x", expire_date=now + timedelta(days=1))
    used, unused, new = (make.UserFactory() for _account in range(3))
    User.objects.filter(pk=used.pk).update(last_login=now - timedelta(days=700), date_joined=now - timedelta(days=900))
    User.objects.filter(pk=unused.pk).update(last_login=now - timedelta(days=731))
    old, young = make.NoteFactory(), make.NoteFactory()
    Note.objects.filter(pk=old.pk).update(written_at=now - timedelta(days=400))
    Note.objects.filter(pk=make.NoteFactory().pk).delete()  # by its author, long ago
    Note.history.exclude(id__in=[old.pk, young.pk]).update(history_date=now - timedelta(days=400))
    make.MeetingFactory()
    Meeting.objects.update(changed_at=now - timedelta(days=400))

    call_command("forget_accounts", dry_run=True, notes=365)
    assert (User.objects.filter(pk=unused.pk, is_active=True).exists(), Note.objects.count()) == (True, 2)
    assert "730 Tage ungenutzt, abzuschalten: 1." in capsys.readouterr().out

    call_command("forget_accounts", notes=365)
    assert {used.pk, new.pk} <= set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    assert not User.objects.get(pk=unused.pk).is_active
    assert list(Note.objects.all()) == [young]
    assert set(Note.history.values_list("id", flat=True)) == {young.pk}
    assert (Meeting.objects.count(), Meeting.history.count()) == (0, 0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert "Von forget_accounts abgeschaltet" in LogEntry.objects.get(object_id=unused.pk).get_change_message()
    assert f"jetzt abgeschaltet: 1.\n  {unused.email}\nNotizen" in capsys.readouterr().out


def test_the_last_who_can_give_rights_stays_and_is_named(capsys):
    earlier, last, editor = make.pmo(), make.UserFactory(is_superuser=True), make.UserFactory()
    for days, user in ((900, earlier), (800, last), (750, editor)):
        User.objects.filter(pk=user.pk).update(last_login=timezone.now() - timedelta(days=days))
    call_command("forget_accounts")
    assert list(User.objects.filter(is_active=True)) == [last]
    assert f"andere Rechte geben könnte: {last.email}" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"notes": -5}, {"notes": 0}, {"days": 0}, {"days": -1}])
def test_less_than_a_day_is_refused(wrong):
    make.NoteFactory()
    with pytest.raises(CommandError, match="mindestens einen Tag"):
        call_command("forget_accounts", **wrong)
    assert Note.objects.count() == 1
