"""The workplace in a real browser: the login with an app, two people on one record, and no barrier on the way."""

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_no_sideways_scrolling

PASSWORD = "ein-langes-passwort-7"
RECORD = "aalen-heidenheim-datenplattform"
ACCOUNTS = f"""
from kommunen.models import Membership, Project, Proposal, Role, User
for name in ["anna", "paul"]:
    user = User.objects.create_user(f"{{name}}@example.org", "{PASSWORD}", is_staff=True)
    Membership.objects.create(user=user, role=Role.PMO)
project = Project.objects.get(slug="{RECORD}")
Proposal.objects.create(record=project, text="Das Projekt ist beendet.")
print(project.pk)
"""


def check(page):
    """Neither scheme has a barrier, and a phone shows it all."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.wait_for_timeout(300)  # Django's admin fades its colours
        assert_accessible(page)
    page.emulate_media(color_scheme="light")
    assert_no_sideways_scrolling(page, widths=(360,))
    page.set_viewport_size({"width": 1440, "height": 900})


def log_in(chromium, site, name, *, thorough=False):
    """Log in as somebody who has no second factor yet; returns the start page of the workplace."""
    context = chromium.new_context(base_url=site.url, locale="de-DE", timezone_id="Europe/Berlin")
    page = context.new_page()
    page.goto("/admin/")
    if thorough:
        check(page)
    page.get_by_label("E-Mail").fill(f"{name}@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()
    page.wait_for_url("**/zweiter-faktor/")
    if thorough:
        check(page)
    page.get_by_role("link", name="Authentifizierungs-App einrichten").click()
    secret = page.locator(".entrance__key").inner_text()
    if thorough:
        check(page)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Einrichten").click()
    expect(page.locator(".entrance__codes li")).to_have_count(10)
    if thorough:
        check(page)
    page.get_by_role("link", name="Zum Arbeitsplatz").click()
    page.wait_for_url("**/admin/")
    return page


def test_two_people_log_in_with_an_app_and_meet_on_one_record(chromium, own_site):
    record = f"/admin/kommunen/project/{own_site.run(ACCOUNTS).split()[-1]}/change/"
    anna = log_in(chromium, own_site, "anna", thorough=True)
    expect(anna.get_by_role("heading", name="Vorschläge, die auf Sie warten")).to_be_visible()
    paul = log_in(chromium, own_site, "paul")
    for page in (anna, paul):
        page.goto(record)
    paul.get_by_label("Titel").first.fill("Pauls Titel")
    paul.get_by_role("button", name="Sichern", exact=True).click()
    paul.wait_for_url("**/project/")
    anna.get_by_label("Titel").first.fill("Annas Titel")
    anna.get_by_label("Zusammenfassung").fill("Annas Zusammenfassung")
    anna.get_by_role("button", name="Sichern", exact=True).click()

    expect(anna.get_by_role("radio")).to_have_count(2)
    check(anna)
    anna.get_by_role("radio").nth(1).focus()
    anna.keyboard.press("Space")
    anna.get_by_role("button", name="Auswahl speichern").press("Enter")
    anna.wait_for_url("**/project/")
    shown = anna.goto(f"/projekte/{RECORD}/").text()
    assert ("Pauls Titel" in shown, "Annas Zusammenfassung" in shown) == (True, True)

    anna.goto("/admin/kommunen/proposal/")
    check(anna)
    anna.get_by_role("link", name="Pauls Titel").click()
    check(anna)
    for page in (anna, paul):
        page.context.close()
