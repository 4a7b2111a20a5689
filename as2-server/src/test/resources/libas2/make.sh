#!/bin/sh
# Makes the fixtures in this folder anew with libas2, an AS2 library for Node that shares no code with us. Needs openssl,
# node and npm. The certificate lasts a hundred years; its key is not kept. Versions are pinned: with later ones libas2
# 0.8.2 cannot sign.
set -eu
cd "$(dirname "$0")"
here=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=libas2 -days 36500 -keyout "$work/libas2.key" -out "$work/libas2.pem"
cp compose.js "$work"
cp "$work/libas2.pem" .
cd "$work"
npm init -y > /dev/null
npm install libas2@0.8.2 pkijs@2.1.90 asn1js@2.0.26 @peculiar/webcrypto@1.1.3
node compose.js "$here"
