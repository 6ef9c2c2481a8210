"""The companion where the network fails: a real phone's browser, a real server, and no note lost or doubled."""

import re
import sqlite3
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.checks import assert_accessible_light_and_dark, assert_no_sideways_scrolling, assert_valid_html
from tests.browser.hall import COMPANION, KEPT, KEPT_AS_FILE, LEFT, OF_NO_CONGRESS, TEXT, Hall, opened, says, write


@pytest.fixture(scope="module")
def hall(site, chromium, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hall")
    twin = site.copy(folder)
    hall = Hall(twin, chromium, folder)
    twin.start()
    yield hall
    twin.stop()


@pytest.fixture(autouse=True)
def tidy(hall):
    yield
    for context in hall.phones:
        context.close()
    hall.phones.clear()
    if hall.site.process.poll() is not None:
        hall.site.start()
    hall.empty()
    faults, hall.faults = hall.faults, []
    assert faults == []


def test_a_note_written_without_a_network_survives_the_browser_and_goes_up_once(hall):
    folder = hall.folder / "own-phone"
    phone = hall.phone(folder=folder)
    page = opened(phone)
    with_network = page.request.get(f"{COMPANION}erkennen/?text={TEXT}").text()

    hall.kill()
    phone.set_offline(True)
    page.reload()
    page.locator("#id_text").press_sequentially(TEXT)

    expect(page.locator(".heard .tag")).to_have_text(["Kempten", "Künstliche Intelligenz"])
    expect(page.locator("#heard .answer strong")).to_have_text("Noch nicht erfasst.")
    assert "Noch nicht erfasst." in with_network
    assert "Kommunale KI-Datensammlung" in page.locator("#heard .answer__text").inner_text()
    write(page)
    says(page, "offline · 1 Notiz wartet")
    page.get_by_role("link", name="Laufzettel", exact=True).click()
    expect(page.locator(".people > li")).to_have_count(10)
    page.locator("[data-other=kempten]").click()
    page.fill("#met_outcome", "Gemeinsame Sammlung")
    page.get_by_role("button", name="Als getroffen sichern").click()
    expect(page.locator("#waiting li")).to_contain_text([TEXT, "Getroffen: Kempten: Gemeinsame Sammlung"])
    page.goto(f"{COMPANION}nachfassen/")  # is not kept: what is kept stands in for it and says so
    expect(page.locator("#instead")).to_be_visible()

    phone.close()
    hall.phones.remove(phone)
    phone = hall.phone(name="", folder=folder)
    phone.set_offline(True)
    page = phone.pages[0]
    page.goto(COMPANION)
    says(page, "offline · 2 Einträge warten")
    expect(page.locator("#instead")).to_be_hidden()
    assert hall.stored() == []

    hall.site.start()
    phone.set_offline(False)
    says(page, "alles gesichert")
    assert hall.stored() == [(TEXT, "anna@example.org")]
    assert hall.met() == [("kempten", "Gemeinsame Sammlung")]
    expect(page.locator("ol.notes .notes__text")).to_have_text(TEXT)


def test_lost_answers_and_two_tabs_store_a_note_once(hall):
    phone = hall.phone()
    page, second = opened(phone), phone.new_page()
    second.goto(COMPANION)
    sent = []

    def lose(route):
        if route.request.method == "POST":
            sent.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phone.route("**/begleiter/notizen/", lose)
    write(page)
    says(page, "offline · 1 Notiz wartet")
    expect(second.locator("#waiting li")).to_contain_text([TEXT])
    second.evaluate("companion.send()")
    phone.unroute("**/begleiter/notizen/")
    for tab in (page, second):
        tab.evaluate("void companion.send(); void companion.send()")
    says(page, "alles gesichert")
    says(second, "alles gesichert")

    assert (sent[0], set(sent[1:])) == (201, {200})  # stored by the first, known to every later one
    assert hall.stored() == [(TEXT, "anna@example.org")]


TURNED_AWAY = {
    429: "zu viele Anfragen, ein neuer Versuch folgt",
    403: "dieses Konto darf gerade nicht schreiben",
    503: "der Server antwortet nicht",
    200: "der Server antwortet nicht",  # the hall's sign-in page in place of the server's answer
}


def test_what_is_turned_away_waits_and_says_why(hall):
    page = opened(hall.phone())
    statuses = list(TURNED_AWAY)

    def turn_away(route):
        if route.request.method == "POST":
            route.fulfill(status=statuses[0], body="<p>WLAN</p>", content_type="text/html")
        else:
            route.continue_()

    page.route("**/begleiter/notizen/", turn_away)
    write(page)
    while statuses:
        reason = TURNED_AWAY[statuses[0]]
        way_out = "Verwerfen" if statuses[0] == 403 else ""  # the others pass; this one may stay for good
        expect(page.locator("#waiting li")).to_have_text([f"{TEXT}wartet · {reason}{way_out}"])
        says(page, f"{reason} · 1 Notiz wartet")
        statuses.pop(0)
        if not statuses:
            page.unroute("**/begleiter/notizen/")
        page.evaluate("companion.send()")

    says(page, "alles gesichert")
    assert hall.stored() == [(TEXT, "anna@example.org")]


GONE = "diesen Kongress gibt es nicht mehr"


def test_what_waits_for_a_congress_that_is_no_more_holds_nothing_up_and_a_person_throws_it_away(hall):
    page = opened(hall.phone())
    page.evaluate(OF_NO_CONGRESS, "Alt")
    write(page, "Danach")

    expect(page.locator("#waiting li")).to_have_text([f"Altwartet · {GONE}Verwerfen"])
    says(page, f"{GONE} · 1 Notiz wartet")
    assert hall.stored() == [("Danach", "anna@example.org")]
    removed = {"status": 410, "body": "", "content_type": "text/plain"}
    page.route("**/begleiter/notizen/", lambda route, request: (
        route.fulfill(**removed) if request.post_data and "Weg" in request.post_data else route.continue_()
    ))  # fmt: skip
    write(page, "Weg")
    expect(page.locator("#waiting li")).to_have_text([f"{text}wartet · {GONE}Verwerfen" for text in ("Alt", "Weg")])
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("#waiting li").first.get_by_role("button", name="Verwerfen").click()
    says(page, f"{GONE} · 1 Notiz wartet")
    page.evaluate(OF_NO_CONGRESS, "Alt")
    page.unroute("**/begleiter/notizen/")
    page.goto("/begleiter/abmelden/")  # where the oldest entry's congress cannot be asked who is logged in
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.locator("#waiting-said")).to_contain_text("Nicht alle ließen sich senden.")
    expect(page.locator("#waiting-count")).to_contain_text("1 Notiz wartet")
    assert hall.stored() == [(text, "anna@example.org") for text in ("Danach", "Weg")]


def test_a_server_killed_while_receiving_stores_the_note_once(hall):
    page = opened(hall.phone())
    lock = sqlite3.connect(hall.site.database, isolation_level=None)
    lock.execute("begin immediate")  # the server has the note in hand and waits to write it
    with page.expect_request(lambda request: request.method == "POST"):
        write(page)
    time.sleep(0.3)
    hall.kill()
    lock.rollback()
    lock.close()
    says(page, "offline · 1 Notiz wartet")
    assert hall.stored() == []

    hall.site.start()
    page.evaluate("companion.send()")
    says(page, "alles gesichert")
    assert hall.stored() == [(TEXT, "anna@example.org")]


def test_waiting_notes_outlive_a_login_and_belong_to_their_account(hall):
    phone = hall.phone()
    page = opened(phone)
    phone.clear_cookies()
    write(page)
    says(page, "Anmeldung abgelaufen · 1 Notiz wartet")
    expect(page.get_by_role("link", name="Bitte neu anmelden")).to_be_visible()

    hall.log_in(phone, "kai")
    page.goto(COMPANION)
    says(page, "alles gesichert")
    assert page.evaluate(KEPT) == [COMPANION, f"{COMPANION}laufzettel/"]  # of Kempten, at once
    expect(page.locator("#waiting li")).to_have_count(0)
    assert page.locator("#state").get_attribute("title") == "Auf diesem Gerät warten auch Notizen eines anderen Kontos."
    assert hall.stored() == []
    page.goto("/begleiter/abmelden/")
    page.get_by_role("button", name="Abmelden und dieses Gerät leeren").click()
    page.wait_for_url("**/anmelden/**")

    hall.log_in(phone, "anna")
    page.goto(COMPANION)
    expect(page.locator("ol.notes .notes__text")).to_have_text(TEXT)
    assert hall.stored() == [(TEXT, "anna@example.org")]


COUNTED = """() => {
  const [note, met] = [{ fields: { text: "" } }, { fields: { other: "kiel" } }];
  const texts = document.getElementById("state").dataset;
  return [[note], [note, note], [met], [met, met], [note, met]].map((rows) => companion.counted(rows, texts));
}"""
WORDS = ["1 Notiz wartet", "2 Notizen warten", "1 Gespräch wartet", "2 Gespräche warten", "2 Einträge warten"]


def test_logging_out_asks_where_notes_wait_and_wipes_the_phone(hall):
    phone = hall.phone("lea")  # whose session ends here
    page = opened(phone)
    for address in ("notizen", "laufzettel/eintragen"):
        phone.route(f"**/begleiter/{address}/", lambda route: route.abort())
    page.fill("#id_follow_up_on", "2026-12-07")
    write(page, f"{TEXT}\nZweite Zeile")
    says(page, "offline · 1 Notiz wartet")
    assert page.evaluate(COUNTED) == WORDS
    page.get_by_role("link", name="Laufzettel", exact=True).click()
    page.locator("[data-other=kempten]").click()
    for field, said in {"outcome": "Sammlung\nfür beide", "next_step": "Anrufen", "next_step_on": "2026-12-08"}.items():
        page.fill(f"#met_{field}", said)
    page.get_by_role("button", name="Als getroffen sichern").click()
    says(page, "offline · 2 Einträge warten")
    page.get_by_role("link", name="Abmelden und dieses Gerät leeren").click()

    expect(page.locator("#waiting-count")).to_have_text(
        "2 Einträge warten auf diesem Gerät und sind noch nicht gesendet."
    )
    expect(page.locator("#go")).to_be_hidden()
    assert_accessible_light_and_dark(page)
    page.get_by_role("button", name="Jetzt senden").click()
    expect(page.locator("#waiting-said")).to_contain_text("Nicht alle ließen sich senden.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Als Datei sichern").click()
    file = Path(download.value.path()).read_text(encoding="utf-8")
    assert re.sub(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d", "DAY", file) == KEPT_AS_FILE
    page.get_by_role("button", name="Verwerfen und abmelden").click()
    page.wait_for_url("**/anmelden/**")

    assert page.evaluate(LEFT) == [0, 0, 0]
    assert hall.stored() == []


def test_the_pages_are_valid_without_barrier_and_fit_a_phone_and_one_sheet_of_paper(hall, tmp_path):
    phone = hall.phone()
    page = opened(phone)
    page.locator("#id_text").press_sequentially("Kiel Beteiligung")
    expect(page.locator("#heard .answer--active")).to_be_visible()
    write(page)
    expect(page.locator("ol.notes > li")).to_have_count(1)
    documents = {}
    for name in ["", "laufzettel/", "laufzettel/kiel/", "nachfassen/", "rueckblick/", "notizen/", "kommune/"]:
        if name:
            page.goto(COMPANION + name)
        documents[name] = page.request.get(COMPANION + name).text()
        assert_accessible_light_and_dark(page)
        assert_no_sideways_scrolling(page, widths=(320,))
    assert_valid_html(documents, tmp_path)

    page.goto(f"{COMPANION}laufzettel/")
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
