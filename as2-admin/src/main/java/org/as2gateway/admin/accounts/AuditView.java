package org.as2gateway.admin.accounts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.as2.wire.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The page Audit log.
 *
 * @param entries newest first
 * @param search what was looked for
 * @param check what the check of the chain found; null if it was not asked for
 */
public record AuditView(List<AuditLine> entries, Search search, @Nullable Check check) {
  /**
   * A check of the chain.
   *
   * @param severity good if the chain is complete
   * @param text a sentence
   */
  public record Check(Severity severity, String text) {}

  /**
   * What was looked for.
   *
   * @param text part of user, action or subject
   * @param user name of a user
   * @param day such as {@code 2026-11-28}
   * @param next number before which to go on; null at the end
   */
  public record Search(String text, String user, String day, @Nullable Long next) {
    /** As a query string. */
    public String query() {
      return "q=" + encode(text) + "&user=" + encode(user) + "&day=" + encode(day);
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  }
}
