package org.as2gateway.as2.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message asks for by way of receipt: Disposition-Notification-To,
 * Disposition-Notification-Options and Receipt-Delivery-Option (RFC 4130 §7.3).
 *
 * @param isSigned whether a signed MDN is asked for
 * @param isSignedRequired whether {@code signed-receipt-protocol} has importance {@code required}
 * @param protocol the protocol asked for, {@code pkcs7-signature} in practice; empty if none
 * @param micalgSpellings digest names as listed, left to right; unknown ones included
 * @param isMicalgRequired whether {@code signed-receipt-micalg} has importance {@code required}
 * @param hasUnknownRequired whether an option this gateway does not know is {@code required}
 * @param asyncUrl the Receipt-Delivery-Option value as it stands; empty for a synchronous MDN
 */
public record ReceiptRequest(
    boolean isSigned,
    boolean isSignedRequired,
    String protocol,
    List<String> micalgSpellings,
    boolean isMicalgRequired,
    boolean hasUnknownRequired,
    Optional<String> asyncUrl) {
  /** The one protocol of signed receipts (RFC 4130 §7.3). */
  public static final String PKCS7_SIGNATURE = "pkcs7-signature";

  /** Copies the list. */
  public ReceiptRequest {
    micalgSpellings = List.copyOf(micalgSpellings);
  }

  /**
   * Reads the request out of a message's headers. Disposition-Notification-To is a flag: any text
   * counts; an empty Receipt-Delivery-Option means synchronous (protocol.md §4.5).
   *
   * @return empty if the message asks for no receipt
   */
  public static Optional<ReceiptRequest> parse(Headers headers) {
    Optional<String> to = headers.first(HeaderNames.DISPOSITION_NOTIFICATION_TO);
    if (to.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> url =
        headers
            .first(HeaderNames.RECEIPT_DELIVERY_OPTION)
            .map(String::strip)
            .filter(u -> !u.isEmpty());
    Options options =
        Options.parse(headers.first(HeaderNames.DISPOSITION_NOTIFICATION_OPTIONS).orElse(""));
    return Optional.of(
        new ReceiptRequest(
            !options.protocol.isEmpty() || !options.micalgs.isEmpty(),
            options.isProtocolRequired,
            options.protocol,
            options.micalgs,
            options.isMicalgRequired,
            options.hasUnknownRequired,
            url));
  }

  /** The listed digests this gateway knows, left to right. */
  public List<MicAlgorithm> micalgs() {
    return micalgSpellings.stream()
        .flatMap(s -> MicAlgorithm.parse(s).stream())
        .distinct()
        .toList();
  }

  /** The spelling under which the sender listed a digest, so that an answer can use it. */
  public Optional<String> spellingOf(MicAlgorithm algorithm) {
    return micalgSpellings.stream()
        .filter(s -> MicAlgorithm.parse(s).filter(a -> a == algorithm).isPresent())
        .findFirst();
  }

  /** The parameters of Disposition-Notification-Options, read leniently. */
  private static final class Options {
    private String protocol = "";
    private boolean isProtocolRequired;
    private final List<String> micalgs = new ArrayList<>();
    private boolean isMicalgRequired;
    private boolean hasUnknownRequired;

    static Options parse(String value) {
      Options options = new Options();
      for (String parameter : value.split(";", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0) {
          options.take(
              parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT),
              parameter.substring(equals + 1).replace("\"", "").split(",", -1));
        }
      }
      return options;
    }

    private void take(String name, String[] values) {
      boolean isRequired = values[0].strip().equalsIgnoreCase("required");
      boolean hasImportance = isRequired || values[0].strip().equalsIgnoreCase("optional");
      List<String> rest = new ArrayList<>();
      for (int i = hasImportance ? 1 : 0; i < values.length; i++) {
        if (!values[i].isBlank()) {
          rest.add(values[i].strip());
        }
      }
      switch (name) {
        case "signed-receipt-protocol" -> {
          protocol = rest.isEmpty() ? "" : rest.get(0).toLowerCase(Locale.ROOT);
          isProtocolRequired = isRequired;
        }
        case "signed-receipt-micalg" -> {
          micalgs.addAll(rest);
          isMicalgRequired = isRequired;
        }
        default -> hasUnknownRequired |= isRequired;
      }
    }
  }
}
