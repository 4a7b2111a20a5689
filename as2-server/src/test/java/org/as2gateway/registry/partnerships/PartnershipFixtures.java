package org.as2gateway.registry.partnerships;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Files of this package's tests. */
final class PartnershipFixtures {
  private PartnershipFixtures() {}

  static byte[] bytes(String name) {
    try (InputStream in = PartnershipFixtures.class.getResourceAsStream("/partnerships/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PartnershipXml.Reading.Accepted accepted(String name) {
    return accepted(bytes(name));
  }

  static PartnershipXml.Reading.Accepted accepted(byte[] content) {
    PartnershipXml.Reading reading = PartnershipXml.read(content);
    assertThat(reading).as("%s", reading).isInstanceOf(PartnershipXml.Reading.Accepted.class);
    return (PartnershipXml.Reading.Accepted) reading;
  }

  static List<FileProblem> refused(byte[] content) {
    PartnershipXml.Reading reading = PartnershipXml.read(content);
    assertThat(reading).isInstanceOf(PartnershipXml.Reading.Refused.class);
    return reading.problems();
  }

  static List<FileProblem> refused(String content) {
    return refused(content.getBytes(StandardCharsets.UTF_8));
  }

  /** A partnership from 'own' to 'acme' with these attribute elements. */
  static Partnership partnership(String attributes) {
    return accepted(file(attributes).getBytes(StandardCharsets.UTF_8))
        .registry()
        .partnerships()
        .get(0);
  }

  static String file(String attributes) {
    return """
        <partnerships>
          <partner name="own" as2_id="OWN" x509_alias="own"/>
          <partner name="acme" as2_id="ACME" x509_alias="acme"/>
          <partnership name="to-acme">
            <sender name="own"/>
            <receiver name="acme"/>
        %s
          </partnership>
        </partnerships>
        """
        .formatted(attributes);
  }
}
