# ./dev bench [PART]: sourced by ./dev. Prints the speed figures, each as a ratio of things run in turn.

bench_folder=$target/bench
bench_frames=200000 # in the capture file that others read too

bench() {
  [[ ${1:-window} =~ ^(labs|decode|file|live|window)$ ]] || die "usage: ./dev bench [labs|decode|file|live|window]"
  build_for_tests
  # The cache is trained beside this; let it finish, or it would be measured.
  say "waiting for the AOT cache"
  flock "$target/train.lock" true
  mkdir -p "$bench_folder"
  cc -O2 -Wall -Werror -o "$bench_folder/replay" "$root/src/test/c/replay.c"
  local part
  for part in ${1:-labs decode file live window}; do
    "bench_$part"
  done
}

bench_labs() {
  bench_build 1 100 7 with-batch
  bench_build 10 100 5 without
  bench_doctor
}

# The middle one of some numbers, one a line.
median() { sort -g | awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'; }

# $1 nodes with $2 pods each, $3 times; $4: whether `ip -batch` takes part.
bench_build() {
  local lab=$bench_folder/$1x$2 turn out
  "${test_java[@]}" org.flannelgraph.bench.BuildBench "$1" "$2" "$lab"
  rm -f "$lab"/*.times
  for turn in $(seq 0 "$3"); do # the first turn is not counted
    out=$("$launcher" up --once --json "$lab")
    record "$turn" "$lab/up.times" "$(sed -nE 's/.*"buildMillis" : ([0-9.]+).*/\1/p' <<<"$out")"
    record "$turn" "$lab/down.times" "$(sed -nE 's/.*"takedownMillis" : ([0-9.]+).*/\1/p' <<<"$out")"
    record "$turn" "$lab/c.times" "$("$launcher" --sandbox-exec "$bench_folder/replay" "$lab/tape" | awk '{print $1 / 1000}')"
    if [[ $4 = with-batch ]]; then
      record "$turn" "$lab/batch.times" "$("$launcher" --sandbox-exec bash -c \
        'start=$(date +%s%N); sh "$1" >/dev/null; echo $((($(date +%s%N) - start) / 1000000))' sh "$lab/batch.sh")"
    fi
  done
  local up c
  up=$(median <"$lab/up.times") c=$(median <"$lab/c.times")
  echo "$1 nodes with $2 pods each: up $up ms, the same calls from C $c ms, ratio $(ratio "$up" "$c") (at most 2)"
  if [[ $4 = with-batch ]]; then
    local batch
    batch=$(median <"$lab/batch.times")
    echo "  ip -batch $batch ms, ratio $(ratio "$up" "$batch") (at most 0.67)"
  fi
  bench_takedown "$lab"
}

record() { [[ $1 = 0 ]] || echo "$3" >>"$2"; }

# From the signal to the prompt.
bench_takedown() {
  local outer start
  coproc UP { exec "$launcher" up "$1"; }
  outer=$UP_PID
  grep -q Ctrl-C <&"${UP[0]}"
  start=$(date +%s%N)
  kill -TERM "$outer"
  wait "$outer" || :
  echo "  take-down, TERM to prompt: $((($(date +%s%N) - start) / 1000000)) ms (under 1000)"
}

bench_doctor() {
  local turn start
  rm -f "$bench_folder/doctor.times"
  for turn in 0 1 2 3 4 5; do
    start=$(date +%s%N)
    "$launcher" doctor >"$bench_folder/doctor.txt" || :
    record "$turn" "$bench_folder/doctor.times" $((($(date +%s%N) - start) / 1000000))
  done
  echo "doctor: $(median <"$bench_folder/doctor.times") ms, whole process (under 600)"
}

# Frames that are in memory, by JMH.
bench_decode() {
  local json=$bench_folder/decode.json
  "${test_java[@]}" org.openjdk.jmh.Main DecodeBench -prof gc -rf json -rff "$json" >"$bench_folder/decode.txt" 2>&1 ||
    die "the benchmark of decoding failed; see $bench_folder/decode.txt"
  echo "decode, five fields a frame: $(jmh_figures "$json" fiveFields) (at least 5,000,000; 0)"
  echo "decode, the key for joining: $(jmh_figures "$json" keys)"
}

# $1 JMH's result, $2 method.
jmh_figures() {
  awk -v method="$2" '
    /"benchmark"/ { here = index($0, "." method "\"") }
    here && /"primaryMetric"/ { primary = 1 }
    here && primary && /"score" :/ { rate = $3 + 0; primary = 0 }
    here && /"gc.alloc.rate.norm"/ { alloc = 1 }
    here && alloc && /"score" :/ { bytes = $3 + 0; alloc = 0 }
    END { printf "%.0f frames/s, %.2f bytes allocated a frame", rate, bytes }' "$1"
}

# A capture file, read by us, tcpdump and tshark; then joining, which none of them does.
bench_file() {
  local file=$bench_folder/vxlan.pcapng out=$bench_folder/join.txt
  # The collector that the program has; its memory is touched before, so as not to measure the kernel.
  "${test_java[@]}" -XX:+UseSerialGC -Xms1g -Xmx1g -XX:+AlwaysPreTouch \
    org.flannelgraph.bench.JoinBench "$file" "$bench_frames" >"$out"
  sed -n 1p "$out"
  echo "  tcpdump -nr: $(bench_reader tcpdump -nr "$file") frames/s"
  echo "  tshark -T fields, the same five: $(bench_reader tshark -nr "$file" -d udp.port==8472,vxlan -T fields \
    -e ip.src -e vxlan.vni -e eth.dst -e tcp.seq_raw -e ip.dst) frames/s"
  sed 1d "$out"
}

# How many frames of the file a program reads in a second.
bench_reader() {
  local start took
  start=$(date +%s%N)
  "$@" >/dev/null 2>&1 || die "$1 can't read $bench_folder/vxlan.pcapng"
  took=$(($(date +%s%N) - start))
  echo $((bench_frames * 1000000000 / took))
}

# Interfaces that are captured live, in a private world.
bench_live() {
  bench_capture journeys
  bench_capture live
  bench_capture idle
}

# $1 part; with the options that the launcher gives a trace.
bench_capture() {
  "${world_java[@]}" -XX:+UseSerialGC -Xmn16m -XX:TrimNativeHeapInterval=5000 \
    org.flannelgraph.bench.CaptureBench "$1"
}

# The window, on a display that nobody sees, drawn by the software pipeline.
bench_window() {
  local own
  own=$(mktemp -d)
  bench_first_frame "$own"
  bench_layout
  bench_window_on "$own" frames "$root/labs/two-nodes" 20 59
  bench_window_on "$own" frames "$root/labs/ten-nodes" 200 50
  bench_window_on "$own" idle "$root/labs/two-nodes"
  bench_window_on "$own" load "$root/labs/two-nodes"
  rm -r "$own"
}

# From before the launcher starts until the lab is on the screen; building the lab is in it.
bench_first_frame() {
  local turn
  rm -f "$bench_folder/first-frame.times"
  for turn in 0 1 2 3 4 5; do
    XDG_CONFIG_HOME=$1 FLANNELGRAPH_START=$(date +%s%N) \
      FLANNELGRAPH_JAVA_OPTIONS="-Dprism.order=sw -Dflannelgraph.window.rehearse=first-frame" \
      "${display[@]}" "$launcher" 2>"$bench_folder/first-frame.txt"
    record "$turn" "$bench_folder/first-frame.times" \
      "$(sed -n 's/^first frame: \([0-9]*\) ms$/\1/p' "$bench_folder/first-frame.txt")"
  done
  echo "first frame with the lab on it: $(median <"$bench_folder/first-frame.times") ms, whole process (under 1200)"
}

bench_layout() {
  local json=$bench_folder/layout.json
  "${test_java[@]}" org.openjdk.jmh.Main LayoutBench -rf json -rff "$json" >"$bench_folder/layout.txt" 2>&1 ||
    die "the benchmark of the layout failed; see $bench_folder/layout.txt"
  awk '/"benchmark"/ {sub(/.*LayoutBench\./, ""); sub(/".*/, ""); name = $0}
    /"primaryMetric"/ {primary = 1}
    primary && /"score" :/ {printf "layout of 2,081 devices, %s: %.1f ms (under 50)\n", name, $3; primary = 0}' "$json"
}

# $1 a folder for what the window remembers, then what to measure.
bench_window_on() {
  XDG_CONFIG_HOME=$1 "${display[@]}" "${world_java[@]}" -XX:+UseSerialGC -Xmx512m -Xmn24m -Dprism.order=sw \
    org.flannelgraph.bench.WindowBench "${@:2}" 2>"$bench_folder/window.txt" ||
    die "the benchmark of the window failed; see $bench_folder/window.txt"
}
