"""Remember which conversations phones have sent in, so that each counts once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0004_calendar_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmeeting",
            name="entered",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="meeting",
            name="entered",
            field=models.JSONField(default=list, editable=False),
        ),
    ]
