
# Whether the computer, the place and the file are fit for an installation.

older() { # VERSION VERSION: whether the first is older than the second
    first=$(sortable "$1") second=$(sortable "$2")
    [ "$first" != "$second" ] && [ "$(printf '%s\n' "$first" "$second" | sort -V | head -n 1)" = "$first" ]
}

sortable() { # 1.0rc1 comes before 1.0
    printf '%s\n' "$1" | sed -E 's/([0-9])\.?(a|b|rc|dev)([0-9])/\1~\2\3/g'
}

check_tools() {
    for tool in tar gzip sha256sum tail head sort sed df mkdir mv ln readlink find cp du cut; do
        command -v "$tool" >/dev/null 2>&1 || stop $LACKING "the command $tool is missing on this computer"
    done
}

check_machine() {
    case "$(uname -s) $(uname -m)" in
    'Linux x86_64') ;;
    *) stop $LACKING "this file is for Linux on x86-64 and this computer is $(uname -s) on $(uname -m)" ;;
    esac
    there=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
    [ -n "$there" ] || stop $LACKING "SkinVL needs glibc $GLIBC; this system has another C library"
    ! older "$there" "$GLIBC" ||
        stop $LACKING "SkinVL needs glibc $GLIBC and this system has $there: Debian 12, Ubuntu 22.04 and newer have it"
}

check_file() {
    there=$(($(wc -c <"$0") - HEADER_BYTES))
    [ "$there" -ne 0 ] || stop $USAGE "this copy carries no program: start the file skinvl-...-linux-x86_64.run"
    [ "$there" -eq "$ARCHIVE_BYTES" ] ||
        stop $DAMAGED "$0 is incomplete or damaged ($there of $ARCHIVE_BYTES bytes): copy it again"
    sum=$(tail -c "+$((HEADER_BYTES + 1))" "$0" | sha256sum | cut -d' ' -f1)
    [ "$sum" = "$ARCHIVE_SHA256" ] ||
        stop $DAMAGED "$0 is damaged: its SHA-256 is not the expected one; copy it again"
}

check_user() {
    if [ "$(id -u)" = 0 ] && [ -z "$PREFIX" ]; then
        stop $ROOT 'this installs for one ordinary user and you are root: log in as that user, or name a place with --prefix'
    fi
}

check_folder() {
    mkdir -p "$BASE/versions" "$PREFIX/bin" "$SHARE" 2>/dev/null && [ -w "$BASE/versions" ] ||
        stop $FOLDER "$PREFIX cannot be written: choose another place with --prefix"
    probe="$BASE/versions/.probe.$$"
    printf '#!/bin/sh\nexit 0\n' >"$probe" && chmod 755 "$probe" ||
        stop $FOLDER "$BASE cannot be written: choose another place with --prefix"
    "$probe" 2>/dev/null
    allowed=$?
    rm -f "$probe"
    [ "$allowed" = 0 ] ||
        stop $FOLDER "$BASE lies on a disk that lets no program run (mounted noexec): choose another place with --prefix"
}

check_space() {
    # A tenth more: folders, and blocks that are not full.
    wanted=$((INSTALLED_KIB + INSTALLED_KIB / 10 + 1024))
    # shellcheck disable=SC2046 # the words of one line
    set -- $(df -Pk "$BASE" | tail -n 1)
    [ "$4" -ge "$wanted" ] ||
        stop $NO_SPACE "$BASE has $(($4 / 1024)) MiB free and SkinVL needs $((wanted / 1024)) MiB: free some space or use --prefix"
}

check_libraries() { # FOLDER of the program
    lacking=''
    plugins=$(find "$1" -name libqxcb.so -o -name 'QtWidgets*.so' -o -name 'QtPrintSupport*.so')
    if [ -n "$plugins" ]; then
        # shellcheck disable=SC2046 # one word per file; the names below the folder have no spaces
        lacking=$(cd "$1" && LD_LIBRARY_PATH="$1/_internal" ldd $(relative "$1" "$plugins") 2>/dev/null |
            sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u)
        [ -e /usr/share/X11/xkb ] || lacking="$lacking xkb-data"
        fonts=$(find /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" "$SHARE/fonts" \
            \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' \) 2>/dev/null | head -n 1)
        [ -n "$fonts" ] || lacking="$lacking fonts-dejavu-core"
    fi
    for library in $lacking; do
        case "$library" in
        xkb-data) warn 'missing: the layouts of keyboards (Debian, Ubuntu: xkb-data)' ;;
        fonts-*) warn "missing: a font (Debian, Ubuntu: $library)" ;;
        *) warn "missing: $library (Debian, Ubuntu: $(name_package "$library"))" ;;
        esac
    done
    [ -z "$lacking" ] || [ "$IGNORE_MISSING" = yes ] ||
        stop $LACKING 'no window could be opened. Have an administrator install what is missing; --ignore-missing installs SkinVL all the same'
}

relative() { # FOLDER FILES: the files, one a line, seen from the folder
    printf '%s\n' "$2" | while IFS= read -r file; do printf './%s\n' "${file#"$1"/}"; done
}
