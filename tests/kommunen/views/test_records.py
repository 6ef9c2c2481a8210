"""A record's own page: what it shows, in a constant number of queries."""

import pytest

from kommunen.models import CooperationKind
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def crowded_municipality(count):
    municipality = make.MunicipalityFactory(slug="bamberg")
    theme = make.ThemeFactory()
    for _number in range(count):
        make.SourceFactory(record=make.ProjectFactory(municipalities=[municipality], themes=[theme]))
        make.CooperationFactory(members=[municipality, make.MunicipalityFactory()], themes=[theme])
        make.CooperationFactory(members=[municipality], kind=CooperationKind.EVENT)
        make.ReuseFactory(to_municipality=municipality, project=make.ProjectFactory())
        make.TrainingDataFactory(municipality=municipality)
        make.AttendanceFactory(municipality=municipality)
        make.SourceFactory(record=municipality)
    return "/kommunen/bamberg/"


def crowded_project(count):
    project = make.ProjectFactory(
        slug="bakim",
        municipalities=make.MunicipalityFactory.create_batch(count),
        themes=make.ThemeFactory.create_batch(count),
        technologies=make.TechnologyFactory.create_batch(count),
        partners=make.OrganisationFactory.create_batch(count),
    )
    for _number in range(count):
        make.SourceFactory(record=project)
        make.SourceFactory(record=make.ReuseFactory(project=project, cooperation=make.CooperationFactory()))
    return "/projekte/bakim/"


def crowded_cooperation(count):
    cooperation = make.CooperationFactory(slug="toolbox", members=make.MunicipalityFactory.create_batch(count))
    for _number in range(count):
        make.SourceFactory(record=cooperation)
        make.ReuseFactory(cooperation=cooperation)
    return "/kooperationen/toolbox/"


def crowded_theme(count):
    theme = make.ThemeFactory(slug="ki")
    for _number in range(count):
        make.ProjectFactory(themes=[theme], status="in_operation")
        make.CooperationFactory(themes=[theme], members=[make.MunicipalityFactory()])
        make.TrainingDataFactory(themes=[theme])
    return "/themen/ki/"


def crowded_data(count):
    item = make.TrainingDataFactory(slug="daten", themes=make.ThemeFactory.create_batch(count))
    make.SourceFactory.create_batch(count, record=item)
    return "/ki-daten/daten/"


def crowded_congress(count):
    congress = make.CongressFactory(slug="kiel", host=make.MunicipalityFactory())
    for _number in range(count):
        both = {"municipalities": [make.MunicipalityFactory()]}
        make.SourceFactory(record=make.SessionFactory(congress=congress, themes=[make.ThemeFactory()], **both))
        make.OutcomeFactory(congress=congress, **both)
        make.AttendanceFactory(congress=congress)
    return "/kongresse/kiel/"


def crowded_start(count):
    for number in range(count):
        make.ProjectFactory(themes=[make.ThemeFactory()])
        make.CongressFactory(start=f"20{10 + number}")
    return "/"


def crowded_map(count):
    make.ProjectFactory.create_batch(count)
    return "/karte/"


def crowded_news(count):
    make.TrainingDataFactory.create_batch(count)
    return "/neues/"


def crowded_about(count):
    make.SourceFactory.create_batch(count, record=make.ProgrammeFactFactory())
    make.ProgrammeFactFactory.create_batch(count)
    return "/ueber/"


PAGES = {
    crowded_municipality: 27,
    crowded_project: 17,
    crowded_cooperation: 15,
    crowded_theme: 24,
    crowded_data: 7,
    crowded_congress: 22,
    crowded_start: 14,
    crowded_map: 7,
    crowded_news: 8,
    crowded_about: 8,
}


@pytest.mark.parametrize("build", PAGES)
@pytest.mark.parametrize("count", [1, 5])
def test_a_page_takes_the_same_queries_however_much_hangs_on_it(client, django_assert_max_num_queries, build, count):
    address = build(count)
    client.get(address)  # content types are asked for once per process

    with django_assert_max_num_queries(PAGES[build]):
        assert client.get(address).status_code == 200


def test_a_profile_shows_works_partners_and_reuse(client):
    bamberg, kiel = make.MunicipalityFactory(slug="bamberg"), make.MunicipalityFactory(name="Kiel")
    ki = make.ThemeFactory()
    make.ProjectFactory(slug="bakim", municipalities=[bamberg], themes=[ki])
    make.ProjectFactory(slug="ohne", municipalities=[bamberg])
    toolbox = make.CooperationFactory(members=[bamberg, kiel])
    meeting = make.CooperationFactory(
        members=[bamberg, make.MunicipalityFactory(name="Köln")], kind=CooperationKind.EVENT
    )
    reuse = make.ReuseFactory(from_municipality=bamberg)

    context = client.get("/kommunen/bamberg/").context

    groups = [(theme, [project.slug for project in projects]) for theme, projects in context["projects_by_theme"]]
    assert groups == [(ki, ["bakim"]), (None, ["ohne"])]
    assert context["cooperations"] == [toolbox]
    assert context["meetings"] == [meeting]
    assert [partner.name for partner in context["partners"]] == ["Kiel"]
    assert list(context["reuses"]) == [reuse]


def test_what_is_unknown_is_shown_as_unknown(client):
    make.MunicipalityFactory(slug="leer", population=None, summary="")

    text = client.get("/en/kommunen/leer/").content.decode()

    assert "not known" in text
    assert "None" not in text


def test_news_names_single_changes_and_counts_what_came_in_together(client):
    for project in make.ProjectFactory.create_batch(6, municipalities=[]):
        last = project
    last.title = "Geändert"
    last.save()
    single = make.TrainingDataFactory()

    entries = client.get("/neues/").context["entries"]

    shown = {(entry.noun.model_name, entry.record, entry.count) for entry in entries}
    assert shown == {
        ("project", None, 6),
        ("project", last, 0),
        ("trainingdata", single, 0),
        ("municipality", single.municipality, 0),
    }


def test_sources_and_the_day_of_the_check_stand_on_the_page(client):
    project = make.ProjectFactory(slug="bakim")
    make.SourceFactory(record=project, address="https://www.smartcity.bamberg.de/bakim", publisher="")

    text = client.get("/en/projekte/bakim/").content.decode()

    assert 'href="https://www.smartcity.bamberg.de/bakim"' in text
    assert '>smartcity.bamberg.de<span class="sources__place"> … bakim</span></a>' in text  # two pages of a host differ
    assert 'datetime="2026-11-22"' in text


def test_of_many_sources_each_says_when_it_was_checked(client):
    project = make.ProjectFactory(slug="bakim")
    for day in range(1, 5):
        make.SourceFactory(record=project, address=f"https://bamberg.de/{day}/", checked_on=f"2026-10-0{day}")

    text = client.get("/projekte/bakim/").content.decode()

    assert [f'datetime="2026-10-0{day}"' in text for day in range(1, 5)] == [True] * 4


def test_in_english_each_name_is_german_and_what_joins_them_is_not(client):
    make.CooperationFactory(members=[make.MunicipalityFactory(name=name) for name in ("Kiel", "Lübeck")])

    assert (
        '<span lang="de">Kiel</span> and <span lang="de">Lübeck</span>'
        in client.get("/en/kooperationen/").content.decode()
    )
    assert "Kiel und Lübeck" in client.get("/kooperationen/").content.decode()


def test_the_operators_page_is_cleaned_and_marked_as_a_draft(client):
    make.PageFactory(body="## Anbieter\n\n<script>alert(1)</script> **Amt**", placeholder=True)

    text = client.get("/impressum/").content.decode()

    assert "<h2>Anbieter</h2>" in text
    assert "alert(1)" not in text
    assert "kern-alert--warning" in text
