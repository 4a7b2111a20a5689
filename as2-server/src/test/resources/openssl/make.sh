#!/bin/sh
# Makes the fixtures in this folder anew: messages of one 'openssl' to one 'us', each named by the answer it has to get. Needs
# openssl 3. The certificates last a hundred years; of the keys only that of 'us' is kept, which opens nothing but these.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for name in us openssl stranger; do
  openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$name" -days 36500 -keyout "$work/$name.key" -out "$work/$name.pem" 2> /dev/null
done
cp "$work/us.key" "$work/us.pem" "$work/openssl.pem" .
cd "$work"
printf 'Content-Type: application/EDI-X12\r\nContent-Disposition: attachment; filename=order.edi\r\n\r\nISA*00*openssl~\r\nGS*PO~\n\0' > plain

# sign KEY DIGEST < entity: a multipart/signed entity
sign() { openssl cms -sign -binary -crlfeol -signer "$1.pem" -inkey "$1.key" -md "$2" -outform SMIME; }
# encrypt CERTIFICATE CIPHER SMIME-TYPE < entity: an enveloped entity, not in base64
encrypt() {
  printf 'Content-Type: application/pkcs7-mime; smime-type=%s; name=smime.p7m\r\n\r\n' "$3"
  openssl cms -encrypt -binary "-$2" -outform DER "$1.pem"
}
# message NAME < entity: the whole request
message() {
  {
    printf 'AS2-From: openssl\r\nAS2-To: us\r\nAS2-Version: 1.1\r\nMessage-ID: <%s@openssl>\r\n' "$1"
    printf 'Disposition-Notification-To: openssl@localhost\r\n'
    printf 'Disposition-Notification-Options: signed-receipt-protocol=required, pkcs7-signature; signed-receipt-micalg=required, sha-256\r\n'
    cat
  } > "$here/$1.http"
}
here=$OLDPWD

sign openssl sha256 < plain > signed
encrypt us aes-256-cbc enveloped-data < signed | message valid-signed-sha256-aes256-cbc
sign openssl sha512 < plain > signed512
encrypt us aes-128-gcm authEnveloped-data < signed512 | message valid-signed-sha512-aes128-gcm
sign openssl sha1 < plain > signed1
encrypt us des3 enveloped-data < signed1 | message valid-signed-sha1-3des
encrypt us aes-256-cbc enveloped-data < plain | message insufficient-message-security-unsigned
message insufficient-message-security-clear < signed
encrypt stranger aes-256-cbc enveloped-data < signed | message decryption-failed
sed 's/GS[*]PO/GS*XX/' signed > altered
encrypt us aes-256-cbc enveloped-data < altered | message decryption-failed-altered-inside
