"""What somebody asks of two municipalities: chosen from lists, or written in one line; the same for page and API."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kommunen.language.query import printable
from kommunen.network.question import LONGEST, question
from kommunen.network.states import too_many
from kommunen.search.quoting import quoted

RESULTS, MOST_RESULTS = 10, 100
UNKNOWN = "unknown"  # the code of a fault: there is no such municipality


class ContentSelect(forms.Select):
    """A list of contents, which stay German: on other pages its options say so."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value and not (get_language() or "de").startswith("de"):
            option["attrs"]["lang"] = "de"
        return option


class FreeTextField(forms.CharField):
    """What somebody wrote: control characters that came along with it are dropped; what is too long stays so."""

    def to_python(self, value):
        text = super().to_python(value)
        return text if len(text) > self.max_length else printable(text)


class ChosenField(forms.CharField):
    """A text that is chosen from a list: its length is checked here, the list needs no limit."""

    def widget_attrs(self, widget):
        return {}


class NodeField(ChosenField):
    """A municipality by its slug, also a former one."""

    select = ContentSelect

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=self.select, max_length=120, **kwargs)

    def offer(self, network):
        self.network = network
        if too_many(len(network.nodes)):  # a list of thousands is slower to read than a name is to write
            self.widget = forms.TextInput()
            return
        self.choices = [(one.slug, one.name) for one in network.nodes.values()]
        self.widget.choices = [("", _("please choose")), *self.choices]

    def clean(self, value):
        slug = super().clean(value)
        node = self.network.node(slug) if slug else None
        if slug and node is None:
            raise self.unknown(slug)
        return node

    def unknown(self, slug):
        """The fault; for a member town (heidelberg) it names the model project that is meant."""
        meant = question(slug).municipalities
        if len(meant) == 1 and meant[0] in self.network.nodes:
            text = _("We know no model municipality “%(slug)s”. Do you mean “%(meant)s”?")
            return ValidationError(text, UNKNOWN, {"slug": quoted(slug), "meant": meant[0]})
        return ValidationError(_("We know no model municipality “%(slug)s”."), UNKNOWN, {"slug": quoted(slug)})


class SubjectField(NodeField):
    """A theme by its slug, also a former one."""

    select = forms.Select  # themes have English names

    def offer(self, network):
        self.network = network
        self.choices = [(one.slug, str(one)) for one in network.subjects.values()]
        self.widget.choices = [("", _("any theme")), *self.choices]

    def clean(self, value):
        slug = forms.CharField.clean(self, value)
        subject = self.network.subject(slug) if slug else None
        if slug and subject is None:
            raise ValidationError(_("We know no theme “%(slug)s”."), "invalid", {"slug": quoted(slug)})
        return subject


class PairForm(forms.Form):
    """Two municipalities and perhaps a theme. What a text names is added to what was chosen.

    After ``is_valid()``: ``named``, the municipalities asked for, each once; ``theme``; ``recognised``, a ``Question``
    where a text was given. An answer needs exactly two named ones.
    """

    text = FreeTextField(label=_("Two municipalities and a theme"), required=False, max_length=LONGEST)
    a = NodeField(label=_("Municipality"))
    b = NodeField(label=_("and municipality"))
    thema = SubjectField(label=_("on the theme"))

    def __init__(self, data, network):
        super().__init__(data, auto_id="pair-%s")
        self.network = network
        self.named, self.theme, self.recognised = [], None, None
        for name in ("a", "b", "thema"):
            self.fields[name].offer(network)

    def clean(self):
        asked = super().clean()
        for name in self.repeated:
            self.add_error(name, _("Please name one municipality here: the other one belongs in the other field."))
        a, b, self.theme = asked.get("a"), asked.get("b"), asked.get("thema")
        if a and a == b:
            self.add_error("b", _("Please choose two different municipalities."))
        found = [node for node in (a, b) if node]
        if asked.get("text") or self.asks_nothing:
            self.recognised = question(asked["text"])
            found += [self.network.nodes[slug] for slug in self.recognised.municipalities if slug in self.network.nodes]
            self.theme = self.theme or self.network.subject(self.recognised.theme)
        self.named = list(dict.fromkeys(found))
        return asked

    @property
    def repeated(self):
        """Which of the two is named several times: to answer for one of them would silently leave out another."""
        return [name for name in ("a", "b") if hasattr(self.data, "getlist") and len(self.data.getlist(name)) > 1]

    @property
    def asks_nothing(self):
        """Whether an empty text alone is given: like any text that names nobody, it is no fault."""
        return "text" in self.data and "text" not in self.errors and not (self.data.get("a") or self.data.get("b"))

    @property
    def pair(self):
        """The two that are asked for; None where fewer or more are named."""
        return self.named if len(self.named) == 2 else None

    @property
    def missing(self):
        """The lists from which nothing was chosen, where no text was given."""
        asked = self.cleaned_data
        return (
            [] if self.recognised else [name for name in ("a", "b") if not asked.get(name) and name not in self.errors]
        )

    @property
    def advice(self):
        """What to say where a text does not name exactly two."""
        if len(self.named) > 2:
            return gettext("More than two model municipalities are named. Which two do you mean?")
        if self.named:
            return gettext("Only %(name)s is recognised. With whom?") % {"name": self.named[0].name}
        return gettext("No model municipality is recognised. Please name two.")

    @property
    def choices(self):
        """Among whom to choose, where not two are named: those if more; if fewer, all others (none, if thousands)."""
        if len(self.named) > 2:
            return self.named
        if self.pair or too_many(len(self.network.nodes)):
            return []
        return [one for one in self.network.nodes.values() if one not in self.named]

    @property
    def status(self):
        """The status to answer with: 404 for a municipality that does not exist, 400 for another fault."""
        if not self.errors:
            return 200
        return 404 if any(self.has_error(name, UNKNOWN) for name in ("a", "b")) else 400


class SuggestionForm(forms.Form):
    """For whom to suggest partners, on which theme, at which congress. After ``is_valid()``: ``cleaned_data``."""

    fuer = NodeField(label=_("Suggestions for"))
    thema = SubjectField(label=_("on the theme"))
    kongress = ChosenField(label=_("at the congress"), required=False, max_length=120, widget=ContentSelect)
    limit = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data, network, meetings):
        super().__init__(data, auto_id="suggestion-%s")
        self.network, self.meetings = network, {meeting.slug: meeting for meeting in meetings}
        for name in ("fuer", "thema"):
            self.fields[name].offer(network)
        offered = [(slug, meeting.title) for slug, meeting in self.meetings.items()]
        self.fields["kongress"].widget.choices = [("", _("any, or none")), *offered]

    def clean_kongress(self):
        slug = self.cleaned_data["kongress"]
        if slug and slug not in self.meetings:
            raise ValidationError(_("We know no congress “%(slug)s”."), "invalid", {"slug": quoted(slug)})
        return self.meetings.get(slug)

    def clean_limit(self):
        text = self.cleaned_data["limit"]
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if text and not 1 <= number <= MOST_RESULTS:
            raise ValidationError(_("Please write a number from 1 to %(highest)d.") % {"highest": MOST_RESULTS})
        return number or RESULTS

    @property
    def status(self):
        """The status to answer with: 404 for a municipality that does not exist, 400 for another fault."""
        if not self.errors:
            return 200
        return 404 if self.has_error("fuer", UNKNOWN) else 400
