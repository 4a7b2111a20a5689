package org.as2gateway.admin.page;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.as2gateway.as2.wire.As2Version;

/**
 * Which gateway a page belongs to, and what is open on it.
 *
 * @param version of the gateway
 * @param host name of its computer
 * @param environment what it is for, such as {@code test}; empty for no mark
 * @param openAlerts counts the alerts that nobody has acknowledged
 */
public record Place(
    String version, String host, Optional<String> environment, LongSupplier openAlerts) {
  /** This gateway. */
  public static Place here(Optional<String> environment, LongSupplier openAlerts) {
    return new Place(As2Version.RELEASE, hostName(), environment, openAlerts);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost"; // a computer without a name of its own
    }
  }
}
