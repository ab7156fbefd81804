#!/usr/bin/env python3
"""Records the captures beside this file, from real kernel objects in a private world:

  unshare --net --mount --pid --fork --kill-child sh -c '
    mount -t proc proc /proc; mount -t tmpfs tmpfs /run; mkdir /run/netns; ip link set lo up
    exec python3 record.py FOLDER [SCENARIO...]'

Two nodes a and b on the switch u, pods red and blue on a, green and grey on b, wired as Flannel and
the bridge CNI plugin do. Each scenario is recorded twice of like traffic: NAME.pcapng as this
program captures (not promiscuous, with directions) and NAME-promiscuous.pcapng as tcpdump on every
interface would (bridges promiscuous, no directions, lo without what went out).
"""
import ctypes, os, select, socket, struct, subprocess, sys, threading, time

LIBC = ctypes.CDLL(None, use_errno=True)
SOL_PACKET, PACKET_ADD_MEMBERSHIP, PACKET_MR_PROMISC, ETH_P_ALL, SO_TIMESTAMPNS, SO_RCVBUFFORCE = 263, 1, 1, 3, 35, 33
HTTP = ("from http.server import *\nclass H(BaseHTTPRequestHandler):\n"
        " def do_POST(s):\n  s.rfile.read(int(s.headers['content-length']));s.do_GET()\n"
        " def do_GET(s):\n  b=b'x'*int(s.path[1:] or 1);s.send_response(200);s.send_header('Content-Length',str(len(b)));"
        "s.end_headers();s.wfile.write(b)\n def log_message(s,*a):pass\n"
        "import socket\nclass S(ThreadingHTTPServer):\n address_family=socket.AF_INET6\nS(('::',8080),H).serve_forever()")
ECHO = ("import socket\ns=socket.socket(socket.AF_INET6,socket.SOCK_DGRAM);s.bind(('::',5353))\n"
        "while True:\n d,a=s.recvfrom(70000);s.sendto(d,a)")


def sh(line, check=True):
    for part in line.strip().splitlines():
        if part.strip():
            subprocess.run(part, shell=True, check=check, stdout=subprocess.DEVNULL)


def inside(namespace, line, check=False, background=False):
    command = f"ip netns exec {namespace} {line}"
    if background:
        return subprocess.Popen(command, shell=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return subprocess.run(command, shell=True, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def python(namespace, code, background=False):
    if background:
        return subprocess.Popen(["ip", "netns", "exec", namespace, "python3", "-c", code])
    return subprocess.run(["ip", "netns", "exec", namespace, "python3", "-c", code])


NAMESPACES = ["u", "a", "b", "red", "blue", "green", "grey"]
RULES = """
table ip nat {
  chain pre { type nat hook prerouting priority -100; jump services; }
  chain out { type nat hook output priority -100; jump services; }
  chain services {
    ip daddr 10.96.0.10 tcp dport 80 dnat to 10.244.2.2:8080
    ip daddr 10.96.0.10 udp dport 53 dnat to 10.244.2.2:5353
    ip daddr 10.96.0.11 tcp dport 80 dnat to 10.244.1.2:8080
    ip daddr 10.96.0.12 tcp dport 80 dnat to 10.244.1.3:8080
  }
  chain post { type nat hook postrouting priority 100;
    ip saddr 10.244.1.2 ip daddr 10.244.1.2 masquerade
    ip saddr 10.244.0.0/16 ip daddr 10.244.0.0/16 return
    ip saddr 10.244.0.0/16 ip daddr != 224.0.0.0/4 masquerade random
  }
}
"""


def build(offloads=False, host_gateway=False, underlay_mtu=1500, pod_mtu=1450, tunnel_mtu=1450):
    for namespace in NAMESPACES:
        sh(f"ip netns add {namespace}\nip -n {namespace} link set lo up")
        for family in ("all", "default"):
            inside(namespace, f"sysctl -qw net.ipv4.conf.{family}.rp_filter=0")
            inside(namespace, f"sysctl -qw net.ipv6.conf.{family}.accept_dad=0")
    sh(f"ip -n u link add br0 mtu {underlay_mtu} type bridge\nip -n u link set br0 up")
    links = [("u", "br0")]

    def wire(outer, port, bridge, inner, device, mtu):
        sh(f"""ip -n {outer} link add {port} mtu {mtu} type veth peer name {device} netns {inner} mtu {mtu}
               ip -n {outer} link set {port} master {bridge}
               ip -n {outer} link set {port} up
               ip -n {inner} link set {device} up""")
        links.extend([(outer, port), (inner, device)])
        if not offloads:
            for ns, dev in ((outer, port), (inner, device)):
                inside(ns, f"ethtool -K {dev} tx off rx off gso off gro off tso off")

    for n, node in ((1, "a"), (2, "b")):
        wire("u", f"p{n}", "br0", node, "eth0", underlay_mtu)
        other, m = ("b", 2) if n == 1 else ("a", 1)
        sh(f"""ip -n {node} addr add 192.168.0.1{n}/24 dev eth0
               ip -n {node} addr add fd00:192:168::1{n}/64 dev eth0 nodad
               ip -n {node} link add cni0 mtu {pod_mtu} type bridge
               ip -n {node} addr add 10.244.{n}.1/24 dev cni0
               ip -n {node} addr add fd00:10:244:{n}::1/64 dev cni0 nodad
               ip -n {node} link set cni0 up
               ip -n {node} route add default via 192.168.0.1
               ip netns exec {node} sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1""")
        links.append((node, "cni0"))
        if host_gateway:
            sh(f"""ip -n {node} route add 10.244.{m}.0/24 via 192.168.0.1{m}
                   ip -n {node} -6 route add fd00:10:244:{m}::/64 via fd00:192:168::1{m}""")
        else:
            sh(f"""ip -n {node} link add flannel.1 address 0e:00:00:00:00:0{n} mtu {tunnel_mtu} type vxlan id 1 dev eth0 local 192.168.0.1{n} dstport 8472 nolearning
                   ip -n {node} link set flannel.1 up
                   ip -n {node} addr add 10.244.{n}.0/32 dev flannel.1
                   ip -n {node} neigh add 10.244.{m}.0 lladdr 0e:00:00:00:00:0{m} dev flannel.1 nud permanent
                   bridge -n {node} fdb add 0e:00:00:00:00:0{m} dst 192.168.0.1{m} dev flannel.1 self permanent
                   ip -n {node} route add 10.244.{m}.0/24 via 10.244.{m}.0 dev flannel.1 onlink
                   ip -n {node} -6 neigh add fd00:10:244:{m}:: lladdr 0e:00:00:00:00:0{m} dev flannel.1 nud permanent
                   ip -n {node} -6 route add fd00:10:244:{m}::/64 via fd00:10:244:{m}:: dev flannel.1 onlink""")
            links.append((node, "flannel.1"))
            if not offloads:
                inside(node, "ethtool -K flannel.1 tx off rx off gso off gro off tso off")
        subprocess.run(["ip", "netns", "exec", node, "nft", "-f", "-"], input=RULES.encode(), check=True)
    sh("ip -n u addr add 192.168.0.1/24 dev br0")
    for node, n, i, pod in (("a", 1, 2, "red"), ("a", 1, 3, "blue"), ("b", 2, 2, "green"), ("b", 2, 3, "grey")):
        wire(node, f"veth{pod}", "cni0", pod, "eth0", pod_mtu)
        sh(f"""ip -n {node} link set veth{pod} type bridge_slave hairpin on
               ip -n {pod} addr add 10.244.{n}.{i}/24 dev eth0
               ip -n {pod} addr add fd00:10:244:{n}::{i}/64 dev eth0 nodad
               ip -n {pod} route add default via 10.244.{n}.1
               ip -n {pod} -6 route add default via fd00:10:244:{n}::1""")
        python(pod, HTTP, background=True)
        python(pod, ECHO, background=True)
    links.extend((ns, "lo") for ns in NAMESPACES)
    time.sleep(2.5)  # IPv6's own chatter is over, servers listen
    return links


class Recorder:
    """One packet socket an interface, read by one thread; timestamps are the kernel's."""

    def __init__(self, links, promiscuous):
        self.promiscuous, self.frames, self.names, self.sockets = promiscuous, [], [], {}
        home = os.open("/proc/self/ns/net", os.O_RDONLY)
        for namespace, device in links:
            there = os.open(f"/run/netns/{namespace}", os.O_RDONLY)
            LIBC.setns(there, 0)
            os.close(there)
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
            s.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
            s.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 8 << 20)
            s.bind((device, ETH_P_ALL))
            if promiscuous and device != "lo":
                index = socket.if_nametoindex(device)
                s.setsockopt(SOL_PACKET, PACKET_ADD_MEMBERSHIP, struct.pack("iHH8s", index, PACKET_MR_PROMISC, 0, b""))
            LIBC.setns(home, 0)
            s.setblocking(False)
            self.sockets[s.fileno()] = (s, len(self.names))
            self.names.append(f"{namespace}/{device}")
        os.close(home)
        self.running = True
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        poll = select.epoll()
        for fd in self.sockets:
            poll.register(fd, select.EPOLLIN)
        while self.running:
            for fd, _ in poll.poll(0.1):
                s, number = self.sockets[fd]
                try:
                    while True:
                        data, extra, _, address = s.recvmsg(70000, 64)
                        stamp = next(d for l, t, d in extra if t == SO_TIMESTAMPNS)
                        seconds, nanos = struct.unpack("qq", stamp)
                        out = address[2] == 4
                        if not (self.promiscuous and out and self.names[number].endswith("/lo")):
                            self.frames.append((seconds * 10**9 + nanos, number, out, data))
                except BlockingIOError:
                    pass

    def stop(self, file):
        time.sleep(0.3)
        self.running = False
        self.thread.join()
        with open(file, "wb") as out:
            def block(kind, body):
                body += b"\0" * (-len(body) % 4)
                out.write(struct.pack("<II", kind, len(body) + 12) + body + struct.pack("<I", len(body) + 12))

            def option(code, value):
                return struct.pack("<HH", code, len(value)) + value + b"\0" * (-len(value) % 4)
            block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
            for name in self.names:
                block(1, struct.pack("<HHI", 1, 0, 0) + option(2, name.encode()) + option(9, b"\x09") + option(0, b""))
            for stamp, number, sent, data in sorted(self.frames, key=lambda f: f[0]):
                flags = b"" if self.promiscuous else option(2, struct.pack("<I", 2 if sent else 1)) + option(0, b"")
                padded = data + b"\0" * (-len(data) % 4)
                block(6, struct.pack("<IIIII", number, stamp >> 32, stamp & 0xFFFFFFFF, len(data), len(data)) + padded + flags)
        for s, _ in self.sockets.values():
            s.close()


CURL = "curl -s -m 3 -o /dev/null"
UDP = ("import socket,time\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM)\n"
       "for i in range({n}):\n s.sendto({data},({to!r},5353));time.sleep({gap})\n")


def ping(pod, to, options="-c 2 -i 0.2"):
    inside(pod, f"ping {options} -W 1 {to}")


SCENARIOS = {
    "service": ({}, lambda: (inside("red", f"{CURL} http://10.96.0.10/100"), inside("red", f"{CURL} http://10.96.0.12/100"),
                             python("red", "import socket\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);s.settimeout(1);s.sendto(b'q',('10.96.0.10',53));s.recv(9)"))),
    "hairpin": ({}, lambda: inside("red", f"{CURL} http://10.96.0.11/100")),
    "masquerade": ({}, lambda: (ping("red", "192.168.0.12"), ping("blue", "192.168.0.1"))),
    "from-nodes": ({}, lambda: (ping("a", "10.244.2.2"), ping("a", "10.244.1.3"), ping("a", "192.168.0.12"), inside("b", f"{CURL} http://10.96.0.12/10"))),
    "itself": ({}, lambda: (ping("a", "10.244.1.1"), inside("red", f"{CURL} http://10.244.1.2:8080/5"), ping("red", "fd00:10:244:1::2"))),
    "fragments": ({}, lambda: (ping("red", "10.244.2.2", "-c 2 -i 0.2 -s 4000"), ping("red", "fd00:10:244:2::2", "-c 2 -i 0.2 -s 4000"), ping("red", "10.244.1.3", "-c 1 -s 4000"))),
    "refused": ({}, lambda: (inside("red", f"{CURL} http://10.244.2.2:81/"), inside("red", f"{CURL} http://10.244.1.3:81/"),
                             python("red", "import socket\ns=socket.socket(socket.AF_INET,socket.SOCK_DGRAM);s.sendto(b'nobody',('10.244.2.3',9))"),
                             ping("red", "10.244.2.2", "-c 1 -t 1"), ping("red", "10.244.2.2", "-c 1 -t 2"), ping("red", "10.244.9.9", "-c 1"))),
    "duplicates": ({}, lambda: (python("red", UDP.format(n=4, data="b'the same'", to="10.244.2.2", gap=0.001)),
                                python("red", UDP.format(n=3, data="b'at once'", to="10.244.2.3", gap=0)),
                                python("red", UDP.format(n=3, data="b'here'", to="10.244.1.3", gap=0.0005)))),
    "floods": ({}, lambda: (ping("red", "10.244.1.99", "-c 3 -i 0.3"), inside("red", "ip neigh flush dev eth0"), ping("red", "10.244.1.3", "-c 1"), inside("a", "ip neigh flush dev eth0"), ping("a", "192.168.0.77", "-c 1"))),
    "dual-stack": ({}, lambda: (ping("red", "fd00:10:244:2::2"), ping("red", "fd00:10:244:1::3"), inside("red", f"{CURL} 'http://[fd00:10:244:2::3]:8080/50'"))),
    "host-gateway": ({"host_gateway": True}, lambda: (inside("red", f"{CURL} http://10.244.2.2:8080/100"), ping("red", "10.244.2.3"), inside("red", f"{CURL} http://10.96.0.10/100"))),
    "offloads": ({"offloads": True}, lambda: (inside("red", f"{CURL} http://10.244.2.2:8080/100000"), inside("red", f"{CURL} http://10.244.1.3:8080/50000"))),
    "segments": ({"offloads": True}, lambda: (inside("a", "ethtool -K flannel.1 gso off tso off tx off"), inside("green", "ethtool -K eth0 gro on"), inside("red", "ethtool -K eth0 gro on"),
                 inside("red", "curl -s -m 3 -o /dev/null --data-binary @/etc/services http://10.244.2.2:8080/1"), inside("green", f"{CURL} http://10.244.1.2:8080/20000"))),
    "too-big": ({"underlay_mtu": 1400}, lambda: (ping("red", "10.244.2.2", "-c 1 -s 1400"), python("red", UDP.format(n=1, data="b'y'*1400", to="10.244.2.2", gap=0)))),
    "busy": ({}, lambda: [t.join() for t in [started(lambda p=p, q=q: inside(p, f"ping -c 30 -i 0.002 -W 1 {q}")) for p, q in
             (("red", "10.244.2.2"), ("blue", "10.244.2.2"), ("green", "10.244.1.2"), ("grey", "10.244.1.3"), ("red", "10.244.1.3"), ("blue", "10.244.1.2"))]]),
}


def started(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def main():
    folder, names = sys.argv[1], sys.argv[2:] or list(SCENARIOS)
    for name in names:
        child = os.fork()
        if child:
            if os.waitpid(child, 0)[1]:
                sys.exit(f"{name} failed")
            continue
        options, traffic = SCENARIOS[name]
        links = build(**options)
        live = Recorder(links, False)
        traffic()
        live.stop(f"{folder}/{name}.pcapng")
        full = Recorder(links, True)
        time.sleep(1.2)
        traffic()
        full.stop(f"{folder}/{name}-promiscuous.pcapng")
        for namespace in NAMESPACES:
            subprocess.run(f"ip netns pids {namespace} | xargs -r kill -9; ip netns del {namespace}", shell=True)
        os._exit(0)


main()
