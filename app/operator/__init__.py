"""What the operator's commands do, one module for each group of commands; `app/cli.py` reads the command line."""
