package org.as2gateway.admin.accounts;

import java.util.Locale;
import java.util.Map;

/** Actions of the audit log in words. */
final class AuditWords {
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("sign-in", "Signed in"),
          Map.entry("sign-out", "Signed out"),
          Map.entry("sign-in-failed", "Failed to sign in"),
          Map.entry("user-add", "Created a user"),
          Map.entry("user-change", "Changed a user"),
          Map.entry("user-remove", "Removed a user"),
          Map.entry("user-reset", "Created a password link"),
          Map.entry("password-set", "Set a password"),
          Map.entry("password-change", "Changed the own password"),
          Map.entry("codes-on", "Turned on two-factor authentication"),
          Map.entry("codes-off", "Turned off two-factor authentication"),
          Map.entry("token-add", "Created an API token"),
          Map.entry("token-remove", "Revoked an API token"),
          Map.entry("message-send", "Sent a message"),
          Map.entry("message-resend", "Sent a message again"),
          Map.entry("message-cancel", "Canceled a message"),
          Map.entry("message-send-anyway", "Sent a blocked message"),
          Map.entry("message-fallback", "Sent a message another way"),
          Map.entry("pdx-check", "Checked a PDX account"),
          Map.entry("sftp-take-again", "Read refused files again"),
          Map.entry("message-told", "Told a partner about a duplicate delivery"),
          Map.entry("usps-accept", "Marked a USPS file as accepted"),
          Map.entry("usps-extract", "Imported an extract of USPS scan events"),
          Map.entry("message-discard", "Discarded a blocked message"),
          Map.entry("message-handled", "Marked a message as handled"),
          Map.entry("message-not-handled", "Marked a message as not handled"),
          Map.entry("receipt-judge", "Verified receipts again"),
          Map.entry("payload-preview", "Viewed a file"),
          Map.entry("payload-open", "Downloaded a file"),
          Map.entry("evidence-export", "Exported evidence"),
          Map.entry("partnership-hold", "Put a partnership on hold"),
          Map.entry("partnership-release", "Released a partnership"),
          Map.entry("partnership-put", "Saved a partnership"),
          Map.entry("partnership-remove", "Removed a partnership"),
          Map.entry("partner-put", "Saved a partner"),
          Map.entry("partner-remove", "Removed a partner"),
          Map.entry("certificate-import", "Imported a certificate"),
          Map.entry("certificate-activate", "Activated a certificate"),
          Map.entry("certificate-unschedule", "Canceled the switch to a certificate"),
          Map.entry("certificate-retire", "Retired a certificate"),
          Map.entry("certificate-put-back", "Put a certificate back"),
          Map.entry("certificate-check", "Checked certificates for revocation"),
          Map.entry("certificate-change", "Changed a certificate"),
          Map.entry("certificate-remove", "Removed a certificate"),
          Map.entry("certificate-offer", "Offered a certificate"),
          Map.entry("certificate-accept", "Accepted a certificate"),
          Map.entry("certificate-reject", "Rejected a certificate"),
          Map.entry("certificate-request", "Created a certificate request"),
          Map.entry("certificate-issued", "Imported a CA-issued certificate"),
          Map.entry("key-new", "Created a key"),
          Map.entry("key-export", "Exported a private key"),
          Map.entry("registry-edit", "Edited the configuration on disk"),
          Map.entry("registry-roll-back", "Rolled back the configuration"),
          Map.entry("alert-acknowledge", "Acknowledged an alert"),
          Map.entry("alert-rule", "Saved a notification rule"),
          Map.entry("alert-rule-remove", "Removed a notification rule"),
          Map.entry("alert-rule-test", "Tested a notification rule"),
          Map.entry("mail-server", "Changed the mail server"),
          Map.entry("mail-server-test", "Sent a test mail"),
          Map.entry("expected-rule", "Saved a rule for expected traffic"),
          Map.entry("expected-rule-remove", "Removed a rule for expected traffic"),
          Map.entry("holidays", "Changed the holidays"),
          Map.entry("usps-mid", "Saved a mailer ID"),
          Map.entry("usps-mid-remove", "Removed a mailer ID"),
          Map.entry("usps-service-types", "Imported service type codes"),
          Map.entry("refused-sender-ignore", "Ignored a refused sender"),
          Map.entry("onboarding-begin", "Started a setup"),
          Map.entry("onboarding-abandon", "Discarded a setup"),
          Map.entry("onboarding-live", "Went live"),
          Map.entry("host-key-pin", "Pinned a host key"),
          Map.entry("host-key-drop", "Stopped accepting a host key"),
          Map.entry("onboarding-trust", "Confirmed a certificate or host key"));

  private AuditWords() {}

  /** An action in words; one of another version in its own. */
  static String of(String action) {
    String own = action.replace('-', ' ');
    return WORDS.getOrDefault(
        action, own.substring(0, 1).toUpperCase(Locale.ROOT) + own.substring(1));
  }
}
