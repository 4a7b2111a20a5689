package org.as2gateway.registry.partnerships;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file is called at a partner, with folders if wanted: text and variables in braces, such as
 * {@code {date:yyyy}/{name}-{id}.{ext}}. The same file of the same message always gets the same
 * name.
 *
 * @param text as written
 */
public record NameTemplate(String text) {
  /** The variables, for people. */
  public static final String VARIABLES =
      "{filename}, {name}, {ext}, {number}, {id}, {partner}, {date}, {date:yyyyMMdd}, {time},"
          + " {time:HHmmss}, or {date:yyyyMMdd@Europe/Berlin}";

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern TIME_PATTERN = Pattern.compile("[yMdDHmsS_./-]+");
  private static final int MOST_NAME_BYTES = 240;
  private static final int MOST_PATH_BYTES = 800;
  private static final Values SAMPLE =
      new Values("name.ext", 1, "0".repeat(26), "PARTNER", Instant.EPOCH);

  /**
   * What a name is made of.
   *
   * @param filename name of the file here
   * @param number of the file in its message, the first being 1
   * @param id our id of the message
   * @param partner name of the receiver
   * @param createdAt when the message was made
   */
  public record Values(String filename, int number, String id, String partner, Instant createdAt) {
    private String stem() {
      int dot = filename.lastIndexOf('.');
      return dot > 0 ? filename.substring(0, dot) : filename;
    }

    private String extension() {
      int dot = filename.lastIndexOf('.');
      return dot > 0 ? filename.substring(dot + 1) : "";
    }
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static NameTemplate parse(String text) {
    String rest = VARIABLE.matcher(text).replaceAll("");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw new IllegalArgumentException("expected braces in pairs around " + VARIABLES);
    }
    NameTemplate template = new NameTemplate(text);
    String path = template.path(SAMPLE);
    Optional<String> fault = fault(path);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(
          "which makes '%s' of 'name.ext', and %s; expected a relative path of plain names"
              .formatted(path.replaceAll("\\p{Cntrl}", "?"), fault.get()));
    }
    return template;
  }

  /** The path for a file, as it comes: see {@link #fault}. */
  public String path(Values values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), values)));
  }

  private static String value(String variable, Values values) {
    String[] parts = variable.split(":", 2);
    return switch (parts[0]) {
      case "date" -> time(parts.length > 1 ? parts[1] : "yyyyMMdd", values.createdAt());
      case "time" -> time(parts.length > 1 ? parts[1] : "HHmmss", values.createdAt());
      default -> plain(text(variable, values));
    };
  }

  private static String text(String variable, Values values) {
    return switch (variable) {
      case "filename" -> values.filename();
      case "name" -> values.stem();
      case "ext" -> values.extension();
      case "number" -> Integer.toString(values.number());
      case "id" -> values.id();
      case "partner" -> values.partner();
      default ->
          throw new IllegalArgumentException(
              "'{" + variable + "}' is no variable; expected " + VARIABLES);
    };
  }

  /** A value is one piece of a name: it makes no folders. */
  private static String plain(String value) {
    return value.replaceAll("[/\\\\\\p{Cntrl}]", "_");
  }

  private static String time(String form, Instant at) {
    String[] parts = form.split("@", 2);
    if (!TIME_PATTERN.matcher(parts[0]).matches()) {
      throw new IllegalArgumentException(
          "'" + parts[0] + "' is no form of a time; expected y, M, d, D, H, m, s, S, and - _ . /");
    }
    try {
      ZoneId zone = parts.length > 1 ? ZoneId.of(parts[1]) : ZoneOffset.UTC;
      return DateTimeFormatter.ofPattern(parts[0], Locale.ROOT).withZone(zone).format(at);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + form + "' is no form of a time: " + e.getMessage(), e);
    }
  }

  /** Why a path must not be used; empty if it may be. */
  public static Optional<String> fault(String path) {
    if (bytes(path) > MOST_PATH_BYTES) {
      return Optional.of("it has more than " + MOST_PATH_BYTES + " bytes");
    }
    List<String> faults = new ArrayList<>();
    for (String step : path.split("/", -1)) {
      if (step.isBlank()) {
        faults.add("a folder or file has no name");
      } else if (step.startsWith(".")) {
        faults.add("'" + step + "' begins with a dot");
      } else if (!step.equals(step.strip()) || step.endsWith(".")) {
        faults.add("'" + step + "' begins or ends with a space, or ends with a dot");
      } else if (step.indexOf('\\') >= 0 || step.chars().anyMatch(Character::isISOControl)) {
        faults.add(
            "'" + step.replaceAll("\\p{Cntrl}", "?") + "' has a backslash or a control character");
      } else if (bytes(step) > MOST_NAME_BYTES) {
        faults.add("'" + step.substring(0, 40) + "…' has more than " + MOST_NAME_BYTES + " bytes");
      }
    }
    return faults.stream().findFirst();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
