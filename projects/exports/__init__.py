"""The catalogue as files, one module for each kind."""
