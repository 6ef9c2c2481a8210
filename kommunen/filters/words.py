"""What people type into a list's filters, taken as it is meant; and parameters that no list knows."""

from django import forms
from django_filters import CharFilter

from kommunen.language.query import printable

OF_EVERY_PAGE = {"page", "page_size", "alle", "format"}
OF_NEWSLETTERS = ("utm_", "mtm_", "matomo_", "pk_", "mc_", "_")  # what counts clicks is nobody's filter
MOST_NAMED, LONGEST_NAME = 5, 40


class TextField(forms.CharField):
    """Any text: control characters that came along with it are dropped, they are nobody's fault."""

    def to_python(self, value):
        return super().to_python(value if value is None else printable(str(value)))

    def as_chip(self, value):
        """What is said of it where it is selected."""
        return printable(str(value))

    def bound_data(self, data, initial):
        return data if data is None else printable(str(data))


class TextFilter(CharFilter):
    field_class = TextField


def unknown_names(data, known):
    """The names of parameters that are no filter here, as somebody may have misspelt them. Arguments: known, names."""
    names = [
        name
        for name in data
        if name not in known
        and name not in OF_EVERY_PAGE
        and not name.startswith(OF_NEWSLETTERS)
        and not name.endswith("clid")
    ]
    return [shown for name in names[:MOST_NAMED] if (shown := printable(name)[:LONGEST_NAME].strip())]
