"""What all nouns share: state, roles, versions, history, addresses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from kommunen.models import Municipality, Project, PublicationState, Role, TrainingData
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_public_sees_what_is_published_and_staff_sees_all():
    public = make.ProjectFactory()
    draft = make.ProjectFactory(state=PublicationState.DRAFT)
    reader = make.UserFactory(role=Role.READER)
    stranger = make.UserFactory()

    assert list(Project.objects.visible_to(AnonymousUser())) == [public]
    assert list(Project.objects.visible_to(stranger)) == [public]
    assert set(Project.objects.visible_to(reader)) == {public, draft}


def test_an_editor_changes_only_what_belongs_to_the_own_municipality():
    kempten, bamberg = make.MunicipalityFactory(), make.MunicipalityFactory()
    own = make.ProjectFactory(municipalities=[kempten, bamberg])
    make.ProjectFactory(municipalities=[bamberg])
    data = make.TrainingDataFactory(municipality=kempten)
    editor = make.editor_of(kempten)

    assert list(Municipality.objects.editable_by(editor)) == [kempten]
    assert list(Project.objects.editable_by(editor)) == [own]
    assert list(TrainingData.objects.editable_by(editor)) == [data]
    assert list(kempten.territories.model.objects.editable_by(editor)) == []


def test_the_pmo_changes_everything_and_readers_and_strangers_nothing():
    project = make.ProjectFactory()

    assert list(Project.objects.editable_by(make.pmo())) == [project]
    for user in [make.UserFactory(role=Role.READER), make.UserFactory(), AnonymousUser()]:
        assert list(Project.objects.editable_by(user)) == []


def test_an_account_switched_off_may_do_nothing():
    make.ProjectFactory()
    user = make.pmo()
    user.is_active = False

    assert list(Project.objects.editable_by(user)) == []


def test_every_save_raises_the_version_and_leaves_a_trace():
    project = make.ProjectFactory(title="Alt")
    project.title = "Neu"
    project.save(update_fields=["title"])

    assert Project.objects.values_list("version", flat=True).get() == 2
    assert list(project.history.values_list("title", flat=True))[:2] == ["Neu", "Alt"]


def test_relations_are_part_of_the_history():
    theme = make.ThemeFactory()
    project = make.ProjectFactory()
    project.themes.add(theme)

    assert [row.theme for row in project.history.first().themes.all()] == [theme]


def test_a_changed_address_leads_on_and_can_be_taken_again(client):
    project = make.ProjectFactory(slug="alt")
    project.slug = "neu"
    project.save()

    response = client.get("/projekte/alt/")
    assert (response.status_code, response.url) == (301, "/projekte/neu/")

    project.slug = "noch-neuer"
    project.save()
    assert client.get("/projekte/alt/").url == "/projekte/noch-neuer/"

    another = make.ProjectFactory(slug="alt")
    assert client.get("/projekte/alt/").context["project"] == another


def test_the_alphabet_is_the_german_one():
    for name in ["Zwönitz", "Ötigheim", "Olpe", "Ostheim", "„Anna“"]:
        make.MunicipalityFactory(name=name)

    names = Municipality.objects.values_list("name", flat=True)
    assert list(names) == ["„Anna“", "Olpe", "Ostheim", "Ötigheim", "Zwönitz"]


def test_nobody_has_checked_anything_tomorrow():
    tomorrow = timezone.localdate() + timedelta(days=1)
    project = make.ProjectFactory()
    source = make.SourceFactory(record=project)

    for record in (project, source):
        record.checked_on = tomorrow
        with pytest.raises(ValidationError, match="checked_on"):
            record.full_clean()
        record.checked_on = timezone.localdate()
        record.full_clean()

    stands = make.ProjectFactory(checked_on=tomorrow)  # as a clock that was wrong has left it
    stands.full_clean()


@pytest.mark.parametrize(
    ("factory", "name", "most"),
    [
        (make.MunicipalityFactory, "population", 2**31 - 1),
        (make.TerritoryFactory, "population", 2**31 - 1),
        (make.CongressFactory, "participants", 2**31 - 1),
        (make.CongressFactory, "number", 2**15 - 1),
    ],
)
def test_a_number_that_one_database_cannot_keep_is_refused_by_both(factory, name, most):
    record = factory()
    setattr(record, name, most)
    record.full_clean()
    setattr(record, name, most + 1)

    with pytest.raises(ValidationError) as refused:
        record.full_clean()

    assert list(refused.value.message_dict) == [name]
