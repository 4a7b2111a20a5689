package org.as2gateway.admin.setup;

import java.time.LocalDate;
import java.util.List;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.people.onboarding.Onboarding;
import org.jspecify.annotations.Nullable;

/**
 * The request to DTS, filled from our own settings.
 *
 * @param onboarding the set-up it belongs to
 * @param sheet our side
 * @param requested when it was sent; null if not yet
 * @param day how many days ago that was
 * @param earliest when 30 days are over
 */
public record RequestView(
    Onboarding onboarding,
    PartnerSheet sheet,
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

  /** What only USPS can tell. */
  public List<String> questions() {
    return QUESTIONS;
  }

  /** What is known under that name; blank if nothing. */
  public String answer(String name) {
    return onboarding.answer(name);
  }

  /** The whole request as the text of an e-mail. */
  public String email() {
    StringBuilder text =
        new StringBuilder("Request: AS2 trading partner setup with USPS DTS (EDIINT AS2)\n\n");
    line(text, "Contact name", answer(Answer.CONTACT_NAME));
    line(text, "Title", answer(Answer.CONTACT_TITLE));
    line(text, "Company", answer(Answer.COMPANY));
    line(text, "Email", sheet.email());
    line(text, "Phone", answer(Answer.CONTACT_PHONE));
    line(text, "Our AS2 id", sheet.as2Id());
    sheet.urls().forEach(url -> line(text, "Our AS2 URL", url));
    for (PartnerSheet.OwnCertificate certificate : sheet.certificates()) {
      line(text, "Our certificate", certificate.subject());
      line(text, "SHA-256 fingerprint", certificate.sha256());
    }
    sheet.algorithms().forEach((kind, which) -> line(text, "Our " + kind, which));
    text.append("\nPlease tell us:\n");
    QUESTIONS.forEach(question -> text.append("- ").append(question).append('\n'));
    sheet.certificates().forEach(certificate -> text.append('\n').append(certificate.pem()));
    return text.toString();
  }

  private static void line(StringBuilder text, String label, String value) {
    text.append(label).append(": ").append(value.isBlank() ? "(to be added)" : value).append('\n');
  }
}
