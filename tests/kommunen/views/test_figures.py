"""The directory in figures: every number is that of the list it leads to."""

import re
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import resolve

from kommunen.filters.counting import Count
from kommunen.views.figures import chart_of_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]


def rows_behind(address):
    """Count the rows of the list at an address in the database, not from the sets that the page counts with."""
    parts = urlsplit(address)
    view = resolve(parts.path).func.view_class
    filterset = view.filterset_class(QueryDict(parts.query), queryset=view.queryset)
    assert filterset.is_valid(), address
    return filterset.qs.count()


def test_every_number_is_that_of_the_list_behind_it(client):
    context = client.get("/zahlen/").context
    counts = [*context["figures"], *(count for chart in context["charts"] for count in chart["counts"])]

    assert len(context["charts"]) == 8
    assert len(counts) > 70
    assert {count.url: count.number for count in counts} == {count.url: rows_behind(count.url) for count in counts}


def test_the_share_of_open_code_is_that_of_all_projects():
    recorded = {"ja": 1, "nicht-erfasst": 2}
    projects = SimpleNamespace(of=lambda label, quelloffen: Count(label, recorded[quelloffen], ""))

    assert re.findall(r"\d+", chart_of_code(projects)["note"]) == ["33"]


def test_a_number_is_drawn_written_and_linked(client):
    text = client.get("/en/zahlen/").content.decode()

    assert text.count('href="/en/projekte/?status=planned"') == 2  # in the chart and in its table
    assert "style=" not in text


def test_the_page_takes_few_queries(client, django_assert_max_num_queries):
    client.get("/zahlen/")

    with django_assert_max_num_queries(8):  # a stamp for each of four lists; themes, rounds; cooperations
        client.get("/zahlen/")
