#!/usr/bin/env python
"""Run a management command with the development settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys


def main():
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iomfund.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
