// Run by make.sh in a folder with the key; the argument is where the fixtures go.
const fs = require('fs');
const { AS2Composer, AS2Disposition, AS2Parser } = require('libas2');

const pem = name => fs.readFileSync(name);
const libas2 = {
  name: 'libas2', id: 'libas2', url: 'http://localhost/',
  certificate: pem('libas2.pem'), privateKey: pem('libas2.key'),
  sign: 'sha-256', mdn: { async: false, signing: 'sha-256' },
};
const us = { name: 'us', id: 'us', url: 'http://localhost/as2', encrypt: false };
const content = Buffer.from('ISA*00*libas2~\r\nGS*PO~\n\u00e9\u0000', 'latin1');

function write(name, text) {
  fs.writeFileSync(`${process.argv[2]}/${name}.http`, text, 'latin1');
}

async function compose(sign) {
  const composer = new AS2Composer({
    message: { filename: 'order.edi', content, contentType: 'application/EDI-X12', contentDisposition: 'attachment' },
    agreement: { host: { ...libas2, sign }, partner: us },
  });
  return composer.toRequestOptions();
}

function http({ headers, body }) {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('') + '\r\n' + body;
}

async function main() {
  const signed = await compose('sha-256');
  write('valid-signed-sha256', http(signed));
  write('integrity-check-failed', http(await compose('sha-256')).replace('SVNBKjAw', 'SVNBKjAx'));
  write('valid-signed-sha512', http(await compose('sha-512')));

  const { dispositionNode } = await AS2Disposition.outgoing({
    node: await AS2Parser.parse({ headers: signed.headers, content: signed.body }),
    agreement: { host: { ...libas2, id: 'us' }, partner: { ...libas2, verify: true } },
  });
  // It signs all but the last line end; openssl refuses it, too.
  write('digest-mismatch-mdn', (await dispositionNode.build()).toString('latin1'));
}

main().catch(error => { console.error(error); process.exit(1); });
