# ./dev soak [MINUTES]: sourced by ./dev. The window on a real lab, with a request a second that is played,
# for half an hour unless told; fails if the heap that is left after each minute grows.

source "$root/installer/dev-bench.sh"

soak() {
  local minutes=${1:-30} own
  [[ $minutes =~ ^[1-9][0-9]*$ ]] || die "usage: ./dev soak [MINUTES]"
  need "${run_packages[@]}" "${window_packages[@]}" "${build_packages[@]}" "${test_packages[@]}"
  need_jdk
  build
  maven test-compile -Dspotless.check.skip
  mkdir -p "$bench_folder"
  export FLANNELGRAPH_APP=$app FLANNELGRAPH_LABS=$root/labs FLANNELGRAPH_JAVA=$JAVA_HOME/bin/java
  own=$(mktemp -d)
  bench_window_on "$own" soak "$root/labs/two-nodes" "$minutes"
  rm -r "$own"
}
