"""Dates and numbers in forms: shown as the pages show them, understood as people type them, never guessed."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kommunen.admin.dates import StatedDateFormField
from kommunen.admin.numbers import GermanDecimalField, GermanFloatField, GermanIntegerField
from kommunen.models import Project
from tests.factories import MunicipalityFactory, ProjectFactory, ReuseFactory
from tests.kommunen.admin.forms import filled

pytestmark = pytest.mark.once  # forms and pages


def change(record):
    return reverse(f"admin:kommunen_{record._meta.model_name}_change", args=[record.pk])


def test_dates_are_shown_typed_and_told_in_one_manner(as_pmo):
    project = ProjectFactory(start="2024-04", end="2027-06-30", checked_on=date(2026, 11, 2))
    fields = filled(as_pmo.get(change(project)), "project_form")
    shown = [fields[name] for name in ("start", "end", "checked_on")]

    as_pmo.post(change(project), {**fields, "start": "5/2024"})

    entry = as_pmo.get(reverse("admin:kommunen_project_history", args=[project.pk])).context["page_obj"][0]
    ReuseFactory(since="2023-02")
    assert shown == [["04/2024"], ["30.06.2027"], ["02.11.2026"]]
    assert [(told["old"], told["new"]) for told in entry.changes] == [("04/2024", "05/2024")]
    assert Project.objects.values_list("start", "end").get(pk=project.pk) == ("2024-05", "2027-06-30")
    assert "02/2023" in as_pmo.get(reverse("admin:kommunen_reuse_changelist")).content.decode()


@pytest.mark.parametrize("typed", ["Sommer 2027", "31.02.2027"])
def test_what_is_no_date_is_quoted_as_it_was_typed_and_the_forms_are_named(typed):
    field = StatedDateFormField(max_length=10, required=False)
    with pytest.raises(ValidationError, match=f"„{typed}“ ist kein Datum. Bitte schreiben Sie das Jahr"):
        field.clean(typed)
    assert (field.widget.attrs, field.clean("30.6.2027"), field.clean("")) == ({}, "2027-06-30", "")


@pytest.mark.parametrize(("value", "shown"), [("2027-13", "2027-13"), ("2027-06", "06/2027"), ("", ""), (None, None)])
def test_what_is_no_date_stays_in_its_field_as_it_was_typed(value, shown):
    assert StatedDateFormField().prepare_value(value) == shown


@pytest.mark.parametrize("typed", ["17,5 Mio.", "65 %", "über 200"])
def test_what_is_no_number_is_answered_with_an_example(typed):
    with pytest.raises(ValidationError, match=r"z\. B\. 17\.500\.000"):
        GermanIntegerField().clean(typed)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (GermanIntegerField(), "17.500.000", 17_500_000),
        (GermanIntegerField(), "17\u202f500", 17_500),
        (GermanIntegerField(), "77373", 77_373),
        (GermanIntegerField(), "77,373", None),
        (GermanIntegerField(), "1.7500", None),
        (GermanDecimalField(decimal_places=2), "1.054,62", Decimal("1054.62")),
        (GermanDecimalField(decimal_places=2), "54.62", Decimal("54.62")),
        (GermanDecimalField(decimal_places=2), "54.620", Decimal(54_620)),
        (GermanDecimalField(decimal_places=2), "1,054.62", None),
        (GermanFloatField(), "49.894", 49.894),
        (GermanFloatField(), "49,894", 49.894),
    ],
)
def test_numbers_are_understood_in_german_and_plain_and_never_guessed(field, typed, kept):
    if kept is None:
        with pytest.raises(ValidationError):
            field.clean(typed)
    else:
        assert field.clean(typed) == kept
        assert not field.has_changed(kept, field.prepare_value(kept))


def test_numbers_are_shown_and_read_back_as_the_pages_show_them(as_pmo):
    bamberg = MunicipalityFactory(population=77_373, area_km2=Decimal("54.62"), funding_total_eur=17_500_000)
    names = ("population", "area_km2", "funding_total_eur")
    fields = filled(as_pmo.get(change(bamberg)), "municipality_form")
    assert [fields[name] for name in names] == [["77.373"], ["54,62"], ["17.500.000"]]

    as_pmo.post(change(bamberg), fields)
    bamberg.refresh_from_db()
    assert (bamberg.version, bamberg.population) == (1, 77_373)
    as_pmo.post(change(bamberg), {**fields, "area_km2": "1.054,6"})
    bamberg.refresh_from_db()
    assert (bamberg.version, bamberg.area_km2) == (2, Decimal("1054.60"))
