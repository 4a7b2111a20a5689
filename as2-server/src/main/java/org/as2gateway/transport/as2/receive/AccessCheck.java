package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.InboundPasswords;
import org.as2gateway.registry.partnerships.AccessPolicy;
import org.as2gateway.registry.partnerships.Partnership;
import org.slf4j.Logger;

/** Whether a partner may send from where it is, with the login it shows; nothing is read before. */
final class AccessCheck {
  private static final As2Response LOGIN =
      new As2Response(
          401,
          new MimeEntity(
              Headers.of("WWW-Authenticate", "Basic realm=\"AS2\", charset=\"UTF-8\""),
              new byte[0]));

  private final InboundPasswords passwords;
  private final RefusalLog refusals;
  private final Logger log;

  AccessCheck(InboundPasswords passwords, RefusalLog refusals, Logger log) {
    this.passwords = passwords;
    this.refusals = refusals;
    this.log = log;
  }

  /** The answer to one who may not; empty if the request is to be looked at further. */
  Optional<As2Response> refusal(As2Request request, Partnership partnership) {
    AccessPolicy access = partnership.access();
    if (!access.allows(request.remoteAddress())) {
      refusals.warn(
          partnership.name(),
          "request of '{}' refused: {} is none of its gw.source_addresses",
          partnership.sender().name(),
          request.remoteAddress());
      return Optional.of(As2Response.empty(403));
    }
    return access.basicUser().flatMap(user -> login(request, partnership, user));
  }

  private Optional<As2Response> login(As2Request request, Partnership partnership, String user) {
    try {
      if (passwords.isLogin(partnership, user, request.headers().first("Authorization"))) {
        return Optional.empty();
      }
    } catch (IOException e) {
      log.error(
          "message of '{}' answered 503: the password in 'data/secrets/{}' cannot be read: {}",
          partnership.sender().name(),
          InboundPasswords.fileName(partnership),
          e.toString());
      return Optional.of(As2Response.unavailable());
    }
    refusals.warn(
        partnership.name(),
        "request of '{}' at {} refused: its login is not that of gw.inbound_user",
        partnership.sender().name(),
        request.remoteAddress());
    return Optional.of(LOGIN);
  }
}
