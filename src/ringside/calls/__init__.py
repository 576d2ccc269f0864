"""Recorded calls: how they come in, what is found in them, and what people say about the findings."""
