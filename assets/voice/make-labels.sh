#!/bin/sh
# Makes ja/*.lab, the full-context labels that are spoken, from the say-* texts of ../text/ja/voice.ftl:
# what is said is what is shown.
#
# Needs the Debian packages open-jtalk and open-jtalk-mecab-naist-jdic. The labels are committed, so
# only who changes a text runs this: make voice.
set -eu
cd "$(dirname "$0")"
dictionary=${OPEN_JTALK_DICTIONARY:-/var/lib/mecab/dic/open-jtalk/naist-jdic}
voice=nitech_jp_atr503_m001.htsvoice
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v open_jtalk >/dev/null || {
    echo "make-labels: apt-get install open-jtalk open-jtalk-mecab-naist-jdic" >&2
    exit 1
}
mkdir -p ja
rm -f ja/*.lab
sed -n 's/^say-\([a-z-]*\) = \(.*\)$/\1 \2/p' ../text/ja/voice.ftl | while read -r name text; do
    printf '%s\n' "$text" | open_jtalk -x "$dictionary" -m "$voice" -ot "$work/trace"
    # The first line is the text that the labels were made of: a test compares it with voice.ftl.
    printf '# %s\n' "$text" >"ja/$name.lab"
    # "start end label": the times are left to the voice.
    sed -n '/^\[Output label\]/,/^$/p' "$work/trace" | awk 'NF == 3 { print $3 }' >>"ja/$name.lab"
done
echo "make-labels: $(ls ja/*.lab | wc -l) prompts"
