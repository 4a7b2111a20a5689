package org.as2gateway.admin.messages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page Send.
 *
 * @param partnerships partnerships that can be sent on
 * @param chosen the one chosen; empty at first
 * @param key keeps the form from being sent twice
 * @param isForUsps whether manifests for USPS can be sent
 * @param error why nothing was sent; null if all is well
 */
public record SendView(
    List<Choice> partnerships,
    String chosen,
    String key,
    boolean isForUsps,
    @Nullable String error) {
  /**
   * A partnership that can be sent on.
   *
   * @param name its name
   * @param isOnHold whether what is sent waits
   */
  public record Choice(String name, boolean isOnHold) {
    /** Its name, and that it is on hold. */
    public String label() {
      return isOnHold ? name + " (on hold)" : name;
    }
  }
}
