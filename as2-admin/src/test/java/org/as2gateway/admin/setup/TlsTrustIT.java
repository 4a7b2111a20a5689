package org.as2gateway.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.people.accounts.Actor;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTrustIT {
  private static final String ATTRIBUTE = "gw.tls_trust";

  @TempDir private Path folder;

  /** The partnership names a file that those of other partners name as well. */
  @Test
  void what_was_compared_is_trusted_for_that_partner_alone_and_noted_once() throws Exception {
    X509Certificate before = TestPki.ca("CN=of all").certificate();
    X509Certificate compared = TestPki.ca("CN=of theirs").certificate();
    Map<String, String> sending =
        new LinkedHashMap<>(TestHome.sending(URI.create("https://localhost:1/as2")));
    sending.put(ATTRIBUTE, "shared.pem");
    TestHome home =
        new TestHome(folder)
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .partnership("Us", "Them", sending);
    Path shared = home.path().resolve("certs/shared.pem");
    Files.writeString(shared, PartnerSheet.pem(before));
    try (TestGateway gateway = TestGateway.start(home)) {
      Registrar registrar = Registrar.of(gateway.gateway(), Clock.systemUTC());
      Instant now = registrar.now();
      Map<String, String> answers = Map.of(Answer.TLS_TRUST, PartnerSheet.pem(compared));
      Onboarding onboarding =
          new Onboarding("1", "Them", "ann", now, now, Optional.empty(), answers);
      Map<String, String> attributes = new LinkedHashMap<>(sending);
      for (int i = 0; i < 2; i++) {
        TlsTrust.put(registrar, new Actor("ann", "-"), onboarding, attributes);
      }

      assertThat(attributes).containsEntry(ATTRIBUTE, "Them-tls.pem");
      assertThat(shared).hasContent(PartnerSheet.pem(before));
      assertThat(registrar.certificates().trustFile("Them-tls.pem"))
          .content()
          .contains(PartnerSheet.pem(before).strip(), PartnerSheet.pem(compared).strip());
      assertThat(gateway.gateway().identity().audit().newest(Long.MAX_VALUE, "tls-trust", 9))
          .hasSize(2);
    }
  }
}
