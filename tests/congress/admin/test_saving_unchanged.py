"""A page that is opened and saved as it was: nothing is refused, nothing changes, over the real data."""

import pytest
from django.db.models import Count
from django.urls import reverse

from congress.models import Congress
from kommunen.models import Cooperation, Municipality, Organisation, Project, Reuse, Theme, TrainingData
from tests.factories import pmo
from tests.kommunen.admin.forms import filled
from tests.staff import logged_in

TOLD_ANEW = {"csrfmiddlewaretoken", "version"}  # with every page
RICHEST = {  # by what makes a form long, or hangs on many others
    Congress: "sessions",
    Cooperation: "members",
    Municipality: "territories",
    Organisation: "projects",
    Project: "municipalities",
    Reuse: "sources",
    Theme: "projects",
    TrainingData: "themes",
}


@pytest.mark.once
@pytest.mark.parametrize("model", RICHEST, ids=lambda model: model._meta.model_name)
def test_what_is_saved_as_it_was_stays_as_it_was(real_data, db, model):
    client, name = logged_in(pmo()), model._meta.model_name
    for record in model.objects.annotate(rows=Count(RICHEST[model])).order_by("-rows", "pk")[:2]:
        url = reverse(f"admin:{model._meta.app_label}_{name}_change", args=[record.pk])
        before = filled(client.get(url), f"{name}_form")

        answer = client.post(url, before)

        assert answer.status_code == 302, (url, answer.context["errors"])
        after = filled(client.get(url), f"{name}_form")
        assert {field for field in before | after if before.get(field) != after.get(field)} <= TOLD_ANEW
