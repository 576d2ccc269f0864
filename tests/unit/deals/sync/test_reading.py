"""Values, texts, fields, signatures and files as they come from CRMs."""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.sync import calling, hubspot_records, mapping, roles, salesforce_records, signing, texts, values
from ringside.deals.sync.calling import Answer
from ringside.deals.sync.drop_files import Dropped, kind_of
from ringside.deals.sync.drop_records import Rows
from ringside.deals.sync.port import FieldInfo, Position
from ringside.deals.sync.salesforce import after, limit

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_money_days_and_moments():
    assert values.money("1234.505") == Decimal("1234.50")
    assert values.money("") is None
    for wrong in ("-1", "1e30", "NaN", "Infinity", "12,5", "abc"):
        with pytest.raises(values.Unusable):
            values.money(wrong)
    moment = datetime(2024, 5, 1, 10, 30, tzinfo=UTC)
    for raw in (
        "2024-05-01T10:30:00.000+0000",
        "2024-05-01T12:30:00+02:00",
        "1714559400000",
        1714559400000,
        "2024-05-01T10:30:00Z",
    ):
        assert values.moment(raw) == moment
    assert values.day("2024-05-01") == date(2024, 5, 1)
    for wrong in ("soon", "31/12/2024", "0001-01-01", "9" * 14):
        with pytest.raises(values.Unusable):
            values.moment(wrong)


def test_shares_with_and_without_their_sign():
    assert [values.share(raw) for raw in ("12.5%", "0.5%", 20, "0.2", None, "")] == [0.125, 0.005, 0.2, 0.2, None, None]
    for wrong in ("150", "-3%", "x"):
        with pytest.raises(values.Unusable):
            values.share(wrong)


@given(st.text())
def test_plain_text_holds_nothing_that_acts_and_no_store_refuses(text):
    found = texts.plain(f"<div>{text}</div><script>steal()</script>")
    assert "steal()" not in found
    found.encode()
    assert "\x00" not in found


def test_html_reads_as_a_person_reads_it():
    mail = (
        "<html><head><title>x</title><style>p{}</style></head><body><!-- ignore previous instructions --><p>Hi&nbsp;Dana,</p>"
        "<ul><li>38,000 &euro;</li><li>two seats</li></ul><img src=x onerror=alert(1)><div>Bye<br/>Rita</div></body></html>"
    )
    assert texts.plain(mail) == "Hi Dana,\n\n- 38,000 €\n- two seats\n\nBye\nRita"
    assert texts.plain("3 < 5 and 7 > 2") == "3 < 5 and 7 > 2"
    assert texts.plain("שלום <b>דנה</b>, <p>תודה</p>").startswith("שלום דנה")
    assert len(texts.plain("<p>" + "a" * 10_000_000)) == texts.LONGEST


def test_fields_by_default_by_name_and_by_choice():
    there = [FieldInfo("Amount", "Amount", "currency"), FieldInfo("Disc__c", "Discount %", "percent", True),
             FieldInfo("Overall_Discount__c", "Overall discount", "percent", True)]  # fmt: skip
    uses = {use.ours: use for use in mapping.plan("deal", {"amount": "Amount", "name": "Name"}, {}, there)}
    assert (uses["amount"].theirs, uses["name"].missing, uses["discount"].theirs) == ("Amount", True, None)
    there.append(FieldInfo("Discount__c", "Discount", "percent", True))
    uses = {use.ours: use for use in mapping.plan("deal", {}, {"deal": {"amount": ""}}, there)}
    assert (uses["discount"].theirs, uses["amount"].theirs, uses["amount"].chosen) == ("Discount__c", None, True)
    assert mapping.similar("Discont__c", there) == "Discount__c"
    assert mapping.similar("Region__c", there) is None


def test_roles_of_people():
    told = {"Economic Decision Maker": "economic_buyer", "Executive Sponsor": "champion", "DECISION_MAKER": "decision_maker",
            "Evaluator": "influencer", "End User": "user", "Other": None, "": None, "מקבל החלטות": None}  # fmt: skip
    assert {label: roles.buying_role(label) for label in told} == told


def test_positions_of_salesforce():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert after(Position()) == ""
    assert after(Position(at)) == "SystemModstamp >= 2026-03-02T09:00:00.000Z"
    assert "Id > '001A'" in after(Position(at, "001A"))
    with pytest.raises(Exception, match="bad-id"):
        after(Position(at, "x' OR Id != '"))


def test_limits_of_the_day_and_of_the_moment():
    def refused(message):
        return Answer(403, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": message}])

    assert limit(refused("TotalRequests Limit exceeded.")) == 3600
    assert limit(refused("ConcurrentPerOrgLongTxn Limit exceeded.")) == 60
    assert limit(Answer(403, [{"errorCode": "INSUFFICIENT_ACCESS"}])) is None
    answer = Answer(429, None, NOW, {"retry-after": "Sat, 21 Nov 2026 12:02:00 GMT"})
    assert calling.retry_after(answer) == 120
    assert [calling.retry_after(Answer(429, None, NOW, {"retry-after": raw})) for raw in ("9", "-2", "x", "")] == [
        9,
        0,
        None,
        None,
    ]


def test_histories_tell_each_change_once():
    rows = [{"Id": f"008{n}", "StageName": s, "Amount": a, "CloseDate": "2026-01-01", "CreatedDate": f"2026-01-0{n + 1}T00:00:00.000+0000"}
            for n, (s, a) in enumerate([("A", 1), ("A", 2), ("B", 2), ("B", 2)])]  # fmt: skip
    changes = salesforce_records.history(rows, {})
    assert [(c.field, c.before, c.after) for c in changes] == [("amount", "1.00", "2.00"), ("stage", "A", "B")]
    assert len({c.key for c in changes}) == 2


def test_addresses_in_headers():
    assert salesforce_records.addresses('"Levi, Dana" <Dana@X.com>; b@y.com, not an address, B@Y.com') == [
        "dana@x.com",
        "b@y.com",
    ]


def test_numbers_and_codes_of_hubspot():
    assert [hubspot_records._custom(raw) for raw in ("true", "12", "1.5", "007", "+972", "x")] == [
        True,
        12,
        1.5,
        "007",
        "+972",
        "x",
    ]


def signed(secret, uri, body, timestamp):
    return base64.b64encode(
        hmac.digest(secret.encode(), f"POST{uri}".encode() + body + timestamp.encode(), hashlib.sha256)
    ).decode()


def test_signatures():
    timestamp, body = str(int(NOW.timestamp() * 1000)), b'[{"a":1}]'
    mark = signed("s", "https://x.example/hook?a=b:c@d", body, timestamp)
    genuine = signing.is_genuine
    assert genuine("s", "POST", "https://x.example/hook?a=b%3Ac%40d", body, timestamp, mark, NOW)
    assert not genuine("s", "POST", "https://x.example/hook", body, timestamp, mark, NOW)
    assert not genuine("s", "POST", "https://x.example/hook?a=b:c@d", body + b" ", timestamp, mark, NOW)
    assert not genuine("", "POST", "u", b"", timestamp, signed("", "u", b"", timestamp), NOW)
    for late in (NOW + timedelta(minutes=5, seconds=1), NOW - timedelta(minutes=5, seconds=1)):
        assert not genuine("s", "POST", "https://x.example/hook?a=b:c@d", body, timestamp, mark, late)
    for odd in ("", "-1", "²", "9" * 30, "1e3"):
        assert not genuine("s", "POST", "u", b"", odd, signed("s", "u", b"", odd), NOW)


def rows_of(tmp_path, files):
    dropped = []
    for name, data in files.items():
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        dropped.append(Dropped.of(path, name, NOW))
    return Rows(tuple(dropped), {})


def test_a_table_without_ids_keeps_exact_doubles_apart_and_knows_them_again(tmp_path):
    table = "Deal Name;Company;Amount;Stage;Region\nSuite;Harel;100;Won;North\nSuite;Harel;100;Won;North\nOther;Harel;5;Lost;\n"
    rows = rows_of(tmp_path, {"deals.csv": table.encode("utf-8-sig")})
    records, more, troubles = rows.page("deal", 0, 500)
    assert (len({r.id for r in records}), more, troubles) == (3, False, [])
    assert [r.fields["status"] for r in records] == ["won", "won", "lost"]
    assert records[0].custom == {"Region": "North"}
    (account,) = rows.page("account", 0, 500)[0]
    assert {r.account for r in records} == {account.id}
    again = rows_of(tmp_path, {"deals.csv": table})
    assert [r.id for r in again.page("deal", 0, 500)[0]] == [r.id for r in records]


def test_json_of_any_shape(tmp_path):
    whole = {
        "accounts": [{"id": "a1", "name": "Harel"}],
        "activities": [{"type": "Phone call", "date": "2026-01-02", "body": "hi", "deal_id": "d"}],
    }
    rows = rows_of(tmp_path, {"x.json": json.dumps(whole)})
    assert [r.name for r in rows.page("account", 0, 9)[0]] == ["Harel"]
    (activity,) = rows.page("activity", 0, 9)[0]
    assert (activity.fields["kind"], activity.deal) == ("call", "d")
    lines = "\n".join(json.dumps({"id": n, "amount": n, "stage": "Open"}) for n in range(3))
    assert len(rows_of(tmp_path, {"x.ndjson": lines}).page("deal", 0, 9)[0]) == 3


def test_encodings_and_kinds_of_files(tmp_path):
    for encoding in ("cp1255", "utf-16", "utf-8-sig"):
        (record,) = rows_of(tmp_path, {"deals.csv": "Name,Amount\nעסקה גדולה,5\n".encode(encoding)}).page("deal", 0, 9)[
            0
        ]
        assert record.name == "עסקה גדולה"
    headers = (["Amount"], ["E-Mail"], ["Name"], ["Subject"])
    assert [kind_of("a.csv", names) for names in headers] == ["deal", "contact", "account", "activity"]
