# ./dev soak [MINUTES]: sourced by ./dev. The window on a real lab, with a request a second that is played,
# for half an hour unless told; fails if the heap that is left after each minute grows.

source "$root/installer/dev-bench.sh"

soak() {
  local minutes=${1:-30} own
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || die "usage: ./dev soak [MINUTES]"
  build_for_tests
  mkdir -p "$bench_folder"
  own=$(mktemp -d)
  bench_window_on "$own" soak "$root/labs/two-nodes" "$minutes"
  rm -r "$own"
}
