"""What a browser would post: every field of a page's form with the value that it shows."""

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the fields of the form with a certain id."""

    def __init__(self, form_id):
        super().__init__()
        self.form_id, self.inside, self.fields = form_id, False, {}
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == self.form_id
        if not self.inside or "disabled" in given:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") != "submit":
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                default = "on" if given.get("type") in {"checkbox", "radio"} else ""
                self.fields.setdefault(name, []).append(given.get("value", default))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.fields.setdefault(self.select, []).append(given.get("value", ""))
        elif tag == "textarea":
            self.textarea = name
            self.fields[name] = [""]

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.fields[self.textarea][0] += data.removeprefix("\r\n")


def filled(response, form_id, **changes):
    """The fields of a page's form, with some changed."""
    reader = FormReader(form_id)
    reader.feed(response.content.decode())
    return {**{name: value for name, value in reader.fields.items() if "__prefix__" not in name}, **changes}
