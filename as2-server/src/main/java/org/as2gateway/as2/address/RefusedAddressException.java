package org.as2gateway.as2.address;

import java.net.ConnectException;

/** An address that the gateway connects to for nobody; see {@link AddressPolicy}. */
public final class RefusedAddressException extends ConnectException {
  private static final long serialVersionUID = 1L;

  private RefusedAddressException(String sentence) {
    super(sentence);
  }

  /** An address that may be read in several ways. */
  static RefusedAddressException ambiguous(String host) {
    return new RefusedAddressException(
        "'"
            + host
            + "' is an address in a notation that servers read differently; expected a host name,"
            + " or four decimal numbers from 0 to 255 without leading zeros");
  }

  RefusedAddressException(String host, String address) {
    this(
        "'"
            + host
            + "' leads to "
            + address
            + ", a link-local, metadata or group address, which the gateway never connects to; use"
            + " the partner's routable address");
  }
}
