"""Cases by an author who had seen neither what reads them nor its training lines: never train on them."""
