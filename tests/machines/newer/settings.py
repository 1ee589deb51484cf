from commonpress.config.settings import *  # noqa: F403
from commonpress.config.settings import INSTALLED_APPS as TODAYS

INSTALLED_APPS = [*TODAYS, "tests.machines.newer"]
