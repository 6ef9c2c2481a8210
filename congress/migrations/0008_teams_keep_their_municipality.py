"""A municipality is not deleted while a team's notes, conversations or article hang on it. The tables stay alike."""

import django.db.models.deletion
from django.db import migrations, models


def kept(noun, name, related_name):
    return migrations.AlterField(
        model_name=noun,
        name=name,
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT,
            related_name=related_name,
            to="kommunen.municipality",
            verbose_name="other municipality" if name == "other" else name,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0007_notes_keep_their_congress"),
        ("kommunen", "0017_terms_by_their_bytes"),
    ]

    operations = [
        *(kept(noun, "municipality", "own_%(class)ss") for noun in ("lookback", "meeting", "note")),
        kept("meeting", "other", "met_in"),
    ]
