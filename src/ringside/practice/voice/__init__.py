"""Practice by voice: sessions, their doors, recordings, times and latency. The buyer is the same as in text."""
