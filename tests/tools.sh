# The programs browser and office tests need: taken as found, installed by apt when root, else named with the apt line.
# Sourced by .ci/run, which may ask for more in $packages, and run by `make test`.
packages="${packages:-}"
apt_log=/dev/null

# Where Chromium is only a snap (Ubuntu) apt has a stub that starts nothing: what tells its version is there.
has_chromium() {
  for name in chromium chromium-browser google-chrome; do
    "$name" --version </dev/null 2>/dev/null | grep -i chrom >/dev/null && return
  done
  ls -d "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-* >/dev/null 2>&1
}

install_by_apt() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >>"$apt_log" 2>&1
}

install_chromium() {
  if apt-cache policy chromium | grep -E 'Candidate: [0-9]' | grep -v snap >/dev/null; then
    install_by_apt chromium || echo "apt không cài được chromium (xem $apt_log)"
  elif [ -x .venv/bin/playwright ]; then # before `make install` it is not there yet: `make test` comes here again
    echo "apt ở đây không có Chromium: lấy Chromium của Playwright"
    install_by_apt libatomic1 || true # its Node.js needs it, and a small Ubuntu has none
    .venv/bin/playwright install --with-deps chromium </dev/null >>"$apt_log" 2>&1 ||
      echo "Playwright không cài được Chromium (xem $apt_log)"
  fi
}

command -v soffice >/dev/null || packages="$packages libreoffice-writer-nogui"
ls "$(dirname "$(readlink -f "$(command -v soffice || echo /nowhere/x)")")"/libsclo.so >/dev/null 2>&1 ||
  packages="$packages libreoffice-calc-nogui"
fc-list 2>/dev/null | grep -iE 'tinos|liberation serif|times new roman' >/dev/null ||
  packages="$packages fonts-liberation2 fontconfig"
if has_chromium; then chromium=""; else chromium=" chromium"; fi

if [ -n "$packages$chromium" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Cài bằng apt:$packages$chromium"
    apt_log=$(mktemp)
    apt-get update -qq >"$apt_log" 2>&1 || true
    # one that cannot be had does not keep the others from being installed
    [ -z "$packages" ] || install_by_apt $packages || for package in $packages; do
      install_by_apt "$package" || echo "apt không cài được $package (xem $apt_log)"
    done
    [ -z "$chromium" ] || install_chromium
  else
    echo "Thiếu chương trình cho một số phép thử. Cài bằng: apt-get install -y$packages$chromium"
    [ -z "$chromium" ] || echo "Nơi apt không có Chromium (Ubuntu): .venv/bin/playwright install --with-deps chromium"
  fi
fi
