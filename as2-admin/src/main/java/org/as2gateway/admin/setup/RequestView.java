package org.as2gateway.admin.setup;

import java.time.LocalDate;
import java.util.List;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.people.onboarding.Onboarding;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * The request to DTS, filled from our own settings.
 *
 * @param onboarding the set-up it belongs to
 * @param sheet our side
 * @param sftp our side with SFTP
 * @param requested when it was sent; null if not yet
 * @param day how many days ago that was
 * @param earliest when 30 days are over
 */
public record RequestView(
    Onboarding onboarding,
    PartnerSheet sheet,
    SftpFacts sftp,
    @Nullable LocalDate requested,
    long day,
    @Nullable LocalDate earliest) {
  private static final List<String> QUESTIONS =
      List.of(
          "AS2 id, for test and for production",
          "URL and port, for test and for production; the source addresses USPS connects from",
          "Certificates for signing and encryption, and how a certificate change is announced;"
              + " issuer of the TLS certificate; TLS versions",
          "Signature and encryption algorithms; compression, if any",
          "Receipts: synchronous or asynchronous, and the signature algorithm",
          "File names: whether the name in Content-Disposition is kept, and the required naming",
          "Maximum message size; how files and software are certified before production");

  private static final List<String> SFTP_QUESTIONS =
      List.of(
          "Whose server: yours or ours; host and port, for test and for production; the source"
              + " addresses USPS connects from",
          "User name; login by key or by password; types and sizes of keys that are accepted",
          "Fingerprint of the host key, and how a change of it is announced",
          "Folders: where files are put, where answers are fetched from, and who removes them;"
              + " whether a temporary name and a rename are allowed",
          "OpenPGP: whether it is used, for which files, your key, and the cipher",
          "File names: the required naming",
          "Maximum file size; how files and software are certified before production");

  /** Whether the request is for SFTP. */
  public boolean isSftp() {
    return Answer.transport(onboarding) == TransportKind.SFTP;
  }

  /** The option of USPS that is chosen. */
  public String option() {
    return isSftp() ? "SFTP" : "EDIINT AS2";
  }

  /** What only USPS can tell. */
  public List<String> questions() {
    return isSftp() ? SFTP_QUESTIONS : QUESTIONS;
  }

  /** What is known under that name; blank if nothing. */
  public String answer(String name) {
    return onboarding.answer(name);
  }

  /** The whole request as the text of an e-mail. */
  public String email() {
    StringBuilder text =
        new StringBuilder("Request: ")
            .append(isSftp() ? "SFTP" : "AS2")
            .append(" trading partner setup with USPS DTS (")
            .append(option())
            .append(")\n\n");
    line(text, "Contact name", answer(Answer.CONTACT_NAME));
    line(text, "Title", answer(Answer.CONTACT_TITLE));
    line(text, "Company", answer(Answer.COMPANY));
    line(text, "Email", sheet.email());
    line(text, "Phone", answer(Answer.CONTACT_PHONE));
    if (isSftp()) {
      sftp.lines().forEach(one -> line(text, one.label(), one.value()));
    } else {
      addAs2(text);
    }
    text.append("\nPlease tell us:\n");
    questions().forEach(question -> text.append("- ").append(question).append('\n'));
    if (!isSftp()) {
      sheet.certificates().forEach(certificate -> text.append('\n').append(certificate.pem()));
    }
    return text.toString();
  }

  private void addAs2(StringBuilder text) {
    line(text, "Our AS2 id", sheet.as2Id());
    sheet.urls().forEach(url -> line(text, "Our AS2 URL", url));
    for (PartnerSheet.OwnCertificate certificate : sheet.certificates()) {
      line(text, "Our certificate", certificate.subject());
      line(text, "SHA-256 fingerprint", certificate.sha256());
    }
    sheet.algorithms().forEach((kind, which) -> line(text, "Our " + kind, which));
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(": ").append(value.isBlank() ? "(to be added)" : value).append('\n');
  }
}
