package org.as2gateway.admin.messages;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What each person can add to the rows of the list of messages. The browser keeps which. */
public enum ListDetail {
  PARTNERSHIP("Partnership"),
  RECEIPT_TIME("Receipt time"),
  ATTEMPTS("Attempts");

  private static final String COOKIE = "as2-list-details";
  private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;

  private final String label;

  ListDetail(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** For forms and the cookie. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Set<ListDetail> of(List<String> texts) {
    return Arrays.stream(values())
        .filter(detail -> texts.contains(detail.text()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ListDetail.class)));
  }

  /** Those that this browser shows. */
  static Set<ListDetail> shown(Context context) {
    String kept = Optional.ofNullable(context.cookie(COOKIE)).orElse("");
    return of(List.of(kept.split("\\.", -1)));
  }

  /** Keeps those that were chosen in a form. */
  static void choose(Context context) {
    String chosen =
        of(context.formParams("detail")).stream()
            .map(ListDetail::text)
            .collect(Collectors.joining("."));
    Cookie cookie = new Cookie(COOKIE, chosen, "/", YEAR_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    context.cookie(cookie);
  }
}
