"""Reads of the site's pages and its glossary."""
