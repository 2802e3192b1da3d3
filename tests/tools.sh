# The programs browser and office tests need: taken as found, installed by apt when root, else named with the apt line.
# Sourced by .ci/run, which may ask for more in $packages, and run by `make test`.
packages="${packages:-}"
command -v chromium >/dev/null || command -v google-chrome >/dev/null || packages="$packages chromium"
command -v soffice >/dev/null || packages="$packages libreoffice-writer-nogui libreoffice-calc-nogui"
command -v pdftotext >/dev/null || packages="$packages poppler-utils"
fc-list 2>/dev/null | grep -iE 'tinos|liberation serif' >/dev/null || packages="$packages fonts-liberation2 fontconfig"

install_by_apt() {
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >>"$apt_log" 2>&1
}

if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Cài bằng apt:$packages"
    apt_log=$(mktemp)
    apt-get update -qq >"$apt_log" 2>&1 || true
    # one that cannot be had does not keep the others from being installed
    install_by_apt $packages || for package in $packages; do
      install_by_apt "$package" || echo "apt không cài được $package (xem $apt_log)"
    done
  else
    echo "Thiếu chương trình cho một số phép thử. Cài bằng: apt-get install -y$packages"
  fi
fi
