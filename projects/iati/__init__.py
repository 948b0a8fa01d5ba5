"""Public records as activities of IATI 2.03 (design open-data 4): described, written, checked, kept."""
