"""How many queries a list or a search takes, whatever is chosen and however many rows there are; see docs/SUCHE.md.

Each address is asked once before it counts: what is drawn of a row is kept, and the first look at a row draws it. From
then on the number must be the same for every choice, and stay so after an edit.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]
FACETS = "thema=ki&thema=mobilitaet&thema=umwelt&land=BY&land=NW&land=HE&land=SN&groesse=bis-100000&groesse=bis-500000"
LISTS = ["", "?page=5", "?land=BY", f"?{FACETS}", "?sort=-beginn&land=BY", "?land=BY&land=NW&status=in_operation"]
WORDS = ["daten", "Wasser", "Ladesäule"]  # hundreds of hits, dozens, a few
ROWS = 4  # the edited project is on the page: it, its sources, its municipalities, its themes are read
NEAREST = 2  # of a word in no entry: whether the words have changed, where the nearest ones stand


def taken(client, addresses, *, edit=None):
    """The numbers of queries that addresses take the second time. Arguments: edit, a project to be edited before."""
    numbers = {}
    for address in addresses:
        client.get(address)
        if edit:
            edit.save()
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address)
        shown = edit and any(edit.pk in rows.ids for rows in rows_of(page.context))
        numbers[address] = len(captured) - ROWS * bool(shown)
    return numbers


def rows_of(context):
    """The rows that a page shows."""
    if "sections" in context:
        return [rows for one in context["sections"] if one.noun.model is Project for rows in (one.whole, one.partly)]
    return [context["object_list"]]


@pytest.mark.parametrize(("edited", "wanted"), [(False, 2), (True, 9)])
def test_a_list_takes_the_same_number_whatever_is_chosen(client, edited, wanted):
    edit = Project.objects.published().last() if edited else None
    numbers = taken(client, [f"/projekte/{chosen}" for chosen in LISTS], edit=edit)

    assert set(numbers.values()) == {wanted}, numbers


@pytest.mark.parametrize(("edited", "wanted"), [(False, 4), (True, 12)])
def test_a_list_takes_the_same_number_for_any_word_and_facets(client, edited, wanted):
    edit = Project.objects.published().last() if edited else None
    addresses = [f"/projekte/?q={word}{facets}" for word in WORDS for facets in ("", "&land=BY", f"&{FACETS}")]
    numbers = taken(client, addresses, edit=edit)

    assert set(numbers.values()) == {wanted}, numbers


@pytest.mark.parametrize("edited", [False, True])
def test_a_search_takes_the_same_number_whatever_is_chosen(client, edited):
    edit = Project.objects.published().last() if edited else None
    for word, more in [*((word, 0) for word in [*WORDS, "Daten+App"]), ("Bamburg", NEAREST)]:
        addresses = [f"/suche/?q={word}{facets}" for facets in ("", "&land=BY", f"&{FACETS}")]
        numbers = taken(client, addresses, edit=edit)
        kinds = client.get(addresses[0]).context["answer"].counts
        followed = 2 + 6 * ("project" in kinds) + 4 * ("municipality" in kinds)  # all documents; the log; rows, by kind
        assert set(numbers.values()) == {4 + more + followed * edited}, numbers


@pytest.mark.parametrize(
    ("begun", "wanted"),
    [
        (["bet", "was", "wlan", "smart cit"], 4),  # changes; words; names; their documents
        (["bambreg", "kemtpen", "digitaler zwiling"], 7),  # no documents; changes; words; the same for the mended text
        (["udp", "Kiel udp"], 4),  # no documents; changes; whether anything holds what it means
    ],
)
def test_suggestions_take_the_same_number_for_all_of_a_kind(client, begun, wanted):
    numbers = taken(client, [f"/suche/vorschlaege/?q={text}" for text in begun])

    assert set(numbers.values()) == {wanted}, numbers


@pytest.mark.parametrize(("edited", "wanted"), [(False, 2), (True, 9)])
def test_a_table_takes_what_a_list_takes(client, edited, wanted):
    edit = Project.objects.published().last() if edited else None
    numbers = taken(client, ["/projekte/?ansicht=tabelle&sort=-beginn", "/projekte/?ansicht=tabelle"], edit=edit)

    assert set(numbers.values()) == {wanted}, numbers  # the edited project is on neither page
