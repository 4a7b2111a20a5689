package org.as2gateway.as2.address;

import java.net.ConnectException;

/** An address that the gateway connects to for nobody; see {@link AddressPolicy}. */
public final class RefusedAddressException extends ConnectException {
  private static final long serialVersionUID = 1L;

  RefusedAddressException(String host, String address) {
    super(
        "'"
            + host
            + "' leads to "
            + address
            + ", a link-local, metadata or group address, which the gateway never connects to; use"
            + " the partner's routable address");
  }
}
