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
    addresses = ["/projekte/", "/suche/?q=Pegel", "/en/projekte/"]
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

    make.ProjectFactory(municipalities=[town])
    assert "<strong>2</strong>" in shown(client, "/kommunen/")
