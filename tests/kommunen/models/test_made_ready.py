"""The migration that brings what stands against the rules of publication into their shape."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from kommunen.models import PublicationState, Reuse, ReviewStep, SearchDocument, TrainingData, current_version
from tests import factories as make

MIGRATION = import_module("kommunen.migrations.0015_before_it_is_demanded")
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def without_rules(db):
    """As it was before the rules: SQLite can be told to overlook them."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        cursor.execute("DROP INDEX reuse_of_a_project_told_once")
        yield
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_what_stands_against_the_rules_is_moved_named_and_found_no_more(without_rules, caplog):
    about_people, harmless = make.TrainingDataFactory.create_batch(2)
    TrainingData.objects.filter(pk=about_people.pk).update(
        personal_data="contained", legal_basis="Gesetz", access="open"
    )
    project = make.ProjectFactory(slug="ohne-grund")
    type(project).objects.filter(pk=project.pk).update(continuation="secured")
    sides = {"project": project, "from_municipality": harmless.municipality, "to_municipality": None, "to_name": "Wien"}
    draft = make.ReuseFactory(**sides, state=PublicationState.DRAFT)
    public = make.ReuseFactory(**sides)
    before = current_version()

    MIGRATION.make_ready(apps, None)

    assert dict(TrainingData.objects.values_list("pk", "state")) == {
        about_people.pk: "in_review",
        harmless.pk: "published",
    }
    assert dict(Reuse.objects.values_list("pk", "state")) == {draft.pk: "archived", public.pk: "published"}
    assert [row.record for row in ReviewStep.objects.order_by("pk")] == [about_people, draft]
    assert [line.split(":")[0] for line in caplog.messages] == [
        "Project ohne-grund",
        f"AI data {about_people.slug}",
        f"Reuse {draft.pk}",
    ]
    found = SearchDocument.objects.filter(type="training-data").values_list("object_id", flat=True)
    assert list(found) == [harmless.pk]
    assert current_version() > before
