#!/bin/sh
# Init of the guest kernel, whose root is the host's own file tree, read-only. Three namespaces, each with a `tc` that
# takes commands over a serial line:
#
#   vec0 [router: CAKE on vec0 down, on wan up] wan -- sub [isp: the bottlenecks] core -- edge [far] vec1
#
# `far` has the reflectors, and beyond its vec1 is the server.
set -e
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /run
mkdir /run/lib
ln -s /usr/lib/uml/modules /run/lib/modules
modprobe -d /run -a veth sch_cake sch_netem sch_tbf sch_prio cls_u32

# With offloads, packets grow beyond what the bottleneck lets pass and TCP crawls.
up() { # namespace device address
  ip netns exec "$1" ethtool -K "$2" tso off gso off gro off tx off rx off >/dev/null 2>&1 || true
  ip -n "$1" addr add "$3" dev "$2"
  ip -n "$1" link set "$2" up
}
for namespace in router isp far; do
  ip netns add "$namespace"
  ip netns exec "$namespace" sysctl -qw net.ipv4.ip_forward=1
done
ip -n router link add wan type veth peer name sub netns isp
ip -n isp link add core type veth peer name edge netns far
ip link set vec0 netns router
ip link set vec1 netns far
up router vec0 203.0.113.2/30
up router wan 203.0.113.5/30
up isp sub 203.0.113.6/30
up isp core 203.0.113.9/30
up far edge 203.0.113.10/30
up far vec1 203.0.113.13/30
ip -n router route add default via 203.0.113.6
ip -n isp route add 203.0.113.0/30 via 203.0.113.5
ip -n isp route add default via 203.0.113.10
ip -n far route add 203.0.113.0/29 via 203.0.113.9
ip -n far route add 198.51.100.200 via 203.0.113.14
ip -n far link set lo up
for last in 1 2 3 4 5 6; do ip -n far addr add 198.51.100.$last/32 dev lo; done

tc -n router qdisc add dev vec0 root cake bandwidth 20mbit besteffort
tc -n router qdisc add dev wan root cake bandwidth 20mbit besteffort
for device in sub core; do
  tc -n isp qdisc add dev $device root handle 1: netem delay 10ms rate 1gbit limit 20000
  tc -n isp qdisc add dev $device parent 1:1 handle 2: tbf rate 20mbit burst 5000 limit 750000
done
# Only what the reflectors answer passes the first band.
tc -n far qdisc add dev edge root handle 1: prio bands 2 priomap 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1
tc -n far qdisc add dev edge parent 1:1 handle 2: netem delay 0ms limit 1000
tc -n far filter add dev edge parent 1: protocol ip u32 match ip src 198.51.100.0/26 flowid 1:1

serve() { # namespace line
  stty -F "$2" raw -echo
  tc -n "$1" -s -j -force -batch - <"$2" >"$2" 2>&1 &
}
serve router /dev/ttyS0
serve isp /dev/ttyS1
serve far /dev/ttyS2
echo lab-ready
wait
