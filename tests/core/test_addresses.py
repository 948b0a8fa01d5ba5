import pytest

from core.addresses import absolute, site_host


@pytest.mark.parametrize("site", ["https://fund.example.org:8443", "https://fund.example.org:8443/"])
def test_addresses_are_on_the_site_with_one_slash(settings, site):
    settings.SITE_URL = site

    assert [absolute("/en/projects/"), absolute()] == [
        "https://fund.example.org:8443/en/projects/",
        "https://fund.example.org:8443",
    ]
    assert site_host() == "fund.example.org"
