package org.as2gateway.admin.accounts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.as2gateway.people.accounts.AuditEntry;
import org.as2gateway.registry.UnifiedDiff;
import org.as2gateway.store.log.MessageIds;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as the page shows it.
 *
 * @param entry the entry
 * @param action what was done, in words
 * @param link the page of what it was done to; empty if there is none
 * @param changes lines that were removed, added or stayed; empty if nothing changed
 */
public record AuditLine(AuditEntry entry, String action, String link, List<Change> changes) {
  private static final int HEAD_LINES = 3;
  private static final String NONE = "-";

  /**
   * A line of a difference.
   *
   * @param kind its class: {@code added}, {@code removed}, {@code place} or empty
   * @param text the line
   */
  public record Change(String kind, String text) {
    static Change of(String line) {
      String kind =
          switch (line.charAt(0)) {
            case '+' -> "added";
            case '-' -> "removed";
            case '@' -> "place";
            default -> "";
          };
      return new Change(kind, line);
    }
  }

  /** Whether it was done to something that has a name. */
  public boolean hasSubject() {
    return !entry.subject().equals(NONE);
  }

  static AuditLine of(AuditEntry entry) {
    return new AuditLine(entry, AuditWords.of(entry.action()), link(entry), changes(entry));
  }

  private static List<Change> changes(AuditEntry entry) {
    List<String> before = lines(entry.before());
    List<String> after = lines(entry.after());
    List<String> diff = UnifiedDiff.of("-", before, after).lines().toList();
    boolean isShort = before.size() + after.size() <= HEAD_LINES;
    return diff.stream()
        .skip(isShort ? HEAD_LINES : HEAD_LINES - 1) // of a short one the place says nothing
        .map(Change::of)
        .toList();
  }

  private static List<String> lines(@Nullable String text) {
    return Optional.ofNullable(text).stream().flatMap(String::lines).toList();
  }

  private static String link(AuditEntry entry) {
    String subject = entry.subject();
    if (MessageIds.isId(subject)) {
      return "/messages/" + subject;
    }
    return switch (entry.action().split("-", 2)[0]) {
      case "partner" -> "/partners/" + encode(subject);
      case "partnership", "registry" -> "/partners";
      case "certificate", "key" -> "/certificates/" + encode(subject);
      case "user", "password", "codes" -> "/users";
      case "token" -> "/tokens";
      case "alert" -> "/alerts";
      case "expected", "holidays" -> "/expected-traffic";
      case "onboarding" -> "/onboarding";
      default -> "";
    };
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
