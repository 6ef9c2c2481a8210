"""No barrier in any state of a page: things open, errors shown, every way to look at it, the keyboard's focus seen."""

import pytest

from tests.browser.checks import accessibility_faults, sideways_faults
from tests.browser.states import STATES, WAYS, fold, look, unfold
from tests.pages import FAULTS, PAGES, Address, english

SAMPLE = [Address("/kommunen/bamberg/", "a city"), Address("/verstetigung/", "charts")]
MENU = ".menu"
FORCED_DESK, FORCED_PHONE, ZOOM, DARK_ZOOM = (WAYS[number] for number in (4, 2, 3, 5))


def faults_of(page, way, opened=""):
    """Return what is wrong with a page in a way, with something open on it."""
    look(page, way)
    if opened:
        fold(page)  # one thing open at a time: a menu may cover half of what is below it
        unfold(page, opened)
    faults = [*accessibility_faults(page), *sideways_faults(page)]
    if opened:
        fold(page)
    return [f"{page.url}, {way}, {opened or 'as it is'}: {fault}" for fault in faults]


def walks(proof_full):
    """Name the states with the ways to look at each: one each for a few here, in the proofs all, and two in English."""
    if not proof_full:
        return [(state, [WAYS[number % len(WAYS)]]) for number, state in list(enumerate(STATES))[::5]]
    in_english = [state._replace(path=f"/en{state.path}") for state in STATES]
    return [*((state, WAYS) for state in STATES), *((state, [WAYS[0], DARK_ZOOM]) for state in in_english)]


@pytest.mark.proof
def test_no_state_has_a_barrier(visit, proof_full, proof_figure):
    faults, seen = [], 0
    for state, ways in walks(proof_full):
        page = visit(state.path, width=320, status=state.status, answer=state.answer)
        if state.act:
            state.act(page)
        for way in ways:
            faults += [f"{state}: {fault}" for fault in faults_of(page, way, state.opened)]
            seen += 1
    assert faults == [], "\n".join(faults)
    proof_figure("Zustände (Menü offen, Fehler gezeigt …) mal Ansichten, mit axe geprüft, ohne Befund", seen)


@pytest.mark.proof
def test_no_page_has_a_barrier_in_forced_colours_or_at_400_percent(visit, proof_full, proof_figure):
    """A few pages in one way each here; in the proofs all. Light, dark and narrow are test_every_page's."""
    in_english = [english(address) for address in [*PAGES, *FAULTS]]
    ways = [(ZOOM, MENU), (FORCED_DESK, ""), (FORCED_PHONE, MENU)]
    walk = [(address, ways) for address in [*PAGES, *FAULTS]] + [(address, [(DARK_ZOOM, "")]) for address in in_english]
    if not proof_full:
        walk = [(address, [ways[number]]) for number, address in enumerate(SAMPLE)]
    faults, seen, pages = [], 0, {}
    for address, looks in walk:
        if address.status in pages:
            pages[address.status].goto(address.path)
        else:
            pages[address.status] = visit(address.path, status=address.status)
        for way, opened in looks:
            faults += faults_of(pages[address.status], way, opened)
            seen += 1
    assert faults == [], "\n".join(faults)
    proof_figure("Seiten in erzwungenen Farben und bei 400 % Zoom, mit axe geprüft, ohne Befund", seen)


UNSEEN = """() => {
  const look = element => [element, ...element.querySelectorAll('*')].slice(0, 9).map(part => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.stroke, style.strokeWidth,
      style.borderColor, style.boxShadow, style.visibility, style.fontWeight, style.textDecorationLine,
      style.backgroundColor, style.fill, style.top].join();
  }).join('|');
  const able = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length);
  const unseen = [];
  for (const element of able) {
    document.activeElement.blur();
    const before = look(element);
    element.focus({focusVisible: true});
    if (document.activeElement === element && look(element) === before) unseen.push(element.outerHTML.slice(0, 160));
  }
  return [able.length, unseen];
}"""


@pytest.mark.proof
def test_the_focus_is_seen_wherever_the_keyboard_goes(visit, proof_full, proof_figure):
    faults, seen, page = [], 0, visit("/")
    for address in PAGES if proof_full else SAMPLE:
        page.goto(address.path)
        page.keyboard.press("Tab")  # from here on the browser shows the focus
        for way in (WAYS[0], ZOOM, FORCED_DESK) if proof_full else WAYS[:1]:
            look(page, way)
            number, unseen = page.evaluate(UNSEEN)
            faults += [f"{address} {way}: {element}" for element in unseen]
            seen += number
    assert faults == [], "\n".join(faults)
    proof_figure("Stellen, an denen die Tastatur hält und der Fokus zu sehen ist", seen)
