"""What files may say of AI data and of themes beyond what they must."""

import pytest

from kommunen.exchange.directory.loading import Refused
from kommunen.models import TrainingData

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_files_may_say_what_is_known_and_wrong_addresses_are_named(files, reload):
    files["training_data.json"][0] |= {
        "access": "open",
        "distributions": ["https://a.example/x.csv"],
        "subject": "Kronen",
    }
    files["themes.json"][0]["european"] = "TECH"
    reload()
    item = TrainingData.objects.get()
    assert (item.access, item.subject, item.places[0].media_type) == ("open", "Kronen", "text/csv")
    assert item.themes.get().european == "TECH"

    files["training_data.json"][0] |= {"distributions": ["x.csv"], "collected_from": "2025", "collected_until": "2024"}
    with pytest.raises(Refused) as refused:
        reload()
    assert [fault.field for fault in refused.value.faults] == ["distributions", "collected_until"]
