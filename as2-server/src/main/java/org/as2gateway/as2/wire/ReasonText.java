package org.as2gateway.as2.wire;

import java.util.ResourceBundle;

/**
 * What a reason says to people. The sentences are in {@code reasons.properties} beside this class;
 * another language is another file, such as {@code reasons_de.properties}.
 *
 * @param what what happened
 * @param why why, probably
 * @param next what to do next
 */
public record ReasonText(String what, String why, String next) {
  static final String BUNDLE = "org.as2gateway.as2.wire.reasons";

  /** The sentences of a reason, in the language of this machine if there are any. */
  public static ReasonText of(Reason reason) {
    ResourceBundle texts = ResourceBundle.getBundle(BUNDLE);
    return new ReasonText(
        texts.getString(reason.code() + ".what"),
        texts.getString(reason.code() + ".why"),
        texts.getString(reason.code() + ".next"));
  }
}
