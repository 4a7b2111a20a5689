package org.as2gateway.config;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.as2gateway.as2.address.ProxyUrl;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.config.GatewayConfig.Smtp;

/**
 * Reads single settings. Every method throws {@code IllegalArgumentException} whose message says
 * what is expected.
 *
 * @param home what relative paths are relative to
 */
record SettingValues(Path home) {
  private static final Pattern URL_PATH =
      Pattern.compile("/([A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*)?");
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[\\x21-\\x7e&&[^@<>,;:]]+@[A-Za-z0-9.-]+");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ._-]{0,18}[\\p{L}\\p{N}])?");
  private static final int MAX_PORT = 65535;
  private static final long MIN_HEADER_BYTES = 1 << 10;
  private static final long MAX_HEADER_BYTES = 16 << 20;

  boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected 'true' or 'false'");
    };
  }

  String text(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("expected a text, or leave the key out");
    }
    return text;
  }

  String mailAddress(String text) {
    if (!MAIL_ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("expected an email address such as 'as2@example.com'");
    }
    return text;
  }

  Smtp.Tls mailTls(String text) {
    return switch (text) {
      case "starttls" -> Smtp.Tls.STARTTLS;
      case "tls" -> Smtp.Tls.TLS;
      case "none" -> Smtp.Tls.NONE;
      default -> throw new IllegalArgumentException("expected 'starttls', 'tls' or 'none'");
    };
  }

  GatewayConfig.Revocation revocation(String text) {
    return switch (text) {
      case "off" -> GatewayConfig.Revocation.OFF;
      case "soft" -> GatewayConfig.Revocation.SOFT;
      case "hard" -> GatewayConfig.Revocation.HARD;
      default -> throw new IllegalArgumentException("expected 'off', 'soft' or 'hard'");
    };
  }

  boolean hasStrictNames(String text) {
    return switch (text) {
      case "as-sent" -> false;
      case "strict" -> true;
      default -> throw new IllegalArgumentException("expected 'as-sent' or 'strict'");
    };
  }

  int port(String text) {
    return number(text, 0, MAX_PORT, "a port from 0 (any free one) to 65535");
  }

  int positiveNumber(String text) {
    return number(text, 1, Integer.MAX_VALUE, "an integer of at least 1");
  }

  private static int number(String text, int min, int max, String expected) {
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected " + expected, e);
    }
    throw new IllegalArgumentException("expected " + expected);
  }

  double factor(String text) {
    double factor;
    try {
      factor = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number from 1 to 100", e);
    }
    if (!(factor >= 1 && factor <= 100)) {
      throw new IllegalArgumentException("expected a number from 1 to 100");
    }
    return factor;
  }

  String urlPath(String text) {
    if (!URL_PATH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected a plain path such as '/as2': a slash, then letters, digits and '-._~'");
    }
    return text;
  }

  Path file(String text) {
    try {
      if (!text.isBlank()) {
        return home.resolve(text).normalize();
      }
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("expected the path of a file", e);
    }
    throw new IllegalArgumentException("expected the path of a file");
  }

  long bytes(String text) {
    return Quantity.parseBytes(text);
  }

  long positiveBytes(String text) {
    long bytes = Quantity.parseBytes(text);
    if (bytes == 0) {
      throw new IllegalArgumentException("expected more than 0");
    }
    return bytes;
  }

  int headerBytes(String text) {
    long bytes = Quantity.parseBytes(text);
    if (bytes < MIN_HEADER_BYTES || bytes > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException("expected a size from '1 KiB' to '16 MiB'");
    }
    return (int) bytes;
  }

  long rate(String text) {
    return Quantity.parseBytesPerSecond(text);
  }

  Duration duration(String text) {
    return Quantity.parseDuration(text);
  }

  Duration positiveDuration(String text) {
    Duration duration = Quantity.parseDuration(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("expected more than 0");
    }
    return duration;
  }

  Optional<Duration> durationOrForever(String text) {
    return text.equals("forever") ? Optional.empty() : Optional.of(positiveDuration(text));
  }

  /** An issuer is compared as it is written; in the clear it is believed on this machine only. */
  URI issuer(String text) {
    String expected = "expected the provider's issuer, an https URL without query";
    try {
      URI uri = new URI(text);
      boolean isPlain = uri.getRawQuery() == null && uri.getRawFragment() == null;
      boolean isSafe =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme())
                  && uri.getHost() != null
                  && BindHost.isLoopback(uri.getHost()));
      if (uri.getHost() != null && uri.getRawUserInfo() == null && isPlain && isSafe) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  /** A short name for pages and subjects of mails. */
  String environment(String text) {
    if (!ENVIRONMENT.matcher(text).matches()) {
      throw new IllegalArgumentException("expected 1 to 20 letters, digits, spaces and - _ .");
    }
    return text;
  }

  /** Where partners reach us: it is printed and sent, so nothing in it may be secret. */
  URI publicUrl(String text) {
    String expected = "expected a URL such as 'https://as2.my-company.example/as2'";
    try {
      URI uri = new URI(text);
      boolean isWeb = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean isPlain =
          uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
      if (isWeb && isPlain && uri.getHost() != null && !uri.getRawPath().isEmpty()) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(expected, e);
    }
    throw new IllegalArgumentException(expected);
  }

  /** The URL of a proxy; empty for blank or {@code none}. */
  Optional<ProxyUrl> proxyUrl(String text) {
    return text.isBlank() || text.equals("none")
        ? Optional.empty()
        : Optional.of(ProxyUrl.parse(text));
  }

  String scope(String text) {
    if (!List.of(text.split(" ", -1)).contains("openid")) {
      throw new IllegalArgumentException("expected a list of words that includes 'openid'");
    }
    return text;
  }

  List<String> names(String text) {
    // A part of an LDAP name, as in 'CN=as2-admins,OU=groups', is no group.
    String separator = text.contains("=") ? ";" : "(?<!\\\\),";
    List<String> names =
        Arrays.stream(text.split(separator, -1))
            .map(name -> name.strip().replace("\\,", ","))
            .filter(name -> !name.isEmpty())
            .toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("expected one name, or several separated by commas");
    }
    return names;
  }

  /** Host names or addresses, as they stand in the Host field, in lower case. */
  List<String> hostNames(String text) {
    return names(text).stream().map(n -> BindHost.parse(n).toLowerCase(Locale.ROOT)).toList();
  }

  /** What stands in a file that others cannot read. */
  String secretFile(String text) {
    Path file = file(text);
    try {
      boolean isPosix = Files.getFileStore(file).supportsFileAttributeView("posix");
      if (isPosix
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
        throw new IllegalArgumentException("other users can read it, expected mode 0600");
      }
      return text(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalArgumentException("expected a file that can be read: " + e, e);
    }
  }
}
