"""What Ringside remarks about a call is said in the language of whoever reads it, whatever the call was held in."""


async def test_remarks_are_in_the_language_of_the_reader(rep, send) -> None:
    call = await send(rep, "Hi Dana, may I have half a minute?\n\nDana, are you there?\n", language="en")
    assert "No speakers are named" in " ".join(note["what"] for note in call["notes"])
    english = call["speakers_why"]
    await rep.patch("/api/users/me", json={"language": "he"})
    again = (await rep.get(f"/api/calls/{call['id']}")).json()
    assert {note["where"] for note in again["notes"]} == {"הקובץ כולו"}
    assert [note["code"] for note in again["notes"]] == [note["code"] for note in call["notes"]]
    assert "אין שמות דוברים" in " ".join(note["what"] for note in again["notes"])
    assert english
    assert again["speakers_why"] != english
    assert any("א" <= letter <= "ת" for letter in again["speakers_why"])
