"""What a load did, or would do: the figures and the lists that an operator reads."""

from dataclasses import dataclass, field


@dataclass
class Figures:
    """How many records of a noun were created, changed, or left as they were."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """The outcome of a load. The lists name records by the noun's label and the key that they have in the files."""

    figures: dict = field(default_factory=dict)  # {noun's label: Figures}
    kept: list = field(default_factory=list)  # (label, key, field): an editor's value stays
    gone: list = field(default_factory=list)  # (label, key): not in the files any more, still in the database
    deleted: list = field(default_factory=list)  # (label, key): in the files, but an editor deleted it

    @property
    def changes(self):
        """How many records were created or changed."""
        return sum(figures.created + figures.changed for figures in self.figures.values())
