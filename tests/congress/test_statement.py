"""The accessibility statement: whom to write to, when it was last reviewed, and a warning once that is a year ago."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from congress.doctor import statement
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WARNINGS = {"de": "Überprüfung überfällig", "en": "Review overdue"}
WORDS = {"de": "Zuletzt überprüft am:", "en": "Last reviewed on:"}


@pytest.mark.parametrize(("days", "due"), [(0, False), (365, False), (366, True)])
def test_an_old_review_warns_reader_and_operator(client, days, due):
    checked_on = timezone.localdate() - timedelta(days=days)
    make.PageFactory(slug="barrierefreiheit", checked_on=checked_on)

    for language, path in [("de", "/barrierefreiheit/"), ("en", "/en/barrierefreiheit/")]:
        page = client.get(path).content.decode()
        assert (WARNINGS[language] in page) is due
        assert WORDS[language] in page
        assert f'datetime="{checked_on}"' in page
    with translation.override("de"):
        assert (statement().fault == "Sie wurde vor mehr als einem Jahr zuletzt geprüft.") is due


def test_other_texts_have_no_yearly_review(client):
    make.PageFactory(slug="impressum", checked_on=timezone.localdate() - timedelta(days=900))
    page = client.get("/impressum/").content.decode()
    assert WARNINGS["de"] not in page
    assert "Stand:" in page


def test_the_shipped_draft_says_whom_to_write_to_in_both_languages(real_data, client):
    for path, heading in [
        ("/barrierefreiheit/", "Feedback und Kontakt"),
        ("/en/barrierefreiheit/", "Feedback and con"),
    ]:
        page = client.get(path).content.decode()
        assert heading in page
        assert "WCAG) 2.2" in page
