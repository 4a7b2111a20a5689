package org.as2gateway.outbound;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.as2gateway.outbound.HttpExchange.BasicCredentials;
import org.as2gateway.outbound.HttpExchange.Body;
import org.as2gateway.outbound.HttpExchange.TlsOptions;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.partnership.TransportPolicy;
import org.as2gateway.payload.HomeFolders;
import org.as2gateway.wire.Headers;

/** Makes the HTTP request of a delivery out of the partnership's transport rules. */
final class PartnerRequests {
  private final HomeFolders folders;

  PartnerRequests(HomeFolders folders) {
    this.folders = folders;
  }

  /**
   * A request to the partnership's URL.
   *
   * @throws IOException if the password of HTTP Basic cannot be read
   */
  HttpExchange.Request of(Headers headers, Path body, Partnership partnership) throws IOException {
    return to(partnership.transport().url().orElseThrow(), headers, body, partnership);
  }

  /** A request to another registered URL of the same partner, by the same transport rules. */
  HttpExchange.Request to(URI url, Headers headers, Path body, Partnership partnership)
      throws IOException {
    TransportPolicy transport = partnership.transport();
    return new HttpExchange.Request(
        url,
        headers,
        Optional.of(Body.of(body)),
        transport.isChunked(),
        transport.connectTimeout(),
        transport.readTimeout(),
        new TlsOptions(
            transport.tlsTrust().map(file -> folders.certs().resolve(file)),
            transport.tlsClientAlias()),
        basic(partnership));
  }

  /** The password stands in {@code data/secrets/basic-<partnership>}, one line. */
  private Optional<BasicCredentials> basic(Partnership partnership) throws IOException {
    Optional<String> user = partnership.transport().basicUser();
    if (user.isEmpty()) {
      return Optional.empty();
    }
    Path file = folders.secrets().resolve("basic-" + HomeFolders.folderName(partnership.name()));
    return Optional.of(new BasicCredentials(user.get(), Files.readString(file).strip()));
  }
}
