package org.as2gateway.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoIT {
  @Test
  void demo_follows_manifests_from_a_mistake_to_accepted_and_scanned() throws Exception {
    StringWriter out = new StringWriter();
    boolean isGood;
    try (Demo demo = new Demo(new PrintWriter(out, true), Map.of(), Clock.systemUTC())) {
      isGood = demo.run();
    }
    assertThat(out.toString())
        .contains("SYNTHETIC")
        .contains("not those of USPS")
        .contains("✓ signature     valid")
        .contains("✓ MIC")
        .contains("✓ disposition")
        .contains("✓ the receipt is valid")
        .contains("record-count: found '000000007' with 4 records, expected 000000004")
        .contains("✓ in our inbox, byte for byte")
        .contains("INVENTED layout")
        .contains("✓ 3 of 3 parcels were scanned")
        .contains("✓ the ledger says: partly accepted")
        .contains("✓ the correction has 2 records")
        .contains("✓ './as2 verify ")
        .contains("✓ the server has the file once, byte for byte")
        .contains("✓ an extract was downloaded; the ledger says: scanned")
        .contains("Everything was verified.")
        .doesNotContain("✗");
    assertThat(isGood).isTrue();
  }
}
