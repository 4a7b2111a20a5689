package org.as2gateway.admin.usps;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.usps.ledger.FileState;

/**
 * What the board is asked for; a link carries it.
 *
 * @param owner only files of that owner's mailer IDs; empty for all
 * @param partnership only files of that partnership; empty for all
 * @param state only files in that state; empty for all
 * @param before only files before that one; empty for the newest
 */
public record BoardQuery(String owner, String partnership, String state, String before) {
  static BoardQuery of(Context context) {
    String state = text(context, "state");
    String before = text(context, "before");
    return new BoardQuery(
        text(context, "owner"),
        text(context, "partnership"),
        FileState.parse(state).isPresent() ? state : "",
        before.matches("[0-9]{1,18}") ? before : "");
  }

  private static String text(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).orElse("").strip();
  }

  Optional<FileState> fileState() {
    return FileState.parse(state);
  }

  /** Whether it is about all files, the newest first. */
  public boolean isPlain() {
    return state.isEmpty() && before.isEmpty();
  }

  /** Whether it leaves files out. */
  public boolean isFiltered() {
    return !owner.isEmpty() || !partnership.isEmpty() || !state.isEmpty();
  }

  /** Where the comparison with scans is, of that owner's files if one is chosen. */
  public String table() {
    return "/api/v1/usps/reconcile.csv" + (owner.isEmpty() ? "" : "?owner=" + encode(owner));
  }

  /** The same for one state. */
  public String to(FileState other) {
    return new BoardQuery(owner, partnership, other.text(), "").link();
  }

  /** The same for earlier files. */
  String earlier(long id) {
    return new BoardQuery(owner, partnership, state, Long.toString(id)).link();
  }

  private String link() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("owner", owner);
    fields.put("partnership", partnership);
    fields.put("state", state);
    fields.put("before", before);
    return UspsTab.BOARD.path()
        + fields.entrySet().stream()
            .filter(field -> !field.getValue().isEmpty())
            .map(field -> field.getKey() + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
