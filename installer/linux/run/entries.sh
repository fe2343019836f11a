
# What the desktop shows: menu, icons, file types, manual. `$BASE/share` holds what was installed.

write_entries() {
    rm -rf "$BASE/share"
    mv "$PARTIAL/share" "$BASE/share" || stop $FAILED "$BASE/share cannot be written"
    (cd "$BASE/share" && find . -type f) | while IFS= read -r file; do
        mkdir -p "$SHARE/${file%/*}"
        if [ "$file" = ./applications/skinvl.desktop ]; then
            while IFS= read -r line; do
                case "$line" in
                'Exec=skinvl '*) printf 'Exec="%s/bin/skinvl" %s\n' "$PREFIX" "${line#Exec=skinvl }" ;;
                *) printf '%s\n' "$line" ;;
                esac
            done <"$BASE/share/$file" >"$SHARE/$file"
        else
            cp "$BASE/share/$file" "$SHARE/$file"
        fi
    done
    printf '%s\n' "$SHARE" >"$BASE/share-place"
    refresh_entries
    if [ -e "$PREFIX/bin/skinvl" ] && [ ! -L "$PREFIX/bin/skinvl" ]; then
        warn "$PREFIX/bin/skinvl is not from this installation and stays; the program is $BASE/current/skinvl"
    else
        ln -sfn ../opt/skinvl/current/skinvl "$PREFIX/bin/skinvl"
    fi
    head -c "$HEADER_BYTES" "$0" >"$BASE/.setup.$$" && chmod 755 "$BASE/.setup.$$" &&
        mv -f "$BASE/.setup.$$" "$BASE/setup"
}

remove_entries() {
    [ ! -s "$BASE/share-place" ] || SHARE=$(cat "$BASE/share-place")
    [ ! -d "$BASE/share" ] || (cd "$BASE/share" && find . -type f) | while IFS= read -r file; do
        rm -f "$SHARE/$file"
    done
    [ "$(readlink "$PREFIX/bin/skinvl" 2>/dev/null)" != ../opt/skinvl/current/skinvl ] ||
        rm -f "$PREFIX/bin/skinvl"
    refresh_entries
}

# Desktops without these tools look into the folders themselves.
refresh_entries() {
    if command -v update-desktop-database >/dev/null 2>&1; then
        update-desktop-database -q "$SHARE/applications" 2>/dev/null
    fi
    if command -v update-mime-database >/dev/null 2>&1 && [ -d "$SHARE/mime/packages" ]; then
        update-mime-database "$SHARE/mime" >/dev/null 2>&1
    fi
    return 0
}
