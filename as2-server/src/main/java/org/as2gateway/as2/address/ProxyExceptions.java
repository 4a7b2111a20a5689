package org.as2gateway.as2.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hosts that are reached without the proxy: names, {@code *.example.com} for all names below one,
 * addresses and ranges. A range is compared with addresses in URLs only: no name is looked up for
 * it.
 */
public final class ProxyExceptions {
  /** Every host is reached by the proxy. */
  public static final ProxyExceptions NONE = new ProxyExceptions(List.of(), List.of());

  private static final Pattern NAME =
      Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_-]+)*");
  private static final Pattern NUMBERS = Pattern.compile("[0-9./]+");

  private final List<String> names;
  private final List<AddressRange> ranges;

  private ProxyExceptions(List<String> names, List<AddressRange> ranges) {
    this.names = List.copyOf(names);
    this.ranges = List.copyOf(ranges);
  }

  /**
   * Reads a comma list.
   *
   * @throws IllegalArgumentException with the word that is neither name nor address, and what was
   *     expected
   */
  public static ProxyExceptions parse(String text) {
    List<String> names = new ArrayList<>();
    List<AddressRange> ranges = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      String word = bare(part.strip());
      if (word.isEmpty()) {
        continue;
      }
      Optional<AddressRange> range = AddressRange.parse(word);
      if (range.isPresent()) {
        ranges.add(range.get());
      } else if (NAME.matcher(word).matches() && !NUMBERS.matcher(word).matches()) {
        names.add(word);
      } else {
        throw new IllegalArgumentException(
            "expected host names, names such as '*.internal.example', and addresses such as"
                + " '10.0.0.0/8', separated by commas; '"
                + word
                + "' is none of them");
      }
    }
    return new ProxyExceptions(names, ranges);
  }

  /** Whether that host, a name or an address as in a URL, is reached without the proxy. */
  public boolean contains(String host) {
    String wanted = bare(host);
    return ranges.stream().anyMatch(range -> range.contains(wanted))
        || names.stream().anyMatch(name -> matches(name, wanted));
  }

  private static boolean matches(String name, String host) {
    return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
  }

  /** In lower case, without the brackets of IPv6 and the dot of the root. */
  private static String bare(String host) {
    String bare = host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProxyExceptions that
        && names.equals(that.names)
        && ranges.equals(that.ranges);
  }

  @Override
  public int hashCode() {
    return names.hashCode() * 31 + ranges.hashCode();
  }
}
