"""Checks that any browser test may use."""

import json
import subprocess
from pathlib import Path

NODE_MODULES = Path(__file__).resolve().parents[2] / "node_modules"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
VNU = NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"target-size": {"enabled": True}},  # WCAG 2.2, off by default
    "resultTypes": ["violations"],
}
RUN_AXE = """async rules => (await axe.run(document, rules)).violations.flatMap(violation =>
  violation.nodes.map(node => `${violation.id}: ${violation.help} at ${node.target.join(' ')}\n    ` +
    `${node.html.slice(0, 160)}\n    ${(node.failureSummary || '').replace(/\\s+/g, ' ')}`))"""


def accessibility_faults(page):
    """Return what axe-core finds against WCAG 2.2 A and AA and good practice on the page as it is now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))  # by the debugger's way, so the page's own policy stays on
    return page.evaluate(RUN_AXE, RULES)


def assert_accessible(page):
    """Assert that axe-core finds nothing on the page as it is now."""
    violations = accessibility_faults(page)
    assert violations == [], "\n".join([page.url, *violations])


def assert_accessible_light_and_dark(page):
    """Assert the same in both colour schemes."""
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        assert_accessible(page)


def assert_no_sideways_scrolling(page, widths=(320, 360, 768)):
    """Assert that the page fits into each width."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        faults = sideways_faults(page)
        assert faults == [], "\n".join(faults)


def sideways_faults(page):
    """Return a line where the page is wider than its window."""
    width = page.viewport_size["width"]
    actual = page.evaluate("document.documentElement.scrollWidth")
    if actual <= width:
        return []
    return [f"{page.url} is {actual} px wide on {width} px: {wide_elements(page, width)}"]


def wide_elements(page, width):
    """Name the elements that stand out to the right, the first few."""
    return page.evaluate(
        """width => [...document.querySelectorAll('body *')]
             .filter(e => e.getBoundingClientRect().right > width + 1)
             .slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className)""",
        width,
    )


def html_faults(documents, folder):
    """Let the Nu checker read documents, all at once: Java takes its time to start.

    Arguments: documents, ``{name: HTML text}``; folder, an empty one.
    Returns: a line for each error and warning.
    """
    names = {}
    for number, (name, text) in enumerate(documents.items()):
        path = Path(folder) / f"{number}.html"
        path.write_text(text, encoding="utf-8")
        names[path.as_uri()] = name
    command = ["java", "-Xss4m", "-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", folder]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.stdout.startswith("{"), f"The HTML checker did not run: {result.stdout}{result.stderr}"
    return [
        f"{names.get(normal(message.get('url', '')), message.get('url'))}, line {message.get('lastLine')}: "
        f"{message['message']} … {message.get('extract', '').strip()[:120]}"
        for message in json.loads(result.stdout)["messages"]
        if message["type"] != "info" or message.get("subType") == "warning"
    ]


def normal(uri):
    """Return a file's address as Python writes it: Java has one slash after ``file:``."""
    return uri if uri.startswith("file://") else uri.replace("file:", "file://", 1)


def assert_valid_html(documents, folder):
    """Assert that no document has an error or a warning."""
    faults = html_faults(documents, folder)
    assert faults == [], "\n".join(faults)
