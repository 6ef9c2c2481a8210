"""The files themselves: read, their shape checked, their records found."""

import json
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kommunen.exchange.directory.noun import SLUG, Entry, Fault, slug_of
from kommunen.exchange.directory.values import stored
from kommunen.models import first_day, last_day

DRAWN_EVERY = 500  # records


class Gathered(NamedTuple):
    """What the files say: the entries of every noun by key, and everything that is wrong."""

    entries: dict  # {noun's label: {key: Entry}}
    faults: list


def read_directory(path, nouns, checked_on, draw=lambda done, total: None):
    """Read and check all files of a directory.

    Arguments: path, the directory; nouns, in an order in which each points only at those before it; checked_on, the
    day on which the files were compared with their sources.
    Returns: a Gathered; with faults in it, its entries are not complete.
    """
    gathered = Gathered({noun.label: {} for noun in nouns}, [])
    files = {noun.file: read_file(path, noun, gathered.faults) for noun in nouns if noun.file}
    unread = {fault.file for fault in gathered.faults}
    records = {noun.label: own_records(noun, files.get(noun.file, [])) for noun in nouns}
    names = {noun.label: names_of(noun, records[noun.label], gathered.faults) for noun in nouns}
    names.update({noun.label: AnyName() for noun in nouns if noun.file in unread})
    for noun in nouns:
        records[noun.label].extend(gathered_records(noun, files, names[noun.label], gathered.faults))
    files.clear()  # large: from here on each noun's records are given up as soon as they are read
    reader, done, total = Reader(gathered, names, checked_on.isoformat()), 0, sum(map(len, records.values()))
    for noun in nouns:
        own = records.pop(noun.label)
        own.reverse()
        for place in range(len(own)):
            reader.read(noun, own.pop(), place)
            done += 1
            if done % DRAWN_EVERY == 0 or done == total:
                draw(done, total)
    return gathered


class AnyName(dict):
    """The names of a file that could not be read: any word may be one, so what points there is not called unknown."""

    def __contains__(self, word):
        return True

    def __getitem__(self, word):
        return str(word)


def read_file(path, noun, faults):
    """Return the list of records in a noun's file; an empty one, and a fault, where there is none to be read."""
    file = path / noun.file
    if noun.optional and not file.exists():
        return []
    try:
        content = json.loads(file.read_bytes(), parse_constant=float)
        if noun.inside:
            content = content[noun.inside]
        if not isinstance(content, list):
            raise TypeError
    except OSError:
        faults.append(Fault(noun.file, "", "", _("The file cannot be read.")))
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        text = _("This is no valid JSON, or it is cut off: line %(line)s, column %(column)s.") % place
        faults.append(Fault(noun.file, "", "", text))
    except (KeyError, TypeError, IndexError):
        faults.append(Fault(noun.file, "", noun.inside, _("A list of records is expected here.")))
    except (ValueError, RecursionError):  # not UTF-8, a whole number without end, nested without end
        faults.append(Fault(noun.file, "", "", _("This is no valid JSON in UTF-8.")))
    else:
        return content
    return []


def own_records(noun, content):
    """Return the records of a noun's file as a list of its own, so that it can be given up piece by piece."""
    return list(content) if noun.file else []


def names_of(noun, records, faults):
    """Return how records of a noun may be called: {word: key}; a word that means two of them is a fault."""
    names = {}
    if noun.parent or noun.reshape:
        return names  # nothing points at these
    for raw in records:
        key = raw.get(noun.in_file(noun.key[0])) if isinstance(raw, dict) else None
        if not isinstance(key, str | int) or isinstance(key, bool):
            continue  # told when the record is read
        for word in noun.words(raw) if noun.words else [key]:
            if names.setdefault(word, str(key)) != str(key):
                text = _("“%(word)s” means %(one)s as well.") % {"word": word, "one": names[word]}
                faults.append(Fault(noun.file, str(key), "", text))
    for key in [] if noun.words else [key for key in names if isinstance(key, str)]:
        if slug := slug_of(key):
            names.setdefault(slug, key)  # told where it is no address: whoever points at what it should be is right
    return names


def gathered_records(noun, files, names, faults):
    """Make records from the words for which there is none, and note how they are called.

    Spellings that lead to the same address are the same record, called by the first of them in the alphabet. What
    cannot be a name is a fault of the record in whose list it stands.
    """
    wrong = {}  # word → what is wrong with it
    for file, column in noun.gathered:
        for place, raw in enumerate(files.get(file, [])):
            found = raw.get(column) if isinstance(raw, dict) else None
            for word in found if isinstance(found, list) else []:
                if not isinstance(word, str) or word in names:
                    continue  # no text: told when the record is read
                if word not in wrong:
                    wrong[word] = wrong_in_name(noun, word)
                faults.extend(Fault(file, raw.get("slug") or f"#{place + 1}", column, text) for text in wrong[word])
    known, made = set(names.values()), []
    for word in sorted(wrong):
        slug = slug_of(word)
        names[word] = slug
        if slug not in known and not wrong[word]:
            known.add(slug)
            blank = {noun.in_file(name): [] if name in noun.lines else None for name in noun.fields}
            blank.update({name: False for name in ["product"] if name in noun.fields})
            made.append({**blank, "slug": slug, "name": word})
    return made


def wrong_in_name(noun, word):
    """Return what is wrong with a word that is to be a record's name: a list of texts, empty where it is one."""
    if not slug_of(word):
        return [_("An empty entry.")]
    try:
        stored(noun.model._meta.get_field("name"), word, None)
    except ValidationError as error:
        return error.messages
    return []


class Reader:
    """Reads record after record into entries and faults."""

    def __init__(self, gathered, names, checked_on):
        self.entries, self.faults = gathered
        self.names = names
        self.checked_on = checked_on

    def read(self, noun, raw, place, file="", parent=None):
        """Read a record and its children.

        Arguments: raw, as the file has it; place, its number in its list, from 0; file and parent, of a child: where
        it stands, and the fields that point at its parent.
        """
        file = file or noun.file or noun.gathered[0][0]
        if noun.item and not isinstance(raw, dict):
            raw = {noun.item: raw}
        record = self.record_name(noun, raw, place, parent)
        if not isinstance(raw, dict):
            self.faults.append(Fault(file, record, "", _("A record with named fields is expected here.")))
            return
        raw = {**noun.left_out, **raw}
        before = len(self.faults)
        self.check_columns(noun, raw, file, record)
        own = noun.reshape(raw, self.names) if noun.reshape else raw
        values = self.values(noun, {**own, **(parent or {})}, file, record)
        if noun.position:
            values["position"] = place
        values["checked_on"] = self.checked_on
        for name, text in self.wrong_together(noun, raw, values):
            self.faults.append(Fault(file, record, name, text))
        key = noun.key_of(values) if all(name in values for name in noun.key) else ""
        if key in self.entries[noun.label]:
            self.faults.append(Fault(file, record, noun.in_file(noun.key[-1]), _("This record occurs twice.")))
        elif len(self.faults) == before:
            self.entries[noun.label][key] = Entry(key, values, file)
        self.read_children(noun, raw, file, key or record)

    def record_name(self, noun, raw, place, parent):
        """How a fault names a record: by what makes up its key, under its parent's name; else by its number."""
        names = [str(value).rpartition(" ")[2] for value in (parent or {}).values()]
        columns = dict.fromkeys(noun.in_file(name) for name in noun.key if name != noun.parent)
        found = [raw.get(column) for column in columns] if isinstance(raw, dict) else []
        own = [value[:80] for value in found if isinstance(value, str) and value]
        return " · ".join([*names, *(own or [f"#{place + 1}"])])

    def check_columns(self, noun, raw, file, record):
        """Note what should not stand in a record, and what does not although it should."""
        for name in sorted(noun.stated - raw.keys()):
            self.faults.append(Fault(file, record, name, _("This field is missing; unknown is null.")))
        for name in sorted(raw.keys() - noun.stated):
            self.faults.append(Fault(file, record, name, _("This field is unknown.")))

    def values(self, noun, own, file, record):
        """Return the stored forms of a record's fields; those that do not fit are left out and noted."""
        values = {}
        for name, column, field, related in noun.readers:
            where = name if name in own else column
            if where not in own:
                continue  # told as missing
            raw = own[where]
            if name == noun.parent:
                values[name] = raw
                continue
            try:
                raw = joined_lines(raw) if name in noun.lines else raw
                values[name] = stored(field, raw, self.names.get(related))
            except ValidationError as error:
                self.faults.extend(Fault(file, record, column, text) for text in error.messages)
        return values

    def wrong_together(self, noun, raw, values):
        """Yield what is wrong between the fields of a record."""
        start, end = values.get("start"), values.get("end")
        if start and end and last_day(end) < first_day(start):
            yield noun.in_file("end"), _("The end lies before the start.")
        if noun.check:
            yield from noun.check(raw, values, self.entries)

    def read_children(self, noun, raw, file, key):
        """Read the lists of children in a record."""
        for column, child in noun.children.items():
            items = raw.get(column, [])
            if not isinstance(items, list):
                self.faults.append(Fault(file, key, column, _("A list is expected here.")))
                continue
            generic = child.model._meta.get_field(child.parent).related_model is None
            parent = {child.parent: f"{noun.label} {key}" if generic else key}
            for place, item in enumerate(items):
                self.read(child, item, place, file, parent)


def joined_lines(raw):
    """Return a list of texts as one text, a line each."""
    if not isinstance(raw, list) or not all(isinstance(line, str) and line and "\n" not in line for line in raw):
        raise ValidationError(_("A list of texts is expected here."))
    return "\n".join(raw)


def slug_like(text):
    """Tell whether a text looks like an address rather than a name."""
    return bool(SLUG.fullmatch(text))
