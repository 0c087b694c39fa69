# Runs as process 1 of its own namespaces: when it ends, all in them ends. $1: directory for the socket,
# $2: reader configuration, $3: directory of both. Commands on standard input; its end is the end.
set -eu
PATH=/usr/sbin:/usr/bin:/sbin:/bin
ip link set lo up
if [ ! -d /run/pcscd ]; then
    mount -t tmpfs tmpfs /run
    mkdir /run/pcscd
fi
mount --bind "$1" /run/pcscd
# Readers plugged into this machine are somebody else's.
if [ -d /dev/bus/usb ]; then mount -t tmpfs tmpfs /dev/bus/usb; fi

daemon=
start() {
    rm -f /run/pcscd/pcscd.comm /run/pcscd/pcscd.pid
    # Never with --apdu: that writes the PIN out.
    pcscd --foreground --config "$2" </dev/null >"$3/log" 2>&1 3>&- &
    daemon=$!
}
stop() {
    if [ -n "$daemon" ]; then
        kill -KILL "$daemon" || :
        wait "$daemon" || :
        daemon=
    fi
    rm -f /run/pcscd/pcscd.comm /run/pcscd/pcscd.pid
}
connect() {
    tries=0
    while ! { exec 3<>"/dev/tcp/127.0.0.1/$1"; }; do
        tries=$((tries + 1))
        if [ "$tries" -ge 1000 ]; then return 1; fi
        sleep 0.01
    done
}

start "$@"
# /proc is the outer one, so this is the outer number of this process.
read -r pid _ </proc/self/stat
echo "ok $pid"
# What is said from here on nobody reads. Not /dev/null: not everybody may write there.
exec 2>>"$3/log"
while read -r word port; do
    case $word in
    connect) if connect "$port"; then echo "ok 3"; else echo "no reader"; fi ;;
    connected) exec 3>&-; echo "ok" ;;
    stop) stop; echo "ok" ;;
    start) start "$@"; echo "ok" ;;
    freeze) kill -STOP "$daemon"; echo "ok" ;;
    thaw) kill -CONT "$daemon"; echo "ok" ;;
    *) echo "no such command" ;;
    esac
done
# Whoever started this removes the directory too, unless it was killed.
stop
umount /run/pcscd || :
rm -rf -- "$3"
