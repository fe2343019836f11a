#!/bin/sh
# SkinVL @VERSION@ for Linux on x86-64, for one user and without administrator rights:
#
#     sh @NAME@
#
# Below this text lies an archive with the program; `--check` compares it with its SHA-256 alone.
# Everything is in functions, so that a file that was cut off runs nothing.
set -u
umask 022
LC_ALL=C
export LC_ALL

VERSION='@VERSION@'
FLAVOUR='@FLAVOUR@'
HEADER_BYTES=@HEADER_BYTES@
ARCHIVE_BYTES=@ARCHIVE_BYTES@
ARCHIVE_SHA256='@ARCHIVE_SHA256@'
INSTALLED_KIB=@INSTALLED_KIB@
GLIBC='@GLIBC@'

# What a program that rolls it out can tell apart.
FAILED=1 USAGE=2 OLDER=3 RUNNING=4 NO_SPACE=5 DAMAGED=6 LACKING=7 FOLDER=8 ROOT=9

QUIET=no FORCE_OLDER=no IGNORE_MISSING=no PREFIX='' LOCKED=no PARTIAL=''

say() { [ "$QUIET" = yes ] || printf 'skinvl: %s\n' "$*"; }
warn() { printf 'skinvl: %s\n' "$*" >&2; }

# Ends with a code and a line; what this run had half done goes, what was there before stays.
stop() {
    code=$1
    shift
    warn "$*"
    exit "$code"
}

tidy() {
    [ -z "$PARTIAL" ] || rm -rf "$PARTIAL"
    [ "$LOCKED" = no ] || rm -rf "$BASE/.lock"
    # Empty folders are all that a refusal could leave.
    rmdir "$BASE/versions" "$BASE" 2>/dev/null
}

# Debian's package for a library that a window needs.
name_package() {
    case "$1" in
    # @PACKAGES@
    *) echo 'package unknown' ;;
    esac
}
