"""Addresses that people type or vendors name: only the vendors' own hosts over https, unless the operator says so."""

from __future__ import annotations

import pytest

from ringside.core.settings import Settings
from ringside.deals.sync import hosts
from ringside.deals.sync.calling import same_host
from ringside.deals.sync.port import HostRefused

NONE = Settings(_env_file=None)
TEST = Settings(_env_file=None, crm_hosts=["127.0.0.1:8331", "crm.internal"])


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://login.salesforce.com", "https://login.salesforce.com"),
        ("https://claimlight.my.salesforce.com/path?q=1#x", "https://claimlight.my.salesforce.com"),
        ("https://claimlight--uat.sandbox.my.salesforce.com:443", "https://claimlight--uat.sandbox.my.salesforce.com"),
        ("https://TEST.Salesforce.com.", "https://test.salesforce.com"),
    ],
)
def test_vendors_hosts_are_reached(url, origin):
    assert hosts.check(url, hosts.SALESFORCE, NONE) == origin


@pytest.mark.parametrize(
    "url",
    [
        "http://login.salesforce.com",
        "https://login.salesforce.com@evil.example",
        "https://login.salesforce.com:secret@evil.example",
        "https://evil.example/login.salesforce.com",
        "https://evil.example#.salesforce.com",
        "https://evil.example?x=.salesforce.com",
        "https://evilsalesforce.com",
        "https://salesforce.com.evil.example",
        "https://evil.example\\.salesforce.com",
        "https://evil.example%2f.salesforce.com",
        "https://127.0.0.1",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://login.salesforce.com:8443",
        "https://login.salesforce.com\n.evil.example",
        "file:///etc/passwd",
        "gopher://login.salesforce.com",
        "//login.salesforce.com",
        "login.salesforce.com",
        "https://",
        "",
        "https://[bad",
        "https://login.salesforce.com:port",
        "https://ｌogin.salesforce.com@evil.example",
    ],
)
def test_everything_else_is_refused(url):
    with pytest.raises(HostRefused):
        hosts.check(url, hosts.SALESFORCE, NONE)


def test_the_operator_may_open_further_hosts_and_just_those():
    assert hosts.check("http://127.0.0.1:8331/x", hosts.SALESFORCE, TEST) == "http://127.0.0.1:8331"
    assert hosts.check("https://crm.internal:9/x", hosts.SALESFORCE, TEST) == "https://crm.internal:9"
    for url in ("http://127.0.0.1:8332", "http://127.0.0.1", "http://crm.internal.evil.example"):
        with pytest.raises(HostRefused):
            hosts.check(url, hosts.SALESFORCE, TEST)


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example", "\\\\evil.example", "", "/x\\y"])
def test_what_a_vendor_names_stays_on_its_host(path):
    with pytest.raises(HostRefused):
        same_host("https://a.my.salesforce.com", path)


def test_a_next_page_is_on_the_same_host():
    assert same_host("https://a.my.salesforce.com", "/services/data/v62.0/query/1-2") == (
        "https://a.my.salesforce.com/services/data/v62.0/query/1-2"
    )
