"""The forms of a page, as a browser without JavaScript sends them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

TICKED = {"checkbox", "radio"}  # sent only where they are checked


@dataclass
class Form:
    """A form. action: "" for its page's own address.

    names: of its inputs, whether they are filled in or not. sent: what they hold.
    """

    action: str
    names: set[str] = field(default_factory=set)
    sent: MultiDict[str, str] = field(default_factory=MultiDict)

    def hold(self, name: str, value: str, *, sent: bool = True) -> None:
        """Add an input."""
        self.names.add(name)
        if sent:
            self.sent.add(name, value)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.text: str | None = None  # of the textarea that is open
        self.name = ""  # of the textarea or the select that is open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append(Form(given.get("action", "")))
        elif tag in {"textarea", "select"}:
            self.name, self.text = given.get("name", ""), "" if tag == "textarea" else None
        elif tag == "input" and self.found:
            sent = given.get("type") not in TICKED or "checked" in given
            self.found[-1].hold(given["name"], given.get("value", ""), sent=sent)
        elif tag == "option":
            self.found[-1].hold(self.name, given["value"], sent="selected" in given)

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.text is not None:
            if self.name:  # one without a name is to be read, and not sent
                self.found[-1].hold(self.name, self.text.removeprefix("\n"))
            self.text = None


def forms(page: str) -> list[Form]:
    """Return the forms of a page."""
    parser = _Forms()
    parser.feed(page)
    return parser.found
