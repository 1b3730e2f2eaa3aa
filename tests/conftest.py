"""How the tests run: hypothesis without deadlines, the same examples every time."""

import os

from hypothesis import HealthCheck, Phase, settings

slow_machine = [HealthCheck.too_slow]
settings.register_profile(
    "quick",
    max_examples=50,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=slow_machine,
)
settings.register_profile(
    "thorough", max_examples=2000, deadline=None, suppress_health_check=slow_machine
)
settings.register_profile(  # one failure is enough, however long
    "mutants",
    parent=settings.get_profile("quick"),
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
)
settings.load_profile(os.environ.get("HYPOTHESIS", "quick"))
