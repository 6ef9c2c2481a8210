"""Suggestions while typing by keyboard, facets without reloading, the map by keys; and all of it without scripts."""

from playwright.sync_api import expect


def test_suggestions_are_a_combobox_for_the_keyboard_and_for_screen_readers(visit):
    page = visit("/suche/")
    field = page.get_by_role("combobox").first
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "false")

    field.press_sequentially("zwil")
    options = page.locator(f"#{field.get_attribute('aria-controls')} [role=option]")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#suggestions-status[aria-live=polite]")).to_have_text(
        f"{options.count()} Vorschläge, wählbar mit den Pfeiltasten"
    )

    field.press("ArrowDown")
    first = options.first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(field).to_be_focused()  # the focus stays in the field; the active option is only told
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")

    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("zwil")

    field.press("ArrowDown")  # opens it again, at its first option
    address = options.nth(0).get_attribute("data-href")
    field.press("Enter")
    page.wait_for_url(lambda url: url.endswith(address))


def test_a_facet_narrows_without_reloading_and_its_address_can_be_shared(visit):
    page = visit("/suche/?q=Beteiligung")
    page.evaluate("window.stays = true")
    bavaria = page.get_by_role("checkbox", name="Bayern")
    number = bavaria.evaluate("box => box.labels[0].querySelector('.facet__count').textContent")
    bavaria.focus()
    page.keyboard.press("Space")

    expect(page.get_by_role("link", name="Filter entfernen: Bundesland – Bayern")).to_be_visible()
    expect(page.locator("#announcement")).to_have_text(f"{number} Treffer")
    assert page.evaluate("window.stays") is True
    assert "land=BY" in page.url
    expect(page.get_by_role("checkbox", name="Bayern")).to_be_checked()


def test_the_map_zooms_by_keys_and_brings_what_is_focused_into_view(visit):
    page = visit("/karte/?kommune=bamberg")
    svg = page.locator(".map svg")
    whole = svg.get_attribute("viewBox")
    kiel = svg.get_by_role("link", name="KielRegion")
    kiel.focus()
    for _twice in range(3):
        page.keyboard.press("+")
    zoomed = svg.get_attribute("viewBox")
    assert zoomed != whole
    assert svg.evaluate("svg => getComputedStyle(svg).touchAction") == "none"  # a finger moves the map, not the page
    page.keyboard.press("ArrowDown")
    assert svg.get_attribute("viewBox") != zoomed
    svg.get_by_role("link", name="Freiburg im Breisgau").focus()
    x, y, width, height = map(float, svg.get_attribute("viewBox").split())
    point = svg.get_by_role("link", name="Freiburg im Breisgau").locator("circle").first
    assert x <= float(point.get_attribute("cx")) <= x + width
    assert y <= float(point.get_attribute("cy")) <= y + height
    page.keyboard.press("0")
    assert svg.get_attribute("viewBox").split()[2:] == whole.split()[2:]


def test_touching_beside_a_small_point_meets_it(visit):
    page = visit("/karte/")
    missed = page.locator(".map svg a").evaluate_all(
        """links => links.flatMap(link => [...link.querySelectorAll('circle')].filter(circle => {
             circle.scrollIntoView({block: 'center'});
             const box = circle.getBoundingClientRect();
             const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
             return [[11, 0], [-11, 0], [0, 11], [0, -11]].some(([dx, dy]) =>
               document.elementFromPoint(x + dx, y + dy)?.closest('a') !== link);
           }).map(() => link.getAttribute('aria-label')))"""
    )

    assert missed == []


def test_everything_works_without_scripts(visit):
    page = visit("/suche/", javascript=False)
    page.locator("#search-q").fill("Beteiligung")
    page.locator(".search-bar button").click()
    page.get_by_role("checkbox", name="Bayern").check()
    page.get_by_role("button", name="Ergebnisse anzeigen").click()

    assert "q=Beteiligung" in page.url
    assert "land=BY" in page.url
    expect(page.get_by_role("link", name="Filter entfernen: Bundesland – Bayern")).to_be_visible()


def test_a_question_of_ten_thousand_letters_is_cut_and_told_so(site):
    """Asked of the real server: it must not turn the address away before the program can say a word."""
    for address in ["/suche/?q=", "/projekte/?q="]:
        status, text = site.get(address + "w" * 10_000)

        assert status == 200, address
        assert "200 Zeichen" in text, address
