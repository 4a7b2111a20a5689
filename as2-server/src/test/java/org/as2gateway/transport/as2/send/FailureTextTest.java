package org.as2gateway.transport.as2.send;

import static org.as2gateway.transport.proxy.ConnectionPhase.CONNECTING;
import static org.as2gateway.transport.proxy.ConnectionPhase.SECURING;
import static org.as2gateway.transport.proxy.ConnectionPhase.SENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.as2gateway.transport.proxy.ConnectionPhase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailureTextTest {
  private static final FailureText TEXT = new FailureText("partner.example:443", true);

  private static SSLHandshakeException handshake(Throwable cause) {
    SSLHandshakeException thrown = new SSLHandshakeException("handshake failed");
    thrown.initCause(cause);
    return thrown;
  }

  private static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new UnknownHostException("partner.example"), CONNECTING, Reason.HOST_UNKNOWN),
        Arguments.of(new ConnectException("refused"), CONNECTING, Reason.CONNECTION_FAILED),
        Arguments.of(new ConnectException("refused"), SECURING, Reason.TLS_FAILED),
        Arguments.of(new ConnectException("refused"), SENDING, Reason.CONNECTION_LOST),
        Arguments.of(new SocketTimeoutException(), CONNECTING, Reason.CONNECTION_TIMEOUT),
        Arguments.of(new TimeoutException(), CONNECTING, Reason.CONNECTION_TIMEOUT),
        Arguments.of(new TimeoutException(), SECURING, Reason.TLS_FAILED),
        Arguments.of(new TimeoutException(), SENDING, Reason.CONNECTION_STALLED),
        Arguments.of(new EOFException(), SENDING, Reason.CONNECTION_LOST),
        Arguments.of(new EOFException(), SECURING, Reason.TLS_FAILED),
        Arguments.of(new UnreadableAnswerException("no status"), SENDING, Reason.HTTP_UNREADABLE),
        Arguments.of(
            handshake(new CertificateExpiredException()), SECURING, Reason.TLS_CERTIFICATE_EXPIRED),
        Arguments.of(
            handshake(new CertificateNotYetValidException()),
            SECURING,
            Reason.TLS_CERTIFICATE_NOT_VALID_YET),
        Arguments.of(new SSLHandshakeException("no cipher"), SECURING, Reason.TLS_FAILED));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void each_failure_has_its_reason_however_deep_its_cause_lies(
      Throwable thrown, ConnectionPhase phase, Reason reason) {
    assertThat(TEXT.of(thrown, phase).reason()).isEqualTo(reason);
    assertThat(TEXT.of(new ExecutionException(thrown), phase).reason()).isEqualTo(reason);
  }

  @Test
  void another_partner_without_tls_has_just_closed_the_connection() {
    HttpFailure failure =
        new FailureText("partner.example:80", false).of(new EOFException(), CONNECTING);

    assertThat(failure.reason()).isEqualTo(Reason.CONNECTION_FAILED);
  }

  @Test
  void a_failed_attempt_is_tried_again_with_its_reason() {
    Verdict.Retry retry =
        HttpFailure.verdict(new HttpFailure(Reason.CONNECTION_LOST, "cut off", null));

    assertThat(retry.why()).isEqualTo(Reason.CONNECTION_LOST);
    assertThat(retry.detail()).isEqualTo("cut off");
    assertThat(HttpFailure.verdict(new IOException("disk")).why()).isEqualTo(Reason.INTERNAL_ERROR);
  }
}
