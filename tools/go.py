"""The door of every make target. Old Pythons can read this file, so that they get a sentence and not a traceback."""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

if sys.version_info < (3, 11):
    sys.stderr.write(
        "This python3 is %d.%d, and 3.11 or later is needed: install one, then say which, as in"
        " 'make run PYTHON=python3.12'.\n" % sys.version_info[:2]
    )
    sys.exit(1)

sys.dont_write_bytecode = True
sys.path[0] = ROOT

from tools import cli

sys.exit(cli.main(sys.argv[1:]))
