"""Dates as the portal writes them in French."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATE_FORMAT = "j N Y"  # “juin” and “juil.”: three letters are the same for both
TIME_FORMAT = "H:i"
