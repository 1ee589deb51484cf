"""The faults, one a module: each has ``run(is_long)``, which gives the verdicts of what it injured."""
