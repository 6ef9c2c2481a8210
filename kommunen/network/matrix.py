"""The network as a matrix: who has a line has a row and a column, and where two of them meet stands what binds them."""

from dataclasses import dataclass
from itertools import groupby

from kommunen.network.facts import Node
from kommunen.network.picture import Link, short, state_by_state


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a row meets a column. ``mirrored``: the same pair stands above the diagonal, too."""

    link: Link
    ended: bool
    mirrored: bool

    @property
    def number(self):
        """How many records bind the two."""
        return len(self.link.ties)


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality with its cells: one for each column, None where nothing is recorded."""

    node: Node
    label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows by federal state, and who has none for want of a line."""

    groups: tuple[tuple[Row, ...], ...]
    without: tuple[Node, ...]

    @property
    def rows(self):
        return [row for group in self.groups for row in group]


def matrix(network, links):
    """Lay out lines (``picture.links``) as a matrix. Equal data and choices give equal matrices."""
    tied = {node.slug for link in links for node in (link.a, link.b)}
    nodes = state_by_state(node for node in network.nodes.values() if node.slug in tied)
    at = {node.slug: number for number, node in enumerate(nodes)}
    cells = {}
    for link in links:
        ended = all(tie.has_ended(network.today) for tie in link.ties)
        upper, lower = sorted((at[link.a.slug], at[link.b.slug]))
        cells[upper, lower] = Cell(link, ended, mirrored=False)
        cells[lower, upper] = Cell(link, ended, mirrored=True)
    rows = [
        Row(node, short(node.name), tuple(cells.get((row, column)) for column in range(len(nodes))))
        for row, node in enumerate(nodes)
    ]
    without = sorted((node for slug, node in network.nodes.items() if slug not in tied), key=lambda one: one.sort_name)
    by_state = groupby(rows, key=lambda row: row.node.states[:1])
    return Matrix(tuple(tuple(group) for _state, group in by_state), tuple(without))
