"""Accounts: who may hand out what, and the first login."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.urls import reverse

from kommunen.models import Membership, Role, User
from tests.factories import UserFactory

pytestmark = pytest.mark.once  # forms and pages; the rules below them run on both engines

NEW = "ganz-neues-passwort-7"
ONE_TIME = "einmal-passwort-1"


def form(email, **more):
    rows = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-role": "reader"}
    return {"email": email, "password1": ONE_TIME, "password2": ONE_TIME, **rows, **more}


def test_pmo_adds_an_account_that_must_change_its_password(as_pmo, client):
    response = as_pmo.post(reverse("admin:kommunen_user_add"), form("neu@example.org", is_superuser="on"))

    account = User.objects.get(email="neu@example.org")
    assert response.status_code == 302
    assert (account.is_staff, account.must_change_password, account.is_superuser) == (True, True, False)
    assert [membership.role for membership in account.memberships.all()] == [Role.READER]
    assert client.login(email="neu@example.org", password=ONE_TIME)


def test_same_address_in_capitals_is_refused(as_pmo):
    UserFactory(email="anna@example.org")

    response = as_pmo.post(reverse("admin:kommunen_user_add"), form("Anna@example.org"))

    assert list(response.context["adminform"].form.errors) == ["email"]


def test_editor_of_no_municipality_is_refused(as_pmo):
    response = as_pmo.post(
        reverse("admin:kommunen_user_add"), form("neu@example.org", **{"memberships-0-role": "editor"})
    )

    assert response.status_code == 200
    assert not User.objects.filter(email="neu@example.org").exists()


def test_pmo_gives_nobody_more_than_it_has(as_pmo):
    account = UserFactory(role=Role.READER)
    url = reverse("admin:kommunen_user_change", args=[account.pk])
    fields = {"email": account.email, "is_superuser": "on", "is_active": "on"}
    rows = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}

    as_pmo.post(url, {**fields, **rows})

    account.refresh_from_db()
    assert not account.is_superuser


def test_pmo_cannot_take_over_an_account_that_may_more(as_pmo):
    chief = UserFactory(is_superuser=True)
    password = reverse("admin:auth_user_password_change", args=[chief.pk])

    assert as_pmo.post(reverse("admin:kommunen_user_change", args=[chief.pk]), {"email": "x@y.de"}).status_code == 403
    assert as_pmo.post(password, {"password1": NEW, "password2": NEW}).status_code == 403
    assert as_pmo.post(reverse("admin:kommunen_user_delete", args=[chief.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("client_name", ["as_kempten", "as_reader", "as_nobody"])
def test_nobody_but_the_pmo_sees_accounts(request, client_name):
    client = request.getfixturevalue(client_name)
    account = UserFactory()

    pages = ["changelist", "add"]
    assert [client.get(reverse(f"admin:kommunen_user_{page}")).status_code for page in pages] == [403, 403]
    assert client.get(reverse("admin:kommunen_user_change", args=[account.pk])).status_code == 403
    assert client.get(reverse("admin:auth_user_password_change", args=[account.pk])).status_code == 403


def test_password_that_the_pmo_sets_is_good_for_one_login(as_pmo):
    account = UserFactory(role=Role.READER)
    url = reverse("admin:auth_user_password_change", args=[account.pk])

    as_pmo.post(url, {"password1": ONE_TIME, "password2": ONE_TIME})

    account.refresh_from_db()
    assert account.must_change_password
    assert check_password(ONE_TIME, account.password)


def test_own_password_is_changed_where_everybody_does(as_pmo):
    url = reverse("admin:auth_user_password_change", args=[as_pmo.session["_auth_user_id"]])
    assert as_pmo.get(url).headers["Location"] == reverse("admin:password_change")


def test_first_login_leads_to_a_new_password_and_then_in(client, db):
    account = UserFactory(role=Role.PMO, must_change_password=True)
    account.set_password(ONE_TIME)
    account.save()
    login = {"login": account.email, "password": ONE_TIME, "next": reverse("admin:index")}
    change = reverse("admin:password_change")
    new = {"old_password": ONE_TIME, "new_password1": NEW, "new_password2": NEW}

    assert client.post(reverse("account_login"), login).status_code == 302
    assert client.get(reverse("admin:kommunen_project_changelist")).headers["Location"] == change
    assert client.get(change).status_code == 200
    kept = client.post(change, {**new, "new_password1": ONE_TIME, "new_password2": ONE_TIME})
    assert list(kept.context["form"].errors) == ["new_password1"]
    assert client.post(change, new).headers["Location"] == reverse("admin:password_change_done")
    second_factor = client.get(reverse("admin:kommunen_project_changelist"))
    assert second_factor.headers["Location"] == reverse("mfa_index")
    account.refresh_from_db()
    assert not account.must_change_password


def test_command_creates_the_first_account_and_only_the_first(db, capsys, caplog):
    call_command("create_first_account")
    printed = capsys.readouterr()
    account = User.objects.get()
    password = next(word for word in printed.out.split() if check_password(word, account.password))
    call_command("create_first_account", email="zweite@example.org")
    again = capsys.readouterr()

    assert (account.email, account.is_pmo, account.is_staff, account.must_change_password) == (
        "pmo@localhost",
        True,
        True,
        True,
    )
    assert [membership.role for membership in Membership.objects.all()] == [Role.PMO]
    assert User.objects.get() == account
    assert password not in again.out + printed.err + again.err + caplog.text


def test_command_refuses_what_is_no_address(db):
    with pytest.raises(CommandError):
        call_command("create_first_account", email="niemand")
    assert not User.objects.exists()
