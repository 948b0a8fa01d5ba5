"""Reads of running projects, one file for each subject."""
