package org.as2gateway.admin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoIT {
  @Test
  void demo_verifies_a_receipt_and_receives_both_answers() throws Exception {
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
        .contains("✓ in our inbox, byte for byte")
        .contains("Everything was verified.")
        .doesNotContain("✗");
    assertThat(isGood).isTrue();
  }
}
