"""The map of Germany as an inline SVG: states below, places as links above, lines between them, labels apart.

Outlines: Natural Earth (public domain). Places: © Statistisches Bundesamt (Destatis), 2021, dl-de/by-2-0.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import islice
from math import cos, hypot, log, pi, radians, sin, sqrt, tan
from operator import itemgetter

from django import template

from kommunen.templatetags.spreading import Circle, apart

register = template.Library()

WIDTH, MARGIN = 600, 14  # of the drawing, in its own units
CENTRE = (51.0, 10.5)  # latitude and longitude of the origin
PARALLELS = (48 + 2 / 3, 53 + 2 / 3)  # where the projection is true to scale
LARGEST, SMALLEST = 12.5, 4.2  # radius of a point
MOST_COVERED = 2  # points without a name of their own that a label may cover


@dataclass(frozen=True)
class Point:
    """A place, or several that belong together, on the map: one link.

    ``places`` are pairs of latitude and longitude; ``weight`` (the number of projects) is shared among them.
    ``tone`` is "normal", "focus" or "partner"; ``labelled`` asks for a name beside it where there is room;
    ``note`` follows the name for whoever hovers or listens ("30 Projekte").
    """

    label: str
    url: str
    places: tuple[tuple[float, float], ...]
    weight: float = 0
    tone: str = "normal"
    labelled: bool = False
    note: str = ""
    short: str = ""  # for the label, where the name is long

    @property
    def rank(self):
        return self.tone == "focus", self.tone == "partner", self.weight


@dataclass(frozen=True)
class Line:
    """A connection between two points; it joins those of their places that lie nearest to each other."""

    start: Point
    end: Point
    ended: bool = False


@dataclass(frozen=True)
class Label:
    """A name at its place: ``anchor`` is SVG's text-anchor."""

    text: str
    x: float
    y: float
    anchor: str


def municipality_point(municipality, **how):
    """A municipality as a point, from its prefetched territories; None where no place is known.

    Arguments: municipality; how, the further fields of ``Point``.
    """
    places = tuple((unit.latitude, unit.longitude) for unit in municipality.territories.all())
    if not places:
        return None
    return Point(label=municipality.name, url=municipality.get_absolute_url(), places=places, **how)


def lambert(latitude, longitude):
    """Project onto the cone of Lambert's conformal projection with two standard parallels, on a sphere of radius 1.

    Arguments: degrees, WGS 84. Returns: x to the east and y to the north of ``CENTRE``.
    Source: Snyder (1987), Map Projections – A Working Manual, USGS Professional Paper 1395, p. 106; the parallels are
    those of ETRS89 / LCC Germany (EPSG:4839). The sphere moves a place by less than this map's line width.
    """
    first, second = (radians(parallel) for parallel in PARALLELS)
    cone = log(cos(first) / cos(second)) / log(slope(second) / slope(first))
    scale = cos(first) * slope(first) ** cone / cone
    radius = scale / slope(radians(latitude)) ** cone
    origin = scale / slope(radians(CENTRE[0])) ** cone
    angle = cone * radians(longitude - CENTRE[1])
    return radius * sin(angle), origin - radius * cos(angle)


def slope(latitude):
    """Snyder's tan(π/4 + φ/2); latitude in radians."""
    return tan(pi / 4 + latitude / 2)


@lru_cache(maxsize=1)
def drawing():
    """The states' outlines, read and projected once per process.

    Returns: ``(states, place, height)``: pairs of code and SVG path, the function from latitude and longitude to the
    drawing's units, and the drawing's height.
    """
    features = json.loads(files("kommunen").joinpath("data/states.geojson").read_text(encoding="utf-8"))["features"]
    shapes = [
        (feature["id"], [[lambert(lat, lon) for lon, lat in ring] for ring in rings(feature["geometry"])])
        for feature in features
    ]
    corners = [corner for _code, shape in shapes for ring in shape for corner in ring]
    west, east = min(x for x, _y in corners), max(x for x, _y in corners)
    south, north = min(y for _x, y in corners), max(y for _x, y in corners)
    factor = (WIDTH - 2 * MARGIN) / (east - west)

    def scaled(x, y):
        return round(MARGIN + (x - west) * factor, 1), round(MARGIN + (north - y) * factor, 1)

    def place(latitude, longitude):
        return scaled(*lambert(latitude, longitude))

    states = [(code, "".join(path([scaled(*corner) for corner in ring]) for ring in shape)) for code, shape in shapes]
    return states, place, round(2 * MARGIN + (north - south) * factor)


def rings(geometry):
    """All rings of a Polygon or MultiPolygon, islands and holes alike."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for polygon in polygons for ring in polygon]


def path(corners):
    """A closed SVG path; relative steps in tenths keep it short."""
    (x, y), steps = corners[0], []
    start = f"M{x:g} {y:g}l"
    for next_x, next_y in corners[1:-1]:  # the last corner repeats the first
        step_x, step_y = round(next_x - x, 1), round(next_y - y, 1)
        if step_x or step_y:
            steps.append(f"{step_x:g} {step_y:g}")
            x, y = next_x, next_y
    return start + " ".join(steps).replace(" -", "-") + "z"


@register.inclusion_tag("components/map.html")
def germany_map(points, lines=(), title="", caption="", list_url="", zoomable=False):
    """Draw the map; everything is computed here, the template only writes it down.

    Arguments: points, ``Point``s (None is passed over); lines, ``Line``s; title, what the map shows, for a screen
    reader; caption, shown below it; list_url, where the same stands as a
    list; zoomable, whether map.js (which the page must load) may zoom and move it.
    """
    states, place, height = drawing()
    points = [point for point in points if point]
    most = max((point.weight / len(point.places) for point in points), default=0)
    found = {point: mark(point, place, most) for point in points}
    spread_out(list(found.values()), height)
    marks = sorted(found.values(), key=lambda drawn: -drawn["radius"])
    focused = any(point.tone == "focus" for point in points)
    named = sorted((drawn for drawn in marks if drawn["labelled"]), key=lambda drawn: drawn["rank"], reverse=True)
    return {
        "states": states,
        "width": WIDTH,
        "height": height,
        "lines": [(curve(found[line.start]["spots"], found[line.end]["spots"]), line.ended) for line in lines],
        "marks": marks,
        "labels": spread(named, marks, size=15, height=height),
        "narrow_labels": spread(named, marks, size=25, height=height),
        "focused": focused,
        "title": title,
        "caption": caption,
        "list_url": list_url,
        "zoomable": zoomable,
    }


def mark(point, place, most):
    """What the template needs of a point: where its circles stand, how large they are, where its tip goes."""
    radius = SMALLEST
    if most:
        radius = max(SMALLEST, LARGEST * sqrt(point.weight / len(point.places) / most))
    if point.tone == "focus":
        radius = max(radius, SMALLEST * 1.6)
    name = f"{point.label}, {point.note}" if point.note else point.label
    return {
        "name": name,
        "url": point.url,
        "tone": point.tone,
        "labelled": point.labelled,
        "text": point.short or point.label,
        "rank": point.rank,
        "radius": round(radius, 1),
        "spots": [place(*where) for where in point.places],
    }


def spread_out(marks, height):
    """Move crowded spots apart, and complete what follows from where a mark's spots are drawn.

    A spot that is drawn elsewhere gets a thin line from its true place (``moved``).
    """
    circles = [Circle(x, y, drawn["radius"], owner) for owner, drawn in enumerate(marks) for x, y in drawn["spots"]]
    apart(circles, WIDTH, height)
    left = iter(circles)
    for drawn in marks:
        true = drawn["spots"]
        spots = drawn["spots"] = [(round(circle.x, 1), round(circle.y, 1)) for circle in islice(left, len(true))]
        drawn["moved"] = "".join(
            f"M{x:g} {y:g}L{new_x:g} {new_y:g}"
            for (x, y), (new_x, new_y) in zip(true, spots, strict=True)
            if hypot(new_x - x, new_y - y) > drawn["radius"]
        )
        drawn["touch"] = "".join(f"M{x:g} {y:g}h0" for x, y in spots)
        drawn["kin"] = "M" + "L".join(f"{x:g} {y:g}" for x, y in sorted(spots, key=itemgetter(1))) if spots[1:] else ""
        x, y = spots[0]
        drawn["tip_x"], drawn["tip_y"] = x, round(y - drawn["radius"] - 7, 1)
        drawn["tip_anchor"] = "end" if x > WIDTH * 0.68 else "start" if x < WIDTH * 0.32 else "middle"


def curve(starts, ends):
    """An SVG path between the nearest of the spots of two points, bent a little to its left."""
    (x1, y1), (x2, y2) = min(
        ((start, end) for start in starts for end in ends),
        key=lambda pair: hypot(pair[0][0] - pair[1][0], pair[0][1] - pair[1][1]),
    )
    bend = 0.14 if x2 >= x1 else -0.14  # so that lines to the west and to the east open like a fan
    middle_x, middle_y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    return f"M{x1:g} {y1:g}Q{middle_x:.0f} {middle_y:.0f} {x2:g} {y2:g}"


def spread(named, marks, size, height):
    """Place labels greedily, the most important first: right, left, above, below; what collides is left out.

    Arguments: named, the marks to label, most important first; marks, all of them; size, of the type in the drawing's
    units; height, of the drawing. A label covers no circle of a mark that is to be named: that one would seem to be
    called so. Of the others it covers as few as possible.
    Returns: a list of ``Label``.
    """
    circles = [(x, y, drawn["radius"], drawn) for drawn in marks for x, y in drawn["spots"]]
    taken, labels = [], []
    for drawn in named:
        width = text_width(drawn["text"], size)
        best = None
        for x, y in drawn["spots"]:
            for label, box in candidates(drawn["text"], x, y, drawn["radius"], width, size):
                outside = box[0] < 0 or box[2] > WIDTH or box[1] < 0 or box[3] > height
                if outside or any(overlap(box, other) for other in taken):
                    continue
                covered = [other for *circle, other in circles if covers(box, circle)]
                if len(covered) > MOST_COVERED or any(other["labelled"] for other in covered):
                    continue
                if best is None or len(covered) < best[0]:
                    best = len(covered), label, box
        if best:
            labels.append(best[1])
            taken.append(best[2])
    return labels


def candidates(text, x, y, radius, width, size):
    """The eight places for a label around a point, the best first, each with the box that it fills."""
    gap, half = radius + size * 0.3, width / 2
    for side, dx, dy in [
        ("start", gap, 0),
        ("end", -gap, 0),
        ("middle", 0, -gap - size * 0.45),
        ("middle", 0, gap + size * 0.45),
        ("start", gap * 0.8, -size * 0.7),
        ("start", gap * 0.8, size * 0.7),
        ("end", -gap * 0.8, -size * 0.7),
        ("end", -gap * 0.8, size * 0.7),
    ]:
        left = {"start": x + dx, "end": x + dx - width, "middle": x + dx - half}[side]
        middle = y + dy
        box = (left - 1, middle - size * 0.52, left + width + 1, middle + size * 0.52)
        yield Label(text, round(x + dx, 1), round(middle + size * 0.34, 1), side), box


def text_width(text, size):
    """Estimate a text's width in Fira Sans Semibold: narrow letters count half."""
    return size * sum(0.32 if letter in "iljtfrI.,()- '/" else 0.86 if letter in "mwMW" else 0.58 for letter in text)


def overlap(one, other):
    """Whether two boxes (left, top, right, bottom) share some area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def covers(box, circle):
    """Whether a box touches a circle (x, y, radius)."""
    x, y, radius = circle
    nearest_x, nearest_y = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return hypot(x - nearest_x, y - nearest_y) < radius
