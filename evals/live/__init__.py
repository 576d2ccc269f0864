"""Scores the cues of live calls on labelled scripts."""
