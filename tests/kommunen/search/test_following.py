"""The index follows every change, in the transaction of the change."""

import pytest
from django.db import connection, transaction

from congress.models import Session
from kommunen.models import PublicationState, SearchDocument, SearchName, SearchPosting, SearchWord
from kommunen.search import index_records, rebuild, search_all, suggest
from tests.factories import (
    CongressFactory,
    CooperationFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ProjectFactory,
    ReuseFactory,
    SessionFactory,
    TechnologyFactory,
    TerritoryFactory,
    ThemeFactory,
    TrainingDataFactory,
)

pytestmark = pytest.mark.django_db


def found(text):
    return {f"{hit.type}:{hit.slug}" for hit in search_all(text).hits}


def index():
    """The whole index, without its ids."""
    postings = SearchPosting.objects.values_list("document__type", "document__slug", "term", "places", "grade")
    names = SearchName.objects.values_list("document__type", "document__slug", "key")
    documents = SearchDocument.objects.values_list("type", "object_id", "title", "slug", "names", "row", "parts")
    return sorted(postings), sorted(names), sorted(documents, key=str)


@pytest.fixture
def bamberg():
    return MunicipalityFactory(name="Bamberg", slug="bamberg", territories=[TerritoryFactory(name="Bamberg")])


def test_an_entry_that_moves_is_followed_at_both_ends(bamberg):
    old = CooperationFactory(title="Alte Runde", slug="alt", members=[bamberg])
    new = CooperationFactory(title="Neue Runde", slug="neu", members=[])
    member = old.members.get()
    member.cooperation = new
    member.save()
    session = SessionFactory(title="Pegelwerkstatt", congress=CongressFactory(slug="hier"))
    session.congress = CongressFactory(slug="dort")
    session.save()

    assert {"cooperation:alt", "cooperation:neu"} & found("Bamberg") == {"cooperation:neu"}
    assert found("Pegelwerkstatt") == {"congress:dort"}
    followed = index()
    rebuild()
    assert index() == followed


def test_new_changed_hidden_and_deleted_records_are_followed(bamberg):
    project = ProjectFactory(title="Drohnenschwarm", slug="drohnen", municipalities=[bamberg])
    assert found("Drohnenschwarm") == {"project:drohnen"}

    project.title = "Pegelmesser"
    project.save()
    assert found("Drohnenschwarm") == set()
    assert found("Pegelmesser") == {"project:drohnen"}

    project.state = PublicationState.ARCHIVED
    project.save()
    assert found("Pegelmesser") == set()

    project.state = PublicationState.PUBLISHED
    project.save()
    project.delete()
    assert found("Pegelmesser") == set()


def test_a_draft_leaves_no_trace(bamberg):
    ProjectFactory(title="Geheimvorhaben", municipalities=[bamberg], state=PublicationState.DRAFT)

    assert not SearchPosting.objects.filter(term__startswith="geheim").exists()
    assert not SearchWord.objects.filter(key__startswith="geheim").exists()
    assert suggest("Geheim") == []


def test_what_is_hidden_is_not_suggested_any_more(bamberg):
    project = ProjectFactory(title="Geheimvorhaben", municipalities=[bamberg])
    assert [one.text for one in suggest("Geheim")] == ["Geheimvorhaben", "Geheimvorhaben"]  # the word, the record

    project.state = PublicationState.IN_REVIEW
    project.save()

    assert suggest("Geheim") == []
    assert search_all("Geheimvorhabn").suggestion == ""


def test_a_renamed_municipality_is_found_at_its_projects(bamberg):
    ProjectFactory(slug="baum", title="Baum", municipalities=[bamberg])
    CooperationFactory(slug="allianz", title="Allianz", members=[bamberg])
    TrainingDataFactory(slug="bilder", title="Bilder", municipality=bamberg)
    CongressFactory(slug="tag", title="Tag", host=bamberg)
    bamberg.name = "Neustadt"
    bamberg.save()

    assert {"project:baum", "cooperation:allianz", "training-data:bilder", "congress:tag"} < found("Neustadt")


def test_related_names_are_followed_from_both_sides(bamberg):
    theme = ThemeFactory(name="Raumfahrt", name_en="Space", slug="raumfahrt")
    technology = TechnologyFactory(name="Teleskop")
    partner = OrganisationFactory(name="Sternwarte")
    project = ProjectFactory(slug="mond", title="Mond", municipalities=[bamberg])

    project.themes.add(theme)
    technology.projects.add(project)
    partner.projects.set([project])
    assert [found(word) & {"project:mond"} for word in ("Raumfahrt", "Teleskop", "Sternwarte")] == [
        {"project:mond"}
    ] * 3

    theme.name = "Weltall"
    theme.save()
    project.technologies.clear()
    partner.projects.clear()
    assert "project:mond" in found("Weltall")
    assert "project:mond" not in found("Raumfahrt") | found("Teleskop") | found("Sternwarte")


def test_what_hangs_on_a_hidden_record_does_not_speak_of_it(bamberg):
    partner = OrganisationFactory(name="Sternwarte")
    ProjectFactory(slug="mond", title="Mond", municipalities=[bamberg], partners=[partner])
    data = TrainingDataFactory(slug="bilder", title="Mondbilder", municipality=bamberg)

    partner.state = PublicationState.ARCHIVED
    partner.save()
    assert found("Sternwarte") == set()

    bamberg.state = PublicationState.ARCHIVED
    bamberg.save()
    assert found("Bamberg") == set()
    assert f"training-data:{data.slug}" not in found("Mond")


def test_what_was_taken_over_is_found_at_its_project_and_both_municipalities(bamberg):
    mond = ProjectFactory(slug="mond", title="Mond", municipalities=[bamberg])
    taker = MunicipalityFactory(slug="kiel", name="Kiel")
    reuse = ReuseFactory(what="Klarschiff", project=mond, from_municipality=bamberg, to_municipality=taker)
    both = {"municipality:bamberg", "municipality:kiel"}
    assert found("Klarschiff") == {"project:mond", *both}
    assert "project:mond" in found("Kiel")

    ReuseFactory(what="Fernrohr", from_municipality=bamberg, to_municipality=None, to_name="Erlangen")
    assert found("Fernrohr") == found("Erlangen") == {"municipality:bamberg"}
    mond.state = PublicationState.ARCHIVED
    mond.save()
    assert found("Klarschiff") == set()
    reuse.project = None
    reuse.save()
    assert found("Klarschiff") == both


def test_deleted_relations_are_followed(bamberg):
    ProjectFactory(slug="mond", title="Mond", municipalities=[bamberg, MunicipalityFactory()])
    CooperationFactory(slug="allianz", title="Allianz", members=[bamberg])

    bamberg.delete()

    assert found("Bamberg") == set()
    assert found("Mond Allianz") == {"project:mond", "cooperation:allianz"}


def test_a_congress_is_found_by_its_sessions(bamberg):
    congress = CongressFactory(slug="kongress", title="Kongress")
    session = SessionFactory(congress=congress, title="Vortrag zur Mondlandung", municipalities=[bamberg])
    assert found("Mondlandung") == {"congress:kongress"}
    assert "congress:kongress" in found("Bamberg")

    session.municipalities.clear()
    assert "congress:kongress" not in found("Bamberg")

    Session.objects.get().delete()
    assert found("Mondlandung") == set()


def test_a_rolled_back_change_leaves_the_index_as_it_was(bamberg):
    with transaction.atomic():
        ProjectFactory(title="Drohnenschwarm", municipalities=[bamberg])
        transaction.set_rollback(True)

    assert found("Drohnenschwarm") == set()


def test_following_and_rebuilding_give_the_same_index(bamberg):
    theme = ThemeFactory(name="Raumfahrt")
    project = ProjectFactory(title="Mond", municipalities=[bamberg], themes=[theme])
    CooperationFactory(members=[bamberg])
    SessionFactory(title="Vortrag")
    project.title = "Mars"
    project.save()
    theme.name = "Weltall"
    theme.save()
    followed = index()

    rebuild()

    assert index() == followed


def test_the_first_writing_leaves_the_tables_with_their_indexes(bamberg):
    ProjectFactory(title="Mond", municipalities=[bamberg])
    followed, before = index(), indexes()
    SearchDocument.objects.all().delete()

    rebuild()

    assert (index(), indexes()) == (followed, before)
    assert len(before) > 4


def indexes():
    """Columns and order of every index of the two large tables."""
    with connection.cursor() as cursor:
        found = [
            connection.introspection.get_constraints(cursor, model._meta.db_table)
            for model in (SearchPosting, SearchName)
        ]
    return sorted((name, entry["columns"], entry.get("orders")) for table in found for name, entry in table.items())


def test_bulk_writers_call_one_function(bamberg):
    project = ProjectFactory(slug="mond", title="Mond", municipalities=[bamberg])
    type(project).objects.filter(pk=project.pk).update(title="Mars")
    assert found("Mars") == set()

    index_records(type(project), [project.pk, 10**9])

    assert found("Mars") == {"project:mond"}
