package org.as2gateway.admin.alerts;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The page Mail server.
 *
 * @param texts what stands in the fields, by the key of the setting; never the password
 * @param hasPassword whether one is kept
 * @param isSet whether mail can be sent
 * @param isOfFile whether the settings are in {@code gateway.yaml}
 * @param to where a test mail goes
 * @param answer what the server said to a test mail; null if none was sent
 * @param error why nothing was saved; null if all is well
 */
public record MailServerView(
    Map<String, String> texts,
    boolean hasPassword,
    boolean isSet,
    boolean isOfFile,
    String to,
    @Nullable Answer answer,
    @Nullable String error) {
  /** What stands in a field. */
  public String text(String key) {
    return texts.getOrDefault(key, "");
  }
}
