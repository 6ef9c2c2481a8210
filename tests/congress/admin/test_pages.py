"""Every page of every noun: it loads, asks the database rarely, and keeps the content security policy."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.forms import ModelChoiceField
from django.forms.models import InlineForeignKeyField
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factory import Sequence

from kommunen.models import Municipality, OldAddress, Proposal, Record, Role, Synonym, User
from tests import factories

pytestmark = pytest.mark.once  # forms and pages; the rules below them run on both engines


class SynonymFactory(factories.RecordFactory):
    class Meta:
        model = Synonym

    word = Sequence("Müll {}".format)
    meaning = "Abfall"


NOUNS = {
    "congress.attendance": factories.AttendanceFactory,
    "congress.congress": factories.CongressFactory,
    "congress.outcome": factories.OutcomeFactory,
    "congress.session": factories.SessionFactory,
    "kommunen.cooperation": factories.CooperationFactory,
    "kommunen.fundinground": factories.FundingRoundFactory,
    "kommunen.municipality": factories.MunicipalityFactory,
    "kommunen.oldaddress": None,
    "kommunen.organisation": factories.OrganisationFactory,
    "kommunen.page": factories.PageFactory,
    "kommunen.programmefact": factories.ProgrammeFactFactory,
    "kommunen.project": factories.ProjectFactory,
    "kommunen.proposal": None,
    "kommunen.reuse": factories.ReuseFactory,
    "kommunen.synonym": SynonymFactory,
    "kommunen.technology": factories.TechnologyFactory,
    "kommunen.territory": factories.TerritoryFactory,
    "kommunen.theme": factories.ThemeFactory,
    "kommunen.trainingdata": factories.TrainingDataFactory,
    "kommunen.user": factories.UserFactory,
}
NEVER_ADDED = {"kommunen.oldaddress", "kommunen.proposal"}
OF_THE_PMO = {"kommunen.user", "kommunen.proposal"}
INLINE = re.compile(
    r"<style|\s(?:style|on[a-z]+)=|javascript:|<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE
)


def address(noun, page, *args):
    return reverse(f"admin:{noun.replace('.', '_')}_{page}", args=args)


def make(noun, number=0):
    """One record of a noun with the relations that its list shows; the same two municipalities for all."""
    factories.MunicipalityFactory.create_batch(2 - min(2, Municipality.objects.count()))
    if noun == "kommunen.oldaddress":
        project = factories.ProjectFactory()
        kind = ContentType.objects.get_for_model(project)
        return OldAddress.objects.create(content_type=kind, object_id=project.pk, slug=f"alt-{number}")
    ours = Municipality.objects.order_by("pk")[:2]
    if noun == "kommunen.proposal":
        return Proposal.objects.create(record=ours[number % 2], text="Die Einwohnerzahl ist alt.")
    extra = {
        "congress.outcome": {"municipalities": ours},
        "congress.session": {"municipalities": ours},
        "kommunen.cooperation": {"members": ours},
        "kommunen.fundinground": {"number": 100 + number},
        "kommunen.page": {"slug": f"seite-{number}"},
        "kommunen.project": {"municipalities": ours},
        "kommunen.reuse": {"from_municipality": ours[0], "to_municipality": ours[1]},
        "kommunen.trainingdata": {"municipality": ours[0]},
        "kommunen.user": {"role": Role.READER},
    }.get(noun, {})
    return NOUNS[noun](**extra)


def test_every_registered_noun_is_walked():
    assert sorted(NOUNS) == sorted(model._meta.label_lower for model in admin.site._registry)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_asks_at_most_twelve_times_however_many_rows(as_pmo, noun):
    make(noun)
    few = queries(as_pmo, address(noun, "changelist"))
    for number in range(1, 12):
        make(noun, number)
    many = queries(as_pmo, address(noun, "changelist"))

    assert many <= 12
    assert many <= few + 1  # content types and the like are remembered, one prefetch may have had nothing to do


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("noun", NOUNS)
def test_no_page_of_a_noun_breaks_the_content_security_policy(as_pmo, noun):
    record = make(noun)
    pages = [
        address(noun, "changelist"),
        address(noun, "changelist") + "?q=a",
        address(noun, "change", record.pk),
        address(noun, "delete", record.pk),
        address(noun, "history", record.pk),
    ]
    if noun not in NEVER_ADDED:
        pages.append(address(noun, "add"))
    if isinstance(record, Record):
        pages.append(address(noun, "help"))
        helped = admin.site._registry[type(record)]
        assert helped.belongs_here, "say in its admin what belongs there"
        assert helped.example, "show in its admin an example"
    for page in pages:
        response = as_pmo.get(page)

        assert response.status_code == 200, page
        assert INLINE.findall(response.content.decode()) == [], page


def test_no_page_around_the_nouns_breaks_the_content_security_policy(client, as_pmo):
    project = factories.ProjectFactory()
    project.title = "Neuer Titel"
    project.save()
    account = factories.UserFactory(role=Role.READER)
    version = address("kommunen.project", "simple_history", project.pk, project.history.last().pk)
    pages = [
        reverse("admin:index"),
        reverse("admin:app_list", args=["kommunen"]),
        reverse("admin:app_list", args=["congress"]),
        reverse("admin:password_change"),
        reverse("admin:password_change_done"),
        reverse("admin:auth_user_password_change", args=[account.pk]),
        address("kommunen.project", "change", project.pk) + "?_popup=1",
        address("kommunen.project", "history", project.pk),
        version,
    ]
    for page in pages:
        response = as_pmo.get(page)

        assert response.status_code == 200, page
        assert INLINE.findall(response.content.decode()) == [], page
    assert INLINE.findall(client.get(reverse("account_login")).content.decode()) == []


@pytest.mark.parametrize("noun", NOUNS)
def test_every_relation_is_a_search_field(noun):
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True)
    model_admin = next(found for model, found in admin.site._registry.items() if model._meta.label_lower == noun)
    forms = [model_admin.get_form(request)]
    forms += [inline.get_formset(request).form for inline in model_admin.get_inline_instances(request)]

    plain = [
        name
        for form in forms
        for name, field in form.base_fields.items()
        if isinstance(field, ModelChoiceField)
        and not isinstance(field, InlineForeignKeyField)
        and not isinstance(getattr(field.widget, "widget", field.widget), AutocompleteMixin)
    ]

    assert plain == []


@pytest.mark.parametrize("noun", sorted(set(NOUNS) - NEVER_ADDED))
def test_everybody_but_staff_is_led_to_the_login(client, noun):
    pages = [address(noun, "changelist"), address(noun, "add"), address(noun, "change", 1)]
    assert [client.get(page).headers["Location"] for page in pages] == [f"/admin/login/?next={page}" for page in pages]


@pytest.mark.parametrize("noun", sorted(set(NOUNS) - OF_THE_PMO))
def test_a_reader_looks_at_everything_and_changes_nothing(as_reader, noun):
    record = make(noun)

    assert as_reader.get(address(noun, "changelist")).status_code == 200
    assert as_reader.get(address(noun, "change", record.pk)).status_code == 200
    assert as_reader.get(address(noun, "history", record.pk)).status_code == 200
    assert as_reader.get(address(noun, "add")).status_code == 403
    assert as_reader.post(address(noun, "change", record.pk), {}).status_code == 403
    assert as_reader.post(address(noun, "delete", record.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_who_has_no_role_sees_nothing(as_nobody, noun):
    record = make(noun)

    assert as_nobody.get(address(noun, "changelist")).status_code == 403
    assert as_nobody.get(address(noun, "change", record.pk)).status_code == 403
    assert as_nobody.get(address(noun, "history", record.pk)).status_code == 403
