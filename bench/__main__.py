"""Every figure, one after another, one JSON line each: `python -m bench [--quick]`."""

import subprocess
import sys

MODULES = (
    *("start_up", "audit", "access", "register", "people", "flood", "wrong_codes", "hidden_cases"),
    *("pages_beside_media", "media_forwarding"),
)

failed = [name for name in MODULES if subprocess.run([sys.executable, "-m", f"bench.{name}", *sys.argv[1:]]).returncode]
sys.exit(f"did not run: {', '.join(failed)}" if failed else 0)
