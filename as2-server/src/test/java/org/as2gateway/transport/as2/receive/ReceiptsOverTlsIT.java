package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous receipts go over TLS as messages to the same partner do. */
class ReceiptsOverTlsIT {
  private static final OwnKey US = TestPki.rsa("us");
  private static final OwnKey SERVER = TestPki.rsa("server");

  @TempDir Path folder;

  /** Trust and client key stand at the partnership that we send on, and nowhere else. */
  private TestHome home(URI receipts) throws Exception {
    TestHome home = new TestHome(folder).station("us", US);
    home.partner("them", TestPki.rsa("them").certificate());
    Map<String, String> sending = TestHome.sending(receipts);
    sending.put("gw.tls_trust", "them-tls.pem");
    sending.put("gw.tls_client_alias", "us");
    home.partnership("us", "them", sending);
    home.partnership("them", "us", Map.of("as2_receipt_option", receipts.toString()));
    KeyFiles.writePem(folder.resolve("certs/them-tls.pem"), SERVER.certificate());
    return home;
  }

  @Test
  void trust_and_client_key_of_the_other_direction_serve_receipts() throws Exception {
    Path bodies = Files.createDirectories(folder.resolve("bodies"));
    try (ScriptedPartner receipts =
            ScriptedPartner.startTls(
                bodies, TestTls.context(Optional.of(SERVER), List.of(US.certificate())));
        TestGateway gateway = TestGateway.start(home(receipts.url()))) {
      Headers headers =
          Headers.of(
              "AS2-From",
              "them",
              "AS2-To",
              "us",
              "Message-ID",
              "<1@them>",
              "Disposition-Notification-To",
              "them",
              "Receipt-Delivery-Option",
              receipts.url().toString());
      assertThat(RawHttp.post(gateway.url(), headers, new byte[10]).status()).isEqualTo(200);
      assertThat(receipts.awaitRequest(1).clientCertificate()).isPresent();
    }
  }
}
