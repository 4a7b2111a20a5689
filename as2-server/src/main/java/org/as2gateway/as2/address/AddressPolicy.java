package org.as2gateway.as2.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the gateway connects to for nobody, whatever a URL or a name server says: link-local
 * addresses, the metadata services of clouds, which hand out credentials, and addresses of groups
 * or of nobody. Judged is the address after the look-up, also one of IPv4 that is written within
 * IPv6. Private networks are allowed: partners may be there.
 */
public final class AddressPolicy {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  /** Metadata services outside of the link-local networks. */
  private static final Set<String> METADATA =
      Set.of(
          "100.100.100.200", // Alibaba
          "168.63.129.16", // Azure
          "192.0.0.192", // Oracle
          "fd00:ec2:0:0:0:0:0:254", // Amazon
          "fd20:ce:0:0:0:0:0:254"); // Google

  /** What some read as an address: decimal, octal or hexadecimal, of one to four parts. */
  private static final Pattern NUMBERS =
      Pattern.compile("(?i)(0x[0-9a-f]*|\\d+)(\\.(0x[0-9a-f]*|\\d+)){0,3}\\.?");

  private static final Pattern DECIMAL =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");

  private AddressPolicy() {}

  /** Whether the gateway may connect there. */
  public static boolean isAllowed(InetAddress address) {
    return isPlain(address)
        && embedded(address.getAddress()).stream().allMatch(inner -> isPlain(inner));
  }

  private static boolean isPlain(InetAddress address) {
    byte[] octets = address.getAddress();
    String text = address.getHostAddress().replaceFirst("%.*", "");
    boolean isLocalNetwork = octets.length == V4_BYTES && octets[0] == 0;
    boolean isBroadcast = text.equals("255.255.255.255");
    return !address.isLinkLocalAddress()
        && !address.isMulticastAddress()
        && !address.isAnyLocalAddress()
        && !isLocalNetwork
        && !isBroadcast
        && !METADATA.contains(text);
  }

  /** An address of IPv4 that a gateway on the way would take out of one of IPv6. */
  private static List<InetAddress> embedded(byte[] octets) {
    if (octets.length != V6_BYTES) {
      return List.of();
    }
    boolean isTranslated = startsWith(octets, 0, 0x64, 0xff, 0x9b); // RFC 6052, RFC 8215
    boolean isSixToFour = startsWith(octets, 0x20, 0x02); // RFC 3056
    boolean isCompatible = startsWith(octets, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0); // RFC 4291 §2.5.5
    boolean isLoopback = isCompatible && octets[12] == 0 && octets[13] == 0 && octets[14] == 0;
    if (isSixToFour) {
      return List.of(v4(octets, 2));
    }
    return isTranslated || (isCompatible && !isLoopback)
        ? List.of(v4(octets, V6_BYTES - V4_BYTES))
        : List.of();
  }

  private static boolean startsWith(byte[] octets, int... start) {
    for (int i = 0; i < start.length; i++) {
      if ((octets[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress v4(byte[] octets, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, from, from + V4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /**
   * Looks a host up.
   *
   * @return its addresses, where all of them are allowed
   * @throws RefusedAddressException if one is not: such a name is not what it seems
   * @throws UnknownHostException if it has none
   */
  public static List<InetAddress> resolve(String host)
      throws UnknownHostException, RefusedAddressException {
    List<InetAddress> addresses = List.of(InetAddress.getAllByName(host));
    require(host, addresses);
    return addresses;
  }

  /**
   * Refuses a host that somebody else may read as another address than we do. For hosts that are
   * looked up elsewhere.
   *
   * @param host name or address, without brackets
   * @throws RefusedAddressException if it is an IPv4 address in another notation than the usual one
   */
  public static void requireUsualNotation(String host) throws RefusedAddressException {
    if (NUMBERS.matcher(host).matches() && !DECIMAL.matcher(host).matches()) {
      throw RefusedAddressException.ambiguous(host);
    }
  }

  /**
   * Refuses addresses of a host.
   *
   * @throws RefusedAddressException if one is not allowed
   */
  public static void require(String host, List<InetAddress> addresses)
      throws RefusedAddressException {
    for (InetAddress address : addresses) {
      if (!isAllowed(address)) {
        throw new RefusedAddressException(host, address.getHostAddress());
      }
    }
  }
}
