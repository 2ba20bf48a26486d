"""Which attempts at a secret are counted together, and how many may fail.

No stranger may lock an owner out, so browsers that the account knows are counted apart.
Source: OWASP, "Slow down online guessing attacks with device cookies".
"""

from collections.abc import Sequence

from journal.crypto.keyed_digest import keyed_digest
from journal.crypto.vault import vault
from journal.domain import known_browsers
from journal.domain.attempt_counts import LONGEST_WINDOW, WAIT, Counter, Rule
from journal.domain.identity import Actor
from journal.domain.known_browsers import Mark

PAIR = Rule("pair", 10, WAIT)  # one account or link from one network
NETWORK = Rule("network", 50, WAIT)  # any accounts and links from one network
STRANGERS = Rule("strangers", 1_000, LONGEST_WINDOW)  # one account from all browsers that it does not know
LINK = Rule("link", 100, LONGEST_WINDOW)  # one link from anywhere
BROWSER = Rule("browser", 10, WAIT)  # one account from one browser that it knows
KNOWN = Rule("known", 100, LONGEST_WINDOW)  # one account from all browsers that it knows


def signing_in(email: str, network: str, marks: Sequence[Mark]) -> list[Counter]:
    """Return what counts a sign-in, the same whether or not the address has an account.

    network: the visitor's. marks: those of their browser.
    """
    account = vault.digest(email)
    if mark := known_browsers.find(marks, email):
        return _by_known_browser(account, mark.browser.encode())
    return [*_from_network(account, network), _counter(STRANGERS, account)]


def using_link(token: str, network: str) -> list[Counter]:
    """Return what counts the addresses that the holder of a link tries. network: theirs."""
    link = token.encode()
    return [*_from_network(link, network), _counter(LINK, link)]


def changing_password(person: Actor) -> list[Counter]:
    """Return what counts the current passwords that somebody tries who is signed in."""
    return _by_known_browser(person.id.bytes, person.device_id.bytes)


def _from_network(subject: bytes, network: str) -> list[Counter]:
    return [_counter(PAIR, subject, network.encode()), _counter(NETWORK, network.encode())]


def _by_known_browser(account: bytes, browser: bytes) -> list[Counter]:
    return [_counter(BROWSER, account, browser), _counter(KNOWN, account)]


def _counter(rule: Rule, *parts: bytes) -> Counter:
    return Counter(rule, keyed_digest(f"attempts {rule.name}", *parts))
