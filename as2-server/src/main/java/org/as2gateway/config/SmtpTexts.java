package org.as2gateway.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.as2gateway.config.GatewayConfig.Smtp;

/** The settings of a mail server as somebody types them, with the keys of {@code gateway.yaml}. */
public final class SmtpTexts {
  private SmtpTexts() {}

  /**
   * Reads them; what is missing or blank has its default.
   *
   * @throws IllegalArgumentException with a sentence for the one who typed them
   */
  public static Smtp read(Map<String, String> texts) {
    SettingValues values = new SettingValues(Path.of(""));
    Smtp smtp =
        new Smtp(
            value(texts, "host", BindHost::parse),
            value(texts, "port", values::port).orElse(Smtp.DEFAULT_PORT),
            value(texts, "from", values::mailAddress).orElse(Smtp.DEFAULT_FROM),
            value(texts, "user", values::text),
            value(texts, "password", values::text),
            value(texts, "tls", values::mailTls).orElse(Smtp.Tls.STARTTLS));
    if (smtp.user().isPresent() != smtp.password().isPresent()) {
      throw new IllegalArgumentException(
          "user and password belong together: enter both or neither");
    }
    if (smtp.exposesPassword()) {
      throw new IllegalArgumentException(
          "the password would be readable on the network; choose STARTTLS or TLS");
    }
    return smtp;
  }

  private static <T> Optional<T> value(
      Map<String, String> texts, String key, Function<String, T> reader) {
    String text = texts.getOrDefault(key, "");
    if (text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " is not valid, " + e.getMessage(), e);
    }
  }

  /** The texts of which {@link #read} makes the same, the password included. */
  public static Map<String, String> of(Smtp smtp) {
    Map<String, String> texts = new LinkedHashMap<>();
    smtp.host().ifPresent(host -> texts.put("host", host));
    texts.put("port", Integer.toString(smtp.port()));
    texts.put("from", smtp.from());
    smtp.user().ifPresent(user -> texts.put("user", user));
    smtp.password().ifPresent(password -> texts.put("password", password));
    texts.put("tls", smtp.tls().name().toLowerCase(Locale.ROOT));
    return texts;
  }
}
