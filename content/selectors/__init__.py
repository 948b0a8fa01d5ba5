"""Reads of the site's pages."""
