"""What every row has in common: key, address, provenance, and null for what is unknown.

A serializer here is the one definition of a noun's row, for the API's lists and details and for every export. Its field
names are the keys in JSON, its labels the headings in tables.
"""

from django.conf import settings
from django.db.models import URLField
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kommunen.exchange.reading import read_along
from kommunen.models import PublicationState, StatedDateField


def public_address(record):
    """Return the full address of a record's page, the German one wherever it is asked."""
    if translation.get_language() == "de":  # as in files; switching there and back takes as long as the address
        return settings.PUBLIC_URL + record.get_absolute_url()
    with translation.override("de"):
        return settings.PUBLIC_URL + record.get_absolute_url()


class Parts(serializers.ListSerializer):
    """What a row says of several other records."""

    def get_attribute(self, record):
        held = read_along(record, self.source)
        return super().get_attribute(record) if held is None else held


class Part(serializers.Serializer):
    """What a row says of another record. Not there where the public may not see that record.

    ``columns`` names the keys that a table shows: the first under the row's own heading, each other in one of its own.
    """

    columns = ()

    class Meta:
        list_serializer_class = Parts

    def to_representation(self, record):
        if getattr(record, "state", PublicationState.PUBLISHED) != PublicationState.PUBLISHED:
            return None
        return super().to_representation(record)


class SourceSerializer(Part):
    """Where the facts can be read."""

    columns = ("publisher", "address", "checked_on")

    address = serializers.URLField(label=_("address"), read_only=True)
    publisher = serializers.CharField(source="__str__", label=_("publisher"), read_only=True)
    checked_on = serializers.DateField(label=_("last checked on"), read_only=True, allow_null=True)

    def to_representation(self, source):
        return {
            "address": iri_to_uri(source.address),
            "publisher": str(source),
            "checked_on": source.checked_on and source.checked_on.isoformat(),
        }


class NamedPart(Part):
    """Another record by key and name."""

    columns = ("name", "slug")

    slug = serializers.SlugField(label=_("key"), read_only=True)
    name = serializers.CharField(label=_("name"), read_only=True)


class PagePart(NamedPart):
    """Another record that has a page."""

    url = serializers.SerializerMethodField(label=_("web address"))

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, record):
        return public_address(record)


class TitledPart(PagePart):
    """Another record with a page, and a title instead of a name."""

    columns = ("title", "slug")

    name = None
    title = serializers.CharField(label=_("title"), read_only=True)


@extend_schema_field({"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$", "example": "2027-06"})
class StatedDate(serializers.CharField):
    """A date as exact as its source: year, month or day."""


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Lines(serializers.ListField):
    """A text of one entry per line, as a list."""

    def to_representation(self, text):
        return [line.strip() for line in text.splitlines() if line.strip()]


ROWS = {}  # the serializer of each noun that has lists of its own


def serializer_of(model):
    """Return a serializer of this noun's rows. Raises KeyError for a noun that has no lists."""
    return ROWS[model]()


class WebAddress(serializers.URLField):
    """A web address as programs take it (RFC 3986): letters outside ASCII are encoded."""

    def to_representation(self, value):
        return iri_to_uri(value)


class RecordSerializer(serializers.ModelSerializer):
    """A noun's row. Unknown is null; nothing internal (id, publication state, version) is ever in it.

    ``file_name`` is what exports are called, for a noun that has lists; ``list_path``, where its list stands (below
    that name, unless stated); ``notice`` names whose figures a row carries, beside our own licence, and
    ``notice_of_places`` whose the places are that a map gets along with it; ``archived`` is whether the archive of
    everything has a file of these rows.
    """

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        StatedDateField: StatedDate,
        URLField: WebAddress,
    }
    file_name = ""
    list_path = ""
    notice = notice_of_places = ""
    archived = True

    sources = SourceSerializer(many=True, read_only=True)

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if cls.file_name:
            cls.list_path = cls.list_path or f"/{cls.file_name}/"
            ROWS[cls.Meta.model] = cls

    @classmethod
    def complete(cls, queryset):
        """Add to a queryset that has ``with_row()`` whatever else this row shows, in a constant number of queries."""
        return queryset

    @classmethod
    def located(cls, records):
        """Add to what ``complete`` returned whatever ``points`` reads."""
        return records

    def points(self, record):
        """The places of a record, pairs of longitude and latitude; none where no place is known."""
        return ()

    def key(self, row):
        """What stands for a row for good; None where nothing does."""
        return row.get("slug")

    def get_fields(self):
        fields = super().get_fields()
        names = {field.name: field for field in self.Meta.model._meta.get_fields()}
        for name, field in fields.items():
            if name == "slug":
                field.label = capfirst(_("key"))  # the form's word, "address", is the full one here
            elif field.label is None and (stated := getattr(names.get(field.source or name), "verbose_name", None)):
                field.label = capfirst(stated)
        return fields

    def build_standard_field(self, field_name, model_field):
        field_class, options = super().build_standard_field(field_name, model_field)
        if model_field.blank and not issubclass(field_class, serializers.BooleanField):
            options["allow_null"] = True  # "" in the model
        return field_class, {**options, "read_only": True}

    def to_representation(self, record):
        row = super().to_representation(record)
        return {key: None if value == "" else value for key, value in row.items()}


@extend_schema_field({"type": "string"})
class Attribution(serializers.ReadOnlyField):
    """Whose figures a row carries, to be named wherever it goes: the same text in every row of a noun."""

    def __init__(self, notice):
        super().__init__(label=_("attribution"), source="*")
        self.notice = notice

    def __deepcopy__(self, memo):
        return type(self)(self.notice)

    def to_representation(self, record):
        return self.notice


class PageSerializer(RecordSerializer):
    """The row of a noun whose records have a page."""

    url = serializers.SerializerMethodField(label=_("web address"))

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, record):
        return public_address(record)


PROVENANCE = ("sources", "checked_on", "changed_at")
