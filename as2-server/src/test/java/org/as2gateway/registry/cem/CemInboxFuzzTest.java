package org.as2gateway.registry.cem;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.registry.certs.CertificateFolder;

/** XML and certificates of any content, signed by a partner: noted, or refused in one sentence. */
class CemInboxFuzzTest {
  private static final CemInbox.Envelope SIGNED =
      new CemInbox.Envelope("id", "them-to-us", Optional.empty(), Instant.EPOCH, true);
  private static final byte[] REQUEST =
      """
      <EDIINTCertificateExchangeRequest xmlns="urn:ietf:params:xml:ns:ediintcertificateexchange"
          xmlns:ds="http://www.w3.org/2000/09/xmldsig#" requestId="r1"><TrustRequest>
        <CertUsage>digitalSignature</CertUsage>
        <RespondByDate>2027-01-01T00:00:00Z</RespondByDate>
        <EndEntity><CertificateIdentifier><ds:X509IssuerName>CN=u</ds:X509IssuerName>
        <ds:X509SerialNumber>1</ds:X509SerialNumber></CertificateIdentifier></EndEntity>
      </TrustRequest></EDIINTCertificateExchangeRequest>
      """
          .getBytes(UTF_8);

  private final CemInbox inbox = new CemInbox(new Nowhere(), folder());

  private static CertificateFolder folder() {
    return new CertificateFolder(Path.of("target/no-home"), Map.of(), Clock.systemUTC());
  }

  @FuzzTest(maxDuration = "1m")
  void any_message_is_noted_or_refused(byte[] content) {
    assertEnds(List.of(Octets.of(content)));
    assertEnds(List.of(Octets.of(REQUEST), Octets.of(content)));
  }

  private void assertEnds(List<Octets> payloads) {
    try {
      inbox.open(SIGNED, payloads).run();
    } catch (UnreadableCemException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** A store that keeps nothing. */
  private static final class Nowhere implements CertificateExchanges {
    @Override
    public void add(CertificateExchange exchange) {
      assertThat(exchange.fingerprint()).isNotBlank();
    }

    @Override
    public Optional<CertificateExchange> find(String id) {
      return Optional.empty();
    }

    @Override
    public List<CertificateExchange> newest(int limit) {
      return List.of();
    }

    @Override
    public List<CertificateExchange> pending(boolean isInbound, String partnership) {
      return List.of();
    }

    @Override
    public List<CertificateExchange> open(Instant now, int limit) {
      return List.of();
    }

    @Override
    public boolean decide(String id, boolean isAccepted, Optional<String> reason, Instant now) {
      return true;
    }
  }
}
