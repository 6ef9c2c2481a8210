"""A first visit stays light, measured as it goes over the wire."""

import pytest


@pytest.fixture
def transferred(chromium, site):
    """Return a function: the bytes of a first visit, ``{address: bytes}``, headers included."""

    def measure(path):
        context = chromium.new_context(base_url=site.url, viewport={"width": 1440, "height": 800})
        page = context.new_page()
        network, addresses, weights = context.new_cdp_session(page), {}, {}
        network.on(
            "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
        )
        network.on(
            "Network.loadingFinished",
            lambda event: weights.update({addresses[event["requestId"]]: event["encodedDataLength"]}),
        )
        network.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        context.close()
        return weights

    return measure


@pytest.mark.parametrize("path", ["/", "/projekte/", "/kommunen/bamberg/", "/karte/"])
def test_first_visit_weighs_less_than_200_kilobytes(transferred, path):
    weights = transferred(path)

    assert sum(weights.values()) < 200_000, weights


@pytest.mark.parametrize("path", ["/kommunen/", "/projekte/", "/kooperationen/"])
def test_list_page_weighs_less_than_20_kilobytes(transferred, site, path):
    assert transferred(path)[site.url + path] < 20_000
