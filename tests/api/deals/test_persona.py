"""Contact personas over HTTP: made, updated, pinned, compared, shared, exported, hidden, forgotten, rehearsed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

PAIN = "Our biggest problem is that claims wait nine days before anybody opens them."
MAILS = (
    f"Hi Sam,\n\n{PAIN} Could you send me the numbers behind your calculation?\n\nBest,\nDana",
    "What is the payback period? I need to see the figures before I take this any further.",
    "I would like to see a breakdown of the cost per claim. The price is too high for our budget.",
    "How many hours did other insurers save in the first year? Can you give us a discount?",
    "Thanks. Please send the data for the second year as well.",
    "We looked at the numbers and the calculation does not add up yet.",
)
SECRET = "zwiebelkuchen"


async def made(client, path, **body):
    answer = await client.post(f"/api/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def a_contact(client, name="Dana Cohen", mails=MAILS):
    """A contact on an open deal who has answered these e-mails, each three hours after ours."""
    account = await made(client, "accounts", name=f"{name} Insurance", country="Israel")
    dana = await made(client, "contacts", name=name, account_id=account["id"], title="Head of Claims")
    deal = await made(client, "deals", name="Claims desk", account_id=account["id"])
    await client.put(f"/api/deals/{deal['id']}/people/{dana['id']}", json={"role": "champion"})
    start = datetime.now(UTC).replace(hour=7, minute=30, second=11, microsecond=0) - timedelta(days=60)
    for i, text in enumerate(mails):
        at = start + timedelta(days=7 * i)
        subject, on = f"Claims {i}", {"deal_id": deal["id"]}
        await mail(client, dana, at, "out", "Did you have time to look?", subject, **on)
        await mail(client, dana, at + timedelta(hours=3), "in", text, f"Re: {subject}", **on)
    return dana, deal


async def mail(client, contact, at, direction, text, subject="", **more):
    people = [{"contact_id": contact["id"], "part": "from" if direction == "in" else "to"}]
    body = {"kind": "email", "at": at.isoformat(), "direction": direction, "text": text, "subject": subject}
    return await made(client, "activities", **body, people=people, **more)


async def seen(client, contact, **params):
    answer = await client.get(f"/api/ai/persona/{contact['id']}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def trait(persona, name):
    return next(t for t in persona["traits"] if t["name"] == name)


async def test_a_persona_says_what_the_records_show_and_cites_them(owner):
    dana, _deal = await a_contact(owner)
    persona = await seen(owner, dana)
    assert (persona["version"], persona["touchpoints"], persona["standing"]) == (1, 12, "shown")
    style = trait(persona, "decision_style")
    assert (style["status"], style["key"]) == ("known", "numbers")
    assert trait(persona, "response_time")["key"] == "h4"
    assert trait(persona, "track_record")["status"] == "too_little"
    pain = trait(persona, "pain")
    assert pain["value"] == PAIN
    for evidence in pain["evidence"] + style["evidence"]:
        text = (await owner.get(f"/api/activities/{evidence['id']}")).json()["text"]
        assert text[evidence["start"] : evidence["end"]] == evidence["text"]
    hebrew = await seen(owner, dana, language="he")
    assert "מספרים" in trait(hebrew, "decision_style")["value"]
    assert (await seen(owner, dana))["version"] == 1, "reading makes no version"


async def test_new_touchpoints_make_a_version_and_pins_survive_it(owner, rep):
    dana, deal = await a_contact(owner)
    await seen(owner, dana)
    path = f"/api/ai/persona/{dana['id']}"
    body = {"value": "Decides in the Monday round", "note": "said at the fair"}
    pinned = (await rep.put(f"{path}/traits/decision_style", json=body)).json()
    assert trait(pinned, "decision_style")["value"] == body["value"]
    assert trait(pinned, "decision_style")["pin"]["by"] == rep.user["name"]
    await mail(owner, dana, datetime.now(UTC) - timedelta(hours=1), "in",
               "The manual typing costs us two people a week, our worst bottleneck.", deal_id=deal["id"])  # fmt: skip
    after = await seen(owner, dana)
    assert after["version"] == 3
    assert trait(after, "decision_style")["pinned"]
    versions = (await owner.get(f"{path}/versions")).json()["items"]
    assert [(v["version"], v["cause"]) for v in versions] == [(3, "touchpoints"), (2, "pinned"), (1, "first")]
    diff = (await owner.get(f"{path}/diff", params={"before": 1, "after": 3})).json()["changes"]
    assert {"decision_style": "changed"}.items() <= {c["name"]: c["change"] for c in diff}.items()
    assert any(c["name"] == "pain" and c["change"] == "new" for c in diff)
    assert (await owner.get(f"{path}/versions/1")).json()["traits"]
    assert (await owner.get(f"{path}/versions/9")).status_code == 404
    freed = (await owner.delete(f"{path}/traits/decision_style")).json()
    assert trait(freed, "decision_style")["key"] == "numbers"
    assert not trait(freed, "decision_style")["pinned"]


async def test_two_personas_are_compared_shared_and_exported(owner, rep):
    dana, _ = await a_contact(owner)
    eli, _ = await a_contact(owner, "Eli Mor", ("Let's go ahead.", "Please send the contract.", "Can we start now?"))
    await owner.post(f"/api/ai/persona/{dana['id']}")
    compared = (await owner.get("/api/ai/persona/compare", params={"a": dana["id"], "b": eli["id"]})).json()
    row = next(t for t in compared["traits"] if t["name"] == "decision_style")
    assert row["differs"] in (True, None)
    assert row["a"][0]["key"] == "numbers"
    answer = await owner.post(
        f"/api/ai/persona/{dana['id']}/share", json={"user_ids": [rep.user["id"]], "note": "Before Monday"}
    )
    assert answer.json()["shared"][0]["to"] == rep.user["name"]
    notices = (await rep.get("/api/notices")).json()["items"]
    assert notices[0]["link"] == f"/contacts/{dana['id']}"
    unknown = await owner.post(f"/api/ai/persona/{dana['id']}/share", json={"user_ids": ["nobody"]})
    assert unknown.status_code == 422
    for kind, start in (("md", b"# Persona of Dana"), ("pdf", b"%PDF"), ("json", b"{")):
        file = await owner.get(f"/api/ai/persona/{dana['id']}/export", params={"format": kind})
        assert file.content.startswith(start)
        assert (kind == "pdf") or PAIN[:30].encode() in file.content


async def test_sources_can_be_left_out_and_a_persona_hidden_or_forgotten(owner, rep, settings):
    dana, deal = await a_contact(owner, mails=(*MAILS, f"What matters most to us is the {SECRET}, nothing else."))
    path = f"/api/ai/persona/{dana['id']}"
    assert SECRET in (await owner.get(path)).text
    narrowed = (await owner.put(f"{path}/privacy", json={"excluded": ["email_text"]})).json()
    assert trait(narrowed, "response_time")["status"] == "known", "times still count"
    assert trait(narrowed, "pain")["status"] == "too_little"
    assert [v["cause"] for v in (await owner.get(f"{path}/versions")).json()["items"]] == ["first"]
    assert (await rep.put(f"{path}/privacy", json={"hidden": True})).status_code == 403
    assert (await owner.put(f"{path}/privacy", json={"hidden": True, "excluded": []})).status_code == 200
    assert (await seen(rep, dana))["standing"] == "hidden"
    assert (await rep.post(path)).status_code == 403
    rehearsal = await made(owner, f"contacts/{dana['id']}/rehearse", deal_id=deal["id"])
    assert (await owner.delete(path)).status_code == 204
    assert (await seen(owner, dana))["standing"] == "forgotten"
    assert (await owner.post(path)).json()["type"] == "/problems/persona-forgotten"
    assert (await owner.get(f"/api/conversations/{rehearsal['conversation_id']}")).status_code == 404
    for activity in (await owner.get(f"/api/deals/{deal['id']}/timeline")).json()["items"]:
        if SECRET in str(activity):
            await owner.delete(f"/api/activities/{activity['id']}")
    resumed = (await owner.post(f"{path}/resume")).json()
    assert (resumed["version"], resumed["standing"]) == (1, "shown")
    assert (await owner.get(f"{path}/versions")).json()["items"][0]["version"] == 1


@pytest.mark.parametrize("what", ["ai/persona", "contacts"])
async def test_what_was_forgotten_is_gone_from_the_disk(owner, rep, settings, what):
    dana, deal = await a_contact(owner, mails=MAILS[:2])
    path = f"/api/ai/persona/{dana['id']}"
    await owner.put(f"{path}/traits/channel", json={"value": f"Rings about {SECRET}", "note": SECRET})
    await owner.post(f"{path}/share", json={"note": SECRET})
    await made(owner, f"contacts/{dana['id']}/rehearse", deal_id=deal["id"])
    left = [file for file in settings.data.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert left
    assert (await owner.delete(f"/api/{what}/{dana['id']}")).status_code == 204
    assert (await rep.get("/api/notices")).json()["items"] == []
    # What was written before a checkpoint stays in the write-ahead log until the next one.
    left = [file for file in settings.data.rglob("*.db") if SECRET.encode() in file.read_bytes()]
    assert not left


async def test_a_rehearsed_meeting_holds_the_deals_open_objections_and_lands_in_its_timeline(owner):
    dana, deal = await a_contact(owner)
    eli = await made(owner, "contacts", name="Eli Mor", title="CFO")
    other = await made(owner, "deals", name="Another deal")
    await owner.put(f"/api/deals/{deal['id']}/people/{eli['id']}", json={})
    yesterday = datetime.now(UTC) - timedelta(days=1)
    await mail(owner, eli, yesterday, "in", f"Our {SECRET} is our worst problem. This is not a good time for us.",
               deal_id=deal["id"])  # fmt: skip
    await mail(owner, dana, yesterday, "in", f"We already have a supplier for the {SECRET}.", deal_id=other["id"])
    begun = await made(owner, f"contacts/{dana['id']}/rehearse", deal_id=deal["id"], level="foundation")
    kinds = {o["kind"]: o for o in begun["objections"]}
    assert kinds["price"]["own_words"]
    assert "competitor" not in kinds
    conversation = (await owner.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert conversation["persona"]["name"] == "Dana Cohen"
    assert conversation["turns"][0]["speaker"] == "customer"
    assert SECRET not in str(conversation)
    assert not await practised(owner, deal)
    said = {"conversation_id": begun["conversation_id"], "text": "What is behind that for you?"}
    reply = (await owner.post("/api/chat", json=said)).json()
    assert SECRET not in str(reply)
    await owner.post(f"/api/chat/{begun['conversation_id']}/end")
    await owner.get(f"/api/conversations/{begun['conversation_id']}")
    held = await practised(owner, deal)
    assert [item["conversation_id"] for item in held] == [begun["conversation_id"]]
    third = await made(owner, "deals", name="A third deal")
    stranger = await owner.post(f"/api/contacts/{dana['id']}/rehearse", json={"deal_id": third["id"]})
    assert stranger.json()["type"] == "/problems/not-on-this-deal"


async def test_contacts_and_deals_of_others_can_be_neither_compared_nor_rehearsed(owner, other_tenant):
    dana, deal = await a_contact(owner, mails=MAILS[:1])
    theirs = await made(other_tenant, "contacts", name="Gil")
    for pair in ({"a": theirs["id"], "b": dana["id"]}, {"a": dana["id"], "b": theirs["id"]}):
        assert (await other_tenant.get("/api/ai/persona/compare", params=pair)).status_code == 404
    answer = await other_tenant.post(f"/api/contacts/{theirs['id']}/rehearse", json={"deal_id": deal["id"]})
    assert answer.json()["type"] == "/problems/unknown-deal"


async def practised(client, deal):
    page = await client.get(f"/api/deals/{deal['id']}/timeline", params={"kind": "practice"})
    return page.json()["items"]
