"""What an import would do, as data: rows, changes, faults."""

from dataclasses import dataclass, field


@dataclass
class Change:
    """A cell that differs: heading, what stands there now, what will; the field and its new value (ids if several)."""

    heading: str
    old: str
    new: str
    name: str
    value: object


@dataclass
class Fault:
    """What is wrong with a cell: its name as spreadsheets have it ("C7"), its column's heading, the reason.

    ``newer``, where the directory is newer than the file: what stands there now, and what the file says.
    """

    cell: str
    heading: str
    text: str
    newer: Change | None = None


@dataclass(frozen=True)
class Choice:
    """Whose word counts where the directory is newer than the file. As long as nobody has said it, it is a fault.

    how: "" for not said, KEEP, OVERWRITE, or CHOSEN: the file's in the rows with these keys, the directory's in others.
    """

    how: str = ""
    keys: frozenset = frozenset()

    KEEP, OVERWRITE, CHOSEN = "behalten", "ueberschreiben", "auswahl"

    @classmethod
    def read(cls, data, name):
        """The choice that a form states. Arguments: data, a QueryDict; name, of the button or field that says how."""
        how = data.get(name, "")
        keys = data.getlist("zeile") if how == cls.CHOSEN else ()
        return cls(how, frozenset(keys)) if how in {cls.KEEP, cls.OVERWRITE, cls.CHOSEN} else cls()

    def overwrites(self, row):
        """Whether the file's word counts in a row; None as long as nobody has said so."""
        if not self.how:
            return None
        return self.how == self.OVERWRITE or row.key in self.keys


@dataclass
class Row:
    """A row of the file: its number, its cells by column, the record that it means; None for a new one."""

    number: int
    key: str
    cells: dict
    record: object = None
    changes: dict = field(default_factory=dict)  # {name of the field: Change}
    faults: list = field(default_factory=list)
    kept: list = field(default_factory=list)  # headings of cells that somebody changed here since the export
    overtaken: bool = False  # somebody changed here since the export what the file changes, too
    columns: list = field(default_factory=list)  # of the file, in its order
    proposed: bool = False  # kept for the PMO to decide instead of being written

    @property
    def newer(self):
        """The cells about which somebody has to say whose word counts."""
        return [fault for fault in self.faults if fault.newer]

    @property
    def title(self):
        name = next((change.new for change in self.changes.values() if change.name in {"title", "name"}), "")
        return str(self.record) if self.record else name or self.key


@dataclass
class Plan:
    """All rows of a file, with what is said of it as a whole."""

    model: type
    rows: list
    ignored: list  # headings of columns that an import does not read
    kind: str

    @property
    def faults(self):
        return [fault for row in self.rows for fault in row.faults]

    @property
    def mistakes(self):
        """The faults that only the file can mend."""
        return [fault for fault in self.faults if not fault.newer]

    @property
    def undecided(self):
        """The rows about which somebody has to say whose word counts."""
        return [row for row in self.rows if row.newer]

    @property
    def changed(self):
        return [row for row in self.rows if row.record and row.changes and not row.faults]

    @property
    def new(self):
        return [row for row in self.rows if not row.record and not row.faults]

    @property
    def work(self):
        """How many rows are to be written."""
        return len(self.changed) + len(self.new)

    @property
    def kept(self):
        return [row for row in self.rows if row.kept]

    @property
    def overtaken(self):
        """How many rows are older than what they would change."""
        return sum(row.overtaken for row in self.rows)

    @property
    def seen(self):
        """Which versions it was compared with: what must still hold when it is written."""
        return {row.key: row.record.version if row.record else 0 for row in [*self.changed, *self.new]}
