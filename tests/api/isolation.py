"""What the isolation test calls operations with. Whoever adds an operation with ids in its path or body adds them here.

An operation with a path parameter that has no entry fails the test, and so does one whose entry does not work for its
own tenant: only then does a 404 for the other tenant mean anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from api.recordings import two_sides
from ringside.calls.live import cue_log
from ringside.calls.live.messages import Cue
from ringside.calls.live.models import LiveCall
from ringside.core.ids import new_id
from ringside.practice.models import VoiceCall

# Makes one object of the company of this signed-in owner and gives its id: by path parameter.
Maker = Callable[[Any], Awaitable[str]]


async def _user(owner: Any) -> str:
    invitation = (await owner.post("/api/invitations", json={"email": "isolated@example.com"})).json()
    body = {"token": invitation["token"], "name": "Somebody", "password": "correct horse battery"}
    answer = await owner.post("/api/auth/invitation/accept", json=body)
    return str(answer.json()["user"]["id"])


async def _invitation(owner: Any) -> str:
    return str((await owner.post("/api/invitations", json={"email": "invited@example.com"})).json()["id"])


async def _conversation(owner: Any) -> str:
    answer = await owner.post("/api/chat", json={"scenario_id": "cold-call", "text": ""})
    return str(answer.json()["conversation_id"])


async def _guest(owner: Any) -> str:
    """A link into the practice session begun last."""
    session = (await owner.get("/api/conversations")).json()["items"][0]["id"]
    return str((await owner.post(f"/api/practice/{session}/guests", json={"link": True})).json()["id"])


async def _visited(owner: Any) -> str:
    """A colleague's practice session to which the owner was invited, as the one who plays the buyer."""
    invitation = (await owner.post("/api/invitations", json={"email": f"{new_id()}@example.com"})).json()
    body = {"token": invitation["token"], "name": "Somebody", "password": "correct horse battery"}
    token = (await owner.post("/api/auth/invitation/accept", json=body)).json()["access_token"]
    as_rep = {"Authorization": f"Bearer {token}"}
    begun = await owner.post("/api/chat", json={"scenario_id": "cold-call", "text": ""}, headers=as_rep)
    at = f"/api/practice/{begun.json()['conversation_id']}"
    place = (await owner.post(f"{at}/guests", json={"role": "play"})).json()["id"]
    await owner.patch(f"{at}/guests/{place}", json={"status": "agreed"}, headers=as_rep)
    await owner.put(f"{at}/part", json={"take": True})
    said = {"conversation_id": begun.json()["conversation_id"], "text": "Hi, this is Sam. Do you have a minute?"}
    saying = asyncio.ensure_future(owner.post("/api/chat", json=said, headers=as_rep))
    for _ in range(1000):
        if (await owner.get(f"{at}/together")).json()["owed"]:
            break
        await asyncio.sleep(0.01)
    _SAYING.add(saying)
    saying.add_done_callback(_SAYING.discard)
    return str(begun.json()["conversation_id"])


_SAYING: set[asyncio.Future[Any]] = set()


async def _recorded_conversation(owner: Any) -> str:
    """A practice call whose sound was kept: what a microphone would bring stands there already."""
    conversation = await _conversation(owner)
    await owner.post(f"/api/chat/{conversation}/end")
    state, tenant, now = owner._transport.app.state, owner.tenant["id"], datetime.now(UTC)

    async def sound() -> AsyncIterator[bytes]:
        yield b"sound"

    await state.files.save(tenant, f"{conversation}.mp3", sound())
    async with state.databases.tenant(tenant) as session:
        session.add(
            VoiceCall(
                call_id=conversation,
                manner="cascade",
                began_at=now,
                connection="x",
                recording_by=owner.user["id"],
                recording_at=now,
                file=f"{conversation}.mp3",
                file_seconds=1.0,
            )
        )
    return conversation


async def _scenario(owner: Any) -> str:
    return str((await owner.post("/api/scenarios", json=SCENARIO)).json()["id"])


async def _persona(owner: Any) -> str:
    answer = await owner.post("/api/personas/generate", json={"weakness": "closing"})
    return str(answer.json()["persona"]["id"])


async def _call(owner: Any) -> str:
    answer = await owner.post("/api/calls", json={"title": "Ours", "transcript": TRANSCRIPT, "rubric": "discovery"})
    return await _analysed(owner, answer.json()["id"])


async def _analysed(owner: Any, call_id: str) -> str:
    for _ in range(1500):
        if (await owner.get(f"/api/calls/{call_id}")).json()["status"] not in ("queued", "running"):
            return call_id
        await asyncio.sleep(0.02)
    raise TimeoutError(call_id)


async def _finding(owner: Any) -> str:
    """Findings are named by what they say, so those of two calls with the same words have the same names."""
    call = (await owner.get(f"/api/calls/{await _call(owner)}")).json()
    return str(call["findings"][0]["id"])


async def _talk_about_numbers(owner: Any) -> tuple[str, str]:
    """A conversation and its answer, the same for every parameter of one operation."""
    listed = (await owner.get("/api/metrics/conversations")).json()["items"]
    if not listed:
        await owner.post("/api/metrics/chat", json={"text": "How many orders were there?"})
        listed = (await owner.get("/api/metrics/conversations")).json()["items"]
    conversation = (await owner.get(f"/api/metrics/conversations/{listed[0]['id']}")).json()
    return conversation["id"], conversation["items"][-1]["id"]


async def _number_conversation(owner: Any) -> str:
    return (await _talk_about_numbers(owner))[0]


async def _number_message(owner: Any) -> str:
    return (await _talk_about_numbers(owner))[1]


TRANSCRIPT = """Rep: How do you handle renewals today?
Customer: We use spreadsheets, and last month we lost two clients because nobody called them.
Rep: We have ten modules and a mobile app.
Customer: That sounds expensive.
Rep: It is not. Do you want it?
Customer: No, send me an email."""


async def _document(owner: Any) -> str:
    files = {"file": ("prices.md", b"# Prices\n\nA seat costs 49 dollars a month.", "text/markdown")}
    return str((await owner.post("/api/playbook/knowledge", files=files)).json()["id"])


async def _rubric(owner: Any) -> str:
    return str((await owner.post("/api/playbook/rubrics", json={"copy_of": "laer"})).json()["id"])


SCENARIO = {"title": "Ours", "kind": "cold_call", "goal": "Get a meeting", "persona_id": "dana-levi"}


async def _recorded_call(owner: Any) -> str:
    files = {"file": ("call.wav", two_sides(), "audio/wav")}
    return await _analysed(owner, (await owner.post("/api/calls", files=files)).json()["id"])


async def _upload(owner: Any) -> str:
    return str((await owner.post("/api/calls/uploads", headers={"Upload-Length": "3"})).json()["id"])


async def _source(owner: Any) -> str:
    files = [("files", ("ours.csv", b"id,amount\n1,5.5\n1,abc\n2,3\n3,4\n4,6\n", "text/csv"))]
    return str((await owner.post("/api/metrics/sources", files=files)).json()["id"])


async def _connection(owner: Any) -> str:
    body = {"url": "postgresql://nobody:nothing@127.0.0.1:1/none"}
    return str((await owner.post("/api/metrics/sources/connect", json=body)).json()["id"])


async def _model_version(owner: Any) -> str:
    """The number of a version of the semantic model, which the first data makes."""
    await _source(owner)
    listed = (await owner.get("/api/metrics/model/versions")).json()["items"]
    return str(listed[0]["version"])


async def _insight(owner: Any) -> str:
    """A pinned number; the same one for every parameter of one operation."""
    if kept := (await owner.get("/api/insights")).json()["items"]:
        return str(kept[0]["id"])
    await _source(owner)
    return str((await owner.post("/api/insights", json={"query": {"measures": ["count(ours)"]}})).json()["id"])


async def _comment(owner: Any) -> str:
    address = f"/api/insights/{await _insight(owner)}/comments"
    return str((await owner.post(address, json={"text": "Look at this"})).json()["id"])


async def _watched_insight(owner: Any) -> str:
    insight = await _insight(owner)
    await owner.put(f"/api/insights/{insight}/alert", json={"kind": "surprise"})
    return insight


async def _account(owner: Any) -> str:
    return str((await owner.post("/api/accounts", json={"name": "Ours"})).json()["id"])


async def _contact(owner: Any) -> str:
    return str((await owner.post("/api/contacts", json={"name": "Dana"})).json()["id"])


async def _deal(owner: Any) -> str:
    """A deal with a competitor and, when there is a contact, a stakeholder."""
    deal = (await owner.post("/api/deals", json={"name": "Ours"})).json()["id"]
    await owner.post(f"/api/deals/{deal}/competitors", json={"name": "Rival"})
    return str(deal)


async def _stakeholder(owner: Any) -> str:
    """A contact with a part in the deal made last."""
    deal = (await owner.get("/api/deals", params={"sort": "-created"})).json()["items"][0]["id"]
    contact = await _contact(owner)
    await owner.put(f"/api/deals/{deal}/people/{contact}", json={})
    return contact


async def _linked_call(owner: Any) -> str:
    """A recorded call that belongs to the deal made last."""
    deal = (await owner.get("/api/deals", params={"sort": "-created"})).json()["items"][0]["id"]
    call = await _call(owner)
    await owner.post(f"/api/deals/{deal}/calls", json={"call_id": call})
    return call


async def _with_call(owner: Any) -> dict[str, str]:
    return {"call_id": await _call(owner)}


async def _with_conversation(owner: Any) -> dict[str, str]:
    return {"conversation_id": await _conversation(owner)}


async def _activity(owner: Any) -> str:
    body = {"kind": "note", "at": "2026-11-01T09:00:00Z", "text": "They want a pilot"}
    return str((await owner.post("/api/activities", json=body)).json()["id"])


async def _objection_answer(owner: Any) -> str:
    body = {"title": "Ours", "kind": "price", "language": "en", "text": "What are you measuring it against?"}
    return str((await owner.post("/api/objections", json=body)).json()["id"])


async def _answer_use(owner: Any) -> str:
    body = {"kind": "price", "language": "en", "text": "What are you measuring it against?"}
    return str((await owner.post("/api/objections/uses", json=body)).json()["id"])


async def _crm_connection(owner: Any) -> str:
    body = {"kind": "drop", "auth": "none"}
    return str((await owner.post("/api/crm/connections", json=body)).json()["id"])


async def _crm_sign_in(owner: Any) -> str:
    body = {"kind": "hubspot", "auth": "oauth", "client_id": "ours", "client_secret": "secret"}
    return str((await owner.post("/api/crm/connections", json=body)).json()["id"])


async def _crm_run(owner: Any) -> str:
    return str((await owner.post(f"/api/crm/connections/{await _crm_connection(owner)}/sync")).json()["id"])


async def _recommendation(owner: Any) -> str:
    coaching = (await owner.get(f"/api/ai/deal-coach/{await _deal(owner)}")).json()
    return str(coaching["recommendations"][0]["id"])


async def _import_mapping(owner: Any) -> str:
    files = {"file": ("deals.csv", b"Deal name,Amount\nOurs,5\n", "text/csv")}
    await owner.post("/api/deals/import", files=files)
    return str((await owner.get("/api/deals/import/mappings")).json()[0]["id"])


async def _contact_with_persona(owner: Any) -> str:
    contact = await _contact(owner)
    await owner.get(f"/api/ai/persona/{contact}")
    return contact


async def _contact_with_a_pin(owner: Any) -> str:
    contact = await _contact(owner)
    await owner.put(f"/api/ai/persona/{contact}/traits/decision_style", json={"value": "In the Monday round"})
    return contact


async def _first_version(owner: Any) -> str:
    return "1"


async def _coached_call(owner: Any) -> str:
    """A live call with a cue: what a recorder's sound would bring stands there already."""
    call = (await owner.post("/api/live", json={"source": "raw", "consent": {"basis": "consent"}})).json()["call_id"]
    cue = Cue(
        id="1", lane="trigger", kind="price", case="asked", text="Name it", why="They asked", at=1, expires_at=9,
        priority=0.5,
    )  # fmt: skip
    async with owner._transport.app.state.databases.tenant(owner.tenant["id"]) as session:
        await cue_log.keep(session, call, [cue])
    return str(call)


async def _live_call(owner: Any) -> str:
    body = {"source": "browser", "listening": True}
    return str((await owner.post("/api/live", json=body)).json()["call_id"])


async def _call_with_a_bot(owner: Any) -> str:
    """A live call of a company with an account at Recall.ai, whose bot is in the meeting already."""
    account = {"api_key": "key-of-theirs", "signing_secret": "whsec_YWJj"}
    kept = await owner.put("/api/live/vendors/recall", json=account)
    assert kept.is_success, kept.text
    call = await _live_call(owner)
    async with owner._transport.app.state.databases.tenant(owner.tenant["id"]) as session:
        row = await session.get_one(LiveCall, call)
        row.source, row.vendor = "recall", {"meeting": "https://meet.google.com/a", "bot": "bot-1"}
    return call


async def _call_with_a_step(owner: Any) -> str:
    said = (
        f"{TRANSCRIPT}\nRep: Shall we meet on Tuesday at ten so that I show you?\nCustomer: Yes, Tuesday at ten works."
    )
    call = (await owner.post("/api/calls", json={"title": "Ours", "transcript": said})).json()["id"]
    return await _analysed(owner, call)


OBJECTS: dict[str, Maker] = {
    "mapping_id": _import_mapping,
    "recommendation_id": _recommendation,
    "connection_id": _crm_connection,
    "run_id": _crm_run,
    "entry_id": _objection_answer,
    "use_id": _answer_use,
    "account_id": _account,
    "contact_id": _contact,
    "deal_id": _deal,
    "activity_id": _activity,
    "insight_id": _insight,
    "comment_id": _comment,
    "source_id": _source,
    "upload_id": _upload,
    "user_id": _user,
    "invitation_id": _invitation,
    "conversation_id": _conversation,
    "guest_id": _guest,
    "scenario_id": _scenario,
    "persona_id": _persona,
    "rubric_id": _rubric,
    "document_id": _document,
    "call_id": _call,
    "finding_id": _finding,
    "message_id": _number_message,
    "version": _model_version,
}

RUBRIC = {
    "title": {"en": "Ours"},
    "criteria": [
        {
            "title": {"en": "Said it"},
            "skill": "value",
            "weight": 1,
            "shows": {"kind": "phrases", "phrases": ["guarantee"]},
        }
    ],
}

# Operations that need another object than the usual one: by operation id and path parameter.
SPECIAL: dict[tuple[str, str], Maker] = {
    ("live_cues", "call_id"): _coached_call,
    ("live_change_cue", "call_id"): _coached_call,
    ("deals_authorize_crm_connection", "connection_id"): _crm_sign_in,
    ("deals_remove_person", "contact_id"): _stakeholder,
    ("deals_persona_version", "contact_id"): _contact_with_persona,
    ("deals_persona_version", "version"): _first_version,
    ("deals_unpin_trait", "contact_id"): _contact_with_a_pin,
    ("deals_unlink_call", "call_id"): _linked_call,
    ("insights_delete_alert", "insight_id"): _watched_insight,
    ("metrics_refresh_source", "source_id"): _connection,
    **{(f"live_{name}", "call_id"): _live_call for name in ("get", "change", "end", "whisper", "delete")},
    ("live_join", "call_id"): _call_with_a_bot,
    ("deals_put_next_step", "call_id"): _call_with_a_step,
    ("calls_get_audio", "call_id"): _recorded_call,
    ("practice_play_recording", "conversation_id"): _recorded_conversation,
    ("calls_get_waveform", "call_id"): _recorded_call,
    ("practice_whisper", "conversation_id"): _visited,
    ("practice_take_part", "conversation_id"): _visited,
    ("practice_say_line", "conversation_id"): _visited,
    ("practice_get_part_card", "conversation_id"): _visited,
    ("metrics_get_conversation", "conversation_id"): _number_conversation,
    ("metrics_rename_conversation", "conversation_id"): _number_conversation,
    ("metrics_delete_conversation", "conversation_id"): _number_conversation,
    ("metrics_judge_message", "conversation_id"): _number_conversation,
}

# Ids that mean the same for every tenant: shipped content, nobody's data. Their answers are built per tenant.
SHARED: dict[str, str] = {
    "cue_id": "1", "criterion_id": "problem", "name": "Rival", "trait_id": "decision_style", "vendor": "twilio",
}  # fmt: skip

# Bodies for operations that need one before they look at the path: by operation id. A function makes one with ids.
BODIES: dict[str, Any] = {
    "deals_mark_recommendation": {"status": "done"},
    "deals_word_coaching": {},
    "deals_change_crm_connection": {"name": "Renamed"},
    "deals_set_crm_mapping": {"kinds": {}},
    "deals_drop_crm_files": {"deals": [{"id": "1", "name": "Ours"}]},
    "deals_link_call": _with_call,
    "deals_put_next_step": {"step": 0},
    "deals_link_practice": _with_conversation,
    "deals_change_objection_answer": {"version": 1, "title": "Renamed"},
    "deals_decide_objection_answer": {"version": 1, "action": "approve"},
    "deals_report_objection_use": {"rating": 4, "outcome": "resolved"},
    "deals_change_account": {"name": "Renamed"},
    "deals_change_contact": {"name": "Renamed"},
    "deals_change_deal": {"name": "Renamed"},
    "deals_change_activity": {"subject": "Renamed"},
    "deals_put_person": {"role": "champion"},
    "deals_add_competitor": {"name": "Rival"},
    "deals_refresh_persona": {},
    "deals_pin_trait": {"value": "In the Monday round"},
    "deals_persona_privacy": {"hidden": False},
    "deals_share_persona": {},
    "deals_rehearse_meeting": {},
    "insights_change": {"title": "Renamed"},
    "insights_comment": {"text": "Look at this"},
    "insights_set_alert": {"kind": "surprise"},
    "live_change": {"title": "Renamed"},
    "live_whisper": {"text": "Ask why"},
    "calls_append_upload": None,
    "playbook_save_rubric": {"version": 1, "form": RUBRIC},
    "accounts_change_member": {"role": "manager"},
    "knowledge_change_document": {"title": "Renamed"},
    "practice_change_scenario": {"title": "Renamed"},
    "practice_ask_guest": {"link": True},
    "practice_change_guest": {"status": "revoked"},
    "practice_whisper": {"text": "Ask on"},
    "practice_take_part": {"take": False},
    "practice_say_line": {"text": "Who is this?"},
    "calls_change_call": {"title": "Renamed"},
    "calls_confirm_consent": {"basis": "notice"},
    "calls_attach_transcript": {"transcript": TRANSCRIPT},
    "calls_assign_speakers": {"roles": {"Rep": "rep"}},
    "calls_analyse_call": {},
    "calls_override_criterion": {"result": "met"},
    "calls_judge_finding": {"verdict": "wrong"},
    "metrics_rename_conversation": {"title": "Renamed"},
    "metrics_refresh_source": None,
    "metrics_judge_message": {"thumbs": "down"},
    "live_change_cue": {"useful": True},
}

# Headers for operations that need some before they look at the path: by operation id.
HEADERS: dict[str, dict[str, str]] = {
    "calls_append_upload": {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"},
}

# Ids that travel in a body: operation id, the field, which object, and the rest of the body.
IN_BODIES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("deals_send_feedback", "deal_id", "deal_id", {"card": "coach", "item": "any", "useful": True}),
    ("deals_send_feedback", "contact_id", "contact_id", {"card": "persona", "item": "any", "useful": True}),
    ("deals_handle_objection", "deal_id", "deal_id", {"text": "Too expensive"}),
    ("deals_handle_objection", "contact_id", "contact_id", {"text": "Too expensive"}),
    ("deals_use_objection_answer", "entry_id", "entry_id", {"kind": "price", "language": "en", "text": "Why?"}),
    ("deals_use_objection_answer", "deal_id", "deal_id", {"kind": "price", "language": "en", "text": "Why?"}),
    ("deals_use_objection_answer", "contact_id", "contact_id", {"kind": "price", "language": "en", "text": "Why?"}),
    (
        "deals_add_objection_answer",
        "replaces",
        "entry_id",
        {"title": "Ours", "kind": "price", "language": "en", "text": "Why?"},
    ),
    ("deals_create_deal", "account_id", "account_id", {"name": "Ours"}),
    ("deals_create_contact", "account_id", "account_id", {"name": "Dana"}),
    ("deals_create_account", "parent_id", "account_id", {"name": "Daughter"}),
    ("deals_create_activity", "deal_id", "deal_id", {"kind": "note", "at": "2026-11-01T09:00:00Z"}),
    ("playbook_create_rubric", "copy_of", "rubric_id", {}),
    ("live_start", "deal_id", "deal_id", {"source": "browser"}),
    ("live_start", "contact_id", "contact_id", {"source": "browser"}),
    ("practice_chat", "conversation_id", "conversation_id", {"text": "Hello?"}),
    ("practice_chat", "scenario_id", "scenario_id", {"text": ""}),
    ("practice_chat", "persona_id", "persona_id", {"text": ""}),
    ("practice_create_scenario", "persona_id", "persona_id", {"title": "Ours", "goal": "Get a meeting"}),
]

# Whoever may come without credentials.
PUBLIC = {
    "live_answer_twilio",
    "live_hear_recall",
    "live_hear_zoom",
    "deals_finish_crm_authorization",
    "deals_receive_hubspot_webhook",
    "core_health",
    "core_ready",
    "accounts_register",
    "accounts_login",
    "accounts_exchange",
    "accounts_refresh",
    "accounts_logout",
    "accounts_view_invitation",
    "accounts_accept_invitation",
}
