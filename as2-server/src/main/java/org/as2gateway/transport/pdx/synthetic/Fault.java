package org.as2gateway.transport.pdx.synthetic;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the synthetic server does wrong on demand. */
public enum Fault {
  /** Status 500 and a page of HTML. */
  SERVER_ERROR,
  /** Takes an upload and answers with status 500 all the same. */
  TAKEN_SERVER_ERROR,
  /** No answer for as long as the server runs. */
  SLOW,
  /** The connection is closed: at once, or in the middle of a file that is downloaded. */
  CUT,
  /** An upload is taken and the connection closed without an answer. */
  TAKEN_CUT,
  /** A list states wrong sizes; a download announces more than comes. */
  WRONG_LENGTH,
  /** JSON that nobody expects. */
  UNKNOWN_JSON,
  /** A page of HTML with status 200, as a portal or a proxy has it. */
  HTML,
  /** Status 429, to wait for two minutes. */
  TOO_MANY_REQUESTS,
  /** Status 401. */
  LOGIN_REFUSED,
  /** Status 302. */
  REDIRECT,
  /** Status 400: the file is refused. */
  REFUSED;

  /** The word in a request. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether the call does what it is for before it goes wrong. */
  boolean isTaken() {
    return this == TAKEN_CUT || this == TAKEN_SERVER_ERROR;
  }

  static Optional<Fault> parse(String text) {
    return Arrays.stream(values()).filter(fault -> fault.text().equals(text)).findFirst();
  }
}
