"""Calls while they are held: capture, streaming transcript, cues, and the report from what was heard live."""
