"""How long until a court is there: `make demo` to `ready`, the very first page, the next, and back after a kill.

    python -m bench.start_up [--quick]

Each figure is a ratio of its limit: 90 s, 200 ms for a page, and 8 s.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
LIMITS = {"demo_to_ready": 90.0, "first_page": 0.2, "next_page": 0.2, "kill_to_ready": 8.0}


def main(rounds: int) -> None:
    port = _free_port()
    with tempfile.TemporaryDirectory() as folder:
        address = f"http://localhost:{port}"
        environment = os.environ | {"EJ_DATA_DIR": folder, "EJ_PORT": str(port), "EJ_PUBLIC_URL": address}
        began = time.monotonic()
        demo = subprocess.Popen(["make", "-s", "demo"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        try:
            _until_ready(demo)
            _say("demo_to_ready", [time.monotonic() - began])
            _say("first_page", [_page(f"{address}/sign-in")])  # nobody asked for anything before
            _say("next_page", [_page(f"{address}/sign-in") for _ in range(rounds)])
            _say("kill_to_ready", [_kill(demo, address) for _ in range(rounds)])
        finally:
            demo.send_signal(signal.SIGTERM)
            demo.wait(15)


def _until_ready(demo: "subprocess.Popen[str]") -> None:
    assert demo.stdout is not None
    for line in demo.stdout:
        if line.startswith("ready "):
            return
    raise SystemExit("the demo ended before it was ready")


def _page(address: str) -> float:
    began = time.monotonic()
    with urllib.request.urlopen(address) as response:
        response.read()
    return time.monotonic() - began


def _kill(demo: "subprocess.Popen[str]", address: str) -> float:
    """Kill the server itself; the supervisor is left to bring it back."""
    os.kill(_server_below(demo.pid), signal.SIGKILL)
    began = time.monotonic()
    _until_ready(demo)
    _page(f"{address}/health/ready")
    return time.monotonic() - began


def _server_below(pid: int) -> int:
    """The process that was started with the word `serve`, among the descendants of `pid`."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    family = {str(pid)}
    for own, parent, command in rows:
        if parent in family:
            family.add(own)
            if command.endswith("serve"):
                return int(own)
    raise SystemExit("no server to kill")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(name: str, seconds: list[float]) -> None:
    middle, spread = median(seconds), [round(min(seconds), 3), round(max(seconds), 3)]
    figure = {"figure": f"start_up.{name}", "ratio": round(middle / LIMITS[name], 3), "target": 1.0}
    print(json.dumps({**figure, "better": "lower", "n": len(seconds), "seconds": round(middle, 3), "range": spread}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round each")
    main(1 if parser.parse_args().quick else 5)
