"""What people come for, from the start page to the end, by keyboard alone where nothing else is said."""

import csv
import io

import openpyxl
import pytest
from playwright.sync_api import expect

REPORTED = "from kommunen.models import Proposal; print(list(Proposal.objects.values_list('text', 'contact')))"


def press_to(page, target, most=60):
    """Press Tab until what is meant has the focus."""
    element = target.element_handle()  # looked for once: a search by role takes its time
    for _press in range(most):
        if element.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{most} presses of Tab do not reach {target}")


def test_a_visitor_finds_who_works_on_flood_warning_nearby(visit):
    page = visit("/", width=360)
    menu = page.locator(".menu > summary")
    press_to(page, menu, 5)
    page.keyboard.press("Enter")
    press_to(page, page.locator(".menu a[href='/projekte/']"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/projekte/")
    press_to(page, page.locator(".search-bar input"))
    page.keyboard.type("Hochwasserwarnung")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_contain_text("Hochwasserwarnung")
    press_to(page, page.locator(".filter > summary"))
    page.keyboard.press("Enter")
    press_to(page, page.locator("#id_nahe"))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.keyboard.type("Bamberg")
    page.keyboard.press("Enter")
    page.wait_for_url("**nahe=Bamberg**")

    nearest = page.locator("#results .row").first
    expect(nearest.locator(".row__place")).to_have_text("Haßfurt")
    press_to(page, nearest.get_by_role("link"))
    assert len([url for url in asked if "nahe=Bamberg" in url]) == 1, asked  # twice would take the focus away
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Sensornetz für Starkregen und Hochwasser")
    expect(page.get_by_role("link", name="Haßfurt").first).to_be_visible()


def test_a_pair_question_is_asked_and_read_by_keyboard(visit):
    page = visit("/netzwerk/verbunden/")
    press_to(page, page.locator("#pair-text"))
    page.keyboard.type("Bamberg Kiel Beteiligung")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=Bamberg**")
    answer = page.locator(".answer--active").first
    press_to(page, answer.get_by_role("link").first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_visible()
    assert "/verbunden/" not in page.url


def test_a_point_of_the_network_opens_by_keyboard_and_its_partners_stand_in_a_table(visit):
    page = visit("/netzwerk/")
    press_to(page, page.locator(".net svg a").first, 200)
    name = page.evaluate("document.activeElement.getAttribute('aria-label')").rpartition(",")[0]
    page.keyboard.press("Enter")
    page.wait_for_url("**kommune=**")
    expect(page.locator(".net__count")).to_contain_text(name)
    pairs = page.locator(".net__table tbody th").all_inner_texts()
    assert pairs != []
    assert [pair for pair in pairs if name not in pair] == []


def test_the_matrix_is_one_stop_of_the_tab_key_and_arrows_walk_in_it(visit):
    page = visit("/netzwerk/?ansicht=matrix")
    cell = "document.activeElement.closest('th, td')"
    page.locator('.matrix a[tabindex="0"]').focus()  # strict: there is one
    places = []
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "Control+End", "Home", "Control+Home"):
        page.keyboard.press(key)
        places.append(page.evaluate(f"[{cell}.parentNode.rowIndex, {cell}.cellIndex]"))
    last = page.locator(".matrix tbody tr").count()
    assert places[0][0] == 1
    assert places[0][1] > 1
    assert (places[1:3], places[3][0], places[4:]) == ([[1, 0], [2, 0]], last, [[last, 0], [1, 0]])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.matrix')") is None


def test_visitors_report_an_error_with_scripts_and_without(visit, own_site):
    pages = [visit("/kommunen/bamberg/", site=own_site, javascript=javascript) for javascript in (True, False)]
    for page in pages:
        page.get_by_role("link", name="Fehler melden").first.press("Enter")
        page.locator("#id_text").press_sequentially("Die Förderung endet später.")
    pages[-1].wait_for_timeout(3000)  # whoever is quicker counts as a program
    for page in pages:
        page.get_by_role("button", name="Senden").press("Enter")
        expect(page.locator("h1")).to_contain_text("Danke")

    assert own_site.run(REPORTED).splitlines()[-1] == str([("Die Förderung endet später.", "")] * 2)


def downloaded(page, kind):
    """Open the download menu, take a file and return its bytes."""
    menu = page.locator(".download")
    if not menu.evaluate("menu => menu.open"):
        menu.locator("summary").press("Enter")
    with page.expect_download() as download:
        menu.get_by_role("link", name=kind).press("Enter")
    with open(download.value.path(), "rb") as file:
        return file.read()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_an_officer_takes_a_list_into_excel(visit, javascript):
    page = visit("/projekte/?land=BY&thema=wasser", javascript=javascript)
    number = int(page.locator(".result-bar strong").inner_text().split()[0])
    titles = page.locator("#results .row__title").all_inner_texts()
    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, "XLSX")))["Daten"]
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")), delimiter=";"))

    assert (sheet.max_row - 1, len(rows) - 1) == (number, number)
    assert set(titles) <= {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert set(titles) <= {cell for row in rows for cell in row}


KINDS = ["/", "/kommunen/", "/kommunen/bamberg/", "/suche/?q=hochwasser", "/karte/", "/netzwerk/", "/fehler-melden/"]
KEPT = """async () => [document.cookie, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""


def test_a_visit_asks_nobody_else_and_keeps_nothing(visit, site):
    """Beside what ``visit`` watches on every page: cookies, local and session storage, third parties, complaints."""
    page, asked, cookies = visit("/"), set(), []
    page.on("request", lambda request: asked.add(request.url.removeprefix(site.url)))
    page.on("response", lambda response: cookies.append(response.headers.get("set-cookie")))
    for path in KINDS:
        page.goto(path, wait_until="networkidle")
        assert page.evaluate(KEPT) == ["", 0, 0, 0]

    assert {path.partition("?")[0] for path in asked if not path.startswith("/static/")} == {
        path.partition("?")[0] for path in KINDS
    }
    assert set(cookies) == {None}
    assert page.context.cookies() == []
