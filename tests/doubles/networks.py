"""Private networks of a test's own (network_namespaces(7)): hosts, cables, and a router that translates."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

CLONE_NEWNET = 0x40000000


def missing() -> str:
    """What keeps this machine from making networks, in one line; empty when nothing does."""
    tools = [tool for tool in ("ip", "iptables") if shutil.which(tool) is None]
    if tools:
        return f"needs {' and '.join(tools)} (apt install iproute2 iptables)"
    return "" if os.geteuid() == 0 else "needs root to make network namespaces"


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


class Host:
    """One namespace. `inside()` moves this thread there: sockets and processes made meanwhile stay there."""

    def __init__(self, name: str) -> None:
        self.name = f"ej{os.getpid()}{name}"
        run("ip", "netns", "add", self.name)
        self.do("ip", "link", "set", "lo", "up")

    def do(self, *command: str) -> None:
        run("ip", "netns", "exec", self.name, *command)

    @contextmanager
    def inside(self) -> Iterator[None]:
        libc = ctypes.CDLL(None, use_errno=True)
        home = os.open("/proc/thread-self/ns/net", os.O_RDONLY)
        away = os.open(f"/run/netns/{self.name}", os.O_RDONLY)
        try:
            if libc.setns(away, CLONE_NEWNET) != 0:
                raise OSError(ctypes.get_errno(), "setns")
            yield
        finally:
            libc.setns(home, CLONE_NEWNET)
            os.close(home)
            os.close(away)

    def remove(self) -> None:
        run("ip", "netns", "del", self.name)


def cable(one: Host, address: str, other: Host, other_address: str) -> None:
    """Join two hosts; addresses with their prefix length."""
    ends = f"{one.name[-8:]}{other.name[-2:]}a", f"{one.name[-8:]}{other.name[-2:]}b"
    run("ip", "link", "add", ends[0], "netns", one.name, "type", "veth", "peer", ends[1], "netns", other.name)
    for host, end, own in ((one, ends[0], address), (other, ends[1], other_address)):
        host.do("ip", "addr", "add", own, "dev", end)
        host.do("ip", "link", "set", end, "up")


@contextmanager
def translated(public: str, ports: range) -> Iterator[tuple[Host, Host, Host]]:
    """Server 10.88.2.2, router, client 10.88.1.2: all the client can reach is `public` at `ports` (UDP)."""
    hosts = [Host(name) for name in ("srv", "rtr", "cli")]
    server, router, client = hosts
    try:
        cable(server, "10.88.2.2/24", router, "10.88.2.1/24")
        cable(client, "10.88.1.2/24", router, "10.88.1.1/24")
        server.do("ip", "route", "add", "default", "via", "10.88.2.1")
        client.do("ip", "route", "add", "default", "via", "10.88.1.1")
        router.do("sysctl", "-qw", "net.ipv4.ip_forward=1")
        between = f"{ports.start}:{ports.stop - 1}"
        for rule in (
            f"-t nat -A PREROUTING -d {public} -p udp --dport {between} -j DNAT --to-destination 10.88.2.2",
            "-t nat -A POSTROUTING -s 10.88.1.0/24 -j SNAT --to-source 198.51.100.20",
            f"-t nat -A POSTROUTING -s 10.88.2.0/24 -j SNAT --to-source {public}",
            "-P FORWARD DROP",
            "-A FORWARD -m conntrack --ctstate ESTABLISHED,DNAT -j ACCEPT",
        ):
            router.do("iptables", *rule.split())
        yield server, router, client
    finally:
        for host in hosts:
            host.remove()
