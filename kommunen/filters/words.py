"""What people type into a list's filters, taken as it is meant; and parameters that no list knows."""

from django import forms
from django.utils.translation import gettext as _
from django_filters import CharFilter

from kommunen.language.query import clean, parse_query, printable

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


def strange_names(data, known):
    """The names of parameters that are no filter here. Arguments: data, a query string; known, names."""
    return [
        name
        for name in data
        if name not in known
        and name not in OF_EVERY_PAGE
        and not name.startswith(OF_NEWSLETTERS)
        and not name.endswith("clid")
    ]


class KnownNames:
    """What a question has of parameters that nobody knows here: a page says so, a file and the API refuse them.

    Needs ``data``, the query string; ``form``; ``accepted_names``, all that is known; ``known_names``, those to tell
    people.
    """

    @property
    def unknown_names(self):
        """The names of parameters that are no filter here, as somebody may have misspelt them; a few of them."""
        names = strange_names(self.data, self.accepted_names)
        return [shown for name in names[:MOST_NAMED] if (shown := printable(name)[:LONGEST_NAME].strip())]

    @property
    def name_faults(self):
        """Why these are refused: {name: [sentence]}; a mistyped filter must not widen what a program gets."""
        return faults_of_names(self.unknown_names, self.known_names)

    @property
    def near_places(self):
        """Names like that of the unknown place from which the nearest were asked for."""
        faults = self.form.errors.as_data().get("nahe", ())
        return [name for fault in faults for name in (fault.params or {}).get("near", ())]

    @property
    def was_cut(self):
        """Whether the words were too many: only the first 200 characters of them were searched for."""
        return clean(self.data.get("q"))[1]

    @property
    def no_word(self):
        """Why there is nothing to look for in what was typed, and what to do; "" where there is something."""
        query = parse_query(self.data.get("q"))
        if query.words or query.phrases or not query.text:
            return ""
        if query.excluded:
            return _("This only says what to leave out. Please add a word to look for, such as: Daten -Drohne.")
        return _("“%(text)s” holds no word to look for. Please write one, such as: Daten.") % {"text": query.text}

    @property
    def known_question(self):
        """The question without them: what a page that ignores them shows."""
        question = self.data.copy()
        for name in strange_names(self.data, self.accepted_names):
            del question[name]
        return question


def faults_of_names(names, known):
    """Why parameters that nobody knows are refused: {name: [sentence]}. Arguments: known, the names that there are."""
    text = _("There is no filter of this name. There are: %(known)s.") if known else _("There are no filters here.")
    return {name: [text % {"known": ", ".join(known)}] for name in names}
