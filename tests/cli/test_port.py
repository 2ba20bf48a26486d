"""The port of a demo comes from one place: its pages know the address that they are opened by."""

import http.client
from contextlib import closing
from pathlib import Path

from tests.cli.test_serve import ask, running_demo


def test_a_demo_knows_the_port_it_was_told(tmp_path: Path) -> None:
    with running_demo(tmp_path / "instance", PORT="") as demo:
        email, password = demo.sign_ins[0][1:]
        cookie = ask(demo.port, "POST", "/api/v1/session", {"email": email, "password": password})[1]
        came_from = f"http://127.0.0.1:{demo.port}/entries"
        with closing(http.client.HTTPConnection("127.0.0.1", demo.port)) as connection:
            connection.request("GET", "/help", headers={"Cookie": cookie, "Referer": came_from})
            assert 'class="back" href="/entries"' in connection.getresponse().read().decode()
