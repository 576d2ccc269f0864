"""Who of the speakers is the rep: how often it is found when nobody says so."""
