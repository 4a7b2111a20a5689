package org.as2gateway.admin.messages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A filter of the search box, {@code status:failed}. Most are a field of the form too. */
public enum SearchKey {
  PARTNER("partner", "partner:usps", "Partner name or AS2 id, or how it begins"),
  FROM("from", "from:usps", "Sender, likewise"),
  TO("to", "to:usps", "Receiver, likewise"),
  DIRECTION("direction", "direction:in", "in (received) or out (sent)"),
  STATUS("status", "status:failed,refused", "One status or several"),
  RECEIPT("mdn", "receipt:negative", "none, pending, verified, negative or rejected"),
  TRANSPORT("transport", "transport:sftp", "as2, sftp or pdx"),
  HANDLED("handled", "handled:no", "Failed or refused messages marked as handled: yes or no"),
  FILE("file", "file:manifest", "Part of a file name"),
  SUBJECT("subject", "subject:\"daily manifest\"", "Part of the subject"),
  ERROR("error", "error:timeout", "Part of the error"),
  DISPOSITION("disposition", "disposition:decryption", "Part of the disposition of the receipt"),
  ID("id", "id:20261122@example.com", "Message-ID or our id, complete"),
  MIN("min", "min:1MiB", "Files of at least this size"),
  MAX("max", "max:1MiB", "Files of at most this size"),
  SINCE("since", "since:7d", "An age, today, yesterday, a day, or a day and time"),
  UNTIL("until", "until:today", "Before then, likewise");

  private final String field;
  private final String example;
  private final String meaning;

  SearchKey(String field, String example, String meaning) {
    this.field = field;
    this.example = example;
    this.meaning = meaning;
  }

  /** The name of its field in the form. */
  public String field() {
    return field;
  }

  /** How it is used. */
  public String example() {
    return example;
  }

  /** What it does. */
  public String meaning() {
    return meaning;
  }

  /** Its name in the search box, which is not that of the field for the receipt. */
  String word() {
    return this == RECEIPT ? "receipt" : field;
  }

  /** Whether there is one value for all, which can be neither excluded nor one of several. */
  boolean isSingle() {
    return switch (this) {
      case ID, MIN, MAX, SINCE, UNTIL -> true;
      default -> false;
    };
  }

  /** The one of that name, in whatever case. */
  static Optional<SearchKey> of(String name) {
    return Arrays.stream(values())
        .filter(key -> key.word().equalsIgnoreCase(name) || key.field.equalsIgnoreCase(name))
        .findFirst();
  }

  /** All names. */
  static List<String> words() {
    return Arrays.stream(values()).map(SearchKey::word).toList();
  }
}
