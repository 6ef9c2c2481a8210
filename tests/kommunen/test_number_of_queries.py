"""How many queries a list or a search takes, whatever is chosen and however many rows there are; see docs/SUCHE.md."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kommunen.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]
LIST, LIST_AFTER_AN_EDIT = 8, 20
SEARCH, SEARCH_AFTER_AN_EDIT = 30, 53


def queries(client, address, *, edited):
    client.get(address)
    if edited:
        project = Project.objects.published().last()
        project.save()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("edited", "most"), [(False, LIST), (True, LIST_AFTER_AN_EDIT)])
def test_a_list_takes_no_more_with_any_facets(client, edited, most):
    addresses = [
        "/projekte/",
        "/projekte/?land=BY",
        "/projekte/?thema=ki&thema=mobilitaet&land=BY&land=NW&groesse=bis-100000&status=in_operation&staffel=2",
        "/projekte/?ansicht=tabelle&sort=-beginn",
    ]
    taken = {address: queries(client, address, edited=edited) for address in addresses}

    assert max(taken.values()) <= most, taken


@pytest.mark.parametrize(("edited", "most"), [(False, SEARCH), (True, SEARCH_AFTER_AN_EDIT)])
def test_a_search_takes_no_more_for_more_hits_or_facets(client, edited, most):
    addresses = ["/suche/?q=daten", "/suche/?q=Daten+App", "/suche/?q=daten&land=BY&thema=ki", "/suche/?q=Bamburg"]
    taken = {address: queries(client, address, edited=edited) for address in addresses}

    assert max(taken.values()) <= most, taken
