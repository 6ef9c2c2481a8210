"""A congress is not deleted while a team's notes, conversations or article hang on it. The tables stay as they are."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0006_grown_cooperation"),
    ]

    operations = [
        migrations.AlterField(
            model_name=noun,
            name="congress",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="congress.congress",
                verbose_name="congress",
            ),
        )
        for noun in ("lookback", "meeting", "note")
    ]
