"""Labelled sentences about numbers for the gate that reads every narrative again."""
