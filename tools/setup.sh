# shellcheck shell=sh
# Installs what a build of libsummarize needs, and builds it: the part that
# tools/demo and tools/check share.  Sourced, with $root set to the checkout.

log=${root:?}/build/setup.log

die() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

# Linking tells what counts: libstemmer has no .pc file, and a header alone
# does not mean that its library is there too.
links_with() {
    compiler=$1 header=$2
    shift 2
    printf '#include <%s>\nint main(void) { return 0; }\n' "$header" |
        "$compiler" -x c - "$@" -o /dev/null >/dev/null 2>&1
}

links() {
    links_with "${CC:-cc}" "$@"
}

present() {
    case $1 in
    compiler) links stddef.h ;;
    clang) links_with clang stddef.h -fsanitize=thread ;;
    python3) have python3 && python3 -c 'import ctypes, json' 2>/dev/null ;;
    utf8proc) links utf8proc.h -lutf8proc && pkg-config --exists libutf8proc ;;
    stemmer) links libstemmer.h -lstemmer ;;
    jansson) links jansson.h -ljansson && pkg-config --exists jansson ;;
    *) have "$1" ;;
    esac
}

# The packages, in the names of one package manager, that give what is needed.
packages() {
    case $1:$2 in
    apt-get:compiler) echo gcc libc6-dev ;;
    apt-get:ninja | dnf:ninja) echo ninja-build ;;
    apt-get:utf8proc) echo libutf8proc-dev ;;
    apt-get:stemmer) echo libstemmer-dev ;;
    apt-get:jansson) echo libjansson-dev ;;
    apt-get:clang) echo clang libclang-rt-dev ;; # with its sanitizers
    dnf:clang) echo clang compiler-rt ;;
    # Without the symbols of the C library valgrind refuses to start.
    apt-get:valgrind) echo valgrind libc6-dbg ;;
    apt-get:abidiff) echo abigail-tools ;;
    dnf:abidiff) echo libabigail ;;
    dnf:clang-tidy) echo clang-tools-extra ;;
    brew:clang-tidy) echo llvm ;;
    dnf:compiler) echo gcc ;;
    dnf:pkg-config) echo pkgconf-pkg-config ;;
    dnf:utf8proc) echo utf8proc-devel ;;
    dnf:stemmer) echo libstemmer-devel ;;
    dnf:jansson) echo jansson-devel ;;
    brew:compiler) ;; # comes with xcode-select --install
    brew:python3) echo python ;;
    brew:pkg-config) echo pkgconf ;;
    brew:stemmer) echo snowball ;;
    *:llvm-cov) echo llvm ;;
    *) echo "$2" ;;
    esac
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

may_install_with() {
    [ "$1" = brew ] || [ "$(id -u)" -eq 0 ] || have sudo
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "$@" </dev/null
}

# A machine that never fetched its lists, or long ago, gets them and tries
# again; one that has them is spared the wait.
install_with() {
    manager=$1
    shift
    case $manager in
    apt-get)
        apt_install "$@" || { as_root apt-get update && apt_install "$@"; }
        ;;
    dnf) as_root dnf install -y "$@" </dev/null ;;
    brew) brew install "$@" ;;
    esac
}

# need compiler meson ...: installs those that are not there.
need() {
    missing=
    for thing in "$@"; do
        present "$thing" || missing="$missing $thing"
    done
    [ -n "$missing" ] || return 0
    for manager in apt-get dnf brew none; do
        have "$manager" && break
    done
    [ "$manager" != none ] || die "please install:$missing"
    wanted=
    for thing in $missing; do
        wanted="$wanted $(packages "$manager" "$thing")"
    done
    may_install_with "$manager" ||
        die "neither root nor sudo: as root, run  $manager install$wanted"
    echo "Installing$missing ..." >&2
    # shellcheck disable=SC2086 # one word a package
    install_with "$manager" $wanted >>"$log" 2>&1 || fail_with "$log" \
        "could not install:$missing"
    for thing in $missing; do
        present "$thing" || die "still missing after the install: $thing"
    done
}

# want clang-tidy ...: the same for what tests skip where it is not to be had.
want() {
    for thing in "$@"; do
        (need "$thing") || echo "Without $thing some tests are skipped." >&2
    done
}

fail_with() {
    tail -n 40 "$1" >&2
    die "$2 (all of it is in $1)"
}

# Homebrew keeps its headers and libraries where a compiler does not look.
if have brew; then
    CPATH=$(brew --prefix)/include${CPATH:+:$CPATH}
    LIBRARY_PATH=$(brew --prefix)/lib${LIBRARY_PATH:+:$LIBRARY_PATH}
    export CPATH LIBRARY_PATH
fi

prepare() {
    { mkdir -p "$root/build" && : >"$log"; } 2>/dev/null ||
        die "cannot write $log"
    need compiler meson ninja pkg-config python3 utf8proc stemmer jansson
}

# configure_and_build DIRECTORY [MESON OPTIONS]
configure_and_build() {
    directory=$1
    shift
    [ -f "$directory/build.ninja" ] ||
        meson setup "$directory" "$root" "$@" || return 1
    ninja -C "$directory"
}
