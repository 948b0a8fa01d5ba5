"""The public catalogue as files, one file a format. All read the same facts (``facts``), described once (``columns``)."""
