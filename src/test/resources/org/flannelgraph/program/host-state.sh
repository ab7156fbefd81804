# Prints what a machine has of all that a lab is made of, as far as it does not change by itself:
# no counters, no lifetimes, no neighbours that were learned.
PATH=$PATH:/usr/sbin:/sbin
lasting() { sed -E 's/ (valid_lft|preferred_lft|expires) [^ ]+//g'; }
section() { echo "## $1"; }
section links
ip -d -o link show
section addresses
ip -d -o address show | lasting
section routes
ip -d -o -4 route show table all | lasting
ip -d -o -6 route show table all | lasting
section rules
ip -d -o -4 rule show
ip -d -o -6 rule show
section neighbours
ip neighbour show nud permanent
ip neighbour show proxy
section bridge
bridge fdb show permanent
section nftables
[ "$(id -u)" != 0 ] || nft -s list ruleset
section namespaces
ls /run/netns /var/run/netns 2>/dev/null
ls -l /proc/self/ns | sed 's/.* -> //'
hostname
section mounts
cat /proc/self/mountinfo
section sysctls
grep -r . /proc/sys/net 2>/dev/null | grep -v /nf_conntrack_count: | LC_ALL=C sort
