"""Many machines on one: network namespaces, two PostgreSQL servers, nodes, nginx in front; then things are broken.

Needs root. ``make test-machines`` runs all proofs and writes build/machines/report.json; see ``__main__.py``.
"""
