package org.as2gateway.admin.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerSheetIT {
  @TempDir private Path folder;

  private PartnerSheet sheet(String settings) throws Exception {
    TestHome home =
        new TestHome(folder)
            .settings(TestHome.SETTINGS + settings)
            .station("Us", TestPki.rsa("CN=us"));
    try (TestGateway gateway = TestGateway.start(home)) {
      Partner us = gateway.gateway().registry().partnerships().partner("Us").orElseThrow();
      return PartnerSheet.of(gateway.gateway(), us, Instant.now());
    }
  }

  @Test
  void without_a_public_url_it_says_what_listens() throws Exception {
    PartnerSheet sheet = sheet("");
    assertThat(sheet.isPublic()).isFalse();
    assertThat(sheet.urls()).singleElement().asString().startsWith("http://127.0.0.1:");
    assertThat(sheet.algorithms()).containsEntry("transport", "HTTP without TLS; HTTP/1.1");
  }

  @Test
  void the_public_url_is_printed_and_the_tls_of_a_proxy_is_not_claimed() throws Exception {
    PartnerSheet sheet = sheet("public-url: https://as2.example.com/as2\n");
    assertThat(sheet.isPublic()).isTrue();
    assertThat(sheet.urls()).containsExactly("https://as2.example.com/as2");
    assertThat(sheet.algorithms())
        .containsEntry("transport", "HTTPS; the proxy in front sets the TLS versions; HTTP/1.1");
  }
}
