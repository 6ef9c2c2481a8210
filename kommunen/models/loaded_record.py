"""What the loader wrote last time: the yardstick that tells an editor's change from an older file."""

from django.db import models


class LoadedRecord(models.Model):
    """The values that ``load_directory`` last wrote for one record of the files.

    ``noun`` is the model's label ("kommunen.project"), ``key`` how the files name the record (its slug, mostly),
    ``object_id`` the row it became, ``values`` what was written, field by field.
    """

    noun = models.CharField(max_length=60)
    key = models.CharField(max_length=800)
    object_id = models.PositiveBigIntegerField()
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["noun", "key"], name="loaded_record_once")]

    def __str__(self):
        return f"{self.noun}: {self.key}"
