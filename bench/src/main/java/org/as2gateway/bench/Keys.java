package org.as2gateway.bench;

import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;

/**
 * The two keys, RSA-2048, as files, so that both JVMs have the same ones.
 *
 * @param own key of the product, AS2 name {@link #OWN}
 * @param partner key of the partner at the other end
 */
record Keys(OwnKey own, OwnKey partner) {
  /** AS2 name of the product. */
  static final String OWN = "bench";

  /** AS2 name of the partner that sends, and of the one that is sent to one at a time. */
  static final String PARTNER = "partner";

  static Keys create(Path folder) throws IOException {
    Keys keys = new Keys(TestPki.rsa(OWN), TestPki.rsa(PARTNER));
    KeyFiles.writeP12(keys.own, folder.resolve("own.p12"));
    KeyFiles.writeP12(keys.partner, folder.resolve("partner.p12"));
    return keys;
  }

  static Keys read(Path folder) throws IOException {
    return new Keys(
        KeyFiles.readP12(folder.resolve("own.p12")),
        KeyFiles.readP12(folder.resolve("partner.p12")));
  }
}
