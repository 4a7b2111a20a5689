package org.as2gateway.as2.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** One address, or all that begin with the same bits: {@code 192.0.2.7}, {@code 2001:db8::/32}. */
public final class AddressRange {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  private final byte[] start;
  private final int bits;

  private AddressRange(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /** Reads an address or a range in CIDR notation (RFC 4632); empty if it is neither. */
  public static Optional<AddressRange> parse(String text) {
    String[] parts = text.strip().split("/", -1);
    Optional<byte[]> octets = octets(parts[0]);
    if (octets.isEmpty() || parts.length > 2) {
      return Optional.empty();
    }
    int most = octets.get().length * 8;
    if (parts.length == 1) {
      return Optional.of(new AddressRange(octets.get(), most));
    }
    return parts[1].matches("\\d{1,3}") && Integer.parseInt(parts[1]) <= most
        ? Optional.of(new AddressRange(octets.get(), Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  /** Whether an address is in the range; text that is no address is in none. */
  public boolean contains(String address) {
    return octets(address.replaceFirst("%.*", ""))
        .filter(octets -> octets.length == start.length && isSame(octets))
        .isPresent();
  }

  private boolean isSame(byte[] octets) {
    int whole = bits / 8;
    int rest = bits % 8;
    int mask = 0xff << (8 - rest);
    return Arrays.equals(octets, 0, whole, start, 0, whole)
        && (rest == 0 || ((octets[whole] ^ start[whole]) & mask) == 0);
  }

  /** Of a literal: nothing is looked up. One of IPv4 within IPv6 counts as IPv4. */
  private static Optional<byte[]> octets(String literal) {
    if (!LITERAL.matcher(literal).matches()
        || (!literal.contains(":") && literal.chars().filter(c -> c == '.').count() != 3)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressRange range
        && bits == range.bits
        && Arrays.equals(start, range.start);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(start) * 31 + bits;
  }
}
