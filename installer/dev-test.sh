# ./dev test: sourced by ./dev. All tests: first those of plain Java, with the build; then a minute of
# fuzzing; then those on the kernel, in a private world like a lab's; then those of the whole program; and
# those of the window.
# Root runs the kernel's and the program's twice: all as an ordinary user, since that is who our users are, and as root those
# tagged so, where being root may make a difference.

source "$root/installer/dev-fuzz.sh"

results=$target/test-results
ordinary_user=flannelgraph-test

test() {
  need "${run_packages[@]}" "${window_packages[@]}" "${build_packages[@]}" "${test_packages[@]}"
  need_jdk
  mkdir -p "$results"
  rm -f "$results"/*
  say "plain tests"
  build
  build_tests
  plain_tests
  fuzz_all 60 >&2 || failed=yes
  if [[ $(id -u) = 0 ]]; then
    tiers root "$root" ' & root'
    ordinary_copy
    tiers "$ordinary_user" "$copy" ''
    windows "$ordinary_user" "$copy"
  else
    tiers "$(id -un)" "$root" ''
    windows "$(id -un)" "$root"
  fi
  summary
}

# Compiles the tests with the same checks as the program, and runs those of plain Java.
build_tests() {
  maven verify -DskipTests
}

plain_tests() {
  JAVA_HOME=$JAVA_HOME mvn -B -f "$root/pom.xml" surefire:test >"$results/plain.txt" 2>&1 || failed=yes
  report plain
}

# Whoever runs: the kernel's tests and the program's. $1: the user; $2: the checkout; $3: what else they
# must be tagged with.
tiers() {
  say "kernel tests as $1"
  junit "$1" "$2" kernel "kernel & !window$3" "$2/installer/flannelgraph" --sandbox-exec
  say "program tests as $1"
  junit "$1" "$2" program "program$3"
}

# The window's tests, in a private world too, on a display that nobody sees. $1: the user; $2: the checkout.
windows() {
  say "window tests as $1"
  export JUNIT_DISPLAY=yes
  junit "$1" "$2" window window "$2/installer/flannelgraph" --sandbox-exec
  unset JUNIT_DISPLAY
}

# $1 user, $2 checkout, $3 name, $4 tags, then what to run Java through.
junit() {
  local user=$1 checkout=$2 tag=$4
  local name=$3-$user out=$results/$3-$user.txt
  shift 4
  local classpath=$checkout/target/test-classes:$checkout/target/app/lib/*:$checkout/target/test-lib/*
  local command=("$@" "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED
    -Djffi.boot.library.path="$checkout/target/app/native" -Dflannelgraph.checkout="$checkout"
    -cp "$classpath" org.junit.platform.console.ConsoleLauncher execute --disable-banner
    --disable-ansi-colors --details=tree --details-theme=ascii --include-package=org.flannelgraph --include-tag="$tag"
    --scan-class-path="$checkout/target/test-classes")
  [[ ${JUNIT_DISPLAY:-} != yes ]] || command=("${display[@]}" "${command[@]}")
  if [[ $user != "$(id -un)" ]]; then
    command=(runuser -u "$user" -- env -u XDG_RUNTIME_DIR HOME="$checkout" "${command[@]}")
  fi
  (cd "$checkout" && "${command[@]}") >"$out" 2>&1 || failed=yes
  report "$name"
}

# A checkout that an ordinary user may read and write, built already.
ordinary_copy() {
  id "$ordinary_user" >/dev/null 2>&1 || useradd --system --shell /bin/sh "$ordinary_user"
  copy=$(mktemp -d /tmp/flannelgraph-test-XXXXXX)
  trap 'rm -rf "$copy"' EXIT
  cp -a "$root"/{dev,pom.xml,README.md,installer,labs,src} "$copy"
  mkdir "$copy/target"
  cp -a "$target"/{app,test-classes,test-lib} "$copy/target"
  [[ $JAVA_HOME != "$target"/* ]] || cp -a "$target/jdk" "$copy/target"
  chown -R "$ordinary_user": "$copy"
  chmod 755 "$copy"
}

# Shows what failed and what was skipped, with the reasons.
report() {
  local out=$results/$1.txt
  grep -E '\[(A|S)\]|Tests run:.*Skipped: [1-9]' "$out" | sed 's/^[^[]*/  skipped /' >&2 || :
  if grep -qE '\[X\]|<<< (FAILURE|ERROR)|BUILD FAILURE|\[ERROR\]' "$out" || [[ ${failed:-} = yes ]]; then
    grep -vE '\[OK\]' "$out" | tail -n 120 >&2
  fi
}

count() { # $1: word of the console's summary
  cat "$results"/{kernel,program,window}-*.txt | sed -nE "s/^\[ +([0-9]+) tests $1 +\]$/\1/p" | paste -sd+ | bc_or_zero
}

bc_or_zero() { local sum; sum=$(cat); echo $((${sum:-0})); }

summary() {
  local plain passed failures skipped
  plain=$(sed -nE 's/^(\[[A-Z]+\] )?Tests run: ([0-9]+), Failures: ([0-9]+), Errors: ([0-9]+), Skipped: ([0-9]+)$/\2 \3 \4 \5/p' "$results/plain.txt" | tail -n 1)
  read -r run bad errors plain_skipped <<<"${plain:-0 0 1 0}"
  passed=$((run - bad - errors - plain_skipped + $(count successful)))
  failures=$((bad + errors + $(count failed)))
  skipped=$((plain_skipped + $(count skipped) + $(count aborted)))
  echo "$passed passed, $failures failed, $skipped skipped"
  [[ $failures = 0 && ${failed:-no} = no ]] || exit 1
}
