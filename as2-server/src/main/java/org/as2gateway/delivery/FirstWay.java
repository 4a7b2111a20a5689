package org.as2gateway.delivery;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the attempts to send a message by its own way.
 *
 * @param attempts how many there were
 * @param doubt an attempt, or what came of it, that leaves open whether the files arrived; empty if
 *     each attempt failed before anything could arrive
 * @param last what came of the last attempt; empty if nothing did
 */
public record FirstWay(int attempts, Optional<MessageEvent> doubt, Optional<MessageEvent> last) {
  private static final int UNAUTHORIZED = 401;
  private static final int PROXY_UNAUTHORIZED = 407;

  /**
   * Why an attempt failed that cannot have brought anything to the partner. TLS that failed for
   * another reason than a certificate is not among them: with a short message that may be told
   * after it has gone out.
   */
  private static final Set<Reason> BEFORE_SENDING =
      EnumSet.of(
          Reason.HOST_UNKNOWN,
          Reason.ADDRESS_NOT_ALLOWED,
          Reason.CONNECTION_FAILED,
          Reason.PROXY_UNREACHABLE,
          Reason.PROXY_REFUSED,
          Reason.PROXY_SIGN_IN_REFUSED,
          Reason.TLS_CERTIFICATE_EXPIRED,
          Reason.TLS_CERTIFICATE_NOT_VALID_YET,
          Reason.TLS_CERTIFICATE_NOT_TRUSTED,
          Reason.TLS_CERTIFICATE_OF_OTHER_HOST,
          Reason.TLS_KEY_MISSING,
          Reason.TLS_TRUST_UNREADABLE,
          Reason.SSH_HOST_KEY_NOT_PINNED,
          Reason.SFTP_SIGN_IN_REFUSED);

  /** Whether it is certain that nothing arrived. */
  public boolean isNothingArrived() {
    return doubt.isEmpty();
  }

  /**
   * What the events of a message say.
   *
   * @param events oldest first
   */
  static FirstWay of(MessageRecord message, List<MessageEvent> events) {
    Reading reading = new Reading(message.transport());
    events.forEach(reading::read);
    return reading.result();
  }

  /** Reads events in their order. */
  private static final class Reading {
    private final TransportKind transport;
    private int attempts;
    private @Nullable MessageEvent open;
    private @Nullable MessageEvent doubt;
    private @Nullable MessageEvent last;

    Reading(TransportKind transport) {
      this.transport = transport;
    }

    void read(MessageEvent event) {
      switch (event.kind()) {
        case ATTEMPT -> {
          doubt(open); // the one before came to nothing that is known
          attempts++;
          open = event;
        }
        case ANSWER -> {
          last = event;
          open = null;
          doubt(isBeforeSending(event) ? null : event);
        }
        case RECOVERED, MDN_RECEIVED, MDN_FLAGGED -> {
          open = null;
          doubt(event);
        }
        default -> {
          // says nothing of an attempt
        }
      }
    }

    private void doubt(@Nullable MessageEvent event) {
      doubt = doubt == null ? event : doubt;
    }

    private boolean isBeforeSending(MessageEvent answer) {
      Reason reason = answer.reason();
      if (reason == Reason.CONNECTION_TIMEOUT) {
        return transport != TransportKind.SFTP; // there it may be any step of a session
      }
      if (reason == Reason.HTTP_UNAUTHORIZED) {
        Integer status = answer.httpStatus();
        return status == null
            ? transport == TransportKind.PDX // it refuses to sign in
            : status == UNAUTHORIZED || status == PROXY_UNAUTHORIZED;
      }
      return reason != null && BEFORE_SENDING.contains(reason);
    }

    FirstWay result() {
      doubt(open);
      return new FirstWay(attempts, Optional.ofNullable(doubt), Optional.ofNullable(last));
    }
  }
}
