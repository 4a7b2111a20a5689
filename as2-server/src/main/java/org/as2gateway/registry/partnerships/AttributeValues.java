package org.as2gateway.registry.partnerships;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.as2gateway.as2.address.AddressRange;
import org.as2gateway.as2.address.ProxyUrl;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.as2.wire.Suggestion;

/**
 * The attributes of one partnership as typed values. A value that is wrong is added to the findings
 * and read as absent, so that reading goes on to the next.
 */
final class AttributeValues {
  private static final Pattern HOST_KEY = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

  private final com.helger.as2lib.partner.Partnership model;
  private final Located<PartnershipEntry> located;
  private final Findings findings;
  private final Map<PartnershipAttribute, String> profile;
  private final List<Fault> faults;

  AttributeValues(
      com.helger.as2lib.partner.Partnership model,
      Located<PartnershipEntry> located,
      Findings findings) {
    this(model, located, findings, Map.of(), new ArrayList<>());
  }

  private AttributeValues(
      com.helger.as2lib.partner.Partnership model,
      Located<PartnershipEntry> located,
      Findings findings,
      Map<PartnershipAttribute, String> profile,
      List<Fault> faults) {
    this.model = model;
    this.located = located;
    this.findings = findings;
    this.profile = profile;
    this.faults = faults;
  }

  /** What was wrong with the values that were read so far. */
  List<Fault> faults() {
    return List.copyOf(faults);
  }

  /** These, and the settings of a profile where they are absent or blank. */
  AttributeValues over(Map<PartnershipAttribute, String> settings) {
    return new AttributeValues(model, located, findings, Map.copyOf(settings), faults);
  }

  /** The value without spaces around it; empty if it is absent or blank. */
  Optional<String> text(PartnershipAttribute attribute) {
    return nameInUse(attribute)
        .flatMap(this::value)
        .or(() -> Optional.ofNullable(profile.get(attribute)));
  }

  /** A value under a name that is no attribute of ours. */
  Optional<String> value(String name) {
    return Optional.ofNullable(model.getAttribute(name))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  /** The value, empty also where it says {@code none}. */
  Optional<String> textUnlessNone(PartnershipAttribute attribute) {
    return text(attribute).filter(v -> !v.equalsIgnoreCase("none"));
  }

  boolean flag(PartnershipAttribute attribute, boolean otherwise) {
    Optional<Boolean> flag =
        parsed(
            attribute,
            value ->
                switch (value.toLowerCase(java.util.Locale.ROOT)) {
                  case "true", "yes", "1" -> Optional.of(true);
                  case "false", "no", "0" -> Optional.of(false);
                  default -> Optional.empty();
                });
    return flag.orElse(otherwise);
  }

  Duration duration(PartnershipAttribute attribute, Duration otherwise) {
    return quantity(attribute, Quantity::parseDuration)
        .filter(d -> isPositive(attribute, !d.isZero()))
        .orElse(otherwise);
  }

  Optional<Long> bytes(PartnershipAttribute attribute) {
    return quantity(attribute, Quantity::parseBytes).filter(b -> isPositive(attribute, b > 0));
  }

  int number(PartnershipAttribute attribute, int otherwise, int least, int most) {
    Optional<Integer> number =
        quantity(
            attribute,
            value -> {
              if (!value.matches("\\d{1,9}")
                  || Integer.parseInt(value) < least
                  || Integer.parseInt(value) > most) {
                throw new IllegalArgumentException(
                    "expected a number from " + least + " to " + most);
              }
              return Integer.parseInt(value);
            });
    return number.orElse(otherwise);
  }

  /** An HTTP or HTTPS URL that can be connected to, without user information. */
  Optional<URI> url(PartnershipAttribute attribute) {
    return quantity(attribute, value -> HttpUrl.parse(value).uri());
  }

  /** Where a proxy is; empty also where it says {@code none}. */
  Optional<ProxyUrl> proxy(PartnershipAttribute attribute) {
    return quantity(
            attribute,
            value ->
                value.equalsIgnoreCase("none")
                    ? Optional.<ProxyUrl>empty()
                    : Optional.of(ProxyUrl.parse(value)))
        .flatMap(found -> found);
  }

  /** Where an SFTP server is. */
  Optional<SftpUrl> sftpUrl(PartnershipAttribute attribute) {
    return quantity(attribute, SftpUrl::parse);
  }

  /** A template for names of files at a partner. */
  Optional<NameTemplate> nameTemplate(PartnershipAttribute attribute) {
    return quantity(attribute, NameTemplate::parse);
  }

  /** A comma list of fingerprints of host keys. */
  List<String> hostKeys(PartnershipAttribute attribute) {
    List<String> keys = new ArrayList<>();
    for (String word : words(attribute, ",")) {
      if (HOST_KEY.matcher(word).matches()) {
        keys.add(word);
      } else {
        reject(
            attribute,
            word,
            "expected fingerprints as 'ssh-keygen -lf' prints them: 'SHA256:' and 43 characters");
      }
    }
    return keys;
  }

  /** A comma list of addresses and ranges of addresses. */
  List<AddressRange> addresses(PartnershipAttribute attribute) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String word : words(attribute, ",")) {
      AddressRange.parse(word)
          .ifPresentOrElse(
              ranges::add,
              () ->
                  reject(attribute, word, "expected addresses such as 192.0.2.7 or 2001:db8::/32"));
    }
    return ranges;
  }

  /** Header fields, {@code Name: value}, separated by semicolons. */
  Headers headers(PartnershipAttribute attribute) {
    Headers headers = Headers.empty();
    for (String word : words(attribute, ";")) {
      Optional<String> fault = ExtraHeaders.fault(word);
      fault.ifPresent(why -> reject(attribute, word, why));
      if (fault.isEmpty()) {
        headers = ExtraHeaders.with(headers, word);
      }
    }
    return headers;
  }

  private List<String> words(PartnershipAttribute attribute, String separator) {
    return text(attribute).stream()
        .flatMap(list -> Arrays.stream(list.split(separator, -1)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** A relative path of plain names: it becomes a path of ours. */
  Optional<String> path(PartnershipAttribute attribute) {
    return text(attribute)
        .filter(
            value -> {
              boolean isSafe = isPlainPath(value);
              if (!isSafe) {
                reject(attribute, value, "expected the plain name of a file or folder");
              }
              return isSafe;
            });
  }

  /** The same of a file whose name begins so. */
  Optional<String> path(PartnershipAttribute attribute, String prefix) {
    return path(attribute)
        .filter(
            value -> {
              if (!value.startsWith(prefix)) {
                reject(
                    attribute,
                    value,
                    "expected the name of a file that begins with '"
                        + prefix
                        + "', so that no other secret is sent to a proxy");
              }
              return value.startsWith(prefix);
            });
  }

  static boolean isPlainPath(String value) {
    return !value.contains("\\")
        && List.of(value.split("/", -1)).stream()
            .allMatch(name -> !name.isBlank() && !name.equals(".") && !name.equals(".."));
  }

  /** A value of a closed set; see {@link AttributeChoices}. */
  <T> Optional<T> parsed(PartnershipAttribute attribute, Function<String, Optional<T>> parser) {
    return textUnlessNone(attribute).flatMap(v -> parsedWord(attribute, v, parser));
  }

  /** A comma list of values of a closed set; empty if the attribute is absent or blank. */
  <T> Optional<Set<T>> parsedList(
      PartnershipAttribute attribute, Function<String, Optional<T>> parser) {
    return text(attribute)
        .map(
            list -> {
              Set<T> values = new LinkedHashSet<>();
              for (String word : list.split(",", -1)) {
                parsedWord(attribute, word.strip(), parser).ifPresent(values::add);
              }
              return values;
            });
  }

  void reject(PartnershipAttribute attribute, String value, String expectation) {
    String text = is(attribute, value) + ", " + expectation;
    findings.error(line(attribute), subject(), text);
    faults.add(new Fault(Optional.of(attribute), text));
  }

  private <T> Optional<T> parsedWord(
      PartnershipAttribute attribute, String word, Function<String, Optional<T>> parser) {
    Optional<T> value = parser.apply(word);
    if (value.isEmpty()) {
      List<String> expected = AttributeChoices.of(attribute);
      reject(
          attribute,
          word,
          "expected one of " + String.join(", ", expected) + Suggestion.hint(word, expected));
    }
    return value;
  }

  private <T> Optional<T> quantity(PartnershipAttribute attribute, Function<String, T> parser) {
    return text(attribute)
        .flatMap(
            value -> {
              try {
                return Optional.of(parser.apply(value));
              } catch (IllegalArgumentException e) {
                reject(attribute, value, String.valueOf(e.getMessage()));
                return Optional.empty();
              }
            });
  }

  private boolean isPositive(PartnershipAttribute attribute, boolean isPositive) {
    if (!isPositive) {
      reject(attribute, text(attribute).orElse(""), "expected more than nothing");
    }
    return isPositive;
  }

  private Optional<String> nameInUse(PartnershipAttribute attribute) {
    List<String> names = new ArrayList<>(attribute.aliases());
    names.add(0, attribute.attributeName());
    return names.stream().filter(n -> value(n).isPresent()).findFirst();
  }

  private int line(PartnershipAttribute attribute) {
    return nameInUse(attribute)
        .map(n -> located.lines().getOrDefault(n, located.element().line()))
        .orElse(located.element().line());
  }

  private String subject() {
    return "partnership " + Findings.quote(located.entry().name());
  }

  private String is(PartnershipAttribute attribute, String value) {
    String name = nameInUse(attribute).orElse(attribute.attributeName());
    // a URL may carry a password before its host
    String shown = value.replaceAll("//[^/@]*@", "//…@");
    return "attribute " + Findings.quote(name) + " is " + Findings.quote(shown);
  }
}
