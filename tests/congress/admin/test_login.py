"""The one login: a second factor for whoever edits, and nothing that tells who has an account."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kommunen.models import Role, User
from tests.factories import UserFactory, editor_of

pytestmark = pytest.mark.once  # forms and pages

PASSWORD = "ein-langes-passwort-7"
NEW = "ganz-neues-passwort-8"
LOGIN = "/anmelden/"
FACTOR = "/anmelden/zweiter-faktor/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


@pytest.fixture
def editor(kempten):
    account = editor_of(kempten)
    account.set_password(PASSWORD)
    account.save()
    return account


def log_in(client, account, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": account.email, "password": password, **more})


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_admin_has_no_login_of_its_own(client, editor):
    answer = client.get("/admin/login/?next=/admin/kommunen/project/")
    posted = client.post("/admin/login/", {"username": editor.email, "password": PASSWORD})

    assert answer.url == f"{LOGIN}?next=/admin/kommunen/project/"
    assert (posted.status_code, "_auth_user_id" in client.session) == (302, False)


def test_a_login_that_is_to_lead_to_an_unreadable_or_foreign_address_leads_to_the_workplace(client, editor):
    for wrong in ("http://[", "//woanders.example/"):
        assert client.get(LOGIN, {"next": wrong}).status_code == 200
        assert Client().post(LOGIN, {"login": editor.email, "password": PASSWORD, "next": wrong}).url == "/admin/"


def test_editor_sets_up_an_app_and_logs_in_with_it_from_then_on(transactional_db, client, editor, settings):
    first = log_in(client, editor, next="/admin/")
    held = [client.get(page).url for page in ("/admin/", "/admin/kommunen/project/", "/begleiter/")]
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.get(f"{FACTOR}totp/activate/")  # long after the login
    del settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    page = client.get(f"{FACTOR}totp/activate/")
    secret = page.context["form"].secret
    wrong = client.post(f"{FACTOR}totp/activate/", {"code": "000000"})
    with_code = client.post(f"{FACTOR}totp/activate/", {"code": code_for(secret)})
    codes = client.get(with_code.url)
    works = client.get("/admin/").status_code
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    changing = [client.get(f"{FACTOR}{name}/") for name in ("totp/deactivate", "recovery-codes")]
    del settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    leaving = [client.post("/admin/logout/").url, client.get(f"{LOGIN}abmelden/").url]
    wiped = client.post(leaving[0])["Clear-Site-Data"]
    again = log_in(client, editor, next="/admin/")
    halfway = client.get("/admin/").status_code
    cache.clear()
    recovery = codes.context["unused_codes"][0]
    client.post(again.url, {"code": recovery})

    assert (first.url, held) == ("/admin/", [FACTOR] * 3)
    assert {answer.url.split("?")[0] for answer in (asked, *changing)} == {f"{LOGIN}bestaetigen/"}
    assert (leaving, wiped) == (["/begleiter/abmelden/"] * 2, '"cache", "storage"')
    assert list(wrong.context["form"].errors) == ["code"]
    assert (len(codes.context["unused_codes"]), works) == (10, 200)
    assert (again.url.split("?")[0], halfway) == (f"{FACTOR}authenticate/", 302)
    assert client.get("/admin/").status_code == 200


def test_session_without_the_second_factor_enters_nowhere(client, editor):
    TOTP.activate(editor, "ABCDEFGH")
    client.force_login(editor)

    answers = [client.get(page) for page in ("/admin/", "/admin/kommunen/project/add/", "/admin/jsi18n/")]

    assert [answer.status_code for answer in answers[:2]] == [302, 302]
    assert Authenticator.objects.filter(user=editor).count() == 1


def test_reader_needs_no_second_factor_and_the_first_account_starts_without_on_ones_own_machine(db, client, settings):
    reader, first = UserFactory(role=Role.READER), UserFactory(is_superuser=True)
    for account in (reader, first):
        client.force_login(account)
        assert client.get("/admin/").status_code == 200
    settings.LOCAL_HTTP = False
    assert client.get("/admin/").url == FACTOR


def test_nothing_tells_who_has_an_account(client, editor):
    known, unknown = (
        client.post(LOGIN, {"login": address, "password": "falsch-falsch"})
        for address in (editor.email, "niemand@example.org")
    )
    resets = [
        client.post("/anmelden/passwort/vergessen/", {"email": address})
        for address in (editor.email, "niemand@example.org")
    ]

    def text(answer):
        return re.sub(r'value="[^"]*"', "", answer.content.decode())

    assert text(known) == text(unknown)
    assert [answer.url for answer in resets] == ["/anmelden/passwort/vergessen/gesendet/"] * 2
    assert [message.to for message in mail.outbox] == [[editor.email]]


def test_link_of_a_reset_works_once_and_frees_from_a_one_time_password(client, editor):
    User.objects.filter(pk=editor.pk).update(must_change_password=True)
    client.post("/anmelden/passwort/vergessen/", {"email": editor.email})
    link = re.search(r"https?://[^/]+(/anmelden/passwort/neu/\S+)", mail.outbox[0].body)[1]

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    used = Client().get(link, follow=True)

    editor.refresh_from_db()
    assert (done.status_code, editor.check_password(NEW), editor.must_change_password) == (302, True, False)
    assert used.context["token_fail"]


def test_guessing_passwords_is_slowed_down(client, editor):
    for _attempt in range(5):
        log_in(client, editor, "falsch-falsch")

    answer = log_in(client, editor)

    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


def test_nobody_signs_up(client):
    assert [client.get(f"{LOGIN}{page}").status_code for page in ("signup/", "email/", "konto/")] == [404] * 3


def test_invited_account_chooses_its_password_by_a_link(as_pmo, client, kempten):
    rows = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-role": "editor"}
    form = {"email": "neu@example.org", "invite": "on", "password1": "", "password2": ""}

    as_pmo.post(reverse("admin:kommunen_user_add"), {**form, **rows, "memberships-0-municipality": kempten.pk})

    account = User.objects.get(email="neu@example.org")
    [message] = mail.outbox
    link = re.search(r"http://testserver(/anmelden/passwort/neu/\S+)", message.body)[1]
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    account.refresh_from_db()
    assert (message.to, account.check_password(NEW), account.must_change_password) == (["neu@example.org"], True, False)
    assert log_in(client, account, NEW).status_code == 302


def test_pages_around_the_login_keep_the_policy_and_leave_no_cookie_elsewhere(client, editor):
    inline = re.compile(r"<style|\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)(?![^>]*application/json)")
    pages = [
        LOGIN,
        f"{LOGIN}passwort/vergessen/",
        f"{LOGIN}passwort/vergessen/gesendet/",
        f"{LOGIN}passwort/neu/fertig/",
    ]
    log_in(inside := Client(), editor)
    inside.post(f"{LOGIN}bestaetigen/", {"password": PASSWORD})
    staff = ["", "totp/activate/", "webauthn/add/", "webauthn/"]
    answers = [client.get(page) for page in pages] + [inside.get(f"{FACTOR}{page}") for page in staff]
    answers += [inside.get(f"{LOGIN}abmelden/", follow=True), inside.get(f"{LOGIN}bestaetigen/")]

    for answer in answers:
        assert answer.status_code == 200, answer.request["PATH_INFO"]
        assert inline.findall(answer.content.decode()) == [], answer.request["PATH_INFO"]
    public = Client().get("/ueber/")
    assert (dict(public.cookies), "Cookie" in public.headers.get("Vary", "")) == ({}, False)
