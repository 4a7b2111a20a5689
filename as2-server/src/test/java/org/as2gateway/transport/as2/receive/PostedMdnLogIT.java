package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner that we only send to posts MDNs: nothing is logged of messages that are none. */
class PostedMdnLogIT {
  private static final String REFUSED_MESSAGE = "message from";
  private static final byte[] BODY =
      """
      --x\r
      Content-Type: message/disposition-notification\r
      \r
      Original-Message-ID: <unknown@us>\r
      Disposition: automatic-action/MDN-sent-automatically; processed\r
      \r
      --x--\r
      """
          .getBytes(StandardCharsets.US_ASCII);

  private TestGateway gateway;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    TestHome home = new TestHome(folder).station("us", TestPki.rsa("us"));
    home.partner("them", TestPki.rsa("them").certificate());
    Map<String, String> sending = TestHome.sending(URI.create("http://127.0.0.1:1/as2"));
    home.partnership("us", "them", sending);
    gateway = TestGateway.start(home);
  }

  @AfterEach
  void close() throws Exception {
    gateway.close();
  }

  /** What is logged while an entity of that type is posted, and the status of the answer. */
  private String logOf(String from, String contentType) throws Exception {
    Headers headers =
        Headers.of(
            "AS2-From", from, "AS2-To", "us", "Message-ID", "<1@x>", "Content-Type", contentType);
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      int status = RawHttp.post(gateway.url(), headers, BODY).status();
      return log.toString(StandardCharsets.UTF_8) + status;
    } finally {
      System.setOut(console);
    }
  }

  @Test
  void an_mdn_is_no_refused_message() throws Exception {
    assertThat(logOf("them", "multipart/report; boundary=x"))
        .doesNotContain(REFUSED_MESSAGE)
        .contains("MDN from 'them' flagged")
        .endsWith("200");
  }

  @Test
  void an_mdn_of_a_stranger_is_a_refused_mdn() throws Exception {
    assertThat(logOf("stranger", "multipart/report; boundary=x"))
        .doesNotContain(REFUSED_MESSAGE)
        .contains("MDN from")
        .endsWith("403");
  }

  @Test
  void many_of_them_fill_no_log() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 2 * RefusalLog.MOST; i++) {
      log.append(logOf("stranger", "multipart/report; boundary=x"));
      log.append(logOf("them", "multipart/report; boundary=x"));
    }
    assertThat(log.toString().split("MDN from")).hasSize(2 * RefusalLog.MOST + 1);
  }

  @Test
  void a_message_without_a_partnership_is_logged_once() throws Exception {
    assertThat(logOf("stranger", "multipart/signed; boundary=x").split(REFUSED_MESSAGE)).hasSize(2);
    assertThat(logOf("them", "application/edi-x12").split(REFUSED_MESSAGE)).hasSize(2);
  }
}
