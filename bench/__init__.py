"""Figures, each from one run, each beside a peer or a limit: `python -m bench.NAME`."""
