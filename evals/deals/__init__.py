"""Scores what the deals room says on cases whose truth is known."""
