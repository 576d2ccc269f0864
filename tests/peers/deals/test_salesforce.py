"""Salesforce as it behaves, well and badly, against a real sync of it."""

# Records read best in one line.
# ruff: noqa: E501

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa

from peers.deals.crm_server import Fault, Reply
from ringside.deals.records.models import (
    Account,
    Activity,
    ActivityPerson,
    Contact,
    Deal,
    DealChange,
    DealPerson,
    Stage,
)
from ringside.deals.sync.models import CrmCursor

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def small_org(vendor):
    """One account with a person, a deal with a history, and one activity of each kind."""
    owner = vendor.add("User", Name="Rita Rep", Email="REP@example.com")
    stranger = vendor.add("User", Name="Left Long Ago", Email="gone@example.com")
    account = vendor.add("Account", LONG_AGO, Name="Harel Insurance", Website="https://www.harel.example/about",
                         Industry="Insurance", NumberOfEmployees=4200, BillingCountry="Israel", OwnerId=stranger)  # fmt: skip
    dana = vendor.add("Contact", LONG_AGO, Name="Dana Levi", Email="Dana@Harel.example", Title="CFO", AccountId=account)
    deal = vendor.add("Opportunity", LONG_AGO, Name="Claims suite", Amount=40000.5, CurrencyIsoCode="EUR",
                      CloseDate="2026-09-30", StageName="Qualify", AccountId=account, OwnerId=owner, LeadSource="Web")  # fmt: skip
    vendor.edit("Opportunity", deal, LONG_AGO + timedelta(days=20), StageName="Propose")
    vendor.edit("Opportunity", deal, LONG_AGO + timedelta(days=30), Amount=38000, CloseDate="2026-10-15")
    vendor.add(
        "OpportunityContactRole", OpportunityId=deal, ContactId=dana, Role="Economic Buyer", CreatedDate=LONG_AGO
    )
    vendor.add("Task", LONG_AGO, Subject="Call: pricing", Description="She finds it steep.", WhoId=dana, WhatId=deal,
               AccountId=account, OwnerId=owner, TaskSubtype="Call", CallType="Inbound", CallDurationInSeconds=380,
               IsClosed=True, CompletedDateTime=LONG_AGO + timedelta(hours=1))  # fmt: skip
    vendor.add("Event", LONG_AGO, Subject="Demo", WhatId=deal, WhoId=dana, OwnerId=owner,
               StartDateTime=LONG_AGO + timedelta(days=2), EndDateTime=LONG_AGO + timedelta(days=2, hours=1))  # fmt: skip
    mail = vendor.add("Task", LONG_AGO, Subject="Email: proposal", TaskSubtype="Email", WhatId=deal, IsClosed=True)
    vendor.add("EmailMessage", LONG_AGO, Subject="The proposal", RelatedToId=deal, ActivityId=mail, Incoming=False,
               HtmlBody="<html><style>p{color:red}</style><body><p>Dear Dana,</p><script>alert(1)</script>"
               "<p>here it is: <b>38,000</b>&nbsp;EUR.<br>Rita</p></body></html>",
               FromAddress="rep@example.com", ToAddress="Dana <DANA@harel.example>; boss@harel.example",
               MessageDate=LONG_AGO + timedelta(days=3), CreatedById=owner)  # fmt: skip
    return {"account": account, "dana": dana, "deal": deal, "owner": owner, "mail": mail}


async def only(company, table):
    rows = [row for (row,) in await company.rows(sa.select(table).where(table.deleted_at.is_(None)))]
    assert len(rows) == 1, rows
    return rows[0]


async def test_everything_of_an_org_arrives_in_its_place(company, salesforce):
    there = small_org(salesforce)
    connection = await company.salesforce(salesforce)
    run = await company.sync(connection)
    assert run["total"]["problems"] == run["total"]["conflicts"] == 0, await company.findings(run, "problem")

    account, dana, deal = [await only(company, table) for table in (Account, Contact, Deal)]
    assert (account.name, account.domain, account.employees, account.country) == (
        "Harel Insurance", "harel.example", 4200, "Israel"
    )  # fmt: skip
    assert (account.owner_id, account.owner_name) == (None, "Left Long Ago")
    assert (dana.email, dana.title, dana.account_id) == ("dana@harel.example", "CFO", account.id)
    assert (deal.amount, deal.currency, deal.stage, deal.status) == (Decimal("38000.00"), "EUR", "Propose", "open")
    assert (deal.close_on, deal.account_id, deal.source) == (date(2026, 10, 15), account.id, connection)
    assert deal.owner_name == "Rita Rep"
    assert deal.owner_id is not None  # by e-mail address, whatever its case
    assert deal.stage_since == LONG_AGO + timedelta(days=20)
    changes = [
        (row.field, row.before, row.after)
        for (row,) in await company.rows(sa.select(DealChange).order_by(DealChange.at, DealChange.field))
    ]
    assert changes == [
        ("stage", "Qualify", "Propose"), ("amount", "40000.50", "38000.00"), ("close_on", "2026-09-30", "2026-10-15")
    ]  # fmt: skip
    people = [(row.contact_id, row.role) for (row,) in await company.rows(sa.select(DealPerson))]
    assert people == [(dana.id, "economic_buyer")]
    activities = {row.kind: row for (row,) in await company.rows(sa.select(Activity))}
    assert set(activities) == {"call", "meeting", "email"}
    assert {row.deal_id for row in activities.values()} == {deal.id}
    assert (activities["call"].direction, activities["call"].duration_s) == ("in", 380)
    assert activities["meeting"].duration_s == 3600
    assert activities["email"].text == "Dear Dana,\n\nhere it is: 38,000 EUR.\nRita"
    assert activities["email"].subject == "The proposal"
    assert activities["email"].account_id == account.id
    parts = dict(
        await company.rows(
            sa.select(ActivityPerson.activity_id, ActivityPerson.part).where(ActivityPerson.contact_id == dana.id)
        )
    )
    assert parts == {activities["email"].id: "to", activities["call"].id: "from", activities["meeting"].id: "with"}
    stages = [tuple(row) for row in await company.rows(sa.select(Stage.name, Stage.status).order_by(Stage.position))]
    assert stages == [("Qualify", "open"), ("Propose", "open"), ("Closed Won", "won"), ("Closed Lost", "lost")]
    assert there["mail"] in {row.external_id for row in activities.values()}

    again = await company.sync(connection)
    changed = {name: number for name, number in again["total"].items() if number and name != "unchanged"}
    assert changed == {}


async def test_pages_tokens_limits_and_halves(company, salesforce, waits):
    """The session ends in the middle of a page, answers are cut off, limits are hit: all arrives, once."""
    account = salesforce.add("Account", LONG_AGO, Name="Many")
    for number in range(1100):  # three pages of 500, all changed in the same second
        salesforce.add("Contact", LONG_AGO, Name=f"Person {number}", Email=f"p{number}@many.example", AccountId=account)
    salesforce.batch = 300  # and answers smaller than pages
    salesforce.faults += [
        Fault("/query$", "expire", after=5),
        Fault("/query$", "", after=6, reply=Reply(429, None, {"Retry-After": "7"})),
        Fault("/query$", "cut", after=7),
        Fault("/query$", "", times=2, after=8, reply=Reply(503, [{"errorCode": "SERVER_UNAVAILABLE", "message": ""}])),
        Fault("/query$", "cut_silently", after=9),
        Fault("/query$", "garbage", after=9),
        Fault("/query$", "drop", after=10),
    ]
    run = await company.sync(await company.salesforce(salesforce))
    assert run["total"]["problems"] == 0
    assert run["by_kind"]["contact"]["created"] == 1100
    assert all(fault.times == 0 for fault in salesforce.faults)
    assert 7 in waits
    assert len(waits) == 7
    assert await company.rows(
        sa.select(sa.func.count(), sa.func.count(sa.distinct(Contact.email))).select_from(Contact)
    ) == [(1100, 1100)]
    assert len(salesforce.paths("/token")) == 2


async def test_a_record_changed_while_one_reads_is_neither_lost_nor_doubled(company, salesforce):
    ids = [salesforce.add("Account", LONG_AGO + timedelta(seconds=n // 7), Name=f"Account {n}") for n in range(1200)]
    moved = iter(ids[::97])

    def meanwhile(asked):
        if "FROM Account" in asked.query.get("q", "") and (one := next(moved, None)):
            salesforce.edit("Account", one, Industry="Moved")

    salesforce.hook = meanwhile
    run = await company.sync(await company.salesforce(salesforce))
    names = {name for (name,) in await company.rows(sa.select(Account.name))}
    assert names == {f"Account {n}" for n in range(1200)}
    assert run["by_kind"]["account"]["created"] == 1200
    touched = [one for one in ids if salesforce.rows["Account"][one]["Industry"]]
    moved_here = await company.rows(sa.select(sa.func.count()).select_from(Account).where(Account.industry == "Moved"))
    assert moved_here == [(len(touched),)]


async def test_what_was_saved_late_with_an_earlier_moment_is_found(company, salesforce):
    """A long transaction shows up after the sync that should have seen it; and the vendor's clock is an hour ahead."""
    salesforce.skew = timedelta(hours=1)
    salesforce.add("Account", salesforce.now() - timedelta(minutes=1), Name="First")
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    salesforce.add("Account", salesforce.now() - timedelta(minutes=3), Name="Late")
    run = await company.sync(connection)
    assert run["by_kind"]["account"] | {"unchanged": 0} == run["by_kind"]["account"] | {"created": 1, "unchanged": 0}


async def test_the_crm_wins_on_its_fields_and_ringside_keeps_its_own(company, salesforce):
    there = small_org(salesforce)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    deal, dana = await only(company, Deal), await only(company, Contact)
    patched = await company.client.patch(f"/api/deals/{deal.id}", json={"amount": 99000, "next_step": "Call Dana"})
    assert patched.is_success, patched.text
    await company.client.patch(f"/api/contacts/{dana.id}", json={"notes": "Likes numbers", "title": "Chief"})

    run = await company.sync(connection)  # nothing has changed there: the edits here are found all the same
    conflicts = {(item["kind"], item["field"]): item for item in await company.findings(run, "conflict")}
    assert set(conflicts) == {("deal", "amount"), ("contact", "title")}
    told = conflicts["deal", "amount"]
    assert (told["ringside"], told["crm"], told["name"]) == ("99000.00", "38000.00", "Claims suite")
    assert told["link"] == f"/deals/{deal.id}"
    assert "Amount" in told["text"]
    deal, dana = await only(company, Deal), await only(company, Contact)
    assert (deal.amount, deal.next_step) == (Decimal("38000.00"), "Call Dana")
    assert (dana.title, dana.notes) == ("CFO", "Likes numbers")
    history = await company.rows(
        sa.select(DealChange.before, DealChange.after).where(DealChange.field == "amount").order_by(DealChange.at)
    )
    assert history == [("40000.50", "38000.00"), ("38000.00", "99000.00"), ("99000.00", "38000.00")]

    await company.client.patch(f"/api/deals/{deal.id}", json={"amount": 1})
    salesforce.edit("Opportunity", there["deal"], Amount=50000, NextStep="Send contract")
    run = await company.sync(connection)
    conflicts = {item["field"]: (item["ringside"], item["crm"]) for item in await company.findings(run, "conflict")}
    assert conflicts == {"amount": ("1.00", "50000.00"), "next_step": ("Call Dana", "Send contract")}
    assert (await company.sync(connection))["total"]["conflicts"] == 0


async def test_a_deal_deleted_here_but_not_there_comes_back_and_says_so(company, salesforce):
    small_org(salesforce)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    deal = await only(company, Deal)
    assert (await company.client.delete(f"/api/deals/{deal.id}")).is_success
    run = await company.sync(connection)
    assert [(i["field"], i["record_id"]) for i in await company.findings(run, "conflict")] == [("deleted", deal.id)]
    assert (await only(company, Deal)).id == deal.id


async def test_a_deal_that_closes(company, salesforce):
    there = small_org(salesforce)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    won = datetime.now(UTC).replace(microsecond=0)
    salesforce.edit("Opportunity", there["deal"], won, StageName="Closed Won")
    await company.sync(connection)
    deal = await only(company, Deal)
    assert (deal.status, deal.stage, deal.closed_at) == ("won", "Closed Won", won)
    changes = await company.rows(
        sa.select(DealChange.field, DealChange.after).where(DealChange.at == won).order_by(DealChange.field)
    )
    assert changes == [("stage", "Closed Won"), ("status", "won")]


async def test_deleted_and_merged_records(company, salesforce):
    there = small_org(salesforce)
    double = salesforce.add(
        "Contact", LONG_AGO, Name="D. Levi", Email="dana.levi@harel.example", AccountId=there["account"]
    )
    salesforce.add("Task", LONG_AGO, Subject="Ring her", WhoId=double, WhatId=there["deal"])
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    await _back_date(company, connection)
    salesforce.delete("Contact", double, into=there["dana"])
    salesforce.delete("Task", next(one for one, row in salesforce.rows["Task"].items() if row["TaskSubtype"] == "Call"))
    role = next(iter(salesforce.rows["OpportunityContactRole"]))
    salesforce.delete("OpportunityContactRole", role)

    run = await company.sync(connection)
    assert (run["by_kind"]["contact"]["merged"], run["by_kind"]["activity"]["deleted"]) == (1, 1)
    dana = await only(company, Contact)
    assert dana.external_id == there["dana"]
    ring = next(iter(await company.rows(sa.select(Activity.id).where(Activity.subject == "Ring her"))))[0]
    assert await company.rows(sa.select(ActivityPerson.contact_id).where(ActivityPerson.activity_id == ring)) == [
        (dana.id,)
    ]
    assert await company.rows(sa.select(DealPerson).where(DealPerson.source == connection)) == []
    again = await company.sync(connection)
    assert again["total"]["merged"] == again["total"]["deleted"] == 0


async def _back_date(company, connection, by=timedelta(minutes=10)):
    """As if the last sync had been some time ago, so that a delete log has something to say."""
    moved = {CrmCursor.gone_at: datetime.now(UTC) - by}
    await company.run(sa.update(CrmCursor).where(CrmCursor.connection_id == connection).values(moved))


async def test_deletions_too_long_ago_to_be_told_are_found_by_comparing_all_ids(company, salesforce):
    ids = [salesforce.add("Account", LONG_AGO, Name=f"A{n}") for n in range(30)]
    mails = small_org(salesforce)["mail"]
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    await _back_date(company, connection, timedelta(days=40))
    for one in ids[::3]:
        salesforce.delete("Account", one, at=LONG_AGO)
    run = await company.sync(connection)
    assert run["total"]["deleted"] == run["by_kind"]["account"]["deleted"] == 10
    assert mails in {
        one for (one,) in await company.rows(sa.select(Activity.external_id).where(Activity.deleted_at.is_(None)))
    }


async def test_a_renamed_field_is_named_and_the_rest_goes_on(company, salesforce):
    salesforce.custom["Opportunity"] = [
        {"name": "Discount__c", "label": "Discount", "type": "percent", "custom": True},
        {"name": "Legal__c", "label": "Legal involved", "type": "boolean", "custom": True},
    ]
    there = small_org(salesforce)
    salesforce.edit("Opportunity", there["deal"], Discount__c=12.5, Legal__c=True)
    connection = await company.salesforce(salesforce)
    mapping = f"/api/crm/connections/{connection}/mapping"
    chosen = await company.client.put(mapping, json={"kinds": {"deal": {"discount": "Discount__c"}}})
    assert chosen.is_success, chosen.text
    await company.sync(connection)
    deal = await only(company, Deal)
    assert (deal.discount, deal.custom) == (0.125, {"Legal involved": True})

    salesforce.rename_field("Opportunity", "Discount__c", "Discount_Percent__c")
    salesforce.edit("Opportunity", there["deal"], Amount=41000)
    run = await company.sync(connection)
    (problem,) = await company.findings(run, "problem")
    assert (problem["code"], problem["name"], problem["field"], problem["crm"]) == (
        "field-missing", "Discount__c", "discount", "Discount_Percent__c"
    )  # fmt: skip
    deal = await only(company, Deal)
    assert (deal.amount, deal.discount) == (Decimal("41000.00"), 0.125)  # what it filled stays

    use = next(f for f in (await company.client.get(mapping)).json()["kinds"][2]["fields"] if f["ours"] == "discount")
    assert (use["missing"], use["suggestion"]) == (True, "Discount_Percent__c")
    salesforce.rows["Opportunity"][there["deal"]]["Discount_Percent__c"] = 20  # with no change of the record's time
    await company.client.put(mapping, json={"kinds": {"deal": {"discount": "Discount_Percent__c"}}})
    await company.sync(connection)
    assert (await only(company, Deal)).discount == 0.2


async def test_a_field_that_goes_while_one_reads_is_left_out_and_named(company, salesforce):
    salesforce.custom["Account"] = [{"name": "Tier__c", "label": "Tier", "type": "string", "custom": True}]
    for number in range(3):
        salesforce.add("Account", LONG_AGO, Name=f"A{number}", Tier__c="gold")

    def meanwhile(asked):
        if asked.path.endswith("/describe") and "EmailMessage" in asked.path:
            salesforce.rename_field("Account", "Tier__c", "Level__c")

    salesforce.hook = meanwhile
    run = await company.sync(await company.salesforce(salesforce))
    assert run["by_kind"]["account"]["created"] == 3
    assert [(i["code"], i["name"]) for i in await company.findings(run, "problem")] == [("field-missing", "Tier__c")]


async def test_an_object_that_may_not_be_read_is_named_and_the_rest_goes_on(company, salesforce):
    small_org(salesforce)
    salesforce.hidden |= {"Event", "EmailMessage", "OpportunityHistory"}
    run = await company.sync(await company.salesforce(salesforce))
    assert {i["name"] for i in await company.findings(run, "problem")} == {"events", "OpportunityHistory"}
    kinds = {kind for (kind,) in await company.rows(sa.select(Activity.kind))}
    assert kinds == {"call", "email"}  # the task of an e-mail stands in for it


async def test_a_day_whose_requests_are_used_up_goes_on_where_it_stopped(company, salesforce):
    for number in range(1200):
        salesforce.add("Account", LONG_AGO, Name=f"A{number}")
    connection = await company.salesforce(salesforce)
    limit = Reply(403, [{"errorCode": "REQUEST_LIMIT_EXCEEDED", "message": "TotalRequests Limit exceeded."}])
    salesforce.faults.append(Fault("/query$", "", after=5, reply=limit))
    run = await company.sync(connection, "paused")
    assert "limit" in run["problem"]
    assert 0 < run["by_kind"]["account"]["created"] < 1200
    shown = (await company.client.get(f"/api/crm/connections/{connection}")).json()
    assert datetime.fromisoformat(shown["next_at"]) > datetime.now(UTC) + timedelta(minutes=50)
    rest = await company.sync(connection)
    assert run["by_kind"]["account"]["created"] + rest["by_kind"]["account"]["created"] == 1200
    assert await company.rows(sa.select(sa.func.count()).select_from(Account)) == [(1200,)]


async def test_a_revoked_app_asks_to_sign_in_again(company, salesforce):
    small_org(salesforce)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    salesforce.expire()
    salesforce.client_secret = "another"
    run = await company.sync(connection, "failed")
    assert "Connect it again" in run["problem"]
    shown = (await company.client.get(f"/api/crm/connections/{connection}")).json()
    assert (shown["status"], shown["next_at"]) == ("sign_in", None)
    refused = await company.client.post(f"/api/crm/connections/{connection}/sync")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/crm-not-signed-in")


async def test_bad_values_are_named_per_record_and_good_ones_go_in(company, salesforce):
    there = small_org(salesforce)
    one, other = (salesforce.add("Account", LONG_AGO, Name=name) for name in ("Ring A", "Ring B"))
    salesforce.edit("Account", one, ParentId=other)
    salesforce.edit("Account", other, ParentId=one)
    salesforce.add("Opportunity", LONG_AGO, Name="Refund", Amount=-5, StageName="Nowhere", AccountId=there["account"])
    salesforce.add("Opportunity", LONG_AGO, Name="Huge", Amount=10**20, StageName="Qualify", CloseDate="soon")
    salesforce.add("Contact", LONG_AGO, Name="Same Address", Email="dana@harel.example", AccountId=there["account"])
    salesforce.add("Task", LONG_AGO, Subject="x" * 900, Description="y" * 1_000_000, WhatId=there["deal"])
    run = await company.sync(await company.salesforce(salesforce))
    problems = {(i["code"], i["field"]) for i in await company.findings(run, "problem")}
    assert problems == {
        ("negative-amount", "Amount"), ("bad-number", "Amount"), ("bad-date", "CloseDate"), ("unknown-stage", None),
        ("parent-circle", "parent_id"),
    }  # fmt: skip
    amounts = dict(await company.rows(sa.select(Deal.name, Deal.amount)))
    assert amounts == {"Claims suite": Decimal("38000.00"), "Refund": None, "Huge": None}
    assert len(await company.rows(sa.select(Contact.id).where(Contact.email == "dana@harel.example"))) == 2
    parents = await company.rows(sa.select(Account.parent_id).where(Account.name.like("Ring %")))
    assert sum(parent is not None for (parent,) in parents) == 1
    assert await company.rows(sa.select(sa.func.length(Activity.text)).where(Activity.subject.like("xxx%"))) == [
        (200_000,)
    ]


async def test_records_of_one_before_the_other_are_joined_later(company, salesforce):
    """A deal speaks of an account that only comes with the next sync, without the deal being touched again."""
    account = salesforce.add("Account", LONG_AGO, Name="Hidden at first")
    row = salesforce.rows["Account"].pop(account)
    salesforce.add("Opportunity", LONG_AGO, Name="Early", StageName="Qualify", AccountId=account)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    assert (await only(company, Deal)).account_id is None
    salesforce.rows["Account"][account] = row | {"SystemModstamp": salesforce.now()}
    await company.sync(connection)
    assert (await only(company, Deal)).account_id == (await only(company, Account)).id


async def test_what_was_here_before_is_taken_over_not_doubled(company, salesforce):
    account = (await company.client.post("/api/accounts", json={"name": "HAREL  insurance"})).json()
    dana = (await company.client.post("/api/contacts", json={"name": "Dana L.", "email": "dana@harel.example"})).json()
    there = small_org(salesforce)
    connection = await company.salesforce(salesforce)
    await company.sync(connection)
    assert (await only(company, Account)).id == account["id"]
    contact = await only(company, Contact)
    assert (contact.id, contact.name, contact.external_id) == (dana["id"], "Dana Levi", there["dana"])

    await company.client.delete(f"/api/crm/connections/{connection}", params={"records": "keep"})
    before = (await only(company, Deal)).id
    again = await company.salesforce(salesforce)
    await company.sync(again)
    deal = await only(company, Deal)
    assert (deal.id, deal.source) == (before, again)
