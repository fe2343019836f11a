
show_help() {
    cat <<'EOF'
SkinVL @VERSION@ for one user, without administrator rights and without a network.

    sh @NAME@ [OPTION ...]

Without an action it installs, or updates what is installed. Data stay untouched.

  --check             compare this file with its SHA-256 and install nothing
  --rollback          go back to the version before
  --list              print what is installed; * marks the current version
  --uninstall         remove the program; data and settings stay
  --prefix DIR        instead of ~/.local: the program goes into DIR/opt/skinvl
  --quiet             print nothing but errors
  --allow-downgrade   install although a newer version is installed
  --ignore-missing    install although libraries for a window are missing
  --version           print the version of this file
  --help              print this text

Exit codes: 0 done; 1 a step failed; 2 wrong usage; 3 a newer version is installed; 4 SkinVL or
another installation is running; 5 too little space; 6 this file is damaged; 7 the computer lacks
something; 8 the place cannot be used; 9 run by root without --prefix.
EOF
}

do_install() {
    check_tools
    check_machine
    check_user
    check_file
    check_folder
    REAL=$(cd "$BASE" && pwd -P)
    take_lock
    finish_repair
    former=$(linked current)
    if [ -n "$former" ] && [ "$FORCE_OLDER" = no ] && older "$VERSION" "$former"; then
        stop $OLDER "version $former is installed and this is $VERSION, which may not know its data; --allow-downgrade installs it all the same"
    fi
    refuse_running "$VERSION"
    check_space
    say "installing $VERSION into $BASE"
    unpack
    place
    switch "$VERSION"
    write_entries
    prune
    say "SkinVL $VERSION is installed${former:+ (before: $former)}: $PREFIX/bin/skinvl"
    case ":${PATH:-}:" in
    *":$PREFIX/bin:"*) ;;
    *) say "$PREFIX/bin is not in PATH; most systems add it at the next log-in. The menu has SkinVL as well." ;;
    esac
    [ ! -x /usr/bin/skinvl ] || warn 'another SkinVL is installed for all users as /usr/bin/skinvl'
}

need_installation() {
    [ -d "$BASE/versions" ] || stop $FOLDER "there is no installation in $BASE"
    REAL=$(cd "$BASE" && pwd -P)
    take_lock
    finish_repair
}

do_rollback() {
    need_installation
    former=$(linked previous)
    [ -n "$former" ] && [ "$former" != "$(linked current)" ] || stop $FAILED 'no version before this one is kept'
    left=$(linked current)
    switch "$former"
    say "SkinVL $former is current again (before: $left). Data that $left has changed may be refused by it."
}

do_list() {
    [ -d "$BASE/versions" ] || stop $FOLDER "there is no installation in $BASE"
    for folder in "$BASE"/versions/*; do
        [ -d "$folder" ] || continue
        version=${folder##*/}
        if [ "$version" = "$(linked current)" ]; then printf '* %s\n' "$version"; else printf '  %s\n' "$version"; fi
    done
}

do_uninstall() {
    need_installation
    refuse_running
    remove_entries
    rm -rf "$BASE/versions" "$BASE/share" "$BASE/current" "$BASE/previous" "$BASE/setup" "$BASE/share-place"
    rm -rf "$BASE/.lock"
    LOCKED=no
    # Whatever else lies there is not from here.
    rmdir "$BASE" 2>/dev/null || warn "$BASE is not empty and stays"
    say 'SkinVL is removed. Data and settings stay in ~/.local/share/skinvl and ~/.config/skinvl.'
}

main() {
    action=install
    while [ $# -gt 0 ]; do
        case "$1" in
        --check | --rollback | --list | --uninstall) action=${1#--} ;;
        --prefix) [ $# -ge 2 ] || stop $USAGE '--prefix needs a folder' && PREFIX=$2 && shift ;;
        --prefix=*) PREFIX=${1#--prefix=} ;;
        --quiet) QUIET=yes ;;
        --allow-downgrade) FORCE_OLDER=yes ;;
        --ignore-missing) IGNORE_MISSING=yes ;;
        --version) printf 'skinvl %s (%s)\n' "$VERSION" "$FLAVOUR" && exit 0 ;;
        --help | -h) show_help && exit 0 ;;
        *) stop $USAGE "$1 is no option; --help lists them" ;;
        esac
        shift
    done
    [ "$action" != check ] || { check_file && say "$0 is complete: SHA-256 $ARCHIVE_SHA256" && exit 0; }
    check_user
    GIVEN=$PREFIX
    PREFIX=${PREFIX:-${HOME:?}/.local}
    case "$PREFIX" in
    *[\"\$\`\\%]* | *'
'*) stop $FOLDER "$PREFIX has a character that a menu entry cannot hold: choose another place with --prefix" ;;
    /*) ;;
    *) PREFIX=$PWD/$PREFIX ;;
    esac
    BASE=$PREFIX/opt/skinvl
    SHARE=$PREFIX/share
    [ -n "$GIVEN" ] || SHARE=${XDG_DATA_HOME:-$SHARE}
    trap tidy EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    case "$action" in
    install) do_install ;;
    rollback) do_rollback ;;
    list) do_list ;;
    uninstall) do_uninstall ;;
    esac
    exit 0
}

main "$@"
exit 0
