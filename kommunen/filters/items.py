"""Lists of records that have no document of their own in the index: words are looked for in the records themselves."""

from django.utils.functional import cached_property

from kommunen.filters.base import ListFilterSet
from kommunen.search.asking import ask
from kommunen.search.items import Items


class ItemFilterSet(ListFilterSet):
    """The base of their FilterSets. ``items`` knows their words; ``told_by``, the types that tell them in the index."""

    items: Items
    told_by: tuple[str, ...]

    @cached_property
    def answer(self):
        """What the search makes of ``q``, with slips mended and synonyms known. None without ``q``."""
        text = self.form.cleaned_data.get("q")
        return ask(text, list(self.told_by)) if text else None

    @cached_property
    def query(self):
        """What every item has to hold; an empty one holds everything."""
        return self.answer and (self.answer.asked or self.answer.query)

    def matching(self, queryset, name, value):
        return queryset.filter(pk__in=self.items.ids_of(self.query)) if self.query else queryset

    def rows_with_words(self, sets):
        return sets.of_ids(self.items.ids_of(self.query)) if self.query else sets.everything

    def in_pages(self, queryset):
        """Pages are cut from the list in its own order, also where words are asked for."""
        return queryset
