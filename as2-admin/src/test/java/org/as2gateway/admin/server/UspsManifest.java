package org.as2gateway.admin.server;

/** A manifest with synthetic numbers: MID 999999999, which nobody has. */
public final class UspsManifest {
  private UspsManifest() {}

  /** Two pieces under one header. */
  public static String text() {
    String tail =
        "20260|0004||||||999999999|||||||99999999|||00000000|000000|0000000000|01|20260|||0007990|"
            + "B|||1|000010000|3|%s|00000|00000|00000|000000|920|000000||000000||000000||000000||"
            + "000000|0000000|000000|0000||0000000||0000000|||0000000|000000000||1||N||1|||||||"
            + "TEST RECIPIENT|1 SAMPLE ST||||2 SAMPLE ST|WASHINGTON|DC|20260|\r\n";
    return "H1|9275099999999900000019|1|20260115|183000|D|20260||||000000||020|202601150001|||"
        + "000000003|999999999\r\n"
        + "D1|4202026000049205599999999900001012|PM|055|C01|"
        + tail.formatted("SP|N|01")
        + "D1|92612999999999000000001024|PS|612|C10|"
        + tail.formatted("DF|D|00");
  }
}
