"""Rows within a form that two people have open: what one did not touch stays as the other saved it."""

from django.forms import ModelForm
from django.utils.translation import gettext as _

from kommunen.admin.conflicts import saved_by
from kommunen.admin.forms import RecordForm, keys
from kommunen.editing.changes import plain, shown


class MergingRow:
    """A row that remembers how it was read, field by field, in hidden fields beside it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            read = not self.is_bound or self.add_initial_prefix(name) in self.data
            field.show_hidden_initial = bool(self.instance.pk) and read

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if not field.show_hidden_initial or field.disabled or name not in cleaned:
                continue
            now = field.to_python(field.prepare_value(self.initial.get(name)))
            if name not in self.changed_data:
                cleaned[name] = now
            elif not same(now, self.read(name, field)) and not same(now, cleaned[name]):
                self.ask(name, field, now)
        return cleaned

    def read(self, name, field):
        """What the field said when the form was opened."""
        return field.to_python(self._widget_data_value(field.hidden_widget(), self.add_initial_prefix(name)))

    def ask(self, name, field, now):
        """Tell what somebody else saved here; sent once more, the form holds."""
        stored = self._meta.model._meta.get_field(name)
        words = {"text": shown(stored, plain(stored, now)) or "–", "who": saved_by(self.instance, stored)}
        text = _("%(who)s saved “%(text)s” here meanwhile. Please decide and save again.")
        self.add_error(name, text % words)
        self.data = self.data.copy()
        value = field.prepare_value(now)
        self.data.setlist(self.add_initial_prefix(name), value if isinstance(value, list) else [value])


def same(one, other):
    """Whether two cleaned values are equal; relations by what they lead to."""
    if hasattr(one, "pk") or hasattr(other, "pk") or isinstance(one, list):
        return keys(one) == keys(other)
    return one == other


class RowForm(MergingRow, RecordForm):
    """A record within another record's form."""


class SourceForm(MergingRow, ModelForm):
    """A source within its record's form."""
