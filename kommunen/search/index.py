"""Write the index: single records as they change, or all of it. Always inside the transaction of the data."""

from contextlib import nullcontext
from itertools import islice

from django.db import connection, transaction

from kommunen.language.tokens import look_up
from kommunen.models import SearchDocument, SearchName, SearchPosting, SearchWord, published_along, raise_version
from kommunen.search.bulk import indexes_afterwards, insert, insert_records
from kommunen.search.documents import LONGEST_TERM, analysed, entry_of, grade
from kommunen.search.nouns import NOUNS, noun_of

BATCH = 500
LARGE = 2000  # records at once where all are read: for each batch the engine may read a whole table of relations
KEPT = ["title", "slug", "names", "size", "standing", "ends_on", "dated", "row", "parts"]


@transaction.atomic
def index_records(model, ids):
    """Bring the index up to date for some records: those that are published are found as they are now, others not.

    Arguments: model, of a declared noun; ids, of records that were added, changed, published, hidden or deleted.
    """
    noun, ids = noun_of(model), sorted(set(ids))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        rows = SearchDocument.objects.filter(type=noun.type, object_id__in=batch)
        known, before = {}, {}
        for object_id, pk, parts in rows.values_list("object_id", "pk", "parts"):
            known[object_id] = pk
            for _field, text in parts:
                before |= analysed(text).words
        for written in (SearchPosting, SearchName) if known else ():
            written.objects.filter(document__in=known.values())._raw_delete(written.objects.db)
        entries = entries_of(noun, noun.queryset().filter(pk__in=batch))
        if gone := [pk for object_id, pk in known.items() if object_id not in entries]:
            SearchDocument.objects.filter(pk__in=gone)._raw_delete(SearchDocument.objects.db)
        if entries:
            write(noun, entries)
            add_words(entries.values())
        if before:
            forget_words(before)


@transaction.atomic
def rebuild(draw=lambda done, total: None):
    """Write the whole index anew; readers keep the old one until the transaction ends.

    Arguments: draw, called with how many records are done, and how many there are.
    Returns: how many documents the index has.
    """
    first = not SearchDocument.objects.exists()
    for rows in (SearchPosting, SearchName, SearchWord, SearchDocument):
        rows.objects.all()._raw_delete(rows.objects.db)
    querysets = [(noun, noun.queryset()) for noun in NOUNS.values()]
    total, done, words = sum(queryset.count() for _noun, queryset in querysets), 0, {}
    with indexes_afterwards(SearchPosting, SearchName) if first else nullcontext():
        for noun, queryset in querysets:
            records = queryset.order_by("pk").iterator(chunk_size=LARGE)
            while entries := entries_of(noun, islice(records, LARGE)):
                write(noun, entries, new=True)
                count_words(words, entries.values())
                done += len(entries)
                draw(done, total)
    insert(SearchWord, ["key", "shown", "frequency"], [(key, *found) for key, found in sorted(words.items())])
    raise_version()
    return done


def entries_of(noun, records):
    """Take a batch of published records apart: {id: Entry}.

    The names along relations are read as plain rows. Fetching the related records themselves took more than half of
    the time in which a large index is written.
    """
    records = {record.pk: record for record in records}
    found = {pk: {} for pk in records}
    for path, field in noun.along.items():
        rows = noun.model.objects.filter(published_along(noun.model, path), pk__in=records)
        order = ("pk", f"{path}__sort_name", f"{path}__pk")
        for pk, name in rows.order_by(*order).values_list("pk", f"{path}__name"):
            found[pk][field, name] = None  # a member that came back is named once
    for path, (vocabulary, field) in noun.chosen.items():
        rows = noun.model.objects.filter(published_along(noun.model, path), pk__in=records)
        for pk, value in rows.order_by("pk", path).values_list("pk", path).distinct():
            found[pk][field, vocabulary(value).label] = None
    return {pk: entry_of(noun, record, found[pk]) for pk, record in records.items()}


def write(noun, entries, *, new=False):
    """Write documents with their postings and beginnings.

    Arguments: entries, {id of the record: Entry}; new, whether none of them has a document yet.
    """
    documents = [
        SearchDocument(type=noun.type, object_id=pk, **{name: getattr(entry, name) for name in KEPT})
        for pk, entry in entries.items()
    ]
    if new:
        insert_records(SearchDocument, documents)
    else:
        documents = SearchDocument.objects.bulk_create(
            documents, update_conflicts=True, unique_fields=["type", "object_id"], update_fields=KEPT
        )
    postings, names = [], []
    for document, entry in zip(documents, entries.values(), strict=True):
        names += [(document.pk, noun.type, key) for key in entry.beginnings]
        postings += [
            (document.pk, noun.type, term, places, grade(places, entry.standing))
            for term, places in entry.terms.items()
        ]
    insert(SearchPosting, ["document_id", "type", "term", "places", "grade"], postings)
    insert(SearchName, ["document_id", "type", "key"], names)


def count_words(words, entries):
    for entry in entries:
        for key, shown in entry.words.items():
            known = words.get(key)
            words[key] = (known[0], known[1] + 1) if known else (shown, 1)


def forget_words(words):
    """Strike words that stand nowhere any more: what was hidden must not be suggested either."""
    stems = {key: look_up(shown).stem[:LONGEST_TERM] for key, shown in words.items()}
    held = still_held(sorted(set(stems.values())))
    if gone := [key for key, stem in stems.items() if stem not in held]:
        SearchWord.objects.filter(key__in=gone).delete()


def still_held(terms):
    """Keep of some terms those that stand anywhere; each is looked for only until it is found."""
    table, held = connection.ops.quote_name(SearchPosting._meta.db_table), set()
    for start in range(0, len(terms), BATCH):
        batch = terms[start : start + BATCH]
        with connection.cursor() as cursor:
            one = f"EXISTS (SELECT 1 FROM {table} WHERE term = %s)"  # noqa: S608 - the table's own name
            cursor.execute(f"SELECT {', '.join([one] * len(batch))}", batch)
            held |= {term for term, found in zip(batch, cursor.fetchone(), strict=True) if found}
    return held


def add_words(entries):
    """Add words that nobody has written before; the number of the others is brought up to date by a rebuild."""
    words = {}
    count_words(words, entries)
    known = set(SearchWord.objects.filter(key__in=words).values_list("key", flat=True))
    new = [SearchWord(key=key, shown=shown) for key, (shown, _count) in sorted(words.items()) if key not in known]
    if new:
        SearchWord.objects.bulk_create(new, ignore_conflicts=True)
