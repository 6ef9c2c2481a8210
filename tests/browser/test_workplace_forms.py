"""The forms of the workplace in a real browser: by keyboard, with a passkey, and no barrier on any kind of page."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling

PASSWORD = "ein-langes-passwort-7"
TITLE = "Digitaler Zwilling für den Katastrophenschutz"
MADE = f"""
from django.test import Client
from kommunen.models import Membership, Municipality, Project, Role, User
from tests.staff import log_in
first, second = (User.objects.create_user(f"{{name}}@example.org", "{PASSWORD}", is_staff=True) for name in ("a", "b"))
for user in (first, second):
    Membership.objects.create(user=user, role=Role.PMO)
project = Project.objects.get(slug="aalen-heidenheim-datenplattform")
project._history_user, project.summary = first, "Anders."
project.save()
other = Project(title="{TITLE}", slug="zwilling", checked_on="2026-01-31", state="published")
other.save()
other.municipalities.set([Municipality.objects.get(slug="kempten")])
print(log_in(Client(), first).cookies["sessionid"].value, project.pk, project.history.last().pk, second.pk)
"""
ADMIN, CONGRESS = "/admin/kommunen/", "/admin/congress/"
VIRTUAL = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def desk(site, tmp_path_factory):
    """A copy of the site of this module's own, and what ``MADE`` prints: a session, a project and accounts."""
    twin = site.copy(tmp_path_factory.mktemp("desk"))
    twin.start()
    yield twin, twin.run(MADE).split()
    twin.stop()


@pytest.fixture
def page(chromium, desk):
    """A page of somebody who is logged in."""
    site, (session, *_rest) = desk
    context = chromium.new_context(base_url=site.url, locale="de-DE", viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    yield context.new_page()
    context.close()


def tab_to(page, selector, most=80):
    """Press Tab until what is meant has the focus."""
    for _press in range(most):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} presses of Tab do not reach {selector}")


def choose(page, field, *names):
    """Find records by typing their names into a search field."""
    tab_to(page, f".field-{field} .select2-search__field")
    for name in names:
        page.keyboard.type(name)
        expect(page.locator(".select2-results__option--highlighted")).to_contain_text(name)
        page.keyboard.press("Enter")
    expect(page.locator(f".field-{field} .select2-selection__choice")).to_have_count(len(names))


def test_a_new_project_with_two_partners_is_published_by_keyboard_alone(page):
    page.goto(f"{ADMIN}project/add/")
    tab_to(page, "#id_title")
    page.keyboard.type("Wasserstand am Steg")
    choose(page, "municipalities", "Kempten")
    choose(page, "partners", "Universität Kassel", "Fraunhofer")
    tab_to(page, "#id_state")
    page.keyboard.type("ver")
    tab_to(page, "[name=_save]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/project/")

    shown = page.goto("/projekte/wasserstand-am-steg/").text()
    assert ("Universität Kassel" in shown, "Fraunhofer" in shown, "Kempten" in shown) == (True, True, True)


def test_a_double_becomes_a_cooperation_by_keyboard_alone(page):
    page.goto(f"{ADMIN}project/add/")
    tab_to(page, "#id_title")
    page.keyboard.type(TITLE)
    expect(page.locator(".lookalikes__head")).to_contain_text("Kempten")
    assert_accessible(page)
    choose(page, "municipalities", "Bamberg")
    page.keyboard.press("Shift+Tab")
    for _press in range(20):
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == f"Mitmachen: {TITLE}":
            break
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cooperation/*/change/")

    expect(page.locator("#id_title")).to_have_value(TITLE)
    members = page.locator("[id$=-municipality] option:checked").all_inner_texts()
    assert sorted(name for name in members if name) == ["Bamberg", "Kempten"]


def test_a_passkey_is_set_up_and_opens_the_workplace(chromium, desk):
    site, _made = desk
    home = site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, not to a number
    context = chromium.new_context(base_url=home, locale="de-DE")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL})
    page.goto("/admin/")
    page.get_by_label("E-Mail").fill("b@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="Passkey einrichten").click()  # the password was given a moment ago
    page.get_by_label("Name").fill("Mein Gerät")
    page.get_by_label("Passwortlose Anmeldung").or_(page.locator("[name=passwordless]")).first.check()
    assert_accessible(page)
    page.get_by_role("button", name="Einrichten").click()
    page.wait_for_url("**/recovery-codes/**")

    context.clear_cookies()
    page.goto("/admin/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("heading", name="Arbeitsplatz")).to_be_visible()
    context.close()


def pages_of(project, entry, account):
    """One page of each kind, with every kind of field among their forms."""
    return [
        "/admin/",
        f"{ADMIN}project/",
        f"{ADMIN}project/{project}/change/",
        f"{ADMIN}project/{project}/history/",
        f"{ADMIN}project/{project}/history/{entry}/",
        f"{ADMIN}project/{project}/delete/",
        f"{ADMIN}project/einlesen/",
        f"{ADMIN}project/hilfe/",
        f"{ADMIN}cooperation/1/change/",
        f"{ADMIN}municipality/1/change/",
        f"{ADMIN}reuse/1/change/",
        f"{ADMIN}trainingdata/1/change/",
        f"{ADMIN}organisation/add/?_popup=1",
        f"{ADMIN}user/{account}/change/",
        f"{ADMIN}user/add/",
        f"{CONGRESS}congress/1/change/",
        "/admin/datenqualitaet/",
        "/admin/datenqualitaet/leere-felder/",
        "/admin/password_change/",
    ]


@pytest.mark.proof
def test_no_kind_of_page_has_a_barrier(page, desk, proof_full):
    """Light on a desk or dark on a phone in turn here; each in both in the proofs."""
    for number, address in enumerate(pages_of(*desk[1][1:])):
        page.goto(address)
        for dark in (False, True) if proof_full else (bool(number % 2),):
            page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
            page.set_viewport_size({"width": 360 if dark else 1440, "height": 900})
            page.wait_for_timeout(300)  # Django's admin fades its colours, its search fields are made late
            assert_accessible(page)
        assert_no_sideways_scrolling(page, widths=(360,))


def test_a_bulk_edit_has_no_barrier_from_the_choice_to_the_end(page):
    page.goto(f"{ADMIN}project/?q=zwilling")
    page.locator("input.action-select").first.check()
    page.locator("select[name=action]").select_option("change_selected")
    page.get_by_role("button", name="Ausführen").click()
    page.get_by_label("Status").select_option("planned")
    assert_accessible(page)
    page.get_by_role("button", name="Unterschiede ansehen").click()
    expect(page.locator("#differences ins")).to_have_text("geplant")
    assert_accessible(page)
    assert_no_sideways_scrolling(page, widths=(360,))
    page.get_by_role("button", name="1 Eintrag ändern").click()
    expect(page.get_by_text("1 Eintrag wurde geändert.")).to_be_visible()
