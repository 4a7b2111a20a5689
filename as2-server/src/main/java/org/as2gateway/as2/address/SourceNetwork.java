package org.as2gateway.as2.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Who counts as one source where requests are limited by source. */
public final class SourceNetwork {
  private SourceNetwork() {}

  /** One machine has a network of IPv6 to itself: its first 64 bits count. */
  public static String of(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      byte[] octets = InetAddress.getByName(address).getAddress(); // a literal: no look-up
      return octets.length == 16 ? HexFormat.of().formatHex(octets, 0, 8) : address;
    } catch (UnknownHostException e) {
      return address; // no address after all
    }
  }
}
