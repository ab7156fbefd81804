# ./dev fuzz [SECONDS] [--keep]: sourced by ./dev, and by ./dev test for its minute. Feeds what reads
# foreign bytes with inputs that Jazzer breeds by the code that they reach, for ten minutes unless told,
# shared by all targets. It starts from src/test/fuzz/TARGET and collects what is new in
# target/fuzz/TARGET; with --keep, what of that reaches more code is then added to src/test/fuzz/TARGET.

fuzz_targets=(decoder:org.flannelgraph.packet.DecoderFuzzer
  capture:org.flannelgraph.capture.CaptureFileFuzzer)
fuzz_folder=$target/fuzz
fuzz_largest=4096 # bytes of an input
fuzz_slowest=20   # seconds that an input may take on a busy machine; a loop takes more

fuzz() {
  local seconds=600 keep=no argument pair
  for argument in "$@"; do
    case $argument in
      --keep) keep=yes ;;
      *[!0-9]* | '') die "usage: ./dev fuzz [SECONDS] [--keep]" ;;
      *) seconds=$argument ;;
    esac
  done
  need "${run_packages[@]}" "${build_packages[@]}"
  need_jdk
  build
  maven test-compile -Dspotless.check.skip
  fuzz_all "$seconds"
  [[ $keep = yes ]] || return 0
  for pair in "${fuzz_targets[@]}"; do
    keep_new "${pair%%:*}" "${pair#*:}"
  done
}

# Shares $1 seconds among the targets, all of which get their turn. Fails if there is a finding.
fuzz_all() {
  local pair clean=yes
  for pair in "${fuzz_targets[@]}"; do
    fuzz_target "${pair%%:*}" "${pair#*:}" $(($1 / ${#fuzz_targets[@]})) || clean=no
  done
  [[ $clean = yes ]]
}

# $1 name, $2 class, then arguments of Jazzer: libFuzzer's, and folders.
jazzer() {
  local name=$1 class=$2
  shift 2
  (cd "$fuzz_folder" && "$JAVA_HOME/bin/java" -Xmx1g \
    -cp "$target/test-classes:$app/lib/*:$target/test-lib/*" com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" --instrumentation_includes='org.flannelgraph.**' \
    --custom_hook_excludes='**' --reproducer_path="$fuzz_folder" \
    -artifact_prefix="$fuzz_folder/$name-" -max_len="$fuzz_largest" \
    -timeout="$fuzz_slowest" "$@")
}

# $1 name, $2 class, $3 seconds.
fuzz_target() {
  local out=$fuzz_folder/$1.txt
  mkdir -p "$fuzz_folder/$1"
  say "fuzzing the $1 for $3 s"
  if jazzer "$1" "$2" -max_total_time="$3" "$fuzz_folder/$1" "$root/src/test/fuzz/$1" >"$out" 2>&1; then
    echo "$1: $(sed -nE 's/^Done ([0-9]+) runs in ([0-9]+) second.*/\1 inputs in \2 s/p' "$out"), no finding"
  else
    grep -vE '^#|^INFO|^WARNING' "$out" | tail -n 60 >&2
    echo "$1: a finding; see $out"
    return 1
  fi
}

keep_new() {
  local more
  more=$(mktemp -d)
  jazzer "$1" "$2" -merge=1 -use_counters=0 "$more" "$root/src/test/fuzz/$1" "$fuzz_folder/$1" \
    >"$fuzz_folder/$1-merge.txt" 2>&1 || die "merging failed; see $fuzz_folder/$1-merge.txt"
  rm -f "$root/src/test/fuzz/$1"/*
  mv "$more"/* "$root/src/test/fuzz/$1"
  rmdir "$more"
  say "src/test/fuzz/$1 has $(find "$root/src/test/fuzz/$1" -type f | wc -l) inputs now"
}
