package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.registry.BasicPasswords;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.TlsSettings;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.TransportPolicy;
import org.as2gateway.store.payload.Content;
import org.as2gateway.transport.as2.send.HttpExchange.BasicCredentials;
import org.as2gateway.transport.as2.send.HttpExchange.Body;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;
import org.as2gateway.transport.proxy.Proxies;

/**
 * Makes the HTTP request of a delivery out of the partnership's transport rules, and the TLS
 * settings of its partner.
 */
final class PartnerRequests {
  private final Path certs;
  private final Supplier<Registry> registry;
  private final BasicPasswords passwords;
  private final Proxies proxies;

  PartnerRequests(DeliveryContext context, Proxies proxies) {
    this.proxies = proxies;
    this.certs = context.folders().certs();
    this.registry = context.registry();
    this.passwords = new BasicPasswords(context.folders());
  }

  /**
   * A request to the partnership's URL.
   *
   * @throws IOException if there is no password of HTTP Basic for the URL
   */
  HttpExchange.Request of(Headers headers, Content body, Partnership partnership)
      throws IOException {
    return to(partnership.transport().url().orElseThrow(), headers, body, partnership);
  }

  /** A request to another registered URL of the same partner, by the same transport rules. */
  HttpExchange.Request to(URI url, Headers headers, Content body, Partnership partnership)
      throws IOException {
    TransportPolicy transport = partnership.transport();
    TlsSettings tls = registry.get().tls(partnership);
    return new HttpExchange.Request(
        url,
        headers,
        Optional.of(Body.of(body)),
        transport.isChunked(),
        transport.connectTimeout(),
        transport.readTimeout(),
        new TlsOptions(tls.trust().map(file -> certs.resolve(file)), tls.clientAlias()),
        basic(partnership, url),
        proxies.route(partnership, HttpUrl.of(url).host()));
  }

  private Optional<BasicCredentials> basic(Partnership partnership, URI url) throws IOException {
    Optional<String> user = partnership.transport().basicUser();
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new BasicCredentials(user.get(), passwords.password(partnership, url)));
  }
}
