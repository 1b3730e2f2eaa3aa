"""``python -m ecreport`` is the command ``ecreport``."""

from .cli import main

raise SystemExit(main())
