"""Dates keep the precision of their source."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kommunen.models import Municipality, Project, first_day, last_day
from tests.factories import MunicipalityFactory, ProjectFactory


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-04-15", date(2024, 4, 15), date(2024, 4, 15)),
        ("", None, None),
    ],
)
def test_a_stated_date_has_a_first_and_a_last_day(stated, first, last):
    assert (first_day(stated), last_day(stated)) == (first, last)


@pytest.mark.parametrize(
    ("written", "kept"),
    [("30.6.2027", "2027-06-30"), ("30. 06. 2027", "2027-06-30"), ("6/2027", "2027-06"), (" 06.2027 ", "2027-06")],
)
def test_a_date_written_in_german_is_kept_as_exactly_as_it_is_stated(written, kept):
    project = Project(title="Titel", slug="titel", start=written)

    project.clean_fields()

    assert project.start == kept


@pytest.mark.parametrize(
    "nonsense", ["30.2.2027", "13/2027", "24", "2024-13", "2024-02-30", "bald", "2024/05", "2024-5", "1024"]
)
def test_what_is_no_date_is_refused_beside_its_field(nonsense):
    project = Project(title="Titel", slug="titel", start=nonsense)

    with pytest.raises(ValidationError) as fault:
        project.clean_fields()

    assert list(fault.value.message_dict) == ["start"]


@pytest.mark.parametrize(
    ("start", "end"), [("2025", "2024"), ("2025-03", "2025-02"), ("2025-03-02", "2025-03-01"), ("2025-03", "2024")]
)
def test_the_database_refuses_an_end_before_the_start(start, end, db):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(start=start, end=end)


@pytest.mark.parametrize(
    ("start", "end"), [("2025", "2025-03"), ("2025-03", "2025"), ("2025-03-05", "2025-03"), ("", "2020"), ("2025", "")]
)
def test_periods_that_may_overlap_are_accepted(start, end, db):
    project = ProjectFactory(start=start, end=end)

    assert Project.objects.values_list("start", "end").get(pk=project.pk) == (start, end)


def test_the_last_day_of_the_funding_follows_from_what_is_stated(db):
    municipality = MunicipalityFactory(funding_end="2027-06")
    assert municipality.funding_ends_on == date(2027, 6, 30)

    municipality.funding_end = "2028"
    municipality.save()

    assert Municipality.objects.get(pk=municipality.pk).funding_ends_on == date(2028, 12, 31)
