"""Points that lie too close together are moved apart until each can be seen, and touched, by itself.

Pure and deterministic: the same points give the same picture on every page view.
"""

from dataclasses import dataclass
from itertools import count
from math import cos, hypot, sin

TOUCH = 20.6  # units of the drawing between two links: 24 px where it is 700 px wide (WCAG 2.2, target size)
MOST = 400  # points that are moved at all: for more there is no room, they stay where they are
ROUNDS = 100  # the 121 places of today need 16
AIR = 0.8  # between the rims of two points


@dataclass
class Circle:
    """A point on its way: where it is drawn, its radius, and what it belongs to (one link may have several)."""

    x: float
    y: float
    radius: float
    owner: int


def apart(circles, width, height):
    """Move circles apart, each as little as its neighbours let it; within the drawing.

    Arguments: circles, a list of ``Circle``; width and height of the drawing. Changes the circles.
    """
    for _round in range(ROUNDS if len(circles) <= MOST else 0):
        crowded = list(too_close(circles))
        if not crowded:
            return
        for one, other, wanted in crowded:
            push(one, other, wanted)
        for circle in circles:
            circle.x = min(max(circle.x, circle.radius), width - circle.radius)
            circle.y = min(max(circle.y, circle.radius), height - circle.radius)


def distance_wanted(one, other):
    """How far apart two circles should be: their rims do not touch; links lie as far apart as a finger is wide."""
    rims = one.radius + other.radius + AIR
    return rims if one.owner == other.owner else max(rims, TOUCH)


def too_close(circles):
    """Yield (circle, circle, distance wanted) for each two that are nearer; from west to east."""
    ordered = sorted(circles, key=lambda circle: (circle.x, circle.y, circle.owner))
    reach = 2 * max((circle.radius for circle in circles), default=0) + AIR
    reach = max(reach, TOUCH)
    for place, one in enumerate(ordered):
        for follower in count(place + 1):
            if follower == len(ordered) or ordered[follower].x - one.x >= reach:
                break
            other = ordered[follower]
            wanted = distance_wanted(one, other)
            if hypot(other.x - one.x, other.y - one.y) < wanted - 0.05:
                yield one, other, wanted


def push(one, other, wanted):
    """Move two circles apart along the line between them, half each; what lies on one spot parts by a fixed angle."""
    east, north = other.x - one.x, other.y - one.y
    distance = hypot(east, north)
    if distance < 0.01:
        angle = one.owner * 2.4 + other.owner  # the golden angle: several on one spot part in all directions
        east, north, distance = cos(angle), sin(angle), 1
        gap = wanted
    else:
        gap = wanted - distance
    if gap <= 0:
        return  # an earlier push of this round was enough
    step = gap / 2 / distance
    one.x, one.y = one.x - east * step, one.y - north * step
    other.x, other.y = other.x + east * step, other.y + north * step
