"""What the database itself refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from kommunen.models import ContinuationState, DataAccess, Membership, PersonalData, PublicationState, Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused(factory, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        factory(**fields)


def test_slugs_and_keys_are_unique():
    make.ProjectFactory(slug="eins")
    make.TerritoryFactory(key="09461000")

    refused(make.ProjectFactory, slug="eins")
    refused(make.TerritoryFactory, key="09461000")


@pytest.mark.parametrize(
    "fields",
    [
        {"key": "0946100"},  # seven digits
        {"key": "09461"},  # a district's length for a municipality
        {"key": "0946100x"},
        {"key": "01461000"},  # Schleswig-Holstein's prefix in Bavaria
        {"latitude": 45.0},
        {"longitude": 16.0},
        {"area_km2": -1},
        {"population": -1},
    ],
)
def test_a_territory_fits_the_register_and_lies_in_germany(fields):
    refused(make.TerritoryFactory, **fields)


@pytest.mark.parametrize(("kind", "key"), [("district", "09461"), ("association", "094615301")])
def test_districts_and_associations_have_keys_of_their_own_length(kind, key):
    assert make.TerritoryFactory(kind=kind, key=key).pk


@pytest.mark.parametrize("fields", [{"funding_share_percent": 101}, {"population": -5}, {"area_km2": -1}])
def test_figures_are_neither_negative_nor_above_hundred_percent(fields):
    refused(make.MunicipalityFactory, **fields)


def test_what_nobody_has_checked_is_not_published():
    refused(make.ProjectFactory, checked_on=None)
    assert make.ProjectFactory(checked_on=None, state=PublicationState.DRAFT).pk


def test_a_cooperation_lists_a_municipality_once_per_start():
    member = make.CooperationMemberFactory(start="2020", end="2021")
    again = {"cooperation": member.cooperation, "municipality": member.municipality}

    refused(make.CooperationMemberFactory, start="2020", **again)
    assert make.CooperationMemberFactory(start="2023", **again).pk


def test_memberships_of_the_same_municipality_do_not_overlap():
    member = make.CooperationMemberFactory(start="2020")
    again = make.CooperationMemberFactory.build(
        cooperation=member.cooperation, municipality=member.municipality, start="2023"
    )

    with pytest.raises(ValidationError):
        again.full_clean()

    member.end = "2021"
    member.save()
    again.full_clean()  # no fault any more


def test_a_reuse_has_one_giver_one_taker_and_a_subject():
    bamberg = make.MunicipalityFactory()

    refused(make.ReuseFactory, from_municipality=bamberg, from_name="Erlangen")
    refused(make.ReuseFactory, to_municipality=None, to_name="")
    refused(make.ReuseFactory, from_municipality=bamberg, to_municipality=bamberg)
    refused(make.ReuseFactory, what="")
    assert make.ReuseFactory(from_municipality=None, from_name="Erlangen").giver == "Erlangen"


def test_a_reuse_of_a_project_is_told_once_among_what_is_not_archived():
    project, outside = make.ProjectFactory(), {"from_municipality": None, "from_name": "Wien"}
    inside = {"from_municipality": project.municipalities.get(), "to_municipality": make.MunicipalityFactory()}
    for sides in (inside, {**inside, "to_municipality": None, "to_name": "Erlangen"}, {**inside, **outside}):
        make.ReuseFactory(project=project, state=PublicationState.ARCHIVED, **sides)
        first = make.ReuseFactory(project=project, what="Kern", **sides)
        refused(make.ReuseFactory, project=project, what="", **sides)
        refused(make.ReuseFactory, project=project, state=PublicationState.DRAFT, **sides)
        again = make.ReuseFactory.build(project=project, **{"to_municipality": None, **sides})
        with pytest.raises(ValidationError, match="schon erfasst"):
            again.validate_constraints()
        first.validate_constraints()
    assert make.ReuseFactory(**inside).pk  # told in words: another matter


def test_what_goes_public_of_a_reuse_fits_its_project_and_its_cooperation():
    halle, bamberg, kiel = (make.MunicipalityFactory(name=name) for name in ("Halle", "Bamberg", "Kiel"))
    plan = make.ProjectFactory(municipalities=[halle])
    reuse = make.ReuseFactory(
        project=plan,
        from_municipality=bamberg,
        to_municipality=kiel,
        cooperation=make.CooperationFactory(members=[bamberg, halle]),
    )

    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        reuse.clean()
    assert refusal.value.message_dict == {
        "project": ["Bamberg neither runs this project nor took it over. Record that first, or choose another."],
        "cooperation": ["Kiel: not in this cooperation. Add them there, or leave the cooperation empty."],
    }
    reuse.state = PublicationState.DRAFT
    reuse.clean()
    make.ReuseFactory(project=plan, from_municipality=halle, to_municipality=bamberg)
    make.CooperationMemberFactory(cooperation=reuse.cooperation, municipality=kiel)
    reuse.state = PublicationState.PUBLISHED
    reuse.clean()  # Bamberg took it over, Kiel takes part


def test_data_about_people_are_published_with_their_basis_and_opened_knowingly():
    about = {"personal_data": PersonalData.PSEUDONYMISED}
    refused(make.TrainingDataFactory, **about)
    refused(make.TrainingDataFactory, **about, legal_basis="Art. 6 DSGVO", access=DataAccess.OPEN)
    make.TrainingDataFactory(**about, state=PublicationState.IN_REVIEW)
    make.TrainingDataFactory(**about, legal_basis="Art. 6 DSGVO", access=DataAccess.ON_REQUEST)
    make.TrainingDataFactory(**about, legal_basis="Art. 6 DSGVO", access=DataAccess.OPEN, opening_confirmed=True)


def test_a_state_of_continuation_has_its_reason():
    refused(make.ProjectFactory, continuation=ContinuationState.SECURED)
    make.ProjectFactory(continuation=ContinuationState.SECURED, continuation_reason="Beschluss des Rats")


def test_an_editor_belongs_to_a_municipality():
    user = make.UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, role=Role.EDITOR)
