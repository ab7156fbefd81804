# Furnishes a node's or pod's own mount and UTS namespace; runs inside them, with -e.
# $1: its host name. $2: a folder that holds
#   live/   the files that it is to find, which may be rewritten while it runs
#   upper/  an empty file or folder for each mount point under /etc and /var/lib, since an ordinary
#           user can't make one there: an overlay shows them over the machine's own
# then the mount points, each a path in live/ too. What can't be had is said, and the rest goes on.
# In the end it stays until its input is closed, so that its namespaces can be opened.
hostname "$1"
folder=$2
shift 2
mount -n -t sysfs sysfs /sys 2>/dev/null || echo "/sys shows the devices of another namespace"
for root in etc var/lib; do
  mkdir -p "$folder/work/$root"
  mount -n -t overlay -o "lowerdir=/$root,upperdir=$folder/upper/$root,workdir=$folder/work/$root" \
    overlay "/$root" 2>/dev/null || echo "no overlay can be mounted on /$root"
done
for point in "$@"; do
  mount -n --bind "$folder/live$point" "$point" 2>/dev/null || echo "$point is the machine's own"
done
echo furnished
read -r _ || :
