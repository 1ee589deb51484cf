"""A real server under load is injured, and each write it acknowledged is looked for afterwards. `make test-faults`.

``stand.py`` makes the paper and serves it, ``load.py`` asks, ``audit.py`` looks, ``judge.py`` says what counts as passed;
each fault is a module of ``kinds/``. ``test_short.py`` is the part that every test run does.
"""
