# ./dev screenshot: sourced by ./dev. Makes the README's pictures in docs/pictures, of a real window on a
# real lab, the one that moves with them.

screenshot() {
  need imagemagick:convert
  build_for_tests
  local own=$target/screenshot pictures=$root/docs/pictures
  rm -rf "$own"
  mkdir -p "$own" "$pictures"
  say "using the window"
  "${display[@]}" "${world_java[@]}" -Dprism.order=sw -Dflannelgraph.pictures="$own" \
    -Dflannelgraph.checkout="$root" org.flannelgraph.ui.Screenshots "$own/window.properties" 2>"$own/log.txt" ||
    die "the window could not be used; see $own/log.txt"
  say "putting the frames together"
  # The canvas and what is over it.
  convert -delay 12 -loop 0 "$own"/frame-*.png -delay 250 "$(ls "$own"/frame-*.png | tail -1)" \
    -crop 1038x545+0+50 +repage -resize 80% +dither -colors 64 -layers OptimizeFrame "$pictures/request.gif"
  local theme
  for theme in light dark; do
    convert "$own/window-$theme.png" -strip +dither -colors 256 "$pictures/window-$theme.png"
  done
  ls -l "$pictures" >&2
}
