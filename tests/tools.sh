# The programs browser and office tests need: taken as found, installed by apt when root, else named with the apt line.
# Sourced by .ci/run and by `make test`.
packages=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || packages="$packages chromium"
command -v soffice >/dev/null || packages="$packages libreoffice-writer-nogui libreoffice-calc-nogui"
command -v pdftotext >/dev/null || packages="$packages poppler-utils"
fc-list 2>/dev/null | grep -qiE 'tinos|liberation serif' || packages="$packages fonts-liberation2 fontconfig"
if [ -n "$packages" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Cài bằng apt:$packages"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } >/tmp/nscl-apt.log 2>&1 \
      || echo "apt không cài được:$packages (xem /tmp/nscl-apt.log)"
  else
    echo "Thiếu chương trình cho một số phép thử. Cài bằng: apt-get install -y$packages"
  fi
fi
