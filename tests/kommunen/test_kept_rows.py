"""What is drawn of a row is kept, and drawn anew as soon as anything that it shows has changed."""

import re

import pytest

from kommunen.models import PublicationState, Source
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def shown(client, address):
    return re.sub(r"</?mark>", "", client.get(address).content.decode())  # a title shows what matched


def test_a_row_follows_what_it_shows_of_itself_and_of_others(client):
    town, theme = make.MunicipalityFactory(name="Kiel"), make.ThemeFactory(name="Wasser")
    project = make.ProjectFactory(title="Pegel", municipalities=[town], themes=[theme])
    source = make.SourceFactory(record=project)
    addresses = ["/projekte/", "/projekte/?ansicht=tabelle", "/suche/?q=Pegel", "/en/projekte/"]
    for address in addresses:
        assert "Pegel" in shown(client, address)

    project.title = "Pegel am Hafen"
    project.save()
    town.name = "Kiel und Umland"
    town.save()
    theme.name = theme.name_en = "Hochwasser"
    theme.save()
    for address in addresses:
        text = shown(client, address)
        assert all(word in text for word in ("Pegel am Hafen", "Kiel und Umland", "Hochwasser"))

    assert "1 source<" in shown(client, "/en/projekte/")
    make.SourceFactory(record=project)
    assert "2 sources<" in shown(client, "/en/projekte/")
    Source.objects.get(pk=source.pk).delete()
    assert "1 source<" in shown(client, "/en/projekte/")

    theme.state = PublicationState.ARCHIVED
    theme.save()
    project.municipalities.set([make.MunicipalityFactory(name="Jena")])
    text = shown(client, "/projekte/")
    assert "Hochwasser" not in text
    assert '<span class="row__place">Jena</span>' in text


def test_a_municipality_counts_its_projects_anew(client):
    town = make.MunicipalityFactory(name="Kiel")
    make.ProjectFactory(municipalities=[town])
    assert "<strong>1</strong>" in shown(client, "/kommunen/")
    assert '<td class="number">1</td>' in shown(client, "/kommunen/?ansicht=tabelle")

    make.ProjectFactory(municipalities=[town])
    assert "<strong>2</strong>" in shown(client, "/kommunen/")
    assert '<td class="number">2</td>' in shown(client, "/kommunen/?ansicht=tabelle")


def test_a_row_of_a_table_follows_what_it_shows(client):
    town = make.MunicipalityFactory(name="Kiel")
    cooperation = make.CooperationFactory(title="Pegelnetz", members=[town])
    tables = ["/kommunen/?ansicht=tabelle", "/kooperationen/?ansicht=tabelle"]
    assert all("Kiel" in shown(client, address) for address in tables)

    town.name = "Kiel und Umland"
    town.save()
    town.round.year = 2031
    town.round.save()
    cooperation.end = "2025"
    cooperation.save()

    assert all("Kiel und Umland" in shown(client, address) for address in tables)
    assert f"<td>{town.round}</td>" in shown(client, tables[0])
    assert "<td>2025</td>" in shown(client, tables[1])
