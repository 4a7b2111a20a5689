package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.registry.partnerships.PartnershipXml;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.transport.sftp.SftpTroubles.Trouble;
import org.as2gateway.transport.sftp.client.SftpProblem;
import org.junit.jupiter.api.Test;

class SftpTroublesTest {
  private static final String OLD = "SHA256:" + "A".repeat(43);
  private static final String NEW = "SHA256:" + "B".repeat(43);

  private final SftpTroubles troubles =
      new SftpTroubles(new FakeClock(Instant.parse("2026-11-29T12:00:00Z")));

  private static PartnershipRegistry registry(String server, String keys) {
    String xml =
        """
        <partnerships>
          <partner name="us"/><partner name="them"/>
          <partnership name="a"><sender name="us"/><receiver name="them"/>
            <attribute name="gw.transport" value="sftp"/>
            <attribute name="gw.sftp_url" value="sftp://us@%s/in"/>
            <attribute name="gw.sftp_host_key" value="%s"/>
          </partnership>
        </partnerships>
        """
            .formatted(server, keys);
    return ((PartnershipXml.Reading.Accepted)
            PartnershipXml.read(xml.getBytes(StandardCharsets.UTF_8)))
        .registry();
  }

  private Trouble changed() {
    troubles.note(
        "a", new SftpProblem.WrongHostKey("one.example:22", List.of(OLD), "ssh-ed25519", NEW));
    return troubles.current().iterator().next();
  }

  @Test
  void a_changed_host_key_is_kept_as_data() {
    assertThat(changed().isHostKey()).isTrue();
    assertThat(changed().hostKey().orElseThrow().found()).isEqualTo(NEW);
    assertThat(changed().since()).isEqualTo(Instant.parse("2026-11-29T12:00:00Z"));
  }

  @Test
  void it_is_settled_once_the_new_key_is_pinned_or_the_server_is_another_one() {
    assertThat(changed().isSettled(registry("one.example", OLD))).isFalse();
    assertThat(changed().isSettled(registry("one.example", OLD + ", " + NEW))).isTrue();
    assertThat(changed().isSettled(registry("two.example", OLD))).isTrue();
    assertThat(changed().isSettled(PartnershipRegistry.EMPTY)).isTrue();
  }

  @Test
  void other_trouble_is_not_settled_by_a_key() {
    troubles.note("a", new SftpProblem.NotReachable("one.example:22", "no route"));
    Trouble trouble = troubles.current().iterator().next();
    assertThat(trouble.isHostKey()).isFalse();
    assertThat(trouble.isSettled(registry("two.example", NEW))).isFalse();
  }
}
