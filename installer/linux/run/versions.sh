
# The folder of versions: one of them is `current`, the one before stays as `previous`.

take_lock() {
    if ! mkdir "$BASE/.lock" 2>/dev/null; then
        holder=$(cat "$BASE/.lock/pid" 2>/dev/null)
        if [ -z "$holder" ] || kill -0 "$holder" 2>/dev/null; then
            stop $RUNNING "another installation is at work in $BASE (process ${holder:-unknown}); if there is none, remove $BASE/.lock"
        fi
        # Its installation was killed.
        rm -rf "$BASE/.lock"
        mkdir "$BASE/.lock" || stop $RUNNING "another installation is at work in $BASE"
    fi
    LOCKED=yes
    echo $$ >"$BASE/.lock/pid"
}

linked() { # NAME: the version that `current` or `previous` stands for; nothing if it is broken
    target=$(readlink "$BASE/$1" 2>/dev/null) || return 0
    [ ! -x "$BASE/$target/skinvl" ] || printf '%s\n' "${target#versions/}"
}

link() { # NAME VERSION: in one step, so that there is one at every moment
    ln -s "versions/$2" "$BASE/.$1.$$" && mv -fT "$BASE/.$1.$$" "$BASE/$1" ||
        stop $FAILED "$BASE/$1 cannot be changed"
}

users() { # [VERSION]: the processes that run it, or any version
    for process in /proc/[0-9]*; do
        program=$(readlink "$process/exe" 2>/dev/null) || continue
        case "$program" in
        "$REAL"/versions/*/skinvl) ;;
        *) continue ;;
        esac
        [ -n "${1:-}" ] && [ "$program" != "$REAL/versions/$1/skinvl" ] || printf '%s ' "${process#/proc/}"
    done
}

refuse_running() { # [VERSION]
    found=$(users "${1:-}")
    [ -z "$found" ] || stop $RUNNING "SkinVL ${1:-} is running (process $found): close it and try again; nothing was changed"
}

unpack() {
    rm -rf "$BASE"/versions/.*.partial
    PARTIAL="$BASE/versions/.$VERSION.partial"
    mkdir "$PARTIAL" && tail -c "+$((HEADER_BYTES + 1))" "$0" |
        tar -xzf - -C "$PARTIAL" --no-same-owner --no-same-permissions ||
        stop $FAILED "the program cannot be unpacked into $BASE/versions"
    [ -x "$PARTIAL/skinvl/skinvl" ] || stop $FAILED "the program was not unpacked into $BASE/versions"
    check_libraries "$PARTIAL/skinvl"
    "$PARTIAL/skinvl/skinvl" --version >/dev/null 2>"$PARTIAL/errors" </dev/null ||
        stop $LACKING "the program does not start here: $(tail -n 1 "$PARTIAL/errors")"
    # Power may fail after the switch. A `sync` that takes no names writes all there is.
    find "$PARTIAL/skinvl" ! -type l -exec sync {} + 2>/dev/null || sync
}

# What was killed while it put a version into its own place still runs under its passing name.
finish_repair() {
    repaired=$(readlink "$BASE/current" 2>/dev/null) || return 0
    repaired=${repaired#versions/}
    case "$repaired" in
    .*.repaired) ;;
    *) return 0 ;;
    esac
    version=${repaired#.}
    version=${version%.repaired}
    refuse_running "$repaired"
    rm -rf "$BASE/versions/$version"
    cp -al "$BASE/versions/$repaired" "$BASE/versions/$version" ||
        stop $FAILED "$BASE/versions cannot be changed"
    link current "$version"
}

# A version that is installed a second time takes the place of a damaged one; hard links keep a
# whole program under `current` at every moment.
place() {
    whole="$BASE/versions/$VERSION"
    if [ "$(linked current)" = "$VERSION" ]; then
        repaired="$BASE/versions/.$VERSION.repaired"
        rm -rf "$repaired"
        mv "$PARTIAL/skinvl" "$repaired" || stop $FAILED "$BASE/versions cannot be changed"
        link current ".$VERSION.repaired"
        finish_repair
        return
    fi
    if [ -e "$whole" ]; then
        mv "$whole" "$PARTIAL/former" || stop $FAILED "$whole cannot be changed"
    fi
    mv "$PARTIAL/skinvl" "$whole" || stop $FAILED "$whole cannot be written"
}

switch() { # VERSION
    former=$(linked current)
    if [ "$former" != "$1" ]; then
        [ -z "$former" ] || link previous "$former"
        link current "$1"
    fi
}

# The current version and the one before stay, and what is running.
prune() {
    rm -rf "$BASE"/versions/.*.repaired
    for folder in "$BASE"/versions/*; do
        version=${folder##*/}
        [ "$version" = "$(linked current)" ] || [ "$version" = "$(linked previous)" ] ||
            [ -n "$(users "$version")" ] || rm -rf "$folder"
    done
}
