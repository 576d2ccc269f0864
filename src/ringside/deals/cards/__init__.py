"""What every card of the deals room shares: how a person wants it worded, and whether it was of use."""
