package org.as2gateway.registry.partnerships;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * OpenAS2's {@code $attribute.sign$}, {@code $sender.as2_id$} and the like. What stands in this
 * file is filled in; what stands elsewhere ({@code $properties.…$} of OpenAS2's config.xml) cannot
 * be.
 */
final class Placeholders {
  private static final Pattern FORM = Pattern.compile("\\$([a-z]+)\\.([A-Za-z0-9_.-]+)\\$");

  private final Map<String, Map<String, String>> sources;

  Placeholders(
      Map<String, String> attributes, Map<String, String> sender, Map<String, String> receiver) {
    sources =
        Map.of(
            "attribute", attributes,
            "attributes", attributes,
            "sender", sender,
            "receiver", receiver);
  }

  /** The value with what is known filled in; the rest stays as it is. */
  String fill(String value) {
    return FORM.matcher(value)
        .replaceAll(
            m -> Matcher.quoteReplacement(lookUp(m.group(1), m.group(2)).orElse(m.group())));
  }

  /** The first placeholder that is left. */
  static Optional<String> unfilled(String value) {
    Matcher found = FORM.matcher(value);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  private Optional<String> lookUp(String source, String name) {
    return Optional.ofNullable(sources.get(source)).flatMap(s -> Optional.ofNullable(s.get(name)));
  }
}
