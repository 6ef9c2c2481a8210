"""The search index: what the public can find, taken apart into terms. Written by kommunen.search alone.

The database does not check that a posting's document exists: with millions of them that would take longer than writing
them, and only one function writes them.
"""

from django.db import models


class SearchDocument(models.Model):
    """One published record as the search sees it; whatever the ranking needs stands here."""

    type = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=300)
    slug = models.CharField(max_length=120)
    names = models.TextField()  # all names as keys, see kommunen.search.documents.name_keys
    size = models.PositiveSmallIntegerField()  # of the title, in words that count
    standing = models.PositiveSmallIntegerField(default=0)  # running above planned above ended
    ends_on = models.DateField(null=True)
    dated = models.CharField(max_length=10)  # the newer of two equals comes first
    row = models.TextField()  # one stem per position, fields apart by |: phrases are looked for here
    parts = models.JSONField()  # [[field, text], …]: what is marked

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "object_id"], name="search_document_once")]
        indexes = [models.Index(fields=["id", "type", "object_id"], name="search_document_whose")]  # without its texts

    def __str__(self):
        return f"{self.type}:{self.slug}"


class SearchPosting(models.Model):
    """That a document can be found by a term: where it stands there, one bit for each field and kind of evidence."""

    document = models.ForeignKey(SearchDocument, on_delete=models.CASCADE, related_name="postings", db_constraint=False)
    type = models.CharField(max_length=20)  # the document's, so that counting by type needs no join
    term = models.CharField(max_length=64)
    places = models.PositiveIntegerField()
    grade = models.PositiveSmallIntegerField()  # how much this alone says: the best of a frequent term are read first

    class Meta:
        indexes = [
            models.Index(  # PostgreSQL compares the terms by their bytes: it makes the index in half the time
                fields=["term", "-grade", "document", "type", "places"],
                opclasses=["varchar_pattern_ops", "", "", "", ""],
                name="search_posting_best_first",
            )
        ]

    def __str__(self):
        return self.term


class SearchName(models.Model):
    """A name, or its end from one of its words on, as somebody may begin to type it."""

    document = models.ForeignKey(
        SearchDocument, on_delete=models.CASCADE, related_name="beginnings", db_constraint=False
    )
    type = models.CharField(max_length=20)
    key = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["type", "key"], name="search_name_begins", opclasses=["", "varchar_pattern_ops"])
        ]

    def __str__(self):
        return self.key


class SearchWord(models.Model):
    """A word that stands, or stood, in some document: what a misspelt one may have meant.

    The frequency is counted when the index is rebuilt; words that are new since count as one.
    """

    key = models.CharField(max_length=64, unique=True)
    shown = models.CharField(max_length=80)
    frequency = models.PositiveIntegerField(default=1)

    def __str__(self):
        return self.shown
