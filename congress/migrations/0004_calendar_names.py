"""Give every congress and session the name by which calendar programs know it again."""

import uuid

from django.db import migrations, models

NAMESPACE = uuid.UUID("0f5a3f0e-6d0c-5a54-9d9e-3b1c6a7f2d41")


def name_all(apps, schema_editor):
    """Name what is stored as it would be named if it were stated today, its former versions as well."""
    for noun in ("congress", "session"):
        model = apps.get_model("congress", noun)
        history = apps.get_model("congress", f"historical{noun}")
        records = model.objects.select_related("congress") if noun == "session" else model.objects.all()
        for record in records:
            stated = [str(record.congress.uid), record.title] if noun == "session" else [record.slug]
            record.uid = uuid.uuid5(NAMESPACE, "/".join([noun, *stated]))
            model.objects.filter(pk=record.pk).update(uid=record.uid)
            history.objects.filter(id=record.pk).update(uid=record.uid)


class Migration(migrations.Migration):
    dependencies = [
        ("congress", "0003_companion"),
    ]

    operations = [
        *[
            migrations.AddField(
                model_name=name,
                name="uid",
                field=models.UUIDField(default=uuid.uuid4, editable=False, verbose_name="name in calendars"),
            )
            for name in ("congress", "historicalcongress", "historicalsession", "session")
        ],
        migrations.RunPython(name_all, migrations.RunPython.noop),
    ]
