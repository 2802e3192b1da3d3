#!/usr/bin/env python
"""Django's own commands, with the database found or started as for `nscl`."""

import sys

from nscl.config.launcher import main

if __name__ == "__main__":
    sys.exit(main(["manage", *sys.argv[1:]]))
