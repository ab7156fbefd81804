#!/bin/sh
# Makes objects of each kind in fresh network namespaces and writes the kernel's dumps of them to messages.txt:
# NAME TYPE HEX a line, where HEX is the message without its header. Run as root; needs iproute2 and python3.
cd "$(dirname "$0")" || exit 1
exec unshare --net --mount sh -ec '
mount -t tmpfs tmpfs /run; mkdir /run/netns; ip link set lo up
ip netns add node; ip netns add pod; n="ip -n node"; $n link set lo up
$n link add cni0 address 02:00:00:00:00:b0 type bridge ageing_time 6000 stp_state 1
$n link add veth1 address 02:00:00:00:00:01 master cni0 mtu 1450 type veth peer name eth0 netns pod
$n link add eth0 address 02:00:00:00:00:e0 type veth peer name eth1
for d in cni0 veth1 eth0 eth1; do $n link set $d up; done; ip -n pod link set eth0 up
bridge -n node link set dev veth1 hairpin on
$n addr add 192.168.0.11/24 brd + dev eth0
$n addr add 10.7.0.1 peer 10.7.0.2/32 dev eth0
$n addr add fd00::11/64 dev eth0 nodad
$n link add flannel.1 address 0a:c2:45:12:84:07 mtu 1450 type vxlan id 1 local 192.168.0.11 dev eth0 dstport 8472 nolearning
$n link add vx6 type vxlan id 9 group ff05::1 local fd00::11 dev eth0 dstport 4789 gbp ttl 3 ageing 9
$n link add mv0 link eth0 type macvlan mode bridge
$n link property add dev mv0 altname second-name
$n addr add 10.244.7.0/32 dev flannel.1; $n link set flannel.1 up
$n route add 10.244.70.0/24 via 10.244.70.0 dev flannel.1 onlink
$n route add 10.1.0.0/16 nexthop via 192.168.0.2 dev eth0 weight 2 nexthop via 192.168.0.3 dev eth0 onlink
$n route add 10.2.0.0/16 via 192.168.0.2 mtu 1400 advmss 1000 congctl cubic src 192.168.0.11 table 700 metric 5
$n route add 10.4.0.0/16 via inet6 fd00::9 dev eth0
$n route add blackhole 10.3.0.0/16
$n -6 route add fd02::/64 nexthop via fd00::2 dev eth0 nexthop via fd00::3 dev eth0
$n rule add not from 10.0.0.0/8 to 11.0.0.0/8 iif eth0 fwmark 0x1/0xf ipproto tcp sport 80 dport 1-9 lookup 700 pref 100
$n neigh add 10.244.70.0 lladdr ce:a0:a5:46:d5:13 dev flannel.1
bridge -n node fdb add ce:a0:a5:46:d5:13 dev flannel.1 dst 192.168.0.12
bridge -n node fdb add 02:00:00:00:00:07 dev veth1 master static
sleep 3
nsenter --net=/run/netns/node python3 - > messages.txt <<"END"
import socket, struct
def dump(name, kind, body):
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    s.setsockopt(270, 12, 1)
    s.send(struct.pack("=IHHII", 16 + len(body), kind, 0x301, 1, 0) + body)
    done = False
    while not done:
        data = s.recv(1 << 17)
        while data:
            length, kind, _, _, _ = struct.unpack("=IHHII", data[:16])
            done = kind == 3
            if not done:
                print(name, kind, data[16:length].hex())
            data = data[(length + 3) & ~3:]
dump("link", 18, struct.pack("=BBHiII", 0, 0, 0, 0, 0, 0))
dump("port", 18, struct.pack("=BBHiII", 7, 0, 0, 0, 0, 0))
dump("address", 22, struct.pack("=BBBBI", 0, 0, 0, 0, 0))
dump("route", 26, struct.pack("=BBBBBBBBI", 2, 0, 0, 0, 0, 0, 0, 0, 0))
dump("route", 26, struct.pack("=BBBBBBBBI", 10, 0, 0, 0, 0, 0, 0, 0, 0))
dump("rule", 34, struct.pack("=BBBBBBBBI", 2, 0, 0, 0, 0, 0, 0, 0, 0))
dump("neighbour", 30, struct.pack("=BBHiHBB", 0, 0, 0, 0, 0, 0, 0))
dump("fdb", 30, struct.pack("=BBHiHBB", 7, 0, 0, 0, 0, 0, 0))
dump("netconf", 82, struct.pack("=BBH", 2, 0, 0))
END
'
