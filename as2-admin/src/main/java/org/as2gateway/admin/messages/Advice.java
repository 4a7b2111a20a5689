package org.as2gateway.admin.messages;

import java.util.List;
import java.util.regex.Pattern;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a failure.
 *
 * @param sentence what happened
 * @param cause why, probably
 * @param action the button that mends it
 */
public record Advice(String sentence, String cause, Action action) {
  /** What the button does. */
  public enum Action {
    RESEND,
    PARTNER,
    CERTIFICATES,
    NONE
  }

  /** A kind of failure, known by words in its error or its disposition. */
  private record Case(Pattern words, Advice advice) {}

  private static Case when(String words, String sentence, String cause, Action action) {
    return new Case(
        Pattern.compile(words, Pattern.CASE_INSENSITIVE), new Advice(sentence, cause, action));
  }

  /** The first that fits counts. */
  private static final List<Case> CASES =
      List.of(
          when(
              "its MIC .* is not that of the message",
              "The partner confirmed other bytes than we sent.",
              "Something between us and the partner's software changed the message, or the partner"
                  + " computes the MIC over something else. Do not count the file as received.",
              Action.RESEND),
          when(
              "signature does not count|not registered|unknown certificate|signer",
              "The signature could not be matched with a certificate that we know.",
              "The partner has probably a new certificate. Ask for it, compare its fingerprint by"
                  + " phone, and import it.",
              Action.CERTIFICATES),
          when(
              "it is not signed",
              "The receipt is not signed, so it proves nothing.",
              "The partner's system ignores our request for a signed receipt; its operators can"
                  + " switch it on.",
              Action.PARTNER),
          when(
              "authentication-failed",
              "The signature could not be verified.",
              "One side does not know the other's present certificate, or the message came over the"
                  + " wrong partnership.",
              Action.CERTIFICATES),
          when(
              "decryption-failed|decrypt",
              "The message could not be decrypted.",
              "It was encrypted for another certificate than the receiver's present one: compare"
                  + " fingerprints and import the right one.",
              Action.CERTIFICATES),
          when(
              "integrity-check-failed",
              "The message arrived changed.",
              "A proxy or gateway on the way may have touched it. Sending again may help; if it"
                  + " happens again, look at what lies between.",
              Action.RESEND),
          when(
              "insufficient-message-security",
              "The message was less protected than the receiver asks for.",
              "Compare 'sign' and 'encrypt' of the partnership on both sides.",
              Action.PARTNER),
          when(
              "duplicate-filename",
              "A file of that name is in the receiver's inbox already.",
              "The partnership keeps file names, and a second file of one name cannot be kept. Send it"
                  + " under another name, or again once the first has been fetched.",
              Action.NONE),
          when(
              "illegal-filename",
              "The receiver cannot keep a file under that name.",
              "The partnership keeps file names. Send it under a name of letters, digits and"
                  + " punctuation, without a path.",
              Action.NONE),
          when(
              "invalid-message-id",
              "The Message-ID is not written as AS2-Version 1.3 asks.",
              "There is a space in it. The sender's operators can change its format, or use 1.2.",
              Action.PARTNER),
          when(
              "unknown-trading-",
              "The receiver does not know this pair of AS2 ids.",
              "Compare both AS2 ids with the partner, letter for letter: case counts.",
              Action.PARTNER),
          when(
              "duplicate",
              "The receiver has had this message before.",
              "Nothing is lost: the first copy counts.",
              Action.NONE),
          when(
              "TLS certificate",
              "The partner's web server does not show a TLS certificate that we trust.",
              "It may have expired or changed, or the URL leads to another host.",
              Action.PARTNER),
          when(
              "host name .* is unknown|no connection to|closed the connection|TLS with",
              "The partner's server cannot be reached.",
              "It may be down, its address may have changed, or a firewall between us refuses the"
                  + " way.",
              Action.RESEND),
          when(
              "stalled|time-out|within the",
              "The partner's server did not answer in time.",
              "It may be overloaded. Sending again is safe: the same Message-ID is not delivered"
                  + " twice.",
              Action.RESEND),
          when(
              "HTTP 40[13]",
              "The partner's server refused us.",
              "Our AS2 id, address or password is not known there; ask the partner to check.",
              Action.PARTNER),
          when(
              "HTTP 404",
              "There is no AS2 server at the partner's URL.",
              "The URL of the partnership is wrong or has changed.",
              Action.PARTNER),
          when(
              "HTTP 4",
              "The partner's server refused the request.",
              "The partner's operators find the reason in their log.",
              Action.RESEND),
          when(
              "HTTP 5",
              "The partner's server had a fault of its own.",
              "The partner's operators find the reason in their log. Sending again is safe.",
              Action.RESEND),
          when(
              "without a usable receipt|proves nothing",
              "The partner's answer is no receipt that proves anything.",
              "Look at the answer below; the partner's operators may have to change their set-up.",
              Action.RESEND),
          when(
              "partner refused",
              "The partner received the message and refused it.",
              "The disposition below says why.",
              Action.RESEND));

  /** What to do about that message; null if it has not failed. */
  static @Nullable Advice of(MessageRecord message) {
    boolean hasFailed =
        message.status() == MessageStatus.FAILED || message.status() == MessageStatus.REFUSED;
    if (!hasFailed) {
      return null;
    }
    String text = message.error() + " " + message.disposition();
    return CASES.stream()
        .filter(known -> known.words().matcher(text).find())
        .map(Case::advice)
        .findFirst()
        .orElse(
            new Advice(
                message.status() == MessageStatus.FAILED
                    ? "The message was not sent."
                    : "The message was not accepted.",
                "The gateway's own words below say why.",
                message.status() == MessageStatus.FAILED ? Action.RESEND : Action.NONE));
  }
}
